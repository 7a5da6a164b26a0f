#!/usr/bin/env python3
"""Scores, numerics, attainment and frames against exact rational arithmetic, and both types against hostile input.

Prints TAP. The connection comes from PG* variables. More rounds: ROUNDS=20.
"""
import io
import math
import os
import random
import struct
from decimal import Decimal
from fractions import Fraction

import numpy
import psycopg2

import lib.numbers  # noqa: F401

ROUNDS = int(os.environ.get("ROUNDS", "1"))
rng = random.Random(20041231)
count = 0


def check(name, wrong):
    global count
    count += 1
    print(f"{'not ok' if wrong else 'ok'} {count} - {name}", flush=True)
    for line in wrong[:5]:
        print(f"#   {line}")


connection = psycopg2.connect("")
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS bsc; SET max_parallel_workers_per_gather = 0")


def rows(query, *arguments):
    cursor.execute(query, arguments or None)
    return cursor.fetchall()


def load(table, columns, data):
    cursor.execute(f"CREATE TEMP TABLE {table} ({columns})")
    text = io.StringIO("".join("\t".join("\\N" if v is None else v if isinstance(v, str) else repr(v) for v in row) + "\n"
                               for row in data))
    cursor.copy_expert(f"COPY {table} FROM STDIN", text)


def wide(low, high):
    return rng.uniform(1, 10) * 10.0 ** rng.randint(low, high)


# Groups of every size: decimals, wide weights, missing scores. The result is the double next to the exact quotient.
data = []
for group in range(1500 * ROUNDS):
    style = rng.randrange(4)
    for _ in range(rng.choice([1, 2, 3, 5, 30])):
        score = None if rng.random() < 0.1 else round(rng.random() * 1.2, rng.randint(1, 4)) if style < 2 else rng.random()
        weight = (float(rng.randint(0, 100)), round(rng.random() * 10, 2), wide(-8, 8), wide(-150, 120))[style]
        data.append((group, score, weight))
load("measured", "grp int, score float8, weight float8", data)
seen, missing, weighted = {}, {}, {}
for group, score, weight in data:
    side = missing if score is None else seen
    side[group] = side.get(group, 0) + Fraction(weight)
    if score is not None:
        weighted[group] = weighted.get(group, 0) + Fraction(weight) * Fraction(score)


def exact_attainment(group):
    return float(weighted[group] / seen[group]) if seen.get(group) else None


def exact_coverage(group):
    whole = seen.get(group, 0) + missing.get(group, 0)
    return float(seen.get(group, 0) / whole) if whole else None


got = rows("SELECT grp, bsc.attainment(score, weight), bsc.coverage(score, weight) FROM measured GROUP BY grp")
check("attainment is the double next to the exact quotient",
      [f"{g}: {a!r}, exactly {exact_attainment(g)!r}" for g, a, _ in got if a != exact_attainment(g)])
check("coverage likewise", [f"{g}: {c!r}, exactly {exact_coverage(g)!r}" for g, _, c in got if c != exact_coverage(g)])

# Any tree of additions of tallies gives the same.
wrong = []
tallies = [t for t, in rows("SELECT bsc.tally(score, weight) FROM measured WHERE grp % 4 < 3 GROUP BY grp LIMIT 400")]
results = set()
for _ in range(20 * ROUNDS):
    rng.shuffle(tallies)
    cut = sorted(rng.sample(range(len(tallies)), 7))
    parts = [tallies[a:b] for a, b in zip([0] + cut, cut + [len(tallies)])]
    totals = [rows("SELECT bsc.tally(t) FROM unnest(%s::bsc.tally[]) AS t", part)[0][0] for part in parts]
    rng.shuffle(totals)
    total = totals[0]
    for other in totals[1:]:
        total = rows("SELECT bsc.tally_add(%s, %s)", total, other)[0][0]
    results.add(rows("SELECT (bsc.parts(%s)).*", total)[0])
check("tallies add up to the same in any order", [str(r) for r in results] if len(results) != 1 else [])

# Frames, with outliers of any size passing through, and a weight that halves from row to row.
for name, weigh in (
        ("outliers of 1e15", lambda i: 1e15 if rng.random() < 0.02 else rng.random()),
        ("outliers of 1e300 and 1e-300", lambda i: rng.choice([1e300, 1e-300]) if rng.random() < 0.05 else rng.random()),
        ("weights over 600 orders of magnitude", lambda i: wide(-300, 300)),
        ("weights that halve", lambda i: 0.5 ** (i % 1000)),
        ("weights that shrink by 1e12", lambda i: 1e-12 ** (i % 25)),
        ("weights of 0", lambda i: rng.choice([0.0, 0.0, 0.0, 1e16, 1.0])),
        ("scores of 0", lambda i: 1.0)):
    n = 1200
    series = [(i, None if rng.random() < 0.15 else 0.0 if name == "scores of 0" and i % 40 > 5 else rng.random(), weigh(i)) for i in range(n)]
    load("series", "i int, score float8, weight float8", series)
    wrong = []
    for width in (1, 2, 12, 120):
        for i, a, c in rows("SELECT i, bsc.attainment(score, weight) OVER w, bsc.coverage(score, weight) OVER w FROM series "
                            f"WINDOW w AS (ORDER BY i ROWS {width - 1} PRECEDING)"):
            frame = series[max(0, i - width + 1):i + 1]
            w = sum(Fraction(w) for _, s, w in frame if s is not None)
            whole = sum(Fraction(w) for _, _, w in frame)
            for kind, ours, right in (("attainment", a, sum(Fraction(w) * Fraction(s) for _, s, w in frame if s is not None) / w if w else None),
                                      ("coverage", c, w / whole if whole else None)):
                if (ours is None) != (right is None) or (right is not None and abs(Fraction(ours) - right) > right * Fraction(1, 10**12) + Fraction(1e-307)):
                    wrong.append(f"{kind} of {width} rows at {i}: {ours!r}, exactly {None if right is None else float(right)!r}")
    check(f"frames: {name}", wrong)
    cursor.execute("DROP TABLE series")


# Curves: numpy's interpolation, and the exact one.
def random_knots():
    n = rng.randint(2, 32)
    values = sorted({round(rng.uniform(-100, 100), rng.randint(0, 6)) + 0.0 for _ in range(n)})
    if len(values) < 2:
        return random_knots()
    return [(v, round(rng.uniform(-1, 2), rng.randint(0, 6)) + 0.0) for v in values]


def exact_score(knots, actual):
    if actual <= knots[0][0]:
        return Fraction(knots[0][1])
    for (x0, y0), (x1, y1) in zip(knots, knots[1:]):
        if actual <= x1:
            x0, y0, x1, y1 = (Fraction(z) for z in (x0, y0, x1, y1))
            return y0 + (Fraction(actual) - x0) / (x1 - x0) * (y1 - y0)
    return Fraction(knots[-1][1])


wrong, far = [], []
for _ in range(300 * ROUNDS):
    knots = random_knots()
    text = " ".join(f"{v!r}:{s!r}" for v, s in knots)
    actuals = [rng.uniform(-120, 120) for _ in range(20)] + [v for v, _ in knots] + [math.nextafter(v, math.inf) for v, _ in knots]
    scores = [s for s, in rows("SELECT bsc.score(a, %s) FROM unnest(%s) AS a", text, actuals)]
    interpolated = numpy.interp(actuals, [v for v, _ in knots], [s for _, s in knots])
    for actual, score, other in zip(actuals, scores, interpolated):
        if abs(score - other) > 1e-9:
            far.append(f"score({actual!r}, {text}) = {score!r}, numpy: {other!r}")
        if abs(Fraction(score) - exact_score(knots, actual)) > 3 * Fraction(2)**-52:
            wrong.append(f"score({actual!r}, {text}) = {score!r}")
check("scores are numpy's", far)
check("scores are within three units in the last place of 2", wrong)

# numeric to double, as Python rounds it
numbers = []
for _ in range(20000 * ROUNDS):
    digits = "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 24)))
    point = rng.randint(0, len(digits))
    numbers.append(rng.choice(["", "-"]) + (digits[:point] or "0") + "." + digits[point:] + "0" * rng.choice([0, 0, 9]))
load("number", "x numeric, t text", [(n if n[-1] != "." else n + "0", n if n[-1] != "." else n + "0") for n in numbers])
check("numerics are rounded as Python rounds decimals",
      [f"{t}: {d!r}" for d, t in rows("SELECT bsc.progress(x, 0, 1), t FROM number") if d != float(Decimal(t)) + 0.0])

# Bytes in and out. What comes in by binary COPY is refused, or is a value like any other.
SIGNATURE = b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0)
REFUSED = {"22P02", "22P03", "22023", "22003", "54000", "08P01", "22P04", "22021"}


def copy_in(table, blobs):
    body = SIGNATURE + b"".join(struct.pack("!hi", 1, len(b)) + b for b in blobs) + struct.pack("!h", -1)
    cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT binary)", io.BytesIO(body))


def copy_out(query):
    out = io.BytesIO()
    cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT binary)", out)
    data, at, blobs = out.getvalue(), len(SIGNATURE), []
    while True:
        fields, = struct.unpack_from("!h", data, at)
        if fields < 0:
            return blobs
        size, = struct.unpack_from("!i", data, at + 2)
        blobs.append(data[at + 6:at + 6 + size])
        at += 6 + size


cursor.execute("CREATE TEMP TABLE target_bytes (v bsc.target); CREATE TEMP TABLE tally_bytes (v bsc.tally)")
target_texts = ["60..95", "48..24", "0:0 1:1 2:1.2", " ".join(f"{i}:{i % 3}" for i in range(32))]
tally_texts = ["0/0/0/0/0", "2/1/80/20/58", "1/0/0.1+1e-19/0/0.05-1e-20", "9223372036854775807/0/1e308/0/1e307"]
for table, texts in (("target", target_texts), ("tally", tally_texts)):
    blobs = copy_out("SELECT v FROM (VALUES " + ",".join(f"('{t}'::bsc.{table})" for t in texts) + ") AS x (v)")
    copy_in(f"{table}_bytes", blobs)
    same = rows(f"SELECT v::text FROM {table}_bytes")
    expected = rows("SELECT v::text FROM (VALUES " + ",".join(f"('{t}'::bsc.{table})" for t in texts) + ") AS x (v)")
    check(f"{table}: binary copy out and in keeps everything", [] if same == expected else [f"{same} for {expected}"])

    wrong, taken = [], 0
    for _ in range(1500 * ROUNDS):
        blob = bytearray(rng.choice(blobs))
        for _ in range(rng.randint(1, 3)):
            kind = rng.randrange(5)
            if kind == 0:
                blob[rng.randrange(len(blob))] = rng.randrange(256)
            elif kind == 1:
                at = rng.randrange(0, len(blob) - 7)
                blob[at:at + 8] = struct.pack("!d", rng.choice([math.nan, math.inf, -math.inf, -0.0, 5e-324, -1.0, 1.7e308, -1.7e308]))
            elif kind == 2:
                del blob[rng.randrange(8, len(blob)):]
            elif kind == 3:
                blob += bytes(rng.randrange(256) for _ in range(rng.randint(1, 20)))
            else:
                at = rng.randrange(len(blob))
                blob[at] ^= 1 << rng.randrange(8)
            if len(blob) < 9:
                break
        cursor.execute(f"TRUNCATE {table}_bytes")
        try:
            copy_in(f"{table}_bytes", [bytes(blob)])
        except psycopg2.Error as error:
            if error.pgcode not in REFUSED:
                wrong.append(f"{blob.hex()}: {error.pgcode} {error.pgerror}")
            continue
        taken += 1
        again, = rows(f"SELECT v::text::bsc.{table}::text = v::text AND v::text::bsc.{table} OPERATOR(bsc.=) v, v::text FROM {table}_bytes")
        if again[0] is not True:
            wrong.append(f"{blob.hex()} was taken for {again[1]}")
    check(f"{table}: bytes are refused or make sense ({taken > 0})", wrong if taken else ["nothing was taken"])

    wrong, taken = [], 0
    alphabet = "0123456789.:-+eE/ <>=" + ("" if table == "tally" else "\t\nxNaInf")
    for _ in range(3000 * ROUNDS):
        text = list(rng.choice(texts))
        for _ in range(rng.randint(0, 4)):
            at = rng.randint(0, len(text))
            if rng.random() < 0.5:
                text.insert(at, rng.choice(alphabet))
            elif at < len(text):
                text[at] = rng.choice(alphabet)
        text = "".join(text)
        try:
            printed, = rows(f"SELECT v::text, v::text::bsc.{table} OPERATOR(bsc.=) v, v::text::bsc.{table}::text = v::text "
                            f"FROM (SELECT %s::bsc.{table} AS v) AS x", text)
            taken += 1
            if printed[1:] != (True, True):
                wrong.append(f"{text!r} is printed as {printed[0]!r}")
        except psycopg2.Error as error:
            if error.pgcode not in REFUSED:
                wrong.append(f"{text!r}: {error.pgcode} {error.pgerror}")
    check(f"{table}: text is refused or printed as it reads ({taken > 0})", wrong if taken else ["nothing was taken"])

print(f"1..{count}")
