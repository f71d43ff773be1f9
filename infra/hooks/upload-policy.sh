#!/bin/sh
# Uploads the policy that CREDFUNCTIONS_POLICY names, unless there is one: a deployment never replaces the policy in force.
set -eu
# shellcheck source=infra/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
need REPORT_STORAGE_ACCOUNT
signed_in

if policy_exists; then
  info "The policy in force stays."
elif [ -z "${CREDFUNCTIONS_POLICY:-}" ]; then
  info "There is no policy: the built-in defaults apply and nobody is notified. Name a file in CREDFUNCTIONS_POLICY, or upload one as config/policy.json."
else
  [ -f "$CREDFUNCTIONS_POLICY" ] || fail "CREDFUNCTIONS_POLICY is $CREDFUNCTIONS_POLICY, and there is no such file."
  azure storage blob upload --account-name "$REPORT_STORAGE_ACCOUNT" --auth-mode login \
    --container-name config --name policy.json --file "$CREDFUNCTIONS_POLICY" --overwrite false --output none
  info "Uploaded $CREDFUNCTIONS_POLICY as config/policy.json."
fi
