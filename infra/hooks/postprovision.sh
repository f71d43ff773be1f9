#!/bin/sh
# After the resources: the policy, and its secrets.
set -eu
hooks=$(cd "$(dirname "$0")" && pwd)

"$hooks/upload-policy.sh"
"$hooks/check-secrets.sh"
