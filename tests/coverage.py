#!/usr/bin/python3
"""coverage.py BUILD UNCOVERED: what tests have reached of ext/ and reports/exporter, from gcov's counters below BUILD.

Prints lines and branches of each file and of all. An object of spm.so and one of spm-report are made of one source: a
line or a branch counts as reached when either has. UNCOVERED is the list of the branches that no test takes, with the
reason:

  # a reason, which may go on
  # in a second line
  ext/database/check.c: text of the line, without the blanks around it

The text and not the number of a line, since numbers move. Exit 1 when a file has fewer than 98 of 100 lines in all, or
a branch is neither taken nor listed; such branches are printed in the form of the list. A listed branch that is taken
now is named, so that the list can be made shorter.
"""
import glob
import json
import os
import subprocess
import sys

LEAST = 98.0
FOLDERS = {"ext/**/": "ext/", "core/**/": "ext/", "embed": "ext/", "report/**/": "reports/exporter"}


def counters(build):
    """(path of the source, its lines in gcov's form) of every object."""
    for folder, home in FOLDERS.items():
        for note in sorted(glob.glob(f"{build}/{folder}*.gcno", recursive=True)):
            if "gen_embed" in note:
                continue
            data = note[: -len("gcno")] + "gcda"
            if os.path.exists(data) and os.path.getsize(data) == 0:  # nothing of it ever ran, or it is data alone
                os.remove(data)
            out = subprocess.run(["gcov", "-b", "-t", "-j", note], capture_output=True, text=True, check=True).stdout
            for piece in filter(None, out.splitlines()):
                for source in json.loads(piece)["files"]:
                    name = os.path.relpath(source["file"]) if source["file"].startswith("/") else source["file"]
                    if name.startswith(home):
                        yield name, source["lines"]


def merged(build):
    """{file: {line: [count, [count of each branch]]}}; a line may come several times, once an object."""
    files = {}
    for name, lines in counters(build):
        for line in lines:
            here = files.setdefault(name, {}).setdefault(line["line_number"], [0, []])
            here[0] += line["count"]
            taken = [b["count"] for b in line["branches"] if not b["throw"]]
            if len(taken) == len(here[1]):
                here[1] = [a + b for a, b in zip(here[1], taken)]
            elif len(taken) > len(here[1]):
                here[1] = taken
    return files


def listed(path):
    """[(file, text)] of UNCOVERED."""
    entries = []
    reason = False
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.strip()
            if line.startswith("#"):
                reason = True
            elif not line:
                reason = False
            else:
                file, _, text = line.partition(": ")
                if not reason or not text:
                    sys.exit(f"{path}:{number}: not FILE: TEXT below a reason")
                entries.append((file, text))
    return entries


def percent(reached, of):
    return 100.0 * reached / of if of else 100.0


def counted(name, row):
    """Lines and branches as a line of the table."""
    lines = f"{name:<40}{row[0]:>5}/{row[1]:<5}{percent(row[0], row[1]):>5.1f}"
    return f"{lines}{row[2]:>7}/{row[3]:<5}{percent(row[2], row[3]):>5.1f}"


def main(build, uncovered):
    known, files = set(listed(uncovered)), merged(build)
    total = [0, 0, 0, 0]
    open_branches, low, missed = [], [], []
    print(f"{'file':<40}{'lines':>16}{'branches':>18}")
    for name in sorted(files):
        with open(name, encoding="utf-8") as f:
            text = [line.strip() for line in f]
        lines = files[name]
        branches = [(n, count) for n, (_, taken) in lines.items() for count in taken]
        row = [sum(1 for c, _ in lines.values() if c), len(lines), sum(1 for _, c in branches if c), len(branches)]
        total = [a + b for a, b in zip(total, row)]
        print(counted(name, row))
        if percent(row[0], row[1]) < LEAST:
            low.append(name)
        missed += [(name, n, text[n - 1]) for n, (c, _) in sorted(lines.items()) if not c]
        for n in sorted({n for n, count in branches if not count}):
            if (name, text[n - 1]) not in open_branches:
                open_branches.append((name, text[n - 1]))
    print(counted("all", total))
    for name, n, text in missed:
        print(f"never run: {name}:{n}: {text}")
    for entry in sorted(known - set(open_branches)):
        print("listed and taken now: %s: %s" % entry)
    unlisted = [entry for entry in open_branches if entry not in known]
    for entry in unlisted:
        print("not taken, and not in the list:\n%s: %s" % entry)
    print(f"COUNT {total[0]} of {total[1]} lines and {total[2]} of {total[3]} branches reached,"
          f" {len(known)} listed texts with a branch that is not")
    if percent(total[0], total[1]) < LEAST:
        sys.exit(f"lines: {percent(total[0], total[1]):.2f} of 100, {LEAST} is the least; below it: {', '.join(low)}")
    if unlisted:
        sys.exit(f"{len(unlisted)} lines with a branch that is neither taken nor listed")


if __name__ == "__main__":
    main(*sys.argv[1:])
