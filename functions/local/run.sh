#!/bin/sh
# Runs the function app on this machine against the emulators of Azure Storage and Service Bus, uploads the sample report twice (reported by
# an event, and found by the sweep), and checks the rows and the cards that come of it. Set ACCEPT_EULA=Y to accept the licence terms of the
# Service Bus emulator and of SQL Server. Needs .NET, Docker, Azure Functions Core Tools, the Azure CLI, curl and jq; free ports 5672, 7071,
# 10000 to 10002 and 10100. Everything is removed at the end.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=infra/hooks/lib.sh
. "$root/infra/hooks/lib.sh"

for program in dotnet docker func az curl jq; do
  command -v "$program" >/dev/null || fail "$program is not installed, and this run needs it."
done
[ "${ACCEPT_EULA:-}" = Y ] || fail "Set ACCEPT_EULA=Y when you accept the licence terms of the Service Bus emulator and of SQL Server."
export ACCEPT_EULA
SQL_PASSWORD=${SQL_PASSWORD:-Local-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')}
export SQL_PASSWORD
export CHANNEL_CARDS_URL=http://127.0.0.1:10100/
PAUSE_SECONDS=${PAUSE_SECONDS:-5}

accounts=73
app=
folder=$(mktemp -d)
sample=$root/samples/credential-report.csv
hash=$(sha256 "$sample")

compose() { docker compose --project-name credfunctions-run --file "$root/functions/local/compose.yaml" "$@"; }

finish() {
  status=$?
  [ -z "$app" ] || kill "$app" 2>/dev/null || true
  if [ "$status" -ne 0 ]; then
    [ ! -f "$folder/app.log" ] || tail -n 100 "$folder/app.log" >&2
    compose logs --tail 30 >&2 || true
  fi
  compose down --volumes || true
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT

storage() { az storage "$@" --connection-string UseDevelopmentStorage=true --only-show-errors; }

storage_is_up() { storage container list --output none 2>/dev/null; }

bus_is_up() { compose logs servicebus 2>/dev/null | grep -q 'Emulator Service is Successfully Up'; }

app_is_up() {
  kill -0 "$app" 2>/dev/null || fail "The app ended."
  [ "$(curl --fail --silent http://localhost:7071/admin/host/status | jq --raw-output .state)" = Running ]
}

upload() { storage blob upload --container-name reports --name "$1" --file "$sample" --output none; }

# What Event Grid posts when the blob is written.
report_event() {
  jq --null-input --arg blob "$1" --arg time "$(date -u +%Y-%m-%dT%H:%M:%SZ)" '[{
    id: $blob, topic: "/local", eventType: "Microsoft.Storage.BlobCreated", eventTime: $time, dataVersion: "", metadataVersion: "1",
    subject: "/blobServices/default/containers/reports/blobs/\($blob)",
    data: { api: "PutBlob", blobType: "BlockBlob", url: "http://127.0.0.1:10000/devstoreaccount1/reports/\($blob)" }
  }]' >"$folder/event.json"
  curl --fail --silent --show-error --output /dev/null --header 'aeg-event-type: Notification' --header 'Content-Type: application/json' \
    --data @"$folder/event.json" 'http://localhost:7071/runtime/webhooks/blobs?functionName=Host.Functions.ReportUploaded'
}

sweep() {
  curl --fail --silent --show-error --output /dev/null --header 'Content-Type: application/json' --data '{}' \
    http://localhost:7071/admin/functions/Sweep
}

# is_complete SOURCE
is_complete() {
  report=$(storage entity query --table-name Reports --filter "PartitionKey eq '$1' and Content eq '$hash'" \
    --query 'items[0].[Status, Reason]' --output tsv)
  case $report in Complete*) ;; *) return 1 ;; esac
}

# counted TABLE FILTER: how many rows.
counted() { storage entity query --table-name "$1" --filter "$2" --query 'length(items)' --output tsv; }

cards_are_sent() { [ "$(counted Notifications "Status eq 'Sent'")" = 2 ]; }

info "Starting the emulators."
compose up --detach --quiet-pull
retry 2 storage_is_up || fail "Azurite does not answer."
retry 3 bus_is_up || fail "The Service Bus emulator is not up after three minutes."
for container in reports rejected evidence evidence-index config; do storage container create --name "$container" --output none; done
for table in Accounts Reports Notifications; do storage table create --name "$table" --output none; done
printf '%s\n' '{ "channels": { "cards": { "kind": "teams", "urlSetting": "CHANNEL_CARDS_URL" } }, "routes": [{ "channels": ["cards"] }] }' >"$folder/policy.json"
storage blob upload --container-name config --name policy.json --file "$folder/policy.json" --output none

info "Starting the app."
[ -f "$root/functions/local.settings.json" ] || cp "$root/functions/local.settings.json.example" "$root/functions/local.settings.json"
(cd "$root/functions" && exec func start) >"$folder/app.log" 2>&1 &
app=$!
retry 5 app_is_up || fail "The app is not running after five minutes."

info "Uploading a report that an event reports."
upload by-event/november.csv
report_event by-event/november.csv
retry 3 is_complete by-event || fail "The report of the event is not complete (${report:-the app does not know it})."

info "Uploading a report that the sweep finds."
upload by-sweep/november.csv
sweep
retry 3 is_complete by-sweep || fail "The report of the sweep is not complete (${report:-the app does not know it})."

rows=$(counted Accounts 'Present eq true')
[ "$rows" = $((2 * accounts)) ] || fail "The table Accounts has $rows rows and not $((2 * accounts))."
retry 2 cards_are_sent || fail "Not both cards were sent."
curl --fail --silent --show-error --output "$folder/cards.json" "$CHANNEL_CARDS_URL"
jq --exit-status 'length == 2
  and all(.[]; .attachments[0].contentType == "application/vnd.microsoft.card.adaptive")
  and ([.[] | tostring | contains("by-event")] | any) and ([.[] | tostring | contains("by-sweep")] | any)' "$folder/cards.json" >/dev/null ||
  fail "The cards are not one for each report: $(head -c 2000 "$folder/cards.json")"
info "Two reports are complete, $rows accounts are recorded, and two cards arrived."
