#!/usr/bin/env python3
"""The same assessment as a script: what a team without CredFunctions would write and run.

    baseline_python.py REPORT AS_OF [--source default] > findings.json

All 20 rules with the built-in thresholds and the same three outcomes (fails, does not fail, not assessed), the same four
states of a cell, the same fingerprints. Rows stream through csv.reader; accounts with a finding or a rule that could not
be assessed are written as JSON, the totals at its end.

It reads well-formed reports: UTF-8, commas, RFC 4180 quoting, times to the microsecond, nothing at the ends of the
calendar. A row that cannot be used is counted and left out. State, changes, exceptions and evidence are not its business.
"""
import csv
import hashlib
import json
import re
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone

COLUMNS = ["Account ID", "Username", "UserType", "CreationTime", "PasswordEnabled", "PasswordLastRotation",
           "LoginConsoleActive", "LoginProtectionActive", "OperationProtectionActive", "MFADeviceActive",
           "Abnormal LoginsNumWithin30Days"]
KEY_COLUMNS = ["SecretId", "MayBeAtRisk", "CreationTime", "Status", "lastUsedDate", "CreatedOver90Days", "CreatedOver30Days"]
COLUMNS += ["AccessKey%d%s" % (slot, name) for slot in (1, 2) for name in KEY_COLUMNS]
LAST_LOGIN = "Last Console Login Time"

REPORT_ZONE = timezone(timedelta(hours=8))
DAY = timedelta(days=1)
D14, D29, D30, D31, D89, D90, D91, D181 = (timedelta(days=n) for n in (14, 29, 30, 31, 89, 90, 91, 181))


class State:
    """A cell that holds no value. Compared by identity."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


NA, UNSUPPORTED, BAD = State("not applicable"), State("not supported"), State("unrecognised")
EMPTY = (NA, UNSUPPORTED)
WORDS = {"n/a": NA, "": NA, "-": NA, "not_supported": UNSUPPORTED}

FLAGS = {**WORDS, "true": True, "false": False}
STATUSES = {**WORDS, "active": "active", "disable": "disabled", "disabled": "disabled", "inactive": "disabled"}
# The spellings of the genuine report, so that the common cell is one look-up; so for the user types below.
FLAGS.update({"TRUE": True, "FALSE": False, "N/A": NA})
STATUSES.update({"Active": "active", "Disable": "disabled", "N/A": NA})
SUB_USER, COLLABORATOR, WECOM, RECEIVER = "sub-user", "collaborator", "wecom-sub-user", "message-receiver"
USER_TYPES = {"subuser": SUB_USER, "collaborator": COLLABORATOR, "weworksubuser": WECOM, "wecomsubuser": WECOM,
              "messagereceiver": RECEIVER}
USER_TYPES.update({"Sub-user": SUB_USER, "Collaborator": COLLABORATOR, "WeWork Sub-user": WECOM, "Message receiver": RECEIVER})

TIME = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})"
                  r"(?:[ Tt](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?(?: ?(Z|z|[+-]\d\d:?\d\d))?)?", re.ASCII)
SECRET_ID = re.compile("[!-~]{1,128}")


def trim(text):
    return text.strip().strip("\ufeff\u200b \t")


def normalised(name):
    return re.sub(r"[\s\-_]", "", trim(name)).lower()


def flag(text):
    value = FLAGS.get(text)
    return FLAGS.get(trim(text).lower(), BAD) if value is None else value


def abnormal_flag(text):
    value = flag(text)
    if value is BAD and re.fullmatch("[0-9]{1,9}", trim(text)):
        return int(trim(text)) > 0
    return value


def status(text):
    return STATUSES.get(text) or STATUSES.get(trim(text).lower(), BAD)


def time(text):
    """A time in the report's zone, without tzinfo: comparing naive times is quicker."""
    if text == "N/A":
        return NA
    # 2019-08-16 9:25:56, the form of the genuine report; the hour is not padded
    if 18 <= len(text) <= 19 and text[10] == " " and text[4] == text[7] == "-":
        try:
            return datetime.fromisoformat(text if len(text) == 19 else text[:11] + "0" + text[11:])
        except ValueError:
            pass
    return other_time(trim(text))


def other_time(text):
    word = WORDS.get(text.lower())
    if word is not None:
        return word
    match = TIME.fullmatch(text)
    if not match:
        return BAD
    year, _, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0),
                          int((fraction or "0").ljust(6, "0")[:6]))
        if offset:
            digits = "+0000" if offset in "Zz" else offset.replace(":", "")
            minutes = int(digits[1:3]) * 60 + int(digits[3:])
            if int(digits[3:]) > 59 or minutes > 14 * 60:
                return BAD
            shift = timedelta(minutes=minutes if digits[0] == "+" else -minutes)
            moment = moment.replace(tzinfo=timezone(shift)).astimezone(REPORT_ZONE).replace(tzinfo=None)
        return moment
    except (ValueError, OverflowError):
        return BAD


def rotation(text):
    return NA if text == "FALSE" or trim(text).lower() == "false" else time(text)


def secret_id(text):
    if text == "N/A":
        return NA
    text = trim(text)
    word = WORDS.get(text.lower())
    if word is not None:
        return word
    return text if SECRET_ID.fullmatch(text) and text.lower() not in ("true", "false", "null", "none", "nil") else BAD


def user_type(text):
    return USER_TYPES.get(text) or USER_TYPES.get(normalised(text), BAD)


# Three-valued logic: True, False, None for unknown.

def not_(a):
    return None if a is None else not a


def and_(*conditions):
    if False in conditions:
        return False
    return None if None in conditions else True


def or_(*conditions):
    if True in conditions:
        return True
    return None if None in conditions else False


def known(value):
    """A flag as a condition: anything but TRUE and FALSE is unknown."""
    return value if value is True or value is False else None


def supported(value):
    return True if value is True or value is False else False if value is UNSUPPORTED else None


def test(cell, outcome):
    return None if cell is BAD else outcome


class Key:
    __slots__ = ("secret", "risk", "created", "status", "last_used", "over90", "over30",
                 "exists", "active", "disabled", "used")

    def __init__(self, cells):
        self.secret = secret_id(cells[0])
        self.risk = flag(cells[1])
        self.created = time(cells[2])
        self.status = status(cells[3])
        self.last_used = time(cells[4])
        self.over90 = flag(cells[5])
        self.over30 = flag(cells[6])
        self.derive(None if self.secret is BAD else isinstance(self.secret, str))

    def derive(self, exists):
        self.exists = exists
        is_status = isinstance(self.status, str)
        self.active = and_(exists, self.status == "active" if is_status else None)
        self.disabled = and_(exists, self.status == "disabled" if is_status else None)
        self.used = True if isinstance(self.last_used, datetime) else False if self.last_used is NA else None

    def older_by_flags(self, days):
        """Whether it was created more than so many days ago, where its creation is no time."""
        if self.over90 is True and self.over30 is False:
            return None
        if self.over90 is True and days <= 90 or self.over30 is True and days <= 30:
            return True
        return False if self.over90 is False and days >= 90 or self.over30 is False and days >= 30 else None


class Account:
    def __init__(self, cells, now, has_last_login):
        self.now, self.has_last_login = now, has_last_login
        self.type = user_type(cells[2])
        self.created = time(cells[3])
        self.password_enabled = flag(cells[4])
        self.rotated = rotation(cells[5])
        self.console = flag(cells[6])
        self.protection = flag(cells[7])
        self.operation = flag(cells[8])
        self.mfa = flag(cells[9])
        self.abnormal = abnormal_flag(cells[10])
        self.key1 = Key(cells[11:18])
        self.key2 = Key(cells[18:25])
        self.last_login = time(cells[25]) if has_last_login else BAD
        self.same_secret = isinstance(self.key1.secret, str) and self.key1.secret == self.key2.secret
        if self.same_secret:
            self.key2.derive(False)
        self.can_log_in = self.decide_can_log_in()

    def decide_can_log_in(self):
        if self.console is UNSUPPORTED:
            return True if self.type is COLLABORATOR else False if self.type is RECEIVER else None
        return known(self.console)

    def is_type(self, *types):
        return None if self.type is BAD else self.type in types

    def older(self, moment, age):
        return self.now - moment > age if isinstance(moment, datetime) else None

    def created_older(self, key, age):
        return self.older(key.created, age) if isinstance(key.created, datetime) else key.older_by_flags(age.days)

    def is_new(self, key):
        return and_(key.active, not_(self.created_older(key, D30)))

    def quiet(self, moment, age):
        if isinstance(moment, datetime):
            return self.now - moment > age
        return True if moment is NA or moment is UNSUPPORTED else None

    def is_machine(self):
        return self.can_log_in is False and (self.key1.exists is True or self.key2.exists is True)

    def is_abnormal(self):
        if self.abnormal is UNSUPPORTED:
            return False if self.type is RECEIVER else None
        return known(self.abnormal)

    def is_dormant(self):
        last_login = None if self.last_login is UNSUPPORTED else self.quiet(self.last_login, D181)
        parts = [self.older(self.created, D181),
                 or_(not_(self.can_log_in), and_(last_login, self.quiet(self.rotated, D181)))]
        for key in (self.key1, self.key2):
            parts.append(or_(not_(key.active), and_(self.quiet(key.created, D181), self.quiet(key.last_used, D181))))
        return and_(*parts)

    def key_contradictions(self, key):
        now, created, last_used = self.now, key.created, key.last_used
        created_known = isinstance(created, datetime)
        age = now - created if created_known else None
        for over, young, old in ((key.over90, D89, D91), (key.over30, D29, D31)):
            yield and_(test(over, over is True), test(created, created_known and age < young))
            yield and_(test(over, over is False), test(created, created_known and age > old))
        yield and_(not_(key.exists), or_(test(key.status, key.status not in EMPTY), test(created, created_known)))
        yield and_(key.exists, or_(test(created, created in EMPTY), test(key.status, key.status in EMPTY)))
        used_known = isinstance(last_used, datetime)
        if created_known and used_known:
            yield last_used + DAY < created
        else:
            yield and_(test(last_used, used_known), test(created, created_known))
        yield and_(test(key.over90, key.over90 is True), test(key.over30, key.over30 is False))

    def contradictions(self):
        key1, key2 = self.key1, self.key2
        yield from self.key_contradictions(key1)
        yield from self.key_contradictions(key2)
        yield and_(test(self.password_enabled, self.password_enabled is True), test(self.rotated, self.rotated in EMPTY))
        times = [self.created, self.rotated, key1.created, key1.last_used, key2.created, key2.last_used]
        if self.has_last_login:
            times.append(self.last_login)
        tomorrow = self.now + DAY
        for moment in times:
            yield test(moment, isinstance(moment, datetime) and moment > tomorrow)
        yield and_(self.is_type(RECEIVER), or_(key1.exists, key2.exists, test(self.console, self.console is True)))
        yield and_(self.is_type(SUB_USER, WECOM), test(self.console, self.console is UNSUPPORTED))
        yield and_(self.can_log_in, or_(test(self.protection, self.protection is UNSUPPORTED),
                                        test(self.operation, self.operation is UNSUPPORTED)), not_(self.is_type(RECEIVER)))
        yield and_(self.is_type(SUB_USER), test(self.password_enabled, self.password_enabled is UNSUPPORTED))
        if self.same_secret:
            yield True
        else:
            yield and_(test(key1.secret, isinstance(key1.secret, str)), test(key2.secret, isinstance(key2.secret, str)),
                       False if isinstance(key1.secret, str) and isinstance(key2.secret, str) else None)

    def verdicts(self):
        """Every rule: id, subject, applies, fails, severity."""
        for subject, key in (("key1", self.key1), ("key2", self.key2)):
            if key.exists is False:
                continue
            active = key.active
            yield "access-key-leak-risk", subject, key.exists, known(key.risk), "high" if key.disabled else "critical"
            yield "access-key-not-rotated", subject, active, self.created_older(key, D90), "high"
            yield "access-key-unused", subject, and_(active, key.used), self.older(key.last_used, D91), "medium"
            yield "access-key-never-used", subject, and_(active, not_(key.used)), self.created_older(key, D31), "medium"
            yield "access-key-disabled-retained", subject, key.exists, key.disabled, "low"
        login, active1, active2 = self.can_log_in, self.key1.active, self.key2.active
        yield ("access-key-overlap", "account", and_(active1, active2),
               and_(self.created_older(self.key1, D14), self.created_older(self.key2, D14)), "medium")
        mfa = supported(self.mfa)
        yield "console-mfa-disabled", "account", and_(login, mfa), not_(known(self.mfa)), "high"
        yield "console-mfa-unavailable", "account", login, not_(mfa), "high"
        yield ("login-protection-disabled", "account", and_(login, supported(self.protection)),
               not_(known(self.protection)), "high")
        yield ("operation-protection-disabled", "account", and_(login, supported(self.operation)),
               not_(known(self.operation)), "medium")
        password = False if self.password_enabled is UNSUPPORTED else known(self.password_enabled)
        yield "password-not-rotated", "account", password, self.older(self.rotated, D90), "low"
        yield ("abnormal-login", "account", True, self.is_abnormal(),
               "high" if self.mfa is True and self.protection is True else "critical")
        logged_in = True if isinstance(self.last_login, datetime) else False if self.last_login is NA else None
        yield "console-idle", "account", and_(login, logged_in), self.older(self.last_login, D90), "medium"
        yield ("console-never-used", "account", and_(login, not_(logged_in)),
               and_(self.older(self.created, D30), self.quiet(self.rotated, D30)), "medium")
        yield "console-and-access-key", "account", login, or_(active1, active2), "low"
        yield "dormant-identity", "account", or_(login, active1, active2), self.is_dormant(), "medium"
        yield ("identity-without-credentials", "account",
               and_(self.is_type(SUB_USER, WECOM), not_(login), not_(active1), not_(active2)),
               self.older(self.created, D30), "low")
        yield ("possible-compromise", "account", self.is_abnormal(),
               or_(self.is_new(self.key1), self.is_new(self.key2)), "critical")
        yield "collaborator-access", "account", self.is_type(COLLABORATOR), or_(login, active1, active2), "info"
        yield "report-inconsistent", "account", True, or_(*self.contradictions()), "low"


def mask(secret):
    return "********" if len(secret) < 20 else secret[:8] + "…" + secret[-4:]


def fingerprint(source, rule, account, subject):
    return hashlib.sha256(f"{source}\n{rule}\n{account}\n{subject}".encode()).hexdigest()[:32]


def assess(cells, now, has_last_login, source):
    """The account's entry for the output, or None when every rule passes or does not apply."""
    account = Account(cells, now, has_last_login)
    findings, not_assessed = [], []
    for rule, subject, applies, fails, severity in account.verdicts():
        if applies is False or (applies and fails is False):
            continue
        if applies is None or fails is None:
            not_assessed.append({"rule": rule, "subject": subject})
            continue
        secret = "" if subject == "account" else getattr(account, subject).secret
        finding = {"fingerprint": fingerprint(source, rule, cells[0], secret), "rule": rule, "severity": severity,
                   "subject": subject}
        if secret:
            finding["secretIdMask"] = mask(secret)
        findings.append(finding)
    if not findings and not not_assessed:
        return None
    return {"accountId": cells[0], "username": trim(cells[1]), "userType": None if account.type is BAD else account.type,
            "profile": "machine" if account.is_machine() else "human", "findings": findings, "notAssessed": not_assessed}


def main():
    path, as_of = sys.argv[1:3]
    source = sys.argv[4] if sys.argv[3:4] == ["--source"] else "default"
    now = datetime.fromisoformat(as_of).astimezone(REPORT_ZONE).replace(tzinfo=None)
    rows = unreadable = not_assessed = 0
    seen, rules, severities = set(), Counter(), Counter()
    write = sys.stdout.write
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        index = {normalised(name): i for i, name in enumerate(header)}
        missing = [name for name in COLUMNS if normalised(name) not in index]
        if missing:
            sys.exit("missing columns: " + ", ".join(missing))
        order = [index[normalised(name)] for name in COLUMNS]
        has_last_login = normalised(LAST_LOGIN) in index
        if has_last_login:
            order.append(index[normalised(LAST_LOGIN)])
        write('{"accounts": [')
        separator = "\n"
        for row in reader:
            if not row:
                continue
            rows += 1
            if len(row) != len(header):
                unreadable += 1
                continue
            cells = [row[i] for i in order]
            cells[0] = trim(cells[0])
            if not (cells[0].isascii() and cells[0].isdigit() and len(cells[0]) <= 20) or cells[0] in seen:
                unreadable += 1
                continue
            seen.add(cells[0])
            entry = assess(cells, now, has_last_login, source)
            if entry is None:
                continue
            write(separator + json.dumps(entry, ensure_ascii=False))
            separator = ",\n"
            not_assessed += len(entry["notAssessed"])
            for finding in entry["findings"]:
                rules[finding["rule"]] += 1
                severities[finding["severity"]] += 1
    totals = {**{s: severities[s] for s in ("critical", "high", "medium", "low", "info")}, "notAssessed": not_assessed}
    write('\n],\n"rows": %d, "unreadableRowCount": %d,\n"totals": %s,\n"rules": %s}\n'
          % (rows, unreadable, json.dumps(totals), json.dumps(dict(sorted(rules.items())))))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
