"""Random scorecards around a moment, and how they get into a database.

What a database does not have yet (entities made of others, measures of measures)
is not made: random_scorecard is told what there is.
"""
import datetime as dt
from zoneinfo import ZoneInfo

from lib.formulas import operands, written
from lib.periods import DAY, GRAINS, RANK, curve_text, enclosing, ends, holding, shift, starts

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Pacific/Auckland", "America/St_Johns"]
SCOPES = [None, None, "all", "whole", "each"]
SPAN = {"year": 3, "half": 4, "quarter": 7, "month": 16, "week": 30, "day": 40}


def random_moment(rnd, zone):
    """a moment that may lie just where something changes"""
    day = dt.date(rnd.choice([2016, 2019, 2021, 2024, 2025, 2027]), rnd.randint(1, 12), rnd.randint(1, 28))
    p = holding(day, rnd.choice(["year", "quarter", "month", "month", "week", "day"]), rnd.choice([1, 4, 7]))
    first, last = starts(p, zone), ends(p, zone)
    moment = first + (last - first) * rnd.choice([0, 0, 0.1, 0.19, 0.2, 0.5, 1, rnd.random()])
    return moment + rnd.choice([0, 0, 0, -1, 1]) * dt.timedelta(seconds=1)


def whole_seconds(moment):
    return moment.replace(microsecond=0)


def random_curve(rnd, shape, sign=1):
    """sign -1: of a measure whose figures are losses"""
    low = rnd.choice([0, rnd.randint(0, 40)])
    high = low + rnd.randint(1, 80)
    if sign < 0:
        low, high = rnd.choice([(-high, -low), (-high, high), (low, high)])
    if shape == "down":
        return [(float(low), 1.0), (float(high), 0.0)]
    if shape == "stretch":
        return [(float(low), 0.0), (float(high), 1.0), (high + rnd.randint(1, 30) / 2, 1.25)]
    if shape == "band":
        return [(float(low), 0.0), (low + 1.5, 1.0), (high + 2.0, 1.0), (high + 9.0, 0.0)]
    return [(float(low), 0.0), (float(high), 1.0)]


def random_moment_within(rnd, p, card):
    """in a period, often where it is just enough to judge"""
    first, last = starts(p, card["time_zone"]), ends(p, card["time_zone"])
    moment = first + (last - first) * rnd.choice([0.05, 0.19, 0.2, 0.2, 0.5, rnd.random()])
    return whole_seconds(min(moment, max(first, card["now"])))


def random_runs(rnd, m, periods, card):
    """when the query last succeeded for each period, as if it had failed now and then"""
    failing = rnd.choice([0, 0, 0.1, 0.4])
    for q in periods:
        if rnd.random() < failing:
            if rnd.random() < 0.3:
                m["runs_failed"].append(q)
            continue
        end = ends(q, card["time_zone"])
        if end <= card["now"] and rnd.random() < 0.85:
            m["runs"][q] = whole_seconds(min(card["now"], end + rnd.choice([0, 1, 9]) * DAY))
        else:
            m["runs"][q] = random_moment_within(rnd, q, card)


def random_row(rnd, m, q, card, volume):
    value = m["sign"] * float(rnd.randint(0, 120)) / rnd.choice([1, 1, 4])
    if m["by_hand"]:
        recorded = random_moment_within(rnd, q, card) if rnd.random() < 0.6 else \
            whole_seconds(starts(q, card["time_zone"]) + rnd.choice([-9, 0, 12, 400]) * DAY)
        return value, volume, rnd.choice(["manual", "import"]), recorded
    empty = m["rollup"] == "sum" and rnd.random() < 0.1
    return (0.0, 0.0, "empty", card["now"]) if empty else (value, volume, "refresh", card["now"])


def random_actuals(rnd, m, periods, card):
    """periods: the measure's own that have begun"""
    volumes = rnd.choice(["all", "all", "some", "none", "zeros"])
    inner = {above for above, _, _ in card["catalogue"].values()}
    by_hand_too = rnd.choice([0.15, 0.15, 0.6])     # of what is made of others
    for entity in card["entities"]:
        if rnd.random() < (1 - by_hand_too if entity in inner else 0.2):
            continue
        density = rnd.choice([0.1, 0.4, 0.8, 1.0, 1.0])
        for q in periods:
            if rnd.random() < density:
                volume = {"all": float(rnd.randint(0, 9)), "none": None, "zeros": 0.0, "some": rnd.choice([None, 4.0])}
                m["actual"][entity, q] = random_row(rnd, m, q, card, volume[volumes])
        if m["rollup"] == "query":
            for grain in GRAINS[:RANK[m["frequency"]]]:
                for q in sorted({enclosing(q, grain, card["first_month"]) for q in periods}):
                    if starts(q, card["time_zone"]) <= card["now"] and rnd.random() < 0.7:
                        m["actual"][entity, q] = random_row(rnd, m, q, card, None)


def random_plan(rnd, m, periods, card):
    f, fm = m["frequency"], card["first_month"]
    shapes = rnd.choice([["up"], ["up"], ["up"], ["down"], ["stretch"], ["band"], ["up", "stretch"], ["up", "down"]])
    often = rnd.choice([0.3, 0.6])
    grains = [g for g in GRAINS[:RANK[f] + 1] if rnd.random() < often] or [rnd.choice([f, "year"])]
    unplanned = rnd.choice([0, 0, 0.05, 0.3])
    inner = {above for above, _, _ in card["catalogue"].values()}
    spared = rnd.choice([0, 0.7, 1])
    for grain in grains:
        wholes = sorted({enclosing(q, grain, fm) for q in periods}) if grain != f else periods
        wholes = [shift(wholes[0], -1)] + wholes
        whose = rnd.choice([0.6, 0.6, 0.9, 1.0])
        for entity in [e for e in dict.fromkeys([""] + card["entities"]) if rnd.random() < whose]:
            if entity in inner and rnd.random() < spared:
                continue
            density = rnd.choice([0.5, 0.95, 1.0, 1.0])
            for q in wholes:
                if rnd.random() < density:
                    m["plan"][entity, q] = None if rnd.random() < unplanned else random_curve(rnd, rnd.choice(shapes), m["sign"])


def random_thresholds(rnd, card):
    """a measure's own; where it says one only, the other is the scorecard's"""
    amber, green = rnd.choice([(None, None)] * 3 + [(0.4001, None), (None, 1.05), (0.3001, 0.6001), (0.8001, 0.8001)])
    if (card["amber"] if amber is None else amber) > (card["green"] if green is None else green):
        amber, green = None, None
    return dict(amber=amber, green=green)


def random_measure(rnd, code, card):
    f = rnd.choice(GRAINS if rnd.random() < 0.4 else [card["frequency"], card["frequency"], "month", "month", "week"])
    rollup = rnd.choice(["sum", "sum", "sum", "mean", "mean", "last", "last", "min", "max", "query", "query"])
    m = dict(code=code, name=rnd.choice([None, f"Measure {code}"]), unit=rnd.choice([None, "%", "EUR"]),
             frequency=f, rollup=rollup, carry_forward=rnd.choice([0, 0, 0, 1, 2]),
             kind=rnd.choice([None, None, "amount"] if rollup == "sum" else [None, None, "amount", "rate"]),
             spread=rnd.choice([None, None, "equal", "days", "path", "none"] + ["level"] * (rollup != "sum")),
             weight=rnd.choice([0, 1, 1, 2, 0.5, 30, rnd.random()]), position=rnd.choice([0, 0, 1, 2]),
             scope=rnd.choice(SCOPES) if "scope" in card["has"] else None,
             formula=None, height=0, by_hand=rnd.random() < 0.5, actual={}, plan={}, runs={}, runs_failed=[],
             sign=rnd.choice([1, 1, 1, 1, -1]), **random_thresholds(rnd, card))
    today = holding(card["now"].astimezone(ZoneInfo(card["time_zone"])).date(), f, card["first_month"])
    ahead = rnd.choice([0, 0, -1, -3])
    periods = [shift(today, i + ahead) for i in range(1 - SPAN[f], 1)]
    periods = periods[rnd.choice([0, SPAN[f] // 2]):]
    if not m["by_hand"]:
        random_runs(rnd, m, periods, card)
    random_actuals(rnd, m, periods, card)
    random_plan(rnd, m, periods + [shift(periods[-1], 1)], card)
    return m


def random_formula(rnd, codes, depth):
    """divisors are names or numbers: a difference of rounded figures is no clear zero"""
    if depth == 0 or rnd.random() < 0.15:
        return ("name", rnd.choice(codes)) if rnd.random() < 0.85 else ("number", rnd.choice([0.0, 1.0, 2.0, 0.5, 100.0]))
    part = lambda: random_formula(rnd, codes, depth - 1)
    sign = rnd.choice(["/"] * 4 + ["+", "-", "*", "*", "neg", "abs", "least", "greatest", "coalesce"])
    if sign == "/":
        return sign, part(), random_formula(rnd, codes, 0)
    return (sign,) + tuple(part() for _ in range(1 if sign in ("neg", "abs") else 2))


def random_formula_measure(rnd, code, card, others):
    """made of some of the others, which may be formulas themselves"""
    codes = rnd.sample(list(others), min(len(others), rnd.randint(1, 3)))
    formula = random_formula(rnd, codes, rnd.choice([1, 1, 2, 3]))
    if not operands(formula):
        formula = ("+", formula, ("name", codes[0]))
    summed = [others[c]["frequency"] for c in operands(formula) if others[c]["rollup"] == "sum"]
    finest = min((RANK[f] for f in summed), default=len(GRAINS) - 1)
    f = rnd.choice([others[codes[0]]["frequency"], card["frequency"], rnd.choice(GRAINS)])
    f = GRAINS[min(RANK[f], finest)]
    today = holding(card["now"].astimezone(ZoneInfo(card["time_zone"])).date(), f, card["first_month"])
    m = dict(code=code, name=rnd.choice([None, f"Measure {code}"]), unit=None, frequency=f, rollup="formula", carry_forward=0,
             kind=rnd.choice([None, None, "amount", "rate"]),
             spread=rnd.choice([None, None, "equal", "days", "path", "none", "level"]),
             weight=rnd.choice([0, 1, 1, 2, 0.5]), position=rnd.choice([0, 1]),
             scope=rnd.choice([None] + SCOPES),
             formula=formula, height=1 + max(others[c]["height"] for c in operands(formula)), by_hand=False,
             actual={}, plan={}, runs={}, runs_failed=[], sign=1, **random_thresholds(rnd, card))
    if "scope" not in card["has"]:
        m["scope"] = None
    random_plan(rnd, m, [shift(today, i) for i in range(1 - SPAN[f], 2)], card)
    small = rnd.choice([1, 1, 0.02])
    m["plan"] = {k: c and [(v * small, score) for v, score in c] for k, c in m["plan"].items()}
    return m


def random_catalogue(rnd, now):
    """code -> (code of the one above, first and last day in service): two to four levels below ''"""
    catalogue, level = {}, [""]
    for depth in range(rnd.randint(1, 3)):
        for above in level if depth == 0 else rnd.sample(level, rnd.randint(1, len(level))):
            for _ in range(rnd.choice([1, 2, 2, 3])):
                day = lambda: now.date() + rnd.choice([-700, -365, -120, -60, -31, -10, 0, 20]) * DAY + rnd.randint(-9, 9) * DAY
                first, last = (day() if rnd.random() < 0.2 else None for _ in range(2))
                if first and last and first > last:
                    first, last = last, first
                if len(catalogue) < 9:
                    catalogue[f"e{len(catalogue)}"] = (above, first, last)
        level = [c for c, (above, _, _) in catalogue.items() if above in level] or level
    return catalogue


def by_place(nodes):
    return sorted(nodes, key=lambda n: (n["position"], n["code"].encode()))


# (a score of 0.9 may be one but for its last bit, so thresholds are next to such figures)
def random_scorecard(rnd, number, now, zone, has=()):
    """has: columns of bsc.measure without which a scorecard is flat (scope) or has no formulas (formula)"""
    grain = rnd.choice(["month", "month", "month", "quarter", "quarter", "year", "half", "week", "day"])
    card = dict(code=f"S{number:05d}", name=rnd.choice([None, f"Scorecard {number}"]), frequency=grain, now=now,
                time_zone=rnd.choice([zone, zone, zone] + ZONES),
                first_month=rnd.choice([1, 1, 1, 4, 7, 10, rnd.randint(1, 12)]),
                missing=rnd.choice(["skip", "zero", "strict"]), amber=rnd.choice([0.7001, 0.5001, 0.25]),
                green=rnd.choice([0.9001, 0.7001, 1.0]), perspectives=[],
                entities=rnd.choice([[""], [""], ["", "north"], ["north"], ["", "north", "south"]]), catalogue={}, has=has)
    if "scope" in has and rnd.random() < 0.6:
        card["catalogue"] = random_catalogue(rnd, now)
        card["entities"] = [""] + list(card["catalogue"]) + rnd.choice([[], [], ["stray"]])
    serial = 0
    weight = lambda: rnd.choice([0, 1, 1, 2, 0.5, 50, rnd.random()])
    combine = lambda: rnd.choice(["mean", "mean", "worst", "best"])
    for i in range(rnd.choice([1, 1, 2])):
        pe = dict(code=rnd.choice("pqrs") + str(i), name=None, position=rnd.choice([0, 1]), weight=weight(),
                  combine=combine(), objectives=[])
        for j in range(rnd.choice([0, 1, 1, 2])):
            ob = dict(code=rnd.choice("abcd") + str(j), name=rnd.choice([None, "An objective"]),
                      position=rnd.choice([0, 1]), weight=weight(), combine=combine(), measures=[])
            for _ in range(rnd.choice([0, 1, 2, 2])):
                serial += 1
                ob["measures"].append(random_measure(rnd, rnd.choice("klm") + str(serial), card))
            pe["objectives"].append(ob)
        card["perspectives"].append(pe)
    objectives = [ob for pe in card["perspectives"] for ob in pe["objectives"]]
    others = {m["code"]: m for ob in objectives for m in ob["measures"]}
    if "formula" in has and others and rnd.random() < 0.6:
        for _ in range(rnd.choice([1, 1, 2, 3])):
            serial += 1
            code = rnd.choice("klm") + rnd.choice(["", "-"]) + str(serial)
            others[code] = random_formula_measure(rnd, code, card, others)
            rnd.choice(objectives)["measures"].append(others[code])
    for ob in objectives:
        ob["measures"] = by_place(ob["measures"])
    for pe in card["perspectives"]:
        pe["objectives"] = by_place(pe["objectives"])
    card["perspectives"] = by_place(card["perspectives"])
    return card


# ---------------------------------------------------------------- into the database
def insert(cur, table, columns, rows, types):
    """the ids of the new rows, in order"""
    if not rows:
        return []
    casts = ", ".join(f"%s::{t}[]" for t in types)
    cur.execute(f"INSERT INTO bsc.{table} ({', '.join(columns)})"
                f" SELECT {', '.join('x.' + c for c in columns)} FROM unnest({casts}) WITH ORDINALITY"
                f" AS x ({', '.join(columns)}, n) ORDER BY x.n" +
                (" RETURNING id" if table in ("scorecard", "perspective", "objective", "measure") else ""),
                [list(c) for c in zip(*rows)])
    return [r[0] for r in cur.fetchall()] if cur.description else []


TYPES = dict(first_month="int", position="int", carry_forward="int", weight="float8", amber="float8", green="float8")


def load(cur, cards):
    def nodes(table, keys, found, parent=None):
        """found: [(node, id of its parent)]"""
        above = [parent] if parent else []
        return insert(cur, table, above + keys, [[i] * len(above) + [n[k] for k in keys] for n, i in found],
                      ["bigint"] * len(above) + [TYPES.get(k, "text") for k in keys])

    ids = nodes("scorecard", ["code", "name", "frequency", "first_month", "time_zone", "missing", "amber", "green"],
                [(c, None) for c in cards])
    insert(cur, "entity", ["scorecard_id", "code", "parent", "starts", "ends"],
           [(i, e, *row) for c, i in zip(cards, ids) for e, row in c["catalogue"].items()],
           ["bigint", "text", "text", "date", "date"])
    level = [(pe, i) for c, i in zip(cards, ids) for pe in c["perspectives"]]
    ids = nodes("perspective", ["code", "name", "position", "weight", "combine"], level, "scorecard_id")
    level = [(ob, i) for (pe, _), i in zip(level, ids) for ob in pe["objectives"]]
    ids = nodes("objective", ["code", "name", "position", "weight", "combine"], level, "perspective_id")
    level = [(m, i) for (ob, _), i in zip(level, ids) for m in ob["measures"]]
    columns = ["code", "name", "unit", "frequency", "rollup", "carry_forward", "kind", "spread", "weight", "position", "amber",
               "green"] + \
        [c for c in ("scope", "formula") if c in cards[0]["has"]]
    measures = []
    for height in sorted({m["height"] for m, _ in level}):      # what a formula names comes first
        some = [(m, i) for m, i in level if m["height"] == height]
        ids = nodes("measure", columns, [(m | dict(formula=m["formula"] and written(m["formula"])), i) for m, i in some],
                    "objective_id")
        measures += [(m, i) for (m, _), i in zip(some, ids)]
    insert(cur, "actual", ["measure_id", "entity", "period", "value", "volume", "source", "recorded_at"],
           [(i, e, str(q), *row) for m, i in measures for (e, q), row in m["actual"].items()],
           ["bigint", "text", "bsc.period", "float8", "float8", "text", "timestamptz"])
    insert(cur, "plan", ["measure_id", "entity", "period", "target"],
           [(i, e, str(q), c and curve_text(c)) for m, i in measures for (e, q), c in m["plan"].items()],
           ["bigint", "text", "bsc.period", "bsc.target"])
    insert(cur, "measure_run", ["measure_id", "period", "last_run", "last_success", "failing_since", "error"],
           [(i, str(q), t, t, None, None) for m, i in measures for q, t in m["runs"].items()] +
           [(i, str(q), t, None, t, "it failed") for m, i in measures for q in m["runs_failed"]
            for t in [starts(q, "UTC")]],
           ["bigint", "bsc.period", "timestamptz", "timestamptz", "timestamptz", "text"])
