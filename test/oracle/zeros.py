#!/usr/bin/python3
"""Which entities a refresh gives a zero, worked out a second time.

Random measures whose queries read a table of what they shall find, with and
without a column "entity", a catalogue with service dates, targets of any grain,
values recorded by hand, two refreshes with other findings in between.  After each
all of bsc.actual is held against the rules of "no row means zero", followed over
plain dictionaries.

    zeros.py [--scorecards N] [--seed S]

A scratch database is made on the server of the PG* environment.  Output is TAP.
"""
import argparse
import datetime as dt
import random
import sys

from lib.periods import DAY, GRAINS, P, RANK, UTC, curve_text, enclosing, holding, inside, own_periods, shift, starts
from lib.scorecards import insert, load, random_catalogue
from lib.scratch import scratch_database

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--scorecards", type=int, default=120)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
rnd = random.Random(options.seed)
NOW = dt.datetime(2024, 5, 17, 9, 0, tzinfo=UTC)
tests = failed = 0


def say(wrong, what):
    global tests, failed
    tests += 1
    failed += bool(wrong)
    print("not ok" if wrong else "ok", tests, "-", what)
    for line in wrong[:30]:
        print("#", line)


def random_card(number, has):
    """one measure; its query is put in afterwards"""
    card = dict(code=f"Z{number}", name=None, frequency="month", first_month=rnd.choice([1, 1, 4, 7]), time_zone="UTC", missing="skip",
                amber=0.5, green=0.9, has=has, catalogue={})
    # until entities above others are computed a catalogue is only a list
    if "scope" in has and rnd.random() < 0.7:
        card["catalogue"] = random_catalogue(rnd, NOW)
    card["entities"] = ["", "Ann", "Bob"] + list(card["catalogue"])
    m = dict(code="m", name=None, unit=None, frequency=rnd.choice(["month", "month", "quarter", "week"]),
             rollup=rnd.choice(["sum", "sum", "last", "query"]), carry_forward=0, kind=None, spread=None, weight=1.0, position=0,
             scope=rnd.choice([None, None, "all", "whole", "each"]) if "scope" in has else None, formula=None, height=0,
             amber=None, green=None, actual={}, plan={}, runs={}, runs_failed=[])
    m["empty"] = rnd.choice([None, "zero", "zero", "missing"])
    m["entity_column"] = rnd.random() < 0.85
    today = holding(NOW.date(), m["frequency"], card["first_month"])
    m["periods"] = [shift(today, i) for i in range(-3, 2)]
    for entity in card["entities"]:
        for q in m["periods"]:
            if rnd.random() < 0.06:
                m["actual"][entity, q] = (float(rnd.randint(1, 9)), None, "manual", NOW - 200 * DAY)
        if rnd.random() < 0.5:
            for grain in rnd.sample(GRAINS[:RANK[m["frequency"]] + 1], 2):
                q = holding(NOW.date() - rnd.choice([0, 0, 40]) * DAY, grain, card["first_month"])
                m["plan"][entity, q] = rnd.choice([None, [(0.0, 0.0), (10.0, 1.0)], [(0.0, 0.0), (10.0, 1.0)]])
    card["perspectives"] = [dict(code="p", name=None, weight=1.0, position=0, combine="mean", objectives=[
        dict(code="o", name=None, weight=1.0, position=0, combine="mean", measures=[m])])]
    return card, m


def random_findings(card, m):
    """(entity, period) -> (value or NULL, volume), as the query will return them"""
    found = {}
    for entity in card["entities"] if m["entity_column"] else [""]:
        density = rnd.choice([0, 0.3, 0.7]) * (0.3 if entity == "" and m["entity_column"] else 1)
        for q in m["periods"]:
            if rnd.random() < density:
                found[entity, q] = (rnd.choice([None, 0.0] + [float(rnd.randint(1, 99))] * 6), rnd.choice([None, 3.0]))
    return found


def expected_zeros(card, m, actual, p):
    """the entities that shall have a value for an own period that has begun"""
    fm, catalogue = card["first_month"], card["catalogue"]
    serves = lambda e: e not in catalogue or all((catalogue[e][1] is None or catalogue[e][1] <= p.last,
                                                  catalogue[e][2] is None or catalogue[e][2] >= p.first))
    returned = {e for (e, q), row in actual.items() if row[2] == "refresh" and enclosing(q, "year", fm) == enclosing(p, "year", fm)}
    planned = {e for (e, q), curve in m["plan"].items() if curve is not None and (inside(p, q, fm) or inside(q, p, fm))}
    wanted = {e for e in planned if e != "" or not m["entity_column"] or "" in returned}
    wanted |= {e for e in catalogue if e in returned}
    # of a measure of the whole alone the entities below have nothing to say
    above = {catalogue[c][0] for c in catalogue if serves(c)} if m["scope"] != "whole" else set()
    return {e for e in wanted if serves(e) and (e not in above or e in returned) and
            (m["scope"] in (None, "all") or (m["scope"] == "whole") == (e == ""))}


def refreshed(card, m, actual, found):
    """what is recorded after a run over all periods, one after the other"""
    zero = m["empty"] == "zero" or m["empty"] is None and m["rollup"] == "sum"
    actual = dict(actual)
    for p in m["periods"]:
        returned = {e: row for (e, q), row in found.items() if q == p and row[0] is not None}
        # whom the last run returned has had a value, also if it is gone now
        known = actual | {(e, p): (*row, "refresh") for e, row in returned.items()}
        for key in [k for k, row in actual.items() if k[1] == p and row[2] != "manual" and k[0] not in returned]:
            del actual[key]
        actual |= {(e, p): (*row, "refresh") for e, row in returned.items()}
        if zero and starts(p, "UTC") <= NOW:
            for e in expected_zeros(card, m, known, p):
                actual.setdefault((e, p), (0.0, 0.0, "empty"))
    return actual


with scratch_database("zeros") as db:
    db.autocommit = True
    cur = db.cursor()
    cur.execute("SET search_path = pg_catalog; SET client_min_messages = warning; CREATE EXTENSION bsc")
    cur.execute("CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE"
                " AS $$SELECT %s::timestamptz$$", [NOW])
    cur.execute("CREATE TABLE public.found (scorecard text, entity text, period text, value float8, volume float8)")
    cur.execute("SELECT attname FROM pg_attribute WHERE attrelid = 'bsc.measure'::regclass"
                " AND attname IN ('scope', 'formula') ORDER BY attname")
    has = [column for column, in cur.fetchall()]
    wrong, zeros, rows = [], 0, 0
    cards = [random_card(i, has) for i in range(options.scorecards)]
    load(cur, [card for card, _ in cards])
    for card, m in cards:
        columns = "entity, value, volume" if m["entity_column"] else "value, volume"
        cur.execute("UPDATE bsc.measure SET query = %s, empty = %s WHERE id = bsc.measure_id(%s, 'm')",
                    (f"SELECT {columns} FROM public.found WHERE scorecard = '{card['code']}' AND period = $1::text",
                     m["empty"], card["code"]))
        actual = {k: row[:3] for k, row in m["actual"].items()}
        for run in (1, 2):
            found = random_findings(card, m)
            cur.execute("DELETE FROM public.found WHERE scorecard = %s", [card["code"]])
            for (e, q), row in found.items():
                cur.execute("INSERT INTO public.found VALUES (%s, %s, %s, %s, %s)", (card["code"], e, str(q), *row))
            cur.execute("CALL bsc.refresh(%s::text, %s::text, %s::text)",
                        (card["code"], str(m["periods"][0]), str(m["periods"][-1])))
            cur.execute("SELECT entity, period::text, value, volume, source FROM bsc.actual"
                        " WHERE measure_id = bsc.measure_id(%s, 'm') AND bsc.grain(period) = %s", (card["code"], m["frequency"]))
            got = {(e, q): tuple(row) for e, q, *row in cur.fetchall()}
            actual = refreshed(card, m, actual, found)
            want = {(e, str(q)): row for (e, q), row in actual.items()}
            zeros += sum(row[2] == "empty" for row in want.values())
            rows += len(want)
            wrong += [f"{card['code']}, run {run}, {key}: {got.get(key)}, expected {want.get(key)}"
                      for key in sorted(set(got) | set(want)) if got.get(key) != want.get(key)]
    say(wrong, f"what two refreshes record, {rows} rows")
    say([] if zeros > options.scorecards else [f"only {zeros}"], f"{zeros} of them zeros for no row")
print(f"1..{tests}")
sys.exit(1 if failed else 0)
