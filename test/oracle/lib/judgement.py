"""Which target, which status, as of when: results of a scorecard by brute force.

Written from the description of the rules alone.  A scorecard is a dictionary of
dictionaries; every measure holds its rows:

    actual   (entity, period) -> (value, volume, source, recorded_at)
    plan     (entity, period) -> curve, or None where nothing is planned
    runs     period -> when its last successful run started
    scope    which entities have it: all, whole (only '') or each (all but '')
    formula  what it is made of (lib/formulas.py), with roll-up formula

A scorecard with a catalogue has entities that are made of others:

    catalogue   code -> (code of the entity above, first and last day in service)

An Evaluator looks at one scorecard at one moment.
"""
import math
from zoneinfo import ZoneInfo

from lib.formulas import operands, worth
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


def in_scope(m, entity):
    """does the measure exist for an entity?"""
    scope = m.get("scope") or "all"
    return scope == "all" or (scope == "whole") == (entity == "")


class Evaluator:
    def __init__(self, card, now):
        self.card = card
        self.now = now
        self.fm = card["first_month"]
        self.zone = card.get("time_zone", "UTC")
        self.catalogue = card.get("catalogue") or {}
        self.below = {}
        for code, (above, _, _) in self.catalogue.items():
            self.below.setdefault(above, []).append(code)
        self.by_code = {m["code"]: m for m in self.measures()}
        self.cells, self.readings, self.targets, self.seen = {}, {}, {}, {}

    # ------------------------------------------------------------ what was observed
    def is_over(self, p):
        return ends(p, self.zone) <= self.now

    def observed(self, m):
        """up to when the measure's own periods are known, whoever sold nothing in them"""
        if m["code"] in self.seen:
            return self.seen[m["code"]]
        if m.get("formula"):
            return self.earliest(self.observed(self.by_code[c]) for c in operands(m["formula"]))
        moments = []
        for q, started in m["runs"].items():
            if q.grain == m["frequency"] and starts(q, self.zone) <= self.now:
                moments.append(min(ends(q, self.zone), started))
        for (entity, q), (_, _, source, recorded_at) in m["actual"].items():
            if not in_scope(m, entity) or q.grain != m["frequency"] or source in ("refresh", "empty") or starts(q, self.zone) > self.now:
                continue
            if not self.is_over(q) and starts(q, self.zone) <= recorded_at < ends(q, self.zone):
                moments.append(recorded_at)
            else:
                moments.append(ends(q, self.zone))
        self.seen[m["code"]] = max(moments, default=None)
        return self.seen[m["code"]]

    @staticmethod
    def earliest(moments):
        """of some measures; one that never was observed is earlier than all"""
        moments = list(moments)
        return None if None in moments else min(moments)

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
        if basis == "year before and on":
            year = shift(year, -1)
        if coarser:
            # a day in a week that belongs to the year before reads that week
            return [x for x in finer(year.first, q.last, f) if x.first <= q.first] or [q]
        if f == p.grain and basis == "ytd":
            return [x for x in own_periods(year, f) if x.first <= p.first]
        return finer(year.first, p.last, f)

    def period_of(self, m, window):
        """the company's period that consists of just these own periods"""
        for grain in GRAINS[:RANK[m["frequency"]] + 1]:
            whole = enclosing(window[0], grain, self.fm)
            if own_periods(whole, m["frequency"]) == window:
                return whole
        return None

    def own_row(self, m, entity, q):
        return m["actual"].get((entity, q)) if in_scope(m, entity) else None

    def cell(self, m, entity, q):
        """(period, row) that stands for an own period: its own row, one made from the entities below, one carried into it"""
        key = m["code"], entity, q
        if key not in self.cells:
            self.cells[key] = self._cell(m, entity, q)
        return self.cells[key]

    def _cell(self, m, entity, q):
        if m.get("formula"):
            value = self.formula_value(m, entity, q, "period")
            return None if value is None else (q, (value, None, "formula", None))
        row = self.own_row(m, entity, q) or self.computed(m, entity, q)
        if row is not None:
            return q, row
        for back in range(1, m["carry_forward"] + 1):
            row = self.own_row(m, entity, shift(q, -back))
            if row is not None:
                return shift(q, -back), row
        return None

    def rows(self, m, entity, window):
        found = [(q, self.cell(m, entity, q)) for q in window]
        return [(q, *r) for q, r in found if r is not None]

    # ------------------------------------------------------------ the entities below
    def serving(self, entity, q):
        """the entities next below one that are in service on a day of a period"""
        found = []
        for code in self.below.get(entity, []):
            _, first, last = self.catalogue[code]
            if (first is None or first <= q.last) and (last is None or last >= q.first):
                found.append(code)
        return found

    def adds_up(self, m):
        """is the whole's figure the sum of its parts'?"""
        return kind(m) == "amount" and m["rollup"] in ("sum", "last", "mean")

    def is_made(self, m, entity):
        """may the entity have values that are made from those below?"""
        return entity in self.below and in_scope(m, entity) and m.get("scope") != "whole" and \
            (self.adds_up(m) or kind(m) == "rate" and m["rollup"] in ("last", "mean", "min", "max"))

    def computed(self, m, entity, q):
        """a row made from those of the entities below"""
        found = [self.cell(m, c, q) for c in self.serving(entity, q)] if self.is_made(m, entity) else []
        found = [x for x in found if x is not None]
        if not found:
            return None
        values = [row[0] for _, row in found]
        volumes = [row[1] for _, row in found]
        volume = None if None in volumes else math.fsum(volumes)
        if self.adds_up(m):
            value = math.fsum(values)
        elif m["rollup"] in ("min", "max"):
            value = (min if m["rollup"] == "min" else max)(values)
        elif volume:
            value = math.fsum(a * v for a, v in zip(values, volumes)) / volume
        else:
            value = math.fsum(values) / len(values)
        held = all(source != q or row[2] == "held" for source, row in found)
        return value, volume, "held" if held else "made", None

    def pairs(self, m, entity, q):
        """(how many, of how many) of those that make an entity's value of an own period have one"""
        cell = self.cell(m, entity, q)
        if not self.is_made(m, entity) or cell is not None and cell[1][2] not in ("made", "held"):
            return int(cell is not None), 1
        parts = [self.pairs(m, c, q) for c in self.serving(entity, q)]
        return sum(n for n, _ in parts), sum(n for _, n in parts)

    # ------------------------------------------------------------ formulas
    def operand_readings(self, m, entity, p, basis):
        """a formula that is coarser than the period has the value of its own period; to date, its year is the period's"""
        at = enclosing(p, m["frequency"], self.fm) if RANK[m["frequency"]] < RANK[p.grain] else p
        if basis == "ytd":
            of_p, of_at = enclosing(p, "year", self.fm), enclosing(at, "year", self.fm)
            basis = "period" if of_at.first < of_p.first else "year before and on" if of_at.first > of_p.first else basis
        return {c: self.reading(self.by_code[c], entity, at, basis) for c in operands(m["formula"])}

    def formula_value(self, m, entity, p, basis):
        if not in_scope(m, entity):
            return None
        return worth(m["formula"], {c: r["actual"] for c, r in self.operand_readings(m, entity, p, basis).items()})

    # ------------------------------------------------------------ the value
    def value(self, m, entity, p, basis, whole, window, rows):
        """(actual, the period it is from)"""
        if m["rollup"] == "formula":
            value = self.formula_value(m, entity, p, basis)
            return value, None if value is None else window[0] if len(window) == 1 else p
        if len(window) == 1:
            return (rows[0][2][0], rows[0][1]) if rows else (None, None)
        if m["rollup"] == "query":
            stored = self.own_row(m, entity, whole) if whole else None
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
            curve, given = self.own_target(m, entity, p)
            if curve is ABSENT and self.adds_up(m) and self.is_made(m, entity):
                window = own_periods(p, m["frequency"])
                curve = self.from_below(m, entity, window, self.deciding(m, entity, window),
                                        lambda c, read, always: self.served_target(m, c, p, read, always))
                given = None if curve is ABSENT else p
            self.targets[key] = curve, given
        return self.targets[key]

    # A target from below is held against a value from below: of each entity only what is in that value counts.
    def deciding(self, m, entity, window):
        """the periods whose values make the one of a stretch: all that have one, or the latest"""
        found = [q for q, _, _ in self.rows(m, entity, window)]
        return found[-1:] if m["rollup"] == "last" else found

    def from_below(self, m, entity, window, read, look, always=True):
        """the sum of the targets of the entities next below, each looked up with those of the periods read that it is in"""
        curves = []
        for c in self.below[entity]:
            mine = [q for q, _, _ in self.rows(m, c, [q for q in read if c in self.serving(entity, q)])]
            if not mine:
                continue
            throughout = always and all(c in self.serving(entity, q) for q in window)
            curve = look(c, mine, throughout)
            if curve is ABSENT and self.is_made(m, c):
                curve = self.from_below(m, c, window, mine, look, throughout)
            if m["rollup"] == "mean" and curve is not None and curve is not ABSENT:
                # month by month its targets are in a mean over all periods as often as it is
                curve = scale(curve, len(mine) / len(read))
            curves.append(curve)
        return self.sum_of_parts(curves)

    def served_target(self, m, entity, p, read, always):
        """an entity's own target for a period of which it is in the whole's value in these own periods alone"""
        curve, given = self.own_target(m, entity, p, read)
        if m["rollup"] == "sum" and curve is not ABSENT and curve is not None and given != p and not always:
            # of a coarser period's target: what is due in those it serves in
            found, curve = self.together(m, [self.own_target(m, entity, q)[0] for q in read])
            curve = curve if found else ABSENT
        return curve

    def sum_of_parts(self, curves):
        """of the entities below, all of which need one; one of which nothing is planned adds nothing"""
        if not curves or ABSENT in curves:
            return ABSENT
        curves = [c for c in curves if c is not None]
        return (add_curves(curves) or ABSENT) if curves else None

    def own_target(self, m, entity, p, read=None):
        """its own or, of a rate, the whole's; of the own periods in p these count, if they have an actual"""
        plan = m["plan"]
        shared = entity != "" and kind(m) == "rate"
        own = plan.get((entity, p), ABSENT)
        whole = plan.get(("", p), ABSENT) if shared else ABSENT
        nothing = own is None or own is ABSENT and whole is None
        look_own = lambda q: plan.get((entity, q), ABSENT)
        look_any = lambda q: plan.get(("", q), ABSENT) if shared and look_own(q) is ABSENT else look_own(q)
        if own is not ABSENT and own is not None:
            return own, p
        found, curve = self.rolled_up(m, entity, p, look_own, read)
        if found:
            return curve, p
        if shared:
            if whole is not ABSENT and not nothing:
                return whole, p
            found, curve = self.rolled_up(m, entity, p, look_any, read)
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
                    curve = self.made_part(m, entity, owner, q, curve, p, read)
                    return (ABSENT if curve is None else curve), q
        return ABSENT, None

    def parts(self, m, entity, p, grain, read):
        """the periods of a finer grain in p that count: those with an actual; None if the grain does not fit"""
        if m["rollup"] == "query" and grain != m["frequency"]:
            return [q for q in own_periods(p, grain) if self.own_row(m, entity, q)]
        window = own_periods(p, m["frequency"])
        found = []
        for q, _, _ in self.rows(m, entity, window if read is None else read):
            part = enclosing(q, grain, self.fm)
            own = own_periods(part, m["frequency"])
            if own[0].first < window[0].first or own[-1].first > window[-1].first:
                return None
            if part not in found:
                found.append(part)
        return found

    def rolled_up(self, m, entity, p, look, read):
        """(was there a target to roll up?, what it came to)"""
        if RANK[m["frequency"]] <= RANK[p.grain]:
            return False, None
        for grain in reversed(GRAINS[RANK[p.grain] + 1:RANK[m["frequency"]] + 1]):
            parts = self.parts(m, entity, p, grain, read)
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

    def made_part(self, m, entity, owner, q, curve, p, read):
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
        rows = self.rows(m, entity, mine if read is None else read)
        last = rows[-1][0] if rows else mine[-1]
        return between(before, curve, len([x for x in own if x.last <= last.last]) / len(own))

    # ------------------------------------------------------------ the target of a stretch
    def stretch(self, m, entity, window, read, seen):
        """what the targets of the own periods that are read and have an actual come to; None: no target"""
        curve = self.stretch_target(m, entity, window, read, seen)
        return None if curve is ABSENT else curve

    def stretch_target(self, m, entity, window, read, seen):
        curve = self.own_stretch(m, entity, window, read, seen)
        if curve is ABSENT and self.adds_up(m) and self.is_made(m, entity):
            curve = self.from_below(m, entity, window, self.deciding(m, entity, read),
                                    lambda c, mine, always: self.own_stretch(m, c, window, mine, seen))
        return curve

    def own_stretch(self, m, entity, window, read, seen):
        """the same by the entity's own targets, the last period as far as it was observed"""
        parts = [q for q, _, _ in self.rows(m, entity, read)]
        if not parts:
            return ABSENT
        curves = [self.own_target(m, entity, q)[0] for q in parts]
        cut = share(parts[-1], self.zone, seen)
        if curves[-1] is not ABSENT and curves[-1] is not None and 0 < cut < 1 and \
                (m["rollup"] == "sum" or spread(m) == "days"):
            curves[-1] = scale(curves[-1], cut)
        if m["rollup"] in ("query", "formula") and kind(m) == "amount":
            # many people counted once have no sum; the open part of one period has its period's
            # target as far as it spreads
            return curves[0] if len(window) == 1 and not (spread(m) == "none" and cut < 1) else ABSENT
        found, curve = self.together(m, curves)
        return curve if found else ABSENT

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
        actual, source = self.value(m, entity, p, basis, whole, window, rows)
        if m.get("formula") and in_scope(m, entity):
            parts = self.operand_readings(m, entity, p, basis).values()
            seen = self.earliest(r["seen"] for r in parts)
        else:   # also a formula that the entity does not have: nothing is carried to it
            # a value carried into a period counts as observed to its end
            known = [self.observed(m)] + [ends(q, self.zone) for q, source_of, row in rows
                                          if source_of != q or row[2] == "held"]
            seen = max((x for x in known if x is not None), default=None)
        alone = len(window) == 1
        if whole:
            target, goal_period = self.target(m, entity, whole)
        else:
            target, goal_period = self.stretch(m, entity, window, window, seen), p
        if target is ABSENT or target is None:
            target = goal_period = None
        score = curve_score(actual, target) if actual is not None and target else None
        begun = [q for q in window if seen is not None and starts(q, self.zone) < seen]
        end = ends(window[0] if alone else window[-1] if RANK[m["frequency"]] < RANK[p.grain] else p, self.zone)
        provisional = actual is not None and (self.now < end or seen is None or seen < end)
        early = not self.is_over(window[0]) and share(window[0], self.zone, seen) < 0.2
        pace = score
        if provisional:
            # the part that counts is empty where the entity itself has no value in it, whatever those below have
            reached = self.stretch(m, entity, window, begun, seen) if self.rows(m, entity, begun) else None
            pace = curve_score(actual, reached) if reached and not early else None
        status = self.status(pace, m)
        if provisional and pace is None and not early and self.status(score, m) == "green":
            status = "green"
        if actual is None:
            cover = 0.0
        elif m.get("formula"):
            cover = min(r["cover"] for r in parts)
        elif m["rollup"] == "query":
            cover = 1.0
        else:
            made = any(row[2] in ("made", "held") for _, _, row in rows)
            pairs = [self.pairs(m, entity, q) if made else (int(self.cell(m, entity, q) is not None), 1)
                     for q in (window if alone else begun)]
            total = sum(n for _, n in pairs)
            cover = sum(n for n, _ in pairs) / total if total else 0.0
        return dict(actual=actual, source=source, target=target, goal_period=goal_period, score=score,
                    coverage=0.0 if score is None else cover, cover=cover, pace=pace, provisional=provisional,
                    early=early, status=status, observed=self.observed(m), seen=seen)

    # ------------------------------------------------------------ the nodes above
    def status(self, score, m={}):
        """by a measure's own thresholds where it has some"""
        if score is None:
            return None
        amber, green = (self.card[k] if m.get(k) is None else m[k] for k in ("amber", "green"))
        return "green" if score >= green else "amber" if score >= amber else "red"

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
        for pe in self.concerning(card["perspectives"], entity):
            middles, block = [], []
            for ob in self.concerning(pe["objectives"], entity):
                leaves, rows = [], []
                for m in self.measures_of(ob, entity):
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

    def measures_of(self, ob, entity):
        return [m for m in ob["measures"] if in_scope(m, entity)]

    def concerning(self, nodes, entity):
        """without those all of whose measures are out of scope"""
        def concerns(node):
            below = node.get("objectives")
            found = [in_scope(m, entity) for m in node["measures"]] if below is None else [concerns(ob) for ob in below]
            return not found or any(found)
        return [n for n in nodes if concerns(n)]

    def measures(self):
        return [m for pe in self.card["perspectives"] for ob in pe["objectives"] for m in ob["measures"]]

    def listed(self, grain=None):
        """the rows of the views: (entity, period of the grain)"""
        grain = grain or self.card["frequency"]
        return {(entity, enclosing(q, grain, self.fm)) for m in self.measures() for entity, q, _ in self.present(m)
                if RANK[q.grain] >= RANK[grain]}

    def present(self, m):
        """(entity, period, is it more than a carried value?) where a measure has a value of a period of its own"""
        found = set()
        for entity, q in m["actual"]:
            if not in_scope(m, entity):
                continue
            found.add((entity, q, True))
            if q.grain == m["frequency"]:
                found |= {(entity, shift(q, n), False) for n in range(1, m["carry_forward"] + 1)}
        periods = {q for _, q, _ in found if q.grain == m["frequency"]}
        for entity in self.below:
            for q in periods:
                row = self.computed(m, entity, q)
                if row is not None:
                    found.add((entity, q, row[2] == "made"))
        return found

    def is_in_stretch(self, entity, p, basis):
        """does an entity have an actual in what ends with the period, or one carried into it?"""
        for m in self.measures():
            if RANK[m["frequency"]] < RANK[p.grain] or m.get("formula") or not in_scope(m, entity):
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
        found = {enclosing(q, grain, self.fm) for m in self.measures() for e, q, fresh in self.present(m)
                 if e == entity and fresh and RANK[q.grain] >= RANK[grain]}
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
        perspectives = self.concerning(card["perspectives"], entity)
        top = self.shares([(pe["weight"], node[pe["code"],]["score"]) for pe in perspectives], "mean")
        out = []
        for i, pe in enumerate(perspectives):
            objectives = self.concerning(pe["objectives"], entity)
            mid = self.shares([(o["weight"], node[pe["code"], o["code"]]["score"]) for o in objectives], pe["combine"])
            for j, ob in enumerate(objectives):
                measures = self.measures_of(ob, entity)
                low = self.shares([(m["weight"], node[pe["code"], ob["code"], m["code"]]["score"]) for m in measures],
                                  ob["combine"])
                for k, m in enumerate(measures):
                    score = node[pe["code"], ob["code"], m["code"]]["score"]
                    weight = None if top is None else top[i] * (mid[j] if mid else 0) * (low[k] if low else 0)
                    out.append((m["code"], score, weight, None if top is None else weight * (score or 0)))
        return out, node[()]["score"]
