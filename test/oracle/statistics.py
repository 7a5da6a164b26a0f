#!/usr/bin/python3
"""The statistics of bsc against numpy, scipy and statsmodels.

Random series with gaps, ties, constants, large levels, short and long; p values
also against Student's closed forms in 400-digit decimals.  Connection from the
PG* environment; everything is rolled back.  Prints TAP.
"""
import math
import sys
import warnings
from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np
import psycopg2
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.tsa.seasonal import seasonal_decompose

import lib.numbers  # noqa: F401

warnings.simplefilter("ignore")
rng = np.random.default_rng(20040709)
connection = psycopg2.connect("")
cursor = connection.cursor()
cursor.execute("CREATE EXTENSION IF NOT EXISTS bsc CASCADE; SET extra_float_digits = 1")
tests = failures = 0


def sql(query, *args):
    cursor.execute(query, args)
    return cursor.fetchall()


def array(values):
    return [None if math.isnan(v) else float(v) for v in values]


def same(got, want, tolerance=1e-9):
    """equal within the tolerance, relative above 1; None is NaN"""
    got = math.nan if got is None else got
    want = math.nan if want is None else want
    if math.isnan(got) or math.isnan(want):
        return math.isnan(got) and math.isnan(want)
    return abs(got - want) <= tolerance * max(1, abs(want))


def same_all(got, want, tolerance=1e-9):
    if got is None or want is None:
        return got is None and want is None
    return len(got) == len(want) and all(same(g, w, tolerance) for g, w in zip(got, want))


def check(name, bad, cases):
    global tests, failures
    tests += 1
    failures += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {tests} - {name}: {cases} cases")
    for line in bad[:5]:
        print("#", line)


def random_series(n):
    """one of several kinds"""
    kind = rng.integers(6)
    if kind == 0:
        v = rng.normal(size=n)
    elif kind == 1:
        v = rng.integers(0, 4, n).astype(float)          # ties
    elif kind == 2:
        v = np.full(n, rng.normal())                     # constant
    elif kind == 3:
        v = 1e6 + np.cumsum(rng.normal(size=n))          # a level that hides the movement
    elif kind == 4:
        v = rng.lognormal(sigma=3, size=n)
    else:
        v = rng.normal(size=n) * 1e-8
    if rng.random() < 0.5:
        v = np.where(rng.random(n) < 0.2, np.nan, v)     # gaps
    return v


def pairs(x, y, lag):
    if lag >= len(x):
        return x[:0], y[:0]
    a, b = x[:len(x) - lag], y[lag:]
    keep = ~np.isnan(a) & ~np.isnan(b)
    return a[keep], b[keep]


def constant(v):
    return len(v) == 0 or v.min() == v.max()


# ---- lagged correlation and regression ------------------------------------
bad = []
cases = 0
for _ in range(1500):
    n = int(rng.choice([0, 1, 2, 3, 5, 8, 12, 24, 60, 300]))
    lag = int(rng.integers(0, 7))
    x, y = random_series(n), random_series(n)
    if n > lag and rng.random() < 0.5 and not constant(x[~np.isnan(x)]):
        y[lag:] = y[lag:] + rng.normal() * x[:n - lag]
    a, b = pairs(x, y, lag)
    want = dict(n=len(a), slope=None, intercept=None, r=None, p=None)
    if not constant(a):
        if constant(b):
            want.update(slope=0.0, intercept=b[0])
        else:
            fit = stats.linregress(a, b)
            want.update(slope=fit.slope, intercept=fit.intercept, r=stats.pearsonr(a, b)[0],
                        p=fit.pvalue if len(a) > 2 else None)
    for query in ("SELECT (r).* FROM (SELECT bsc.lagged_regression(x, y, %s ORDER BY o) AS r"
                  " FROM unnest(%s::float8[], %s::float8[]) WITH ORDINALITY AS u (x, y, o)) AS s",
                  "SELECT (bsc.lagged_regression(b, c, a)).* FROM (VALUES (%s, %s::float8[], %s::float8[])) AS v (a, b, c)"):
        got = sql(query, lag, array(x), array(y))[0]
        cases += 1
        # what the sum of its two terms can lose; and p where 1 - r^2 is all rounding
        scale = max(1, abs(want["slope"] or 0) * (abs(a).max() if len(a) else 0))
        fine = 1e-9 if want["r"] is None or abs(want["r"]) < 1 - 1e-9 else 1e-7
        if got[0] != want["n"] or not same(got[1], want["slope"]) or \
                not same(got[2], want["intercept"], 1e-9 * scale) or not same(got[3], want["r"]) or \
                not same(got[4], want["p"], fine):
            bad.append(f"n {n} lag {lag}: {got} {want}")
    got = sql("SELECT bsc.lagged_corr(x, y, %s ORDER BY o)"
              " FROM unnest(%s::float8[], %s::float8[]) WITH ORDINALITY AS u (x, y, o)", lag, array(x), array(y))[0][0]
    if not same(got, want["r"]):
        bad.append(f"corr n {n} lag {lag}: {got} {want}")
check("lagged_regression, lagged_corr = scipy.stats.linregress, pearsonr", bad, cases)

# ---- a large level takes no precision ---------------------------------------
# every value is exact, so that the level can be taken away again without loss
bad = []
cases = 0
got = sql("SELECT bsc.lagged_corr(ARRAY[1e15+1, 1e15+2, 1e15+3]::float8[], ARRAY[1, 2, 3]::float8[])")[0][0]
if not same(got, 1, 1e-15):
    bad.append(f"1e15 + 1, 2, 3: {got}")
for _ in range(400):
    n, lag, season = int(rng.integers(12, 80)), int(rng.integers(0, 4)), int(rng.choice([3, 4, 5]))
    k = int(rng.integers(0, 3))

    def level(v):
        """a level under which v, in steps of its grain, is still exact, and v on top of it"""
        top = float(2.0 ** rng.integers(30, 50) * rng.choice([1, -1]))
        return top, v + top

    x = rng.integers(-40, 40, n).astype(float)
    y = rng.integers(-40, 40, n).astype(float)
    y[lag:] += np.round(x[:n - lag] * rng.normal())
    controls = rng.integers(-40, 40, (k, n)).astype(float)
    x_top, x_high = level(x)
    y_top, y_high = level(y)
    controls_high = np.array([level(c)[1] for c in controls])
    a, b = pairs(x, y, lag)
    if constant(a) or constant(b):
        continue
    fit = stats.linregress(a, b)
    got = sql("SELECT (r).slope, (r).r, (r).p_value, bsc.lagged_corr(%s, %s, %s) FROM"
              " (SELECT bsc.lagged_regression(%s, %s, %s) AS r) AS s", *(2 * [array(x_high), array(y_high), lag]))[0]
    if not same_all(got, [fit.slope, fit.rvalue, fit.pvalue, fit.rvalue], 1e-11):
        bad.append(f"regression {x_top} {y_top}: {got} {fit}")
    got = sql("SELECT (bsc.partial_corr(%s, %s, %s::float8[])).r", array(x_high), array(y_high), [array(c) for c in controls_high])[0][0]
    centred = np.vstack([np.ones(n), controls - controls.mean(axis=1, keepdims=True)]).T if k else np.ones((n, 1))
    rest = [v - v.mean() - centred @ np.linalg.lstsq(centred, v - v.mean(), rcond=None)[0] for v in (x, y)]
    if not same(got, rest[0] @ rest[1] / np.sqrt(rest[0] @ rest[0] * (rest[1] @ rest[1])), 1e-11):
        bad.append(f"partial_corr {x_top} {y_top}: {got}")
    # internal: how much a series repeats itself
    cursor.execute("SELECT p.oid::regproc::text FROM pg_proc AS p WHERE p.pronamespace = 'bsc'::regnamespace AND p.proname ~ '^_?autocorrelations$'")
    got = sql(f"SELECT {cursor.fetchone()[0]}(%s, 3)", array(x_high))[0][0]
    want = [stats.pearsonr(*pairs(x, x, i))[0] if not constant(pairs(x, x, i)[0]) and not constant(pairs(x, x, i)[1]) else None
            for i in (1, 2, 3)]
    if not same_all(got, want, 1e-11):
        bad.append(f"autocorrelations {x_top}: {got} {want}")
    want = seasonal_decompose(x - x.mean(), model="additive", period=season).seasonal[:season]
    if n >= 2 * season and not same_all(sql("SELECT bsc.seasonal_indices(%s, %s, 'additive')", array(x_high), season)[0][0], want, 1e-11):
        bad.append(f"seasonal_indices {x_top}")
    if not same_all(sql("SELECT bsc.difference(%s)", array(x_high))[0][0], np.concatenate([[np.nan], np.diff(x)]), 0):
        bad.append(f"difference {x_top}")
    high = [Fraction(v) for v in np.sort(np.abs(x_top) + x).tolist()]
    want = sum((2 * i + 1 - n) * v for i, v in enumerate(high)) / (n * sum(high))
    got = sql("SELECT bsc.gini(x) FROM unnest(%s) AS u (x)", array(np.abs(x_top) + x))[0][0]
    if abs(Fraction(got) / want - 1) > Fraction(1, 10 ** 11):
        bad.append(f"gini {x_top}: {got} {float(want)}")
    best = sorted(high, reverse=True)
    part = Fraction(0.25) * n
    want = (sum(best[:int(part)]) + (part - int(part)) * (best[int(part)] if int(part) < n else 0)) / sum(high)
    got = sql("SELECT bsc.top_share(x, 0.25) FROM unnest(%s) AS u (x)", array(np.abs(x_top) + x))[0][0]
    if abs(Fraction(got) / want - 1) > Fraction(1, 10 ** 11):
        bad.append(f"top_share {x_top}: {got} {float(want)}")
    cases += 1
check("a level of up to 2^49 takes nothing from any of them: 1e-11 of numpy on centred data", bad, cases)

# ---- differences of a straight line are constant, though rounded -----------
bad = []
for _ in range(300):
    n = int(rng.integers(10, 40))
    x = rng.normal() * 10 + 0.1 * np.arange(n)
    y = rng.normal(size=n)
    r = sql("SELECT (bsc.lagged_regression(bsc.difference(%s), bsc.difference(%s))).r", array(x), array(y))[0][0]
    if r is not None:
        bad.append(f"{x[:3]}... correlates {r}")
check("a straight line, differenced, correlates with nothing", bad, 300)

# ---- series helpers ---------------------------------------------------------
bad = []
for _ in range(200):
    n, k = int(rng.integers(0, 30)), int(rng.integers(1, 13))
    x = np.where(rng.random(n) < 0.2, np.nan, rng.normal(size=n))
    want = np.concatenate([np.full(min(k, n), np.nan), x[k:] - x[:max(n - k, 0)]])
    if not same_all(sql("SELECT bsc.difference(%s::float8[], %s)", array(x), k)[0][0], want, 1e-12):
        bad.append(f"difference {n} {k}")
    want = np.concatenate([np.full(min(k, n), np.nan), x[:max(n - k, 0)]])
    if not same_all(sql("SELECT bsc.lagged(%s::float8[], %s)", array(x), k)[0][0], want, 0):
        bad.append(f"lagged {n} {k}")
check("difference, lagged = numpy", bad, 400)

# ---- p values ---------------------------------------------------------------
getcontext().prec = 400


def arctan(x):
    """of a Decimal, halving the argument until the series is quick"""
    halvings = 0
    while abs(x) > Decimal("0.01"):
        x = x / (1 + (1 + x * x).sqrt())
        halvings += 1
    total, power, k = Decimal(0), x, 1
    while abs(power) > Decimal(10) ** -410:
        total += power / k
        power *= -x * x
        k += 2
    return total * 2 ** halvings


PI = 16 * arctan(Decimal(1) / 5) - 4 * arctan(Decimal(1) / 239)


def student(r, freedom):
    """two-sided p by Abramowitz and Stegun 26.7.3 and 26.7.4"""
    sine = abs(Decimal(r))
    square = 1 - sine * sine
    cosine = square.sqrt()
    total, term = Decimal(0), (Decimal(1) if freedom % 2 == 0 else cosine)
    k = 2 if freedom % 2 == 0 else 3
    while k <= freedom:
        total += term
        term *= square * (k - 1) / k
        k += 2
    if freedom % 2 == 0:
        return 1 - sine * total
    return 1 - 2 / PI * (arctan(sine / cosine) + sine * total)


bad = []
worst = 0
ps = []
for _ in range(600):
    n = int(rng.choice([3, 4, 5, 6, 8, 9, 10, 15, 30, 63, 100, 401, 2000]))
    controls = int(rng.integers(0, min(3, n - 2)))
    kind = rng.integers(4)
    r = [rng.uniform(-1, 1), 1 - 10 ** rng.uniform(-12, -1), 10 ** rng.uniform(-10, 0),
         rng.uniform(0, 20) / math.sqrt(n)][kind]
    r = float(min(r, 1 - 1e-14))
    want = student(r, n - 2 - controls)
    got = sql("SELECT bsc.p_value(%s, %s, %s)", r, n, controls)[0][0]
    if want > Decimal("1e-300"):
        error = abs(Decimal(got) - want) / want
        worst = max(worst, float(error))
        ps.append(want)
        if error > Decimal("1e-12"):
            bad.append(f"r {r} n {n} controls {controls}: {got}, want {want:.20e}")
    elif got > 1e-299:
        bad.append(f"r {r} n {n} controls {controls}: {got}, want {want:.20e}")
print(f"# worst relative error {worst:.1e}, smallest p {min(ps):.1e}")
check("p_value = Student's closed forms, 1e-12 relative", bad, 600)

bad = []
for _ in range(600):
    n = int(10 ** rng.uniform(0.5, 6))
    r = float(np.clip(rng.normal() * 2 / math.sqrt(n), -0.999, 0.999))
    want = 2 * stats.t.sf(abs(r) * math.sqrt((n - 2) / (1 - r * r)), n - 2) if n > 2 else None
    if not same(sql("SELECT bsc.p_value(%s, %s)", r, n)[0][0], want):
        bad.append(f"p r {r} n {n}")
check("p_value = scipy.stats.t, to a million pairs", bad, 600)

bad = []
for _ in range(400):
    n = int(rng.integers(4, 200))
    x = rng.normal(size=n)
    y = rng.normal() * x + rng.normal(size=n)
    result = stats.pearsonr(x, y)
    low, high = result.confidence_interval(0.95)
    got = sql("SELECT (bsc.fisher_interval(%s, %s)).*", float(result[0]), n)[0]
    if not (same(got[0], low) and same(got[1], high)):
        bad.append(f"n {n}: {got} {low} {high}")
check("fisher_interval = scipy's", bad, 400)

bad = []
for _ in range(300):
    n = int(rng.choice([0, 1, 2, 5, 20, 100]))
    p = rng.random(n) ** rng.integers(1, 8)
    if rng.random() < 0.5:
        p = np.round(p, 1)
    p = np.where(rng.random(n) < 0.2, np.nan, p)
    keep = ~np.isnan(p)
    want = np.full(n, np.nan)
    if keep.any():
        want[keep] = multipletests(p[keep], method="fdr_bh")[1]
    if not same_all(sql("SELECT bsc.p_adjust(%s::float8[])", array(p))[0][0], want):
        bad.append(f"{p}")
check("p_adjust = statsmodels fdr_bh", bad, 300)

# ---- partial correlation ----------------------------------------------------
bad = []
for i in range(500):
    n = int(rng.choice([4, 6, 10, 24, 60, 200]))
    k = int(rng.integers(0, 4))
    controls = rng.normal(size=(k, n)) * 10.0 ** rng.integers(-4, 5, size=(k, 1)) + 100
    x = rng.normal(size=n) + controls.sum(axis=0) / 1e3
    y = rng.normal(size=n) + 0.5 * x + controls.sum(axis=0) / 1e3
    used = controls
    if k and i % 5 == 0:                                 # one that adds nothing
        used = np.vstack([controls, 3 * controls.sum(axis=0) + 7])
    if i % 3 == 0:
        x, y = (np.where(rng.random(n) < 0.1, np.nan, v) for v in (x, y))
        used = np.where(rng.random(used.shape) < 0.05, np.nan, used) if used.size else used
    keep = ~np.isnan(x) & ~np.isnan(y) & ~np.isnan(used).any(axis=0)
    m = int(keep.sum())
    got = sql("SELECT (bsc.partial_corr(%s::float8[], %s::float8[], %s::float8[])).*",
              array(x), array(y), [array(row) for row in used])[0]
    if m - 2 - k < 1:
        if got[2] is not None or got[0] != m:
            bad.append(f"n {m} k {k}: {got}")
        continue
    scaled = (controls[:, keep] - controls[:, keep].mean(axis=1, keepdims=True)) / \
        controls[:, keep].std(axis=1, keepdims=True) if k else np.empty((0, m))
    design = np.vstack([np.ones(m), x[keep], scaled]).T
    fit = sm.OLS(y[keep], design).fit()
    t = fit.tvalues[1]
    want = t / math.sqrt(t * t + m - 2 - k)
    if got[0] != m or got[1] != k or not same(got[2], want) or not same(got[3], fit.pvalues[1]):
        bad.append(f"n {m} k {k}: {got} {want} {fit.pvalues[1]}")
check("partial_corr = the cause's t in statsmodels OLS", bad, 500)

# ---- seasons ----------------------------------------------------------------
bad = []
cases = 0
for _ in range(300):
    season = int(rng.choice([2, 3, 4, 5, 7, 12]))
    n = int(rng.integers(2 * season, 8 * season))
    pattern = rng.uniform(0.3, 2, season)
    x = (100 + rng.normal() * np.arange(n)).clip(1) * pattern[np.arange(n) % season] * rng.lognormal(sigma=.1, size=n)
    for model in ("multiplicative", "additive"):
        series = x if model == "multiplicative" else x - 80
        want = seasonal_decompose(series, model=model, period=season)
        cases += 1
        if not same_all(sql("SELECT bsc.seasonal_indices(%s, %s, %s)", array(series), season, model)[0][0],
                        want.seasonal[:season]):
            bad.append(f"{model} season {season} n {n}")
        adjusted = series / want.seasonal if model == "multiplicative" else series - want.seasonal
        if not same_all(sql("SELECT bsc.deseasonalise(%s, %s, %s)", array(series), season, model)[0][0], adjusted):
            bad.append(f"deseasonalise {model} season {season} n {n}")
check("seasonal_indices, deseasonalise = statsmodels seasonal_decompose", bad, cases)

# with gaps, against the definition
bad = []
for _ in range(200):
    season = int(rng.choice([3, 4, 12]))
    n = int(rng.integers(1, 6 * season))
    x = np.where(rng.random(n) < 0.1, np.nan, rng.uniform(1, 9, n))
    weights = np.ones(season) / season if season % 2 else \
        np.array([.5] + [1] * (season - 1) + [.5]) / season
    half = season // 2
    ratios = [[] for _ in range(season)]
    for i in range(half, n - half):
        trend = (weights * x[i - half:i + half + 1]).sum()
        if not math.isnan(trend):
            ratios[i % season].append(x[i] / trend)
    want = None
    if n >= 2 * season and all(ratios):
        want = np.array([np.mean(r) for r in ratios])
        want = want / want.mean()
    got = sql("SELECT bsc.seasonal_indices(%s::float8[], %s)", array(x), season)[0][0]
    if not same_all(got, want):
        bad.append(f"season {season} n {n}: {got} {want}")
check("seasonal_indices with gaps", bad, 200)

# ---- AHP and DEMATEL --------------------------------------------------------
SAATY = [0, 0, .58, .90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59]
bad = []
for i in range(300):
    n = int(rng.integers(1, 16)) if i else 100
    a = np.ones((n, n))
    for j in range(n):
        for k in range(j):
            a[j, k] = rng.choice([1 / 9, 1 / 7, 1 / 5, 1 / 3, 1, 2, 3, 5, 7, 9])
            a[k, j] = 1 / a[j, k]
    values, vectors = np.linalg.eig(a)
    top = np.argmax(values.real)
    weights = vectors[:, top].real / vectors[:, top].real.sum()
    got = sql("SELECT (bsc.ahp(%s)).*", [array(row) for row in a])[0]
    index = (values[top].real - n) / (n - 1) if n > 1 else 0
    ratio = None if n > 15 else index / SAATY[n - 1] if n > 2 else 0
    if not same_all(got[0], weights) or not same(got[1], values[top].real) or \
            not same(got[2], index) or not same(got[3], ratio):
        bad.append(f"n {n}: {got}, want {weights} {values[top]}")
check("ahp = numpy.linalg.eig", bad, 300)

bad = []
for i in range(200):
    n = int(rng.integers(1, 12)) if i else 80
    a = np.round(rng.uniform(0, 4, (n, n)) * (rng.random((n, n)) < 0.6), 1)
    np.fill_diagonal(a, 0)
    divisor = max(a.sum(axis=0).max(), a.sum(axis=1).max())
    x = a / divisor if divisor else a
    got = None
    cursor.execute("SAVEPOINT s")
    try:
        got = np.array(sql("SELECT bsc.dematel(%s)", [array(row) for row in a])[0][0])
    except psycopg2.DataError as e:
        cursor.execute("ROLLBACK TO s")
    radius = abs(np.linalg.eigvals(x)).max()
    if radius > 1 - 1e-9:
        if got is not None:
            bad.append(f"n {n} radius {radius} was not refused")
    elif got is None or not np.allclose(got, x @ np.linalg.inv(np.eye(n) - x), rtol=1e-9, atol=1e-9):
        bad.append(f"n {n} radius {radius}: {got}")
check("dematel = X (I - X)^-1 by numpy", bad, 200)

# ---- customers --------------------------------------------------------------
bad = []
for _ in range(300):
    n = int(rng.integers(1, 60))
    x = np.round(rng.lognormal(sigma=2, size=n), int(rng.integers(0, 3)))
    fraction = float(np.round(rng.random(), 2))
    total = x.sum()
    gini = abs(x[:, None] - x[None, :]).sum() / (2 * n * total) if total else None
    best = np.concatenate([[0], np.cumsum(np.sort(x)[::-1])])
    share = np.interp(fraction * n, np.arange(n + 1), best) / total if total else None
    fifth = np.interp(0.2 * n, np.arange(n + 1), best) / total if total else None
    got = sql("SELECT bsc.gini(x), bsc.top_share(x, %s), bsc.top_share(x) FROM unnest(%s) AS u (x)",
              fraction, array(x))[0]
    if not same_all(got, [gini, share, fifth], 1e-12):
        bad.append(f"n {n} fraction {fraction}: {got} {gini} {share} {fifth}")
    ratings = rng.integers(0, 11, n)
    nps = 100 * (np.mean(ratings >= 9) - np.mean(ratings <= 6))
    if not same(sql("SELECT bsc.nps(x) FROM unnest(%s) AS u (x)", ratings.tolist())[0][0], nps, 1e-12):
        bad.append(f"nps {ratings}")
check("gini, top_share, nps = their definitions in numpy", bad, 600)

print(f"1..{tests}")
connection.rollback()
sys.exit(failures > 0)
