#!/usr/bin/python3
"""Regressions of causes in time, panels, before and after, against numpy.

Each is written down again in its plainest form: explicit columns, explicit
dummies, dense matrices.  Random data from a fixed seed.  p values by numerical
integration here; against SciPy and statsmodels in estimates_science.py.
Connection from the PG* environment; prints TAP.
usage: estimates.py [factor of the number of cases [seed]]
"""
import math
import sys

import numpy as np
import psycopg2

import lib.numbers  # noqa: F401

FACTOR = float(sys.argv[1]) if len(sys.argv) > 1 else 1
rng = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 19670101)
connection = psycopg2.connect('')
connection.autocommit = True
cursor = connection.cursor()
cursor.execute('SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS bsc; SET extra_float_digits = 1')
tests = failures = 0
NODES, SHARES = np.polynomial.legendre.leggauss(400)


def sql(query, *args):
    cursor.execute(query, args)
    return cursor.fetchall()


def array(values):
    values = np.asarray(values, dtype=float)
    if values.ndim == 2:
        return [array(row) for row in values]
    return [None if math.isnan(v) else float(v) for v in values]


def same(got, want, tolerance=1e-8):
    """equal within the tolerance; None is NaN"""
    got = np.array([math.nan if v is None else v for v in np.ravel(np.array(got, dtype=object))], dtype=float)
    want = np.ravel(np.array(want, dtype=float))
    if got.shape != want.shape or (np.isnan(got) != np.isnan(want)).any():
        return False
    scale = max(1e-300, np.nanmax(np.abs(want), initial=0))
    return bool(np.all(np.isnan(want) | (np.abs(got - want) <= tolerance * scale)))


def check(name, bad, cases):
    global tests, failures
    tests += 1
    failures += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {tests} - {name}: {cases} cases")
    for line in bad[:5]:
        print('#', line)
    sys.stdout.flush()


def integral(f, low, high):
    return (high - low) / 2 * np.sum(SHARES * f((high - low) / 2 * NODES + (high + low) / 2))


def student(t, df):
    """two-sided p value: with t = sqrt(df) tan(a) the density is cos(a)^(df-1)"""
    def f(a):
        return np.cos(a) ** (df - 1)
    return integral(f, math.atan(abs(t) / math.sqrt(df)), math.pi / 2) / integral(f, 0, math.pi / 2)


def fisher(f, above, below):
    """tail of F: with above F / (below + above F) = sin(a)^2"""
    def g(a):
        return np.sin(a) ** (above - 1) * np.cos(a) ** (below - 1)
    return integral(g, math.atan(math.sqrt(above * f / below)), math.pi / 2) / integral(g, 0, math.pi / 2)


def independent(columns, tolerance=1e-9):
    """the columns that those before them do not determine"""
    kept = []
    for i, column in enumerate(columns):
        left = column
        if kept:
            basis = np.linalg.qr(np.column_stack([columns[k] for k in kept]))[0]
            for _ in range(2):
                left = left - basis @ (basis.T @ left)
        if len(kept) < len(column) and np.linalg.norm(left) > tolerance * max(np.linalg.norm(column), 1e-300):
            kept.append(i)
    return kept


# -- link_regression ---------------------------------------------------------------


def season_columns(season, places):
    if season <= 1:
        return []
    if season <= 12:
        return [(places % season == s).astype(float) for s in range(1, season)]
    angle = 2 * math.pi * (places % season) / season
    return [f(k * angle) for k in (1, 2, 3) for f in (np.sin, np.cos)]


def shows_season(series, season, limit):
    if np.sum(~np.isnan(series)) < 2 * season:
        return False, 1
    places = np.array([t for t in range(1, len(series)) if not np.isnan(series[t - 1:t + 1]).any()], dtype=int)
    if len(places) == 0:
        return False, 1
    y = series[places]
    plain = [np.ones(len(y)), places.astype(float), series[places - 1]]
    full = plain + season_columns(season, places)
    plain = [plain[i] for i in independent(plain)]
    kept = independent(full)
    full = [full[i] for i in kept]
    above, below = len(full) - len(plain), len(y) - len(full)
    if above < 1 or below < 4:
        return False, 1
    ssr = [np.sum((y - np.column_stack(x) @ np.linalg.lstsq(np.column_stack(x), y, rcond=None)[0]) ** 2)
           for x in (plain, full)]
    p = fisher((ssr[0] - ssr[1]) / above / (ssr[1] / below), above, below)
    return p < limit, abs(p - limit)


def link_regression(effect, causes, lags, season):
    n, k = len(effect), len(lags)
    distinct = []
    for c in causes:
        if not any(np.array_equal(c, d, equal_nan=True) for d in distinct):
            distinct.append(c)
    seasonal, doubt = False, 1
    if season and season > 1:
        for series, limit in [(effect, 0.25)] + [(d, 0.25 / len(distinct)) for d in distinct]:
            shown, margin = shows_season(series, season, limit)
            seasonal, doubt = seasonal or shown, min(doubt, margin)

    def change(series, lag):
        moved = np.full(n, np.nan)
        moved[lag + 1:] = np.diff(series)[:n - 1 - lag]
        return moved
    own = [change(effect, lag) for lag in (0, 1, 2)]
    tested = [change(c, lag) for c, lag in zip(causes, lags)]
    further = [change(c, lag + 1) for c, lag in zip(causes, lags)]
    complete = ~np.isnan(np.array(own + tested + further)).any(axis=0)
    places = np.nonzero(complete)[0]
    y = own[0][places]
    # a further lag that is a cause at its own lag stands there
    there = [(c.tobytes(), lag) for c, lag in zip(causes, lags)]
    further = [f for f, c, lag in zip(further, causes, lags) if (c.tobytes(), lag + 1) not in there]
    columns = [np.ones(len(places))] + (season_columns(season, places) if seasonal else []) + \
        [o[places] for o in own[1:]] + [f[places] for f in further]
    first = len(columns)
    columns += [t[places] for t in tested]
    kept = independent(columns)
    df = len(y) - len(kept)
    result = dict(n=len(y), df=df, season=seasonal, doubt=doubt)
    if df < 1:
        return result
    x = np.column_stack([columns[i] for i in kept])
    b, *_ = np.linalg.lstsq(x, y, rcond=None)
    variance = np.sum((y - x @ b) ** 2) / df
    covariance = np.linalg.inv(x.T @ x) * variance
    place = [kept.index(first + j) if first + j in kept else None for j in range(k)]
    result['estimates'] = [math.nan if p is None else b[p] for p in place]
    result['covariance'] = [[math.nan if p is None or q is None else covariance[p, q] for q in place] for p in place]
    result['errors'] = [math.nan if p is None else math.sqrt(covariance[p, p]) for p in place]
    result['p'] = [student(e / s, df) if not math.isnan(e) else math.nan for e, s in zip(result['estimates'], result['errors'])]
    return result


bad = []
cases = seasons = 0
for i in range(int(300 * FACTOR)):
    n = int(rng.choice([3, 8, 14, 24, 36, 60, 120]))
    k = int(rng.integers(0, 5))
    season = int(rng.choice([0, 1, 2, 4, 7, 12, 12, 13, 52]))
    causes = np.cumsum(rng.normal(size=(k, n)), axis=1) * 10.0 ** rng.integers(-3, 4)
    effect = np.cumsum(rng.normal(size=n)) + 1e3
    lags = [int(rng.integers(0, min(4, n))) for _ in range(k)]
    if k > 1 and rng.random() < 0.4:
        # the same cause at another lag, neighbouring or not
        causes[1] = causes[0]
        if lags[1] == lags[0]:
            lags[1] = (lags[0] + 1) % n
    if season > 1 and rng.random() < 0.5:
        effect = effect + np.tile(rng.normal(size=season) * rng.choice([0.5, 3]), n // season + 1)[:n]
    for j in range(k):
        if n > lags[j]:
            effect[lags[j]:] += rng.normal() * causes[j][:n - lags[j]] / max(1e-9, np.std(causes[j]))
    if rng.random() < 0.3:
        effect = np.where(rng.random(n) < 0.05, np.nan, effect)
    if k and rng.random() < 0.3:
        causes[k - 1] = np.where(rng.random(n) < 0.05, np.nan, causes[k - 1])
    want = link_regression(effect, causes, lags, season)
    if want['doubt'] < 1e-6:
        continue
    got = sql('SELECT * FROM bsc.link_regression(%s::float8[], %s::float8[], %s::int[], %s)',
              array(effect), array(causes), lags, season or None)[0]
    cases += 1
    seasons += want['season']
    if got[:3] != (want['n'], want['df'], want['season']):
        bad.append(f"case {i}: {got[:3]} {want}")
    elif want['df'] >= 1 and not (same(got[3], want['estimates'], 1e-6) and same(got[4], want['errors'], 1e-6) and
                                  same(got[5], want['p'], 1e-6) and same(got[6] or [], want['covariance'], 1e-6)):
        bad.append(f"case {i}: n {n} lags {lags} season {season}: {got} {want}")
    elif want['df'] < 1 and got[3:] != (None,) * 4:
        bad.append(f"case {i}: figures without degrees of freedom")
check(f'link_regression = explicit columns, {seasons} with a season', bad, cases)

# -- panel_regression --------------------------------------------------------------


def panel(rows, k, both):
    """rows (entity, period, effect, causes...) by explicit dummies, clusters by entity"""
    entities = sorted({r[0] for r in rows})
    rows = [r for r in rows if sum(q[0] == r[0] for q in rows) > 1]
    entities = sorted({r[0] for r in rows})
    periods = sorted({r[1] for r in rows})
    result = dict(n=len(rows), entities=len(entities), periods=len(periods))
    dummies = [np.array([float(r[0] == e) for r in rows]) for e in entities]
    if both:
        dummies += [np.array([float(r[1] == t) for r in rows]) for t in periods]
    if len(entities) < 2:
        return result
    kept = independent(dummies)
    levels = len(kept)
    if len(rows) < levels + k:
        return result
    q = np.linalg.qr(np.column_stack([dummies[i] for i in kept]))[0]

    def within(x):
        for _ in range(2):
            x = x - q @ (q.T @ x)
        return x
    y = within(np.array([r[2] for r in rows], dtype=float))
    causes = [np.array([r[3 + j] for r in rows], dtype=float) for j in range(k)]
    moved = [within(c - c.mean()) for c in causes]
    moved = [m if np.linalg.norm(m) > 1e-9 * np.linalg.norm(c - c.mean()) else np.zeros(len(c))
             for m, c in zip(moved, causes)]
    slopes = independent(moved)
    x = np.column_stack([moved[j] for j in slopes]) if slopes else np.zeros((len(rows), 0))
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    e = y - x @ b
    g, n = len(entities), len(rows)
    parameters = len(slopes) + 1 + (levels - len(entities) if both else 0)
    bread = np.linalg.inv(x.T @ x) if slopes else np.zeros((0, 0))
    meat = sum((np.outer(s, s) for s in (x[[r[0] == name for r in rows]].T @ e[[r[0] == name for r in rows]]
                                          for name in entities)), np.zeros((len(slopes),) * 2))
    exact = e @ e <= 1e-18 * (y @ y)
    covariance = bread @ meat @ bread * g / (g - 1) * (n - 1) / (n - parameters) if n > parameters else None
    place = [slopes.index(j) if j in slopes else None for j in range(k)]
    nan = math.nan
    # sums over the rows of two entities in two ways are zero by their nature
    if not exact and covariance is not None and slopes and np.max(np.diag(covariance)) < 1e-18 * np.max(np.diag(bread)) * (e @ e):
        exact = True
    result['estimates'] = [nan if p is None else b[p] for p in place]
    result['r2'] = min(max(1 - e @ e / (y @ y), 0), 1)
    result['covariance'] = [[nan if exact or p is None or r is None else covariance[p, r] for r in place] for p in place]
    result['errors'] = [nan if exact or p is None else math.sqrt(covariance[p, p]) for p in place]
    result['t'] = [u / v for u, v in zip(result['estimates'], result['errors'])]
    result['p'] = [nan if math.isnan(t) else student(t, g - 1) for t in result['t']]
    result['df'] = g - 1
    return result


def month(i):
    return f'{2000 + i // 12}-{i % 12 + 1:02}'


bad = []
cases = unbalanced = 0
for i in range(int(200 * FACTOR)):
    g, t, k = int(rng.integers(2, 12)), int(rng.integers(2, 10)), int(rng.integers(1, 4))
    both = bool(rng.random() < 0.6)
    level, shock = rng.normal(size=g) * 5, rng.normal(size=t)
    shape = rng.integers(0, 5)
    rows = []
    for a in range(g):
        for m in range(t):
            if shape >= 2 and rng.random() < 0.3:
                continue
            # two groups that share no period
            if shape == 4 and (a < g // 2) != (m < t // 2):
                continue
            x = rng.normal(size=k) + shock[m] + level[a]
            if i % 7 == 0:
                x[0] = level[a]
            if i % 11 == 0 and both:
                x[-1] = shock[m]
            if i % 13 == 0 and k > 1:
                x[1] = 2 * x[0] + level[a]
            rows.append((f'e{a}', month(m), float(x.sum() + level[a] + 3 * shock[m] + rng.normal()), *map(float, x)))
    rng.shuffle(rows)
    rows = [(r[0], r[1]) + tuple(float(v) for v in r[2:]) for r in rows]
    if not rows:
        continue
    want = panel(rows, k, both)
    unbalanced += len(rows) != g * t
    query = """SELECT (f).* FROM (SELECT bsc.panel_regression(e, {p}, y, x, %s) AS f
        FROM unnest(%s, %s, %s::float8[], %s) AS u (e, p, y, z), LATERAL (SELECT z::float8[] AS x) AS l) AS s"""
    got = sql(query.format(p=['p', 'p::bsc.period'][i % 2]), both, [r[0] for r in rows], [r[1] for r in rows],
              [r[2] for r in rows], ['{' + ','.join(map(repr, r[3:])) + '}' for r in rows])[0]
    cases += 1
    if got[:3] != (want['n'], want['entities'], want['periods']):
        bad.append(f'case {i}: {got[:3]} {want}')
    elif 'estimates' not in want:
        if got[3:] != (None,) * 7:
            bad.append(f'case {i}: figures from too few rows: {got}')
    elif got[3] != want['df'] or not (same(got[4], want['estimates'], 1e-7) and same(got[5], want['errors'], 1e-6) and
                                      same(got[6], want['t'], 1e-6) and same(got[7], want['p'], 1e-6) and
                                      same(got[8], want['covariance'], 1e-6) and abs(got[9] - want['r2']) < 1e-9):
        bad.append(f'case {i}: {g} x {t}, both {both}: {got} {want}')
check(f'panel_regression = explicit dummies, {unbalanced} not balanced', bad, cases)

# many periods: means taken away in turn, against the dummies of a sparse panel
g, t = 300, 1100
cells = sorted({(int(a), int(m)) for a in range(g) for m in rng.integers(0, t, 12)})
rows = [(f'e{a}', str(np.datetime64('2000-01-01') + m), a, m, rng.normal() + a / 50 + math.sin(m)) for a, m in cells]
y = np.array([2 * r[4] + r[2] / 9 + math.cos(r[3]) + rng.normal() for r in rows])
got = sql("""SELECT (f).estimates, (f).std_errors FROM (SELECT bsc.panel_regression(e, p, y, ARRAY[x], true) AS f
    FROM unnest(%s, %s, %s::float8[], %s::float8[]) AS u (e, p, y, x)) AS s""",
    [r[0] for r in rows], [r[1] for r in rows], array(y), [r[4] for r in rows])[0]
used = sorted({r[3] for r in rows})
d = np.zeros((len(rows), g + len(used)))
for i, r in enumerate(rows):
    d[i, r[2]] = d[i, g + used.index(r[3])] = 1
fit = np.linalg.lstsq(np.column_stack([d, [r[4] for r in rows]]), y, rcond=None)[0]
check('panel_regression of more periods than are solved for at once',
      [] if same(got[0], [fit[-1]], 1e-8) else [f'{got} {fit[-1]}'], 1)

# -- interrupted_series ------------------------------------------------------------


def interrupted(series, first_after, season, with_slope):
    """generalized least squares with a dense covariance matrix of the errors"""
    n = len(series)
    places = np.nonzero(~np.isnan(series))[0]
    y = series[places]
    after = (places >= first_after - 1).astype(float)
    columns = [np.ones(len(y)), places.astype(float)]
    if season and season > 1:
        columns += [(places % season == s).astype(float) for s in range(1, season)]
    base = independent(columns)
    columns = [columns[i] for i in base]
    if with_slope:
        columns.append(after * (places - first_after + 1))
    columns.append(after)
    if len(y) < 8 or after.sum() < 3 or (1 - after).sum() < 3:
        return None
    if len(independent(columns)) < len(columns) or len(y) - len(columns) < 4:
        return None
    x = np.column_stack(columns)
    distance = np.abs(places[:, None] - places[None, :])

    def fit(rho):
        omega = float(rho) ** distance / (1 - rho * rho)
        inverse = np.linalg.inv(omega)
        a = x.T @ inverse @ x
        b = np.linalg.solve(a, x.T @ inverse @ y)
        e = y - x @ b
        ssr = e @ inverse @ e
        value = -(len(y) - x.shape[1]) / 2 * math.log(ssr) - np.linalg.slogdet(omega)[1] / 2 - np.linalg.slogdet(a)[1] / 2
        return value, b, ssr, a
    grid = np.linspace(-0.6, 0.95, 63)
    i = int(np.argmax([fit(r)[0] for r in grid]))
    low, high = grid[max(i - 1, 0)], grid[min(i + 1, 62)]
    for _ in range(60):
        third = (high - low) / 3
        if fit(low + third)[0] < fit(high - third)[0]:
            low += third
        else:
            high -= third
    rho = (low + high) / 2
    _, b, ssr, a = fit(rho)
    free = len(y) - x.shape[1]
    error = np.sqrt(np.diag(np.linalg.inv(a)) * ssr / free)
    df = max(2, free * (1 - max(rho, 0)) / (1 + max(rho, 0)))
    line = np.full(n, np.nan)
    for t in range(first_after - 1, n):
        if season and season > 1 and not (places % season == t % season).any():
            continue
        row = [1.0, float(t)] + ([float(t % season == s) for s in range(1, season)] if season and season > 1 else [])
        line[t] = np.dot([row[k] for k in base], b[:len(base)])
    return dict(n=len(y), rho=rho, df=df, level=b[-1], error=error[-1], p=student(b[-1] / error[-1], df),
                slope=b[-2], slope_error=error[-2], line=line)


bad = []
cases = answered = 0
for i in range(int(60 * FACTOR)):
    n = int(rng.choice([7, 12, 24, 36, 48, 60]))
    season = int(rng.choice([0, 1, 4, 12]))
    with_slope = bool(rng.random() < 0.4)
    first_after = int(rng.integers(1, n + 2))
    noise = rng.normal(size=n)
    rho = rng.choice([-0.8, -0.3, 0, 0.3, 0.6, 0.99])
    for t in range(1, n):
        noise[t] += rho * noise[t - 1]
    series = 1000 + 0.1 * np.arange(n) + noise + (np.arange(n) >= first_after - 1) * rng.normal() * 2
    if season > 1:
        series += np.tile(rng.normal(size=season) * 3, n // season + 1)[:n]
    if rng.random() < 0.4:
        series = np.where(rng.random(n) < 0.1, np.nan, series)
    want = interrupted(series, first_after, season, with_slope)
    got = sql('SELECT * FROM bsc.interrupted_series(%s::float8[], %s, %s, %s)', array(series), first_after,
              season or None, with_slope)[0]
    cases += 1
    if want is None:
        if got[0] != np.sum(~np.isnan(series)) or got[1:] != (None,) * 9:
            bad.append(f'case {i}: figures from too little: {got}')
        continue
    answered += 1
    # how sharp the top of the likelihood is decides how well rho is known
    if got[0] != want['n'] or not (
            same([got[1]], [want['rho']], 1e-5 / max(1e-3, abs(want['rho']))) and same([got[2]], [want['df']], 1e-4) and
            same([got[3]], [want['level']], 1e-4) and same([got[4]], [want['error']], 1e-4) and
            abs(got[5] - want['p']) < 1e-4 and same(got[9], want['line'], 1e-5)):
        bad.append(f'case {i}: n {n} season {season} at {first_after}: {got} {want}')
    if with_slope and not (same([got[6]], [want['slope']], 1e-3) and same([got[7]], [want['slope_error']], 1e-4)):
        bad.append(f'case {i}: slope {got[6:9]} {want["slope"]} {want["slope_error"]}')
check(f'interrupted_series = generalized least squares with a dense matrix, {answered} with an answer', bad, cases)

# -- diff_in_diff ------------------------------------------------------------------


def trial(outcomes, starts, controls):
    """outcomes {entity: {period: value}}, starts {entity: first treated period or None}, cell by cell"""
    periods = sorted({t for o in outcomes.values() for t in o})
    last = periods[-1]
    place = {t: i for i, t in enumerate(periods)}
    begin = {e: len(periods) if s is None or s > last else min(i for i, t in enumerate(periods) if t >= s)
             for e, s in starts.items()}
    group = {e: None if s is None or s > last else s for e, s in starts.items()}

    def compare(before, members):
        cells = []
        cohorts = sorted({group[e] for e in members if group[e] is not None})
        for g in cohorts:
            mine = [e for e in members if group[e] == g]
            at = begin[mine[0]]
            if at < (2 if before else 1):
                continue
            found = []
            for t in ([at - 1] if before else range(at, len(periods))):
                base = at - 2 if before else at - 1
                others = [e for e in members if group[e] != g and
                          (group[e] is None if controls == 'never' else begin[e] > t)]
                if others:
                    found.append((mine, others, base, t))
            cells += [(c, len(mine) / len(found)) for c in found]
        treated = {e for (mine, *_), _ in cells for e in mine}
        return cells, treated

    def needed(before):
        result = set()
        for e in outcomes:
            if group[e] is not None and begin[e] >= (2 if before else 1):
                result |= {begin[e] - 1, begin[e] - 2} if before else set(range(begin[e] - 1, len(periods)))
        return result

    def estimate(cells, treated, members):
        weight = {e: np.zeros(len(periods)) for e in members}
        for (mine, others, base, t), share in cells:
            for e in mine:
                weight[e][t] += share / len(treated) / len(mine)
                weight[e][base] -= share / len(treated) / len(mine)
            for e in others:
                weight[e][t] -= share / len(treated) / len(others)
                weight[e][base] += share / len(treated) / len(others)
        total, parts = 0, []
        for g in {group[e] for e in members}:
            mine = [e for e in members if group[e] == g]
            values = np.array([sum(w * outcomes[e][periods[t]] for t, w in enumerate(weight[e]) if w) for e in mine])
            if not any(weight[e].any() for e in mine):
                continue
            total += values.sum()
            # weights hold the share of one entity: a mean is the sum
            parts.append((np.var(values * len(mine), ddof=1) / len(mine) if len(mine) > 1 else math.nan, len(mine)))
        variance = sum(p for p, _ in parts)
        if not variance > 1e-20:
            return total, None, None, None
        df = variance ** 2 / sum(p ** 2 / (n - 1) for p, n in parts)
        return total, math.sqrt(variance), df, student(total / math.sqrt(variance), df)

    usable = [e for e in outcomes if group[e] is None or begin[e] >= 1]
    full = [e for e in usable if all(periods[t] in outcomes[e] for t in needed(False))]
    cells, treated = compare(False, full)
    result = dict(treated=len(treated), untreated=sum(group[e] is None for e in full),
                  cohorts=len({group[e] for e in treated}), cells=len(cells), left_out=len(outcomes) - len(full))
    result['after'] = estimate(cells, treated, full) if cells else (None,) * 4
    early = [e for e in full if all(periods[t] in outcomes[e] for t in needed(True))]
    cells, treated = compare(True, early)
    result['before'] = estimate(cells, treated, early) if cells else (None,) * 4
    return result


def close(got, want, tolerance=1e-7):
    if got is None or want is None:
        return got is None and want is None
    return abs(got - want) <= tolerance * max(1, abs(want))


bad = []
cases = estimated = 0
for i in range(int(200 * FACTOR)):
    g, t = int(rng.integers(1, 25)), int(rng.integers(1, 8))
    controls = ['never', 'not yet'][i % 2]
    outcomes, starts = {}, {}
    for e in range(g):
        name = f'e{e}'
        starts[name] = None if rng.random() < 0.4 else month(int(rng.integers(0, t + 2)))
        outcomes[name] = {month(m): float(rng.normal() + e) for m in range(t) if rng.random() > (0.03 if i % 3 else 0)}
    outcomes = {e: o for e, o in outcomes.items() if o}
    starts = {e: starts[e] for e in outcomes}
    if not outcomes:
        continue
    want = trial(outcomes, starts, controls)
    rows = [(e, m, v, starts[e]) for e, o in outcomes.items() for m, v in o.items()]
    rows = [rows[j] for j in rng.permutation(len(rows))]
    query = """SELECT (d).* FROM (SELECT bsc.diff_in_diff(e, p{c}, y, s{c}, %s::text) AS d
        FROM unnest(%s, %s, %s::float8[], %s::text[]) AS u (e, p, y, s)) AS q"""
    got = sql(query.format(c=['', '::bsc.period'][i // 2 % 2]), controls, *map(list, zip(*rows)))[0]
    cases += 1
    estimated += want['after'][1] is not None
    if got[:4] != (want['treated'], want['untreated'], want['cohorts'], want['cells']) or got[12] != want['left_out']:
        bad.append(f'case {i}: {got} {want}')
    elif not (all(close(a, b) for a, b in zip(got[4:8], want['after'])) and close(got[10], want['before'][0]) and
              close(got[11], want['before'][3]) and close(got[13], want['before'][2])):
        bad.append(f'case {i}: {got} {want}')
    elif got[5] is not None and not (abs(got[8] + got[9] - 2 * got[4]) < 1e-9 * abs(got[9]) + 1e-12 and
                                     abs(student((got[9] - got[4]) / got[5], got[6]) - 0.05) < 1e-6):
        bad.append(f'case {i}: interval {got[8:10]}')
check(f'diff_in_diff = cell by cell, {estimated} with an error', bad, cases)

print(f'1..{tests}')
sys.exit(failures > 0)
