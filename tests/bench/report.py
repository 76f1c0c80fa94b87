"""report.py: the tables, in Markdown, and the targets, computed from what was measured."""
import os
import platform
import re
import sqlite3
import subprocess

import drive
import nations

GROWTH = [
    ("quarters in the file", ["q1", "q4", "q12", "q40"], ["1", "4", "12", "40"]),
    ("rows", ["q1", "x10", "x100"], ["x 1", "x 10", "x 100"]),
    ("regions", ["r137", "r273", "q1"], ["137", "273", "547"]),
    ("revisions of each filing", ["q1", "v3", "v10"], ["1", "3", "10"]),
]


def table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(["| " + " | ".join(map(str, r)) + " |" for r in lines]) + "\n"


def machine():
    def first(command):
        try:
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[0]
        except (OSError, subprocess.CalledProcessError, IndexError):
            return "none"
    cpu = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo", encoding="utf-8").read())
    memory = int(re.search(r"MemTotal:\s+(\d+)", open("/proc/meminfo", encoding="ascii").read()).group(1)) // 1048576
    lines = [f"{cpu.group(1) if cpu else platform.machine()}, {os.cpu_count()} cores, {memory} GiB,"
             f" Linux {platform.release()}",
             f"SQLite {sqlite3.sqlite_version} (library), {first(['sqlite3', '--version']).split()[0]} (shell)",
             f"Python {platform.python_version()}, node {first(['node', '--version'])}",
             f"load of the last five minutes: {os.getloadavg()[1]:.1f} before this began"]
    return "\n".join(f"* {line}" for line in lines) + "\n"


def ms(v):
    return f"{v:.2f}" if v < 10 else f"{v:.1f}" if v < 100 else f"{v:.0f}"


def times_of(v):
    return f"x {v:.2f}" if v < 1 else f"x {v:.1f}" if v < 10 else f"x {v:,.0f}"


def nation_table(nation, facts, times, names):
    head = ["ms (x floor; peak MB)", *[drive.ENGINES[n] for n in names]]
    body = []
    for q, by in times.items():
        row = [f"{q} {drive.QUESTIONS[q]}"]
        for n in names:
            t = by[n]
            beside = "" if n == "floor" else f"{times_of(t.median / by['floor'].median)}; "
            row.append(f"{ms(t.median)} ({beside}{t.peak / 1024:.0f})")
        body.append(row)
    text = (f"\n### {nation}: {facts['cells']:,} cells, {facts['quarters']} quarters, {facts['regions']} regions, asked"
            f" {facts['period']}, {facts['bytes'] / 1e6:,.0f} MB\n\n" + table(head, body))
    heap = [f"{q} {by['spm'].heap / 1024:.1f}" for q, by in times.items()]
    text += "\nSQLite's own peak for spm, MB: " + ", ".join(heap) + "\n"
    if "Q2" in times:
        o, a = times["Q2"]["open"].median, times["Q2"]["open+Q2"].median
        text += f"\nOpening the database and loading spm: {ms(o)} ms; that and Q2: {ms(a)} ms\n"
    if "Q3" in times:
        text += ("\nScan of the tables that Q3 reads itself (filings, tallies, other parts):"
                 f" {ms(times['Q3']['own'].median)} ms\n")
    return text


def growth_table(title, names, labels, measured):
    have = [(n, label) for n, label in zip(names, labels) if n in measured]
    if len(have) < 2:
        return ""
    body = []
    for q in ("Q1", "Q2", "Q3"):
        if not all(q in measured[n][1] for n, _ in have):
            continue
        spm = [measured[n][1][q]["spm"].median for n, _ in have]
        body.append([f"{q} spm", *[f"{ms(t)} (x {t / spm[0]:.2f})" for t in spm]])
        body.append([f"{q} floor", *[ms(measured[n][1][q]["floor"].median) for n, _ in have]])
    return f"\n### Growth: {title}\n\n" + table(["ms (x the first)", *[label for _, label in have]], body)


def targets(measured, q6, q7, q8):
    """[(target, nation, value, reached)]"""
    out = []

    def add(target, nation, value, limit, unit="x"):
        out.append((target, nation, f"{value:.2f} {unit}", value <= limit))

    for nation, (_, times) in measured.items():
        if not any("sql" in by for by in times.values()):
            continue  # it only shows how cost grows
        if "Q1" in times:
            t = {n: v.median for n, v in times["Q1"].items()}
            add("Q1 at most 4 x the floor", nation, t["spm"] / t["floor"], 4)
            add("Q1 at most 0.25 x plain SQL", nation, t["spm"] / t["sql"], 0.25)
            for n, limit in (("pandas", 1), ("pg0", 1), ("pg2", 1), ("duck1", 1)):
                if n in t:
                    add(f"Q1 at most 1 x {drive.ENGINES[n]}", nation, t["spm"] / t[n], limit)
        if "Q2" in times:
            over = times["Q2"]["open+Q2"].median - times["Q2"]["open"].median
            add("Q2 at most 1 ms over opening", nation, over, 1, "ms")
        if "Q3" in times:
            t = times["Q3"]
            add("Q3 under 2 x the floor (its cells)", nation, t["spm"].median / t["floor"].median, 2)
            add("Q3 under 2 x the scan of the tables it reads", nation, t["spm"].median / t["own"].median, 2)
    if "q1" in measured and "x100" in measured:
        for q in measured["x100"][1]:
            small, large = (measured[n][1][q]["spm"].heap / 1024 for n in ("q1", "x100"))
            out.append((f"{q} memory does not grow with the cells", "q1, x100", f"{small:.1f}, {large:.1f} MB",
                        large <= small * 1.25 + 1))
    if "q4" in measured and "q40" in measured:
        for q in ("Q1", "Q2", "Q3"):
            if q in measured["q4"][1] and q in measured["q40"][1]:
                add(f"{q} does not grow with the quarters (40 against 4)", "q4, q40",
                    measured["q40"][1][q]["spm"].median / measured["q4"][1][q]["spm"].median, 1.2)
    if q6:
        add("Q6 at most 2 x the time of the shell's .import", "q12", q6[0]["spm"][0] / q6[0]["floor"][0], 2)
    if q7:
        xlsx = q7["write"] + q7["read"]
        out.append(("Q7 more CPU for writing the files and reading them back than for the queries", "sample",
                    f"{xlsx:.1f} s against {q7['query']:.1f} s", xlsx > q7["query"]))
    if q8:
        add("Q8 at most 3 x the CPU of the same rows as CSV", "q1", q8[0]["xlsx"][0] / q8[0]["csv"][0], 3)
        add("Q8 memory for an xlsx", "q1", q8[0]["xlsx"][1] / 1024, 64, "MB")
    return out


def targets_table(found):
    return "\n### Targets\n\n" + table(["target", "nation", "measured", ""],
                                       [[a, b, c, "reached" if d else "**not reached**"] for a, b, c, d in found])


def bulk_tables(q6, q7, q8):
    text = ""
    if q6:
        times, size = q6
        floor = times["floor"][0]
        text += f"\n### Q6: 1,000,000 rows, {size / 1e6:.0f} MB of CSV\n\n" + table(
            ["engine", "s", "x .import", "peak MB"],
            [[drive.ENGINES[n] if n != "floor" else "sqlite3 .import, no types", f"{t:.2f}", f"{t / floor:.2f}",
              f"{p / 1024:.0f}"] for n, (t, p) in times.items()])
    if q7:
        text += (f"\n### Q7: {q7['files']} workbooks, {q7['jobs']} processes\n\n{q7['wall']:.1f} s wall,"
                 f" {q7['cpu']:.1f} s CPU, {q7['peak'] / 1024:.0f} MB peak of the largest process\n\n")
        text += table(["CPU s", ""], [["queries (--dry-run)", f"{q7['query']:.1f}"], ["writing", f"{q7['write']:.1f}"],
                                      ["reading back (without --no-verify)", f"{q7['read']:.1f}"]]) + "\n"
        if q7["shares"]:
            shares = sorted(q7["shares"].items(), key=lambda x: -x[1])
            text += table(["perf, % of samples", ""], [[k, f"{v:.1f}"] for k, v in shares])
            text += "\n" + table(["function", "in", "%"], [[f"`{s}`", d, f"{p:.1f}"] for p, d, s in q7["lines"]])
        else:
            text += "No profile: perf is missing or may not be used here.\n"
    if q8:
        kinds, rows = q8
        text += f"\n### Q8: a quarter, {rows:,} rows\n\n" + table(
            ["imported as", "CPU s", "x CSV", "peak MB", "file MB"],
            [[k, f"{t:.2f}", f"{t / kinds['csv'][0]:.2f}", f"{p / 1024:.0f}", f"{n / 1e6:.1f}"]
             for k, (t, p, n) in kinds.items()])
    return text


def facility_table(q9):
    """Q9: each engine's steps, and what spm took to import what came out."""
    def cell(step):
        seconds, cpu, peak = step
        return f"{seconds:.1f} s, {cpu:.1f} s CPU, {peak / 1024:,.0f} MB"
    text = (f"\n### Q9: {q9['rows']:,} figures of facilities to {q9['cells']:,} cells\n\n"
            + table(["", "reading the CSV", "cells to CSV", "problems to CSV"],
                    [[drive.ENGINES[n], *[cell(steps[s]) for s in ("load", "cell", "problem")]]
                     for n, steps in q9["engines"].items()]))
    if q9["spm"]:
        text += ("\nspm_import of these cells: " + cell(q9["spm"]) + ". They are the nation's from every engine, and in"
                 " the database.\n")
    return text


def tvf_table(nation, found):
    """The functions, the dearest first, as multiples of the scan of the quarter's cells."""
    scan = found["scan"]
    peers = {"sql": "plain SQL, SQLite", "duck1": "DuckDB, 1 thread", "duck2": "DuckDB, all threads"}
    peers = {n: label for n, label in peers.items() if any(n in by for by in found["plain"].values())}
    body = []
    for name, (rows, cpu) in sorted(found["functions"].items(), key=lambda x: -x[1][1]):
        asked = found["plain"].get(name, {})
        body.append([name, f"{rows:,}", ms(cpu * 1000), times_of(cpu / scan),
                     *[times_of(cpu / asked[n]) if n in asked else "" for n in peers]])
    return (f"\n### Table-valued functions: {nation}, {found['facts']['period']}\n\n"
            f"CPU of the scan of the quarter's cells: {ms(scan * 1000)} ms\n\n"
            + table(["function", "rows", "CPU ms", "x scan", *[f"x {label}" for label in peers.values()]], body))


def record(recorded, machine_then):
    """Put what was measured into its place in README.md: what stands between <!-- NAME --> and <!-- end -->."""
    path = os.path.join(nations.HERE, "README.md")
    text = nations.read(path)
    for name, measured in recorded.items():
        text, n = re.subn(f"(?s)(<!-- {name} -->\n).*?(<!-- end -->)",
                          lambda m, made=machine_then + measured: f"{m[1]}{made}\n{m[2]}", text)
        if n != 1:
            raise RuntimeError(f"README.md has no place for {name}")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
