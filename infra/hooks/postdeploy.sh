#!/bin/sh
# After the code: the events, which need a key that only the running app creates, and a smoke report.
set -eu
hooks=$(cd "$(dirname "$0")" && pwd)

"$hooks/wait-for-key.sh"
"$hooks/deploy-events.sh"
if [ "${CREDFUNCTIONS_SMOKE:-yes}" = no ]; then
  echo "No smoke report is uploaded, since CREDFUNCTIONS_SMOKE is no."
else
  "$hooks/smoke.sh"
fi
