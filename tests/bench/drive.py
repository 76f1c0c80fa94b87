"""drive.py: ask every engine the same, see that they answer the same, and take their times in turns."""
import json
import os
import shutil
import statistics
import subprocess
import sys

import cluster
import nations

PLAIN = nations.parts("plain.sql")
SQLITE = nations.parts("sqlite.sql")
QUESTIONS = {
    "Q1": "rank of the whole country",
    "Q2": "score of one region",
    "Q3": "input rate",
    "Q4": "trend of all its quarters",
    "Q5": "explain one region",
}
# name of each engine in the tables
ENGINES = {"floor": "floor", "spm": "spm", "sql": "plain SQL", "duck1": "DuckDB 1 thread", "duck2": "DuckDB 2 threads",
           "pandas": "pandas", "pg0": "PostgreSQL", "pg2": "PostgreSQL 2 workers"}
REGION = "32.12"
ENOUGH = 8000  # ms for one engine and question: a slow one gets fewer rounds, or is measured cold, once


def has_module(name):
    import importlib.util
    return importlib.util.find_spec(name) is not None


def found(build):
    """The engines that this machine has, and why not the others."""
    here, lacking = ["floor", "spm", "sql"], {}
    duck = os.path.join(build, "bench-tools", "node_modules", "@duckdb", "node-api")
    if shutil.which("node") and os.path.isdir(duck):
        here += ["duck1", "duck2"]
    else:
        lacking["DuckDB"] = "node or @duckdb/node-api is missing"
    if has_module("pandas"):
        here.append("pandas")
    else:
        lacking["pandas"] = "python3-pandas is missing"
    if cluster.binaries() and has_module("psycopg2"):
        here += ["pg0", "pg2"]
    else:
        lacking["PostgreSQL"] = "PostgreSQL 15 or python3-psycopg2 is missing"
    return here, lacking


class Engine:
    """One engine on one nation, in a process of its own."""

    def __init__(self, name, where, build, socket=None):
        so = os.path.join(build, "spm.so")
        kind = {"floor": ["floor", where], "sql": ["sql", where], "spm": ["spm", where, so],
                "pandas": ["pandas", where],
                "pg0": ["postgres", where, socket, "0"], "pg2": ["postgres", where, socket, "2"]}
        command = ([*cluster.duck_command(where), name[4:]] if name.startswith("duck")
                   else [sys.executable, os.path.join(nations.HERE, "engine.py"), *kind[name]])
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=cluster.duck_env(build))
        self.read()

    def read(self):
        line = self.process.stdout.readline()
        answer = json.loads(line) if line else {"error": "its process ended"}
        if "error" in answer:
            raise RuntimeError(f"{self.name}: {answer['error']}")
        return answer

    def ask(self, question, sql, facts, **more):
        self.process.stdin.write(json.dumps({"ask": question, "sql": sql, "facts": facts, **more}) + "\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def facts_of(question, found_facts):
    """What the question reads, of what is in the nation."""
    f = dict(found_facts, region=REGION, low="", high="~")
    if question in ("Q2", "Q5"):
        f.update(low=REGION, high=REGION)
    if question == "Q1":
        f.update(first=f["previous"], last=f["period"])
    elif question != "Q4":
        f.update(first=f["period"], last=f["period"])
    return f


def sql_of(engine, question, f, more=None):
    """more: the parts of a file beside plain.sql and sqlite.sql."""
    plain, asked = {**PLAIN, **(more or {})}, {**SQLITE, **(more or {})}
    if engine == "floor":
        sql = SQLITE["own" if question == "Q3own" else "floor"]
    elif engine == "spm":
        sql = asked[f"{question} spm"]
    else:
        sql = plain["common"] + "\n" + plain[question]
    for name in ("first", "last", "period", "low", "high", "cutoff"):
        sql = sql.replace(f":{name}", f"'{f[name]}'")
    return sql


def differ(a, b):
    """Where two answers differ, in words, or None. Reals may differ by 2e-9: the last decimal shown."""
    if len(a) != len(b):
        return f"{len(a)} rows against {len(b)}"
    for x, y in zip(sorted(a, key=lambda r: r[0]), sorted(b, key=lambda r: r[0])):
        if len(x) != len(y):
            return f"{x} against {y}"
        for v, w in zip(x, y):
            same = abs(v - w) <= 2e-9 if isinstance(v, (int, float)) and isinstance(w, (int, float)) else v == w
            if not same:
                return f"{x} against {y}"
    return None


def check(answers, question, nation):
    """All answers are that of plain SQL in SQLite, and it is not an empty one."""
    if not answers["sql"]:
        raise RuntimeError(f"{nation} {question}: no rows")
    for name, rows in answers.items():
        difference = differ(rows, answers["sql"])
        if difference:
            raise RuntimeError(f"{nation} {question}: {ENGINES[name]} does not answer as plain SQL: {difference}")


class Times:
    """What was measured of one engine and question."""

    def __init__(self):
        self.ms, self.peak, self.heap, self.rows = [], 0, 0, 0

    def add(self, answer):
        self.ms.append(answer["ms"])
        self.peak = max(self.peak, answer["peak"])
        self.heap = max(self.heap, answer.get("heap", 0))

    @property
    def median(self):
        return statistics.median(self.ms)


def measure(nation, where, names, questions, rounds, build, socket, log):
    """{question: {engine: Times}}; the first, unmeasured answers are compared."""
    found_facts = nations.facts(where)
    engines = {n: Engine(n, where, build, socket) for n in names}
    found_times = {}
    for q in questions:
        f = facts_of(q, found_facts)
        times = found_times[q] = {n: Times() for n in names}
        first = {n: engines[n].ask(q, sql_of(n, q, f), f) for n in names}
        answers = {n: a["rows"] for n, a in first.items()}
        for n in names:
            if first[n]["ms"] > ENOUGH:
                times[n].add(first[n])
        if "sql" in answers:
            check({n: rows for n, rows in answers.items() if n != "floor"}, q, nation)
        order = list(names)
        for _ in range(rounds):
            for n in order:
                if sum(times[n].ms) < ENOUGH:
                    times[n].add(engines[n].ask(q, sql_of(n, q, f), f))
            order = order[1:] + order[:1]  # another one begins
        for n in names:
            times[n].rows = len(answers[n])
        if q == "Q3":
            times["own"] = Times()
        if q == "Q2":
            times["open"], times["open+Q2"] = Times(), Times()
        for _ in range(max(rounds, 5)):
            if q == "Q3":
                times["own"].add(engines["floor"].ask(q, sql_of("floor", "Q3own", f), f))
            if q == "Q2" and "spm" in names:
                times["open"].add(engines["spm"].ask(q, "SELECT count(*) FROM period", f, open=True))
                times["open+Q2"].add(engines["spm"].ask(q, sql_of("spm", q, f), f, open=True))
        log(f"{nation} {q}: " + ", ".join(f"{n} {t.median:.1f}" for n, t in times.items() if t.ms))
    for e in engines.values():
        e.close()
    return found_times
