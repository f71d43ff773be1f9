#!/bin/sh
# Deploys the second stage: from then on Event Grid sends uploads to the app. Region and tags are those of the first stage.
set -eu
# shellcheck source=infra/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
need AZURE_RESOURCE_GROUP AZURE_ENV_NAME REPORT_STORAGE_ACCOUNT
signed_in
infra=$(cd "$(dirname "$0")/.." && pwd)

first_stage() {
  azure storage account show --resource-group "$AZURE_RESOURCE_GROUP" --name "$REPORT_STORAGE_ACCOUNT" --query "$1" --output "$2"
}

location=$(first_stage location tsv) || fail "The storage account $REPORT_STORAGE_ACCOUNT is not in $AZURE_RESOURCE_GROUP: deploy infra/main.bicep first."
tags=$(first_stage tags json)

# Event Grid calls the app once before it accepts the address, and needs a role that was just assigned.
deploy() {
  azure deployment group create --resource-group "$AZURE_RESOURCE_GROUP" --name credfunctions-events --output none \
    --template-file "$infra/events.bicep" --parameters environmentName="$AZURE_ENV_NAME" location="$location" tags="$tags" \
    existingTopicName="${EVENT_TOPIC_NAME:-}"
}

retry 10 deploy || fail "The event subscription could not be deployed within ten minutes: see the deployment credfunctions-events of $AZURE_RESOURCE_GROUP."
info "Event Grid now sends uploads to the app."
