#!/usr/bin/python3
"""bsc.working_time against counting minutes.

For random calendars (several spans a day, over midnight, overlapping, holidays
in a row) in four time zones, every minute of two years is looked up in
zoneinfo and counted when the clock on the wall shows an open time.  Thousands
of random spans, down to microseconds, must agree with that exactly.

Connection from the PG* environment; everything is rolled back.  An argument
gives the number of spans for each calendar (default 400).
"""
import random
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import psycopg2
from psycopg2.extras import execute_values

SPANS = int(sys.argv[1]) if len(sys.argv) > 1 else 400
DAY = 24 * 60
YEARS = [("Europe/Berlin", 2023), ("Asia/Shanghai", 1988), ("America/New_York", 2023),
         ("Australia/Lord_Howe", 2023), ("Europe/Berlin", 2091)]


def random_calendar(rng, kind):
    """hours as (weekday 1..7, opens, closes in minutes), holidays"""
    hours = set()
    for weekday in range(1, 8):
        if kind == "office":
            if weekday <= 5:
                hours |= {(weekday, 8 * 60, 12 * 60), (weekday, 13 * 60, 17 * 60 + 30)}
        elif kind == "small hours":     # where clocks change
            hours |= {(weekday, 60, 150), (weekday, 165, 200), (weekday, 22 * 60, 110)}
        else:
            opens = rng.sample(range(DAY), rng.randrange(0, 4))
            for o in opens:
                c = rng.choice([x for x in range(DAY + 1) if x != o])
                hours.add((weekday, o, c))
    return sorted(hours)


def wall_clock(zone, year):
    """for every minute of two years from year on: local day (ordinal) and minute of the day"""
    tz = ZoneInfo(zone)
    first = int(datetime(year, 1, 1, tzinfo=timezone.utc).timestamp())
    last = int(datetime(year + 2, 1, 1, tzinfo=timezone.utc).timestamp())
    days = np.zeros((last - first) // 60, int)
    minutes = np.zeros(len(days), int)
    for i in range(len(days)):
        local = datetime.fromtimestamp(first + 60 * i, tz)
        days[i] = local.toordinal()
        minutes[i] = local.hour * 60 + local.minute
    return first, days, minutes


def open_minutes(days, minutes, hours, holidays):
    """for every one of these minutes: is it open?"""
    masks = np.zeros((days[-1] - days[0] + 1, DAY), bool)
    for n, mask in enumerate(masks):
        d = date.fromordinal(int(days[0]) + n)
        for w, o, c in hours:
            if w == d.isoweekday() and d not in holidays:
                mask[o:c if c > o else DAY] = True
            before = d - timedelta(days=1)
            if w == before.isoweekday() and before not in holidays and c < o:
                mask[:c] = True
    return masks[days - days[0], minutes]


def main():
    rng = random.Random(20240101)
    connection = psycopg2.connect("")
    cursor = connection.cursor()
    cursor.execute("CREATE EXTENSION IF NOT EXISTS bsc CASCADE; SET timezone = 'UTC'")
    test = 0
    failed = 0
    cases = [(zone, year, kind) for zone, year in YEARS for kind in ("office", "small hours", "random")]
    print(f"1..{len(cases)}")
    clock = None
    for zone, year, kind in cases:
        if clock != (zone, year):
            clock = zone, year
            first, days, minutes = wall_clock(zone, year)
        hours = random_calendar(rng, kind)
        start = date(year, 1, 1)
        holidays = set()
        for _ in range(25):
            d = start + timedelta(days=rng.randrange(2 * 365))
            for k in range(rng.choice([1, 1, 2, 5])):
                holidays.add(d + timedelta(days=k))
        code = f"{zone} {year} {kind}"
        cursor.execute("INSERT INTO bsc.calendar VALUES (%s, NULL, %s)", (code, zone))
        execute_values(cursor, "INSERT INTO bsc.calendar_hours (calendar, weekday, opens, closes) VALUES %s",
                       [(code, w, f"{o // 60:02}:{o % 60:02}", f"{c // 60:02}:{c % 60:02}") for w, o, c in hours])
        execute_values(cursor, "INSERT INTO bsc.calendar_holiday (calendar, day) VALUES %s",
                       [(code, d) for d in sorted(holidays)])

        is_open = open_minutes(days, minutes, hours, holidays)
        counted = np.concatenate([[0], np.cumsum(is_open)])

        def up_to(us):
            minute, rest = divmod(us, 60_000_000)
            return int(counted[minute]) * 60_000_000 + (rest if rest and is_open[minute] else 0)

        limit = len(is_open) * 60_000_000
        spans = []
        for i in range(SPANS):
            a = rng.randrange(limit)
            if i % 2:
                a -= a % 60_000_000
            b = rng.randrange(limit) if i % 3 == 0 else \
                max(0, min(limit - 1, a + rng.randrange(-3 * DAY, 10 * DAY) * 60_000_000 + rng.randrange(60_000_000)))
            spans.append((a, b))
        # every change of the clock, from an hour before to an hour after
        offsets = [datetime.fromtimestamp(first + 3600 * h, ZoneInfo(zone)).utcoffset()
                   for h in range(len(is_open) // 60)]
        for h in range(1, len(offsets)):
            if offsets[h] != offsets[h - 1]:
                for m in range(-90, 91, 15):
                    spans.append(((h * 60 - 180) * 60_000_000, (h * 60 + m) * 60_000_000))
        cursor.execute("""
            SELECT extract(epoch FROM bsc.working_time(
                       to_timestamp(%s) + a * interval '1 microsecond',
                       to_timestamp(%s) + b * interval '1 microsecond', %s))
              FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY AS s (a, b, n) ORDER BY n""",
                       (first, first, code, [a for a, b in spans], [b for a, b in spans]))
        wrong = [(a, b, int(got * 1_000_000), up_to(b) - up_to(a))
                 for (a, b), (got,) in zip(spans, cursor.fetchall())
                 if int(got * 1_000_000) != up_to(b) - up_to(a)]
        test += 1
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {test} - {code}: {len(spans)} spans")
        for a, b, got, want in wrong[:3]:
            print(f"# from {a} to {b} us: got {got}, want {want}")
    connection.rollback()
    sys.exit(failed > 0)


main()
