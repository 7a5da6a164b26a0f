"""Which target, which status, as of when: results of a scorecard by brute force.

Written from the description of the rules alone.  A scorecard is a dictionary of
dictionaries; every measure holds its rows:

    actual   (entity, period) -> (value, volume, source, recorded_at)
    plan     (entity, period) -> curve, or None where nothing is planned
    runs     period -> when its last successful run started

An Evaluator looks at one scorecard at one moment.
"""
import math
from zoneinfo import ZoneInfo

from lib.periods import (GRAINS, RANK, add_curves, between, curve_score, days, enclosing, ends, finer, holding,
                         own_periods, scale, share, shift, starts)

ABSENT = object()
YEAR = {"year": 1, "half": 2, "quarter": 4, "month": 12, "week": 52, "day": 365}


def kind(m):
    return m.get("kind") or ("amount" if m["rollup"] in ("sum", "query") else "rate")


def spread(m):
    if m.get("spread"):
        return m["spread"]
    if m["rollup"] == "sum":
        return "equal"
    return "none" if m["rollup"] == "query" and kind(m) == "amount" else "level"


def latest_decides(m):
    return m["rollup"] in ("last", "min", "max") or m["rollup"] in ("query", "formula") and kind(m) == "rate"


class Evaluator:
    def __init__(self, card, now):
        self.card = card
        self.now = now
        self.fm = card["first_month"]
        self.zone = card.get("time_zone", "UTC")
        self.readings, self.targets, self.seen = {}, {}, {}

    # ------------------------------------------------------------ what was observed
    def is_over(self, p):
        return ends(p, self.zone) <= self.now

    def observed(self, m):
        """up to when the measure's own periods are known, whoever sold nothing in them"""
        if m["code"] in self.seen:
            return self.seen[m["code"]]
        moments = []
        for q, started in m["runs"].items():
            if q.grain == m["frequency"] and starts(q, self.zone) <= self.now:
                moments.append(min(ends(q, self.zone), started))
        for (_, q), (_, _, source, recorded_at) in m["actual"].items():
            if q.grain != m["frequency"] or source in ("refresh", "empty") or starts(q, self.zone) > self.now:
                continue
            if not self.is_over(q) and starts(q, self.zone) <= recorded_at < ends(q, self.zone):
                moments.append(recorded_at)
            else:
                moments.append(ends(q, self.zone))
        self.seen[m["code"]] = max(moments, default=None)
        return self.seen[m["code"]]

    # ------------------------------------------------------------ which own periods are read
    def window(self, m, p, basis):
        """the measure's own periods through which it reads a period or what ends with it"""
        f = m["frequency"]
        coarser = RANK[f] < RANK[p.grain]
        q = enclosing(p, f, self.fm) if coarser else None
        if basis == "period":
            return [q] if coarser else own_periods(p, f)
        if basis == "rolling":
            if coarser:
                return [shift(q, i - YEAR[f] + 1) for i in range(YEAR[f])]
            first = shift(p, 1 - YEAR[p.grain])
            return [x for i in range(YEAR[p.grain]) for x in own_periods(shift(first, i), f)]
        year = enclosing(p, "year", self.fm)
        if coarser:
            # a day in a week that belongs to the year before reads that week
            return [x for x in finer(year.first, q.last, f) if x.first <= q.first] or [q]
        if f == p.grain:
            return [x for x in own_periods(year, f) if x.first <= p.first]
        return finer(year.first, p.last, f)

    def period_of(self, m, window):
        """the company's period that consists of just these own periods"""
        for grain in GRAINS[:RANK[m["frequency"]] + 1]:
            whole = enclosing(window[0], grain, self.fm)
            if own_periods(whole, m["frequency"]) == window:
                return whole
        return None

    def carried(self, m, entity, q):
        """the row that stands for an own period: its own, or one carried into it"""
        for back in range(m["carry_forward"] + 1):
            row = m["actual"].get((entity, shift(q, -back)))
            if row is not None:
                return shift(q, -back), row
        return None

    def rows(self, m, entity, window):
        found = [(q, self.carried(m, entity, q)) for q in window]
        return [(q, *r) for q, r in found if r is not None]

    # ------------------------------------------------------------ the value
    def value(self, m, entity, p, whole, window, rows):
        """(actual, the period it is from)"""
        if len(window) == 1:
            return (rows[0][2][0], rows[0][1]) if rows else (None, None)
        if m["rollup"] == "query":
            stored = m["actual"].get((entity, whole)) if whole else None
            return (stored[0], whole) if stored else (None, None)
        if not rows:
            return None, None
        values = [r[0] for _, _, r in rows]
        volumes = [r[1] for _, _, r in rows]
        if m["rollup"] == "sum":
            return math.fsum(values), p
        if m["rollup"] == "mean":
            if all(v is not None for v in volumes) and sum(volumes) > 0:
                return math.fsum(a * v for a, v in zip(values, volumes)) / math.fsum(volumes), p
            return math.fsum(values) / len(values), p
        if m["rollup"] == "last":
            return values[-1], rows[-1][1]
        value = (min if m["rollup"] == "min" else max)(values)
        return value, next(source for _, source, r in rows if r[0] == value)

    # ------------------------------------------------------------ the target of a period
    def target(self, m, entity, p):
        """(curve, or None where nothing is planned, or ABSENT; the period it was given for)"""
        key = m["code"], entity, p
        if key not in self.targets:
            self.targets[key] = self._target(m, entity, p)
        return self.targets[key]

    def _target(self, m, entity, p):
        plan = m["plan"]
        shared = entity != "" and kind(m) == "rate"
        own = plan.get((entity, p), ABSENT)
        whole = plan.get(("", p), ABSENT) if shared else ABSENT
        nothing = own is None or own is ABSENT and whole is None
        look_own = lambda q: plan.get((entity, q), ABSENT)
        look_any = lambda q: plan.get(("", q), ABSENT) if shared and look_own(q) is ABSENT else look_own(q)
        if own is not ABSENT and own is not None:
            return own, p
        found, curve = self.rolled_up(m, entity, p, look_own)
        if found:
            return curve, p
        if shared:
            if whole is not ABSENT and not nothing:
                return whole, p
            found, curve = self.rolled_up(m, entity, p, look_any)
            if found:
                return curve, p
        if nothing:
            return None, p
        for grain in reversed(GRAINS[:RANK[p.grain]]):
            q = enclosing(p, grain, self.fm)
            for owner in [entity, ""] if shared else [entity]:
                curve = plan.get((owner, q), ABSENT)
                if curve is None:
                    return None, q
                if curve is not ABSENT:
                    curve = self.made_part(m, entity, owner, q, curve, p)
                    return (ABSENT if curve is None else curve), q
        return ABSENT, None

    def parts(self, m, entity, p, grain):
        """the periods of a finer grain in p that count: those with an actual; None if the grain does not fit"""
        if m["rollup"] == "query" and grain != m["frequency"]:
            return [q for q in own_periods(p, grain) if (entity, q) in m["actual"]]
        window = own_periods(p, m["frequency"])
        found = []
        for q, _, _ in self.rows(m, entity, window):
            part = enclosing(q, grain, self.fm)
            own = own_periods(part, m["frequency"])
            if own[0].first < window[0].first or own[-1].first > window[-1].first:
                return None
            if part not in found:
                found.append(part)
        return found

    def rolled_up(self, m, entity, p, look):
        """(was there a target to roll up?, what it came to)"""
        if RANK[m["frequency"]] <= RANK[p.grain]:
            return False, None
        for grain in reversed(GRAINS[RANK[p.grain] + 1:RANK[m["frequency"]] + 1]):
            parts = self.parts(m, entity, p, grain)
            if parts:
                found, curve = self.together(m, [look(q) for q in parts])
                if found:
                    return True, curve
        return False, None

    def together(self, m, curves):
        """what the parts' curves come to under the roll-up; None is a part for which nothing is planned"""
        if latest_decides(m):
            return curves[-1] is not ABSENT, curves[-1]
        if m["rollup"] not in ("sum", "mean") or ABSENT in curves:
            return False, None
        curves = [c for c in curves if c is not None]
        if not curves:
            return True, None
        return True, add_curves(curves, len(curves) if m["rollup"] == "mean" else 1)

    def made_part(self, m, entity, owner, q, curve, p):
        """of the curve given for the coarser period q, what is p's"""
        how = spread(m)
        if how == "none":
            return None
        own, mine = own_periods(q, m["frequency"]), own_periods(p, m["frequency"])
        if how == "days":
            length = (lambda x: 7 * len(own_periods(x, "week"))) if m["frequency"] == "week" else days
            return scale(curve, length(p) / length(q))
        if m["rollup"] == "sum":
            part = len([x for x in mine if x in own]) / len(own)
            return scale(curve, part) if part > 0 else None
        if how != "path":
            return curve
        before = m["plan"].get((owner, shift(q, -1)))
        if before is None:
            return curve
        rows = self.rows(m, entity, mine)
        last = rows[-1][0] if rows else mine[-1]
        return between(before, curve, len([x for x in own if x.last <= last.last]) / len(own))

    # ------------------------------------------------------------ the target of a stretch
    def stretch(self, m, entity, parts, seen, alone=False):
        """what these own periods' targets come to, the last one as far as it was observed; None: no target"""
        if not parts:
            return None
        curves = [self.target(m, entity, q)[0] for q in parts]
        cut = share(parts[-1], self.zone, seen)
        if curves[-1] is not ABSENT and curves[-1] is not None and 0 < cut < 1 and \
                (m["rollup"] == "sum" or spread(m) == "days"):
            curves[-1] = scale(curves[-1], cut)
        if m["rollup"] == "query" and kind(m) == "amount":
            # many people counted once have no sum; the open part of one period has its period's
            # target as far as it spreads
            curve = curves[0] if alone and not (spread(m) == "none" and cut < 1) else None
            return None if curve is ABSENT else curve
        found, curve = self.together(m, curves)
        return curve if found else None

    # ------------------------------------------------------------ one measure's row
    def reading(self, m, entity, p, basis="period"):
        key = m["code"], entity, p, basis
        if key not in self.readings:
            self.readings[key] = self._reading(m, entity, p, basis)
        return self.readings[key]

    def _reading(self, m, entity, p, basis):
        window = self.window(m, p, basis)
        whole = self.period_of(m, window)
        rows = self.rows(m, entity, window)
        actual, source = self.value(m, entity, p, whole, window, rows)
        # a value carried into a period counts as observed to its end
        known = [self.observed(m)] + [ends(q, self.zone) for q, source_of, _ in rows if source_of != q]
        seen = max((x for x in known if x is not None), default=None)
        present = [q for q, _, _ in rows]
        alone = len(window) == 1
        if whole:
            target, goal_period = self.target(m, entity, whole)
        else:
            target, goal_period = self.stretch(m, entity, present, seen), p
        if target is ABSENT or target is None:
            target = goal_period = None
        score = curve_score(actual, target) if actual is not None and target else None
        begun = [q for q in window if seen is not None and starts(q, self.zone) < seen]
        end = ends(window[0] if alone else window[-1] if RANK[m["frequency"]] < RANK[p.grain] else p, self.zone)
        provisional = actual is not None and (self.now < end or seen is None or seen < end)
        early = not self.is_over(window[0]) and share(window[0], self.zone, seen) < 0.2
        pace = score
        if provisional:
            counted = [q for q in present if q in begun]
            reached = self.stretch(m, entity, counted, seen, alone)
            pace = curve_score(actual, reached) if reached and not early else None
        status = self.status(pace)
        if provisional and pace is None and not early and self.status(score) == "green":
            status = "green"
        if score is None:
            coverage = 0.0
        elif alone or m["rollup"] == "query":
            coverage = 1.0
        else:
            coverage = len([q for q in present if q in begun]) / len(begun) if begun else 0.0
        return dict(actual=actual, source=source, target=target, goal_period=goal_period, score=score,
                    coverage=coverage, pace=pace, provisional=provisional, early=early, status=status,
                    observed=self.observed(m))

    # ------------------------------------------------------------ the nodes above
    def status(self, score):
        if score is None:
            return None
        return "green" if score >= self.card["green"] else "amber" if score >= self.card["amber"] else "red"

    def combine(self, children, how):
        """[(weight, score)] -> score"""
        counting = [(w, s) for w, s in children if w > 0]
        if all(s is None for _, s in counting):
            return None
        if self.card["missing"] == "strict" and any(s is None for _, s in counting):
            return None
        if self.card["missing"] == "zero":
            counting = [(w, 0.0 if s is None else s) for w, s in counting]
        counting = [(w, s) for w, s in counting if s is not None]
        if how == "worst":
            return min(s for _, s in counting)
        if how == "best":
            return max(s for _, s in counting)
        return math.fsum(w * s for w, s in counting) / math.fsum(w for w, _ in counting)

    def above(self, children, how):
        """a node of its children: [(weight, row)]"""
        weight = math.fsum(w for w, _ in children)
        coverage = math.fsum(w * r["coverage"] for w, r in children) / weight if weight > 0 else 0.0
        score = self.combine([(w, r["score"]) for w, r in children], how)
        # what is too early to judge takes no part
        weighty = [r for w, r in children if w > 0]
        early = bool(weighty) and all(r["early"] for r in weighty)
        provisional = any(r["provisional"] for r in weighty)
        pace = self.combine([(w, r["pace"]) for w, r in children if not r["early"]], how) if provisional else score
        return dict(score=score, coverage=coverage, pace=pace, provisional=provisional, early=early,
                    status=self.status(pace if provisional else score))

    def tree(self, entity, p, basis="period"):
        """rows depth first"""
        card = self.card
        out, tops = [], []
        for pe in card["perspectives"]:
            middles, block = [], []
            for ob in pe["objectives"]:
                leaves, rows = [], []
                for m in ob["measures"]:
                    r = self.reading(m, entity, p, basis)
                    leaves.append((m["weight"], r))
                    rows.append(dict(level=3, keys=(pe["code"], ob["code"], m["code"]), node=m, measures=1,
                                     statuses=[r["status"]], **r))
                row = self.above(leaves, ob["combine"])
                middles.append((ob["weight"], row))
                block.append(dict(level=2, keys=(pe["code"], ob["code"]), node=ob, measures=len(rows),
                                  statuses=[s for r in rows for s in r["statuses"]], **row))
                block += rows
            row = self.above(middles, pe["combine"])
            tops.append((pe["weight"], row))
            leaves = [r for r in block if r["level"] == 3]
            out.append(dict(level=1, keys=(pe["code"],), node=pe, measures=len(leaves),
                            statuses=[s for r in leaves for s in r["statuses"]], **row))
            out += block
        leaves = [r for r in out if r["level"] == 3]
        return [dict(level=0, keys=(), node=card, measures=len(leaves),
                     statuses=[s for r in leaves for s in r["statuses"]], **self.above(tops, "mean"))] + out

    def measures(self):
        return [m for pe in self.card["perspectives"] for ob in pe["objectives"] for m in ob["measures"]]

    def listed(self, grain=None):
        """the rows of the views: (entity, period of the grain)"""
        rows = set()
        grain = grain or self.card["frequency"]
        for m in self.measures():
            for entity, q in m["actual"]:
                if RANK[q.grain] >= RANK[grain]:
                    rows.add((entity, enclosing(q, grain, self.fm)))
                if q.grain == m["frequency"] and RANK[q.grain] >= RANK[grain]:
                    for n in range(1, m["carry_forward"] + 1):
                        rows.add((entity, enclosing(shift(q, n), grain, self.fm)))
        return rows

    def is_in_stretch(self, entity, p, basis):
        """does an entity have an actual in what ends with the period, or one carried into it?"""
        for m in self.measures():
            if RANK[m["frequency"]] < RANK[p.grain]:
                continue
            window = self.window(m, p, basis)
            whole = self.period_of(m, window)
            if self.rows(m, entity, window) or whole and len(window) > 1 and any(
                    e == entity and RANK[q.grain] < RANK[m["frequency"]] and
                    (q == whole or RANK[q.grain] > RANK[whole.grain] and enclosing(q, whole.grain, self.fm) == whole)
                    for e, q in m["actual"]):
                return True
        return False

    def today(self):
        return holding(self.now.astimezone(ZoneInfo(self.zone)).date(), self.card["frequency"], self.fm)

    def latest(self, entity):
        """the period that is shown when none is named"""
        grain = self.card["frequency"]
        found = {enclosing(q, grain, self.fm) for m in self.measures() for e, q in m["actual"]
                 if e == entity and RANK[q.grain] >= RANK[grain]}
        seen = max((x for x in map(self.observed, self.measures()) if x is not None), default=None)
        found = [q for q in found if starts(q, self.zone) <= self.now and
                 (self.is_over(q) or share(q, self.zone, seen) >= 0.2)]
        return max(found, key=lambda q: q.first) if found else self.today()

    # ------------------------------------------------------------ explain
    def shares(self, children, how):
        """the part that each child's score has in its parent's"""
        score = self.combine(children, how)
        if score is None:
            return None
        counted = [(w, 0.0 if s is None else s) for w, s in children] if self.card["missing"] == "zero" else \
            [(0.0 if s is None else w, s) for w, s in children]
        if how == "mean":
            total = math.fsum(w for w, _ in counted)
            return [w / total for w, _ in counted]
        decider = next(i for i, (w, s) in enumerate(counted) if w > 0 and s == score)
        return [1.0 if i == decider else 0.0 for i in range(len(counted))]

    def contributions(self, entity, p, basis="period"):
        """[(measure, score, weight in total, contribution)], attainment of the whole"""
        node = {r["keys"]: r for r in self.tree(entity, p, basis)}
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
