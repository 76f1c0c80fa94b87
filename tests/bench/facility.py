"""facility.py: Q9, sql/scale/facility.sql on each engine that is here, from two CSV files to two others.

`facility.py BUILD FOLDER` asks every engine (tests/oracle/facility.test compares what they say): FOLDER holds
facility_figure.csv and known_code.csv, without headers; ENGINE.cell.csv and ENGINE.problem.csv are written there, each
by the engine's own COPY, as whoever uses it would. It prints the engines, and why others are not here.
"""
import csv
import os
import re
import sqlite3
import subprocess
import sys
import time

import bulk
import cluster
import drive
import nations

SQL = nations.read(nations.ROOT, "sql", "scale", "facility.sql")
# the tables that its head describes
TABLES = "".join(re.sub(r"^--\s*", "", line, flags=re.M)
                 for line in re.findall(r"^--   CREATE TABLE .*?;\n", SQL, re.M | re.S))
INPUTS = ("facility_figure", "known_code")
OUTPUTS = {"cell": "SELECT * FROM facility_cell ORDER BY region, period, indicator",
           "problem": "SELECT * FROM facility_problem ORDER BY problem, region, period, indicator, facility"}
COPIES = 100  # facilities of a region, each with a figure for every indicator


def sqlite(folder, build):
    """SQLite without the extension."""
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES + SQL)
    for table in INPUTS:
        with open(os.path.join(folder, f"{table}.csv"), newline="", encoding="utf-8") as f:
            rows = [[v if v else None for v in row] for row in csv.reader(f)]
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    for name, sql in OUTPUTS.items():
        found = db.execute(sql)
        with open(os.path.join(folder, f"sqlite.{name}.csv"), "w", newline="", encoding="utf-8") as f:
            out = csv.writer(f, lineterminator="\n")
            out.writerow([d[0] for d in found.description])
            out.writerows(found)
    db.close()


def duck(folder, build, threads=0, name="duck"):
    """{step: (seconds, CPU, peak kB)}; a process for each step, on a file that the first one makes."""
    path = os.path.join(folder, "duck.db")
    if os.path.exists(path):
        os.remove(path)
    begin = [*cluster.duck_command(folder), "load", *([f"SET threads = {threads}"] if threads else [])]
    steps = {"load": [TABLES, *[f"COPY {t} FROM '{folder}/{t}.csv' (FORMAT csv, HEADER false)" for t in INPUTS],
                      SQL, "CHECKPOINT"]}
    for output, sql in OUTPUTS.items():
        steps[output] = [f"COPY ({sql}) TO '{folder}/{name}.{output}.csv' (FORMAT csv, HEADER)"]
    taken = {step: bulk.timed([*begin, *sql], env=cluster.duck_env(build))[:3] for step, sql in steps.items()}
    os.remove(path)
    return taken


# The server process of a session; then its peak of resident memory, and its CPU.
BEGIN = r"""
\set ON_ERROR_STOP on
SELECT pg_backend_pid() AS pid \gset
\setenv SPM_PID :pid
"""
USED = r"""
\! sed -n 's/VmHWM:\s*\([0-9]*\).*/peak \1/p' /proc/$SPM_PID/status
\! awk '{ print "ticks", $14 + $15 }' /proc/$SPM_PID/stat
"""


def postgres(folder, server, workers=0, name="postgres"):
    """{step: (seconds, CPU, peak kB)}; CPU and peak are those of the session's own process."""
    database = "spm_facility"

    def psql(script, on=database):
        done = subprocess.run([os.path.join(server.bin, "psql"), "-X", "-q", "-A", "-t", "-h", server.socket, "-U",
                               "bench", on], input=BEGIN + script + USED, capture_output=True, text=True,
                              env={**os.environ, "PGOPTIONS": f"-c max_parallel_workers_per_gather={workers}"})
        if done.returncode:
            raise RuntimeError(f"psql: {done.stderr}")
        said = dict(line.split() for line in done.stdout.splitlines() if line.startswith(("peak ", "ticks ")))
        return int(said["ticks"]) / os.sysconf("SC_CLK_TCK"), int(said["peak"])

    psql(f"DROP DATABASE IF EXISTS {database};\nCREATE DATABASE {database};\n", "postgres")
    steps = {"load": TABLES + SQL + "".join(f"\\copy {t} FROM '{folder}/{t}.csv' (FORMAT csv)\n" for t in INPUTS)
             + "ANALYZE;\n"}
    for output, sql in OUTPUTS.items():
        steps[output] = f"\\copy ({sql}) TO '{folder}/{name}.{output}.csv' (FORMAT csv, HEADER)\n"
    taken = {}
    for step, script in steps.items():
        start = time.perf_counter()
        cpu, peak = psql(script)
        taken[step] = (time.perf_counter() - start, cpu, peak)
    psql(f"DROP DATABASE {database};\n", "postgres")
    return taken


def check(build, folder):
    """Every engine once, on what is in the folder."""
    here, lacking = drive.found(build)
    sqlite(folder, build)
    print("sqlite")
    if "duck1" in here:
        duck(folder, build)
        print("duck")
    else:
        print(f"no DuckDB: {lacking['DuckDB']}")
    if cluster.binaries():
        server = cluster.Cluster(folder)
        try:
            postgres(folder, server)
        finally:
            server.stop()
        print("postgres")
    else:
        print("no PostgreSQL: postgresql-15 is missing")


# The cells of a nation, each shared out to its facilities so that their sums are the cells again; facility by facility,
# as they would arrive, so not in the order of the cells.
SHARES = """
WITH RECURSIVE place(k) AS (
  SELECT 0
  UNION ALL
  SELECT k + 1
  FROM place
  WHERE k + 1 < {copies}
)
SELECT printf('f%03d', p.k),
  f.region,
  f.period,
  a.indicator,
  CAST(a.required AS INTEGER) / {copies} + (p.k < CAST(a.required AS INTEGER) % {copies}),
  CAST(a.fulfilled AS INTEGER) / {copies} + (p.k < CAST(a.fulfilled AS INTEGER) % {copies})
FROM place AS p
CROSS JOIN filing AS f
CROSS JOIN achievement AS a ON a.filing = f.filing
CROSS JOIN indicator AS i ON i.indicator = a.indicator
WHERE i.number = 'integer';
"""
CODES = """
SELECT 'region', region FROM roster
UNION
SELECT 'period', period FROM period
UNION
SELECT 'indicator', indicator FROM indicator WHERE number = 'integer';
"""
CELLS = ("SELECT f.region, f.period, a.indicator, CAST(a.required AS INTEGER), CAST(a.fulfilled AS INTEGER)"
         " FROM filing AS f JOIN achievement AS a ON a.filing = f.filing"
         " JOIN indicator AS i ON i.indicator = a.indicator WHERE i.number = 'integer' ORDER BY 1, 2, 3")


def make(where, folder):
    script = [".mode csv", f".once '{folder}/facility_figure.csv'", SHARES.format(copies=COPIES),
              f".once '{folder}/known_code.csv'", CODES]
    subprocess.run(["sqlite3", "-batch", "-bail", "-readonly", os.path.join(where, "spm.db")], text=True, check=True,
                   input="\n".join(script))


def cells_of(path):
    db = nations.connect(path, readonly=True)
    found = db.execute(CELLS).fetchall()
    db.close()
    return found


def measure(where, folder, names, build, server, log):
    """{"rows", "cells", "engines": {engine: steps}, "spm": (seconds, CPU, peak kB)} of Q9. Raises when an engine has
    other cells than the nation, or a problem, and when spm has other cells after it has imported them."""
    os.makedirs(folder, exist_ok=True)
    log(f"Q9: making the figures of {COPIES} facilities a region")
    make(where, folder)
    wanted = cells_of(os.path.join(where, "spm.db"))
    runs = {"duck1": lambda n: duck(folder, build, 1, n), "duck2": lambda n: duck(folder, build, os.cpu_count(), n),
            "pg0": lambda n: postgres(folder, server, 0, n), "pg2": lambda n: postgres(folder, server, 2, n)}
    engines = {}
    for name, run in runs.items():
        if name not in names:
            continue
        engines[name] = run(name)
        with open(os.path.join(folder, f"{name}.cell.csv"), newline="", encoding="utf-8") as f:
            found = [(r, p, i, int(need), int(met)) for r, p, i, need, met in list(csv.reader(f))[1:]]
        if sorted(found) != wanted:
            raise RuntimeError(f"Q9: {name} has other cells than the nation")
        if len(nations.read(folder, f"{name}.problem.csv").splitlines()) != 1:
            raise RuntimeError(f"Q9: {name} has a problem with figures that have none")
        log(f"Q9 {name}: " + ", ".join(f"{s} {t:.1f} s, {p / 1024:.0f} MB" for s, (t, _, p) in engines[name].items()))
    taken = None
    if engines:
        path = os.path.join(folder, "spm.db")
        if os.path.exists(path):
            os.remove(path)
        taken, _ = bulk.spm_takes(os.path.join(folder, f"{next(iter(engines))}.cell.csv"), folder,
                                  os.path.join(build, "spm.so"))
        if cells_of(path) != wanted:
            raise RuntimeError("Q9: spm has other cells than the nation after its import")
        log(f"Q9 spm_import: {taken[0]:.1f} s, {taken[2] / 1024:.0f} MB")
    return {"rows": len(wanted) * COPIES, "cells": len(wanted), "engines": engines, "spm": taken and taken[:3]}


if __name__ == "__main__":
    check(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
