#!/usr/bin/env python3
"""bsc.period against Python's datetime and zoneinfo, and against hostile input.

Prints TAP. The connection comes from PG* variables. More rounds: ROUNDS=20.
"""
import io
import os
import random
import re
import struct
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import psycopg2

ROUNDS = int(os.environ.get("ROUNDS", "1"))
GRAINS = ["year", "half", "quarter", "month", "week", "day"]
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
EPOCH = date(2000, 1, 1).toordinal()
rng = random.Random(20040915)
count = 0


def check(name, wrong):
    global count
    count += 1
    print(f"{'not ok' if wrong else 'ok'} {count} - {name}")
    for line in wrong[:5]:
        print(f"#   {line}")


def month_first(index):
    return date(index // 12, index % 12 + 1, 1)


def bounds(day, grain, first_month):
    """First day, and ordinal of the day after, of the period that holds a day."""
    if grain == "day":
        return day, day.toordinal() + 1
    if grain == "week":
        first = day - timedelta(days=day.isoweekday() - 1)
        return first, first.toordinal() + 7
    width = MONTHS[grain]
    index = day.year * 12 + day.month - 1
    while index % 12 % width != (first_month - 1) % width:
        index -= 1
    return month_first(index), month_first(index + width).toordinal()


def text(first, grain):
    if grain == "day":
        return first.isoformat()
    if grain == "week":
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    if grain == "month":
        return f"{first.year:04}-{first.month:02}"
    short = {("year", 1): "", ("half", 1): "H1", ("half", 7): "H2", ("quarter", 1): "Q1",
             ("quarter", 4): "Q2", ("quarter", 7): "Q3", ("quarter", 10): "Q4"}.get((grain, first.month))
    if short is not None:
        return f"{first.year:04}{short}"
    return f"{first.year:04}-{first.month:02}/{ {'year': 'P1Y', 'half': 'P6M', 'quarter': 'P3M'}[grain]}"


connection = psycopg2.connect("")
connection.autocommit = True
sql = connection.cursor()
sql.execute("CREATE EXTENSION IF NOT EXISTS bsc")
sql.execute("SET datestyle = 'ISO, YMD'; SET timezone = 'UTC'; SET client_min_messages = warning")
sql.execute("CREATE TEMP TABLE wire (p bsc.period)")
sql.execute("CREATE TEMP TABLE question (n int, day date, grain text, first_month int)")

# the period that holds a day
questions = [(n, date.fromordinal(rng.randint(400, date(9998, 1, 1).toordinal())), rng.choice(GRAINS), rng.randint(1, 12))
             for n in range(20000 * ROUNDS)]
sql.copy_from(io.StringIO("".join(f"{n}\t{d}\t{g}\t{m}\n" for n, d, g, m in questions)), "question")
sql.execute("""SELECT p::text, bsc.grain(p), bsc.first_day(p)::text, bsc.day_after(p) - date '2000-01-01', encode(bsc._period_send(p), 'hex')
    FROM question, LATERAL (SELECT bsc.period(day, grain, first_month) AS p) AS s ORDER BY n""")
wrong = []
for (n, day, grain, first_month), got in zip(questions, sql.fetchall()):
    first, after = bounds(day, grain, first_month)
    want = (text(first, grain), grain, first.isoformat(), after - EPOCH,
            struct.pack(">iB", first.toordinal() - EPOCH, GRAINS.index(grain)).hex())
    if got != want:
        wrong.append(f"{day} {grain} {first_month}: {got}, not {want}")
check(f"{len(questions)} days in calendar and company periods", wrong)

# moments around the clock changes of real zones; zoneinfo knows which date the clocks show
wrong = []
for name in ["America/New_York", "America/Havana", "Asia/Shanghai", "Asia/Tehran", "Europe/Lisbon", "Pacific/Apia",
             "Australia/Lord_Howe", "America/Asuncion", "Africa/Cairo", "Asia/Gaza", "America/Nuuk", "Antarctica/Troll"]:
    try:
        zone = ZoneInfo(name)
    except Exception:
        continue
    moments = [datetime.fromtimestamp(rng.randint(631152000, 1609459200), timezone.utc) for _ in range(300 * ROUNDS)]
    moment = datetime(1990, 1, 1, tzinfo=timezone.utc)
    while moment.year < 2021:
        later = moment + timedelta(hours=12)
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            moments += [moment + timedelta(minutes=10 * i) for i in range(-150, 222)]
        moment = later
    sql.execute("SELECT set_config('timezone', %s, false)", (name,))
    sql.execute("""SELECT bsc.period(m, 'day')::text, bsc.during(m, bsc.period(m, 'day')), bsc.during(m, bsc.period(m, 'month'), %s)
        FROM unnest(%s::timestamptz[]) WITH ORDINALITY AS u (m, n) ORDER BY n""", (name, moments))
    for moment, got in zip(moments, sql.fetchall()):
        want = (moment.astimezone(zone).date().isoformat(), True, True)
        if got != want:
            wrong.append(f"{moment} in {name}: {got}, not {want}")
sql.execute("SET timezone = 'UTC'")
check("days of moments around clock changes", wrong)

# text: either it fits the grammar and means what it says, or the right error comes
GRAMMAR = re.compile(r"(\d{4})(?:-?Q(\d)|-?H(\d)|-?W(\d\d)|-(\d\d)(?:-(\d\d)|/(P1Y|P6M|P3M))?)?", re.I | re.A)


def read(string):
    match = GRAMMAR.fullmatch(string.strip(" \t\n\r\f\v"))
    if not match:
        return "22007"
    year, quarter, half, week, month, day, duration = match.groups()
    try:
        if quarter:
            return text(date(int(year), int(quarter) * 3 - 2, 1), "quarter") if int(quarter) in range(1, 5) else "22008"
        if half:
            return text(date(int(year), int(half) * 6 - 5, 1), "half") if int(half) in (1, 2) else "22008"
        if week:
            return text(date.fromisocalendar(int(year), int(week), 1), "week")
        first = date(int(year), int(month or 1), int(day or 1))
        grain = "day" if day else "month" if month else "year"
        if duration:
            grain = {"P1Y": "year", "P6M": "half", "P3M": "quarter"}[duration.upper()]
        return text(first, grain)
    except ValueError:
        return "22008"


sql.execute("""CREATE FUNCTION pg_temp.read(t text) RETURNS text LANGUAGE plpgsql AS $$
    BEGIN RETURN t::bsc.period; EXCEPTION WHEN OTHERS THEN RETURN sqlstate; END $$""")
seeds = ["2004", "2004H2", "2004Q3", "2004-09", "2004-W36", "2004-09-15", "2004-04/P1Y", "2004-04/P6M", "2004-02/P3M",
         "9999-W52", "0001-01-01", "2020-W53", "2004-02-29", "0000", "9999-12/P1Y"]
alphabet = "0123456789-/ QqHhWwPpYyMm\t\n.+eEx\u0660\uff12\u00e9\u212a"
strings = []
for _ in range(20000 * ROUNDS):
    chars = list(rng.choice(seeds))
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3, 8])):
        at = rng.randrange(len(chars) + 1)
        what = rng.random()
        if what < 0.4 and at < len(chars):
            chars[at] = rng.choice(alphabet)
        elif what < 0.7:
            chars.insert(at, rng.choice(alphabet))
        elif at < len(chars):
            del chars[at]
    strings.append("".join(chars))
strings += ["", " ", "2004" * 100000, "\u200b2004", "2004\u00a0", "-0001", "2004-W00", "0000-W01"]
sql.execute("SELECT pg_temp.read(t) FROM unnest(%s) WITH ORDINALITY AS u (t, n) ORDER BY n", (strings,))
wrong = [f"{s[:50]!r}: {got}, not {read(s)}" for s, (got,) in zip(strings, sql.fetchall()) if got != read(s)]
check(f"{len(strings)} malformed and well-formed texts", wrong)
accepted = sum(len(read(s)) != 5 for s in strings)
check(f"of which {accepted} are accepted", [] if accepted > 2000 else ["too few to mean anything"])

# binary: what goes out comes in again, bit by bit; anything else is refused
out = io.BytesIO()
sql.copy_expert("COPY (SELECT bsc.period(day, grain, first_month) FROM question WHERE n < 5000 ORDER BY n) TO STDOUT BINARY", out)
out.seek(0)
sql.copy_expert("COPY wire FROM STDIN BINARY", out)
again = io.BytesIO()
sql.copy_expert("COPY wire TO STDOUT BINARY", again)
check("COPY BINARY there and back", [] if again.getvalue() == out.getvalue() else ["differs"])


def receive(data):
    """What the server makes of these bytes as a field of type period."""
    sql.execute("TRUNCATE wire")
    stream = b"PGCOPY\n\xff\r\n\0" + struct.pack(">iihi", 0, 0, 1, len(data)) + data + struct.pack(">h", -1)
    try:
        sql.copy_expert("COPY wire FROM STDIN BINARY", io.BytesIO(stream))
    except psycopg2.Error as error:
        return error.pgcode
    sql.execute("SELECT p::text FROM wire")
    return sql.fetchone()[0]


def expect(data):
    if len(data) < 5:
        return "08P01"
    if len(data) > 5:
        # the type's own check comes first
        return {"22P03"}
    day, grain = struct.unpack(">iB", data)
    ordinal = day + EPOCH
    if grain > 5 or not 1 <= ordinal <= date.max.toordinal():
        return "22P03"
    first = date.fromordinal(ordinal)
    if grain == 4 and first.isoweekday() != 1 or grain < 4 and first.day != 1:
        return "22P03"
    return text(first, GRAINS[grain])


wrong = []
for n in range(1500 * ROUNDS):
    kind = n % 3
    if kind == 0:
        data = rng.randbytes(rng.choice([0, 1, 4, 5, 5, 5, 6, 8]))
    elif kind == 1:
        data = struct.pack(">iB", rng.randint(-731000, 2922000), rng.randint(0, 7))
    else:
        month = month_first(rng.randint(12, 119987))
        data = struct.pack(">iB", month.toordinal() - EPOCH + rng.choice([0, 0, 1]), rng.randint(0, 5))
    got, want = receive(data), expect(data)
    if got not in want if isinstance(want, set) else got != want:
        wrong.append(f"{data.hex()}: {got}, not {want}")
check("hostile bytes", wrong)
ends = {struct.pack(">iB", -730120, 5): "22P03", struct.pack(">iB", -730119, 5): "0001-01-01",
        struct.pack(">iB", 2921939, 5): "9999-12-31", struct.pack(">iB", 2921940, 5): "22P03",
        struct.pack(">iB", 2**31 - 1, 5): "22P03", struct.pack(">iB", -2**31, 0): "22P03"}
check("the ends of the calendar on the wire",
      [f"{k.hex()}: {receive(k)}, not {v}" for k, v in ends.items() if receive(k) != v])

print(f"1..{count}")
