#!/usr/bin/python3
"""bsc.evidence against numpy, scipy and statsmodels, on random scorecards.

Scorecards of random shape with gaps, ties, constant and straight series, short
and long, with objectives that take the mean, the worst or the best of their
measures, shared parents, parallel links and loops.  Everything is worked out a
second time from the rules as they are described, over plain arrays; only what is
held for a link is asked of bsc.link_controls, which graph_separation.py tests.  Connection from
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

import lib.numbers  # noqa: F401

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


# ------------------------------------------------------------------ regressions
def independent(columns):
    """the columns that those before them do not determine"""
    kept = []
    for column in columns:
        left = column.astype(float)
        if kept:
            basis = np.linalg.qr(np.column_stack(kept))[0]
            for _ in range(2):
                left = left - basis @ (basis.T @ left)
        if len(kept) < len(column) and np.linalg.norm(left) > 1e-9 * max(np.linalg.norm(column), 1e-300):
            kept.append(column)
    return kept


def dummies(places):
    return [(places % 12 == i).astype(float) for i in range(1, 12)]


def season_p(series):
    """p value of a season in the levels of a series, 1 where it cannot be told"""
    places = np.array([t for t in range(1, len(series)) if not np.isnan(series[t - 1:t + 1]).any()], dtype=int)
    if np.sum(~np.isnan(series)) < 24 or not len(places):
        return 1
    y = series[places]
    # the level of a series does not matter, and squaring it loses what does
    y, before = y - y.mean(), series[places - 1] - y.mean()
    plain = independent([np.ones(len(y)), places / len(series), before])
    full = independent(plain + dummies(places))
    above, below = len(full) - len(plain), len(y) - len(full)
    if above < 1 or below < 4:
        return 1
    left = [np.sum((y - np.column_stack(x) @ np.linalg.lstsq(np.column_stack(x), y, rcond=None)[0]) ** 2) for x in (plain, full)]
    if left[0] <= 1e-18 * max(1e-300, np.sum(series[places] ** 2)):
        return 1
    return 0 if left[1] <= 1e-18 * left[0] else stats.f.sf((left[0] - left[1]) / above / (left[1] / below), above, below)


def regression(effect, terms, adjust, lags=1):
    """rows, df, seasonal, {term: (estimate, se, p, low, high)}, p values near the limit; terms: {(name, lag): series}, each with
    so many further lags"""
    own_lags = 1 if adjust == "none" else 2
    distinct = list({name: x for (name, _), x in terms.items()}.values())
    for i in reversed(range(len(distinct))):
        if any(np.array_equal(distinct[i], d, equal_nan=True) for d in distinct[:i]):
            del distinct[i]
    looked = [(season_p(effect), .25)] + [(season_p(d), .25 / len(distinct)) for d in distinct]
    seasonal = adjust == "seasonal" or any(p < limit for p, limit in looked)
    edge = adjust != "seasonal" and any(abs(p - limit) < 1e-6 for p, limit in looked)

    def moved(x, lag):
        return behind(x - x[~np.isnan(x)][0] if adjust == "none" else np.diff(x, prepend=math.nan), lag)
    y = moved(effect, 0)
    own = [moved(effect, k) for k in range(1, own_lags + 1)]
    tested = {key: moved(x, key[1]) for key, x in terms.items()}
    further = []
    later = [(k, x) for (_, lag), x in terms.items() for k in range(lag + 1, lag + lags + 1)]
    for lag, x in later:
        column = moved(x, lag)
        twin = any(k == lag and np.array_equal(z, x, equal_nan=True) for (_, k), z in terms.items())
        if not twin and not any(np.array_equal(column, f, equal_nan=True) for f in further):
            further.append(column)
    needed = np.array([y] + own + list(tested.values()) + [moved(x, lag) for lag, x in later])
    places = np.flatnonzero(~np.isnan(needed).any(0))
    y = y[places]
    held = [np.ones(len(places))] + ([places / len(effect)] if adjust == "none" else []) + (dummies(places) if seasonal else []) \
        + [o[places] for o in own] + [f[places] for f in further]
    kept = independent(held) if len(places) else []
    keys = []
    for key, column in tested.items():
        more = independent(kept + [column[places]]) if len(places) else []
        if len(more) > len(kept):
            keys.append(key)
            kept = more
    df = len(places) - len(kept)
    found = {}
    if df >= 1 and len(places):
        design = np.column_stack(kept)
        size = np.sqrt((design ** 2).sum(0))
        design = design / size
        b = np.linalg.lstsq(design, y, rcond=None)[0]
        left = np.sum((y - design @ b) ** 2)
        exact = left <= 1e-18 * np.sum((y - y.mean()) ** 2) or not varies(y)
        inverse = np.linalg.inv(np.linalg.qr(design)[1])
        for key in keys:
            i = len(kept) - len(keys) + keys.index(key)
            if exact:
                found[key] = None
                continue
            se = math.sqrt(left / df * (inverse[i] ** 2).sum())
            width = stats.t.ppf(.975, df) * se
            found[key] = tuple(v / size[i] for v in (b[i], se)) + (2 * stats.t.sf(abs(b[i] / se), df),) \
                + tuple(v / size[i] for v in (b[i] - width, b[i] + width))
    return len(places), df, seasonal, found, edge


def reached(start, follow):
    found, left = set(), [start]
    while left:
        for other in follow[left.pop()]:
            if other not in found:
                found.add(other)
                left.append(other)
    return found


def estimate(document, table, adjust, rows):
    """what regression makes of each link: new columns of its row"""
    tested = {code: adjusted(x, adjust) for code, x in table.items()}
    without = [code for code, x in tested.items() if x is None or np.sum(~np.isnan(x)) < TOO_FEW]
    at_once = {code: [k["effect"] for k in document["links"] if k["cause"] == code != k["effect"] and k["lag"] == 0] for code in table}
    links = {(k["cause"], k["effect"], k["lag"]) for k in document["links"]}
    own_lags = 1 if adjust == "none" else 2
    for row in rows:
        cause, effect, lag = row["cause"], row["effect"], row["lag"]
        row.update(estimate=None, std_error=None, estimate_low=None, estimate_high=None, df=None, p_estimate=None, q_estimate=None,
                   seasonal=None, controls=None, told=False)
        if cause == effect or effect in reached(effect, at_once) or {cause, effect} & set(without):
            continue
        cursor.execute("SELECT * FROM bsc.link_controls(bsc.strategy_graph(%s), %s, %s, %s, %s)",
                       [document["code"], cause, effect, lag, without])
        held = cursor.fetchall()
        if not held:
            continue
        row["told"] = True
        whole = {(cause, lag)} | {(z, k) for z, k in held if (z, effect, k) in links and not (z == effect and k <= own_lags)}
        every = whole | {(z, k) for z, k in held if not (z == effect and k <= own_lags)}
        terms = sorted(t for t in every if t in whole or (t[0], t[1] + 1) in every or (t[0], t[1] - 1) not in every)
        row["controls"] = [z + (f" [lag {k}]" if k else "") for z, k in terms if (z, k) != (cause, lag)]
        if max(k for _, k in terms) >= len(table[effect]):
            continue
        fit = regression(table[effect], {t: table[t[0]] for t in terms}, adjust)
        # with all the causes of the effect and no others, a second further lag, if it leaves 30 degrees of freedom
        if adjust != "none" and set(terms) == {(c, k) for c, e, k in links if e == effect and not (c == e and k <= own_lags)}:
            longer = regression(table[effect], {t: table[t[0]] for t in terms}, adjust, 2)
            fit = longer if longer[1] >= 30 else fit
        n, df, row["seasonal"], found, row["season_edge"] = fit
        row["df"] = df
        if n >= TOO_FEW and df >= 3 and found.get((cause, lag)) and row["r"] is not None:
            row["estimate"], row["std_error"], row["p_estimate"], row["estimate_low"], row["estimate_high"] = found[cause, lag]
    known = [row for row in rows if row["p_estimate"] is not None]
    if known:
        for row, q in zip(known, multipletests([row["p_estimate"] for row in known], method="fdr_bh")[1]):
            row["q_estimate"] = q


def expected(document, table, adjust, max_lag):
    tested = {code: adjusted(x, adjust) for code, x in table.items()}
    rows = []
    for link in document["links"]:
        x, y = tested[link["cause"]], tested[link["effect"]]
        row = dict(link, n=0, r=None, ci_low=None, ci_high=None, slope=None, p_value=None, p_adjusted=None,
                   partial_r=None, best_lag=None, best_r=None)
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
        for row, p in zip(known, multipletests([row["p_value"] for row in known], method="fdr_bh")[1]):
            row["p_adjusted"] = p
    estimate(document, table, adjust, rows)
    for row in rows:
        if row["r"] is None:
            row["verdict"] = "insufficient data"
        elif not row["told"]:
            row["verdict"] = "unproven"
        elif row["q_estimate"] is None:
            row["verdict"] = "insufficient data"
        elif row["q_estimate"] > .05:
            row["verdict"] = "unproven"
        else:
            row["verdict"] = "supported" if np.sign(row["estimate"]) == np.sign(row["strength"]) else "contradicted"
    return sorted(rows, key=lambda row: (row["cause"], row["effect"], row["lag"]))


# ------------------------------------------------------------------------- hold
columns = ["n", "r", "ci_low", "ci_high", "slope", "p_value", "p_adjusted", "partial_r", "best_lag", "best_r", "df", "seasonal", "controls",
           "estimate", "std_error", "estimate_low", "estimate_high", "p_estimate", "q_estimate", "verdict"]
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
                    right = got[column] == want[column] or (want["q_estimate"] is not None and abs(want["q_estimate"] - .05) < 1e-9)
                elif column in ("seasonal", "controls"):
                    right = got[column] == want[column]
                elif column in ("estimate", "std_error", "estimate_low", "estimate_high"):
                    right = same(got[column], want[column], 1e-7 * max(1, abs(want["estimate"] or 0), want["std_error"] or 0))
                elif column in ("p_estimate", "q_estimate"):
                    right = same(got[column], want[column], 1e-7)
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
            if not reason.endswith(".") or reason.count(". ") or (got["estimate"] is None) != (" degrees of freedom" not in reason or "leave" in reason):
                bad["reason"].append(f"{where}: {reason}")
check("series of the objectives", bad["series"], cases["series"])
for column in columns:
    check(column, bad[column], cases[column])
check("reasons are one sentence, with a number where there is one", bad["reason"], cases["reason"])
check(f"every verdict was given: {verdicts}", [] if len(verdicts) == 4 else ["some were not"], sum(verdicts.values()))
connection.rollback()
print(f"1..{tests}")
raise SystemExit(failures > 0)
