# What the steps have in common. Read with ".", not run.
# shellcheck shell=sh

say() { printf '%s\n' "$*"; }

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

# The resource group and subscription that every az command is about.
signed_in() {
  command -v az >/dev/null || fail "The Azure CLI (az) is not installed, and this step needs it."
  az account show --output none 2>/dev/null || fail "Nobody is signed in to the Azure CLI: run az login first (azd auth login is not enough)."
  if [ -n "${AZURE_SUBSCRIPTION_ID:-}" ]; then
    az account set --subscription "$AZURE_SUBSCRIPTION_ID"
  fi
}

# retry TRIES COMMAND...: a role takes up to ten minutes to be known everywhere, an app some minutes to start.
retry() {
  tries=$1
  shift
  while ! "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep "${PAUSE_SECONDS:-15}"
  done
}

# The SHA-256 of a file: a report is known by it. macOS has another command for it.
sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}
