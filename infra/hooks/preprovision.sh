#!/bin/sh
# Before the resources: role assignments name the type of a principal, and azd only knows its id.
set -eu
# shellcheck source=infra/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
signed_in

if [ -z "${AZURE_PRINCIPAL_TYPE:-}" ] && [ "$(azure account show --query user.type --output tsv)" = servicePrincipal ]; then
  azd env set AZURE_PRINCIPAL_TYPE ServicePrincipal
fi
