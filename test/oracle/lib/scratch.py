"""A database of an oracle's own, on the server of the PG* environment."""

import contextlib
import os

import psycopg2


@contextlib.contextmanager
def scratch_database(purpose, keep=False):
    """a connection to a new database, which goes at the end unless it is to be kept"""
    name = f"bsc_{purpose}_oracle_{os.getpid()}"
    admin = psycopg2.connect("dbname=" + os.environ.get("PGDATABASE", "postgres"))
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    try:
        with contextlib.closing(psycopg2.connect(f"dbname={name}")) as db:
            yield db
    finally:
        if not keep:
            admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
