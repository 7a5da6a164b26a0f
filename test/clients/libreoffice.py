"""LibreOffice without a window, see Clients.pm for what is read and printed.

usage: libreoffice.py FOLDER QUERIES

Makes a database document for the ODBC source "bsc", as the wizard does, registers it, and imports each query into a
sheet of Calc; then it reads the cells. Everything that LibreOffice writes is in FOLDER.
"""
import json
import os
import struct
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet.DataImportMode import SQL, TABLE
from com.sun.star.table.CellContentType import EMPTY, TEXT
from com.sun.star.util import NumberFormat

folder, list_of_queries = sys.argv[1:3]
pipe = "bsc%d" % os.getpid()


def values(**named):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in named.items())


def url(name):
    return uno.systemPathToFileUrl(os.path.join(folder, name))


def connect(office):
    """the office's component context, once it answers"""
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.time() + 120
    while True:
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except NoConnectException:
            if office.poll() is not None or time.time() > until:
                raise
            time.sleep(0.2)


def register(context):
    databases = context.ServiceManager.createInstance("com.sun.star.sdb.DatabaseContext")
    source = databases.createInstance()
    source.URL = "sdbc:odbc:bsc"
    source.Info = values(CharSet="utf-8")
    source.TableFilter = ("%",)
    source.DatabaseDocument.storeAsURL(url("bsc.odb"), values())
    databases.registerObject("bsc", source)



EPOCH = datetime(1899, 12, 30)
KINDS = [
    (NumberFormat.LOGICAL, "truth"),
    (NumberFormat.DATETIME, "moment"),
    (NumberFormat.DATE, "date"),
]


def kind_of(document, cell):
    """what a cell shows its value as: formats say it"""
    if cell.getType() == TEXT:
        return "text"
    shape = document.getNumberFormats().getByKey(cell.NumberFormat).Type
    for flag, kind in KINDS:
        if shape & flag == flag:
            return kind
    return "number"


def canonical(cell, kind, fraction):
    if cell.getType() == EMPTY:
        return None
    if kind == "text":
        return cell.getString()
    if kind == "truth":
        return "true" if cell.getValue() else "false"
    if kind == "date":
        return (EPOCH + timedelta(days=cell.getValue())).strftime("%Y-%m-%d")
    if kind == "moment":
        shown = EPOCH + timedelta(days=cell.getValue())
        moment = shown.replace(tzinfo=ZoneInfo(os.environ["TZ"])) - datetime(1970, 1, 1, tzinfo=timezone.utc)
        return str(moment // timedelta(microseconds=1))
    return struct.pack(">d", cell.getValue()).hex() if fraction else str(int(cell.getValue()))


def read(document, name, sql):
    """imports a query into a sheet of its own, and prints what is there"""
    types, statement = sql.split("|", 1)
    fractions = [word == "double precision" for word in types.split(",")]
    sheets = document.Sheets
    sheets.insertNewByName("import", 0)
    sheet = sheets.getByIndex(0)
    table = "bsc." in statement and " " not in statement
    sheet.getCellRangeByPosition(0, 0, 0, 0).doImport(
        values(DatabaseName="bsc", SourceType=TABLE if table else SQL, SourceObject=statement)
    )
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress.EndRow
    width = len(fractions)
    names = [sheet.getCellByPosition(i, 0).getString() for i in range(width)]
    cells = [[sheet.getCellByPosition(i, j) for i in range(width)] for j in range(1, last + 1)]
    kinds = []
    for i in range(width):
        seen = {kind_of(document, row[i]) for row in cells if row[i].getType() != EMPTY}
        kinds.append(seen.pop() if len(seen) == 1 else "/".join(sorted(seen)) or None)
    rows = [[canonical(row[i], kinds[i], fractions[i]) for i in range(width)] for row in cells]
    print(json.dumps({"query": name, "columns": [[n, "a cell", k] for n, k in zip(names, kinds)], "rows": rows}), flush=True)
    sheets.removeByName("import")


def main():
    office = subprocess.Popen(
        ["soffice", "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
         "-env:UserInstallation=" + url("profile"), "--accept=pipe,name=%s;urp;" % pipe],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = connect(office)
        register(context)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, values(Hidden=True))
        for line in open(list_of_queries, encoding="utf-8"):
            name, sql = line.rstrip("\n").split("\t")
            read(document, name, sql)
        document.close(True)
        desktop.terminate()
        office.wait(60)
    finally:
        if office.poll() is None:
            office.terminate()


main()
