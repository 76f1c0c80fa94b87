"""engine.py: one engine in a process of its own: engine.py KIND FOLDER [EXTENSION | THREADS].

Reads a question a line and answers a line, both JSON. A question is {"ask": "Q1", "sql": text, "facts": {...}} or, of
SQLite, {"open": true} before it: then the connection is opened anew and that is in the time. The answer is the rows,
the time in ms of running it and fetching them all, the CPU of this process (ms; of PostgreSQL not that of the server),
and the peak of resident memory (kB); of SQLite also the peak of what SQLite itself allocated. duck.js
does the same for DuckDB.
"""
import ctypes
import json
import os
import sys
import time


def peak_reset(pid):
    try:
        with open(f"/proc/{pid}/clear_refs", "w", encoding="ascii") as f:
            f.write("5")
    except OSError:
        pass  # then the peak is that of the whole process so far


def peak(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        for line in f:
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


class Sqlite:
    """floor, spm, sql: the sqlite3 module of Debian's Python, whose SQLite is the system's."""

    def __init__(self, folder, so=None):
        import nations
        self.connect = lambda: nations.connect(os.path.join(folder, "spm.db"), so, readonly=True)
        self.db = self.connect()
        self.pid = os.getpid()
        self.lib = ctypes.CDLL("libsqlite3.so.0")
        self.lib.sqlite3_memory_highwater.restype = ctypes.c_int64

    def reopen(self):
        self.db.close()
        self.db = None

    def run(self, ask):
        if self.db is None:
            self.db = self.connect()
        return self.db.execute(ask["sql"]).fetchall()

    def before(self):
        self.lib.sqlite3_memory_highwater(1)

    def heap(self):
        return self.lib.sqlite3_memory_highwater(0) // 1024


class Postgres:
    """A session of the cluster that cluster.py started; the memory is that of its server process."""

    def __init__(self, folder, socket, workers):
        import psycopg2
        self.db = psycopg2.connect(host=socket, user="bench", dbname=os.path.basename(folder))
        self.db.autocommit = True
        self.cursor = self.db.cursor()
        self.cursor.execute(f"SET max_parallel_workers_per_gather = {int(workers)}")
        self.cursor.execute("SELECT pg_backend_pid()")
        self.pid = self.cursor.fetchone()[0]

    def run(self, ask):
        self.cursor.execute(ask["sql"])
        return [[float(v) if type(v).__name__ == "Decimal" else v for v in row] for row in self.cursor.fetchall()]


class Pandas:
    """frames.py on frames that are in memory."""

    def __init__(self, folder):
        import frames
        self.frames = frames.Frames(folder)
        self.pid = os.getpid()

    def run(self, ask):
        return self.frames.answer(ask["ask"], ask["facts"])


KINDS = {"floor": Sqlite, "spm": Sqlite, "sql": Sqlite, "pandas": Pandas, "postgres": Postgres}


def main(kind, *args):
    engine = KINDS[kind](*args)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        ask = json.loads(line)
        try:
            if ask.get("open"):
                engine.reopen()
            peak_reset(engine.pid)
            if hasattr(engine, "before"):
                engine.before()
            start, cpu = time.perf_counter(), time.process_time()
            rows = engine.run(ask)
            ms, cpu = (time.perf_counter() - start) * 1000, (time.process_time() - cpu) * 1000
            answer = {"ms": ms, "cpu": cpu, "rows": rows, "peak": peak(engine.pid)}
            if hasattr(engine, "heap"):
                answer["heap"] = engine.heap()
        except Exception as e:  # whatever it is, the driver says of whom
            answer = {"error": f"{type(e).__name__}: {e}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
