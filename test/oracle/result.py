"""The results of random scorecards, worked out a second time.

This evaluator was written from the description of the rules, not from the
extension's SQL: it looks up every period, carries, rolls up and combines by
brute force, one entity and period after the other, over plain dictionaries.
It makes scorecards at random, writes them into a scratch database with plain
INSERTs, and holds every column of the four result views, evaluate (periods of
every grain, both bases) and explain against its own answers.

    result.py [--scorecards N] [--seed S] [--keep]

The server is taken from the PG* environment.  Output is TAP.
"""
import argparse
import datetime as dt
import math
import os
import random
import sys

import psycopg2

DAY = dt.timedelta(days=1)
GRAINS = ["year", "half", "quarter", "month", "week", "day"]
RANK = {g: i for i, g in enumerate(GRAINS)}
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


# ---------------------------------------------------------------- periods
class P(tuple):
    """(grain, first day); the company year is the scorecard's affair"""
    __slots__ = ()

    def __new__(cls, grain, first):
        return tuple.__new__(cls, (grain, first))

    grain = property(lambda self: self[0])
    first = property(lambda self: self[1])

    @property
    def last(self):
        if self.grain == "day":
            return self.first
        if self.grain == "week":
            return self.first + 6 * DAY
        return add_months(self.first, MONTHS[self.grain]) - DAY

    def __str__(self):
        y, m = self.first.year, self.first.month
        if self.grain == "day":
            return f"{self.first:%Y-%m-%d}"
        if self.grain == "week":
            iso = self.first.isocalendar()
            return f"{iso[0]:04d}-W{iso[1]:02d}"
        if self.grain == "month":
            return f"{y:04d}-{m:02d}"
        if self.grain == "quarter":
            return f"{y:04d}Q{(m + 2) // 3}" if m % 3 == 1 else f"{y:04d}-{m:02d}/P3M"
        if self.grain == "half":
            return f"{y:04d}H{(m + 5) // 6}" if m % 6 == 1 else f"{y:04d}-{m:02d}/P6M"
        return f"{y:04d}" if m == 1 else f"{y:04d}-{m:02d}/P1Y"


def add_months(first, n):
    k = first.year * 12 + first.month - 1 + n
    return dt.date(k // 12, k % 12 + 1, 1)


def holding(day, grain, fm):
    """the period of the grain that holds a day, in company years from month fm"""
    if grain == "day":
        return P(grain, day)
    if grain == "week":
        return P(grain, day - day.weekday() * DAY)
    n = MONTHS[grain]
    back = (day.month - fm) % 12 % n
    return P(grain, add_months(day.replace(day=1), -back))


def enclosing(p, grain, fm):
    if p.grain == grain:
        return p
    # a week belongs where its Thursday falls
    return holding(p.first + 3 * DAY if p.grain == "week" else p.first, grain, fm)


def inside(p, whole, fm):
    return RANK[p.grain] >= RANK[whole.grain] and enclosing(p, whole.grain, fm) == whole


def shift(p, n):
    if p.grain == "day":
        return P(p.grain, p.first + n * DAY)
    if p.grain == "week":
        return P(p.grain, p.first + 7 * n * DAY)
    return P(p.grain, add_months(p.first, n * MONTHS[p.grain]))


def finer(first, last, grain):
    """the periods of a finer grain from one day to another, weeks by Thursday"""
    if grain == "week":
        p = holding(first, grain, 1)
        if p.first + 3 * DAY < first:
            p = shift(p, 1)
    else:
        p = P(grain, first)
    found = []
    while (p.first + 3 * DAY if grain == "week" else p.first) <= last:
        found.append(p)
        p = shift(p, 1)
    return found


def year_before(p):
    if p.grain == "day":
        try:
            return P("day", p.first.replace(year=p.first.year - 1))
        except ValueError:
            return None
    if p.grain == "week":
        year, week, _ = p.first.isocalendar()
        try:
            return P("week", dt.date.fromisocalendar(year - 1, week, 1))
        except ValueError:
            return None
    return P(p.grain, add_months(p.first, -12))


# ---------------------------------------------------------------- targets
def curve_text(knots):
    return " ".join(f"{v!r}:{s!r}" for v, s in knots)


def curve_score(x, knots):
    if x <= knots[0][0]:
        return knots[0][1]
    for (v0, s0), (v1, s1) in zip(knots, knots[1:]):
        if x <= v1:
            return s0 + (s1 - s0) * ((x - v0) / (v1 - v0))
    return knots[-1][1]


def curve_goal(knots):
    rising = knots if knots[0][1] < knots[-1][1] or knots[0][1] < max(s for _, s in knots) else knots[::-1]
    return next((v for v, s in rising if s == 1), None)


def curve_baseline(knots):
    rising = knots if knots[0][1] < knots[-1][1] or knots[0][1] < max(s for _, s in knots) else knots[::-1]
    zeros = [v for v, s in rising if s == 0]
    return zeros[0] if zeros else None


def add_curves(curves, divisor):
    scores = [s for _, s in curves[0]]
    if any([s for _, s in c] != scores for c in curves):
        return None
    return [(math.fsum(c[i][0] for c in curves) / divisor, s) for i, s in enumerate(scores)]


# ---------------------------------------------------------------- evaluation
class Evaluator:
    def __init__(self, card):
        self.card = card
        self.fm = card["first_month"]
        self.memo = {}

    def window(self, m, p, ytd):
        """the periods of the measure's own frequency through which it reads p"""
        f = m["frequency"]
        year = enclosing(p, "year", self.fm)
        if RANK[f] < RANK[p.grain]:
            q = enclosing(p, f, self.fm)
            if not ytd:
                return [q]
            # a day in a week that belongs to the year before reads that week
            return [x for x in finer(year.first, q.last, f) if x.first <= q.first] or [q]
        if f == p.grain:
            if not ytd:
                return [p]
            return [x for x in finer(year.first, p.last, f) if x.first <= p.first]
        return finer(year.first if ytd else p.first, p.last, f)

    def carried(self, m, entity, q):
        """the row that stands for period q: its own, or one carried into it"""
        for back in range(m["carry_forward"] + 1):
            source = shift(q, -back)
            if (entity, source) in m["actual"]:
                return source, m["actual"][entity, source]
        return None

    def reading(self, m, entity, p, ytd):
        key = (m["code"], entity, p, ytd)
        if key not in self.memo:
            self.memo[key] = self._reading(m, entity, p, ytd)
        return self.memo[key]

    def _reading(self, m, entity, p, ytd):
        window = self.window(m, p, ytd)
        rows = [(q, self.carried(m, entity, q)) for q in window]
        rows = [(q, r) for q, r in rows if r is not None]
        present = [q for q, _ in rows]
        value = source = None
        whole = window[0].first == p.first and window[-1].last == p.last
        year = enclosing(p, "year", self.fm)
        if len(window) == 1:
            if rows:
                source, (value, _) = rows[0][1]
        elif m["rollup"] == "query":
            if RANK[m["frequency"]] > RANK[p.grain] and (not ytd or year.first == p.first):
                if (entity, p) in m["actual"]:
                    value, source = m["actual"][entity, p][0], p
        elif rows:
            values = [r[1][0] for _, r in rows]
            volumes = [r[1][1] for _, r in rows]
            source = p
            if m["rollup"] == "sum":
                value = math.fsum(values)
            elif m["rollup"] == "mean":
                if all(v is not None for v in volumes) and sum(volumes) > 0:
                    value = math.fsum(a * v for a, v in zip(values, volumes)) / math.fsum(volumes)
                else:
                    value = math.fsum(values) / len(values)
            elif m["rollup"] == "last":
                source, (value, _) = rows[-1][1]
            else:
                value = (min if m["rollup"] == "min" else max)(values)
                source = next(r[0] for _, r in rows if r[1][0] == value)
        judged = window[0] if len(window) == 1 else \
            p if RANK[m["frequency"]] > RANK[p.grain] and (not ytd or year.first == p.first) else None
        target = self.target(m, entity, window, present, judged)
        score = curve_score(value, target) if value is not None and target else None
        coverage = 0.0 if score is None else len(present) / len(window)
        return dict(actual=value, source=source, target=target, score=score, coverage=coverage)

    def target(self, m, entity, window, present, judged):
        plan = m["plan"]
        shared = entity != "" and m["rollup"] != "sum"
        own_only = lambda q: plan.get((entity, q))
        mixed = lambda q: plan.get((entity, q)) or (plan.get(("", q)) if shared else None)
        for look in (own_only, mixed):
            if judged and look(judged):
                return look(judged)
            if len(window) > 1 and present:
                found, target = self.rolled_up(m, window, present, look)
                if found:
                    return target
        return None

    def rolled_up(self, m, window, present, look):
        # the measure's own periods first, then coarser ones that stay within the window
        for grain in reversed(GRAINS[:RANK[m["frequency"]] + 1]):
            parts = sorted({enclosing(q, grain, self.fm) for q in present}, key=lambda x: x.first)
            curves = []
            for part in parts:
                own = [part] if part.grain == m["frequency"] else finer(part.first, part.last, m["frequency"])
                curve = look(part)
                if own[0].first < window[0].first or own[-1].first > window[-1].first or not curve:
                    break
                curves.append(curve)
            else:
                if m["rollup"] == "sum":
                    return True, add_curves(curves, 1)
                if m["rollup"] == "mean":
                    return True, add_curves(curves, len(curves))
                return True, curves[-1]
        return False, None

    def status(self, score):
        if score is None:
            return None
        return "green" if score >= self.card["green"] else "amber" if score >= self.card["amber"] else "red"

    def combine(self, children, how):
        """children: (weight, score, coverage) -> (score, coverage)"""
        weight = math.fsum(w for w, _, _ in children)
        coverage = math.fsum(w * c for w, _, c in children) / weight if weight > 0 else 0.0
        counting = [(w, s) for w, s, _ in children if w > 0]
        if all(s is None for _, s in counting):
            return None, coverage
        if self.card["missing"] == "strict" and any(s is None for _, s in counting):
            return None, coverage
        if self.card["missing"] == "zero":
            counting = [(w, 0.0 if s is None else s) for w, s in counting]
        counting = [(w, s) for w, s in counting if s is not None]
        if how == "worst":
            return min(s for _, s in counting), coverage
        if how == "best":
            return max(s for _, s in counting), coverage
        return math.fsum(w * s for w, s in counting) / math.fsum(w for w, _ in counting), coverage

    def tree(self, entity, p, ytd=False):
        """rows (level, path, code, name, node, ...) depth first"""
        card = self.card
        out = []
        tops = []
        for pe in card["perspectives"]:
            middles, block = [], []
            for ob in pe["objectives"]:
                leaves, rows = [], []
                for m in ob["measures"]:
                    r = self.reading(m, entity, p, ytd)
                    leaves.append((m["weight"], r["score"], r["coverage"]))
                    rows.append(dict(level=3, keys=(pe["code"], ob["code"], m["code"]), node=m, measures=1,
                                     statuses=[self.status(r["score"])], **r))
                score, coverage = self.combine(leaves, ob["combine"])
                middles.append((ob["weight"], score, coverage))
                block.append(dict(level=2, keys=(pe["code"], ob["code"]), node=ob, score=score, coverage=coverage,
                                  measures=len(rows), statuses=[s for r in rows for s in r["statuses"]]))
                block += rows
            score, coverage = self.combine(middles, pe["combine"])
            tops.append((pe["weight"], score, coverage))
            out.append(dict(level=1, keys=(pe["code"],), node=pe, score=score, coverage=coverage,
                            measures=sum(r["measures"] for r in block if r["level"] == 3),
                            statuses=[s for r in block if r["level"] == 3 for s in r["statuses"]]))
            out += block
        score, coverage = self.combine(tops, "mean")
        leaves = [r for r in out if r["level"] == 3]
        return [dict(level=0, keys=(), node=card, score=score, coverage=coverage, measures=len(leaves),
                     statuses=[s for r in leaves for s in r["statuses"]])] + out

    def measures(self):
        return [m for pe in self.card["perspectives"] for ob in pe["objectives"] for m in ob["measures"]]

    def listed(self):
        """the rows of the views: (entity, reporting period)"""
        rows = set()
        grain = self.card["frequency"]
        for m in self.measures():
            for entity, q in m["actual"]:
                if RANK[q.grain] >= RANK[grain]:
                    rows.add((entity, enclosing(q, grain, self.fm)))
                if q.grain == m["frequency"] and RANK[q.grain] >= RANK[grain]:
                    for n in range(1, m["carry_forward"] + 1):
                        rows.add((entity, enclosing(shift(q, n), grain, self.fm)))
        return rows

    def latest(self, entity):
        grain = self.card["frequency"]
        found = [enclosing(q, grain, self.fm) for m in self.measures() for e, q in m["actual"]
                 if e == entity and RANK[q.grain] >= RANK[grain]]
        return max(found, key=lambda q: q.first) if found else None

    def shares(self, children, how):
        """the part that each child's score has in its parent's"""
        score, _ = self.combine([(w, s, 0.0) for w, s in children], how)
        if score is None:
            return None
        counted = [(w, 0.0 if s is None else s) for w, s in children] if self.card["missing"] == "zero" else \
            [(0.0 if s is None else w, s) for w, s in children]
        if how == "mean":
            total = math.fsum(w for w, _ in counted)
            return [w / total for w, _ in counted]
        decider = next(i for i, (w, s) in enumerate(counted) if w > 0 and s == score)
        return [1.0 if i == decider else 0.0 for i in range(len(counted))]

    def contributions(self, entity, p):
        """[(measure, score, weight in total, contribution)], attainment of the whole"""
        tree = self.tree(entity, p)
        node = {r["keys"]: r for r in tree}
        card = self.card
        top = self.shares([(pe["weight"], node[pe["code"],]["score"]) for pe in card["perspectives"]], "mean")
        out = []
        for i, pe in enumerate(card["perspectives"]):
            mid = self.shares([(o["weight"], node[pe["code"], o["code"]]["score"]) for o in pe["objectives"]],
                              pe["combine"])
            for j, ob in enumerate(pe["objectives"]):
                low = self.shares([(m["weight"], node[pe["code"], ob["code"], m["code"]]["score"])
                                   for m in ob["measures"]], ob["combine"])
                for k, m in enumerate(ob["measures"]):
                    score = node[pe["code"], ob["code"], m["code"]]["score"]
                    weight = None if top is None else top[i] * (mid[j] if mid else 0) * (low[k] if low else 0)
                    out.append((m["code"], score, weight, None if top is None else weight * (score or 0)))
        return out, node[()]["score"]


# ---------------------------------------------------------------- random scorecards
def random_curve(rnd, kind):
    low = rnd.choice([0, rnd.randint(0, 40)])
    high = low + rnd.randint(1, 80)
    if kind == "down":
        return [(float(low), 1.0), (float(high), 0.0)]
    if kind == "stretch":
        return [(float(low), 0.0), (float(high), 1.0), (high + rnd.randint(1, 30) / 2, 1.25)]
    if kind == "band":
        return [(float(low), 0.0), (low + 1.5, 1.0), (high + 2.0, 1.0), (high + 9.0, 0.0)]
    return [(float(low), 0.0), (float(high), 1.0)]


SPAN = {"year": 4, "half": 5, "quarter": 8, "month": 20, "week": 62, "day": 75}


def random_measure(rnd, code, card, middle, entities):
    f = rnd.choice(GRAINS if rnd.random() < 0.5 else [card["frequency"], card["frequency"], "month", "week"])
    fm = card["first_month"]
    m = dict(code=code, name=rnd.choice([None, f"Measure {code}"]), unit=rnd.choice([None, "%", "EUR"]),
             frequency=f, rollup=rnd.choice(["sum", "sum", "mean", "mean", "last", "min", "max", "query"]),
             carry_forward=rnd.choice([0, 0, 0, 1, 2, 3]), weight=rnd.choice([0, 1, 1, 2, 0.5, 30, rnd.random()]),
             position=rnd.choice([0, 0, 1, 2]), actual={}, plan={})
    start = shift(holding(middle, f, fm), -(SPAN[f] // 2))
    spread = [shift(start, i) for i in range(SPAN[f])]
    volumes = rnd.choice(["all", "all", "some", "none", "zeros"])
    wholes = {g: sorted({enclosing(q, g, fm) for q in spread}) for g in GRAINS[:RANK[f]]}
    for entity in entities:
        if rnd.random() < 0.2:
            continue
        density = rnd.choice([0.04, 0.3, 0.8, 1.0])
        for q in spread:
            if rnd.random() < density:
                volume = {"all": rnd.randint(0, 9), "none": None, "zeros": 0,
                          "some": rnd.choice([None, 4])}[volumes]
                m["actual"][entity, q] = (float(rnd.randint(0, 120)) / rnd.choice([1, 1, 4]), volume)
        if m["rollup"] == "query":
            for grain, periods in wholes.items():
                for q in periods:
                    if rnd.random() < 0.7 and (grain == card["frequency"] or
                                               any((entity, x) in m["actual"] for x in finer(q.first, q.last, f))):
                        m["actual"][entity, q] = (float(rnd.randint(0, 120)), None)
    kinds = rnd.choice([["up"], ["up"], ["down"], ["stretch"], ["band"], ["up", "stretch"], ["up", "down"]])
    plan_grains = [g for g in GRAINS[:RANK[f] + 1] if rnd.random() < rnd.choice([0.3, 0.6])] or [f]
    for grain in plan_grains:
        for entity in [e for e in [""] + entities if rnd.random() < 0.5]:
            density = rnd.choice([0.5, 0.95, 1.0, 1.0])
            for q in wholes[grain] if grain != f else spread:
                if rnd.random() < density:
                    m["plan"][entity, q] = random_curve(rnd, rnd.choice(kinds))
    return m


def by_place(nodes):
    return sorted(nodes, key=lambda n: (n["position"], n["code"].encode()))


def random_scorecard(rnd, number):
    card = dict(code=f"S{number:04d}", name=rnd.choice([None, f"Scorecard {number}"]),
                frequency=rnd.choice(["month", "quarter", "year", "half", "week", "day", "month", "quarter"]),
                first_month=rnd.choice([1, 1, 1, 4, 7, 10, rnd.randint(1, 12)]),
                missing=rnd.choice(["skip", "zero", "strict"]), amber=rnd.choice([0.7, 0.5, 0.25]),
                green=rnd.choice([0.9, 0.7, 1.0]), perspectives=[])
    entities = rnd.choice([[""], ["", "north"], ["", "north", "south"], ["north", "south"]])
    year = rnd.choice([2016, 2019, 2021, 2024, 2025, 2027])
    middle = dt.date(year, rnd.choice([card["first_month"], 1, rnd.randint(1, 12)]), rnd.choice([1, 2, 5, 28]))
    serial = 0
    combine = lambda: rnd.choice(["mean", "mean", "worst", "best"])
    weight = lambda: rnd.choice([0, 1, 1, 2, 0.5, 50, rnd.random()])
    for i in range(rnd.randint(1, 3)):
        pe = dict(code=rnd.choice("pqrs") + str(i), name=None, position=rnd.choice([0, 1]), weight=weight(),
                  combine=combine(), objectives=[])
        for j in range(rnd.choice([0, 1, 1, 2, 2])):
            ob = dict(code=rnd.choice("abcd") + str(j), name=rnd.choice([None, "An objective"]),
                      position=rnd.choice([0, 1]), weight=weight(), combine=combine(), measures=[])
            for _ in range(rnd.choice([0, 1, 2, 3])):
                serial += 1
                ob["measures"].append(random_measure(rnd, rnd.choice("klm") + str(serial), card, middle, entities))
            ob["measures"] = by_place(ob["measures"])
            pe["objectives"].append(ob)
        pe["objectives"] = by_place(pe["objectives"])
        card["perspectives"].append(pe)
    card["perspectives"] = by_place(card["perspectives"])
    card["entities"] = entities
    return card


def load(cur, card):
    def insert(table, **columns):
        cur.execute(f"INSERT INTO bsc.{table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
                    " RETURNING id", list(columns.values()))
        return cur.fetchone()[0]

    scorecard = insert("scorecard", **{k: card[k] for k in (
        "code", "name", "frequency", "first_month", "missing", "amber", "green")})
    actual, plan = [], []
    for pe in card["perspectives"]:
        perspective = insert("perspective", scorecard_id=scorecard, **{k: pe[k] for k in (
            "code", "name", "position", "weight", "combine")})
        for ob in pe["objectives"]:
            objective = insert("objective", perspective_id=perspective, **{k: ob[k] for k in (
                "code", "name", "position", "weight", "combine")})
            for m in ob["measures"]:
                measure = insert("measure", objective_id=objective, **{k: m[k] for k in (
                    "code", "name", "unit", "frequency", "rollup", "carry_forward", "weight", "position")})
                actual += [(measure, e, str(q), v, n) for (e, q), (v, n) in m["actual"].items()]
                plan += [(measure, e, str(q), curve_text(c)) for (e, q), c in m["plan"].items()]
    cur.execute("INSERT INTO bsc.actual (measure_id, entity, period, value, volume)"
                " SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bsc.period[], %s::float8[], %s::float8[])",
                [list(c) for c in zip(*actual)] or [[]] * 5)
    cur.execute("INSERT INTO bsc.plan (measure_id, entity, period, target)"
                " SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bsc.period[], %s::bsc.target[])",
                [list(c) for c in zip(*plan)] or [[]] * 4)


# ---------------------------------------------------------------- comparing
def same(a, b, tolerance=1e-9):
    if isinstance(a, float) and isinstance(b, (int, float)) or isinstance(b, float) and isinstance(a, (int, float)):
        return abs(a - b) <= tolerance * max(1.0, abs(a), abs(b))
    return a == b


class Tap:
    def __init__(self):
        self.n = self.failed = 0

    def ok(self, good, what, detail=""):
        self.n += 1
        self.failed += not good
        print(("ok" if good else "not ok"), self.n, "-", what)
        for line in detail.splitlines()[:25] if not good else []:
            print("#", line)
        sys.stdout.flush()


def compare(tap, what, got, expected, columns):
    """dictionaries key -> row"""
    wrong = [f"{k}: missing" for k in expected if k not in got] + [f"{k}: unexpected" for k in got if k not in expected]
    bad_columns = {}
    for key, row in expected.items():
        for column, a, b in zip(columns, got.get(key, row), row):
            if not same(a, b):
                wrong.append(f"{key}: {column} is {a}, expected {b}")
                bad_columns[column] = bad_columns.get(column, 0) + 1
    names = sorted({w.split("'")[1] for w in wrong if "'" in w})
    tap.ok(not wrong, f"{what}: {len(expected)} rows",
           f"{len(wrong)} differences {bad_columns} in scorecards {names[:20]}\n" + "\n".join(wrong[:20]))


def check_views(tap, cur, cards):
    views = {"measure": {}, "objective": {}, "perspective": {}, "scorecard": {}}
    for card in cards:
        ev = card["evaluator"]
        for entity, p in ev.listed():
            tree = ev.tree(entity, p)
            for r in tree:
                key = (card["code"], entity, str(p)) + r["keys"]
                name = r["node"]["name"] or r["node"]["code"]
                start = (p.first, p.last)
                status = ev.status(r["score"])
                weight = float(r["node"]["weight"]) if r["level"] else 1.0
                if r["level"] == 3:
                    before = ev.reading(r["node"], entity, shift(p, -1), False)["actual"]
                    ago = year_before(p)
                    ago = ev.reading(r["node"], entity, ago, False)["actual"] if ago else None
                    minus = lambda x: None if x is None or r["actual"] is None else r["actual"] - x
                    views["measure"][key] = start + (
                        name, r["node"]["unit"], r["actual"], str(r["source"]) if r["source"] else None,
                        curve_baseline(r["target"]) if r["target"] else None,
                        curve_goal(r["target"]) if r["target"] else None,
                        r["score"], status, weight, r["coverage"], before, minus(before), ago, minus(ago))
                else:
                    count = [sum(s == colour for s in r["statuses"]) for colour in ("red", "amber", "green")]
                    views[["scorecard", "perspective", "objective"][r["level"]]][key] = start + (
                        name, r["score"], status, weight, r["coverage"], r["measures"], *count)
    for view, keys in [("measure", ["perspective", "objective", "measure"]), ("objective", ["perspective", "objective"]),
                       ("perspective", ["perspective"]), ("scorecard", [])]:
        cur.execute(f"SELECT * FROM bsc.{view}_result")
        columns = [d.name for d in cur.description]
        at = [columns.index(c) for c in ["scorecard", "entity", "period"] + keys]
        rest = [i for i in range(len(columns)) if i not in at]
        rows = cur.fetchall()
        got = {tuple(r[i] for i in at): tuple(r[i] for i in rest) for r in rows}
        tap.ok(len(got) == len(rows), f"{view}_result has one row a node, entity and period")
        compare(tap, f"{view}_result", got, views[view], [columns[i] for i in rest])


def asked_periods(rnd, card):
    """periods worth asking for: of every grain, near the data"""
    ev = card["evaluator"]
    days = sorted({q.first for m in ev.measures() for _, q in m["actual"]})
    if not days:
        return []
    found = []
    for grain in GRAINS:
        for _ in range(2):
            day = rnd.choice(days) + rnd.randint(-10, 40) * DAY
            if rnd.random() < 0.3:      # where years meet
                day = dt.date(day.year, card["first_month"], 1) + rnd.randint(-6, 8) * DAY
            found.append(holding(day, grain, card["first_month"]))
    return found


def check_evaluate(tap, cur, cards, rnd):
    questions, expected = [], {}
    for card in cards:
        ev = card["evaluator"]
        asked = [(str(p), p, e, b) for p in asked_periods(rnd, card)
                 for e, b in [(rnd.choice(card["entities"]), "period"), (rnd.choice(card["entities"] + ["nobody"]), "ytd")]]
        for e in card["entities"]:
            if ev.latest(e):
                asked.append((None, ev.latest(e), e, rnd.choice(["period", "ytd"])))
        for text, p, e, basis in asked:
            number = len(questions)
            questions.append((number, card["code"], text, e, basis))
            for i, r in enumerate(ev.tree(e, p, basis == "ytd")):
                node = r["node"]
                expected[number, card["code"], text, e, basis, i + 1] = (
                    r["level"], "/".join((card["code"],) + r["keys"]), node["code"], node["name"] or node["code"],
                    r.get("actual"), curve_goal(r["target"]) if r.get("target") else None, r["score"],
                    ev.status(r["score"]), float(node["weight"]) if r["level"] else 1.0, r["coverage"])
    cur.execute("SELECT q.*, e.* FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[])"
                " AS q (n, scorecard, period, entity, basis)"
                " CROSS JOIN LATERAL bsc.evaluate(q.scorecard, q.period, q.entity, q.basis) WITH ORDINALITY AS e",
                [list(c) for c in zip(*questions)])
    columns = [d.name for d in cur.description][5:-1]
    got = {r[:5] + (r[-1],): r[5:-1] for r in cur.fetchall()}
    for basis in ("period", "ytd"):
        compare(tap, f"evaluate, basis {basis}", {k: v for k, v in got.items() if k[4] == basis},
                {k: v for k, v in expected.items() if k[4] == basis}, columns)


def check_explain(tap, cur, cards, rnd):
    questions, expected, totals = [], {}, {}
    for card in cards:
        ev = card["evaluator"]
        for p in rnd.sample(asked_periods(rnd, card) or [None], 1) + sorted(q for _, q in ev.listed())[:3]:
            if p is None or not ev.measures():
                continue
            e = rnd.choice(card["entities"])
            against = rnd.choice([None, shift(p, -rnd.randint(1, 3)), holding(p.first, rnd.choice(GRAINS), card["first_month"])])
            number = len(questions)
            questions.append((number, card["code"], str(p), e, str(against) if against else None))
            now, total = ev.contributions(e, p)
            before, total_before = ev.contributions(e, against or shift(p, -1))
            totals[number] = (total, total_before)
            for i, (a, b) in enumerate(zip(now, before)):
                change = None if a[3] is None or b[3] is None else a[3] - b[3]
                expected[questions[-1] + (i + 1,)] = (*a, b[3], change)
    cur.execute("SELECT q.*, e.* FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[])"
                " AS q (n, scorecard, period, entity, against)"
                " CROSS JOIN LATERAL bsc.explain(q.scorecard, q.period, q.entity, q.against) WITH ORDINALITY AS e",
                [list(c) for c in zip(*questions)])
    columns = [d.name for d in cur.description][5:-1]
    got = {r[:5] + (r[-1],): r[5:-1] for r in cur.fetchall()}
    compare(tap, "explain", got, expected, columns)

    def adds_up(column, total):
        wrong = []
        for q in questions:
            parts = [v[column] for k, v in got.items() if k[:5] == q]
            want = total(*totals[q[0]])
            have = None if any(x is None for x in parts) else math.fsum(parts)
            if (have is None) != (want is None) or have is not None and abs(have - want) > 1e-12:
                wrong.append(f"{q}: {have}, expected {want}")
        return wrong
    wrong = adds_up(3, lambda now, before: now)
    tap.ok(not wrong, "contributions add up to the attainment of the whole", "\n".join(wrong))
    wrong = adds_up(4, lambda now, before: before)
    tap.ok(not wrong, "contributions before add up to the attainment before", "\n".join(wrong))
    wrong = adds_up(5, lambda now, before: None if now is None or before is None else now - before)
    tap.ok(not wrong, "changes add up to the change of the attainment", "\n".join(wrong))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scorecards", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep the scratch database")
    options = parser.parse_args()
    rnd = random.Random(options.seed)
    name = f"bsc_result_oracle_{os.getpid()}"
    admin = psycopg2.connect("dbname=" + os.environ.get("PGDATABASE", "postgres"))
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    tap = Tap()
    try:
        db = psycopg2.connect(f"dbname={name}")
        cur = db.cursor()
        cur.execute("SET search_path = pg_catalog; SET jit = off")
        cur.execute("CREATE EXTENSION bsc")
        cards = [random_scorecard(rnd, i) for i in range(options.scorecards)]
        for card in cards:
            card["evaluator"] = Evaluator(card)
            load(cur, card)
        db.commit()
        cur.execute("ANALYZE")
        check_views(tap, cur, cards)
        check_evaluate(tap, cur, cards, rnd)
        check_explain(tap, cur, cards, rnd)
        db.commit()
        db.close()
    finally:
        if not options.keep:
            admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    print(f"1..{tap.n}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
