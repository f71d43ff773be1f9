#!/usr/bin/env bash
# The checks that fit a query: baseline_sqlite.sh REPORT AS_OF. Imports the report into a temporary database, prints a
# count a rule, as CSV.
#
# Twelve of the 20 rules: access-key-leak-risk, -not-rotated, -unused, -never-used, -disabled-retained;
# console-mfa-disabled, console-mfa-unavailable, login-protection-disabled, operation-protection-disabled,
# password-not-rotated, console-idle, console-and-access-key. It counts only: two outcomes (an odd cell never fails), no
# fingerprints, no JSON. Times in the report's zone, +08:00, as yyyy-MM-dd H:mm:ss or yyyy-MM-dd.
set -euo pipefail

report=$1
# ages are counted in the report's zone, so that no time has to be shifted
now=$(($(date -d "$2" +%s) + 28800))
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# unixepoch() wants two digits for the hour: 2019-08-16 9:25:56
moment() {
  echo "unixepoch(CASE WHEN substr($1, 13, 1) = ':' THEN substr($1, 1, 11) || '0' || substr($1, 12) ELSE $1 END)"
}
older() {
  echo "coalesce($now - $(moment "$1") > $2 * 86400, 0)"
}

# the conditions of one key of an account; the query sums them in one pass
key_columns() {
  local s="\"AccessKey$1SecretId\"" status="\"AccessKey$1Status\""
  local created="\"AccessKey$1CreationTime\"" used="\"AccessKey$1lastUsedDate\""
  cat <<SQL
    $s NOT IN ('N/A', '', '-', 'not_supported') AND "AccessKey$1MayBeAtRisk" = 'TRUE' AS risk$1,
    $s NOT IN ('N/A', '', '-', 'not_supported') AND $status = 'Active' AS active$1,
    $s NOT IN ('N/A', '', '-', 'not_supported') AND $status = 'Disable' AS disabled$1,
    $(older "$created" 90) AS old$1,
    $(older "$used" 91) AS unused$1,
    $used = 'N/A' AND $(older "$created" 31) AS never_used$1,
SQL
}

cat >"$folder/query.sql" <<SQL
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
.import --csv "$report" report
.mode csv
.separator "," "\\n"
.headers on
WITH account AS (
  SELECT
$(key_columns 1)
$(key_columns 2)
    "LoginConsoleActive" = 'TRUE' OR ("LoginConsoleActive" = 'not_supported' AND "UserType" = 'Collaborator') AS login,
    "MFADeviceActive" AS mfa,
    "LoginProtectionActive" AS protection,
    "OperationProtectionActive" AS operation,
    "PasswordEnabled" = 'TRUE' AND $(older '"PasswordLastRotation"' 90) AS old_password,
    $(older '"Last Console Login Time"' 90) AS idle
  FROM report
), total AS (
  SELECT
    sum(risk1 + risk2) AS risk,
    sum((active1 AND old1) + (active2 AND old2)) AS not_rotated,
    sum((active1 AND unused1) + (active2 AND unused2)) AS unused,
    sum((active1 AND never_used1) + (active2 AND never_used2)) AS never_used,
    sum(disabled1 + disabled2) AS disabled,
    sum(login AND mfa = 'FALSE') AS mfa_off,
    sum(login AND mfa = 'not_supported') AS mfa_unavailable,
    sum(login AND protection = 'FALSE') AS login_protection,
    sum(login AND operation = 'FALSE') AS operation_protection,
    sum(old_password) AS old_password,
    sum(login AND idle) AS idle,
    sum(login AND (active1 OR active2)) AS console_and_key
  FROM account
)
SELECT 'access-key-leak-risk' AS rule, risk AS findings FROM total
UNION ALL SELECT 'access-key-not-rotated', not_rotated FROM total
UNION ALL SELECT 'access-key-unused', unused FROM total
UNION ALL SELECT 'access-key-never-used', never_used FROM total
UNION ALL SELECT 'access-key-disabled-retained', disabled FROM total
UNION ALL SELECT 'console-mfa-disabled', mfa_off FROM total
UNION ALL SELECT 'console-mfa-unavailable', mfa_unavailable FROM total
UNION ALL SELECT 'login-protection-disabled', login_protection FROM total
UNION ALL SELECT 'operation-protection-disabled', operation_protection FROM total
UNION ALL SELECT 'password-not-rotated', old_password FROM total
UNION ALL SELECT 'console-idle', idle FROM total
UNION ALL SELECT 'console-and-access-key', console_and_key FROM total;
SQL
sqlite3 -batch "$folder/report.db" <"$folder/query.sql" | grep -v '^off'
