#!/bin/sh
# What follows the resources: the policy, and a look at whether the secrets are there.
set -eu
hooks=$(cd "$(dirname "$0")" && pwd)

"$hooks/upload-policy.sh"
"$hooks/check-secrets.sh"
