"""bsc.define_changes against what bsc.define then does, over random edits of documents.

Before and after each define all tables of the scorecard are read, row by row with
their place on disk.  What define_changes told before must be just what differs: a
row more for each id that came, went or hangs elsewhere, one for each column that is
another, one for each target.  Its own code has no part in that: the comparison is made
here, of rows.  Where define refuses a document, define_changes does with the same
words.  BSC_ROUNDS edits, 200 unless told; BSC_SEED.  Output is TAP.
"""
import copy
import json
import os
import random
import sys

import psycopg2

SEED = int(os.environ.get("BSC_SEED", random.randrange(1 << 30)))
ROUNDS = int(os.environ.get("BSC_ROUNDS", 200))
rng = random.Random(SEED)
print(f"# seed {SEED}, {ROUNDS} rounds")

connection = psycopg2.connect("")
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS bsc")

KINDS = ("perspective", "objective", "measure", "initiative", "link")
LISTS = {"perspectives": "objectives", "objectives": "measures"}
NOT_KEYS = {"id", "scorecard_id", "perspective_id", "objective_id", "run_as", "changed_at", "changed_by", "cause", "effect", "lag"}
PARENT = {"objective": "perspective_id", "measure": "objective_id"}


def rows():
    """kind -> key -> (place on disk, row)"""
    found = {}
    for kind in KINDS + ("scorecard", "plan", "initiative_objective", "initiative_entity", "initiative_step"):
        where = {"scorecard": "t.code IN ('shop', 'store')",
                 "plan": "t.measure_id IN (SELECT id FROM bsc.measure)"}.get(kind, "true")
        cursor.execute(f"SELECT t.ctid::text, to_jsonb(t) FROM bsc.{kind} AS t WHERE {where}")
        key = {"plan": lambda r: (r["measure_id"], r["entity"], r["period"]),
               "initiative_objective": lambda r: (r["initiative_id"], r["objective_id"]),
               "initiative_entity": lambda r: (r["initiative_id"], r["entity"], r["starts"]),
               "initiative_step": lambda r: (r["initiative_id"], r["code"], r["name"], r["due"], r["done"])}.get(kind, lambda r: r["id"])
        found[kind] = {key(row): (place, row) for place, row in cursor.fetchall()}
    return found


def expected(old, new):
    """what differs: (kind, change, code, key)"""
    found = []
    for kind in KINDS + ("scorecard",):
        before, after = old[kind], new[kind]
        name = (lambda r: None) if kind == "link" else (lambda r: r["code"])
        found += [(kind, "added", name(after[i][1]), None) for i in after.keys() - before.keys()]
        found += [(kind, "removed", name(before[i][1]), None) for i in before.keys() - after.keys()]
        for i in before.keys() & after.keys():
            b, a = before[i][1], after[i][1]
            if kind in PARENT and b[PARENT[kind]] != a[PARENT[kind]]:
                found.append((kind, "moved", a["code"], None))
            found += [(kind, "changed", name(a), key) for key in b.keys() - NOT_KEYS if b[key] != a[key]]
            found += [(kind, "changed", name(a), "run_as") for key in ("run_as",) if b.get(key) != a.get(key)]
    measures = old["measure"].keys() & new["measure"].keys()
    for k in old["plan"].keys() | new["plan"].keys():
        if k[0] not in measures:
            continue
        code = new["measure"][k[0]][1]["code"]
        b, a = (t["plan"][k][1]["target"] if k in t["plan"] else 0 for t in (old, new))
        if b != a:
            found.append(("plan", "added" if b == 0 else "removed" if a == 0 else "changed", code, f"{k[1]} {k[2]}".strip()))
    served = {t: {} for t in ("old", "new")}
    for t, side in (("old", old), ("new", new)):
        for i, o in side["initiative_objective"]:
            served[t].setdefault(i, set()).add(o)
    for i in old["initiative"].keys() & new["initiative"].keys():
        if served["old"].get(i, set()) != served["new"].get(i, set()):
            found.append(("initiative", "changed", new["initiative"][i][1]["code"], "objectives"))
        for key, table in (("entities", "initiative_entity"), ("steps", "initiative_step")):
            there = [{k[1:] for k in side[table] if k[0] == i} for side in (old, new)]
            if there[0] != there[1]:
                found.append(("initiative", "changed", new["initiative"][i][1]["code"], key))
    return sorted(found, key=repr)


def told(answer):
    """a row of define_changes as expected() has it"""
    found = []
    for path, change, before, after in answer:
        kind, code, key = "scorecard", None, None
        parts = path.replace("].", "]\n").split("\n") if path else []
        for part in parts:
            head, _, rest = part.partition("[")
            if rest and head in ("perspectives", "objectives", "measures", "initiatives", "links"):
                kind, code = head[:-1], rest.rstrip("]")
            elif rest and head == "plan":
                kind, key = "plan", rest.rstrip("]")
            elif not (kind == "plan" and part == "target"):
                key = part
        if kind == "link":
            code = None
        if kind == "scorecard":
            code = (after or before)["code"] if change != "changed" else "?"
        if key == "weights":
            key = "judgements"
        found.append((kind, change, code, key))
        assert (before is None) or change != "added", answer
        assert (after is None) or change != "removed", answer
    return found


def nodes(doc, kind):
    """(list, index) of every node of a kind"""
    if kind in ("link", "initiative"):
        return [(doc.get(kind + "s", []), i) for i in range(len(doc.get(kind + "s", [])))]
    found = [(doc.get("perspectives", []), i) for i in range(len(doc.get("perspectives", [])))]
    for level in ("objectives", "measures")[:("perspective", "objective", "measure").index(kind)]:
        found = [(x[i].get(level, []), j) for x, i in found for j in range(len(x[i].get(level, [])))]
    return found


counter = 0


def code(kind):
    global counter
    counter += 1
    return rng.choice(["", "Ü ", "a.b[", "x'y\""]) * (rng.random() < 0.1) + f"{kind[0]}{counter}"


def fresh(kind):
    node = {"code": code(kind)}
    if kind == "perspective":
        node["objectives"] = [fresh("objective") for _ in range(rng.randint(0, 2))]
    elif kind == "objective":
        node["measures"] = [fresh("measure") for _ in range(rng.randint(0, 2))]
    elif kind == "measure" and rng.random() < 0.5:
        node["plan"] = plan()
    if rng.random() < 0.3 and kind in ("perspective", "objective", "measure"):
        node["weight"] = rng.choice([0, 2, 0.5])
    return node


def plan():
    return [{"period": f"2024-{m:02d}", "target": rng.choice(["1..2", "0:0 1:1 2:1.5", None])}
            | ({"entity": "North"} if rng.random() < 0.3 else {}) for m in sorted(rng.sample(range(1, 13), rng.randint(0, 3)))]


VALUES = {
    "scorecard": {"name": ["n", None], "amber": [0.5, 0.6, None], "owner": ["o", None], "missing": ["zero", None], "value_proposition": ["customer intimacy", None]},
    "perspective": {"name": ["n", "N", None], "weight": [1, 2, 3.5], "combine": ["worst", "mean", None], "position": [1, 9, None]},
    "objective": {"name": ["n", None], "theme": ["t", None], "weight": [0, 1.0, 1], "combine": ["best", None], "owner": ["a", None], "description": ["d", None]},
    "measure": {"unit": ["EUR", None], "rollup": ["mean", "last", None], "query": ["SELECT 1", "SELECT 2", None], "weight": [1, 2], "carry_forward": [0, 3],
                "elasticity": [1, 0.1, None], "financial": [True, False], "amber": [0.55, None, 0.8], "green": [0.85, 0.95, 0.7, None], "run_as": ["bsc_test_clerk", None], "indicator": ["leading", None]},
    "link": {"strength": [1, 0.3, -2], "hypothesis": ["h", None], "lag": [0, 1, 2]},
    "initiative": {"budget": [10, 10.00, 7.5, None], "progress": [0, 0.25], "starts": ["2024-01-01", None], "owner": ["x", None], "description": ["y", None]},
}


def edit(doc):
    """one change in place"""
    kind = rng.choice(["scorecard", "perspective", "objective", "measure", "measure", "measure", "link", "link", "initiative"])
    what = rng.choice(["value", "value", "value", "add", "add", "remove", "rename", "move", "shuffle", "plan", "weights", "swap", "served", "nothing"])
    places = [] if kind == "scorecard" else nodes(doc, kind)
    if what == "value":
        key = rng.choice(list(VALUES[kind]))
        value = rng.choice(VALUES[kind][key])
        if kind == "scorecard":
            doc[key] = value
        elif places:
            where, i = rng.choice(places)
            where[i][key] = value
    elif what == "add":
        names = [w[i]["code"] for w, i in nodes(doc, "objective")]
        if kind == "perspective":
            doc.setdefault("perspectives", []).append(fresh(kind))
        elif kind in ("objective", "measure"):
            above = nodes(doc, "perspective" if kind == "objective" else "objective")
            if above:
                where, i = rng.choice(above)
                where[i].setdefault(kind + "s", []).insert(0, fresh(kind))
        elif kind == "link" and len(names) > 1:
            cause, effect = rng.sample(names, 2)
            doc.setdefault("links", []).append({"cause": cause, "effect": effect, "lag": rng.randint(0, 2)})
        elif kind == "initiative":
            doc.setdefault("initiatives", []).append({"code": code("initiative"), "objectives": rng.sample(names, min(len(names), 2))})
    elif what == "remove" and places:
        where, i = rng.choice(places)
        gone = where.pop(i)
        if kind == "objective":
            forget(doc)
    elif what == "rename" and kind == "scorecard":
        doc["was"], doc["code"] = doc["code"], rng.choice(["shop", "store"])
    elif what == "rename" and kind != "link" and places:
        where, i = rng.choice(places)
        old = where[i]["code"]
        where[i]["was"], where[i]["code"] = old, code(kind)
        if rng.random() < 0.5:  # links and initiatives may go on naming the old code
            return
        for link in doc.get("links", []):
            for end in ("cause", "effect"):
                if kind == "objective" and link[end] == old:
                    link[end] = where[i]["code"]
        for x in doc.get("initiatives", []):
            if kind == "objective":
                x["objectives"] = [where[i]["code"] if o == old else o for o in x.get("objectives", [])]
    elif what == "move" and kind in ("objective", "measure") and places:
        above = nodes(doc, "perspective" if kind == "objective" else "objective")
        where, i = rng.choice(places)
        node = where.pop(i)
        to, j = rng.choice(above)
        to[j].setdefault(kind + "s", []).append(node)
    elif what == "shuffle" and places:
        rng.shuffle(places[0][0])
    elif what == "swap" and kind in ("measure", "objective", "initiative") and len(places) > 1:
        (w, i), (v, j) = rng.sample(places, 2)
        w[i]["code"], v[j]["code"] = v[j]["code"], w[i]["code"]
        w[i]["was"], v[j]["was"] = v[j]["code"], w[i]["code"]
    elif what == "plan":
        for where, i in rng.sample(nodes(doc, "measure"), min(2, len(nodes(doc, "measure")))):
            choice = rng.randrange(4)
            if choice == 0:
                where[i].pop("plan", None)
            elif choice == 1:
                where[i]["plan"] = []
            elif choice == 2:
                where[i]["plan"] = plan()
            elif where[i].get("plan"):
                where[i]["plan"][0]["target"] = rng.choice(["3..4", None])
    elif what == "weights" and kind in ("scorecard", "perspective"):
        above = [doc] if kind == "scorecard" else [w[i] for w, i in places]
        for node in above[:1]:
            children = node.get("perspectives" if kind == "scorecard" else "objectives", [])
            if len(children) == 2:
                for child in children:
                    child.pop("weight", None)
                node["weights"] = {"ahp": [[1, rng.choice([2, 3])], [None, 1]]}
    elif what == "served":
        names = [w[i]["code"] for w, i in nodes(doc, "objective")]
        for where, i in nodes(doc, "initiative")[:1]:
            where[i]["objectives"] = rng.sample(names, rng.randint(0, min(2, len(names))))
            where[i]["entities"] = [{"entity": e} | rng.choice([{}, {"starts": "2024-03-01"}, {"starts": "2024-04-01"}])
                                    for e in rng.sample(["north", "south", "东"], rng.randint(0, 3))]
            where[i]["steps"] = [{"code": s} | rng.choice([{}, {"due": "2024-03-01"}, {"due": "2024-04-01", "done": "2024-03-20"}, {"name": "n"}])
                                 for s in rng.sample(["one", "two", "三"], rng.randint(0, 3))]


def forget(doc):
    names = {w[i]["code"] for w, i in nodes(doc, "objective")}
    doc["links"] = [x for x in doc.get("links", []) if x["cause"] in names and x["effect"] in names]
    for x in doc.get("initiatives", []):
        x["objectives"] = [o for o in x.get("objectives", []) if o in names]


def run(statement, *arguments):
    try:
        cursor.execute(statement, arguments)
        return cursor.fetchall(), None
    except psycopg2.Error as error:
        return None, (error.pgcode, error.diag.message_primary)


cursor.execute("DROP ROLE IF EXISTS bsc_test_clerk")
cursor.execute("CREATE ROLE bsc_test_clerk")
wrong = {"told": [], "touched": [], "empty": [], "refused": [], "dry": []}
seen = {"changed": 0, "same": 0, "refused": 0}
kinds = set()
doc = {"code": "shop", "perspectives": [fresh("perspective") for _ in range(3)], "initiatives": [fresh("initiative")]}
for turn in range(ROUNDS):
    if turn and turn % 30 == 0:
        cursor.execute("SELECT bsc.drop_scorecard(code) FROM bsc.scorecard")
        doc = {"code": "shop", "perspectives": [fresh("perspective") for _ in range(3)], "initiatives": [fresh("initiative")]}
    candidate = copy.deepcopy(doc)
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3, 6])):
        edit(candidate)
    prune = rng.random() < 0.9
    old = rows()
    text = json.dumps(candidate)
    answer, refusal = run("SELECT path, change, before, after FROM bsc.define_changes(%s, %s)", text, prune)
    if rows() != old:
        wrong["dry"].append(text)
    done, refused = run("SELECT bsc.define(%s, %s)", text, prune)
    if refused != refusal:
        wrong["refused"].append(f"{refusal} and {refused}: {text}")
    if refused:
        seen["refused"] += 1
        continue
    new = rows()
    if answer is None:
        continue
    want = expected(old, new)
    got = told(answer)
    got = sorted([(k, c, [w[2] for w in want if w[:2] == (k, c) and w[3] == key][0]
                   if k == "scorecard" and any(w[:2] == (k, c) and w[3] == key for w in want) else x, key)
                  for k, c, x, key in got], key=repr)
    kinds |= {(k, c) for k, c, _, _ in got}
    if got != want:
        wrong["told"].append(f"told {[g for g in got if g not in want]}, is {[w for w in want if w not in got]}: {text}")
    touched = {k: {i: r[0] for i, r in t.items()} for k, t in old.items()} != {k: {i: r[0] for i, r in t.items()} for k, t in new.items()}
    seen["changed" if touched else "same"] += 1
    if touched != bool(answer):
        wrong["touched"].append(f"touched {touched}, told {answer}: {text}")
    cursor.execute("SELECT code, bsc.definition(code) FROM bsc.scorecard")
    (own, doc), = cursor.fetchall()
    answer, refusal = run("SELECT path, change, before, after FROM bsc.define_changes(%s)", json.dumps(doc))
    if answer or refusal:
        wrong["empty"].append(f"{answer or refusal}: {json.dumps(doc)}")
    # something recorded keeps a measure from being left out
    if rng.random() < 0.2 and nodes(doc, "measure"):
        where, i = rng.choice(nodes(doc, "measure"))
        cursor.execute("INSERT INTO bsc.actual (measure_id, period, value) SELECT id, '2024-01', 1 FROM bsc.measure WHERE code = %s"
                       " ON CONFLICT DO NOTHING", (where[i]["code"],))
cursor.execute("SELECT bsc.drop_scorecard(code) FROM bsc.scorecard")
cursor.execute("DROP ROLE bsc_test_clerk")

print(f"# {seen}")
tests = failed = 0


def say(good, what, details=()):
    global tests, failed
    tests += 1
    failed += not good
    print("ok" if good else "not ok", tests, "-", what)
    for line in list(details)[:3]:
        print("#", line)


say(not wrong["told"], "each row told is one that differs afterwards, and none is left out", wrong["told"])
say(not wrong["touched"], "something is told just where define writes a row", wrong["touched"])
say(not wrong["empty"], "nothing is told of the definition as it is", wrong["empty"])
say(not wrong["refused"], "what define refuses, define_changes refuses with the same words", wrong["refused"])
say(not wrong["dry"], "define_changes touches nothing", wrong["dry"])
say(seen["changed"] >= ROUNDS / 4 and seen["same"], f"both were met: {seen}")
print("# not met:", {(k, c) for k in ("perspective", "objective", "measure", "initiative", "link", "plan")
                      for c in ("added", "removed", "changed")} - kinds)
print(f"1..{tests}")
sys.exit(1 if failed else 0)
