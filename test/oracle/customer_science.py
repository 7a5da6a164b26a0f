#!/usr/bin/python3
"""Models of customers against SciPy's optima and mpmath's hypergeometric functions.

Random data from a fixed seed. Connection from the PG* environment; prints TAP. More cases: ROUNDS=10.
"""
import math
import os
import sys
import warnings

import mpmath
import numpy as np
import psycopg2
from scipy import optimize, special

import lib.numbers  # noqa: F401

warnings.simplefilter('ignore')
mpmath.mp.dps = 40
ROUNDS = int(os.environ.get('ROUNDS', '1'))
rng = np.random.default_rng(20050201)
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


def listed(values):
    return [float(v) for v in values]


def simulate(n, r, alpha, a, b, until):
    """customers as the model has them: frequency, recency, age"""
    rows = []
    for _ in range(n):
        age = float(round(rng.uniform(0.3, 1) * until, 1))
        rate, leave = rng.gamma(r) / alpha, rng.beta(a, b)
        time = last = 0.0
        count = 0
        while count < 5000:
            time += rng.exponential(1 / max(rate, 1e-12))
            if time > age:
                break
            count, last = count + 1, time
            if rng.random() < leave:
                break
        last = min(max(round(last, 1), 0.1), age) if count else 0.0
        rows.append((count, last, age))
    return np.array(rows)


def log_likelihood(rows, r, alpha, a, b):
    """as printed, with gamma functions, for each customer"""
    x, t, age = rows.T
    first = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha)
    second = special.gammaln(a + b) + special.gammaln(b + x) - special.gammaln(b) - special.gammaln(a + b + x)
    alive = -(r + x) * np.log(alpha + age)
    gone = np.where(x > 0, np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + t), -np.inf)
    return np.sum(first + second + np.logaddexp(alive, gone))


# fits: the state, the top, its slope, and whether another method climbs higher
bad, cases, states = [], 0, {}
for i in range(100 * ROUNDS):
    n = int(np.exp(rng.uniform(math.log(3), math.log(400))))
    truth = np.exp(rng.uniform(-3, 3, 4))
    rows = simulate(n, *truth, float(np.exp(rng.uniform(0, 4))))
    fit = sql('SELECT (f).* FROM (SELECT bsc.bg_nbd(x::bigint, t, age) AS f FROM unnest(%s::float8[], %s::float8[], %s::float8[]) AS u (x, t, age)) AS s',
              *(listed(column) for column in rows.T))[0]
    parameters, state = fit[:4], fit[12]
    kind = state.split(':')[0]
    states[kind] = states.get(kind, 0) + 1
    cases += 1
    if fit[9] != n or fit[10] != int(np.sum(rows[:, 0] > 0)):
        bad.append(f'case {i}: counts {fit}')
    if kind == 'no repeat purchases':
        if rows[:, 0].any() or any(v is not None for v in fit[:8]):
            bad.append(f'case {i}: {fit}')
        continue
    if kind not in ('converged', 'flat') or not all(p > 0 and math.isfinite(p) for p in parameters):
        bad.append(f'case {i}: {fit}')
        continue
    if (kind == 'converged') != (fit[4] is not None):
        bad.append(f'case {i}: errors of {state}: {fit}')
    if max(parameters) > 1e4:
        continue

    def minus(logs):
        return -log_likelihood(rows, *np.exp(logs)) / n
    here = np.log(parameters)
    if abs(-minus(here) * n - fit[8]) > 1e-8 * abs(fit[8]) + 1e-9 * n:
        bad.append(f'case {i}: ln L {fit[8]} {-minus(here) * n}')
    if kind != 'converged':
        continue
    slope = optimize.approx_fprime(here, minus, 1e-6)
    best = min((optimize.minimize(minus, start, method='BFGS') for start in (here + rng.normal(size=4) * 0.3, np.log(truth))), key=lambda o: o.fun)
    if np.max(np.abs(slope)) > 1e-5 * max(1, abs(best.fun)) or minus(here) - best.fun > 1e-6 * abs(best.fun):
        bad.append(f'case {i}: slope {slope}, BFGS higher by {minus(here) - best.fun}: {fit} {np.exp(best.x)}')
    # the Hessian by differences
    step, hessian = 1e-4, np.zeros((4, 4))
    for k in range(4):
        for m in range(4):
            e, f = np.eye(4)[k] * step, np.eye(4)[m] * step
            hessian[k, m] = (minus(here + e + f) - minus(here + e - f) - minus(here - e + f) + minus(here - e - f)) / (4 * step * step)
    if np.min(np.linalg.eigvalsh(hessian)) * n > 1e-2:
        errors = np.sqrt(np.diag(np.linalg.inv(hessian * n))) * parameters
        if np.max(np.abs(errors / np.array(fit[4:8]) - 1)) > 5e-3:
            bad.append(f'case {i}: errors {fit[4:8]} {errors}')
check('bg_nbd against BFGS on the printed likelihood ' + str(dict(sorted(states.items()))), bad, cases)


def expected(r, alpha, a, b, x, t, age, horizon):
    """2005, equation 10, as printed, a little beside the poles"""
    r, alpha, a, b, t, age, horizon = (mpmath.mpf(v) for v in (r, alpha, a, b, t, age, horizon))
    if a == 1 or a + b + x == 1:
        a += mpmath.mpf(10) ** -25
    z = horizon / (alpha + age + horizon)
    # Euler's transformation, where the sum of the printed one alternates
    try:
        f = (1 - z) ** (a - 1 - r - x) * mpmath.hyp2f1(a + b - 1 - r, a - 1, a + b + x - 1, z)
    except mpmath.libmp.NoConvergence:
        # the integral that the function stands for (Euler's), in the logit of its variable
        f = mpmath.quad(lambda s: 1 / (1 + mpmath.exp(-s)) ** (b + x) / (1 + mpmath.exp(s)) ** (a - 1) *
                        (1 - z / (1 + mpmath.exp(-s))) ** -(r + x), mpmath.linspace(-200, 200, 81)) / mpmath.beta(b + x, a - 1) if a > 1.2 else None
        if f is None:
            return None
    top = (a + b + x - 1) / (a - 1) * (1 - ((alpha + age) / (alpha + age + horizon)) ** (r + x) * f)
    return top / (1 + ((a / (b + x - 1)) * ((alpha + age) / (alpha + t)) ** (r + x) if x else 0))


bad, cases, worst = [], 0, 0
for i in range(200 * ROUNDS):
    r, alpha, a, b = (float(v) for v in np.exp(rng.uniform(-3, 3, 4)))
    if i % 10 == 0:
        a = 1.0
    if i % 10 == 1:
        a = 0.25
        b = 0.75
    x = 0 if i % 10 == 1 else int(rng.integers(0, 100))
    if i % 20 == 2:
        r, alpha = r * 1e4, alpha * 1e4
    if i % 20 == 12:
        a, b = 1e-5, 7e-5
    if i % 20 == 7:
        a, b = a * 1e3, b * 1e4
    age = float(rng.uniform(0.1, 100))
    t = float(rng.uniform(0, age)) if x else 0.0
    horizon = float(np.exp(rng.uniform(-5, math.log(1e6))))
    mpmath.mp.dps = 60
    want = expected(r, alpha, a, b, x, t, age, horizon)
    if want is None:
        continue
    got = sql('SELECT bsc.expected_purchases(%s, %s, %s, %s, %s, %s, %s, %s)', r, alpha, a, b, x, t, age, horizon)[0][0]
    # beyond double precision
    off = float(abs(mpmath.mpf(got) / want - 1)) if want > 1e-300 else abs(got)
    worst = max(worst, off)
    cases += 1
    if not off <= 1e-11:
        bad.append(f'{r} {alpha} {a} {b} {x} {t} {age} {horizon}: {got} {mpmath.nstr(want, 17)}')
check(f'expected_purchases = the hypergeometric function of mpmath, worst {worst:.1e}', bad, cases)

bad, cases = [], 0
for i in range(200):
    r, alpha, a, b = (float(v) for v in np.exp(rng.uniform(-3, 3, 4)))
    x, age = int(rng.integers(0, 3000)), float(rng.uniform(0.1, 100))
    t = float(rng.uniform(0, age)) if x else 0.0
    m = mpmath.mpf
    want = 1 / (1 + m(a) / (m(b) + x - 1) * ((m(alpha) + m(age)) / (m(alpha) + m(t))) ** (m(r) + x)) if x else 1
    got = sql('SELECT bsc.p_alive(%s, %s, %s, %s, %s, %s, %s)', r, alpha, a, b, x, t, age)[0][0]
    cases += 1
    if not (abs(m(got) / want - 1) <= 1e-11 or want < 1e-300):
        bad.append(f'{r} {alpha} {a} {b} {x} {t} {age}: {got} {want}')
check('p_alive = mpmath', bad, cases)


def spend_likelihood(x, m, p, q, gamma):
    s = x * m
    return np.sum(-special.betaln(p * x, q) - q * np.log1p(s / gamma) - p * x * np.log1p(gamma / s) - np.log(m))


bad, cases, states = [], 0, {}
for i in range(80 * ROUNDS):
    n = int(np.exp(rng.uniform(math.log(3), math.log(1000))))
    p, q, gamma = (float(v) for v in np.exp(rng.uniform(-1, 2.5, 3)))
    x = 1 + rng.poisson(np.exp(rng.uniform(-1, 2)), n)
    own = rng.gamma(q, 1 / gamma, n)
    m = np.maximum(np.round(rng.gamma(p * x) / own / x, 2), 0.01)
    fit = sql('SELECT (f).* FROM (SELECT bsc.gamma_gamma(x::bigint, m) AS f FROM unnest(%s::int[], %s::float8[]) AS u (x, m)) AS s',
              [int(v) for v in x], listed(m))[0]
    kind = fit[10].split(':')[0]
    states[kind] = states.get(kind, 0) + 1
    cases += 1
    correlation = np.corrcoef(x, m)[0, 1] if np.std(x) > 0 and np.std(m) > 0 else None
    if fit[7] != n or abs(fit[9] - m.mean()) > 1e-12 * fit[9] or (correlation is None) != (fit[8] is None) or \
            (correlation is not None and abs(fit[8] - correlation) > 1e-9):
        bad.append(f'case {i}: described {fit} {m.mean()} {correlation}')
    if kind not in ('converged', 'flat') or not all(v > 0 and math.isfinite(v) for v in fit[:3]):
        bad.append(f'case {i}: {fit}')
        continue

    def minus(logs):
        return -spend_likelihood(x, m, *np.exp(logs)) / n
    here = np.log(fit[:3])
    if max(fit[:2]) < 1e4 and abs(-minus(here) * n - fit[6]) > 1e-8 * abs(fit[6]) + 1e-9 * n:
        bad.append(f'case {i}: ln L {fit[6]} {-minus(here) * n}')
    if kind != 'converged':
        continue
    best = optimize.minimize(minus, here + rng.normal(size=3) * 0.3, method='BFGS')
    other = optimize.minimize(minus, np.log([p, q, gamma]), method='BFGS')
    top = min(best.fun, other.fun)
    if np.max(np.abs(optimize.approx_fprime(here, minus, 1e-6))) > 1e-5 or minus(here) - top > 1e-6 * abs(top):
        bad.append(f'case {i}: BFGS higher by {minus(here) - top}: {fit}')
    step, hessian = 1e-4, np.zeros((3, 3))
    for k in range(3):
        for j in range(3):
            e, f = np.eye(3)[k] * step, np.eye(3)[j] * step
            hessian[k, j] = (minus(here + e + f) - minus(here + e - f) - minus(here - e + f) + minus(here - e - f)) / (4 * step * step)
    if np.min(np.linalg.eigvalsh(hessian)) * n > 1e-2:
        errors = np.sqrt(np.diag(np.linalg.inv(hessian * n))) * fit[:3]
        if np.max(np.abs(errors / np.array(fit[3:6]) - 1)) > 5e-3:
            bad.append(f'case {i}: errors {fit[3:6]} {errors}')
check('gamma_gamma against BFGS ' + str(dict(sorted(states.items()))), bad, cases)

print(f'1..{tests}')
sys.exit(failures > 0)
