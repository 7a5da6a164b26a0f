"""The evaluator of lib/judgement.py against figures worked out by hand.

The other tests hold the extension against that evaluator, so it has to be right
itself: every expected figure below is written down, none is computed.  Needs no
database.  Output is TAP.
"""
import datetime as dt
import sys

from lib.judgement import Evaluator
from lib.periods import UTC, ends, parse, starts, curve_goal

tests = failed = 0


def curve(text):
    """60..95, knots, or nothing planned"""
    if text is None:
        return None
    if ".." in text:
        low, high = (float(x) for x in text.split(".."))
        return [(low, 0.0), (high, 1.0)] if low < high else [(high, 1.0), (low, 0.0)]
    return [tuple(float(x) for x in knot.split(":")) for knot in text.split()]


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


def by_hand(rows, recorded="2020-01-01"):
    return {(e, parse(p)): (float(v), None, "manual", at(recorded))
            for e, ps in rows.items() for p, v in ps.items()}


def refreshed(rows, runs):
    """rows that a query returned, and when it ran: period -> moment"""
    return dict(actual={(e, parse(p)): (float(v), None, "refresh", at("2020-01-01"))
                        for e, ps in rows.items() for p, v in ps.items()},
                runs={parse(p): at(t) for p, t in runs.items()})


def card(first_month=1, missing="skip", frequency="month", **measure):
    m = dict(code="m", name=None, unit=None, frequency="month", rollup="sum", carry_forward=0, weight=1.0,
             actual={}, plan={}, runs={})
    m.update(measure)
    m["plan"] = {(e, parse(p)): curve(t) for e, ps in m["plan"].items() for p, t in ps.items()}
    objective = dict(code="o", name=None, weight=1.0, combine="mean", measures=[m])
    return dict(code="c", name=None, frequency=frequency, first_month=first_month, missing=missing, amber=0.7, green=0.9,
                perspectives=[dict(code="p", name=None, weight=1.0, combine="mean", objectives=[objective])])


def say(good, what, detail=""):
    global tests, failed
    tests += 1
    failed += not good
    print("ok" if good else "not ok", tests, "-", what + ("" if good else "\n# " + detail))


def check(what, c, now, period, entity="", basis="period", **expected):
    r = Evaluator(c, at(now)).reading(c["perspectives"][0]["objectives"][0]["measures"][0], entity, parse(period), basis)
    r["goal"] = curve_goal(r["target"]) if r["target"] else None
    for k in ("goal_period", "source"):
        r[k] = str(r[k]) if r[k] else None
    wrong = [f"{k} is {r[k]}, expected {v}" for k, v in expected.items()
             if not (r[k] == v or isinstance(v, float) and r[k] is not None and abs(r[k] - v) < 1e-12 * max(1, abs(v)))]
    say(not wrong, f"{what}: {entity} {period} {basis}", "; ".join(wrong))


PLAN = {"": {"2024": "0..1200"}}
c = card(plan=PLAN, actual=by_hand({"": {"2024-01": 50, "2024-02": 150}}))
check("1", c, "2024-03-05", "2024-01", goal=100.0, score=0.5, pace=0.5, provisional=False, goal_period="2024")
check("1", c, "2024-03-05", "2024-02", goal=100.0, score=1.0)
check("1", c, "2024-03-05", "2024-02", basis="ytd", actual=200.0, goal=200.0, score=1.0)
check("1", c, "2024-03-05", "2024", goal=1200.0, score=0.16666666666666666, pace=1.0, provisional=True, status="green",
      coverage=1.0)
c = card(plan=PLAN, spread="days", actual=by_hand({"": {"2024-01": 50, "2024-02": 150}}))
check("2", c, "2024-03-05", "2024-02", goal=95.08196721311475)
check("2", c, "2024-03-05", "2024-02", basis="ytd", goal=196.72131147540983)
c = card(plan={"": {"2024": "40..60"}}, rollup="mean", actual=by_hand({"": {"2024-01": 50, "2024-02": 55}}))
check("3", c, "2024-03-05", "2024-01", score=0.5)
check("3", c, "2024-03-05", "2024-02", score=0.75)
check("3", c, "2024-03-05", "2024", actual=52.5, score=0.625, pace=0.625, provisional=True)
for value, score in ((100, 1.0), (120, 0.5)):
    c = card(plan={"": {"2024": "1440..1200"}}, actual=by_hand({"": {"2024-01": 100, "2024-02": value}}))
    check("4", c, "2024-03-05", "2024", score=1.0, pace=score)
    check("4", c, "2024-03-05", "2024-02", basis="ytd", target=[(200.0, 1.0), (240.0, 0.0)], score=score)
c = card(plan={"": {"2024": "0..1200", "2024Q2": "0..600"}}, actual=by_hand({"": {"2024-03": 1, "2024-04": 1}}))
check("5", c, "2024-05-05", "2024-03", goal=100.0, goal_period="2024")
check("5", c, "2024-05-05", "2024-04", goal=200.0, goal_period="2024Q2")
c = card(plan={"": {"2023": "0..1000", "2024": "0..1200"}}, rollup="last", spread="path", actual=by_hand({"": {"2024-06": 1}}))
check("6", c, "2024-07-05", "2024-06", goal=1100.0)
PLAN = {"": {"2024-06": "0..300"}}
for days, value, expected in ((3, 30, dict(score=0.1, pace=None, status=None, early=True)),
                              (9, 60, dict(score=0.2, pace=2 / 3, status="red", early=False)),
                              (6, 60, dict(score=0.2, pace=1.0, status="green", early=False))):
    moment = f"2024-06-{days + 1:02d}"
    c = card(plan=PLAN, **refreshed({"": {"2024-06": value}}, {"2024-06": moment}))
    check(f"7, after {days} days", c, moment + "T06:00", "2024-06", provisional=True, goal=300.0, **expected)
    check(f"7, after {days} days, long after", c, "2024-09-01", "2024-06", provisional=True, score=expected["score"])
for empty, rows in (("zero", {"2024-01": 100, "2024-02": 0, "2024-03": 0}), ("missing", {"2024-01": 100})):
    months = ["2024-01", "2024-02", "2024-03"]
    planned = {p: "0..100" for p in months}
    c = card(plan={"Ann": planned, "Bob": planned}, frequency="quarter",
             **refreshed({"Ann": {p: 100 for p in months}, "Bob": rows}, {p: "2024-04-02" for p in months}))
    check(f"8, {empty}", c, "2024-04-05", "2024Q1", "Ann", goal=300.0, score=1.0, coverage=1.0, status="green")
    check(f"8, {empty}", c, "2024-04-05", "2024Q1", "Bob", provisional=False,
          **(dict(goal=300.0, score=1 / 3, status="red", coverage=1.0) if empty == "zero"
             else dict(goal=100.0, score=1.0, coverage=1 / 3)))
quarters = ["2023Q3", "2023Q4", "2024Q1", "2024Q2"]
c = card(first_month=7, frequency="quarter", plan={"": dict(zip(quarters, ["0..3340", "0..17568", "0..335", None]))},
         actual=by_hand({"": dict(zip(quarters, [3340, 17568, 335, 0]))}))
c["perspectives"][0]["objectives"][0]["measures"][0]["frequency"] = "quarter"
check("9", c, "2024-08-01", "2023-07/P1Y", actual=21243.0, goal=21243.0, score=1.0, coverage=1.0)
check("9", c, "2024-08-01", "2024Q2", goal=None, score=None)
quarters = ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]
c = card(frequency="quarter", rollup="last", plan={"": dict(zip(quarters[1:], ["0..40", "0..70", "0..80"]))},
         actual=by_hand({"": dict(zip(quarters, [0, 40, 70, 80]))}))
c["perspectives"][0]["objectives"][0]["measures"][0]["frequency"] = "quarter"
check("10", c, "2025-01-05", "2024", goal=80.0, score=1.0)
months = [f"2024-{n:02d}" for n in range(1, 13)]
for kind, goal in ((None, None), ("rate", 600.0)):
    c = card(rollup="query", kind=kind, plan={"": {p: "0..600" for p in months}},
             actual=by_hand({"": {**{p: 500 for p in months}, "2024": 2712}}))
    check("11", c, "2025-01-05", "2024", actual=2712.0, goal=goal, score=1.0 if kind else None)
c = card(rollup="last", carry_forward=2, plan={"": {"2024": "0..100"}}, actual=by_hand({"": {"2024-03": 80}}))
for now, p, provisional in (("2024-06-02", "2024-04", False), ("2024-06-02", "2024-05", False), ("2024-05-02", "2024-05", True)):
    check(f"13, {now}", c, now, p, provisional=provisional, actual=80.0, score=0.8, pace=0.8, status="amber")
check("13", c, "2024-06-02", "2024-06", actual=None, provisional=False, status=None)
months = [f"2023-{n:02d}" for n in range(4, 13)] + ["2024-01", "2024-02", "2024-03"]
c = card(plan={"": {"2023": "0..1200", "2024": "0..2400"}}, actual=by_hand({"": {p: 100 for p in months}}))
check("14", c, "2024-04-05", "2024-03", basis="rolling", goal=1500.0, actual=1200.0, score=0.8)

# of a figure that depends on the size of the unit the whole's target is nobody's
for rollup, kind, goal in (("sum", None, None), ("query", None, None), ("query", "rate", 8.0), ("last", None, 8.0),
                           ("last", "amount", None), ("mean", None, 8.0)):
    c = card(rollup=rollup, kind=kind, plan={"": {"2024-01": "4..8"}}, actual=by_hand({"Ann": {"2024-01": 4}}))
    check(f"kind {kind} of {rollup}", c, "2024-02-05", "2024-01", "Ann", goal=goal)
# to date April takes the first quarter and a third of the second
c = card(plan={"": {"2024Q1": "0..300", "2024Q2": "0..600"}},
         actual=by_hand({"": {p: 100 for p in ("2024-01", "2024-02", "2024-03", "2024-04")}}))
check("quarters to date", c, "2024-05-05", "2024-04", basis="ytd", goal=500.0, score=0.8)
# the last month as far as it was observed
c = card(plan={"": {"2024": "0..1200"}}, **refreshed({"": {"2024-01": 100, "2024-02": 100, "2024-04": 30}},
         {"2024-01": "2024-05-01", "2024-02": "2024-05-01", "2024-04": "2024-04-16"}))
check("under way", c, "2024-04-16", "2024-04", basis="ytd", goal=250.0, score=0.92)
check("under way", c, "2024-04-16", "2024", pace=0.92, status="green", coverage=0.75)
# an empty year column beside filled months; nothing planned for a part
c = card(plan={"": {"2024": None, "2024-01": "0..10", "2024-02": "0..20"}}, actual=by_hand({"": {"2024-01": 5, "2024-02": 10, "2024-03": 9}}))
check("no year planned", c, "2024-04-05", "2024-02", goal=20.0)
check("no year planned", c, "2024-04-05", "2024-03", goal=None)
check("no year planned, to date", c, "2024-04-05", "2024-02", basis="ytd", goal=30.0, score=0.5)
check("no year planned, March ended by the year's row", c, "2024-04-05", "2024Q1", goal=None)
# weeks count by their Thursday: 5 of the 53 weeks of 2026 lie in January
c = card(frequency="month", plan={"": {"2026": "0..530"}}, actual=by_hand({"": {"2026-W01": 9}}))
c["perspectives"][0]["objectives"][0]["measures"][0]["frequency"] = "week"
check("weeks", c, "2026-02-05", "2026-01", goal=50.0)
# entities made of others: a region of two dealers, of whom one came in February and another left
TREE = {"north": ("", None, None), "a": ("north", None, None), "b": ("north", dt.date(2024, 2, 10), None),
        "c": ("north", None, dt.date(2024, 1, 31))}
SOLD = {"a": {"2024-01": 10, "2024-02": 20}, "b": {"2024-01": 5, "2024-02": 30}, "c": {"2024-01": 7, "2024-02": 9}}


def made(what, rows, period, entity, basis="period", volumes=None, catalogue=TREE, **measure):
    """of rows by hand, all over"""
    expected = {k: measure.pop(k) for k in ("actual", "goal", "coverage", "goal_period", "source", "provisional")
                if k in measure}
    c = card(actual=by_hand(rows), **measure)
    m = c["perspectives"][0]["objectives"][0]["measures"][0]
    for (e, p), row in m["actual"].items():
        m["actual"][e, p] = (row[0], (volumes or {}).get(e)) + row[2:]
    c["catalogue"] = catalogue
    check("entities, " + what, c, "2024-06-05", period, entity, basis, **expected)


made("in service in January", SOLD, "2024-01", "north", actual=17.0)
made("in service in February", SOLD, "2024-02", "north", actual=50.0, source="2024-02")
made("first each month, then the quarter", SOLD, "2024Q1", "", actual=67.0)
made("out of service, but itself", SOLD, "2024Q1", "c", actual=16.0)
made("an own row wins", SOLD | {"north": {"2024-02": 1}}, "2024Q1", "", actual=18.0)
made("a head count adds up", SOLD, "2024Q1", "north", rollup="last", kind="amount", actual=50.0)
made("a rate, no volumes", SOLD, "2024-02", "north", rollup="last", actual=25.0)
made("a rate by volume", SOLD, "2024-02", "north", rollup="mean", volumes={"a": 3.0, "b": 1.0, "c": 9.0}, actual=22.5)
made("a rate, a volume lacks", SOLD, "2024-02", "north", rollup="mean", volumes={"a": 3.0}, actual=25.0)
made("the least rate", SOLD, "2024Q1", "north", rollup="min", actual=7.0)
made("extremes of amounts", SOLD, "2024Q1", "north", rollup="max", kind="amount", actual=None)
made("a query's", SOLD, "2024-02", "north", rollup="query", actual=None)
made("of the whole alone", SOLD, "2024-02", "", scope="whole", actual=None)
made("carried values of children count", {"a": {"2024-02": 4}, "b": {"2024-03": 5}}, "2024-03", "north", carry_forward=1, actual=9.0)
made("what was computed is not carried", SOLD, "2024-03", "north", actual=None)
made("computed before carried", {"a": {"2024-02": 4}, "north": {"2024-01": 50}}, "2024-02", "north", carry_forward=1, actual=4.0)
ALL = {"2024-01": "0..10", "2024-02": "0..20"}
made("target, the children's", SOLD, "2024-02", "north", plan={"a": ALL, "b": ALL}, goal=40.0, goal_period="2024-02")
made("target, own first", SOLD, "2024-02", "north", plan={"a": ALL, "b": ALL, "north": {"2024": "0..12"}}, goal=1.0, goal_period="2024")
made("target, one lacks", SOLD, "2024-02", "north", plan={"a": ALL}, goal=None)
made("target, one without value may lack it", {"a": {"2024-02": 1}}, "2024-02", "north", plan={"a": ALL}, goal=20.0)
made("target, nothing planned ends it", SOLD, "2024-02", "north", plan={"a": ALL, "b": ALL, "north": {"2024-02": None}}, goal=None)
made("target, nothing planned for one", SOLD, "2024-02", "north", plan={"a": ALL, "b": {"2024-02": None}}, goal=20.0)
made("target of a rate", SOLD, "2024-02", "north", rollup="last", plan={"a": ALL, "b": ALL}, goal=None)
made("target to date, each by its own months", {"a": SOLD["a"], "b": {"2024-02": 30}}, "2024-02", "north", "ytd", plan={"a": ALL, "b": ALL},
     goal=50.0)
# what is held against what: who left has a share in January alone
STOCK = dict(rollup="last", kind="amount", plan={"a": {"2024": "8..4"}, "c": {"2024": "8..4"}})
LEFT = {"a": {"2024-01": 6, "2024-02": 7, "2024-03": 7}, "c": {"2024-01": 6}}
made("a stock's target, of those in the latest part", LEFT, "2024Q1", "", actual=7.0, goal=4.0, **STOCK)
made("the same to date", LEFT, "2024-02", "", "ytd", actual=7.0, goal=4.0, **STOCK)
made("the same, whoever is in service", {"a": LEFT["a"], "b": {"2024-02": 6}}, "2024Q1", "north", actual=7.0, goal=4.0,
     rollup="last", kind="amount", plan={"a": {"2024": "8..4"}, "b": {"2024": "8..4"}})
made("a mean's target, in one month of three", LEFT, "2024Q1", "", actual=26 / 3, goal=16 / 3, **STOCK | dict(rollup="mean"))
made("the same to date", LEFT, "2024-02", "", "ytd", actual=19 / 2, goal=6.0, **STOCK | dict(rollup="mean"))
made("a sum's target, in one month of three", LEFT, "2024Q1", "", actual=26.0, goal=400.0, plan={"a": {"2024": "0..1200"}, "c": {"2024": "0..1200"}})
made("a sum's target, planned for the very period", LEFT, "2024Q1", "", goal=330.0, plan={"a": {"2024": "0..1200"}, "c": {"2024Q1": "0..30"}})
made("a sum's target, not of what is out of service", LEFT | {"c": {"2024-01": 6, "2024-02": 9}}, "2024Q1", "", actual=26.0, goal=40.0,
     plan={"a": {"2024-01": "0..10", "2024-02": "0..10", "2024-03": "0..10"}, "c": {"2024-01": "0..10", "2024-02": "0..10"}})
made("coverage: a 3 of 3, b 1 of 2, c 1 of 1", {"a": {"2024-01": 1, "2024-02": 1, "2024-03": 1}, "b": {"2024-02": 1}, "c": {"2024-01": 1}},
     "2024Q1", "north", plan={"north": {"2024": "0..100"}}, coverage=5 / 6)
made("coverage: an own row counts as one", {"a": {"2024-01": 1}, "north": {"2024-02": 1}}, "2024Q1", "", plan={"": {"2024": "0..100"}},
     coverage=2 / 3)

# measures made of measures: first the operands' quarter, then the formula
REVENUE, ORDERS, PER_ORDER = ("name", "revenue"), ("name", "orders"), ("/", ("name", "revenue"), ("name", "orders"))


def composed(what, formula, now, period, basis="period", revenue={}, orders={}, per={}, grain="month", entity="", catalogue={}, **expected):
    c = card(code="revenue", **revenue)
    c["catalogue"] = catalogue
    measures = c["perspectives"][0]["objectives"][0]["measures"]
    measures.append(card(code="orders", **orders)["perspectives"][0]["objectives"][0]["measures"][0])
    measures.insert(0, card(code="per", rollup="formula", formula=formula, **per)["perspectives"][0]["objectives"][0]["measures"][0])
    measures[0]["frequency"] = grain
    check("formula, " + what, c, now, period, entity, basis, **expected)


MANY = dict(actual=by_hand({"": {"2024-01": 100, "2024-02": 50, "2024-03": 60}}))
FEW = dict(actual=by_hand({"": {"2024-01": 10, "2024-02": 1, "2024-03": 0}}))
composed("a ratio of sums", PER_ORDER, "2024-06-05", "2024Q1", revenue=MANY, orders=FEW, actual=210 / 11, source="2024Q1")
composed("to date", PER_ORDER, "2024-06-05", "2024-02", "ytd", revenue=MANY, orders=FEW, actual=150 / 11)
composed("a quotient by zero", PER_ORDER, "2024-06-05", "2024-03", revenue=MANY, orders=FEW, actual=None)
composed("an operand is missing", PER_ORDER, "2024-06-05", "2024-01", revenue=MANY, actual=None)
composed("which is said to be one", ("/", REVENUE, ("coalesce", ORDERS, ("number", 1.0))), "2024-06-05", "2024-01", revenue=MANY, actual=100.0)
composed("a quarter's in its months", PER_ORDER, "2024-06-05", "2024-02", revenue=MANY, orders=FEW, grain="quarter",
         actual=210 / 11, source="2024Q1")
composed("coverage is the least", PER_ORDER, "2024-06-05", "2024Q1", revenue=MANY, orders=dict(actual=by_hand({"": {"2024-01": 2, "2024-03": 1}})),
         per=dict(plan={"": {"2024": "0..70"}}), coverage=2 / 3, score=1.0)
composed("a year's target is a level", PER_ORDER, "2024-06-05", "2024-01", revenue=MANY, orders=FEW, per=dict(plan={"": {"2024": "0..20"}}),
         goal=20.0, goal_period="2024", score=0.5)
composed("of region's operands", PER_ORDER, "2024-06-05", "2024-02", entity="north", catalogue=TREE, revenue=dict(actual=by_hand(SOLD)),
         orders=dict(actual=by_hand({"a": {"2024-02": 4}, "b": {"2024-02": 6}})), actual=5.0)
LATE = dict(actual=refreshed({"": {"2024-03": 30}}, {})["actual"], runs={parse("2024-03"): at("2024-03-02")})
composed("too early as its earliest operand", PER_ORDER, "2024-03-03", "2024-03", revenue=LATE, per=dict(plan={"": {"2024-03": "0..10"}}),
         orders=dict(rollup="last", carry_forward=1, actual=by_hand({"": {"2024-02": 10}})), score=0.3, early=True, pace=None, status=None)
composed("provisional as its earliest operand", PER_ORDER, "2024-04-03", "2024-03", revenue=LATE | dict(runs={parse("2024-03"): at("2024-03-25")}),
         per=dict(plan={"": {"2024-03": "0..10"}}), orders=dict(rollup="last", carry_forward=1, actual=by_hand({"": {"2024-02": 10}})),
         provisional=True, pace=0.3, status="red")

# a month with a change of clocks: 31 days of March in Berlin are 743 hours
first, last = starts(parse("2024-03"), "Europe/Berlin"), ends(parse("2024-03"), "Europe/Berlin")
say((last - first).total_seconds() == 743 * 3600 and first == at("2024-02-29T23:00") and last == at("2024-03-31T22:00"),
    "March in Berlin")

print(f"1..{tests}")
sys.exit(1 if failed else 0)
