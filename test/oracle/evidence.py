#!/usr/bin/python3
"""bsc.evidence against numpy, scipy and statsmodels, on random scorecards.

Scorecards of random shape with gaps, ties, constant and straight series, short
and long, with objectives that take the mean, the worst or the best of their
measures, shared parents and parallel links.  Everything is worked out a second
time from the rules as they are described, over plain arrays.  Connection from
the PG* environment; everything is rolled back.  Prints TAP.

    evidence.py [--scorecards N] [--seed S]
"""
import argparse
import json
import math
import warnings

import numpy as np
import psycopg2
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.tsa.seasonal import seasonal_decompose

warnings.simplefilter("ignore")
parser = argparse.ArgumentParser()
parser.add_argument("--scorecards", type=int, default=14)
parser.add_argument("--seed", type=int, default=20041231)
options = parser.parse_args()
rng = np.random.default_rng(options.seed)
connection = psycopg2.connect("")
cursor = connection.cursor()
cursor.execute("SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS bsc CASCADE; SET extra_float_digits = 1")
tests = failures = 0
TOO_FEW = 8


def check(name, bad, cases):
    global tests, failures
    tests += 1
    bad = bad + ([] if cases else ["no cases"])
    failures += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {tests} - {name}: {cases} cases", flush=True)
    for line in bad[:8]:
        print("#", line)


def same(got, want, tolerance=1e-9):
    if got is None or want is None:
        return got is None and want is None
    return abs(got - want) <= tolerance * max(1, abs(want))


def month(i):
    return f"{2001 + i // 12}-{i % 12 + 1:02}"


# ------------------------------------------------------------ random scorecards
def series(kind, months):
    steps = rng.standard_normal(months)
    time = np.arange(months)
    if kind == "walk":
        return np.cumsum(steps)
    if kind == "ties":
        return rng.integers(0, 3, months).astype(float)
    if kind == "constant":
        return np.full(months, 0.7)
    if kind == "straight":
        return 0.1 + 0.3 * time
    if kind == "season":
        return steps + 3 * np.sin(2 * np.pi * time / 12) + 0.1 * time
    if kind == "level":
        return 1e6 + steps
    return steps


def make(number, gapless):
    """one scorecard: its document, its plan and actuals, and what they must come to"""
    months = int(rng.choice([6, 12, 30, 48, 48])) if not gapless else int(rng.choice([20, 36, 48]))
    objectives = [f"o{i}" for i in range(int(rng.integers(3, 7)))]
    kinds = ["walk", "noise", "season", "level", "ties", "constant", "straight"]
    document = {"code": f"s{number}", "missing": str(rng.choice(["skip", "zero", "strict"])),
                "perspectives": [{"code": "p", "objectives": []}], "links": []}
    plan, actuals, attained = [], [], {}
    base = np.cumsum(rng.standard_normal(months + 8))
    for code in objectives:
        kind = str(rng.choice(kinds, p=[.4, .2, .15, .05, .1, .05, .05]))
        combine = str(rng.choice(["mean", "mean", "mean", "worst", "best"]))
        measures = []
        values = np.full((0, months), math.nan)
        weights = []
        follow = rng.random() < 0.7
        gappy = 0 if gapless else float(rng.choice([0, 0, 0, .1, .3, .9]))
        for m in range(int(rng.integers(1, 4))):
            name = f"{code}m{m}"
            weight = float(rng.choice([0, 1, 1, 2.5, 7]))
            low, high = (0.0, 10.0) if rng.random() < .5 else (40.0, -15.0)
            actual = series(kind, months)
            if follow and kind in ("walk", "noise"):
                shift = int(rng.integers(0, 3))
                actual = actual * .2 + base[4 - shift:4 - shift + months]
            holes = rng.random(months) < gappy
            measures.append({"code": name, "rollup": "last", "weight": weight,
                             "plan": [{"period": month(i), "target": f"{low!r}..{high!r}"} for i in range(months)]})
            for i in range(months):
                if not holes[i]:
                    actuals.append((f"s{number}", name, month(i), float(actual[i])))
            progress = np.where(holes, math.nan, (actual - low) / (high - low))
            values = np.vstack([values, progress])
            weights.append(weight)
        document["perspectives"][0]["objectives"].append({"code": code, "combine": combine, "measures": measures})
        weights = np.array(weights)
        known = ~np.isnan(values)
        if combine == "mean":
            total = (known * weights[:, None]).sum(0)
            attained[code] = np.where(total > 0, (np.nan_to_num(values) * weights[:, None]).sum(0) /
                                      np.where(total > 0, total, 1), math.nan)
        else:
            counted = np.where(known & (weights[:, None] > 0), values, math.nan)
            pick = np.nanmin if combine == "worst" else np.nanmax
            attained[code] = np.array([pick(c) if (~np.isnan(c)).any() else math.nan for c in counted.T])
    seen = set()
    for _ in range(int(rng.integers(4, 14))):
        cause, effect = rng.choice(objectives, 2, replace=rng.random() < .1)
        lag = int(rng.integers(0, 4)) + (cause == effect)
        if (cause, effect, lag) not in seen:
            seen.add((cause, effect, lag))
            document["links"].append({"cause": str(cause), "effect": str(effect), "lag": lag,
                                      "strength": float(rng.choice([.5, .8, -.4, 0]))})
    table = np.array([attained[o] for o in objectives])
    present = np.flatnonzero((~np.isnan(table)).any(0))
    if len(present):
        table = table[:, present[0]:present[-1] + 1]
    else:
        table = table[:, :0]
    return document, actuals, dict(zip(objectives, table))


# ------------------------------------------------------- what must come of them
def varies(x):
    return len(x) > 1 and np.ptp(x) > 1e-9 * max(1, np.abs(x).max())


def correlation(x, y):
    """n, r over the complete pairs of two aligned series"""
    ok = ~(np.isnan(x) | np.isnan(y))
    a, b = x[ok], y[ok]
    if len(a) < 2 or not varies(a) or not varies(b):
        return len(a), None
    return len(a), float(stats.pearsonr(a, b)[0])


def behind(x, lag):
    return np.concatenate([np.full(min(lag, len(x)), math.nan), x[:max(0, len(x) - lag)]])


def adjusted(x, adjust):
    if adjust == "none":
        return x
    if adjust == "seasonal":
        if len(x) < 24:
            return None
        if np.isnan(x).any():
            trend = np.array([math.nan if i < 6 or i >= len(x) - 6 else
                              (x[i - 5:i + 6].sum() + (x[i - 6] + x[i + 6]) / 2) / 12 for i in range(len(x))])
            place = np.array([np.nanmean((x - trend)[i::12]) for i in range(12)])
            if np.isnan(place).any():
                return None
            x = x - np.resize(place - place.mean(), len(x))
        else:
            x = x - seasonal_decompose(x, model="additive", period=12).seasonal
    return np.diff(x, prepend=math.nan)


def echoes(x, n):
    return [correlation(behind(x, k), x)[1] or 0 for k in range(1, max(1, n // 5) + 1)]


def expected(document, table, adjust, max_lag):
    tested = {code: adjusted(x, adjust) for code, x in table.items()}
    rows = []
    for link in document["links"]:
        x, y = tested[link["cause"]], tested[link["effect"]]
        row = dict(link, n=0, r=None, ci_low=None, ci_high=None, slope=None, p_value=None, p_adjusted=None,
                   partial_r=None, best_lag=None, best_r=None, p_worth=None)
        rows.append(row)
        if x is None or y is None or not len(x):
            continue
        moved = behind(x, link["lag"])
        row["n"], r = correlation(moved, y)
        if row["n"] < TOO_FEW or r is None:
            continue
        ok = ~(np.isnan(moved) | np.isnan(y))
        line = stats.linregress(moved[ok], y[ok])
        row.update(r=line.rvalue, slope=line.slope, p_value=line.pvalue)
        if abs(line.rvalue) < 1 - 1e-12:
            width = stats.norm.ppf(.975) / math.sqrt(row["n"] - 3)
            row.update(ci_low=math.tanh(math.atanh(line.rvalue) - width),
                       ci_high=math.tanh(math.atanh(line.rvalue) + width))
        n = row["n"]
        spread = 1 + sum(2 * (n - k) / n * a * b for k, (a, b) in enumerate(zip(echoes(x, n), echoes(y, n)), 1))
        worth = max(3, min(n, max(3, math.floor(n / max(.001, spread)))) - (11 if adjust == "seasonal" else 0))
        t = abs(r) * math.sqrt((worth - 2) / max(1 - r * r, 1e-300))
        row["p_worth"] = 2 * stats.t.sf(t, worth - 2)
        row["edge"] = abs(n / max(.001, spread) - round(n / max(.001, spread))) < 1e-9
        best = (-1, None)
        for lag in range(max_lag + 1):
            m, other = correlation(behind(x, lag), y)
            if m >= TOO_FEW and other is not None and abs(other) > best[0] + 1e-12:
                best = (abs(other), (lag, other))
        if best[1]:
            row["best_lag"], row["best_r"] = best[1]
        controls = []
        for one in document["links"]:
            for two in document["links"]:
                parent = one["cause"]
                if parent == two["cause"] and one["effect"] == link["cause"] and two["effect"] == link["effect"] \
                        and parent not in (link["cause"], link["effect"]) and tested[parent] is not None:
                    controls += [behind(tested[parent], two["lag"]), behind(tested[parent], link["lag"] + one["lag"])]
        if controls:
            held = np.array(controls)
            ok = ~(np.isnan(moved) | np.isnan(y) | np.isnan(held).any(0))
            a, b, held = moved[ok], y[ok], held[:, ok]
            if len(a):
                design = np.column_stack([np.ones(len(a))] + [h - h.mean() for h in held])
                used = np.linalg.matrix_rank(design, tol=1e-8 * max(1, np.abs(design).max())) - 1
                left = [v - v.mean() - design @ np.linalg.lstsq(design, v - v.mean(), rcond=1e-12)[0] for v in (a, b)]
                sizes = [np.sqrt((l * l).sum() / max(1e-300, ((v - v.mean()) ** 2).sum())) for l, v in zip(left, (a, b))]
                if len(a) - used > 2 and min(sizes) > 1e-7:
                    row["partial_r"] = float(left[0] @ left[1] / math.sqrt((left[0] @ left[0]) * (left[1] @ left[1])))
                else:
                    row["partial_r"] = "undefined"
    known = [row for row in rows if row["p_value"] is not None]
    if known:
        for column, source in (("p_adjusted", "p_value"), ("p_worth", "p_worth")):
            for row, p in zip(known, multipletests([row[source] for row in known], method="fdr_bh")[1]):
                row[column] = p
    for row in rows:
        if row["p_value"] is None:
            row["verdict"] = "insufficient data"
        elif row["p_adjusted"] > .05 or row["p_worth"] > .05:
            row["verdict"] = "unproven"
        else:
            row["verdict"] = "supported" if np.sign(row["r"]) == np.sign(row["strength"]) else "contradicted"
    return sorted(rows, key=lambda row: (row["cause"], row["effect"], row["lag"]))


# ------------------------------------------------------------------------- hold
columns = ["n", "r", "ci_low", "ci_high", "slope", "p_value", "p_adjusted", "partial_r", "best_lag", "best_r", "verdict"]
bad = {c: [] for c in columns + ["reason", "series"]}
cases = {c: 0 for c in bad}
verdicts = {}
for number in range(options.scorecards):
    document, actuals, table = make(number, gapless=number % 3 == 0)
    cursor.execute("SELECT bsc.define(%s)", [json.dumps(document)])
    cursor.execute("""INSERT INTO bsc.actual (measure_id, period, value)
        SELECT m.id, x.period::bsc.period, x.value FROM unnest(%s, %s, %s::float8[]) AS x (measure, period, value)
        JOIN bsc.scorecard AS s ON s.code = %s JOIN bsc.measure AS m ON m.scorecard_id = s.id AND m.code = x.measure""",
        [[a[1] for a in actuals], [a[2] for a in actuals], [a[3] for a in actuals], document["code"]])
    cursor.execute("""SELECT o.code, s.series FROM bsc.scorecard AS c
        CROSS JOIN bsc._objective_series(c.id, '') AS s JOIN bsc.objective AS o ON o.id = s.objective_id
        WHERE c.code = %s""", [document["code"]])
    got_series = dict(cursor.fetchall())
    for code, want in table.items():
        cases["series"] += 1
        got = got_series.get(code, [])
        if len(got) != len(want) or not all(same(g, None if math.isnan(w) else w) for g, w in zip(got, want)):
            bad["series"].append(f"{document['code']} {code}: {got} {want}")
    for adjust in ("none", "difference", "seasonal"):
        max_lag = int(rng.integers(0, 8))
        cursor.execute("SELECT * FROM bsc.evidence(%s, %s, %s)", [document["code"], adjust, max_lag])
        names = [d[0] for d in cursor.description]
        got_rows = [dict(zip(names, row)) for row in cursor.fetchall()]
        want_rows = expected(document, table, adjust, max_lag)
        if [(g["cause"], g["effect"], g["lag"]) for g in got_rows] != [(w["cause"], w["effect"], w["lag"]) for w in want_rows]:
            bad["n"].append(f"{document['code']} {adjust}: other links")
            continue
        for got, want in zip(got_rows, want_rows):
            where = f"{document['code']} {adjust} {got['cause']} -> {got['effect']} lag {got['lag']}"
            verdicts[got["verdict"]] = verdicts.get(got["verdict"], 0) + 1
            if want["partial_r"] == "undefined":
                want["partial_r"] = got["partial_r"]
            for column in columns:
                cases[column] += want[column] is not None
                if column == "verdict":
                    near = want.get("edge") or any(want[c] is not None and abs(want[c] - .05) < 1e-9 for c in ("p_adjusted", "p_worth"))
                    right = near or got[column] == want[column]
                elif column.startswith("best_lag"):
                    # two lags may be as good as each other
                    right = got[column] == want[column] or same(abs(got["best_r"] or 9), abs(want["best_r"] or 9))
                elif column == "best_r":
                    right = same(abs(got[column]) if got[column] else None, abs(want[column]) if want[column] else None)
                elif column in ("ci_low", "ci_high") and want[column] is None:
                    right = True
                else:
                    right = same(got[column], want[column])
                if not right:
                    bad[column].append(f"{where}: {got[column]} instead of {want[column]}")
            cases["reason"] += 1
            reason = got["reason"]
            if not reason.endswith(".") or reason.count(". ") or (got["r"] is None) != (" r = " not in reason and "(r = " not in reason):
                bad["reason"].append(f"{where}: {reason}")
check("series of the objectives", bad["series"], cases["series"])
for column in columns:
    check(column, bad[column], cases[column])
check("reasons are one sentence, with a number where there is one", bad["reason"], cases["reason"])
check(f"every verdict was given: {verdicts}", [] if len(verdicts) == 4 else ["some were not"], sum(verdicts.values()))
connection.rollback()
print(f"1..{tests}")
raise SystemExit(failures > 0)
