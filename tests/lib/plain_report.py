"""Write every report as a file of its own that the sqlite3 shell runs and a line-wise reader understands.

    plain_report.py SPM-REPORT REPORTS FOLDER

FOLDER/NAME.sql is what `spm-report --source NAME` prints, each directive on one line. Columns of a list and members of
a pivot have a `col` line each, and the SQL of a pivot stands in another that takes the members from the object, so that
it gives the rows of the csv. Such a report declares all its columns, in the order of its SELECT.
"""
import json
import pathlib
import re
import subprocess
import sys

STRING = r'"(?:[^"\\]|\\.)*"'
COLUMN = rf'(\w+)(?: ({STRING}))?'
MEMBER = rf'({STRING}) {COLUMN}'


def listed(text, item):
    """The items of the list at the beginning of the text, as matches, and what stands behind them."""
    found = []
    while True:
        m = re.compile(item).match(text)
        found.append(m)
        text = text[m.end():]
        if not text.startswith(','):
            return found, text
        text = text[1:].lstrip()


def col(name, header, look):
    return f'--@ col {name}{" " + header if header else ""}{look}'


def plain(source):
    """The text of a report, plain."""
    lines, columns, pivot = [], [], None
    for line in re.sub(r'[ \t]*\n--@\+\s*', ' ', source).split('\n'):
        if line.startswith('--@ col '):
            names, look = listed(line[8:], COLUMN)
            lines += [col(m[1], m[2], look) for m in names]
            columns += [m[1] for m in names]
        elif line.startswith('--@ pivot '):
            _, pivot, rest = line[4:].split(' ', 2)
            members, look = listed(rest, MEMBER)
            lines += [col(m[2], m[3], look) for m in members]
            columns += [f"{pivot} ->> '$.{m[1]}' AS {m[2]}" for m in members]
        else:
            lines.append(line)
    if not pivot:
        return '\n'.join(lines)
    sql = next(i for i, line in enumerate(lines) if line and not line.startswith('--'))
    body = '\n'.join(lines[sql:]).rstrip().rstrip(';')
    return '\n'.join(lines[:sql] + ['SELECT ' + ',\n  '.join(columns), 'FROM (', body, ');', ''])


def main():
    program, reports, folder = sys.argv[1:]

    def ask(*options):
        return subprocess.run([program, '-r', reports, *options], check=True, capture_output=True, text=True).stdout

    there = json.loads(ask('--list', '--json'))
    for name, file in [(r['name'], r['name']) for r in there['reports']] + [
            (w['name'], '_' + w['name']) for w in there['workbooks']]:
        path = pathlib.Path(folder, file + '.sql')
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain(ask('--source', name)), encoding='utf-8')


main()
