#!/usr/bin/env python3
"""Writes a CAM user credential report of any size, the same bytes for the same arguments.

    generate_report.py ROWS OUT [--seed 1] [--as-of 2026-11-01T12:00:00+08:00] [--findings-percent 15]

The estate is a well-kept one: most accounts are clean (no finding, nothing that could not be assessed), and the rest
has --findings-percent findings per 100 accounts, every rule among them. One account in a thousand has an unrecognised
cell; where a rule needs that cell, its verdict is not assessed.

About nine accounts in ten are sub-users, and most of those are machine accounts with both key slots in use and a long
name: the longest rows that the format knows, and an average of about 327 bytes a row, so that a million rows are about 327 MB.
"""
import argparse
import random
import sys
from datetime import datetime, timedelta, timezone

HEADER = ("Account ID,Username,UserType,CreationTime,PasswordEnabled,PasswordLastRotation,LoginConsoleActive,"
          "LoginProtectionActive,OperationProtectionActive,MFADeviceActive,Abnormal LoginsNumWithin30Days,"
          "AccessKey1SecretId,AccessKey1MayBeAtRisk,AccessKey1CreationTime,AccessKey1Status,AccessKey1lastUsedDate,"
          "AccessKey1CreatedOver90Days,AccessKey1CreatedOver30Days,"
          "AccessKey2SecretId,AccessKey2MayBeAtRisk,AccessKey2CreationTime,AccessKey2Status,AccessKey2lastUsedDate,"
          "AccessKey2CreatedOver90Days,AccessKey2CreatedOver30Days,Last Console Login Time\n")

NO = "not_supported"
REPORT_ZONE = timezone(timedelta(hours=8))
DAY = 86_400
OLDEST = 3_000                              # days: nothing in the estate is older
NO_KEY = ["N/A"] * 7
NO_KEY_RECEIVER = ["N/A"] + [NO] * 6

GIVEN = ["wei", "fang", "na", "min", "jing", "li", "qiang", "lei", "jun", "yang", "yong", "yan", "jie", "juan", "tao",
         "ming", "chao", "xiuying", "xia", "ping", "gang", "guiying", "hui", "ling", "bo", "hao", "xin", "yu"]
FAMILY = ["wang", "li", "zhang", "liu", "chen", "yang", "huang", "zhao", "wu", "zhou", "xu", "sun", "ma", "zhu", "hu",
          "guo", "he", "lin", "gao", "luo", "zheng", "liang", "xie", "song", "tang", "ouyang"]
TEAM = ["platform-engineering", "retail-operations", "finance-shared-services", "data-science", "customer-care",
        "information-security", "supply-chain", "human-resources"]
SYSTEM = ["payments-settlement", "order-fulfilment", "inventory-replication", "customer-notification",
          "identity-federation", "clickstream-ingestion", "document-rendering", "warehouse-scheduling"]
PART = ["batch-worker", "queue-consumer", "object-storage-sync", "metrics-exporter", "backup-agent", "deployment-agent"]
PLACE = ["prod-guangzhou", "prod-shanghai", "prod-singapore", "staging-beijing", "test-chengdu", "prod-frankfurt"]
CHINESE = ["张伟", "王芳", "李娜", "刘洋", "陈静", "杨敏", "黄磊", "赵强"]

# What can be wrong with an account: weight, findings it makes, and how.
DEFECTS = [
    (4, 1, "leak"), (4, 2, "leak-disabled"), (20, 1, "not-rotated"), (8, 2, "unused"), (8, 1, "never-used"),
    (8, 1, "disabled"), (10, 1, "overlap"), (8, 1, "mfa-off"), (2, 1, "mfa-unavailable"), (6, 1, "login-protection"),
    (6, 1, "operation-protection"), (6, 1, "password"), (1, 1, "abnormal"), (1, 2, "abnormal-unprotected"), (6, 1, "idle"),
    (4, 1, "never-logged-in"), (5, 1, "console-and-key"), (3, 3, "dormant"), (1, 2, "dormant-wecom"), (5, 1, "no-credentials"),
    (8, 1, "collaborator"), (2, 1, "inconsistent"),
]


class Estate:
    def __init__(self, seed, as_of, findings_percent):
        self.random = random.Random(seed)
        self.r = self.random.random          # random() and getrandbits() give the same numbers in every Python 3
        local = as_of.astimezone(REPORT_ZONE)
        today = local.date()
        self.now = local.hour * 3600 + local.minute * 60 + local.second      # seconds since midnight, report's zone
        self.days = [(today - timedelta(days=n)).isoformat() for n in range(OLDEST + 2)]
        self.clock = ["%d:%02d:%02d" % (s // 3600, s // 60 % 60, s % 60) for s in range(DAY)]     # hours unpadded
        alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        self.alphabet = bytes(alphabet[i % len(alphabet)] for i in range(256))
        self.defects = [name for weight, _, name in DEFECTS for _ in range(weight)]
        mean = sum(weight * count for weight, count, _ in DEFECTS) / len(self.defects)
        self.defect_share = findings_percent / 100 / mean
        if not 0 <= self.defect_share <= 1:
            sys.exit("--findings-percent must be between 0 and %d" % (mean * 100))

    # -- cells

    def age(self, low, high):
        """An age in seconds, between two numbers of days."""
        return int((low + self.r() * (high - low)) * DAY)

    def time(self, age):
        day, second = divmod(self.now - age, DAY)
        return self.days[-day] + " " + self.clock[second]

    def secret_id(self):
        return "AKIDexample" + self.random.getrandbits(200).to_bytes(25, "little").translate(self.alphabet).decode()

    def key(self, age, used, status="Active", risk="FALSE"):
        """The seven cells of a key; used is an age in seconds or None."""
        if used is None:
            last = "N/A"
        elif self.r() < 0.1:                 # last use is sometimes known to the day only
            last = self.days[-((self.now - used) // DAY)]
        else:
            last = self.time(used)
        return [self.secret_id(), risk, self.time(age), status, last,
                "TRUE" if age > 90 * DAY else "FALSE", "TRUE" if age > 30 * DAY else "FALSE"]

    def fresh_key(self, low=2, high=88, **cells):
        age = self.age(low, high)
        return self.key(age, int(self.r() * min(age, 12 * DAY)), **cells)

    def pick(self, choices):
        return choices[int(self.r() * len(choices))]

    def person(self, n):
        x = self.r()
        if x < 0.03:
            return self.pick(CHINESE) + str(n)
        if x < 0.04:
            return '"%s, %s %d"' % (self.pick(FAMILY).title(), self.pick(GIVEN).title(), n)
        return "%s.%s%d@%s.group.example.com" % (self.pick(GIVEN), self.pick(FAMILY), n, self.pick(TEAM))

    def service(self, n):
        return "%s-%s-%s-%d" % (self.pick(SYSTEM), self.pick(PART), self.pick(PLACE), 1_000_000_000 + n)

    # -- accounts: [name .. abnormal logins], key 1, key 2, last console login

    def human(self, n, created=None, rotated=None, login=None, mfa="TRUE", protection="TRUE", operation="TRUE",
              abnormal="FALSE", key1=NO_KEY):
        created = self.time(self.age(120, 2900) if created is None else created)
        rotated = self.time(self.age(1, 88) if rotated is None else rotated)
        login = self.time(self.age(0, 60)) if login is None else login
        return [self.person(n), "Sub-user", created, "TRUE", rotated, "TRUE", protection, operation, mfa, abnormal], \
            key1, NO_KEY, login

    def wecom(self, n, login=None, mfa="TRUE"):
        login = self.time(self.age(0, 60)) if login is None else login
        return [self.person(n), "WeWork Sub-user", self.time(self.age(300, 2900)), NO, NO, "TRUE", "TRUE", "TRUE", mfa, "FALSE"], \
            NO_KEY, NO_KEY, login

    def machine(self, n, key1=NO_KEY, key2=NO_KEY, created=None):
        # MFA is not supported: a machine account has no phone or WeChat bound
        created = self.time(self.age(900, 2900) if created is None else created)
        return [self.service(n), "Sub-user", created, "FALSE", "FALSE", "FALSE", "FALSE", "FALSE", NO, "FALSE"], \
            key1, key2, "N/A"

    def receiver(self, n):
        return [self.person(n), "Message receiver", self.time(self.age(1, 2900)), NO, NO, NO, NO, NO, NO, "FALSE"], \
            NO_KEY_RECEIVER, NO_KEY_RECEIVER, NO

    def collaborator(self, n):
        return [self.person(n), "Collaborator", self.time(self.age(120, 2900)), NO, NO, NO, "TRUE", "TRUE", "TRUE", "FALSE"], \
            NO_KEY, NO_KEY, self.time(self.age(0, 60))

    def clean(self, n):
        x = self.r()
        if x < 0.78:                                             # both slots: a rotation in progress
            return self.machine(n, self.fresh_key(), self.fresh_key(0.5, 12.5))
        if x < 0.79:
            return self.machine(n, self.fresh_key())
        if x < 0.90:
            return self.human(n)
        if x < 0.91:                                             # has just joined
            age = self.age(0.5, 28)
            return self.human(n, created=age, rotated=age, login="N/A")
        if x < 0.96:
            return self.wecom(n)
        return self.receiver(n)

    def faulty(self, n, defect):
        r = self.r
        if defect == "leak":
            return self.machine(n, self.fresh_key(risk="TRUE"), self.fresh_key(1, 12))
        if defect == "leak-disabled":
            return self.machine(n, self.fresh_key(risk="TRUE", status="Disable"), self.fresh_key())
        if defect == "not-rotated":
            return self.machine(n, self.key(self.age(92, 880), self.age(0, 20)), self.fresh_key(1, 12) if r() < 0.7 else NO_KEY)
        if defect == "unused":
            used = self.age(95, 175)
            return self.machine(n, self.key(used + self.age(1, 300), used))
        if defect == "never-used":
            return self.machine(n, self.key(self.age(33, 88), None), self.fresh_key(1, 12))
        if defect == "disabled":
            return self.machine(n, self.fresh_key(), self.fresh_key(status="Disable"))
        if defect == "overlap":
            return self.machine(n, self.fresh_key(16, 88), self.fresh_key(16, 88))
        if defect == "mfa-off":
            return self.human(n, mfa="FALSE") if r() < 0.8 else self.wecom(n, mfa="FALSE")
        if defect == "mfa-unavailable":
            return self.human(n, mfa=NO)
        if defect == "login-protection":
            return self.human(n, protection="FALSE")
        if defect == "operation-protection":
            return self.human(n, operation="FALSE")
        if defect == "password":
            return self.human(n, rotated=self.age(93, 600), created=self.age(610, 2900))
        if defect == "abnormal":
            return self.human(n, abnormal="TRUE")
        if defect == "abnormal-unprotected":
            return self.human(n, abnormal="TRUE", protection="FALSE")
        if defect == "idle":
            return self.human(n, login=self.time(self.age(93, 175)), created=self.age(200, 2900))
        if defect == "never-logged-in":
            age = self.age(33, 88)
            return self.human(n, created=age, rotated=age, login="N/A")
        if defect == "console-and-key":
            return self.human(n, key1=self.fresh_key())
        if defect == "dormant":
            return self.human(n, created=self.age(900, 2900), rotated=self.age(200, 800), login=self.time(self.age(190, 800)))
        if defect == "dormant-wecom":
            return self.wecom(n, login=self.time(self.age(190, 290)))
        if defect == "no-credentials":
            return self.machine(n)
        if defect == "collaborator":
            return self.collaborator(n)
        key = self.fresh_key(35, 80)                             # inconsistent
        key[5] = "TRUE"
        return self.machine(n, key)

    def row(self, n):
        account = self.faulty(n, self.pick(self.defects)) if self.r() < self.defect_share else self.clean(n)
        cells, key1, key2, login = account
        if self.r() < 0.001:                                     # a word nobody documents
            cells[8] = "pending"
            if key1[0] != "N/A":
                key1[3] = "Expired"
        # 900,000,007 is a prime: every account id once, in no order, as in a report that nobody sorted
        return "%d,%s,%s,%s,%s\n" % (100_000_000_000 + n * 7_919_003 % 900_000_007,
                                     ",".join(cells), ",".join(key1), ",".join(key2), login)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("rows", type=int)
    arguments.add_argument("out")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--as-of", default="2026-11-01T12:00:00+08:00")
    arguments.add_argument("--findings-percent", type=float, default=15)
    a = arguments.parse_args()
    as_of = datetime.fromisoformat(a.as_of)
    if as_of.tzinfo is None:
        sys.exit("--as-of needs an offset, as in 2026-11-01T12:00:00+08:00")
    if not 0 < a.rows < 900_000_007:
        sys.exit("ROWS must be between 1 and 900000006")
    row = Estate(a.seed, as_of, a.findings_percent).row
    with open(a.out, "w", encoding="utf-8", newline="") as out:
        out.write(HEADER)
        for start in range(1, a.rows + 1, 2_000):
            out.write("".join([row(n) for n in range(start, min(start + 2_000, a.rows + 1))]))


if __name__ == "__main__":
    main()
