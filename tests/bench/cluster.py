"""cluster.py: a PostgreSQL cluster of the benchmark's own, below build/bench, and loading the peers from the CSV files.

The server refuses to run as root, so as root it runs as the user postgres of Debian's package. It listens on a socket
in a folder of its own alone.
"""
import glob
import os
import pwd
import shutil
import subprocess
import tempfile

import nations

# Reasonable for the data: all of it fits into memory, nothing has to outlive a crash.
SETTINGS = {
    "listen_addresses": "''", "shared_buffers": "2GB", "work_mem": "512MB", "maintenance_work_mem": "1GB",
    "effective_cache_size": "8GB", "jit": "off", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "16GB", "autovacuum": "off",
    "random_page_cost": "1.1", "max_parallel_workers": "2",
}


def binaries():
    found = sorted(glob.glob("/usr/lib/postgresql/15/bin"))
    return found[-1] if found else None


class Cluster:
    def __init__(self, folder):
        self.bin = binaries()
        self.data = os.path.join(os.path.abspath(folder), "postgres")
        self.user = pwd.getpwnam("postgres").pw_name if os.getuid() == 0 else None
        self.socket = tempfile.mkdtemp(prefix="spm_bench.")  # short: the path of a socket is at most 107 bytes
        if self.user:
            shutil.chown(self.socket, self.user)
        if not os.path.exists(os.path.join(self.data, "PG_VERSION")):
            shutil.rmtree(self.data, ignore_errors=True)
            os.makedirs(self.data, mode=0o700)
            if self.user:
                shutil.chown(self.data, self.user)
            self.run("initdb", "-D", self.data, "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C")
        if os.path.exists(os.path.join(self.data, "postmaster.pid")):  # left by a run that was killed
            self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        options = " ".join(f"-c {k}={v}" for k, v in SETTINGS.items())
        self.log = os.path.join(self.socket, "log")
        self.run("pg_ctl", "-D", self.data, "-w", "-l", self.log, "-o", f"-k {self.socket} {options}", "start")

    def run(self, program, *args):
        command = [os.path.join(self.bin, program), *args]
        if self.user:
            command = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups", *command]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", stdin=subprocess.DEVNULL)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    def stop(self):
        self.run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")
        shutil.rmtree(self.socket, ignore_errors=True)

    def connect(self, name="postgres"):
        import psycopg2
        db = psycopg2.connect(host=self.socket, user="bench", dbname=name)
        db.autocommit = True
        return db

    def load(self, where, anew, log):
        """The database of a nation, named as its folder."""
        name = os.path.basename(where)
        db = self.connect()
        c = db.cursor()
        c.execute("SELECT 1 FROM pg_database WHERE datname = %s AND shobj_description(oid, 'pg_database') = 'loaded'",
                  (name,))
        if c.fetchone() and not anew:
            return
        log(f"loading {name} into PostgreSQL")
        c.execute(f'DROP DATABASE IF EXISTS "{name}"')
        c.execute(f'CREATE DATABASE "{name}"')
        db.close()
        sql = nations.parts("peers.sql")
        db = self.connect(name)
        c = db.cursor()
        c.execute(sql["tables"])
        for table in nations.TABLES:
            with open(os.path.join(where, f"{table}.csv"), encoding="utf-8") as f:
                c.copy_expert(f"COPY {table} FROM STDIN (FORMAT csv)", f)
        c.execute(sql["keys"])
        c.execute("VACUUM (FREEZE, ANALYZE)")
        c.execute(f"COMMENT ON DATABASE \"{name}\" IS 'loaded'")
        db.close()


def duck_command(folder):
    return ["node", os.path.join(nations.HERE, "duck.js"), folder]


def duck_env(build):
    return {**os.environ, "NODE_PATH": os.path.join(build, "bench-tools", "node_modules")}


def load_duck(where, build, anew, log):
    path = os.path.join(where, "duck.db")
    if os.path.exists(path) and not anew:
        return
    if os.path.exists(path):
        os.remove(path)
    log(f"loading {os.path.basename(where)} into DuckDB")
    statements = [nations.parts("peers.sql")["tables"]]
    statements += [f"COPY {t} FROM '{where}/{t}.csv' (FORMAT csv, HEADER false)" for t in nations.TABLES]
    done = subprocess.run([*duck_command(where), "load", *statements, "CHECKPOINT"], env=duck_env(build))
    if done.returncode:
        os.remove(path)  # made whole or not at all
        raise RuntimeError("DuckDB: the data was not loaded")
