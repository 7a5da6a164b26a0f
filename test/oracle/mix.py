#!/usr/bin/env python3
"""rate_mix and price_volume_mix against exact fractions, in serial and parallel plans.

Prints TAP. The connection comes from PG* variables. More rounds: ROUNDS=20.
"""
import os
import random
from fractions import Fraction

import psycopg2

ROUNDS = int(os.environ.get("ROUNDS", "1"))
rng = random.Random(19550901)
connection = psycopg2.connect("")
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("CREATE EXTENSION IF NOT EXISTS bsc")
cursor.execute("CREATE TEMPORARY TABLE part (label text, a float8, b float8, c float8, d float8)")
count = 0


def check(name, wrong):
    global count
    count += 1
    print(f"{'not ok' if wrong else 'ok'} {count} - {name}")
    for line in wrong[:5]:
        print(f"#   {line}")


def got(aggregate):
    cursor.execute(f"SELECT e.* FROM (SELECT bsc.{aggregate}(label, a, b, c, d) AS r FROM part) AS x, unnest(r) AS e")
    return {row[0]: row[1:] for row in cursor.fetchall()}


def load(rows):
    cursor.execute("TRUNCATE part")
    cursor.executemany("INSERT INTO part VALUES (%s, %s, %s, %s, %s)", [(r[0], *map(float, r[1:])) for r in rows])


def unlike(label, names, row, expected, size):
    return [f"{label}, {n}: {g}, expected {float(e) if e is not None else None}" for n, g, e in zip(names, row, expected)
            if (g is None) != (e is None) or g is not None and abs(g - float(e)) > 1e-12 * max(size, abs(float(e)))]


wrong, unexact = [], []
for _ in range(300 * ROUNDS):
    rows = [("s%d" % rng.randint(1, 6), Fraction(rng.randint(-20, 80), 8), Fraction(rng.choice([0, 0, rng.randint(0, 80)]), 8),
             Fraction(rng.randint(0, 80), 8), Fraction(rng.choice([0, rng.randint(0, 80)]), 8)) for _ in range(rng.randint(1, 12))]
    load(rows)
    sums = {}
    for label, *numbers in rows:
        sums[label] = [x + y for x, y in zip(sums.get(label, [0] * 4), numbers)]
    whole = [sum(s[k] for s in sums.values()) for k in range(4)]
    answer = got("rate_mix")
    if whole[1] == 0 or whole[3] == 0:
        wrong += ["an answer without a denominator"] if answer else []
        continue
    change = whole[2] / whole[3] - whole[0] / whole[1]
    mean = (whole[0] / whole[1] + whole[2] / whole[3]) / 2
    for label, (a, b, c, d) in sums.items():
        w0, w1 = b / whole[1], d / whole[3]
        if b and d:
            rate, mix = (w0 + w1) / 2 * (c / d - a / b), (w1 - w0) * ((a / b + c / d) / 2 - mean)
        else:
            # its one rate on both sides; what has no denominator at all is added to what it does
            rate = 0
            mix = c / whole[3] - a / whole[1] - (w1 - w0) * mean
        wrong += unlike(label, ("w0", "w1", "r0", "r1", "rate", "mix", "effect"), answer[label],
                        (w0, w1, a / b if b else None, c / d if d else None, rate, mix, rate + mix), 10)
    if abs(sum(Fraction(r[6]) for r in answer.values()) - change) > 1e-12 * max(1, *(abs(r[6]) for r in answer.values())):
        unexact.append(f"{sum(r[6] for r in answer.values())} of {float(change)}")
check("rate_mix has the values of exact fractions", wrong)
check("and adds up to the change", unexact)

wrong, unexact = [], []
for _ in range(300 * ROUNDS):
    rows = [("i%d" % rng.randint(1, 6), Fraction(rng.choice([0, rng.randint(0, 80)]), 8), Fraction(rng.randint(0, 80), 8),
             Fraction(rng.choice([0, rng.randint(0, 80)]), 8), Fraction(rng.randint(0, 80), 8)) for _ in range(rng.randint(1, 12))]
    load(rows)
    sums = {}
    for label, q0, p0, q1, p1 in rows:
        sums[label] = [x + y for x, y in zip(sums.get(label, [0] * 4), (q0, q0 * p0, q1, q1 * p1))]
    both = [s for s in sums.values() if s[0] and s[2]]
    all0, all1 = sum(s[0] for s in both), sum(s[2] for s in both)
    mean = sum(s[1] for s in both) / all0 if both else 0
    answer = got("price_volume_mix")
    for label, (q0, v0, q1, v1) in sums.items():
        p0, p1 = v0 / q0 if q0 else None, v1 / q1 if q1 else None
        if q0 and q1:
            kept = q0 * all1 / all0
            effects = (q1 * (p1 - p0), (q1 - q0) * mean + (kept - q0) * (p0 - mean), (q1 - kept) * (p0 - mean), 0, 0)
        else:
            effects = (0, 0, 0, v1, -v0)
        wrong += unlike(label, ("q0", "p0", "q1", "p1", "price", "volume", "mix", "new", "lost", "effect"), answer[label],
                        (q0, p0, q1, p1, *effects, v1 - v0), 1000)
    change = sum(s[3] - s[1] for s in sums.values())
    if abs(sum(Fraction(r[9]) for r in answer.values()) - change) > 1e-12 * max(1, sum(abs(x) for r in answer.values() for x in r[4:9])):
        unexact.append(f"{sum(r[9] for r in answer.values())} of {float(change)}")
check("price_volume_mix has the values of exact fractions", wrong)
check("and adds up to the change", unexact)

# the same bits serial, parallel, shuffled and grouped
cursor.execute("""CREATE TABLE IF NOT EXISTS many (label text, a float8, b float8, c float8, d float8);
    TRUNCATE many; SELECT setseed(0.5);
    INSERT INTO many SELECT 's' || (random() * 200)::int, random(), random() * 10, random() * 3, random() FROM generate_series(1, 60000);
    CREATE TABLE IF NOT EXISTS shuffled (LIKE many); TRUNCATE shuffled; INSERT INTO shuffled SELECT * FROM many ORDER BY random();
    ANALYZE many; ANALYZE shuffled""")
ask = "SELECT md5(bsc.rate_mix(label, a, b, c, d)::text), md5(bsc.price_volume_mix(label, a, b, c, d)::text) FROM {}"
cursor.execute("SET max_parallel_workers_per_gather = 0")
cursor.execute(ask.format("many"))
serial = cursor.fetchone()
cursor.execute(ask.format("shuffled"))
check("the same bits shuffled", [] if cursor.fetchone() == serial else ["they differ"])
cursor.execute("""SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
    SET min_parallel_table_scan_size = 0""")
cursor.execute("EXPLAIN " + ask.format("many"))
plan = "\n".join(r[0] for r in cursor.fetchall())
check("there is a parallel plan", [] if "Partial Aggregate" in plan else plan.split("\n"))
cursor.execute(ask.format("many"))
check("the same bits parallel", [] if cursor.fetchone() == serial else ["they differ"])
cursor.execute("DROP TABLE many, shuffled")
print(f"1..{count}")
