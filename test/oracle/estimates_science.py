#!/usr/bin/python3
"""Regressions of causes in time and of panels against statsmodels and SciPy.

Random data from a fixed seed: figures, p values however small, clustered errors.
Connection from the PG* environment; prints TAP.
"""
import math
import sys
import warnings

import numpy as np
import psycopg2
import statsmodels.api as sm
from scipy import stats

import lib.numbers  # noqa: F401

warnings.simplefilter('ignore')
rng = np.random.default_rng(19480101)
connection = psycopg2.connect('')
connection.autocommit = True
cursor = connection.cursor()
cursor.execute('SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS bsc; SET extra_float_digits = 1')
tests = failures = 0


def sql(query, *args):
    cursor.execute(query, args)
    return cursor.fetchall()


def check(name, bad, cases):
    global tests, failures
    tests += 1
    failures += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {tests} - {name}: {cases} cases")
    for line in bad[:5]:
        print('#', line)
    sys.stdout.flush()


def near(got, want, tolerance):
    got, want = np.ravel(np.array(got, dtype=float)), np.ravel(np.array(want, dtype=float))
    return got.shape == want.shape and bool(np.all(np.abs(got - want) <= tolerance * np.maximum(np.abs(want), 1e-300)))


# statsmodels on the columns of the regression, season by its own F test
bad, cases, seasons = [], 0, 0
for i in range(300):
    n, k, season = int(rng.choice([24, 36, 60, 200])), int(rng.integers(1, 5)), int(rng.choice([0, 4, 12, 52]))
    causes = np.cumsum(rng.normal(size=(k, n)), axis=1)
    lags = [int(v) for v in rng.integers(0, 3, k)]
    effect = np.cumsum(rng.normal(size=n)) + (np.tile(rng.normal(size=season) * 2, n // season + 1)[:n] if season else 0)
    effect[lags[0]:] += 10.0 ** rng.integers(-2, 3) * causes[0][:n - lags[0]]

    def part(places):
        if season > 12:
            return [f(2 * math.pi * j * (places % season) / season) for j in (1, 2, 3) for f in (np.sin, np.cos)]
        return [(places % season == s).astype(float) for s in range(1, season)]
    seasonal, doubt = False, 1.0
    if season:
        for series, limit in [(effect, 0.25)] + [(c, 0.25 / k) for c in causes]:
            if n < 2 * season:
                continue
            places = np.arange(1, n)
            base = np.column_stack([np.ones(n - 1), places, series[:-1]])
            full = sm.OLS(series[1:], np.column_stack([base] + part(places))).fit()
            if full.df_resid < 4:
                continue
            p = full.compare_f_test(sm.OLS(series[1:], base).fit())[1]
            seasonal, doubt = seasonal or p < limit, min(doubt, abs(p - limit))
    if doubt < 1e-6:
        continue
    start = max(max(lags) + 2, 3)
    places = np.arange(start, n)
    change = np.diff(effect)
    moves = np.diff(causes, axis=1)
    # change of place t is at t - 1
    columns = [moves[j][places - 1 - lags[j]] for j in range(k)] + [moves[j][places - 2 - lags[j]] for j in range(k)] + \
        [change[places - 2], change[places - 3], np.ones(len(places))] + (part(places) if seasonal else [])
    fit = sm.OLS(change[places - 1], np.column_stack(columns)).fit()
    if fit.df_resid < 1 or np.linalg.matrix_rank(np.column_stack(columns)) < len(columns):
        continue
    got = sql('SELECT * FROM bsc.link_regression(%s::float8[], %s::float8[], %s::int[], %s)', list(map(float, effect)),
              [list(map(float, c)) for c in causes], lags, season or None)[0]
    cases += 1
    seasons += seasonal
    if got[:3] != (len(places), fit.df_resid, seasonal) or not (
            near(got[3], fit.params[:k], 1e-7) and near(got[4], fit.bse[:k], 1e-8) and near(got[5], fit.pvalues[:k], 1e-5) and
            near(got[6], fit.cov_params()[:k, :k], 1e-6)):
        bad.append(f'case {i}: {got} {fit.params[:k]} {fit.bse[:k]} {fit.pvalues[:k]} {seasonal}')
check(f'link_regression = statsmodels OLS, {seasons} with a season', bad, cases)

# dummies and clustered errors; statsmodels counts the entities' levels as parameters, so its factor is exchanged
bad, cases = [], 0
for i in range(200):
    g, t, k = int(rng.integers(3, 25)), int(rng.integers(2, 12)), int(rng.integers(1, 4))
    both = bool(i % 2)
    rows = [(a, m) for a in range(g) for m in range(t) if i % 4 < 2 or rng.random() < 0.8]
    rows = [r for r in rows if sum(q[0] == r[0] for q in rows) > 1]
    entities, periods = sorted({r[0] for r in rows}), sorted({r[1] for r in rows})
    x = rng.normal(size=(len(rows), k)) + np.array([[a + m] for a, m in rows])
    y = x @ rng.normal(size=k) + rng.normal(size=len(rows)) + np.array([3 * a - m * m for a, m in rows])
    dummies = [[float(r[0] == e) for r in rows] for e in entities]
    dummies += [[float(r[1] == m) for r in rows] for m in periods[1:]] if both else []
    matrix = np.column_stack([x] + dummies)
    n, parameters = len(rows), matrix.shape[1]
    if len(entities) < 2 or np.linalg.matrix_rank(matrix) < parameters or n <= parameters:
        continue
    fit = sm.OLS(y, matrix).fit(cov_type='cluster', cov_kwds={'groups': np.array([r[0] for r in rows])})
    counted = k + 1 + (len(periods) - 1 if both else 0)
    covariance = fit.cov_params()[:k, :k] * (n - parameters) / (n - counted)
    error = np.sqrt(np.diag(covariance))
    p = 2 * stats.t.sf(np.abs(fit.params[:k] / error), len(entities) - 1)
    got = sql("""SELECT (f).* FROM (SELECT bsc.panel_regression('e' || a, (2000 + m)::text, y, x::float8[], %s) AS f
        FROM unnest(%s, %s, %s::float8[], %s) AS u (a, m, y, x)) AS s""", both, [r[0] for r in rows],
        [r[1] for r in rows], list(map(float, y)), ['{' + ','.join(repr(float(v)) for v in row) + '}' for row in x])[0]
    cases += 1
    if len(entities) == 2 and both:
        continue
    if got[:4] != (n, len(entities), len(periods), len(entities) - 1) or not (
            near(got[4], fit.params[:k], 1e-7) and near(got[5], error, 1e-6) and near(got[7], p, 1e-5)):
        bad.append(f'case {i}: {got} {fit.params[:k]} {error} {p}')
check('panel_regression = statsmodels with dummies and clusters', bad, cases)

# Student's p through a panel of two periods is SciPy's, whatever t and the degrees of freedom; so is the interval
bad, cases = [], 0
for i in range(200):
    n = int(rng.choice([2, 3, 5, 10, 40, 1000]))
    first, second = rng.normal(size=n), rng.normal(size=n + int(rng.integers(0, 9))) * 10.0 ** rng.integers(-2, 3)
    first += 10.0 ** rng.integers(-3, 4)
    rows = [(f'a{j}', v, True) for j, v in enumerate(first)] + [(f'b{j}', v, False) for j, v in enumerate(second)]
    got = sql("""SELECT (d).* FROM (SELECT bsc.diff_in_diff(e, p, CASE WHEN p = '2001' THEN y ELSE 0 END, CASE WHEN t THEN '2001' END) AS d
        FROM unnest(%s, %s::float8[], %s) AS u (e, y, t), unnest('{2000,2001}'::text[]) AS p) AS s""",
        [r[0] for r in rows], [float(r[1]) for r in rows], [r[2] for r in rows])[0]
    want = stats.ttest_ind(first, second, equal_var=False)
    a, b = np.var(first, ddof=1) / len(first), np.var(second, ddof=1) / len(second)
    df = (a + b) ** 2 / (a * a / (len(first) - 1) + b * b / (len(second) - 1))
    middle = first.mean() - second.mean()
    cases += 1
    if got[:4] != (len(first), len(second), 1, 1) or not (
            near(got[4], middle, 1e-10) and near(got[5], math.sqrt(a + b), 1e-10) and near(got[6], df, 1e-9) and
            near(got[7], want.pvalue, 1e-7) and near(got[8] + got[9], 2 * middle, 1e-9) and
            near(2 * stats.t.sf((got[9] - middle) / math.sqrt(a + b), df), 0.05, 1e-8)):
        bad.append(f'case {i}: {got} {want} {df}')
check("diff_in_diff of two periods = SciPy's Welch test", bad, cases)

print(f'1..{tests}')
sys.exit(failures > 0)
