"""The results of random scorecards, worked out a second time.

lib/judgement.py was written from the description of the rules, not from the
extension's SQL: it looks up every period, carries, rolls up, spreads, judges and
combines by brute force, one entity and period after the other, over plain
dictionaries.  Here scorecards are made at random, each around a moment at which
the clock is stopped, written into a scratch database with plain INSERTs, and
every column of the four result views, of result_by_grain, of evaluate (periods of
every grain, all bases) and of explain is held against that evaluator's answers.
Some have a catalogue of entities, measures for the whole alone or for each entity
alone, and measures made of measures.

    result.py [--scorecards N] [--moments N] [--seed S] [--only CODE] [--keep]

The server is taken from the PG* environment.  Output is TAP.
"""
import argparse
import concurrent.futures
import math
import random
import sys

import psycopg2

from lib.judgement import Evaluator, kind
from lib.periods import (DAY, GRAINS, RANK, curve_baseline, curve_goal, holding, shift, year_before)
from lib.scorecards import ZONES, load, random_moment, random_scorecard, whole_seconds
from lib.scratch import scratch_database

BASES = ["period", "ytd", "rolling"]


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
        for line in detail.splitlines()[:40] if not good else []:
            print("#", line)
        sys.stdout.flush()


class Comparison:
    """rows of one kind, gathered over all moments and then told about once"""

    def __init__(self, what):
        self.what, self.rows, self.wrong, self.columns, self.codes = what, 0, [], {}, set()

    def add(self, got, expected):
        """dictionaries: key (its first part is the scorecard's code) -> column -> value"""
        self.rows += len(expected)
        for key in list(expected) + [k for k in got if k not in expected]:
            if key not in got or key not in expected:
                self.note(key, "row", "missing" if key in expected else "not expected")
                continue
            for column, b in expected[key].items():
                a = got[key].get(column, "no such column")
                if not same(a, b):
                    self.note(key, column, f"is {a}, expected {b}")

    def note(self, key, column, text):
        self.wrong.append((key, f"{column} {text}"))
        self.columns[column] = self.columns.get(column, 0) + 1
        self.codes.add(key[0])

    def tell(self, tap):
        tap.ok(self.rows > 0 and not self.wrong, f"{self.what}: {self.rows} rows",
               f"{len(self.wrong)} differences {self.columns} in {len(self.codes)} scorecards {sorted(self.codes)[:12]}\n" +
               "\n".join(f"{k}: {t}" for k, t in self.wrong[:30]))


def text(x):
    return None if x is None else str(x)


def node_columns(r):
    """what evaluate and every view tells of a node"""
    return dict(name=r["node"]["name"] or r["node"]["code"], score=r["score"], pace=r["pace"], status=r["status"],
                provisional=r["provisional"], coverage=r["coverage"],
                weight=float(r["node"]["weight"]) if r["level"] else 1.0)


def measure_columns(r):
    if r["level"] < 3:
        return dict(actual=None, goal=None)
    return dict(actual=r["actual"], goal=curve_goal(r["target"]) if r["target"] else None)


def fetch(cur, keys):
    """key columns -> column -> value"""
    columns = [d.name for d in cur.description]
    found = [dict(zip(columns, row)) for row in cur.fetchall()]
    rows = {tuple(r[k] for k in keys): r for r in found}
    if len(rows) < len(found):
        raise AssertionError(f"{len(found) - len(rows)} rows twice")
    return rows


# the server answers while the same is worked out here; one question at a time, because there is one connection
ANSWERS = concurrent.futures.ThreadPoolExecutor(max_workers=1)


def ask(cur, query, values, keys):
    def answer():
        cur.execute(query, values)
        return fetch(cur, keys)
    return ANSWERS.submit(answer)


# ---------------------------------------------------------------- the views
VIEWS = {"measure": ["perspective", "objective", "measure"], "objective": ["perspective", "objective"],
         "perspective": ["perspective"], "scorecard": []}


def listed_rows(ev, entity, p):
    """(level, key, columns) of the reporting views"""
    for r in ev.tree(entity, p):
        row = node_columns(r) | dict(period_start=p.first, period_end=p.last)
        if r["level"] == 3:
            m = r["node"]
            before = ev.reading(m, entity, shift(p, -1))["actual"]
            ago = year_before(p)
            ago = ev.reading(m, entity, ago)["actual"] if ago else None
            # a part against a whole is no change
            partly = r["provisional"] and kind(m) == "amount"
            minus = lambda x: None if partly or x is None or r["actual"] is None else r["actual"] - x
            row |= measure_columns(r) | dict(
                unit=m["unit"], actual_period=text(r["source"]), goal_period=text(r["goal_period"]),
                baseline=curve_baseline(r["target"]) if r["target"] else None, observed=r["observed"],
                previous=before, change=minus(before), year_ago=ago, year_change=minus(ago))
        else:
            count = [sum(s == colour for s in r["statuses"]) for colour in ("red", "amber", "green")]
            row |= dict(zip(("measures", "red", "amber", "green"), [r["measures"]] + count))
        yield r["level"], (ev.card["code"], entity, str(p)) + r["keys"], row


def check_views(found, cur, cards):
    expected = {view: {} for view in VIEWS}
    got = {view: ask(cur, f"SELECT * FROM bsc.{view}_result WHERE scorecard = ANY (%s)", [[c["code"] for c in cards]],
                     ["scorecard", "entity", "period"] + keys) for view, keys in VIEWS.items()}
    for card in cards:
        for entity, p in card["evaluator"].listed():
            for level, key, row in listed_rows(card["evaluator"], entity, p):
                expected[["scorecard", "perspective", "objective", "measure"][level]][key] = row
    for view in VIEWS:
        found[view + "_result"].add(got[view].result(), expected[view])


def check_grains(found, cur, cards):
    """result_by_grain, of a few"""
    expected = {}
    got = ask(cur, "SELECT * FROM bsc.result_by_grain WHERE scorecard = ANY (%s)", [[c["code"] for c in cards]],
              ["scorecard", "entity", "grain", "basis", "period", "path"])
    for card in cards:
        ev = card["evaluator"]
        for grain in GRAINS[:RANK[card["frequency"]] + 1]:
            listed = ev.listed(grain)
            for basis in BASES:
                # whoever sold something this year is in the year to date of every month
                for entity, p in listed if basis == "period" else \
                        {(e, p) for _, p in listed for e in card["entities"] if ev.is_in_stretch(e, p, basis)}:
                    for r in ev.tree(entity, p, basis):
                        path = "/".join((card["code"],) + r["keys"])
                        expected[card["code"], entity, grain, basis, str(p), path] = \
                            node_columns(r) | measure_columns(r) | dict(
                                level=r["level"], period_start=p.first, period_end=p.last,
                                unit=r["node"]["unit"] if r["level"] == 3 else None)
    found["result_by_grain"].add(got.result(), expected)


# ---------------------------------------------------------------- the functions
def asked_periods(rnd, card, often):
    """periods worth asking for: of every grain, near the data"""
    days = sorted({q.first for m in card["evaluator"].measures() for _, q in m["actual"]})
    found = []
    for grain in rnd.sample(GRAINS, often) if days else []:
        day = rnd.choice(days) + rnd.randint(-10, 40) * DAY
        if rnd.random() < 0.3:      # where years meet
            day = day.replace(month=card["first_month"], day=1) + rnd.randint(-6, 8) * DAY
        if rnd.random() < 0.3:      # where the clock stands
            day = card["now"].date()
        found.append(holding(day, grain, card["first_month"]))
    return found


def known_entities(cur, cards):
    """The whole, and whoever is in the catalogue or has an actual or a target, by scorecard: to ask about anybody else is an error."""
    known = {card["code"]: {""} for card in cards}
    for table in ("actual", "plan"):
        cur.execute(f"SELECT DISTINCT s.code, x.entity FROM bsc.{table} AS x JOIN bsc.measure AS m ON m.id = x.measure_id"
                    " JOIN bsc.scorecard AS s ON s.id = m.scorecard_id WHERE s.code = ANY (%s)", [list(known)])
        for code, e in cur.fetchall():
            known[code].add(e)
    cur.execute("SELECT s.code, e.code FROM bsc.entity AS e JOIN bsc.scorecard AS s ON s.id = e.scorecard_id WHERE s.code = ANY (%s)",
                [list(known)])
    for code, e in cur.fetchall():
        known[code].add(e)
    return known


def check_refused(refused, cur, questions):
    """Evaluations and explanations of entities that a scorecard does not know."""
    for code, period, e, basis in questions:
        for what in (("bsc.evaluate(%s, %s, %s, %s)", [code, period, e, basis]),
                     ("bsc.explain(%s, %s, %s, NULL, %s)", [code, period, e, basis])):
            refused["count"] += 1
            cur.execute("SAVEPOINT asked")
            try:
                cur.execute("SELECT count(*) FROM " + what[0], what[1])
                refused["wrong"].append(f"{what}: no error")
            except psycopg2.errors.InvalidParameterValue as error:
                if error.diag.message_primary != f'scorecard "{code}" has no entity "{e}"':
                    refused["wrong"].append(f"{what}: {error.diag.message_primary}")
            cur.execute("ROLLBACK TO SAVEPOINT asked")


def check_evaluate(found, refused, cur, cards, known, rnd):
    questions, strange, expected = [], [], {basis: {} for basis in BASES}
    for card in cards:
        ev = card["evaluator"]
        asked = [(str(p), p, rnd.choice(card["entities"] + card["entities"] + ["nobody"]), rnd.choice(BASES))
                 for p in asked_periods(rnd, card, 5)]
        e = rnd.choice(card["entities"])
        asked.append((None, ev.latest(e), e, rnd.choice(BASES)))
        for period, p, e, basis in asked:
            if e not in known[card["code"]]:
                strange.append((card["code"], period, e, basis))
                continue
            number = len(questions)
            questions.append((number, card["code"], period, e, basis))
            for i, r in enumerate(ev.tree(e, p, basis)):
                expected[basis][card["code"], period, e, str(p), number, i + 1] = \
                    node_columns(r) | measure_columns(r) | dict(
                        level=r["level"], path="/".join((card["code"],) + r["keys"]), code=r["node"]["code"],
                        goal_period=text(r.get("goal_period")))
    cur.execute("SELECT q.n, q.scorecard, q.period, q.entity, q.basis, e.* FROM unnest(%s::int[], %s::text[], %s::text[],"
                " %s::text[], %s::text[]) AS q (n, scorecard, period, entity, basis)"
                " CROSS JOIN LATERAL bsc.evaluate(q.scorecard, q.period, q.entity, q.basis) WITH ORDINALITY AS e",
                [list(c) for c in zip(*questions)])
    got = fetch(cur, ["n", "ordinality"])
    shown = {k[4:]: k for basis in BASES for k in expected[basis]}
    for basis in BASES:
        found["evaluate, basis " + basis].add(
            {shown.get(k, (r["scorecard"],) + k): r for k, r in got.items() if r["basis"] == basis}, expected[basis])
    check_refused(refused, cur, strange)


def not_compared(rows):
    """the measures of a tree whose scores are no change against those of a whole period"""
    return {r["node"]["code"] for r in rows if r["level"] == 3 and (
        (r["pace"] != r["score"] or kind(r["node"]) == "amount") if r["provisional"]
        else r["score"] is None and rows[0]["provisional"])}


def check_explain(found, sums, cur, cards, known, rnd):
    questions, expected, totals, expected_parts = [], {}, {}, {}
    for card in cards:
        ev = card["evaluator"]
        for p in asked_periods(rnd, card, 1) + sorted(q for _, q in ev.listed())[:1]:
            if not ev.measures():
                continue
            e = rnd.choice([e for e in card["entities"] if e in known[card["code"]]])
            against = rnd.choice([None, shift(p, -rnd.randint(1, 3)), holding(p.first, rnd.choice(GRAINS), card["first_month"])])
            basis = rnd.choice(BASES)
            number = len(questions)
            questions.append((number, card["code"], str(p), e, text(against), basis))
            now, total = ev.contributions(e, p, basis)
            before, total_before = ev.contributions(e, against or shift(p, -1), basis)
            silent = not_compared(ev.tree(e, p, basis)) | not_compared(ev.tree(e, against or shift(p, -1), basis))
            totals[number], expected_parts[number] = (total, total_before, silent), len(now)
            for i, (a, b) in enumerate(zip(now, before)):
                expected[(card["code"], str(p), e, text(against), basis, number, i + 1)] = dict(
                    measure=a[0], score=a[1], weight_in_total=a[2], contribution=a[3], contribution_before=b[3],
                    change=None if a[3] is None or b[3] is None or a[0] in silent else a[3] - b[3])
    cur.execute("SELECT q.*, e.* FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])"
                " AS q (n, scorecard, period, entity, against, basis)"
                " CROSS JOIN LATERAL bsc.explain(q.scorecard, q.period, q.entity, q.against, q.basis) WITH ORDINALITY AS e",
                [list(c) for c in zip(*questions)])
    got = fetch(cur, ["scorecard", "period", "entity", "against", "basis", "n", "ordinality"])
    found["explain"].add(got, expected)
    parts = {}
    for key, row in got.items():
        parts.setdefault(key[5], []).append(row)
    for q in questions:
        now, before, silent = totals[q[0]]
        for column, want in (("contribution", now), ("contribution_before", before),
                             ("change", None if now is None or before is None or silent else now - before)):
            values = [r[column] for r in parts.get(q[0], [])]
            if not values and not expected_parts[q[0]]:
                continue        # no measure is in scope
            have = None if None in values else math.fsum(values)
            sums["count"] += 1
            if (have is None) != (want is None) or have is not None and abs(have - want) > 1e-12:
                sums["wrong"].append(f"{q}: {column} adds up to {have}, expected {want}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scorecards", type=int, default=2000)
    parser.add_argument("--moments", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="make them all, but look at this one alone")
    parser.add_argument("--keep", action="store_true", help="keep the scratch database")
    options = parser.parse_args()
    rnd = random.Random(options.seed)
    tap = Tap()
    found = {what: Comparison(what) for what in [v + "_result" for v in VIEWS] + ["result_by_grain", "explain"] +
             ["evaluate, basis " + b for b in BASES]}
    sums, refused = {"count": 0, "wrong": []}, {"count": 0, "wrong": []}
    with scratch_database("result", options.keep) as db:
        cur = db.cursor()
        cur.execute("SET search_path = pg_catalog; SET jit = off")
        cur.execute("CREATE EXTENSION bsc")
        cur.execute("SELECT attname FROM pg_attribute WHERE attrelid = 'bsc.measure'::regclass"
                    " AND attname IN ('scope', 'formula') ORDER BY attname")
        has = [name for name, in cur.fetchall()]
        batches, number = [], 0
        for i in range(options.moments):
            zone = rnd.choice(ZONES)
            now = whole_seconds(random_moment(rnd, zone))
            cards = [random_scorecard(rnd, number + j, now, zone, has) for j in range(options.scorecards // options.moments)]
            number += len(cards)
            batches.append((now, [c for c in cards if options.only in (None, c["code"])]))
        for now, cards in batches:
            if cards:
                load(cur, cards)
        db.commit()
        cur.execute("ANALYZE")
        for n, (now, cards) in enumerate(batches):
            if not cards:
                continue
            # the rows of those below an entity are read one by one or, as for large catalogues, with everybody's
            cur.execute("CREATE OR REPLACE FUNCTION bsc._is_most(below integer, total integer) RETURNS boolean"
                        " LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %s", [f"SELECT {n % 2 == 1}"])
            cur.execute("CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE"
                        " AS $$SELECT %s::timestamptz$$", [now])
            db.commit()     # what a transaction has planned of a function's body it may go on using
            for card in cards:
                card["evaluator"] = Evaluator(card, now)
            check_views(found, cur, cards)
            check_grains(found, cur, cards[::12])
            known = known_entities(cur, cards)
            check_evaluate(found, refused, cur, cards, known, rnd)
            check_explain(found, sums, cur, cards, known, rnd)
            for card in cards:
                del card["evaluator"]
        db.commit()
        for comparison in found.values():
            comparison.tell(tap)
        tap.ok(sums["count"] > 0 and not sums["wrong"], f"contributions and changes add up, {sums['count']} times",
               "\n".join(sums["wrong"]))
        tap.ok(refused["count"] > 0 and not refused["wrong"], f"who is not known is an error, {refused['count']} times",
               "\n".join(refused["wrong"]))
    print(f"1..{tap.n}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
