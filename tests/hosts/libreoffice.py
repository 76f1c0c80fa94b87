"""libreoffice.py SO DB SQL: LibreOffice Base without a window, over libsqliteodbc, asked over UNO.

A data source as Base makes it from File > New > Database > Connect to an existing database > ODBC. The odbc.ini
(ODBCINI), the profile and the pipe are of this run alone. EscapeProcessing off is Base's "Run SQL command directly":
its own parser knows no table-valued functions. CharSet is its character set of the source; errors come through it and
the locale.
"""
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.beans.PropertyState import DIRECT_VALUE
from com.sun.star.connection import NoConnectException
from com.sun.star.sdbc import SQLException
from com.sun.star.sdbc.DataType import DOUBLE, FLOAT, REAL

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


def connect(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if office.poll() is not None and office.returncode != 81:  # 81: it starts itself again with its new profile
                sys.exit(f"soffice ended with {office.returncode}")
            time.sleep(0.1)
    sys.exit("soffice does not answer")


folder = tempfile.mkdtemp()
pipe = f"spm{os.getpid()}"
with open(f"{folder}/odbc.ini", "w", encoding="utf-8") as f:
    f.write(f"[spm]\nDriver = SQLite3\nDatabase = {file}\nLoadExt = {so}\n")
office = subprocess.Popen(
    ["soffice", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;",
     f"-env:UserInstallation=file://{folder}/profile"],
    env={**os.environ, "ODBCINI": f"{folder}/odbc.ini", "LC_ALL": "C.UTF-8"},
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
failed = False
try:
    context = connect(pipe, office)
    new = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
    try:
        source = new("com.sun.star.sdb.DatabaseContext").createInstance()
        source.URL = "sdbc:odbc:spm"
        source.Info = (PropertyValue("CharSet", 0, "utf-8", DIRECT_VALUE),)
        table(source.getConnection("", ""))
    except SQLException as e:
        print(e.Message, file=sys.stderr)
        failed = True
    try:
        new("com.sun.star.frame.Desktop").terminate()
    except uno.getClass("com.sun.star.lang.DisposedException"):
        pass
    office.wait(60)
finally:
    if office.poll() is None:
        office.kill()
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(failed)
