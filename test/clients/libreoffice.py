"""LibreOffice without a window, see Clients.pm for what is read and printed.

usage: libreoffice.py URL FOLDER QUERIES

Makes a database document for what the URL names, as the wizard does, registers it, and imports each view into a
sheet of Calc; then it reads the cells. Other queries are made queries of the document, with "run SQL directly" ticked. Everything that LibreOffice writes is in FOLDER.
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
from com.sun.star.sheet.DataImportMode import QUERY, TABLE
from com.sun.star.table.CellContentType import EMPTY, TEXT
from com.sun.star.util import NumberFormat

source_url, folder, list_of_queries = sys.argv[1:4]
pipe = "bsc%d" % os.getpid()


def values(**named):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in named.items())


def url(name):
    return uno.systemPathToFileUrl(os.path.join(folder, name))


def connect(office):
    """the office's component context, once it answers"""
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.time() + 900
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
    source.URL = source_url
    source.Info = values(CharSet="utf-8")
    source.User = os.environ["PGUSER"]
    source.Password = os.environ["PGPASSWORD"]
    source.TableFilter = ("%",)
    source.DatabaseDocument.storeAsURL(url("bsc.odb"), values())
    databases.registerObject("bsc", source)
    return source


EPOCH = datetime(1899, 12, 30)
KINDS = [
    (NumberFormat.LOGICAL, "truth"),
    (NumberFormat.DATETIME, "moment"),
    (NumberFormat.DATE, "date"),
]


def kind_of(document, sheet, column, cells):
    """what a column shows its values as: formats say it, of its first and its last cell that is not empty"""
    filled = [j for j, cell in enumerate(cells) if cell != ""]
    kinds = {"text" if isinstance(cells[j], str) else "number" for j in filled}
    for j in {filled[0], filled[-1]} if kinds == {"number"} else ():
        cell = sheet.getCellByPosition(column, j + 1)
        shape = document.getNumberFormats().getByKey(cell.NumberFormat).Type
        kinds.add(next((kind for flag, kind in KINDS if shape & flag == flag), "number"))
    if len(kinds) > 1:
        kinds.discard("number")
    return "/".join(sorted(kinds)) or None


def canonical(cell, kind, fraction):
    if cell == "":
        return None
    if kind == "text":
        return cell.replace("\x01", "\t")  # so does Calc keep a tab
    if kind == "truth":
        return "true" if cell else "false"
    if kind == "date":
        return (EPOCH + timedelta(days=cell)).strftime("%Y-%m-%d")
    if kind == "moment":
        shown = EPOCH + timedelta(days=cell)
        moment = shown.replace(tzinfo=ZoneInfo(os.environ["TZ"])) - datetime(1970, 1, 1, tzinfo=timezone.utc)
        return "%d0" % round(moment / timedelta(microseconds=10))
    return struct.pack(">d", cell).hex() if fraction else str(int(cell))


def read(source, document, name, sql):
    """imports a query into a sheet of its own, and prints what is there"""
    types, statement = sql.split("|", 1)
    fractions = [word == "double precision" for word in types.split(",")]
    sheets = document.Sheets
    sheets.insertNewByName("import", 0)
    sheet = sheets.getByIndex(0)
    table = "bsc." in statement and " " not in statement
    if not table:
        query = source.QueryDefinitions.createInstance()
        query.Command = statement
        query.EscapeProcessing = False
        source.QueryDefinitions.insertByName(name, query)
    sheet.getCellRangeByPosition(0, 0, 0, 0).doImport(
        values(DatabaseName="bsc", SourceType=TABLE if table else QUERY, SourceObject=statement if table else name)
    )
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress.EndRow
    width = len(fractions)
    names, *cells = sheet.getCellRangeByPosition(0, 0, width - 1, last).getDataArray()
    kinds = [kind_of(document, sheet, i, [row[i] for row in cells]) for i in range(width)]
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
        source = register(context)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, values(Hidden=True))
        for line in open(list_of_queries, encoding="utf-8"):
            name, sql = line.rstrip("\n").split("\t")
            read(source, document, name, sql)
        document.close(True)
        desktop.terminate()
        office.wait(60)
    finally:
        if office.poll() is None:
            office.terminate()


main()
