"""libreoffice.py SO DB SQL: LibreOffice Base without a window, over libsqliteodbc, asked over UNO.

A data source as Base makes it from File > New > Database > Connect to an existing database > ODBC. The odbc.ini
(ODBCINI), the profile and the pipe are of this run alone. EscapeProcessing off is Base's "Run SQL command directly":
its own parser knows no table-valued functions. CharSet is its character set of the source; errors come through it and
the locale.
"""
import os
import shutil
import struct
import sys
import tempfile

import uno  # by which com.sun.star can be imported
from com.sun.star.beans import PropertyValue
from com.sun.star.beans.PropertyState import DIRECT_VALUE
from com.sun.star.sdbc import SQLException
from com.sun.star.sdbc.DataType import DOUBLE, FLOAT, REAL

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from office import with_soffice

so, file, sql = sys.argv[1:]


def text(rows, types, i):
    value = rows.getDouble(i) if types[i - 1] in (DOUBLE, FLOAT, REAL) else rows.getString(i)
    if rows.wasNull():
        return r"\N"
    return struct.pack(">d", value).hex() if isinstance(value, float) else value


def table(connection):
    statement = connection.createStatement()
    statement.EscapeProcessing = False
    rows = statement.executeQuery(open(sql, encoding="utf-8").read())
    about = rows.getMetaData()
    types = [about.getColumnType(i + 1) for i in range(about.getColumnCount())]
    while rows.next():
        print("\t".join(text(rows, types, i + 1) for i in range(len(types))))


def ask(new):
    source = new("com.sun.star.sdb.DatabaseContext").createInstance()
    source.URL = "sdbc:odbc:spm"
    source.Info = (PropertyValue("CharSet", 0, "utf-8", DIRECT_VALUE),)
    try:
        table(source.getConnection("", ""))
    except SQLException as e:
        print(e.Message, file=sys.stderr)
        global failed
        failed = True


failed = False
folder = tempfile.mkdtemp()
try:
    with open(f"{folder}/odbc.ini", "w", encoding="utf-8") as f:
        f.write(f"[spm]\nDriver = SQLite3\nDatabase = {file}\nLoadExt = {so}\n")
    with_soffice(folder, ask, ODBCINI=f"{folder}/odbc.ini")
finally:
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(failed)
