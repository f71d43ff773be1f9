#!/usr/bin/env bash
# The checks that fit a Miller expression: baseline_miller.sh REPORT AS_OF. Prints a count a rule, as CSV.
#
# Twelve of the 20 rules: access-key-leak-risk, -not-rotated, -unused, -never-used, -disabled-retained;
# console-mfa-disabled, console-mfa-unavailable, login-protection-disabled, operation-protection-disabled,
# password-not-rotated, console-idle, console-and-access-key. It counts only: two outcomes (an odd cell never fails), no
# fingerprints, no JSON. Times in the report's zone, +08:00, as yyyy-MM-dd H:mm:ss or yyyy-MM-dd.
set -euo pipefail

report=$1
# ages are counted in the report's zone, so that no time has to be shifted
now=$(($(date -d "$2" +%s) + 28800))

mlr -S --icsv --ocsv --from "$report" put -q '
  func older(str t, num days): bool {
    if (t =~ "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}$") {
      return @now - gmt2sec(ssub(t, " ", "T") . "Z") > days * 86400;
    } elif (t =~ "^[0-9]{4}-[0-9]{2}-[0-9]{2}$") {
      return @now - gmt2sec(t . "T00:00:00Z") > days * 86400;
    }
    return false;
  }
  begin {
    @now = '"$now"';
    @count = {
      "access-key-leak-risk": 0, "access-key-not-rotated": 0, "access-key-unused": 0, "access-key-never-used": 0,
      "access-key-disabled-retained": 0, "console-mfa-disabled": 0, "console-mfa-unavailable": 0,
      "login-protection-disabled": 0, "operation-protection-disabled": 0, "password-not-rotated": 0, "console-idle": 0,
      "console-and-access-key": 0
    };
  }

  bool any_active = false;
  for (k in ["1", "2"]) {
    str key = "AccessKey" . k;
    str secret = $[key . "SecretId"];
    if (secret == "N/A" || secret == "" || secret == "-" || secret == "not_supported") {
      continue;
    }
    if ($[key . "MayBeAtRisk"] == "TRUE") {
      @count["access-key-leak-risk"] += 1;
    }
    if ($[key . "Status"] == "Active") {
      any_active = true;
      str created = $[key . "CreationTime"];
      str used = $[key . "lastUsedDate"];
      if (older(created, 90)) {
        @count["access-key-not-rotated"] += 1;
      }
      if (used == "N/A") {
        if (older(created, 31)) {
          @count["access-key-never-used"] += 1;
        }
      } elif (older(used, 91)) {
        @count["access-key-unused"] += 1;
      }
    } elif ($[key . "Status"] == "Disable") {
      @count["access-key-disabled-retained"] += 1;
    }
  }

  if ($LoginConsoleActive == "TRUE" || ($LoginConsoleActive == "not_supported" && $UserType == "Collaborator")) {
    if ($MFADeviceActive == "FALSE") {
      @count["console-mfa-disabled"] += 1;
    } elif ($MFADeviceActive == "not_supported") {
      @count["console-mfa-unavailable"] += 1;
    }
    if ($LoginProtectionActive == "FALSE") {
      @count["login-protection-disabled"] += 1;
    }
    if ($OperationProtectionActive == "FALSE") {
      @count["operation-protection-disabled"] += 1;
    }
    if (older(${Last Console Login Time}, 90)) {
      @count["console-idle"] += 1;
    }
    if (any_active) {
      @count["console-and-access-key"] += 1;
    }
  }
  if ($PasswordEnabled == "TRUE" && older($PasswordLastRotation, 90)) {
    @count["password-not-rotated"] += 1;
  }

  end {
    for (rule, n in @count) {
      emit1 {"rule": rule, "findings": n};
    }
  }
'
