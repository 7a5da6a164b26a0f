#!/usr/bin/python3
"""What the types of bsc take from a binary message is what its text says.

Random and half-random bytes, by COPY in binary: whatever a receive function
accepts must be the very value that its text form reads back as, and must be
sent as the same bytes.  Connection from the PG* environment; the values go to
temporary tables.  Prints TAP.
"""
import io
import random
import struct
import sys

import psycopg2

random.seed(20041231)
connection = psycopg2.connect("")
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS bsc CASCADE; SET extra_float_digits = 1")
tests = failures = 0


def check(name, bad, cases):
    global tests, failures
    tests += 1
    bad = bad + ([] if cases else ["no cases"])
    failures += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {tests} - {name}: {cases} cases", flush=True)
    for line in bad[:8]:
        print("#", line)


def stream(values):
    """values as a table of one column, in COPY's binary format"""
    rows = b"".join(struct.pack("!hi", 1, len(v)) + v for v in values)
    return io.BytesIO(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0) + rows + struct.pack("!h", -1))


def copy(table, values):
    """add them to the table, or add none and return what is wrong"""
    try:
        cursor.copy_expert(f"COPY {table} (value) FROM STDIN (FORMAT binary)", stream(values))
        return None
    except psycopg2.Error as e:
        return e.pgcode


def receive(table, values):
    """add those that are taken, by halves; the error codes of the others"""
    code = copy(table, values)
    if code is None:
        return set()
    if len(values) == 1:
        return {code}
    half = len(values) // 2
    return receive(table, values[:half]) | receive(table, values[half:])


def double():
    """one of several kinds, as eight bytes"""
    kind = random.randrange(8)
    if kind == 0:
        return random.randbytes(8)
    if kind == 1:                                   # subnormal
        return struct.pack("!Q", random.getrandbits(random.randrange(1, 53)) | random.getrandbits(1) << 63)
    if kind == 2:
        return struct.pack("!d", random.choice([0.0, -0.0, 1.0, 0.5, 3.0, 2.0 ** 53, 1e300, 1.7976931348623157e308]))
    if kind == 3:
        return struct.pack("!d", random.choice([float("inf"), float("-inf"), float("nan")]))
    if kind == 4:
        return struct.pack("!d", 2.0 ** random.randrange(-1074, 1023) * random.choice([1, -1]))
    return struct.pack("!d", random.uniform(0, 10) * 10.0 ** random.randrange(-25, 25) * random.choice([1, 1, 1, -1]))


def count():
    return struct.pack("!q", random.choice([0, 1, 2, 1000, -1, 2 ** 63 - 1, random.getrandbits(40)]))


def tally():
    sums = [double(), double(), double(), double(), double(), double()]
    if random.random() < 0.5:                       # plausible: the low parts are small
        for i in (1, 3, 5):
            sums[i] = struct.pack("!d", random.choice([0.0, 5e-324, -5e-324, 1e-310, 1e-20, -1e-17, 2.0 ** -53, -2.0 ** -54]))
            if random.random() < 0.8:
                sums[i - 1] = struct.pack("!d", random.choice([0.0, 1.0, 5e-324, 1e-308, random.random() * 100, 2.0 ** random.randrange(-1074, 1000)]))
    return count() + count() + b"".join(sums)


def mutated(samples):
    """a sample with some bytes changed, cut or added"""
    value = bytearray(random.choice(samples))
    for _ in range(random.randrange(4)):
        if value:
            value[random.randrange(len(value))] = random.choice([0, 1, 0xff, 0x80, random.randrange(256)])
    kind = random.randrange(12)
    if kind == 0:
        value = value[:random.randrange(len(value) + 1)]
    elif kind == 1:
        value += random.randbytes(random.randrange(1, 9))
    return bytes(value)


SAMPLES = {
    "period": "SELECT bsc.shift(p::bsc.period, n) FROM unnest('{2004,2004H2,2004Q3,2004-09,2004-W36,2004-09-15,2004-04/P1Y,2004-02/P3M}'::text[]) AS p, generate_series(-9, 9) AS n",
    "target": "SELECT t::bsc.target FROM unnest('{60..95,48..24,60:0 95:1 110:1.2,10:0 14:1 16:1 20:0,1e-300..2e-300,-5:0.25 5e-324:1}'::text[]) AS t",
    "tally": "SELECT t::bsc.tally FROM unnest('{2/1/80/20/58,0/0/0/0/0,2/0/0.3+5.551115123125783e-17/0/0.24}'::text[]) AS t",
    "causal_graph": "SELECT g::bsc.causal_graph FROM unnest(ARRAY['', 'a', 'a -> b', 'a -> b 0.5 @2; b -> c; c -> a -0.25', '\"x y\" -> \"->\"']) AS g",
}
MADE = {"tally": tally, "period": lambda: random.randbytes(8), "target": lambda: struct.pack("!i", random.randrange(2, 5)) + b"".join(double() for _ in range(random.randrange(4, 9)))}
cursor.execute("""
    SELECT t.typname FROM pg_type AS t JOIN pg_depend AS d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
    JOIN pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'bsc'
    WHERE t.typtype = 'b' AND t.typelem = 0 AND t.typreceive <> 0 ORDER BY 1""")
types = [name for (name,) in cursor.fetchall()]
check("every type that receives is tried", sorted(set(types) ^ set(SAMPLES)), len(types))

for name in types:
    cursor.execute(f"CREATE TEMP TABLE {name}_taken (id serial, value bsc.{name})")
    cursor.execute(f"SELECT bsc._{name}_send(v) FROM ({SAMPLES[name]}) AS s (v)")
    samples = [bytes(row[0]) for row in cursor.fetchall()]
    values = samples + [mutated(samples) for _ in range(3000)]
    if name in MADE:
        values += [MADE[name]() for _ in range(6000)]
    codes = set()
    for i in range(0, len(values), 8):
        codes |= receive(f"{name}_taken", values[i:i + 8])
    check(f"{name}: what is refused is refused in the server's words",
          [f"SQLSTATE {c}" for c in codes if c[:2] not in ("22", "08", "54")], len(codes))
    cursor.execute(f"""
        SELECT value::text, value::text::bsc.{name}::text, bsc._{name}_send(value), bsc._{name}_send(value::text::bsc.{name})
        FROM {name}_taken
        WHERE value <> value::text::bsc.{name} OR value::text <> value::text::bsc.{name}::text
           OR bsc._{name}_send(value) <> bsc._{name}_send(value::text::bsc.{name})""".replace(
               "value <> value", "NOT value OPERATOR(bsc.=) value"))
    bad = [str(row[:2]) + " " + bytes(row[2]).hex() + " " + bytes(row[3]).hex() for row in cursor.fetchall()]
    cursor.execute(f"SELECT count(*) FROM {name}_taken")
    taken = cursor.fetchone()[0]
    check(f"{name}: what is taken is what its text says", bad + ([] if taken > 300 else [f"only {taken} taken"]), taken)

print(f"1..{tests}")
sys.exit(failures > 0)
