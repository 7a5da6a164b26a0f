#!/usr/bin/env python3
"""Formulas against exact fractions, and decompose against all orders of the drivers and its own definition.

Prints TAP. The connection comes from PG* variables. More rounds: ROUNDS=20.
"""
import itertools
import math
import os
import random
from fractions import Fraction

import psycopg2

ROUNDS = int(os.environ.get("ROUNDS", "1"))
rng = random.Random(20021001)
connection = psycopg2.connect("")
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("CREATE EXTENSION IF NOT EXISTS bsc")
count = 0

NAMES = ["a", "b", "c", "d", "order-value", "订单", 'say "x"']


def check(name, wrong):
    global count
    count += 1
    print(f"{'not ok' if wrong else 'ok'} {count} - {name}")
    for line in wrong[:5]:
        print(f"#   {line}")


def quoted(name):
    if name.isascii() and name.replace("_", "a").isalnum() and not name[0].isdigit() and rng.random() < 0.8:
        return name
    return '"' + name.replace('"', '""') + '"'


def space():
    return rng.choice(["", "", " ", "\n\t "])


def tree(depth):
    """A random formula as nested tuples."""
    if depth == 0 or rng.random() < 0.2:
        if rng.random() < 0.25:
            return ("number", rng.choice(["2", "0.5", "1e1", "0", "3.25"]))
        return ("name", rng.choice(NAMES))
    kind = rng.choice("+-*/+-*/nALGC")
    if kind in "nA":
        return (kind, tree(depth - 1))
    if kind in "LG":
        return (kind, *(tree(depth - 1) for _ in range(rng.randint(1, 3))))
    return (kind, tree(depth - 1), tree(depth - 1))


def written(node, level=0):
    """The formula as text, with as few parentheses as may be, or some more."""
    kind, *rest = node
    if kind == "number":
        return rest[0]
    if kind == "name":
        return quoted(rest[0])
    if kind in "ALGC":
        name = {"A": "abs", "L": "least", "G": "greatest", "C": "coalesce"}[kind]
        return rng.choice([name, name.upper()]) + space() + "(" + ("," + space()).join(written(r) for r in rest) + ")"
    own = {"+": 1, "-": 1, "*": 2, "/": 2, "n": 3}[kind]
    if kind == "n":
        text = "-" + space() + written(rest[0], 3)
    else:
        text = written(rest[0], own) + space() + kind + space() + written(rest[1], own + 1)
    return f"({space()}{text})" if own < level or rng.random() < 0.1 else text


def value(node, figures):
    """Its value as a fraction, None where it has none."""
    kind, *rest = node
    if kind == "number":
        return Fraction(rest[0])
    if kind == "name":
        return figures[rest[0]]
    parts = [value(r, figures) for r in rest]
    if kind == "C":
        return parts[1] if parts[0] is None else parts[0]
    if None in parts:
        return None
    if kind == "n":
        return -parts[0]
    if kind == "A":
        return abs(parts[0])
    if kind == "L":
        return min(parts)
    if kind == "G":
        return max(parts)
    a, b = parts
    if kind == "/":
        return a / b if b != 0 else None
    return {"+": a + b, "-": a - b, "*": a * b}[kind]


def names_in(node):
    if node[0] == "name":
        return [node[1]]
    return [n for r in node[1:] if isinstance(r, tuple) for n in names_in(r)]


def figure():
    """Numbers of few bits: their sums and products are exact in doubles, so zero is zero."""
    return rng.choice([None, Fraction(0)] + [Fraction(rng.randint(-8, 8), 4) for _ in range(6)])


wrong = []
for _ in range(3000 * ROUNDS):
    formula = tree(rng.randint(0, 4))
    figures = {n: figure() for n in NAMES}
    text = written(formula)
    cursor.execute("SELECT bsc.calculate(%s, %s, %s::float8[]), bsc._formula_operands(%s)",
                   (text, NAMES, [None if figures[n] is None else float(figures[n]) for n in NAMES], text))
    got, operands = cursor.fetchone()
    expected = value(formula, figures)
    if (got is None) != (expected is None):
        # a quotient that is no binary fraction may make a zero of what is none: look at the size
        if "/" not in text:
            wrong.append(f"{text}: {got}, expected {expected}")
    elif got is not None and abs(got - float(expected)) > 1e-9 * max(1, abs(float(expected))) and "/" not in text:
        wrong.append(f"{text} of {figures}: {got}, expected {float(expected)}")
    elif got is not None and abs(got - float(expected)) > 1e-6 * max(1, abs(float(expected))):
        wrong.append(f"{text} of {figures}: {got}, expected {float(expected)}")
    if operands != list(dict.fromkeys(names_in(formula))):
        wrong.append(f"{text}: operands {operands}")
check("3,000 random formulas have the value of exact fractions", wrong)


def decompose(text, drivers, before, after, method):
    cursor.execute("SELECT driver, effect, share FROM bsc.decompose(%s, %s, %s::float8[], %s::float8[], %s)",
                   (text, drivers, before, after, method))
    return cursor.fetchall()


wrong = []
unexact = []
undefined = 0
for _ in range(400 * ROUNDS):
    formula = tree(4)
    drivers = list(dict.fromkeys(names_in(formula)))[:]
    if not 1 <= len(drivers) <= 6:
        continue
    before = {n: Fraction(rng.randint(1, 40), 4) for n in drivers}
    after = {n: before[n] if rng.random() < 0.2 else Fraction(rng.randint(-4, 40), 4) for n in drivers}
    effects = {n: Fraction(0) for n in drivers}
    orders = list(itertools.permutations(drivers))
    for order in orders:
        now = dict(before)
        last = value(formula, now)
        for n in order:
            now[n] = after[n]
            then = value(formula, now)
            if effects is None or last is None or then is None:
                effects = None
                break
            effects[n] += (then - last) / len(orders)
            last = then
        if effects is None:
            break
    text = written(formula)
    rows = decompose(text, drivers, [float(before[n]) for n in drivers], [float(after[n]) for n in drivers], "shapley")
    if effects is None:
        undefined += 1
        # rounding may make something of a zero divisor
        continue
    v0, v1 = float(value(formula, before)), float(value(formula, after))
    size = max(abs(v0), abs(v1), sum(abs(float(e)) for e in effects.values()))
    if size > 1e6:
        continue    # a divisor next to zero
    for name, effect, share in rows:
        if effect is None or abs(effect - float(effects[name])) > 1e-9 * max(1, size):
            wrong.append(f"{text}, {name}: {effect}, expected {float(effects[name])}")
        if before[name] == after[name] and effect != 0:
            wrong.append(f"{text}, {name}: {effect} although it did not change")
    if abs(sum(r[1] for r in rows if r[1] is not None) - (v1 - v0)) > 1e-12 * max(1, size):
        unexact.append(f"{text}: {sum(r[1] for r in rows)} of {v1 - v0}")
check("shapley is the mean over all orders of the drivers", wrong)
check("and its effects add up to the change", unexact)

wrong = []
for _ in range(1000 * ROUNDS):
    n = rng.randint(1, 8)
    drivers = [f"x{i}" for i in range(n)]
    exponent = [rng.choice([1, 1, -1]) for _ in range(n)]
    scale = 10.0 ** rng.uniform(-6, 6)
    before = [scale * rng.uniform(0.1, 10) for _ in range(n)]
    after = [b * (1 + rng.choice([0, 1e-13, 1e-6, 0.1, 2]) * rng.uniform(0.5, 1)) for b in before]
    text = "2" + "".join((" * " if e > 0 else " / ") + d for d, e in zip(drivers, exponent))
    v0 = 2 * math.prod(b ** e for b, e in zip(before, exponent))
    # exact ratios: the change of a double by a few units in its last place
    logs = [e * math.log1p(float(Fraction(a) / Fraction(b) - 1)) for a, b, e in zip(after, before, exponent)]
    y = math.fsum(logs)
    mean = v0 * (math.expm1(y) / y if y != 0 else 1)
    rows = decompose(text, drivers, before, after, "lmdi")
    for (name, effect, share), log in zip(rows, logs):
        if abs(effect - mean * log) > 1e-11 * abs(mean * log):
            wrong.append(f"{text}, {name}: {effect}, expected {mean * log}")
    back = decompose(text, drivers, after, before, "lmdi")
    for (name, effect, share), (_, reverse, _) in zip(rows, back):
        if abs(effect + reverse) > 1e-9 * max(abs(effect), 1e-300):
            wrong.append(f"{text}, {name}: {effect} forwards and {reverse} backwards")
check("lmdi keeps the digits of small changes, and turns round with time", wrong)

print(f"1..{count}")
