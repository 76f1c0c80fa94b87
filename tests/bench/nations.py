"""nations.py: the databases that are measured: the sample, and nations that nation.sql makes.

A nation is made once and kept in build/bench as long as what it is made of stays the same. Its tables also stand there
as CSV, one file a table, which the peers load: every engine reads the same rows.
"""
import csv
import hashlib
import os
import shutil
import sqlite3
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

# name: quarters, revisions, copies, regions. The first three are asked everything of every engine, the others show how
# cost grows. 547 is the roster of 2024.
NATIONS = {
    "sample": None,
    "q1": (1, 1, 1, 547),
    "q12": (12, 1, 1, 547),
    "x100": (1, 1, 100, 547),
    "q4": (4, 1, 1, 547),
    "q40": (40, 1, 1, 547),
    "x10": (1, 1, 10, 547),
    "r137": (1, 1, 1, 137),
    "r273": (1, 1, 1, 273),
    "v3": (1, 3, 1, 547),
    "v10": (1, 10, 1, 547),
    "tiny": (2, 2, 2, 30),
}

TABLES = {
    "period": "period",
    "region": "region, level, level_group",
    "roster": "region, from_period, to_period",
    "service": "service, level_group, field, valid_from, valid_to",
    "indicator": "indicator, service, component, scored, valid_from, valid_to",
    "filing": "filing, region, period, field, revision, submitted_at, rejected_at, status",
    "achievement": "filing, service, indicator, required, fulfilled",
}


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return f.read()


def parts(name):
    """The parts of a file of sql/, by what stands after '-- part'."""
    found = {}
    for part in read(HERE, "sql", name).split("\n-- part ")[1:]:
        title, _, body = part.partition("\n")
        found[title.strip()] = body.strip()
    return found


def connect(path, so=None, readonly=False):
    db = sqlite3.connect(f"file:{path}?mode=ro" if readonly else path, uri=readonly, isolation_level=None)
    if so:
        db.enable_load_extension(True)
        db.load_extension(so)
    return db


def fill(db, quarters, revisions, copies, regions):
    """A nation in a database in which nothing but spm_init has been done."""
    triggers = [sql for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")]
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;"
                     " PRAGMA temp_store = MEMORY")
    db.execute("BEGIN")
    for name in names:
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("CREATE TEMP TABLE nation(quarters, revisions, copies, regions)")
    db.execute("INSERT INTO nation VALUES (?, ?, ?, ?)", (quarters, revisions, copies, regions))
    statement = ""
    for line in read(HERE, "sql", "nation.sql").splitlines(True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    for sql in triggers:
        db.execute(sql)
    db.execute("COMMIT")


def export(path, folder):
    """Every table as CSV, in the order of its key, written by the sqlite3 shell."""
    script = [".mode csv"]
    for table, columns in TABLES.items():
        script += [f".once '{folder}/{table}.csv'", f"SELECT {columns} FROM {table};"]
    subprocess.run(["sqlite3", "-batch", "-bail", "-readonly", path], input="\n".join(script), text=True, check=True)


def key_of(name, so):
    h = hashlib.sha256()
    for text in (read(HERE, "sql", "nation.sql"), read(HERE, "sql", "tally.sql"), read(HERE, "sql", "peers.sql"),
                 read(ROOT, "sql", "schema.sql"), read(ROOT, "ext", "core", "tally.c"), repr(NATIONS[name]),
                 repr(TABLES)):
        h.update(text.encode())
    if name == "sample":
        stat = os.stat(os.path.join(os.path.dirname(so), "sample.db"))
        h.update(f"{stat.st_size} {stat.st_mtime_ns}".encode())
    return h.hexdigest()


def make(name, folder, so, log, csv_too=True):
    """The nation's folder with spm.db and the CSV files; True when it was made anew."""
    where = os.path.join(folder, name)
    key = key_of(name, so) + (" csv" if csv_too else "")
    stamp = os.path.join(where, "key")
    if os.path.exists(stamp) and read(stamp).startswith(key):
        return where, False
    log(f"making nation {name}")
    shutil.rmtree(where, ignore_errors=True)
    os.makedirs(where)
    path = os.path.join(where, "spm.db")
    if name == "sample":
        shutil.copy(os.path.join(os.path.dirname(so), "sample.db"), path)
    else:
        db = connect(path, so)
        db.execute("SELECT spm_init()").fetchall()
        fill(db, *NATIONS[name])
        db.close()
        with open(os.path.join(HERE, "sql", "tally.sql"), encoding="utf-8") as f:
            subprocess.run([os.path.join(os.path.dirname(so), "tallies"), path], stdin=f, check=True)
    if csv_too:
        export(path, where)
    with open(stamp, "w", encoding="utf-8") as f:
        f.write(key)
    return where, True


def facts(where):
    """What is in a nation, for the tables and the parameters of the questions."""
    db = connect(os.path.join(where, "spm.db"), readonly=True)
    period = "2023-TW4" if where.endswith("sample") else "2024-TW4"
    quarters = [p for (p,) in db.execute("SELECT DISTINCT period FROM filing ORDER BY period")]
    at = quarters.index(period)
    due = db.execute(
        "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', julianday(due_on || 'T00:00:00' || zone) + 1) FROM deadline"
        " WHERE period = ? AND kind <> 'reopening' ORDER BY reported_on DESC, due_on LIMIT 1", (period,)).fetchone()[0]
    found = {
        "period": period,
        "previous": quarters[at - 1] if at else period,
        "first": quarters[0],
        "last": quarters[-1],
        "quarters": len(quarters),
        "cutoff": due,
        "regions": db.execute(
            "SELECT count(DISTINCT region) FROM roster WHERE from_period <= ?1"
            " AND (to_period IS NULL OR to_period >= ?1)",
            (period,)).fetchone()[0],
        "cells": db.execute("SELECT count(*) FROM achievement").fetchone()[0],
        "bytes": os.path.getsize(os.path.join(where, "spm.db")),
    }
    db.close()
    return found


def write_import(path, where, count):
    """A CSV of that many rows for spm_import, from the cells of a nation in the order of arrival."""
    db = connect(os.path.join(where, "spm.db"), readonly=True)
    with open(path, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["region", "period", "indicator", "required", "fulfilled", "submitted_at"])
        out.writerows(db.execute(
            "SELECT f.region, f.period, a.indicator, a.required, a.fulfilled, f.submitted_at FROM filing AS f"
            " CROSS JOIN achievement AS a ON a.filing = f.filing ORDER BY f.filing LIMIT ?", (count,)))
    db.close()
