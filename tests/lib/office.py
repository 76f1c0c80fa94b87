"""LibreOffice Calc without a window, in Indonesian: office.py FOLDER < JSON.

JSON is a list of files: {"open": FILE, "filter": FILTER, "options": OPTIONS, "sheet": NAME, "type": [[COLUMN, LINE,
TEXT, SHEET]], "save": [[FILE, FILTER, OPTIONS, PASSWORD]]}; all but open may be missing, and SHEET, which is else that
of the file. A TEXT is what somebody types into the cell (columns from 0, lines from 1), so it is read with the decimal
comma. LibreOffice starts once, with a profile of its own in FOLDER, which must exist; its locale is id-ID, whatever the
machine's is. A FILTER is the name that LibreOffice has for a format.

tests/hosts/libreoffice.py asks it over the same with_soffice().
"""
import json
import os
import shutil
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.beans.PropertyState import DIRECT_VALUE
from com.sun.star.connection import NoConnectException

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value>
</prop></item>
</oor:items>
"""


def connect(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if office.poll() not in (None, 81):  # 81: it starts itself again with its new profile
                sys.exit(f"soffice ended with {office.returncode}")
            time.sleep(0.1)
    sys.exit("soffice does not answer")


def properties(**values):
    return tuple(PropertyValue(name, 0, value, DIRECT_VALUE) for name, value in values.items() if value is not None)


def work(desktop, job):
    book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(job["open"]), "_blank", 0, properties(
        Hidden=True, FilterName=job.get("filter"), FilterOptions=job.get("options")))
    sheets = book.getSheets()
    sheet = sheets.getByName(job["sheet"]) if "sheet" in job else sheets.getByIndex(0)
    for column, line, text, *other in job.get("type", []):
        on = sheets.getByName(other[0]) if other else sheet
        on.getCellByPosition(column, line - 1).FormulaLocal = text
    for file, kind, options, password in job.get("save", []):
        book.storeToURL(uno.systemPathToFileUrl(file),
                        properties(FilterName=kind, FilterOptions=options, Password=password))
    book.close(True)


def with_soffice(folder, ask, settings=None, **environment):
    """ask(new) with a LibreOffice of its own, whose profile is in FOLDER; new(NAME) is one of its services."""
    profile, pipe = os.path.join(folder, "profile"), f"spm{os.getpid()}"
    if settings:
        os.makedirs(os.path.join(profile, "user"))
        with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w", encoding="utf-8") as f:
            f.write(settings)
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;",
         f"-env:UserInstallation=file://{profile}"],
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = connect(pipe, office)
        new = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
        ask(new)
        try:
            new("com.sun.star.frame.Desktop").terminate()
        except uno.getClass("com.sun.star.lang.DisposedException"):
            pass
        office.wait(60)
    finally:
        if office.poll() is None:
            office.kill()
        shutil.rmtree(profile, ignore_errors=True)


def work_all(new):
    desktop = new("com.sun.star.frame.Desktop")
    for job in json.load(sys.stdin):
        work(desktop, job)


if __name__ == "__main__":
    with_soffice(sys.argv[1], work_all, PROFILE)
