"""bench.py: measure spm against a floor, plain SQL and its peers (`make bench`), on data of its own.

    BENCH=Q1,Q2     only these questions; also Q6, Q7, Q8, Q9, growth,
                    functions (default all)
    NATIONS=q1,q12  only these nations of nations.py (default sample, q1, q12, x100)
    ROUNDS=5        rounds; in each every engine is asked once, another one first. Tables show medians.

`bench.py --check BUILD` measures nothing: on a small nation every engine that is here must answer the same, and
`bench.py --check BUILD --spoil` does it with one tally changed, which must be found.

    RECORD=1        put the tables of Q9 and functions into tests/bench/README.md, too

Everything is made below build/bench and kept; the tables also go to build/bench/result.md. Progress goes to stderr.

How it is measured: one connection (or process with its frames in memory) for each engine, warm, one unmeasured answer
first, which must be that of plain SQL in SQLite: texts and counts equal, reals to 2e-9. The time is that of the query
and of fetching all rows. floor: a scan in SQLite that sums the cells the answer is made of. Peak is the most resident
memory of the engine's process during the question; it holds what lies in memory anyway: the frames of pandas, pages of
PostgreSQL's buffers that were touched, DuckDB's own.
"""
import os
import signal
import sys

sys.dont_write_bytecode = True  # the sources stay as they are
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"

import bulk
import cluster
import drive
import facility
import nations
import report
import tvf

MAIN = ["sample", "q1", "q12", "x100"]
GROWN = ["q4", "q40", "x10", "r137", "r273", "v3", "v10"]


def log(*what):
    print(*what, file=sys.stderr, flush=True)


def wanted(name, default):
    given = [w for w in os.environ.get(name, "").replace(",", " ").split() if w]
    return given or default


def check(build, spoil):
    """tests/system/bench.test: the engines agree on a small nation. Prints what it compared."""
    folder = os.path.join(build, "bench-test")
    so = os.path.join(build, "spm.so")
    names = ["spm", "sql"] + (["pandas"] if drive.has_module("pandas") else [])
    where, _ = nations.make("tiny", folder, so, log)
    if spoil:
        db = nations.connect(os.path.join(where, "spm.db"), so)
        db.execute("DROP TRIGGER tally_update")
        db.execute("UPDATE tally SET tally = (SELECT o.tally FROM tally AS o WHERE o.service = tally.service"
                   " AND o.tally <> tally.tally LIMIT 1) WHERE filing = (SELECT max(filing) FROM filing"
                   " WHERE period = '2024-TW4' AND field = '1.01')")
        db.close()
        os.remove(os.path.join(where, "key"))  # the next check makes it anew
    found_facts = nations.facts(where)
    engines = {n: drive.Engine(n, where, build) for n in names}
    for q in drive.QUESTIONS:
        f = drive.facts_of(q, found_facts)
        answers = {n: e.ask(q, drive.sql_of(n, q, f), f)["rows"] for n, e in engines.items()}
        drive.check(answers, q, "tiny")
        print(f"{q}: {len(answers['sql'])} rows, the same from {', '.join(names)}")
    for q in tvf.FUNCTIONS:
        f = drive.facts_of(q, found_facts)
        answers = {n: engines[n].ask(q, drive.sql_of(n, q, f, tvf.FUNCTION), f)["rows"] for n in ("spm", "sql")}
        drive.check(answers, q, "tiny")
        print(f"{q}: {len(answers['sql'])} rows, the same from spm, sql")
    for e in engines.values():
        e.close()
    db = nations.connect(os.path.join(where, "spm.db"), so, readonly=True)
    print(f"{len(tvf.questions(db, found_facts))} questions to functions can be asked")
    print(db.execute("SELECT 'spm_check: ' || (spm_check() ->> 'sound')").fetchone()[0])
    db.close()


def main(build):
    folder = os.path.join(build, "bench")
    os.makedirs(folder, exist_ok=True)
    so = os.path.join(build, "spm.so")
    rounds = int(os.environ.get("ROUNDS", "5"))
    what = wanted("BENCH", [*drive.QUESTIONS, "Q6", "Q7", "Q8", "Q9", "growth", "functions"])
    questions = [q for q in drive.QUESTIONS if q in what]
    names, lacking = drive.found(build)
    machine = report.machine()
    text = "## What it costs\n\n" + machine
    text += "".join(f"* not measured: {peer}: {why}\n" for peer, why in lacking.items())
    server = cluster.Cluster(folder) if "pg0" in names else None
    measured, q6, q7, q8, recorded = {}, None, None, None, {}
    try:
        for nation in wanted("NATIONS", MAIN) if questions else []:
            where, anew = nations.make(nation, folder, so, log)
            if server:
                server.load(where, anew, log)
            if "duck1" in names:
                cluster.load_duck(where, build, anew, log)
            times = drive.measure(nation, where, names, questions, rounds, build, server and server.socket, log)
            measured[nation] = (nations.facts(where), times)
            text += report.nation_table(nation, *measured[nation], names)
        if "growth" in what:
            asked = [q for q in questions if q in ("Q1", "Q2", "Q3")] or ["Q1", "Q2", "Q3"]
            for nation in GROWN + [n for n in ("q1", "q12", "x100") if n not in measured]:
                where, _ = nations.make(nation, folder, so, log, csv_too=nation in MAIN)
                times = drive.measure(nation, where, ["floor", "spm"], asked, rounds, build, None, log)
                measured[nation] = (nations.facts(where), times)
            text += "".join(report.growth_table(*g, measured) for g in report.GROWTH)
        if "functions" in what:
            where, anew = nations.make("sample", folder, so, log)
            if "duck1" in names:
                cluster.load_duck(where, build, anew, log)
            recorded["functions"] = report.tvf_table("sample", tvf.measure("sample", where, names, rounds, build, log))
        if "Q6" in what:
            where, _ = nations.make("q12", folder, so, log)
            q6 = bulk.imports(where, 1000000, names, min(rounds, 3), build, server, log)
        if "Q7" in what:
            q7 = bulk.workbooks(build, os.cpu_count(), log)
        if "Q8" in what:
            where, _ = nations.make("q1", folder, so, log)
            q8 = bulk.books(where, rounds, build, log)
        if "Q9" in what:
            where, _ = nations.make("q1", folder, so, log)
            q9 = facility.measure(where, os.path.join(folder, "facility"), names, build, server, log)
            recorded["facility"] = report.facility_table(q9)
    finally:
        if server:
            server.stop()
    text += report.bulk_tables(q6, q7, q8) + "".join(recorded.values())
    text += f"\nLoad of the last five minutes at the end: {os.getloadavg()[1]:.1f} (this itself makes 1 to 2)\n"
    text += report.targets_table(report.targets(measured, q6, q7, q8))
    print(text)
    with open(os.path.join(folder, "result.md"), "w", encoding="utf-8") as f:
        f.write(text)
    if os.environ.get("RECORD"):
        report.record(recorded, machine)


if __name__ == "__main__":
    args = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is stopped
    try:
        if args and args[0] == "--check":
            check(os.path.abspath(args[1]), "--spoil" in args)
        else:
            main(os.path.abspath(args[0] if args else "build"))
    except RuntimeError as e:
        sys.exit(f"bench: {e}")
