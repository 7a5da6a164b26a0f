#!/usr/bin/python3
"""Forecasts, natural limits, assurance and change points against numpy and scipy.

Random series with fixed seeds: with gaps, zeros, constants, seasons, trends and
steps, tiny and huge, of no value and of a hundred.  lib/outlook.py says once
more, from the definitions, what must come out; forecasts may differ by 2e-6 of
the series' scale, totals by 1e-5, and the largest difference is printed.
Connection from the PG* environment; everything is rolled back.  Prints TAP.
"""
import math
import sys

import numpy as np
import psycopg2
from scipy import optimize, stats

import lib.numbers  # noqa: F401
from lib.outlook import Forecast, change_points, nan, season_of, xmr

rng = np.random.default_rng(19991231)
connection = psycopg2.connect("")
cursor = connection.cursor()
cursor.execute("CREATE EXTENSION IF NOT EXISTS bsc CASCADE; SET extra_float_digits = 1")
tests = failures = 0


def sql(query, *args):
    cursor.execute(query, args)
    return cursor.fetchall()


def array(values):
    return [None if math.isnan(v) else float(v) for v in values]


def check(name, bad, cases, note=""):
    global tests, failures
    tests += 1
    failures += bool(bad) or not cases
    print(f"{'not ok' if bad or not cases else 'ok'} {tests} - {name}: {cases} cases{note}", flush=True)
    for line in bad[:5]:
        print("#", line)


def off(got, want, scale):
    """the difference in units of scale; infinite where only one is NULL"""
    if got is None or want is None:
        return 0.0 if got is want else math.inf
    return abs(got - want) / max(scale, abs(want), 1e-300)


def random_series(n, season):
    """one of many kinds, and its name"""
    t = np.arange(n)
    kind = rng.choice(["noise", "walk", "trend", "season", "sharp season", "signed season", "counts", "sparse", "one",
                       "constant", "steps", "growth", "level", "wild"])
    noise = rng.normal(size=n)
    wave = np.sin(2 * np.pi * t / max(season, 2))
    if kind == "noise":
        v = noise + rng.choice([0, 5])
    elif kind == "walk":
        v = noise.cumsum() + 10
    elif kind == "trend":
        v = 20 + rng.normal() * t + noise
    elif kind == "season":
        v = (50 + rng.uniform(-.3, 1) * t) * (1 + .4 * wave) + noise
    elif kind == "sharp season":
        v = np.exp(rng.uniform(0, 4) * rng.normal(size=max(season, 1)))[t % max(season, 1)] * np.exp(.1 * noise)
    elif kind == "signed season":
        v = 3 * wave + .5 * noise + .1 * t
    elif kind == "counts":
        v = rng.poisson(rng.choice([.3, 2, 20]), n).astype(float)
    elif kind == "sparse":
        v = np.where(rng.random(n) < .7, 0.0, rng.integers(1, 9, n))
    elif kind == "one":
        v = np.zeros(n)
        v[rng.integers(0, max(n, 1)):][:1] = 7
    elif kind == "constant":
        v = np.full(n, float(rng.integers(-3, 4)))
    elif kind == "steps":
        v = noise + 4 * (t > n / 2)
    elif kind == "growth":
        v = 100 * np.exp(.03 * t + .05 * noise)
    elif kind == "level":
        v = 1e6 + noise
    else:
        v = rng.lognormal(sigma=3, size=n)
    if rng.random() < .4:
        v = np.where(rng.random(n) < rng.choice([.1, .5]), nan, v)
    v = v * rng.choice([1, 1, 1, -1, 1e15, 1e-15, 1e100, 1e-100, 2.0 ** 40])
    return v, kind


def scale_of(v):
    return np.nanmax(np.abs(v)) if (~np.isnan(v)).any() else 1.0


# ---- forecasts ----------------------------------------------------------------
bad, worst, cases, kinds = [], [0.0, 0.0, 0.0], 0, {}
for number in range(1500):
    season = int(rng.choice([0, 1, 2, 3, 4, 7, 12]))
    n = int(rng.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 24, 36, 60, 100]))
    horizon = int(rng.choice([1, 2, 5, 12, 30]))
    level = float(rng.choice([.01, .5, .8, .95, .999]))
    v, kind = random_series(n, season)
    scale = scale_of(v)
    want = Forecast(v, season, horizon)
    rows = want.rows(level)
    got = sql("SELECT step, mean, low, high FROM bsc.forecast(%s::float8[], %s, %s, %s)", array(v), season, horizon, level)
    cases += 1
    here = max((off(g, w, scale) for a, b in zip(got, rows) for g, w in zip(a[1:], b)), default=0)
    worst[0] = max(worst[0], here)
    if [g[0] for g in got] != list(range(1, horizon + 1)) or here > 2e-6:
        bad.append(f"{number} {kind} n {n} season {season} level {level}: off by {here:.2g} at {[round(x, 6) for x in array(v) if x is not None][:6]}")
    weights = rng.choice([np.ones(horizon), rng.integers(0, 3, horizon).astype(float), rng.normal(size=horizon)])
    at_least = float(np.nansum(want.mean * weights) + scale * rng.normal()) if want.count else 0.0
    total = want.of(weights, level, at_least)
    (got,) = sql("SELECT * FROM bsc.forecast_total(%s::float8[], %s, %s, %s, %s, %s)",
                 array(v), season, horizon, list(map(float, weights)), level, at_least)
    # weights that cancel leave less than they had
    width = scale * max(1, np.abs(weights).sum())
    here = max(off(g, w, width) for g, w in zip(got[:3], total[:3]))
    worst[1] = max(worst[1], here)
    chance = off(got[3], total[3], 1)
    worst[2] = max(worst[2], chance)
    if here > 1e-5 or chance > 1e-5:
        bad.append(f"{number} {kind} n {n} season {season} total: {got} {total}")
    if n >= 8 and want.count >= 8:
        kinds.setdefault(kind, [0, 0])
        kinds[kind][0] += 1
        kinds[kind][1] += want.freedom < want.count - 4
check("bsc.forecast, bsc.forecast_total", bad, cases,
      f", off by at most {worst[0]:.1g}, totals {worst[1]:.1g}, probabilities {worst[2]:.1g} of the scale")
seasonal = sum(s for _, s in kinds.values())
check("some of them had a season and some none", [] if 50 < seasonal < sum(k for k, _ in kinds.values()) - 50 else [str(kinds)], 1)

# ---- Student's t: ratios of half widths are ratios of quantiles ------------------------
def quantile(level, freedom):
    """by bisection of the tail, which scipy has to all digits; its own quantile has eight"""
    return optimize.brentq(lambda t: 2 * stats.t.sf(t, freedom) - (1 - level), 0, 1e13, xtol=1e-15, rtol=1e-14, maxiter=500)


bad, cases = [], 0
for freedom in [1, 2, 3, 4, 5, 7, 10, 20, 30, 50, 100, 200, 1000]:
    n = freedom + (3 if freedom + 3 < 8 else 4)
    v = list(map(float, rng.normal(size=n) - 50))
    for level in [1e-6, .01, .1, .3, .6, .9, .95, .99, .999, 1 - 1e-6, 1 - 1e-12]:
        ((mean, high),) = sql("SELECT mean, high FROM bsc.forecast(%s::float8[], 1, 1, %s)", v, level)
        ((mean, unit),) = sql("SELECT mean, high FROM bsc.forecast(%s::float8[], 1, 1, .5)", v)
        got, want = (high - mean) / (unit - mean), quantile(level, freedom) / quantile(.5, freedom)
        cases += 1
        if abs(got - want) > 1e-9 * max(1, want):
            bad.append(f"{freedom} degrees, level {level}: {got} {want}")
        if .01 <= level <= .999:
            for sign in (1, -1):
                ((p,),) = sql("SELECT probability FROM bsc.forecast_total(%s::float8[], 1, 1, NULL, .5, %s)", v, mean + sign * (high - mean))
                if abs(p - (1 - sign * level) / 2) > 1e-9:
                    bad.append(f"{freedom} degrees, probability {p} of {level}")
check("quantiles and probabilities of Student's t to 1e-9", bad, cases)

# ---- natural limits ---------------------------------------------------------------
bad, cases, seen = [], 0, set()
for number in range(1500):
    season = int(rng.choice([0, 1, 4, 12]))
    n = int(rng.choice([0, 1, 5, 6, 7, 12, 20, 36, 60]))
    v, kind = random_series(n, season)
    if rng.random() < .3 and n:                         # trends, ties and shifts
        v = np.round(np.sin(np.arange(n) / 5) * 8 + rng.normal(size=n) * rng.choice([.1, 1])) * scale_of(v)
    centre, screen = str(rng.choice(["mean", "median"])), bool(rng.random() < .3)
    baseline = int(rng.integers(6, 20)) if rng.random() < .3 else None
    rebase = [int(x) for x in rng.integers(1, n + 1, rng.integers(1, 4))] if rng.random() < .4 and n else None
    length, trend = int(rng.integers(2, 9)), int(rng.integers(3, 8))
    want = xmr(v, season, centre, baseline, rebase, screen, length, trend)
    got = sql("SELECT * FROM bsc.xmr(%s::float8[], %s, %s, %s, %s, %s, %s, %s)",
              array(v), season, centre, baseline, rebase, screen, length, trend)
    cases += 1
    scale = scale_of(v)
    seen.update(w[4] for w in want)
    if [g[0] for g in got] != list(range(1, n + 1)):
        bad.append(f"{number}: rows")
    for g, w in zip(got, want):
        if g[5] != w[4] or max(off(a, b, scale) for a, b in zip(g[1:5], w[:4])) > 1e-9:
            bad.append(f"{number} {kind} n {n} season {season} {centre} {baseline} {rebase} {screen} {length} {trend}: {g} {w}")
            break
check("bsc.xmr", bad, cases)
check("every signal was there", [] if len(seen) == 9 else [str(seen)], 1)

# ---- change points -----------------------------------------------------------------
bad, cases, found = [], 0, 0
for number in range(400):
    season = int(rng.choice([0, 1, 4, 12]))
    n = int(rng.choice([0, 3, 4, 11, 12, 20, 36, 48]))
    v, kind = random_series(n, season)
    if rng.random() < .6 and n:                          # several levels
        edges = np.sort(rng.integers(0, n, 3))
        v = (rng.integers(0, 9, 4)[np.searchsorted(edges, np.arange(n), side="right")] * 2.0 + rng.normal(size=n)) * scale_of(v)
    least, most = int(rng.integers(2, 8)), int(rng.integers(0, 5))
    want = change_points(v, season, least, most)
    got = sql("SELECT * FROM bsc.change_points(%s::float8[], %s, %s, %s)", array(v), season, least, most)
    cases += 1
    found += len(want)
    scale = scale_of(v)
    if [g[0] for g in got] != [w[0] for w in want] or any(
            off(a, b, scale) > 1e-9 for g, w in zip(got, want) for a, b in zip(g[1:], w[1:])):
        bad.append(f"{number} {kind} n {n} season {season} {least} {most}: {got} {want} {array(v)}")
check("bsc.change_points", bad, cases, f", {found} found")

# ---- assurance: all is decided at the ends, just beyond them, and at the knots between ------
bad, cases, answers = [], 0, {}
for number in range(3000):
    size = int(rng.integers(2, 6))
    values = np.sort(rng.choice(np.arange(0, 33), size, replace=False)).astype(float)
    scores = rng.choice([0, .5, 1, 1.5, 2], size)
    low, high = np.sort(rng.integers(-2, 35, 2)).astype(float)
    if rng.random() < .3:
        low = float(rng.choice(values))
        high = max(low, high)
    worth = lambda x: np.interp(x, values, scores)
    between = [low, high] + [x for x in values if low <= x <= high]
    if min(worth(between + [low - 2 ** -20, high + 2 ** -20])) >= 1:
        want = "always"
    else:
        want = "sometimes" if max(worth(between)) >= 1 else "never"
    ((got,),) = sql("SELECT bsc.assurance(%s, %s, bsc.curve(%s::float8[], %s::float8[]))", low, high, list(values), list(map(float, scores)))
    cases += 1
    answers[want] = answers.get(want, 0) + 1
    if got != want:
        bad.append(f"{low} {high} {values} {scores}: {got} {want}")
check("bsc.assurance", bad, cases, f" {answers}")

print(f"1..{tests}")
sys.exit(failures > 0)
