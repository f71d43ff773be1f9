#!/bin/sh
# Uploads a report of the source "smoke-test" and waits until it is complete. Nobody can be in it twice: the bytes are new each time.
set -eu
# shellcheck source=infra/hooks/lib.sh
. "$(dirname "$0")/lib.sh"
need REPORT_STORAGE_ACCOUNT
signed_in
root=$(cd "$(dirname "$0")/../.." && pwd)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
stamp=$(date -u +%Y%m%dT%H%M%SZ)-$$
sed "2s/^\([^,]*\),[^,]*,/\1,smoke-$stamp,/" "$root/samples/credential-report.csv" >"$folder/report.csv"
report=$(sha256 "$folder/report.csv")

upload() {
  az storage blob upload --account-name "$REPORT_STORAGE_ACCOUNT" --auth-mode login --container-name reports \
    --name "smoke-test/$stamp.csv" --file "$folder/report.csv" --output none
}

status_of() {
  az storage entity query --account-name "$REPORT_STORAGE_ACCOUNT" --auth-mode login --table-name Reports \
    --filter "PartitionKey eq 'smoke-test' and Content eq '$report'" --query "items[0].[Status, Reason]" --output tsv
}

has_ended() {
  status=$(status_of) || return 1
  case $status in
  '' | None* | Waiting* | Recording*) return 1 ;;
  esac
}

retry 4 upload || fail "The smoke report could not be uploaded to $REPORT_STORAGE_ACCOUNT."
say "Uploaded smoke-test/$stamp.csv; waiting until it is complete."
retry 40 has_ended || fail "The smoke report is not complete after ten minutes (${status:-the app does not know it}). See docs/operations.md; report $report."
case $status in
Complete*) say "The smoke report is complete: uploads are read, recorded and notified." ;;
*) fail "The smoke report ended otherwise: $status" ;;
esac
