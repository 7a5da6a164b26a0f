"""A planted world: companies of which is known what moves what, and what bsc says of them.

A seed is a company.  Its whole has a strategy of seven objectives over five years, with
a season and disturbances that follow their own past:

    demand -> campaign      true, a month later
    demand -> revenue       true, a month later
    service -> revenue      true, a month later
    training -> skill       true, a month later
    skill -> service        true
    campaign -> revenue     claimed; demand moves both
    training -> service     claimed; it goes through skill
    budget -> revenue       claimed; the budget follows revenue

It has dealers, over two years, all of them under the same shocks of a month:

    visits -> offers        true, a month later
    offers -> orders        true
    letters -> orders       claimed; a month that is good for the one is good for the other
    visits -> orders        claimed; it goes through offers

And initiatives: of the whole, hotline (works) and slogan (does nothing), after three
of five years; at half of the dealers, in two waves, club (works) and poster (nothing).

World.ask() tells what bsc says of each: a Told for each link and initiative.  Draws
depend on the number of the seed alone.
"""
import io
import json
from collections import namedtuple

import numpy as np

MONTHS, DEALER_MONTHS, DEALERS, STEP = 60, 24, 12, 36
# cause, effect, lag: the true strength
LINKS = {("demand", "campaign", 1): 1.0, ("demand", "revenue", 1): 1.0, ("service", "revenue", 1): 1.0, ("training", "skill", 1): 1.0,
         ("skill", "service", 0): 1.0, ("campaign", "revenue", 0): 0.0, ("training", "service", 1): 0.0, ("budget", "revenue", 1): 0.0}
DEALER_LINKS = {("visits", "offers", 1): 0.6, ("offers", "orders", 0): 0.6, ("letters", "orders", 0): 0.0, ("visits", "orders", 1): 0.0}
# initiative: what it serves, the true effect
WHOLE = {"hotline": ("reach", 3.0), "slogan": ("image", 0.0)}
AT_DEALERS = {"club": ("loyalty", 3.0), "poster": ("fame", 0.0)}
Told = namedtuple("Told", "what truth estimate low high verdict")


def month(m):
    return f"{2001 + m // 12}-{m % 12 + 1:02}"


def past(rng, shape, rho):
    """series of standard deviation 1 along the last axis; each value keeps rho of the one before"""
    draws = rng.standard_normal(shape[:-1] + (shape[-1] + 40,))
    for t in range(1, draws.shape[-1]):
        draws[..., t] = rho * draws[..., t - 1] + np.sqrt(1 - rho * rho) * draws[..., t]
    return draws[..., 40:]


def before(series, lag):
    """as it was so many months before; what was before the first is 0 and is cut off by whoever calls"""
    return np.concatenate([np.zeros(series.shape[:-1] + (lag,)), series[..., :series.shape[-1] - lag]], axis=-1)


def strategy(rng):
    n = MONTHS + 4
    own = dict(zip(("demand", "campaign", "training", "skill", "service", "revenue", "budget"), past(rng, (7, n), 0.5)))
    season = np.resize(rng.standard_normal(12), n)
    s = {"demand": own["demand"] + season, "training": own["training"]}
    s["campaign"] = before(s["demand"], 1) + own["campaign"]
    s["skill"] = before(s["training"], 1) + own["skill"]
    s["service"] = s["skill"] + own["service"]
    s["revenue"] = before(s["demand"], 1) + before(s["service"], 1) + np.resize(rng.standard_normal(12), n) + own["revenue"]
    s["budget"] = before(s["revenue"], 1) + own["budget"]
    for objective, effect in WHOLE.values():
        s[objective] = past(rng, (n,), 0.3) + np.resize(rng.standard_normal(12), n) / 2
        s[objective][4 + STEP:] += effect
    return {objective: values[4:] for objective, values in s.items()}


def begins(dealer):
    """the month in which a dealer begins with the initiatives, the first half of them in two waves"""
    return None if dealer >= DEALERS // 2 else 10 if dealer % 2 else 13


def dealers(rng):
    n = DEALER_MONTHS + 2
    shape = (DEALERS, n)
    trade = rng.standard_normal(n)
    s = {"visits": past(rng, shape, 0.5) + 2 * rng.standard_normal(n), "letters": past(rng, shape, 0.5) + 2 * trade}
    s["offers"] = 0.6 * before(s["visits"], 1) + past(rng, shape, 0.5) + rng.standard_normal(n)
    s["orders"] = 0.6 * s["offers"] + past(rng, shape, 0.5) + 2 * trade
    for objective, effect in AT_DEALERS.values():
        s[objective] = past(rng, shape, 0.3) + rng.standard_normal(n) + 2 * rng.standard_normal((DEALERS, 1))
        for dealer in range(DEALERS):
            if begins(dealer) is not None:
                s[objective][dealer, 2 + begins(dealer):] += effect
    return {objective: values[:, 2:] for objective, values in s.items()}


def document(code, links, initiatives, objectives, months):
    return json.dumps({
        "code": code, "perspectives": [{"code": "p", "objectives": [
            {"code": o, "measures": [{"code": o, "rollup": "last", "plan": [
                {"period": str(2001 + y), "target": "0..1"} for y in range(months // 12)]}]} for o in objectives]}],
        "links": [{"cause": c, "effect": e, "lag": lag, "strength": 0.5} for c, e, lag in links], "initiatives": initiatives})


class World:
    """companies of these seeds, in scorecards of a database that has none of them yet"""

    def __init__(self, cursor, seeds):
        self.cursor, self.seeds = cursor, seeds
        rows = io.StringIO()
        causes = {o for link in LINKS for o in link[:2]}
        self.define("strategy", document("strategy", LINKS, [], sorted(causes), MONTHS))
        for seed in seeds:
            rng = np.random.default_rng([19920101, seed])
            whole, below = strategy(rng), dealers(rng)
            at = [{"entity": f"d{d}", "starts": f"{month(begins(d))}-01"} for d in range(DEALERS) if begins(d) is not None]
            self.define(f"whole {seed}", document(f"whole {seed}", [], [
                {"code": code, "state": "active", "starts": f"{month(STEP)}-01", "objectives": [o]} for code, (o, _) in WHOLE.items()],
                [o for o, _ in WHOLE.values()], MONTHS))
            self.define(f"dealers {seed}", document(f"dealers {seed}", DEALER_LINKS, [
                {"code": code, "state": "active", "objectives": [o], "entities": at} for code, (o, _) in AT_DEALERS.items()],
                sorted(below), DEALER_MONTHS))
            ids = self.ids("strategy", f"whole {seed}", f"dealers {seed}")
            for objective, series in whole.items():
                scorecard, entity = ("strategy", f"c{seed}") if objective in causes else (f"whole {seed}", "")
                self.write(rows, ids[scorecard, objective], entity, series)
            for objective, table in below.items():
                for dealer, series in enumerate(table):
                    self.write(rows, ids[f"dealers {seed}", objective], f"d{dealer}", series)
        rows.seek(0)
        cursor.copy_expert("COPY bsc.actual (measure_id, entity, period, value) FROM STDIN", rows)
        cursor.execute("ANALYZE")

    def define(self, code, text):
        self.cursor.execute("SELECT bsc.define(%s)", [text])

    def ids(self, *scorecards):
        self.cursor.execute("""SELECT s.code, m.code, m.id FROM bsc.measure AS m JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
            WHERE s.code = ANY (%s)""", [list(scorecards)])
        return {row[:2]: row[2] for row in self.cursor.fetchall()}

    @staticmethod
    def write(rows, number, entity, series):
        for m, value in enumerate(series):
            rows.write(f"{number}\t{entity}\t{month(m)}\t{float(value)!r}\n")

    def ask(self):
        """a Told for each link and initiative of each seed"""
        told = []
        self.cursor.execute("""SELECT v.cause, v.effect, v.lag, v.estimate, v.estimate_low, v.estimate_high, v.verdict
            FROM unnest(%s) AS e (entity) CROSS JOIN LATERAL bsc.evidence('strategy', entity => e.entity) AS v""",
            [[f"c{seed}" for seed in self.seeds]])
        told += [Told(f"{r[0]} -> {r[1]}", LINKS[r[:3]], *r[3:]) for r in self.cursor.fetchall()]
        self.cursor.execute("""SELECT v.cause, v.effect, v.lag, v.estimate, v.estimate_low, v.estimate_high, v.verdict
            FROM unnest(%s) AS s (code) CROSS JOIN LATERAL bsc.evidence(s.code, entities => 'all') AS v""",
            [[f"dealers {seed}" for seed in self.seeds]])
        told += [Told(f"{r[0]} -> {r[1]} (dealers)", DEALER_LINKS[r[:3]], *r[3:]) for r in self.cursor.fetchall()]
        for where, initiatives in (("whole", WHOLE), ("dealers", AT_DEALERS)):
            self.cursor.execute("""SELECT i.code, v.estimate, v.ci_low, v.ci_high, v.verdict
                FROM unnest(%s) AS s (code) CROSS JOIN unnest(%s) AS i (code)
                CROSS JOIN LATERAL bsc.initiative_effect(s.code, i.code) AS v""",
                [[f"{where} {seed}" for seed in self.seeds], list(initiatives)])
            told += [Told(f"initiative {r[0]}", initiatives[r[0]][1], *r[1:]) for r in self.cursor.fetchall()]
        return told


def judge(told, seeds, true, false, covered, ok, quick=False):
    """ok(right, name) for each link and initiative: what is true is named in at least true, what is not is named in at
    most false[0] and named or denied in at most false[1] of the seeds, and intervals hold the truth in a share within
    covered; quick: only that all of them are there"""
    for what in dict.fromkeys(t.what for t in told):
        rows = [t for t in told if t.what == what]
        truth = rows[0].truth
        named = sum(t.verdict in ("supported", "worked") for t in rows) / seeds
        denied = sum(t.verdict in ("contradicted", "backfired") for t in rows) / seeds
        holds = sum(t.low is not None and t.low <= truth <= t.high for t in rows) / seeds
        right = (named >= true and denied <= 0.001) if truth else (named <= false[0] and named + denied <= false[1])
        ok(len(rows) == seeds and (quick or right and covered[0] <= holds <= covered[1]),
           f"{what} ({truth:g}): named {named:.1%}, denied {denied:.1%}, interval holds {holds:.1%}")
    ok(len(told) == seeds * (len(LINKS) + len(DEALER_LINKS) + len(WHOLE) + len(AT_DEALERS)), "every link and every initiative is judged")
