# What the steps have in common. Read with ".", not run.
# shellcheck shell=sh

info() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# need NAME...: fails unless each of these environment variables has a value.
need() {
  for name in "$@"; do
    eval "value=\${$name:-}"
    # shellcheck disable=SC2154 # eval assigns it
    [ -n "$value" ] || fail "$name is not set. azd sets it from the outputs of infra/main.bicep; without azd, export it: see docs/deploy.md."
  done
}

# The Azure CLI in the subscription of the deployment. The user's default subscription stays as it is.
azure() { az "$@" ${AZURE_SUBSCRIPTION_ID:+--subscription "$AZURE_SUBSCRIPTION_ID"}; }

signed_in() {
  command -v az >/dev/null || fail "The Azure CLI (az) is not installed, and this step needs it."
  azure account show --output none 2>/dev/null ||
    fail "The Azure CLI is not signed in${AZURE_SUBSCRIPTION_ID:+ to the subscription $AZURE_SUBSCRIPTION_ID}: run az login first (azd auth login is not enough)."
}

# retry MINUTES COMMAND...: until it succeeds or the time is over. A new role takes up to ten minutes to take effect everywhere.
retry() {
  end=$(($(date +%s) + $1 * 60))
  shift
  until "$@"; do
    [ "$(date +%s)" -lt "$end" ] || return 1
    sleep "${PAUSE_SECONDS:-15}"
  done
}

look_for_policy() {
  exists=$(azure storage blob exists --account-name "$REPORT_STORAGE_ACCOUNT" --auth-mode login \
    --container-name config --name policy.json --query exists --output tsv)
}

# policy_exists: whether the container config has a policy. Fails the step when that cannot be read.
policy_exists() {
  retry 10 look_for_policy || fail "The container config of $REPORT_STORAGE_ACCOUNT cannot be read: see the roles in docs/deploy.md."
  [ "$exists" = true ]
}

# The SHA-256 of a file, which identifies a report. macOS has another command for it.
sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}
