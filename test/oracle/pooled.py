#!/usr/bin/python3
"""bsc.evidence(entities => 'all') against numpy and statsmodels, on random scorecards.

Entities with gaps, late beginnings and short records, maps without loops with lags, parallel
links and links of an objective to its own past; measures that move together. Everything is
worked out a second time: changes, one further lag of each cause, four periods of the past of the
effect less what its causes did (of the effect itself where the record is too short for that),
dummies for every entity and every period, errors clustered by entity. Connection from the PG*
environment; everything is rolled back. Prints TAP.

    pooled.py [--scorecards N] [--seed S]
"""
import argparse
import json
import math
import warnings

import numpy as np
import psycopg2
from scipy import stats
from statsmodels.stats.multitest import multipletests

import lib.numbers  # noqa: F401

warnings.simplefilter("ignore")
parser = argparse.ArgumentParser()
parser.add_argument("--scorecards", type=int, default=12)
parser.add_argument("--seed", type=int, default=20261126)
options = parser.parse_args()
rng = np.random.default_rng(options.seed)
connection = psycopg2.connect("")
cursor = connection.cursor()
cursor.execute("SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS bsc CASCADE; SET extra_float_digits = 1")
tests = failures = 0


def check(name, bad, cases):
    global tests, failures
    tests += 1
    bad = bad + ([] if cases else ["no cases"])
    failures += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {tests} - {name}: {cases} cases", flush=True)
    for line in bad[:8]:
        print("#", line)


def same(got, want, tolerance=1e-8):
    if got is None or want is None:
        return got is None and want is None
    return abs(got - want) <= tolerance * max(1, abs(want))


def month(i):
    return f"{2001 + i // 12}-{i % 12 + 1:02}"


def make(number):
    """one scorecard: objectives in an order in which links run, and the changes of every entity"""
    code, months = f"s{number}", int(rng.choice([16, 20, 30]))
    names = [f"o{i}" for i in range(int(rng.integers(3, 7)))]
    links = {}
    for _ in range(int(rng.integers(3, 12))):
        i, j = sorted(rng.choice(len(names), 2, replace=rng.random() < .2))
        lag = int(rng.integers(0, 4)) + (int(rng.integers(1, 6)) if i == j else 0)
        links[names[i], names[j], lag] = float(rng.choice([.5, .8, -.4, 0]))
    entities = int(rng.choice([9, 10, 14, 40]))
    document = {"code": code, "links": [{"cause": c, "effect": e, "lag": lag, "strength": s} for (c, e, lag), s in links.items()],
                "perspectives": [{"code": "p", "objectives": [
                    {"code": o, "measures": [{"code": "m" + o, "rollup": "last", "kind": "rate", "plan": [
                        {"period": month(i), "target": "0..1"} for i in range(months)]}]} for o in names]}]}
    shock, panel, rows = rng.standard_normal((len(names), months)), {}, []
    for e in range(entities):
        table = rng.standard_normal((len(names), months)) + 2 * shock + rng.standard_normal((len(names), 1)) * np.arange(months)
        for j in range(1, len(names)):
            for i in range(j):
                lags = [lag for (c, f, lag) in links if c == names[i] and f == names[j]]
                for lag in lags[:1]:
                    if rng.random() < .9:
                        table[j, lag:] += .3 * table[i, :months - lag]
        if rng.random() < .15:
            table[:, :int(rng.integers(1, months))] = math.nan
        if rng.random() < .15:
            table[int(rng.integers(len(names))), int(rng.integers(months)):] = math.nan
        table[rng.random(table.shape) < rng.choice([0, 0, .02])] = math.nan
        for j, name in enumerate(names):
            rows += [(code, "m" + name, month(i), float(v), f"e{e}") for i, v in enumerate(table[j]) if not math.isnan(v)]
        panel[f"e{e}"] = dict(zip(names, np.concatenate([np.full((len(names), 1), math.nan), np.diff(table)], axis=1)))
    # the whole is no entity
    rows += [(code, "m" + names[0], month(i), float(i), "") for i in range(months)]
    return document, rows, panel, links, months


def known(panel, name):
    return sum(np.sum(~np.isnan(p[name])) >= 8 for p in panel.values())


def back(series, lag):
    return np.concatenate([np.full(min(lag, len(series)), math.nan), series[:len(series) - lag]]) if lag else series


def stack(panel, effect, columns):
    """complete rows of the entities that have eight: columns and effect, less entities and periods; the entity of each, periods"""
    x, y, group, period = [], [], [], []
    for entity, series in panel.items():
        matrix = np.array([back(series[c], lag) for c, lag in columns])
        full = ~np.isnan(matrix).any(0) & ~np.isnan(series[effect])
        if full.sum() < 8:
            continue
        x.append(matrix[:, full].T)
        y.append(series[effect][full])
        group += [entity] * int(full.sum())
        period += list(np.flatnonzero(full))
    if not group:
        return None, None, np.array([]), 0
    x, y = np.concatenate(x), np.concatenate(y)
    codes = np.unique(group, return_inverse=True)[1]
    dummies = np.column_stack([codes[:, None] == np.unique(codes), (np.array(period)[:, None] == np.unique(period)[1:])]).astype(float)
    both = np.column_stack([x, y])
    both -= dummies @ np.linalg.lstsq(dummies, both, rcond=None)[0]
    return both[:, :-1], both[:, -1], codes, len(set(period))


def settle(effect, asked, columns, x, y):
    """(coefficients, columns Z, columns W, errors) where the past is that of the effect less what the causes do; None: no end"""
    at = {c: x[:, i] for i, c in enumerate(columns)}
    further = [c for c in dict.fromkeys((c, lag + 1) for c, lag in asked) if c not in asked]
    strengths = np.zeros(len(asked))
    for _ in range(100):
        past = [at[effect, k] - sum(b * at[c, lag + k] for b, (c, lag) in zip(strengths, asked)) for k in (1, 2, 3, 4)]
        z = np.column_stack([at[c] for c in asked] + [at[c] for c in further] + past)
        found = np.linalg.lstsq(z, y, rcond=None)[0]
        change = np.max(np.abs(found[:len(asked)] - strengths) / np.maximum(1, np.abs(found[:len(asked)])))
        strengths = found[:len(asked)]
        if change <= 1e-10:
            w = z.copy()
            for j, (c, lag) in enumerate(asked):
                w[:, j] -= sum(found[-4 + k - 1] * at[c, lag + k] for k in (1, 2, 3, 4))
            return found, z, w, y - z @ found
    return None


def regress(panel, effect, terms, months):
    """rows, entities and, for each term, estimate, error, margin and p; terms of the own past are held anyway"""
    asked = [t for t in terms if not (t[0] == effect and t[1] <= 4)]
    own = [(effect, k) for k in (1, 2, 3, 4)]
    columns = list(dict.fromkeys(asked + [(c, lag + k) for c, lag in asked for k in (1, 2, 3, 4)] + own))
    x, y, codes, periods = stack(panel, effect, columns)
    fit = settle(effect, asked, columns, x, y) if len(set(codes)) >= 10 else None
    if fit is None:
        columns = list(dict.fromkeys(asked + [(c, lag + 1) for c, lag in asked] + own))
        x, y, codes, periods = stack(panel, effect, columns)
        if len(set(codes)) >= 10:
            found = np.linalg.lstsq(x, y, rcond=None)[0]
            fit = found, x, x, y - x @ found
    n, g = len(codes), len(set(codes))
    if fit is None:
        return n, g, {}
    found, z, w, errors = fit
    sums = np.array([z[codes == c].T @ errors[codes == c] for c in np.unique(codes)])
    answer = np.linalg.inv(z.T @ w)
    variance = answer @ (sums.T @ sums) @ answer.T * g / (g - 1) * (n - 1) / (n - (z.shape[1] + 1 + periods - 1))
    error = np.sqrt(np.diag(variance))
    quantile = stats.t.ppf(.975, g - 1)
    return n, g, {c: (found[i], error[i], error[i] * quantile, 2 * stats.t.sf(abs(found[i] / error[i]), g - 1)) for i, c in enumerate(asked)}


bad_counts, bad_figures, bad_q, bad_verdicts, cases, figures = [], [], [], [], 0, 0
for number in range(options.scorecards):
    document, rows, panel, links, months = make(number)
    cursor.execute("SELECT bsc.define(%s)", [json.dumps(document)])
    cursor.executemany("INSERT INTO bsc.actual (measure_id, period, value, entity) VALUES (bsc.measure_id(%s, %s), %s, %s, %s)", rows)
    cursor.execute("""SELECT cause, effect, lag, n, pooled, df, estimate, std_error, estimate_low, estimate_high, p_estimate, q_estimate, verdict
        FROM bsc.evidence(%s, entities => 'all')""", [document["code"]])
    got = {(r[0], r[1], r[2]): r[3:] for r in cursor.fetchall()}
    want = {}
    for (cause, effect, lag), strength in links.items():
        terms = [(c, k) for (c, f, k) in links if f == effect]
        lacks = [c for c, _ in terms + [(effect, 0)] if known(panel, c) < 10]
        if cause == effect or lacks:
            continue
        n, g, fit = regress(panel, effect, terms, months)
        want[cause, effect, lag] = (n, g, fit.get((cause, lag)))
    tested = [key for key, (_, _, fit) in want.items() if fit]
    q = dict(zip(tested, multipletests([want[key][2][3] for key in tested], method="fdr_bh")[1])) if tested else {}
    for key, (n, g, fit) in want.items():
        cases += 1
        r = got[key]
        where = f"{document['code']} {key}"
        if (r[0], r[1]) != (n, g):
            bad_counts.append(f"{where}: {r[:2]} for {(n, g)}")
        if fit is None:
            if r[9] != "insufficient data" or r[3] is not None:
                bad_verdicts.append(f"{where}: {r[9]} without ten entities")
            continue
        figures += 1
        estimate, error, margin, p = fit
        if r[2] != g - 1 or not all(same(a, b) for a, b in zip(r[3:8], (estimate, error, estimate - margin, estimate + margin, p))):
            bad_figures.append(f"{where}: {r[2:8]} for {fit}")
        if len(tested) == sum(v[3] is not None for v in got.values()) and not same(r[8], q[key]):
            bad_q.append(f"{where}: {r[8]} for {q[key]}")
        if r[8] is None:
            bad_verdicts.append(f"{where}: {r} for {fit}, {n} rows")
            continue
        verdict = "unproven" if r[8] > .05 else "supported" if np.sign(estimate) == np.sign(links[key]) else "contradicted"
        if r[9] != verdict:
            bad_verdicts.append(f"{where}: {r[9]} for {verdict}")
check("rows and entities", bad_counts, cases)
check("estimates, errors, intervals and p values", bad_figures, figures)
check("adjusted p values", bad_q, figures)
check("verdicts", bad_verdicts, cases)
print(f"1..{tests}")
connection.rollback()
raise SystemExit(failures > 0)
