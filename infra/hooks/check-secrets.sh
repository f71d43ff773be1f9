#!/bin/sh
# Says which secrets of channels are missing from the vault, and how to put them in. Nothing is shown of those that are there.
set -eu
# shellcheck source=infra/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
need KEY_VAULT_NAME
signed_in

missing=0
for setting in ${SECRET_SETTINGS:-}; do
  case $setting in
    CHANNEL_?*) ;;
    *) say "The setting $setting does not begin with CHANNEL_, so no channel of a policy can name it: rename it in secretSettings." ;;
  esac
  secret=$(printf '%s' "$setting" | tr _ -)
  if ! az keyvault secret show --vault-name "$KEY_VAULT_NAME" --name "$secret" --query id --output none 2>/dev/null; then
    missing=$((missing + 1))
    say "The secret of the setting $setting is missing, or you may not see it. Put it in from a file, so that it stays out of the shell's history:"
    say "  az keyvault secret set --vault-name $KEY_VAULT_NAME --name $secret --file FILE --encoding utf-8 --output none"
  fi
done
if [ "$missing" -gt 0 ]; then
  say "The app starts without them; channels that need them fail until they are there and the app was restarted."
fi
