"""bulk.py: Q6, a file of 1,000,000 rows imported, Q7, a workbook for every region, with where its time goes, and Q8, a
quarter imported as CSV and as a workbook."""
import collections
import glob
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import cluster
import engine
import nations

COLUMNS = "region, period, indicator, required, fulfilled, submitted_at"
SUMS = "SELECT count(*), sum(required), sum(fulfilled) FROM "


# Runs a command and says what it took. A program begins with the peak of the process that started it, so that is a
# small one.
LAUNCHER = """
import os, sys, time
start = time.perf_counter()
child = os.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
_, status, used = os.wait4(child, 0)
took = time.perf_counter() - start
os.write(int(sys.argv[1]), f"{took} {used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())
sys.exit(os.waitstatus_to_exitcode(status) != 0)
"""


def timed(command, **more):
    """Run it to its end: wall and CPU seconds, peak of resident memory of its largest process (kB), what it printed."""
    here, there = os.pipe()
    done = subprocess.run([sys.executable, "-S", "-E", "-c", LAUNCHER, str(there), *command], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True, pass_fds=[there], **more)
    os.close(there)
    with os.fdopen(here) as f:
        took = f.read().split()
    if done.returncode:
        raise RuntimeError(f"{command[0]}: it failed: {done.stdout}")
    return float(took[0]), float(took[1]), int(took[2]), done.stdout


def numbers(text):
    return [float(v) for v in text.strip().split("|")]


def import_sqlite(csv, folder, so):
    """The shell's own .import into a table without types or keys: the floor."""
    path = os.path.join(folder, "shell.db")
    t = timed(["sqlite3", "-batch", "-bail", path, f"CREATE TABLE t({COLUMNS})", f".import --csv --skip 1 '{csv}' t"])
    return t[0], t[2], numbers(timed(["sqlite3", path, SUMS + "t"])[3])


def spm_takes(file, folder, so):
    """What timed says of an import into a new database, and the sums of what is in it."""
    path = os.path.join(folder, "spm.db")
    load = f".load {os.path.splitext(so)[0]}"
    timed(["sqlite3", "-batch", "-bail", "-cmd", load, path, "SELECT spm_init()"])
    t = timed(["sqlite3", "-batch", "-bail", "-cmd", load, path, f"SELECT spm_import('{file}')"])
    return t, numbers(timed(["sqlite3", path, SUMS + "achievement"])[3])


def import_spm(csv, folder, so):
    t, sums = spm_takes(csv, folder, so)
    return t[0], t[2], sums


def import_duck(csv, folder, so):
    build = os.path.dirname(so)
    t = timed([*cluster.duck_command(folder), "load", "SET threads = 1",
               f"CREATE TABLE t AS SELECT * FROM read_csv('{csv}')",
               f"COPY ({SUMS} t) TO '{folder}/sums.csv' (HEADER false, DELIMITER '|')"], env=cluster.duck_env(build))
    return t[0], t[2], numbers(nations.read(folder, "sums.csv"))


def import_pandas(csv, folder, so):
    t = timed([sys.executable, "-c", "import sys, pandas as pd; t = pd.read_csv(sys.argv[1], dtype={'region': str});"
               "print(len(t), t.required.sum(), t.fulfilled.sum(), sep='|')", csv])
    return t[0], t[2], numbers(t[3])


def import_postgres(csv, folder, so, server):
    db = server.connect()
    c = db.cursor()
    c.execute("DROP TABLE IF EXISTS t")
    c.execute("CREATE TABLE t(region text, period text, indicator text, required bigint, fulfilled bigint,"
              " submitted_at text)")
    pid = db.info.backend_pid
    engine.peak_reset(pid)
    start = time.perf_counter()
    with open(csv, encoding="utf-8") as f:
        c.copy_expert("COPY t FROM STDIN (FORMAT csv, HEADER)", f)
    taken, peak = time.perf_counter() - start, engine.peak(pid)
    c.execute(SUMS + "t")
    sums = [float(v) for v in c.fetchone()]
    c.execute("DROP TABLE t")
    db.close()
    return taken, peak, sums


def imports(where, rows, names, rounds, build, server, log):
    """{engine: (seconds, peak kB)} of Q6, medians; raises when one has other rows than the shell."""
    so = os.path.join(build, "spm.so")
    how = {"floor": import_sqlite, "spm": import_spm, "duck1": import_duck, "pandas": import_pandas,
           "pg0": lambda *a: import_postgres(*a, server)}
    how = {n: f for n, f in how.items() if n in names}
    found = collections.defaultdict(list)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(where)) as folder:
        csv = os.path.join(folder, "in.csv")
        nations.write_import(csv, where, rows)
        for _ in range(rounds):
            sums = {}
            for name, run in how.items():
                one = tempfile.mkdtemp(dir=folder)
                seconds, peak, sums[name] = run(csv, one, so)
                shutil.rmtree(one)
                found[name].append((seconds, peak))
            for name, got in sums.items():
                if got != sums["floor"] or got[0] != rows:
                    raise RuntimeError(f"Q6: {name} has {got}, the shell {sums['floor']}, the file {rows} rows")
        size = os.path.getsize(csv)
    medians = {n: (statistics.median(t for t, _ in v), max(p for _, p in v)) for n, v in found.items()}
    log("Q6: " + ", ".join(f"{n} {t:.2f} s" for n, (t, _) in medians.items()))
    return medians, size


# In a process of its own, whose memory the imports do not inherit.
TO_XLSX = """
import csv, openpyxl, sys
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet('Isian')
with open(sys.argv[1], newline='', encoding='utf-8') as f:
    rows = csv.reader(f)
    sheet.append(next(rows))
    for region, period, indicator, need, met, stamp in rows:
        sheet.append([region, period, indicator, *(float(v) if v else None for v in (need, met)), stamp])
book.save(sys.argv[2])
"""


def books(where, rounds, build, log):
    """{kind: (CPU seconds, peak kB, bytes)} of Q8, medians of interleaved runs, and the rows; raises when a kind has
    other cells."""
    so = os.path.join(build, "spm.so")
    found = collections.defaultdict(list)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(where)) as folder:
        files = {kind: os.path.join(folder, f"in.{kind}") for kind in ("csv", "xlsx")}
        nations.write_import(files["csv"], where, nations.facts(where)["cells"])
        subprocess.run([sys.executable, "-c", TO_XLSX, files["csv"], files["xlsx"]], check=True)
        for _ in range(rounds):
            sums = {}
            for kind, file in files.items():
                one = tempfile.mkdtemp(dir=folder)
                t, sums[kind] = spm_takes(file, one, so)
                shutil.rmtree(one)
                found[kind].append((t[1], t[2]))
            if sums["csv"] != sums["xlsx"]:
                raise RuntimeError(f"Q8: the cells are {sums}")
        sizes = {kind: os.path.getsize(file) for kind, file in files.items()}
    medians = {k: (statistics.median(t for t, _ in v), max(p for _, p in v), sizes[k]) for k, v in found.items()}
    log("Q8: " + ", ".join(f"{k} {v[0]:.2f} s CPU" for k, v in medians.items()))
    return medians, int(sums["csv"][0])


def symbols(folder):
    """The functions of the object files of a folder of the build."""
    out = subprocess.run(["nm", "--defined-only", *glob.glob(os.path.join(folder, "*.o"))],
                         capture_output=True, text=True, check=True)
    return {m.group(1) for m in re.finditer(r" [tT] (\S+)", out.stdout)}


def part_of(dso, symbol, spm):
    """Whose work a sample is."""
    symbol = re.sub(r"\.(isra|part|constprop|cold)\.\d+.*|\.cold$", "", symbol.strip())
    if "sqlite3" in dso:
        return "SQL: SQLite"
    if dso == "spm-report":
        return "SQL: spm" if symbol in spm else "exporter"
    if "xlsxwriter" in dso:
        return "xlsx: libxlsxwriter"
    if "libz." in dso or "minizip" in dso:
        return "xlsx: zlib"
    if "libxml2" in dso or "csv" in dso:
        return "reading back: libxml2"
    if "libc." in dso or "libm." in dso or "ld-linux" in dso:
        return "C library"
    return "kernel and others"


def workbooks(build, jobs, log):
    """Q7: one rapor workbook for every region of the sample: wall, CPU, peak, files; the CPU of its queries, of writing
    and of reading back, by leaving them out; and shares by perf where it is."""
    database = os.path.join(build, "sample.db")
    program = os.path.join(build, "spm-report")
    with tempfile.TemporaryDirectory(dir=os.path.join(build, "bench")) as folder:
        def run(to, before=(), options=(), **more):
            return timed([*before, program, *options, "--reports", os.path.join(nations.ROOT, "reports"),
                          "--period", "2023-TW4", "--jobs", str(jobs), "--quiet",
                          "--output-dir", os.path.join(folder, to), database, "rapor"], **more)

        wall, cpu, peak, _ = run("out")
        files = len(glob.glob(os.path.join(folder, "out", "*.xlsx")))
        log(f"Q7: {files} workbooks in {wall:.1f} s")
        query = run("none", options=["--dry-run"], stderr=subprocess.DEVNULL)[1]
        unread = run("unread", options=["--no-verify"])[1]
        shares, lines = {}, []
        if shutil.which("perf"):
            data = os.path.join(folder, "perf.data")
            try:
                run("perf", ["perf", "record", "-q", "-F", "199", "-o", data, "--"])
                out = subprocess.run(["perf", "report", "-i", data, "--stdio", "-q", "-t", ";", "--sort", "dso,sym",
                                      "--percent-limit", "0"], capture_output=True, text=True, check=True).stdout
            except (RuntimeError, subprocess.CalledProcessError) as e:
                log(f"Q7: no profile: {e}")
                out = ""
            spm = symbols(os.path.join(build, "core"))
            shares = collections.Counter()
            for percent, dso, symbol in re.findall(r"^\s*([\d.]+)%\s*;(.*?)\s*;\[[.k]\] (.*)$", out, re.M):
                shares[part_of(dso.strip(), symbol, spm)] += float(percent)
                if len(lines) < 12:
                    lines.append((float(percent), dso.strip(), symbol.strip()))
    return {"wall": wall, "cpu": cpu, "peak": peak, "files": files, "query": query, "write": unread - query,
            "read": cpu - unread, "shares": dict(shares), "lines": lines, "jobs": jobs}
