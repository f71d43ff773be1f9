#!/usr/bin/env python3
"""Writes the report of the next day, as a real one differs from the report before; the same bytes for the same arguments.

    next_day.py REPORT OUT --as-of 2026-11-02T12:00:00+08:00

REPORT is one of generate_report.py, or one of this script. Every active key that was ever used was used again within the day
before the as-of, two accounts in a hundred have left, and as many new ones stand at the end.
"""
import argparse
import random
import sys
from datetime import datetime, timedelta, timezone

STATUS_AND_USE = ((14, 15), (21, 22))       # the columns of both keys
CHURN = 0.02


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("report")
    arguments.add_argument("out")
    arguments.add_argument("--as-of", required=True)
    a = arguments.parse_args()
    as_of = datetime.fromisoformat(a.as_of)
    if as_of.tzinfo is None:
        sys.exit("--as-of needs an offset, as in 2026-11-01T12:00:00+08:00")
    as_of = as_of.astimezone(timezone(timedelta(hours=8)))
    day = as_of.toordinal()
    drawn = random.Random(day)
    times = [as_of - timedelta(seconds=drawn.randrange(86_400)) for _ in range(10_000)]
    times = ["%s %d:%02d:%02d" % (time.date(), time.hour, time.minute, time.second) for time in times]
    left = 0
    with open(a.report, encoding="utf-8", newline="") as report, open(a.out, "w", encoding="utf-8", newline="") as out:
        out.write(next(report))
        joined = []
        for line in report:
            # from the end, since a quoted name has a comma of its own; id and name stay together
            cells = line.rstrip("\n").rsplit(",", 24)
            shift = len(cells) - 26
            for status, use in STATUS_AND_USE:
                if cells[status + shift] == "Active" and cells[use + shift] != "N/A":
                    cells[use + shift] = times[drawn.randrange(len(times))]
            if drawn.random() < CHURN:
                # who comes has the cells of who has left, and an id with the day in it
                left += 1
                joined.append(",".join(["%d" % (200_000_000_000 + day % 10_000 * 10_000_000 + left),
                                        cells[0].split(",", 1)[1], *cells[1:]]))
            else:
                out.write(",".join(cells) + "\n")
        out.writelines(line + "\n" for line in joined)


if __name__ == "__main__":
    main()
