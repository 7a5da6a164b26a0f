"""The clients in Python, see Clients.pm for what is read and printed.

usage: python_client.py text|binary|psycopg2|odbc QUERIES
"""
import datetime
import json
import os
import re
import struct
import sys

mode, list_of_queries = sys.argv[1:3]
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)


def canonical(value):
    """text for a value of Python's"""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:  # as the client's clock shows it
            value = value.astimezone(UTC)
        return str((value - EPOCH) // datetime.timedelta(microseconds=1))
    if isinstance(value, datetime.date):
        return "%04d-%02d-%02d" % (value.year, value.month, value.day)
    if isinstance(value, (dict, list)):
        return json.dumps(value)
    return str(value)


def argument(parameter):
    """what a program holds in its variables"""
    kind, value = parameter.split("=", 1)
    if value == "\\N":
        return None
    if kind == "date":
        return datetime.date.fromisoformat(value)
    if kind == "timestamptz":
        return datetime.datetime.fromisoformat(value.replace("+00", "+00:00"))
    if kind == "float8":
        return float(value)
    if kind == "int8":
        return int(value)
    if kind == "bool":
        return value == "true"
    return value


def connect():
    """a cursor, and a function that writes $1, $2 ... as the driver wants them"""
    if mode in ("text", "binary"):
        import psycopg

        connection = psycopg.connect("", autocommit=True)
        return connection.cursor(binary=mode == "binary"), formatted
    if mode == "psycopg2":
        import psycopg2

        connection = psycopg2.connect("")
        connection.autocommit = True
        return connection.cursor(), formatted
    import pyodbc

    connection = pyodbc.connect("DSN=bsc", autocommit=True)
    return connection.cursor(), lambda sql: re.sub(r"\$\d", "?", sql)


def formatted(sql):
    return re.sub(r"\$\d", "%s", sql.replace("%", "%%"))


def reported(column):
    """what the driver says of a column's type"""
    return column[1].__name__ if mode == "odbc" else column[1]


cursor, placeholders = connect()
for line in open(list_of_queries, encoding="utf-8"):
    name, sql, *parameters = line.rstrip("\n").split("\t")
    values = [argument(p) for p in parameters]
    cursor.execute(placeholders(sql) if values else sql, *([values] if values else []))
    rows = cursor.fetchall()
    columns = []
    for i, column in enumerate(cursor.description):
        seen = next((type(row[i]).__name__ for row in rows if row[i] is not None), None)
        columns.append([column[0], reported(column), seen])
    print(json.dumps({"query": name, "columns": columns, "rows": [[canonical(v) for v in row] for row in rows]}), flush=True)
