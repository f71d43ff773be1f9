#!/bin/sh
# Waits until the running app has created the key of its blob extension. The key itself is never shown.
set -eu
# shellcheck source=infra/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
need AZURE_RESOURCE_GROUP AZURE_FUNCTION_APP_NAME
signed_in

has_key() {
  key=$(azure functionapp keys list --resource-group "$AZURE_RESOURCE_GROUP" --name "$AZURE_FUNCTION_APP_NAME" \
    --query "systemKeys.blobs_extension != null" --output tsv 2>/dev/null) || return 1
  [ "$key" = true ]
}

info "Waiting for the key of the blob extension."
retry 10 has_key || fail "$AZURE_FUNCTION_APP_NAME has no key blobs_extension after ten minutes, so it does not run. Read its log stream, then run infra/hooks/postdeploy.sh again."
