#!/bin/sh
# Uploads a report of the source "smoke-test", and waits until it is complete and its notifications are sent. Its bytes are new each time,
# so that it is a new report.
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
content=$(sha256 "$folder/report.csv")

upload() {
  azure storage blob upload --account-name "$REPORT_STORAGE_ACCOUNT" --auth-mode login --container-name reports \
    --name "smoke-test/$stamp.csv" --file "$folder/report.csv" --output none
}

# rows_of TABLE FILTER COLUMNS: a line for each row.
rows_of() {
  azure storage entity query --account-name "$REPORT_STORAGE_ACCOUNT" --auth-mode login --table-name "$1" --filter "$2" \
    --query "items[].[$3]" --output tsv
}

has_ended() {
  status=$(rows_of Reports "PartitionKey eq 'smoke-test' and Content eq '$content'" 'Status, RowKey, Reason') || return 1
  case $status in
  '' | Waiting* | Recording*) return 1 ;;
  esac
}

# Of a report without notifications there is nothing to wait for: they are written before it is complete.
are_sent() {
  notifications=$(rows_of Notifications "ReportId eq '$report'" 'Status, Channel') || return 1
  ! printf '%s' "$notifications" | grep -qv '^Sent'
}

# channels PATTERN: the channels of the notifications whose line matches, or does not with -v before it.
channels() { printf '%s\n' "$notifications" | grep "$@" | cut -f 2 | sort -u | paste -s -d ' ' -; }

retry 10 upload || fail "The smoke report could not be uploaded to $REPORT_STORAGE_ACCOUNT within ten minutes."
info "Uploaded smoke-test/$stamp.csv; waiting until it is complete."
retry 10 has_ended || fail "The smoke report is not complete after ten minutes (${status:-the app does not know it}). See docs/operations.md; its SHA-256 is $content."
case $status in
Complete*) info "The smoke report is complete: uploads are read and recorded." ;;
*) fail "The smoke report ended otherwise: $status" ;;
esac

report=$(printf '%s\n' "$status" | cut -f 2 | cut -d '|' -f 2)
retry 10 are_sent || fail "The smoke report is complete, but after ten minutes its notifications were not sent to: $(channels -v '^Sent'). credfunctions status shows the reasons."
if [ -z "$notifications" ]; then
  info "It caused no notification: the policy has no channel for it, so whether channels can send is not known."
else
  info "Its notifications were sent to: $(channels '^Sent')."
fi
