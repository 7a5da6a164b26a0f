#!/usr/bin/python3
"""bsc.working_time and bsc.deadline against counting minutes.

For random calendars (several spans a day, over midnight, overlapping, days that
are closed or have other hours, once or every year) in four time zones, every
minute of two years is looked up in zoneinfo and counted when the clock on the
wall shows an open time.  Thousands of random spans, down to microseconds, with
and without pauses, must agree with that exactly.  A deadline is the first
moment at which a walk over the minutes has counted enough, backwards the last;
10,000 of them.

Connection from the PG* environment; everything is rolled back.  An argument
gives the number of spans and of deadlines for each calendar (default 400).
"""
import random
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import psycopg2
from psycopg2.extras import execute_values

import lib.numbers  # noqa: F401

SPANS = int(sys.argv[1]) if len(sys.argv) > 1 else 400
DAY = 24 * 60
MINUTE = 60_000_000
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


def random_exceptions(rng, year):
    """by date: single ones, and by (month, day): yearly ones; a list of (opens, closes), none if closed"""
    single, yearly = {}, {}

    def hours():
        spans = {}
        for _ in range(rng.choice([0, 0, 0, 1, 1, 2])):
            o = rng.randrange(0, DAY, 5)
            spans[o] = rng.choice([c for c in (o // 2, o + 90, DAY, 0, 150) if c != o and c <= DAY])
        return sorted(spans.items())

    for _ in range(25):
        d = date(year, 1, 1) + timedelta(days=rng.randrange(2 * 365))
        for k in range(rng.choice([1, 1, 2, 5])):
            single[d + timedelta(days=k)] = hours()
    for md in [(12, 31), (1, 1), (2, 29)] + [(rng.randrange(1, 13), rng.randrange(1, 29)) for _ in range(8)]:
        yearly[md] = hours()
    # a date of its own where a yearly one falls
    for (m, d) in rng.sample(sorted(set(yearly) - {(2, 29)}), 3):
        single[date(year, m, d)] = hours()
    return single, yearly


def open_minutes(days, minutes, hours, single, yearly):
    """for every one of these minutes: is it open?"""
    def of(d):
        if d in single:
            return single[d]
        if (d.month, d.day) in yearly:
            return yearly[d.month, d.day]
        return [(o, c) for w, o, c in hours if w == d.isoweekday()]

    masks = np.zeros((days[-1] - days[0] + 1, DAY), bool)
    for n, mask in enumerate(masks):
        d = date.fromordinal(int(days[0]) + n)
        for o, c in of(d):
            mask[o:c if c > o else DAY] = True
        for o, c in of(d - timedelta(days=1)):
            if c < o:
                mask[:c] = True
    return masks[days - days[0], minutes]


def random_pauses(rng, a, b, limit):
    """apart and in order, some beyond the span, some without an end"""
    cuts = sorted(rng.randrange(max(0, a - 3 * DAY * MINUTE), min(limit, b + 20 * DAY * MINUTE)) for _ in range(2 * rng.randrange(0, 5)))
    pauses = [(p, q) for p, q in zip(cuts[::2], cuts[1::2]) if p < q]
    if pauses and rng.random() < 0.05:
        pauses[-1] = pauses[-1][0], None
    if pauses and rng.random() < 0.05:
        pauses[0] = None, pauses[0][1]
    return pauses


def walk(clock, start, duration, pauses):
    """the first moment by which so much has been counted (the last, backwards): one stretch after the other, minute by minute"""
    is_open, limit = clock
    at = start
    left = abs(duration)
    back = duration < 0
    if left == 0:
        return start
    edges = sorted({x for pq in pauses for x in pq if x is not None}, reverse=back)
    while True:
        if back and at == 0 or not back and at >= limit:
            return None
        minute = (at - 1) // MINUTE if back else at // MINUTE
        stop = minute * MINUTE if back else (minute + 1) * MINUTE
        for e in edges:
            if (stop < e < at) if back else (at < e < stop):
                stop = e
                break
        length = abs(stop - at)
        middle = (at + stop) / 2
        if is_open[minute] and not any((p is None or p < middle) and (q is None or middle < q) for p, q in pauses):
            if left <= length:
                return at - left if back else at + left
            left -= length
        if any((p is None and (q is None or middle < q)) if back else (q is None and (p is None or p < middle)) for p, q in pauses):
            return "-infinity" if back else "infinity"
        at = stop


def main():
    rng = random.Random(20240101)
    connection = psycopg2.connect("")
    cursor = connection.cursor()
    cursor.execute("CREATE EXTENSION IF NOT EXISTS bsc CASCADE; SET timezone = 'UTC'")
    test = 0
    failed = 0
    cases = [(zone, year, kind) for zone, year in YEARS for kind in ("office", "small hours", "random")]
    print(f"1..{4 * len(cases)}")
    clock = None
    for zone, year, kind in cases:
        if clock != (zone, year):
            clock = zone, year
            first, days, minutes = wall_clock(zone, year)
        hours = random_calendar(rng, kind)
        single, yearly = random_exceptions(rng, year)
        code = f"{zone} {year} {kind}"
        cursor.execute("INSERT INTO bsc.calendar VALUES (%s, NULL, %s)", (code, zone))
        execute_values(cursor, "INSERT INTO bsc.calendar_hours (calendar, weekday, opens, closes) VALUES %s",
                       [(code, w, f"{o // 60:02}:{o % 60:02}", f"{c // 60:02}:{c % 60:02}") for w, o, c in hours])
        exceptions = [(code, d, False, *span) for d, spans in single.items() for span in spans or [(None, None)]]
        # a leap year's date stands for all years
        exceptions += [(code, date(2000, *md), True, *span) for md, spans in yearly.items() for span in spans or [(None, None)]]
        execute_values(cursor, "INSERT INTO bsc.calendar_exception (calendar, date, yearly, opens, closes) VALUES %s",
                       [(code, d, y, o if o is None else f"{o // 60:02}:{o % 60:02}", c if c is None else f"{c // 60:02}:{c % 60:02}")
                        for code, d, y, o, c in exceptions])

        is_open = open_minutes(days, minutes, hours, single, yearly)
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

        def report(what, wrong):
            nonlocal test, failed
            test += 1
            failed += bool(wrong)
            print(f"{'not ok' if wrong else 'ok'} {test} - {code}: {what}")
            for w in wrong[:3]:
                print("#", w)

        # pauses count by their open time inside the span
        def sql_pauses(pauses):
            at = lambda us: "" if us is None else (datetime.fromtimestamp(first, timezone.utc) + timedelta(microseconds=us)).isoformat()
            return "{" + ",".join(f"[{at(p)},{at(q)})" for p, q in pauses) + "}"

        with_pauses = [(a, b, random_pauses(rng, min(a, b), max(a, b), limit)) for a, b in spans]
        cursor.execute("""
            SELECT extract(epoch FROM bsc.working_time(
                       to_timestamp(%s) + a * interval '1 microsecond',
                       to_timestamp(%s) + b * interval '1 microsecond', %s, p::tstzmultirange))
              FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) WITH ORDINALITY AS s (a, b, p, n) ORDER BY n""",
                       (first, first, code, [a for a, b, p in with_pauses], [b for a, b, p in with_pauses],
                        [sql_pauses(p) for a, b, p in with_pauses]))
        wrong = []
        for (a, b, pauses), (got,) in zip(with_pauses, cursor.fetchall()):
            low, high = min(a, b), max(a, b)
            want = up_to(high) - up_to(low)
            for p, q in pauses:
                p, q = max(low, -1 if p is None else p), min(high, limit if q is None else q)
                want -= max(0, up_to(q) - up_to(p)) if p < q else 0
            if a > b:
                want = -want
            if int(got * 1_000_000) != want:
                wrong.append((a, b, pauses, int(got * 1_000_000), want))
        report(f"{len(with_pauses)} spans with pauses", wrong)

        # the deadlines that a walk finds
        dues = []
        for i in range(SPANS + SPANS // 2 + SPANS // 4):
            start = rng.randrange(limit)
            if i % 2:
                start -= start % MINUTE
            duration = rng.choice([0, 1, rng.randrange(2 * MINUTE), rng.randrange(1, 30) * 30 * MINUTE, rng.randrange(16 * 60 * MINUTE)])
            if i % 3 == 0:
                duration = -duration
            pauses = [] if i % 4 == 0 else random_pauses(rng, start - (30 * DAY * MINUTE if duration < 0 else 0), start, limit)
            want = walk((is_open, limit), start, duration, pauses)
            if want is not None:        # else it lies outside of the two years
                dues.append((start, duration, pauses, want))
        cursor.execute("""
            SELECT CASE WHEN isfinite(due) THEN (extract(epoch FROM due - to_timestamp(%s)) * 1000000)::bigint::text ELSE due::text END,
                   CASE WHEN isfinite(due) THEN bsc.working_time(start, due, %s, p) = d ELSE true END
              FROM (SELECT n, start, p, d, bsc.deadline(start, d, %s, p) AS due
                      FROM (SELECT n, to_timestamp(%s) + a * interval '1 microsecond' AS start, make_interval(secs => d / 1000000.0) AS d,
                                   p::tstzmultirange AS p
                              FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) WITH ORDINALITY AS s (a, d, p, n)) AS s OFFSET 0) AS s
             ORDER BY n""",
                       (first, code, code, first, [a for a, d, p, w in dues], [d for a, d, p, w in dues], [sql_pauses(p) for a, d, p, w in dues]))
        rows = cursor.fetchall()
        report(f"{len(dues)} deadlines", [(case, got) for case, (got, _) in zip(dues, rows) if got != str(case[3])])
        report("the working time to a deadline is its duration", [case for case, (_, same) in zip(dues, rows) if not same])
    connection.rollback()
    sys.exit(failed > 0)


main()
