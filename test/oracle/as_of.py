"""What scorecards showed then, through random histories.

Each scorecard is changed step by step, the clock going on between: actuals and runs of
queries, targets, weights and rules, measures that come, go, move and are called otherwise,
entities likewise, periods that are closed and reopened.  After each step some questions are
asked as things stand.  In the end they are asked again, as of those moments: the answers
must be the same to the last bit.  And lib/judgement.py, which knows nothing of the past,
works them out a second time from the scorecard as it was, kept in dictionaries.

    as_of.py [--scorecards N] [--steps N] [--seed S] [--only CODE] [--keep]

The server is taken from the PG* environment.  Output is TAP.
"""
import argparse
import datetime as dt
import random
import sys

import psycopg2

from lib.formulas import operands
from lib.judgement import Evaluator
from lib.periods import GRAINS, curve_text, holding
from lib.scorecards import (ZONES, by_place, insert, load, random_curve, random_measure, random_moment, random_scorecard,
                            whole_seconds)
from lib.scratch import scratch_database

BASES = ["period", "ytd", "rolling"]


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool):
        return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))
    return a == b


def copied(x):
    """dictionaries and lists anew; what is in them does not change"""
    return {k: copied(v) for k, v in x.items()} if isinstance(x, dict) else [copied(v) for v in x] if isinstance(x, list) else x


class Company:
    """a scorecard in the database and, beside it, in dictionaries"""

    def __init__(self, cur, rnd, card):
        self.cur, self.rnd, self.card, self.now = cur, rnd, card, card["now"]
        self.serial = 0
        for m in self.measures():
            m["actual"] = {k: (v, w, s, min(t, self.now)) for k, (v, w, s, t) in m["actual"].items()}
            m["kept"] = bool(m["actual"])       # one that has gone with its actuals is gone from the past as well
        load(cur, [card])
        self.id = self.one("SELECT id FROM bsc.scorecard WHERE code = %s", card["code"])
        cur.execute("INSERT INTO bsc.refresh_log (scorecard, measure, period, started, finished, error, measure_id, began)"
                    " SELECT s.code, m.code, r.period, r.last_run, r.last_run, r.error, m.id, r.last_run FROM bsc.measure_run AS r"
                    " JOIN bsc.measure AS m ON m.id = r.measure_id JOIN bsc.scorecard AS s ON s.id = m.scorecard_id WHERE s.id = %s", [self.id])
        cur.execute("UPDATE bsc.measure_run SET first_success = last_success")

    def one(self, query, *values):
        self.cur.execute(query, values)
        return self.cur.fetchone()[0]

    def objectives(self):
        return [(pe, ob) for pe in self.card["perspectives"] for ob in pe["objectives"]]

    def measures(self):
        return [m for _, ob in self.objectives() for m in ob["measures"]]

    def measure_id(self, m):
        return self.one("SELECT id FROM bsc.measure WHERE scorecard_id = %s AND code = %s", self.id, m["code"])

    def objective_id(self, pe, ob):
        return self.one("SELECT o.id FROM bsc.objective AS o JOIN bsc.perspective AS p ON p.id = o.perspective_id"
                        " WHERE o.scorecard_id = %s AND p.code = %s AND o.code = %s", self.id, pe["code"], ob["code"])

    def is_named(self, m):
        return any(x["formula"] and m["code"] in operands(x["formula"]) for x in self.measures())

    def new_code(self):
        self.serial += 1
        return f"n{self.serial}"

    def some_period(self, grain):
        day = self.now.date() - dt.timedelta(days=self.rnd.choice([0, 0, 10, 31, 60, 100, 200]))
        return holding(day, grain, self.card["first_month"])

    # ---------------------------------------------------------------- the changes: each returns what to do in the dictionaries
    def record(self):
        m = self.rnd.choice([m for m in self.measures() if not m["formula"]])
        e, q = self.rnd.choice(self.card["entities"]), self.some_period(m["frequency"])
        value, volume = float(self.rnd.randint(0, 120)), self.rnd.choice([None, 2.0])
        source = "manual" if m["by_hand"] else "refresh"
        self.cur.execute("INSERT INTO bsc.actual AS a (measure_id, entity, period, value, volume, source)"
                         " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (measure_id, entity, period) DO UPDATE"
                         " SET value = excluded.value, volume = excluded.volume, source = excluded.source, recorded_at = excluded.recorded_at",
                         [self.measure_id(m), e, str(q), value, volume, source])
        m["kept"] = True
        if source == "refresh":
            self.run(m, q)
        m["actual"][e, q] = (value, volume, source, self.now)

    def run(self, m, q):
        good = self.rnd.random() < 0.8
        self.cur.execute("INSERT INTO bsc.refresh_log (scorecard, measure, period, started, finished, error, measure_id)"
                         " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                         [self.card["code"], m["code"], str(q), self.now, self.now, None if good else "it failed", self.measure_id(m)])
        self.cur.execute("INSERT INTO bsc.measure_run AS r (measure_id, period, last_run, last_success, failing_since, error, first_success)"
                         " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (measure_id, period) DO UPDATE"
                         " SET last_run = excluded.last_run, last_success = coalesce(excluded.last_success, r.last_success),"
                         " failing_since = CASE WHEN excluded.error IS NOT NULL THEN coalesce(r.failing_since, excluded.failing_since) END,"
                         " error = excluded.error, first_success = coalesce(r.first_success, excluded.first_success)",
                         [self.measure_id(m), str(q), self.now] + ([self.now, None, None, self.now] if good else [None, self.now, "it failed", None]))
        if good:
            m["runs"][q] = self.now

    def rerun(self):
        m = self.rnd.choice([m for m in self.measures() if not m["formula"] and not m["by_hand"]])
        self.run(m, self.some_period(m["frequency"]))

    def some_actual(self):
        m = self.rnd.choice([m for m in self.measures() if m["actual"]])
        return m, self.rnd.choice(sorted(m["actual"], key=str))

    def mend(self):
        """a plain UPDATE, which does not say when"""
        m, (e, q) = self.some_actual()
        value = float(self.rnd.randint(0, 90))
        self.cur.execute("UPDATE bsc.actual SET value = %s WHERE measure_id = %s AND entity = %s AND period = %s::bsc.period",
                         [value, self.measure_id(m), e, str(q)])
        m["actual"][e, q] = (value,) + m["actual"][e, q][1:]

    def forget(self):
        m, (e, q) = self.some_actual()
        self.cur.execute("DELETE FROM bsc.actual WHERE measure_id = %s AND entity = %s AND period = %s::bsc.period",
                         [self.measure_id(m), e, str(q)])
        del m["actual"][e, q]

    def plan(self):
        m = self.rnd.choice(self.measures())
        e, q = self.rnd.choice(["", "", self.rnd.choice(self.card["entities"])]), self.some_period(self.rnd.choice([m["frequency"], "year"]))
        curve = self.rnd.choice([None] + [random_curve(self.rnd, "up")] * 6)
        self.cur.execute("INSERT INTO bsc.plan (measure_id, entity, period, target) VALUES (%s, %s, %s, %s)"
                         " ON CONFLICT (measure_id, entity, period) DO UPDATE SET target = excluded.target",
                         [self.measure_id(m), e, str(q), curve and curve_text(curve)])
        m["plan"][e, q] = curve

    def unplan(self):
        m = self.rnd.choice([m for m in self.measures() if m["plan"]])
        e, q = self.rnd.choice(sorted(m["plan"], key=str))
        self.cur.execute("DELETE FROM bsc.plan WHERE measure_id = %s AND entity = %s AND period = %s::bsc.period", [self.measure_id(m), e, str(q)])
        del m["plan"][e, q]

    def weigh(self):
        level = self.rnd.choice(["perspective", "objective", "measure"])
        weight = self.rnd.choice([0, 1, 2, 0.5, self.rnd.random()])
        if level == "perspective":
            node = self.rnd.choice(self.card["perspectives"])
            self.cur.execute("UPDATE bsc.perspective SET weight = %s WHERE scorecard_id = %s AND code = %s", [weight, self.id, node["code"]])
        elif level == "objective":
            pe, node = self.rnd.choice(self.objectives())
            self.cur.execute("UPDATE bsc.objective SET weight = %s WHERE id = %s", [weight, self.objective_id(pe, node)])
        else:
            node = self.rnd.choice(self.measures())
            self.cur.execute("UPDATE bsc.measure SET weight = %s WHERE id = %s", [weight, self.measure_id(node)])
        node["weight"] = weight

    def judge(self):
        amber, missing = self.rnd.choice([0.3001, 0.5001, 0.6]), self.rnd.choice(["skip", "zero", "strict"])
        combine, node = self.rnd.choice(["mean", "worst", "best"]), self.rnd.choice(self.card["perspectives"])
        self.cur.execute("UPDATE bsc.scorecard SET amber = %s, missing = %s WHERE id = %s", [amber, missing, self.id])
        self.cur.execute("UPDATE bsc.perspective SET combine = %s WHERE scorecard_id = %s AND code = %s", [combine, self.id, node["code"]])
        self.card.update(amber=amber, missing=missing)
        node["combine"] = combine

    def move(self):
        pe, ob = self.rnd.choice([x for x in self.objectives() if x[1]["measures"]])
        m, (pe2, ob2) = self.rnd.choice(ob["measures"]), self.rnd.choice(self.objectives())
        position = self.rnd.choice([0, 1, 3])
        self.cur.execute("UPDATE bsc.measure SET objective_id = %s, position = %s WHERE id = %s", [self.objective_id(pe2, ob2), position, self.measure_id(m)])
        ob["measures"].remove(m)
        m["position"] = position
        ob2["measures"] = by_place(ob2["measures"] + [m])

    def rename(self):
        pe, ob = self.rnd.choice(self.objectives())
        code, name = self.new_code(), self.rnd.choice([None, "Another"])
        m = self.rnd.choice(ob["measures"]) if ob["measures"] and self.rnd.random() < 0.7 else None
        if m:
            if self.is_named(m):
                return
            self.cur.execute("UPDATE bsc.measure SET code = %s, name = %s WHERE id = %s", [code, name, self.measure_id(m)])
            m.update(code=code, name=name)
            ob["measures"] = by_place(ob["measures"])
        else:
            self.cur.execute("UPDATE bsc.objective SET code = %s, name = %s WHERE id = %s", [code, name, self.objective_id(pe, ob)])
            ob.update(code=code, name=name)
            pe["objectives"] = by_place(pe["objectives"])

    def add(self):
        pe, ob = self.rnd.choice(self.objectives())
        m = random_measure(self.rnd, self.new_code(), self.card)
        m.update(actual={}, runs={}, runs_failed=[], plan={}, kept=False)
        columns = ["code", "name", "unit", "frequency", "rollup", "carry_forward", "kind", "spread", "weight", "position", "scope"]
        insert(self.cur, "measure", ["objective_id"] + columns, [[self.objective_id(pe, ob)] + [m[c] for c in columns]],
               ["bigint", "text", "text", "text", "text", "text", "int", "text", "text", "float8", "int", "text"])
        ob["measures"] = by_place(ob["measures"] + [m])

    def remove(self):
        pe, ob = self.rnd.choice([x for x in self.objectives() if x[1]["measures"]])
        m = self.rnd.choice(ob["measures"])
        if not m["kept"] and not self.is_named(m):
            self.cur.execute("DELETE FROM bsc.measure WHERE id = %s", [self.measure_id(m)])
            ob["measures"].remove(m)

    # ---------------------------------------------------------------- entities
    def add_entity(self):
        code, above = self.new_code(), self.rnd.choice([""] + list(self.card["catalogue"]))
        self.cur.execute("INSERT INTO bsc.entity (scorecard_id, code, parent) VALUES (%s, %s, %s)", [self.id, code, above])
        self.card["catalogue"][code] = (above, None, None)
        self.card["entities"].append(code)

    def remove_entity(self):
        code = self.rnd.choice([c for c in self.card["catalogue"] if all(above != c for above, _, _ in self.card["catalogue"].values())])
        self.cur.execute("DELETE FROM bsc.entity WHERE scorecard_id = %s AND code = %s", [self.id, code])
        del self.card["catalogue"][code]

    def change_entity(self):
        code = self.rnd.choice(list(self.card["catalogue"]))
        above = self.rnd.choice([""] + list(self.card["catalogue"]))
        last = self.rnd.choice([None, self.now.date() - dt.timedelta(days=self.rnd.randint(0, 90))])
        self.cur.execute("UPDATE bsc.entity SET parent = %s, starts = NULL, ends = %s WHERE scorecard_id = %s AND code = %s",
                         [above, last, self.id, code])        # an error where that makes a circle
        self.card["catalogue"][code] = (above, None, last)

    def rename_entity(self):
        old, new = self.rnd.choice(list(self.card["catalogue"])), self.new_code()
        self.cur.execute("UPDATE bsc.entity SET code = %s WHERE scorecard_id = %s AND code = %s", [new, self.id, old])
        called = lambda code: new if code == old else code
        self.card["catalogue"] = {called(c): (called(above), *days) for c, (above, *days) in self.card["catalogue"].items()}
        self.card["entities"] = [called(c) for c in self.card["entities"]]
        for m in self.measures():
            for rows in ("actual", "plan"):
                m[rows] = {(called(e), q): row for (e, q), row in m[rows].items()}

    # ---------------------------------------------------------------- closing
    def close(self):
        self.cur.execute("CALL bsc.close_period(%s, %s)", [self.card["code"], str(self.some_period(self.card["frequency"]))])

    def reopen(self):
        period = self.one("SELECT period::text FROM bsc.closed_period WHERE scorecard_id = %s ORDER BY random() LIMIT 1", self.id)
        self.cur.execute("CALL bsc.reopen_period(%s, %s)", [self.card["code"], period])

    def step(self):
        """a change that the rules let pass, at a moment of its own"""
        changes = [self.record] * 4 + [self.rerun, self.mend, self.forget, self.plan, self.plan, self.unplan, self.weigh, self.judge,
                                       self.move, self.rename, self.add, self.remove, self.close, self.reopen]
        if self.card["catalogue"]:
            changes += [self.add_entity, self.remove_entity, self.change_entity, self.rename_entity]
        self.now += self.rnd.choice([dt.timedelta(minutes=7), dt.timedelta(hours=5), dt.timedelta(days=3), dt.timedelta(days=11)])
        self.cur.execute("UPDATE public.tick SET now = %s", [self.now])
        change = self.rnd.choice(changes)
        before = copied(self.card)
        self.cur.execute("SAVEPOINT step")
        try:
            change()
        except (psycopg2.Error, IndexError, TypeError):     # a rule is against it, or there is nothing to change
            self.cur.execute("ROLLBACK TO SAVEPOINT step")
            self.card = before
            return None
        return change.__name__


def rows(cur, query, values):
    cur.execute(query, values)
    return cur.fetchall()


EVALUATE = "SELECT e.* FROM bsc.evaluate(%s, %s, %s, %s, %s) AS e"
EXPLAIN = "SELECT e.* FROM bsc.explain(%s, %s, %s, NULL, %s, %s) AS e"


def ask(company, snapshots, what):
    """some questions as things stand"""
    card, cur, rnd = company.card, company.cur, company.rnd
    ev = None
    for _ in range(2):
        p = company.some_period(rnd.choice([card["frequency"], card["frequency"], rnd.choice(GRAINS)]))
        e, basis = rnd.choice(card["entities"]), rnd.choice(BASES)
        period = rnd.choice([str(p), str(p), str(p), None])
        query = rnd.choice([EVALUATE, EVALUATE, EXPLAIN])
        cur.execute("SAVEPOINT asked")
        try:
            shown = rows(cur, query, [card["code"], period, e, basis, None])
        except psycopg2.errors.InvalidParameterValue as error:
            cur.execute("ROLLBACK TO SAVEPOINT asked")
            shown = error.diag.message_primary
            if "has no entity" not in shown:          # nobody knows it; anything else must not fail
                raise
        expected = None
        closed = rows(cur, "SELECT 1 FROM bsc.closed_period WHERE scorecard_id = %s AND period = %s::bsc.period", [company.id, str(p)])
        if query is EVALUATE and period and not closed and not isinstance(shown, str):
            ev = ev or Evaluator(copied(card), company.now)
            expected = [(r["level"], "/".join((card["code"],) + r["keys"]), r["actual"] if r["level"] == 3 else None,
                         r["score"], r["status"], r["coverage"], r["pace"], r["provisional"]) for r in ev.tree(e, p, basis)]
        snapshots.append((company.now, what, query, [card["code"], period, e, basis], shown, expected))


def compare(cur, snapshots, wrong):
    for now, what, query, values, shown, expected in snapshots:
        said = f"{values} as of {now} after {what}, {'evaluate' if query is EVALUATE else 'explain'}"
        cur.execute("SAVEPOINT asked")
        try:
            then = rows(cur, query, values + [now])
        except psycopg2.errors.InvalidParameterValue as error:
            cur.execute("ROLLBACK TO SAVEPOINT asked")
            then = error.diag.message_primary
        wrong["asked"] += 1
        if then != shown:
            wrong["then"].append(f"{said}: is {then}, was {shown}")
        if expected is not None and not isinstance(then, str):
            wrong["worked out"] += 1
            got = [(r[0], r[1], r[4], r[6], r[7], r[9], r[10], r[11]) for r in then]
            if len(got) != len(expected) or not all(same(a, b) for x, y in zip(got, expected) for a, b in zip(x, y)):
                wrong["python"].append(f"{said}: is {got}, expected {expected}")


def prune(company, snapshots, wrong):
    """what was pruned is shown without it, and nothing fails"""
    cur, moment = company.cur, company.rnd.choice(snapshots)[0]
    rows(cur, "SELECT bsc.prune_history(%s, %s)", [company.card["code"], moment])
    for now, what, query, values, _, _ in snapshots:
        cur.execute("SAVEPOINT asked")
        try:
            rows(cur, query, values + [now])
        except psycopg2.Error as error:
            cur.execute("ROLLBACK TO SAVEPOINT asked")
            if not any(s in error.diag.message_primary for s in ("has no entity", "did not exist at")):
                wrong["pruned"].append(f"{values} as of {now} after {what}, pruned before {moment}: {error}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scorecards", type=int, default=60)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="look at this one alone")
    parser.add_argument("--keep", action="store_true", help="keep the scratch database")
    options = parser.parse_args()
    wrong = {"asked": 0, "then": [], "worked out": 0, "python": [], "pruned": []}
    done, tests = {}, []
    with scratch_database("as_of", options.keep) as db:
        cur = db.cursor()
        cur.execute("SET search_path = pg_catalog, bsc; SET jit = off; SET client_min_messages = warning")
        cur.execute("CREATE EXTENSION bsc")
        cur.execute("CREATE TABLE public.tick (now timestamptz); INSERT INTO public.tick VALUES (now())")
        cur.execute("CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE"
                    " RETURN (SELECT t.now FROM public.tick AS t)")
        db.commit()
        for number in range(options.scorecards):
            rnd = random.Random(f"{options.seed} {number}")
            zone = rnd.choice(ZONES)
            card = random_scorecard(rnd, number, whole_seconds(random_moment(rnd, zone)), zone, ("scope", "formula"))
            if options.only not in (None, card["code"]) or not any(ob["measures"] for pe in card["perspectives"] for ob in pe["objectives"]):
                continue
            cur.execute("UPDATE public.tick SET now = %s", [card["now"]])
            company = Company(cur, rnd, card)
            snapshots = []
            ask(company, snapshots, "all began")
            for _ in range(options.steps):
                what = company.step()
                if what:
                    done[what] = done.get(what, 0) + 1
                    ask(company, snapshots, what)
            company.now += dt.timedelta(days=1)
            cur.execute("UPDATE public.tick SET now = %s", [company.now])
            compare(cur, snapshots, wrong)
            prune(company, snapshots, wrong)
            db.commit()
    tests.append((wrong["asked"] > 0 and not wrong["then"], f"as of then is what it was then, {wrong['asked']} times", wrong["then"]))
    tests.append((wrong["worked out"] > 0 and not wrong["python"], f"and what the rules say, {wrong['worked out']} times", wrong["python"]))
    tests.append((not wrong["pruned"], "pruned, nothing fails", wrong["pruned"]))
    never = [c for c in ("record rerun mend forget plan unplan weigh judge move rename add remove add_entity remove_entity"
                         " change_entity rename_entity close reopen").split() if not done.get(c)]
    tests.append((not never or options.only, f"after all kinds of changes: {sum(done.values())}", [f"never: {never}"]))
    for i, (good, said, lines) in enumerate(tests):
        print("ok" if good else "not ok", i + 1, "-", said)
        for line in lines[:10] if not good else []:
            print("#", line[:1500])
    print(f"1..{len(tests)}")
    return 0 if all(good for good, _, _ in tests) else 1


if __name__ == "__main__":
    sys.exit(main())
