#!/bin/sh
# Uploads the policy that CREDFUNCTIONS_POLICY names, unless there is one: what is in force is never replaced by a deployment.
set -eu
# shellcheck source=infra/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
need REPORT_STORAGE_ACCOUNT
signed_in

policy_exists() {
  exists=$(az storage blob exists --account-name "$REPORT_STORAGE_ACCOUNT" --auth-mode login \
    --container-name config --name policy.json --query exists --output tsv)
}

retry 40 policy_exists || fail "The container config of $REPORT_STORAGE_ACCOUNT cannot be read. Give yourself a role: operatorPrincipalId in the parameters."
if [ "$exists" = true ]; then
  say "The policy that is there stays."
elif [ -z "${CREDFUNCTIONS_POLICY:-}" ]; then
  say "There is no policy: the built-in defaults apply and nobody is notified. Name a file in CREDFUNCTIONS_POLICY, or upload one as config/policy.json."
else
  [ -f "$CREDFUNCTIONS_POLICY" ] || fail "CREDFUNCTIONS_POLICY is $CREDFUNCTIONS_POLICY, and there is no such file."
  az storage blob upload --account-name "$REPORT_STORAGE_ACCOUNT" --auth-mode login \
    --container-name config --name policy.json --file "$CREDFUNCTIONS_POLICY" --overwrite false --output none
  say "Uploaded $CREDFUNCTIONS_POLICY as config/policy.json."
fi
