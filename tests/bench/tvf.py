"""tvf.py: the CPU of every table-valued function, as a multiple of a bare scan of the quarter's cells.

Every column of a function is computed and none is handed to Python: SELECT count(*), count("a"), count("b") ... The
scan sums the two figures of every cell of the quarter, in the same process. A connection of its own for each run,
opened before the clock starts; medians. Where the question stands in plain SQL (plain.sql, function.sql) SQLite and
DuckDB are asked it in the same way, after their answers were compared; their CPU is that of all their threads.

`tvf.py DATABASE EXTENSION PERIOD PREVIOUS ROUNDS` prints {function: [rows, [seconds, ...]]} as JSON.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

import drive
import nations

REGION = drive.REGION
# What the functions are given that take more than a quarter, or none.
ARGUMENTS = {
    "spm_change": "'{previous}', '{period}'",
    "spm_denominator_watch": "'{previous}', '{period}'",
    "spm_edition_diff": "'2023-TW2 batas input', '2023-TW2 akhir'",
    "spm_explain": "'{region}', '{period}'",
    "spm_next_band": "'{region}', '{period}'",
    "spm_pairs": "'{period}', 'provinsi'",
    "spm_source": "'{region}', '{period}', 'k-paud.A1'",
    "spm_trend": "'semua'",
    "spm_weight_range": "'{period}', 'kabupaten', 0.5, 1",
}
SCAN = ("SELECT sum(a.fulfilled), sum(a.required) FROM filing AS f CROSS JOIN achievement AS a ON a.filing = f.filing"
        " WHERE f.period = '{period}'")
# The questions of function.sql; then the functions whose question stands in plain SQL, and its name.
FUNCTIONS = ["spm_indicator_score", "spm_peer"]
PLAIN = {"spm_rank": "Q1", "spm_score, one region": "Q2", "spm_input_rate": "Q3", "spm_trend": "Q4",
         "spm_explain": "Q5", **{name: name for name in FUNCTIONS}}
FUNCTION = nations.parts("function.sql")


def calls(db, facts):
    """{name: FROM ...} of every table-valued function that spm_help has, and of some with one region."""
    facts = {**facts, "region": REGION}
    found = {}
    for name, arguments in db.execute("SELECT name, arguments FROM spm_help WHERE kind = 'table' ORDER BY name"):
        first = arguments.split(" ")[0]
        given = ARGUMENTS.get(name, "'{period}'" if first == "period" else "").format(**facts)
        found[name] = f"{name}({given})"
    for name in ("spm_finding", "spm_quality", "spm_score", "spm_rank"):
        found[f"{name}, one region"] = f"{found[name]} WHERE region = '{REGION}'"
    found["spm_change, one region"] = f"spm_change('{facts['previous']}', '{facts['period']}', '{REGION}')"
    return found


def questions(db, facts):
    """{name: the question that is measured} of all of them, which must be there."""
    return {name: counted([d[0] for d in db.execute(f"SELECT * FROM {source} LIMIT 0").description], source)
            for name, source in calls(db, facts).items()}


def counted(columns, source):
    return "SELECT count(*), " + ", ".join(f'count("{c}")' for c in columns) + f" FROM {source}"


def run(original, so, facts, rounds):
    path = f"{original}.functions"
    shutil.copy(original, path)
    db = nations.connect(path, so)
    db.execute("INSERT INTO award_criterion(name, weight, measure) VALUES ('indeks', 1, 'index')")  # none ships
    db.close()

    def connect():
        db = nations.connect(path, so, readonly=True)
        db.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        return db

    def cpu(sql):
        db = connect()
        start = time.process_time()
        n = db.execute(sql).fetchone()[0]
        took = time.process_time() - start
        db.close()
        return n, took

    db = connect()
    asked = questions(db, facts)
    db.close()
    asked["scan"] = SCAN.format(**facts)
    found = {name: [0, []] for name in asked}
    for turn in range(rounds):
        for name, sql in asked.items():
            if turn and sum(found[name][1]) > 8:
                continue
            n, took = cpu(sql)
            found[name][0] = n
            found[name][1].append(took)
    os.remove(path)
    return found


def plain(nation, where, names, rounds, build, log):
    """{function: {engine: CPU seconds}} of the questions that stand in plain SQL; raises when an answer differs."""
    engines = {n: drive.Engine(n, where, build) for n in names}
    found = {}
    for function, question in PLAIN.items():
        facts = drive.facts_of(question, nations.facts(where))
        asked = {n: drive.sql_of(n, question, facts, FUNCTION) for n in names}
        answers = {n: engines[n].ask(question, asked[n], facts) for n in names}
        drive.check({n: a["rows"] for n, a in answers.items()}, question, nation)
        columns = [f"c{i}" for i in range(len(answers["sql"]["rows"][0]))]
        whole = {n: f"WITH t({', '.join(columns)}) AS (\n{asked[n]}\n)\n" + counted(columns, "t")
                 for n in names if n != "spm"}
        took = {n: [] for n in whole}
        for turn in range(rounds):
            for n, sql in whole.items():
                if not turn or sum(took[n]) < 8:
                    took[n].append(engines[n].ask(question, sql, facts)["cpu"] / 1000)
        found[function] = {n: statistics.median(v) for n, v in took.items()}
        log(f"{nation} {function} in plain SQL: " + ", ".join(f"{n} {t:.3f} s CPU" for n, t in found[function].items()))
    for e in engines.values():
        e.close()
    return found


def measure(nation, where, names, rounds, build, log):
    """{"scan": seconds, "functions": {name: (rows, seconds)}, "plain": as above} of one nation."""
    f = nations.facts(where)
    log(f"{nation}: every table-valued function")
    done = subprocess.run([sys.executable, os.path.abspath(__file__), os.path.join(where, "spm.db"),
                           os.path.join(build, "spm.so"), f["period"], f["previous"], str(rounds)],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError(f"{nation}: the functions were not measured")
    found = {name: (n, statistics.median(took)) for name, (n, took) in json.loads(done.stdout).items()}
    asked = plain(nation, where, [n for n in names if n in ("spm", "sql", "duck1", "duck2")], rounds, build, log)
    return {"facts": f, "scan": found.pop("scan")[1], "functions": found, "plain": asked}


if __name__ == "__main__":
    database, extension, period, previous, times = sys.argv[1:]
    print(json.dumps(run(database, extension, {"period": period, "previous": previous}, int(times))))
