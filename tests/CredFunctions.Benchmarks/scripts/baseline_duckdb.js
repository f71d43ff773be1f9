// The checks that fit a query: node baseline_duckdb.js REPORT AS_OF. Reads the report with DuckDB, on every core, and prints a
// count a rule, as CSV. NODE_PATH names the folder that has the package @duckdb/node-api.
//
// The same twelve of the 20 rules as baseline_sqlite.sh, with the same limits: two outcomes, no fingerprints, no JSON.
"use strict";

const { DuckDBInstance } = require("@duckdb/node-api");

const [report, asOf] = process.argv.slice(2);
const text = value => `'${value.replaceAll("'", "''")}'`;

// Ages are counted in the report's zone, +08:00, so that no time has to be shifted.
const now = Math.floor(Date.parse(asOf) / 1000) + 28800;
const moment = column => `epoch(coalesce(try_strptime("${column}", '%Y-%m-%d %H:%M:%S'), try_strptime("${column}", '%Y-%m-%d')))`;
const older = (column, days) => `coalesce(${now} - ${moment(column)} > ${days * 86400}, false)`;

const key = slot => {
  const column = name => `AccessKey${slot}${name}`;
  return `
    "${column("SecretId")}" NOT IN ('N/A', '', '-', 'not_supported') AS exists${slot},
    exists${slot} AND "${column("MayBeAtRisk")}" = 'TRUE' AS risk${slot},
    exists${slot} AND "${column("Status")}" = 'Active' AS active${slot},
    exists${slot} AND "${column("Status")}" = 'Disable' AS disabled${slot},
    active${slot} AND ${older(column("CreationTime"), 90)} AS old${slot},
    active${slot} AND ${older(column("lastUsedDate"), 91)} AS unused${slot},
    active${slot} AND "${column("lastUsedDate")}" = 'N/A' AND ${older(column("CreationTime"), 31)} AS never_used${slot},`;
};
const ofKeys = condition => `count_if(${condition}1) + count_if(${condition}2)`;
const rules = {
  "access-key-leak-risk": ofKeys("risk"),
  "access-key-not-rotated": ofKeys("old"),
  "access-key-unused": ofKeys("unused"),
  "access-key-never-used": ofKeys("never_used"),
  "access-key-disabled-retained": ofKeys("disabled"),
  "console-mfa-disabled": `count_if(login AND "MFADeviceActive" = 'FALSE')`,
  "console-mfa-unavailable": `count_if(login AND "MFADeviceActive" = 'not_supported')`,
  "login-protection-disabled": `count_if(login AND "LoginProtectionActive" = 'FALSE')`,
  "operation-protection-disabled": `count_if(login AND "OperationProtectionActive" = 'FALSE')`,
  "password-not-rotated": `count_if("PasswordEnabled" = 'TRUE' AND ${older("PasswordLastRotation", 90)})`,
  "console-idle": `count_if(login AND ${older("Last Console Login Time", 90)})`,
  "console-and-access-key": "count_if(login AND (active1 OR active2))",
};
const query = `
  WITH account AS (
    SELECT *, ${key(1)} ${key(2)}
      "LoginConsoleActive" = 'TRUE' OR ("LoginConsoleActive" = 'not_supported' AND "UserType" = 'Collaborator') AS login
    FROM read_csv(${text(report)}, header = true, delim = ',', quote = '"', all_varchar = true))
  SELECT ${Object.values(rules).join(", ")} FROM account`;

(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const [counts] = (await connection.runAndReadAll(query)).getRows();
  console.log(["rule,findings", ...Object.keys(rules).map((rule, index) => `${rule},${counts[index]}`)].join("\n"));
})();
