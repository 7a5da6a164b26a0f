#!/usr/bin/python3
"""What bsc says of companies of which is known what moves what (lib/world.py), 200 of them.

What is true is named in 85 %, what is not is named or denied in at most 9 %, and intervals of 95 % hold the
truth in 90 to 99 %.  The draws are the same every time; test/bench/world takes more of
them and is stricter.  Connection from the PG* environment.  Prints TAP.

    world.py [SEEDS]
"""
import sys

import psycopg2

from lib.world import World, judge

SEEDS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
tests = failures = 0


def ok(right, name):
    global tests, failures
    tests += 1
    failures += not right
    print(f"{'ok' if right else 'not ok'} {tests} - {name}", flush=True)


connection = psycopg2.connect("")
cursor = connection.cursor()
cursor.execute("SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS bsc; SET jit = off")
judge(World(cursor, range(SEEDS)).ask(), SEEDS, 0.85, (0.09, 0.09), (0.90, 0.99), ok)
connection.rollback()
print(f"1..{tests}")
sys.exit(failures > 0)
