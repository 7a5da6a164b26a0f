"""Forecasts, natural limits and change points, straight from their definitions.

Written from the description of the methods alone, with whole matrices and
without any thought of speed: what src/statistics is compared with.  A series is
a list of floats in which NaN is a gap.
"""
import math

import numpy as np
from scipy import stats

nan = math.nan


def present(values):
    return ~np.isnan(values)


# ---- season ---------------------------------------------------------------------
def is_seasonal(y, m):
    """does the autocorrelation at the season stand out?"""
    keep = present(y)
    k = keep.sum()
    if m < 2 or k < 2 * m:
        return False
    z = np.where(keep, y - y[keep].mean(), 0.0)
    total = (z * z).sum()
    if y[keep].min() == y[keep].max() or total == 0:
        return False
    r = [np.dot(z[i:], z[:len(z) - i]) / total for i in range(1, m + 1)]
    return bool(r[m - 1] > 1.645 * math.sqrt((1 + 2 * sum(x * x for x in r[:m - 1])) / k))


def shrunk_indices(y, m, multiplicative):
    """indices of classical decomposition, shrunk; None if a phase has no ratio"""
    n, half = len(y), m // 2
    weights = np.full(m, 1.0) if m % 2 else np.array([.5] + [1] * (m - 1) + [.5])
    phases = [[] for _ in range(m)]
    for t in range(half, n - half):
        window = y[t - half:t + half + 1]
        if np.isnan(window).any():
            continue
        average = float(weights @ window) / m
        phases[t % m].append(y[t] / average if multiplicative else y[t] - average)
    if not all(phases):
        return None
    index = np.array([np.mean(p) for p in phases])
    neutral = 1.0 if multiplicative else 0.0
    ratios = sum(map(len, phases))
    spread = sum(sum((x - np.mean(p)) ** 2 for x in p) for p in phases)
    index = index / index.mean() if multiplicative else index - index.mean()
    if ratios > m:
        noise = np.mean([spread / (ratios - m) / len(p) for p in phases])
        signal = ((index - neutral) ** 2).sum()
        if signal > 0:
            index = neutral + (1 - min(1.0, max(m - 3, 1) * noise / signal)) * (index - neutral)
    return index


def season_of(y, m):
    """(indices, multiplicative) of a seasonal series, else (None, False)"""
    if not is_seasonal(y, m):
        return None, False
    if (y[present(y)] > 0).all():
        index = shrunk_indices(y, m, True)
        if index is None or index.min() >= 0.05:
            return index, index is not None
    return shrunk_indices(y, m, False), False


def adjusted(y, m):
    """(the series without its season, index by place, multiplicative, is there a season?)"""
    index, multiplicative = season_of(y, m)
    if index is None:
        return y, np.zeros(len(y)), False, False
    by_place = np.resize(index, len(y))
    return (y / by_place if multiplicative else y - by_place), by_place, multiplicative, True


# ---- smoothing -------------------------------------------------------------------
def run(x, alpha, beta, phi, level, trend):
    """one-step errors (0 at gaps) of every point of a grid, and where each ends"""
    level, trend = level + 0 * alpha, trend + 0 * alpha
    errors = np.zeros((len(x), len(alpha)))
    for t, value in enumerate(x):
        forecast = level + phi * trend
        e = 0 * alpha if math.isnan(value) else value - forecast
        errors[t] = e
        level, trend = forecast + alpha * e, phi * trend + beta * e
    return errors, level, trend


def best_fit(x, grid, drift=None):
    """the first point of the grid whose squared errors no later one undercuts clearly"""
    alpha, beta, phi = (np.array(c, float) for c in zip(*grid))
    keep = present(x)
    start = x[keep].mean()                       # any level will do; this one costs no digits
    base, _, _ = run(x - start, alpha, beta, phi, 0.0, 0.0 if drift is None else drift)
    blank = np.where(keep, 0.0, nan)
    s1 = run(blank, alpha, beta, phi, 1.0, 0.0)[0]
    s2 = run(blank, alpha, beta, phi, 0.0, 1.0)[0]
    best = None
    for g in range(len(grid)):
        a, b, e = s1[keep, g], s2[keep, g], base[keep, g]
        if drift is not None:
            level, trend = -(a @ e) / (a @ a), drift
        else:
            det = (a @ a) * (b @ b) - (a @ b) ** 2
            if det <= 1e-12 * (a @ a) * (b @ b):
                continue
            level = ((a @ b) * (b @ e) - (b @ b) * (a @ e)) / det
            trend = ((a @ b) * (a @ e) - (a @ a) * (b @ e)) / det
        squares = ((e + level * a + (0 if drift is not None else trend * b)) ** 2).sum()
        if best is None or squares < (1 - 1e-9) * best[0]:
            best = squares, g, level, trend
    if best is None:
        return None
    _, g, level, trend = best
    point = alpha[g:g + 1], beta[g:g + 1], phi[g:g + 1]
    errors, last, slope = run(x - start, *point, level, trend)
    return grid[g], errors[:, 0], last[0] + start, slope[0]


def models(x):
    """(α, β, φ), errors, last level and trend of Theta and, from eight values on, of damped trend"""
    keep = present(x)
    place = np.arange(len(x), dtype=float)
    p = place[keep] - place[keep].mean()
    slope = (p @ (x[keep] - x[keep].mean())) / (p @ p)
    fits = [best_fit(x, [(a / 100, 0.0, 1.0) for a in range(1, 101)], slope / 2)]
    if keep.sum() >= 8:
        fits.append(best_fit(x, [(a, a * b, f)
                                 for a in (.02, .05, .1, .15, .2, .3, .4, .5, .6, .7, .8, .9, .99)
                                 for b in (.001, .02, .05, .1, .2, .35, .5, .7)
                                 for f in (.8, .85, .9, .95, .98)]))
    return [f for f in fits if f is not None]


# ---- forecast ---------------------------------------------------------------------
class Forecast:
    """means, covariance and degrees of freedom of the next steps"""

    def __init__(self, series, season, horizon):
        y = np.array(series, float)
        self.mean = np.full(horizon, nan)
        self.covariance = None
        if not present(y).any():
            self.count = 0
            return
        places = np.flatnonzero(present(y))
        gap = len(y) - 1 - places[-1]
        y = y[places[0]:places[-1] + 1]
        self.count = k = len(places)
        self.positive = bool(np.nanmin(y) >= 0)
        steps = np.arange(1, horizon + gap + 1)
        last = slice(gap, None)
        values = y[present(y)]
        if k < 4 or values.min() == values.max():
            self.mean = np.full(horizon, y[-1])
            if k > 1:
                where = np.flatnonzero(present(y))
                variance = (np.diff(values) ** 2 / np.diff(where)).sum() / (k - 1)
                self.freedom = k - 1
                self.covariance = variance * np.minimum.outer(steps, steps)[last, last]
            return
        self.smooth(y, season or 1, k, steps, last)

    def smooth(self, y, m, k, steps, last):
        n = len(y)
        x, index, multiplicative, seasonal = adjusted(y, m)
        ahead = np.zeros(len(steps))
        if seasonal:
            cycle = season_of(y, m)[0]
            ahead = cycle[(n + steps - 1) % m]
        means, errors, weights = [], [], []
        for (alpha, beta, phi), e, level, trend in models(x):
            sums = np.cumsum(phi ** steps)
            means.append(level + trend * sums)
            errors.append(e)
            weights.append(alpha + beta * sums)
        mean, e, c = (np.mean(v, axis=0) for v in (means, errors, weights))
        mean = mean * ahead if multiplicative else mean + ahead

        size = len(steps)
        lower = np.zeros((size, size))
        for i in range(size):
            lower[i, i] = 1
            for j in range(i):
                lower[i, j] = c[i - j - 1] + 0.06
        d = max(1, k - (3 if k < 8 else 4) - (m - 1 if seasonal else 0))
        matrix = (lower @ lower.T + 0.1 * np.outer(steps, steps) / k) * (1 + 2 / d)
        keep = present(x)
        e, fitted = e[keep], (x - e)[keep]
        if not multiplicative:
            fitted = fitted + index[keep]
        relative = False
        if self.positive and (fitted > 0).all() and (mean > 0).all() and (e ** 2).sum() > 0:
            relative = k * math.log(((e / fitted) ** 2).sum()) + 2 * np.log(fitted).sum() < k * math.log((e ** 2).sum())
        if relative:
            variance, factor = ((e / fitted) ** 2).sum() / d, mean
        else:
            variance, factor = (e ** 2).sum() / d, ahead if multiplicative else np.ones(size)
        self.freedom = d
        self.mean = mean[last]
        self.covariance = (variance * matrix * np.outer(factor, factor))[last, last]

    def of(self, weights, level, at_least=None):
        """(mean, low, high, probability) of a weighted sum"""
        w = np.array(weights, float)
        if self.count == 0:
            return None, None, None, None
        mean = float(w @ self.mean)
        cut = self.positive and (w >= 0).all()
        floor = (lambda v: max(v, 0.0)) if cut else (lambda v: v)
        if self.covariance is None:
            return floor(mean), None, None, None
        deviation = math.sqrt(max(0.0, float(w @ self.covariance @ w)))
        half = stats.t.ppf((1 + level) / 2, self.freedom) * deviation
        chance = None
        if at_least is not None:
            chance = float(at_least <= mean) if deviation == 0 else float(stats.t.sf((at_least - mean) / deviation, self.freedom))
        return floor(mean), floor(mean - half), floor(mean + half), chance

    def rows(self, level):
        size = len(self.mean)
        return [self.of(np.eye(size)[h], level)[:3] for h in range(size)]


# ---- natural limits ------------------------------------------------------------------
def limits(values, places, centre, screen):
    """(centre, low, high) of the values at these places, or None"""
    ranges = [abs(b - a) for a, b, p, q in zip(values, values[1:], places, places[1:]) if q == p + 1]
    if len(values) < 6 or len(ranges) < 4:
        return None
    middle = np.mean if centre == "mean" else np.median
    factor, upper = (2.66, 3.267) if centre == "mean" else (3.145, 3.865)
    if screen:
        limit = upper * middle(ranges)
        ranges = [r for r in ranges if not (r > 0 and r >= limit)]
    half = factor * middle(ranges)
    return middle(values), middle(values) - half, middle(values) + half


def signals(x, centre, low, high, run_length, trend):
    """the rules on the values of one group, in their order"""
    n = len(x)
    tiny = 4 * np.finfo(float).eps * max(map(abs, x))
    side = [0 if abs(v - centre) <= tiny else 1 if v > centre else -1 for v in x]
    sign = [0 if abs(b - a) <= tiny else 1 if b > a else -1 for a, b in zip(x, x[1:])]
    out = [None] * n
    outside = [v > high + tiny or v < low - tiny for v in x]
    near = [not o and (v - centre > (high - centre) * 2 / 3 + tiny or centre - v > (centre - low) * 2 / 3 + tiny)
            for v, o in zip(x, outside)]
    rule = [{} for _ in range(n)]
    for i in range(n - trend + 1):
        for way in (1, -1):
            if all(s == way for s in sign[i:i + trend - 1]):
                for j in range(i, i + trend):
                    rule[j]["down" if way < 0 else "up"] = True
    for i in range(n - 2):
        if abs(sum(side[i:i + 3])) == 3 and sum(near[i:i + 3]) >= 2:
            for j in range(i, i + 3):
                if near[j]:
                    rule[j]["near"] = True
    for i in range(n - run_length + 1):
        if abs(sum(side[i:i + run_length])) == run_length:
            for j in range(i, i + run_length):
                rule[j]["shift"] = True
    for i in range(n):
        up = side[i] > 0
        if outside[i]:
            out[i] = "high" if x[i] > centre else "low"
        elif "down" in rule[i]:
            out[i] = "trend down"
        elif "up" in rule[i]:
            out[i] = "trend up"
        elif "near" in rule[i]:
            out[i] = "near high" if up else "near low"
        elif "shift" in rule[i]:
            out[i] = "shift up" if up else "shift down"
    return out


def xmr(series, season=None, centre="mean", baseline=None, rebase=(), screen=False, run_length=8, trend=7):
    """(value, centre, low, high, signal) for each place"""
    y = np.array(series, float)
    x, index, multiplicative, seasonal = adjusted(y, season or 1)
    rows = [(None if math.isnan(v) else v, None, None, None, None) for v in y]
    starts = sorted({1, *(rebase or ())}) + [len(y) + 1]
    for first, end in zip(starts, starts[1:]):
        group = [i for i in range(first - 1, end - 1)]
        places = [i for i in group if not math.isnan(x[i])]
        values = [x[i] for i in places]
        b = baseline or len(values)
        found = limits(values[:b], places[:b], centre, screen)
        if found is None:
            continue
        marks = dict(zip(places, signals(values, *found, run_length, trend)))
        for i in group:
            shown = [v * index[i] if multiplicative else v + index[i] for v in found]
            rows[i] = (rows[i][0], *shown, marks.get(i))
    return rows


# ---- change points -----------------------------------------------------------------
def change_points(series, season=None, min_length=6, most=5):
    """(place, mean before, mean after); the best segmentation by memoised search over all ends"""
    y = np.array(series, float)
    x = adjusted(y, season or 1)[0]
    places = np.flatnonzero(present(x))
    x = x[places]
    n = len(x)
    if n < 2 * min_length:
        return []
    z = x - x.mean()
    cost = np.full((n + 1, n + 1), np.inf)
    for i in range(n):
        for j in range(i + min_length, n + 1):
            part = z[i:j] - z[i:j].mean()
            cost[i, j] = part @ part
    whole = cost[0, n]
    if x.min() == x.max():
        return []
    tiny = 4 * np.finfo(float).eps * n * whole
    best = [[(cost[0, j], ()) for j in range(n + 1)]]
    for k in range(1, most + 1):
        row = []
        for j in range(n + 1):
            choice = (np.inf, ())
            for i in range(1, j):
                total = best[k - 1][i][0] + cost[i, j]
                if total < choice[0] - tiny:
                    choice = total, best[k - 1][i][1] + (i,)
            row.append(choice)
        best.append(row)
    scores = []
    for k in range(most + 1):
        squares, breaks = best[k][n]
        if math.isinf(squares):
            break
        scores.append((n * math.log(max(squares, tiny) / n) + 3 * k * math.log(n), k, breaks))
    least = min(s for s, _, _ in scores)
    breaks = next(b for s, _, b in scores if s <= least + 1e-9)
    edges = [0, *breaks, n]
    means = [x[a:b].mean() for a, b in zip(edges, edges[1:])]
    return [(int(places[b]) + 1, means[i], means[i + 1]) for i, b in enumerate(breaks)]
