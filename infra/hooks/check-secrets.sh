#!/bin/sh
# Compares the settings that the policy in force names with those of the app, and lists the secrets that are missing from the vault. Only
# names are read.
set -eu
# shellcheck source=infra/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
need KEY_VAULT_NAME REPORT_STORAGE_ACCOUNT
signed_in

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
policy=$folder/policy.json

download() {
  azure storage blob download --account-name "$REPORT_STORAGE_ACCOUNT" --auth-mode login --container-name config --name policy.json \
    --file "$policy" --no-progress --output none
}

# The settings that the policy names, one a line. Lines that are comments do not count.
named() {
  sed 's|^[[:space:]]*//.*||' "$policy" | tr '\n' ' ' |
    grep -o '"[A-Za-z]*Setting"[[:space:]]*:[[:space:]]*"[^"]*"' | sed 's/.*"\([^"]*\)"$/\1/' | sort -u
}

secrets_of_vault() { secrets=$(azure keyvault secret list --vault-name "$KEY_VAULT_NAME" --query '[].name' --output tsv); }

for setting in ${SECRET_SETTINGS:-}; do
  case $setting in
  CHANNEL_?*) ;;
  *) fail "The setting $setting does not begin with CHANNEL_, so no channel of a policy can name it: rename it in SECRET_SETTINGS, or in secretSettings of the parameter file." ;;
  esac
done

if policy_exists; then
  download || fail "The policy in the container config of $REPORT_STORAGE_ACCOUNT cannot be read."
  absent=
  for setting in $(named); do
    case " ${SECRET_SETTINGS:-} " in
    *" $setting "*) ;;
    *) absent="$absent $setting" ;;
    esac
  done
  [ -z "$absent" ] ||
    fail "The policy names settings that the app does not have:$absent. Add them to SECRET_SETTINGS, or to secretSettings of the parameter file, and deploy the resources again, or change the policy. Until then their channels cannot send."
fi

[ -n "${SECRET_SETTINGS:-}" ] || exit 0
retry 10 secrets_of_vault || fail "The secrets of the vault $KEY_VAULT_NAME cannot be listed: see the roles in docs/deploy.md."
missing=0
for setting in $SECRET_SETTINGS; do
  secret=$(printf '%s' "$setting" | tr _ -)
  if ! printf '%s\n' "$secrets" | grep -qixF "$secret"; then
    missing=$((missing + 1))
    info "The vault has no secret for the setting $setting. Set it from a file, to keep it out of the shell's history:"
    info "  az keyvault secret set --vault-name $KEY_VAULT_NAME --name $secret --file FILE --encoding utf-8 --output none"
  fi
done
if [ "$missing" -gt 0 ]; then
  info "The app starts without them. Channels that need them fail until they are set and the app is restarted."
fi
