#!/usr/bin/env python3
"""Classes, survival curves and contracts against plain definitions, on random rows from a fixed seed.

Prints TAP. The connection comes from PG* variables. More rounds: ROUNDS=20.
"""
import math
import os
import random
import time
from fractions import Fraction

import psycopg2

ROUNDS = int(os.environ.get("ROUNDS", "1"))
rng = random.Random(19580601)
connection = psycopg2.connect("")
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS bsc; SET extra_float_digits = 1")
count = 0


def sql(query, *args):
    cursor.execute(query, args)
    return cursor.fetchall()


def check(name, wrong):
    global count
    count += 1
    print(f"{'not ok' if wrong else 'ok'} {count} - {name}", flush=True)
    for line in wrong[:5]:
        print(f"#   {line}")


def near(x, y, tolerance):
    return (x is None) == (y is None) and (x is None or abs(x - y) <= tolerance * max(abs(x), abs(y)) or abs(x - y) < 1e-300)


# the class of the middle of a tie
wrong = []
for _ in range(100 * ROUNDS):
    values = [rng.randint(1, rng.choice([3, 10, 1000])) for _ in range(rng.randint(1, 60))]
    classes = rng.randint(1, 12)
    got = [r[0] for r in sql("SELECT c FROM (SELECT i, bsc.quantile_class(%s) OVER (ORDER BY x) AS c FROM unnest(%s) WITH ORDINALITY AS u (x, i)) AS s ORDER BY i",
                             classes, values)]
    middle = [Fraction(2 * sum(w < v for w in values) + values.count(v), 2 * len(values)) for v in values]
    if got != [1 + math.floor(classes * m) for m in middle]:
        wrong.append(f"{classes} {values}: {got}")
check("quantile_class puts a tie where its middle is", wrong)

# A: the smallest set of whole ties that reaches the share
wrong = []
for _ in range(100 * ROUNDS):
    values = [Fraction(rng.randint(-5, rng.choice([5, 50, 5000])), rng.choice([1, 10])) for _ in range(rng.randint(1, 40))]
    a, b = sorted(Fraction(rng.randint(0, 20), 20) for _ in range(2))
    got = "".join(r[0] for r in sql("SELECT c FROM (SELECT i, bsc.abc_class(x, %s, %s) OVER () AS c FROM unnest(%s::numeric[]) WITH ORDINALITY AS u (x, i)) AS s ORDER BY i",
                                    float(a), float(b), [str(float(v)) for v in values]))
    total = sum(v for v in values if v > 0)
    want = ""
    for v in values:
        before = sum(w for w in values if w > v)
        want += "C" if v <= 0 else "A" if before < a * total else "B" if before < b * total else "C"
    if got != want:
        wrong.append(f"{a} {b} {[str(v) for v in values]}: {got}, not {want}")
check("abc_class in exact fractions", wrong)


def curve(rows):
    """as defined, in exact fractions until the square root"""
    survival, v, steps = Fraction(1), Fraction(0), []
    for t in sorted({d for d, _, _ in rows}):
        n = sum(e < t <= d for d, _, e in rows)
        events = sum(d == t and ended for d, ended, _ in rows)
        if events == n:
            survival = Fraction(0)
        elif survival:
            survival *= 1 - Fraction(events, n)
            v += Fraction(events, n * (n - events))
        s = float(survival)
        width = 1.959963984540054 * math.sqrt(v) / -math.log(s) if 0 < s < 1 else 0
        steps.append((t, n, events, sum(d == t and not ended for d, ended, _ in rows), s, None if s == 0 else s * math.sqrt(v),
                      None if s == 0 else s ** math.exp(width), None if s == 0 else s ** math.exp(-width)))
    return steps


wrong = []
for k in range(100 * ROUNDS):
    rows = []
    for _ in range(rng.randint(1, 80)):
        duration = rng.randint(1, rng.choice([5, 20, 200]))
        rows.append((duration, rng.random() < 0.6, rng.randint(0, duration - 1) if k % 2 else 0))
    got = sql("SELECT s.* FROM (SELECT bsc.kaplan_meier(d, e, n) AS k FROM unnest(%s::int[], %s::boolean[], %s::int[]) AS u (d, e, n)) AS q, unnest(k) AS s",
              *map(list, zip(*rows)))
    want = curve(rows)
    if len(got) != len(want) or any(g[:4] != w[:4] or not all(near(x, y, 1e-10) for x, y in zip(g[4:], w[4:])) for g, w in zip(got, want)):
        wrong.append(f"{rows}: {got} {want}")
        continue
    t, p = rng.uniform(0, want[-1][0]), rng.choice([0.1, 0.25, 0.5, 0.9])
    at, quantile, mean = sql("SELECT bsc.survival_at(k, %s), bsc.survival_quantile(k, %s)::text, bsc.mean_until(k, %s) FROM (SELECT bsc.kaplan_meier(d, e, n) AS k "
                             "FROM unnest(%s::int[], %s::boolean[], %s::int[]) AS u (d, e, n)) AS q", t, p, t, *map(list, zip(*rows)))[0]
    bars = [(0, 1.0)] + [(s[0], s[4]) for s in want if s[0] <= t] + [(t, None)]
    firsts = [next((s[0] for s in want if s[c] is not None and s[c] <= 1 - p + 1e-12), None) for c in (4, 6, 7)]
    text = "(" + ",".join("" if f is None else str(f) for f in firsts) + ")"
    if not near(at, bars[-2][1], 1e-10) or not near(mean, sum(s * (y[0] - x) for (x, s), y in zip(bars, bars[1:])), 1e-10) or quantile != text:
        wrong.append(f"{rows} at {t}, {p}: {at} {quantile} {mean}, not {bars[-2][1]} {text}")
check("kaplan_meier, its quantiles and means as defined", wrong)


def likelihood(rows, alpha, beta):
    """of (renewals, ended, customers), by the recursion of the paper"""
    total = 0
    for t, ended, n in rows:
        survival = 1.0
        for i in range(1, t if ended else t + 1):
            survival *= (beta + i - 1) / (alpha + beta + i - 1)
        total += n * math.log(survival * alpha / (alpha + beta + t - 1) if ended else survival)
    return total


# nothing around the fit is higher, however far one looks
wrong, states = [], {}
for _ in range(60 * ROUNDS):
    alpha, beta = math.exp(rng.uniform(-1.5, 2)), math.exp(rng.uniform(-1.5, 2.5))
    rows = {}
    for _ in range(rng.choice([20, 200, 2000])):
        chance, age, t = rng.betavariate(alpha, beta), rng.randint(1, 12), 1
        while t < age and rng.random() >= chance:
            t += 1
        row = (t, rng.random() < chance if t == age else True)
        rows[row] = rows.get(row, 0) + 1
    rows = [(t, ended, n) for (t, ended), n in rows.items()]
    fit = sql("SELECT (f).* FROM (SELECT bsc.sbg(t, e, n) AS f FROM unnest(%s::int[], %s::boolean[], %s::bigint[]) AS u (t, e, n)) AS s", *map(list, zip(*rows)))[0]
    states[fit[8]] = states.get(fit[8], 0) + 1
    if fit[5:7] != (sum(r[2] for r in rows), sum(r[2] for r in rows if r[1])):
        wrong.append(f"{rows}: counts {fit}")
    if fit[0] is None or fit[8] != "converged":
        if (fit[8] == "nobody left") != (fit[0] is None) or fit[2] is not None:
            wrong.append(f"{rows}: {fit}")
        continue
    top = likelihood(rows, fit[0], fit[1])
    if not near(top, fit[4], 1e-9):
        wrong.append(f"{rows}: ln L {fit[4]}, not {top}")
    for step in (1e-3, 0.03, 0.5, 3):
        for angle in range(12):
            other = likelihood(rows, fit[0] * math.exp(step * math.cos(angle)), fit[1] * math.exp(step * math.sin(angle)))
            if other > top + 1e-9 * abs(top):
                wrong.append(f"{rows}: {fit}, higher by {other - top} at {step} {angle}")
check(f"sbg is the top of its likelihood {dict(sorted(states.items()))}", wrong)

# residual lifetime is the sum that it stands for
wrong = []
for _ in range(100 * ROUNDS):
    alpha, beta = math.exp(rng.uniform(-4, 3)), math.exp(rng.uniform(-4, 3))
    n, discount = rng.randint(0, 30), math.exp(rng.uniform(-4, 0))
    term = total = 0.0
    term, t = 1.0, n
    while term > 1e-17 * (total + 1e-300) or t == n:
        t += 1
        term *= (beta + t - 1) / (alpha + beta + t - 1) / (1 if t == n + 1 else 1 + discount)
        total += term
    got = sql("SELECT bsc.sbg_residual_lifetime(%s, %s, %s, %s)", alpha, beta, n, discount)[0][0]
    if not near(got, total, 1e-12):
        wrong.append(f"{alpha} {beta} {n} {discount}: {got}, not {total}")
check("sbg_residual_lifetime is its sum", wrong)

# rows in any order, grouped or not, in parts by workers: the same bits
wrong = []
for _ in range(10 * ROUNDS):
    rows = []
    for _ in range(300):
        age = rng.randint(2, 30)
        x = rng.choice([0, 0, 0, 1, 2, 5])
        rows.append((x, rng.randint(1, age) if x else 0, age))
    shuffled = rng.sample(rows, len(rows))
    query = "SELECT bsc.bg_nbd(x, t, a)::text, bsc.gamma_gamma(x, a + t)::text FROM unnest(%s::int[], %s::int[], %s::int[]) AS u (x, t, a)"
    first, second = sql(query, *map(list, zip(*rows))), sql(query, *map(list, zip(*shuffled)))
    grouped = sql("SELECT bsc.bg_nbd(x, t, a, n)::text, bsc.gamma_gamma(x, a + t, n)::text FROM "
                  "(SELECT x, t, a, count(*) AS n FROM unnest(%s::int[], %s::int[], %s::int[]) AS u (x, t, a) GROUP BY x, t, a) AS s", *map(list, zip(*rows)))
    if not first == second == grouped:
        wrong.append(f"{rows}: {first} {second} {grouped}")
check("the same bits shuffled and grouped", wrong)

# who cancels does not wait for the fit: half the way from the last row to the end is plenty
def taken(query, timeout=0):
    cursor.execute(f"SET statement_timeout = {timeout}")
    begun = time.monotonic()
    try:
        cursor.execute(query)
        cancelled = False
    except psycopg2.errors.QueryCanceled:
        cancelled = True
    return time.monotonic() - begun, cancelled


wrong = []
for n, rows_alone, fit in (
        (100000, "bsc.bg_nbd(0, 0, 1 + i)", "bsc.bg_nbd(1 + i % 7, (1 + i % 1000)::float8, 1001 + i)"),
        (100000, "bsc.gamma_gamma(0, 1 + i)", "bsc.gamma_gamma(1 + i % 7, 1 + i / 1000.0)"),
        (700000, "bsc.sbg(i, false)", "bsc.sbg(i, i % 3 = 0)")):
    for attempt in range(3):
        begins, _ = taken(f"SELECT {rows_alone} FROM generate_series(1, {n}) AS i")
        ends, _ = taken(f"SELECT {fit} FROM generate_series(1, {n}) AS i")
        stop = begins + (ends - begins) / 4
        took, cancelled = taken(f"SELECT {fit} FROM generate_series(1, {n}) AS i", math.ceil(1000 * stop))
        if cancelled and took < stop + (ends - stop) / 2:
            break
    else:
        wrong.append(f"{fit} of {n} rows: cancelled after {stop:.2f} of {ends:.2f} s, it went on until {took:.2f} s")
cursor.execute("SET statement_timeout = 0")
check("cancel works inside every fit", wrong)

print(f"1..{count}")
