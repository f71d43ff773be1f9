#!/bin/sh
# Deploys the second stage: from then on Event Grid sends uploads to the app.
set -eu
# shellcheck source=infra/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
need AZURE_RESOURCE_GROUP AZURE_ENV_NAME AZURE_LOCATION
signed_in
infra=$(cd "$(dirname "$0")/.." && pwd)

# Event Grid calls the app once before it believes the address, and a new role may not be known yet.
deploy() {
  az deployment group create --resource-group "$AZURE_RESOURCE_GROUP" --name credfunctions-events --output none \
    --template-file "$infra/events.bicep" --parameters environmentName="$AZURE_ENV_NAME" location="$AZURE_LOCATION"
}

retry 4 deploy || fail "The event subscription could not be deployed: see the deployment credfunctions-events of $AZURE_RESOURCE_GROUP."
say "Event Grid now sends uploads to the app."
