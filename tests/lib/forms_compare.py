"""Compare the forms of a workbook cell by cell: xlsx, html, csv and json of the same reports.

    forms_compare.py REPORTS WORKBOOK.xlsx PAGE.html CSV_FOLDER JSON_FOLDER NAME_OF_FILES...

csv and json hold the raw values of the SELECT and must agree exactly. Which columns are on the page and in which order
is read from the --@ lines of the report, as plain_report.py writes them, their headers and formats from the json; a
table is found in the page and on its sheet by its row of headers. There each value must stand as a reader sees it:
1.234, 61,54%, 20 Jul 2023. Prints "N cells equal in M tables", or the differences.
"""
import csv
import json
import re
import sys
import warnings
import xml.etree.ElementTree as ET
from decimal import ROUND_HALF_UP, Decimal

import openpyxl

warnings.simplefilter('ignore')
MONTHS = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split()
SHORT = 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split()


def decimals(x, k):
    d = Decimal(repr(float(x)) if not isinstance(x, int) else x).quantize(Decimal(1).scaleb(-k), ROUND_HALF_UP)
    if not d:
        return f'{0:.{k}f}'.replace('.', ',')
    return f'{d:,}'.translate(str.maketrans('.,', ',.')).replace('-0,00', '0,00')


def shown(x, fmt):
    """The raw value as a reader of the page sees it."""
    if x is None:
        return ''
    if fmt in ('date', 'month'):
        y, m, d = map(int, x[:10].split('-'))
        return f'{d} {SHORT[m - 1]} {y}' if fmt == 'date' else f'{MONTHS[m - 1]} {y}'
    if fmt == 'bool':
        return 'ya' if x else 'tidak'
    if isinstance(x, str):
        return re.sub('[\x01-\x08\x0b-\x1f]', '\ufffd', x)
    if fmt == 'no':
        return str(x)
    if fmt == 'poin2' and x < 90 <= float(decimals(x, 2).replace(',', '.')):  # a band that was not reached
        return '89,99'
    digits = {'dec1': 1, 'dec2': 2, 'poin2': 2, 'percent1': 1, 'percent2': 2, 'rupiah_juta': 1}.get(fmt, 0)
    z = decimals(x / 1e6 if fmt == 'rupiah_juta' else x, digits)
    return z + '%' if fmt.startswith('percent') else 'Rp' + z if fmt == 'rupiah' else z


def blank(x, fmt):
    return '' if x in (None, '–') else shown(x, fmt)


def in_cell(cell, fmt):
    """The value of a workbook's cell as the raw value was, as far as its format goes."""
    v = cell.value
    if hasattr(v, 'isoformat'):
        return v.date().isoformat()
    if fmt.startswith('percent') and isinstance(v, (int, float)):
        return float(f'{v * 100:.13g}')
    if fmt == 'bool' and v is not None:
        return v == 'ya'
    return v


def text(e):
    return ''.join(e.itertext())


def html_tables(path):
    """Each table as its header row, its rows and the text for NULL; group rows and totals are left out."""
    root = ET.fromstring(open(path, encoding='utf-8').read().split('\n', 1)[1])
    for t in root.iter('table'):
        rows = [[c for c in r] for body in t.findall('tbody') for r in body if r.get('class') != 'g']
        grid = head(t.find('thead'))
        yield grid, [[text(c) for c in r] for r in rows]


def head(thead):
    grid = {}
    rows = [r for r in thead if r[0].tag == 'th']
    for y, r in enumerate(rows):
        x = 0
        for c in r:
            while (y, x) in grid:
                x += 1
            for dx in range(int(c.get('colspan', 1))):
                for dy in range(int(c.get('rowspan', 1))):
                    grid[y + dy, x + dx] = text(c)
            x += int(c.get('colspan', 1))
    last = len(rows) - 1
    return [grid[last, x] for x in range(1 + max(k[1] for k in grid if k[0] == last))]


def sheet_tables(book, header):
    """Every place where the header stands: the sheet and the row below it."""
    for ws in book:
        for r in range(1, ws.max_row + 1):
            own = [ws.cell(r, i + 1).value for i in range(len(header))]
            above = [ws.cell(max(r - 1, 1), i + 1).value if v is None else v for i, v in enumerate(own)]
            if header in (own, above):
                yield ws, r + 1 + (ws.cell(r + 1, 1).value == '(1)')


def compare_page(name, doc, at, cells):
    errors = []
    for cell_row, row in zip(cells, doc['rows']):
        for c, i in enumerate(at):
            want = shown(row[i], doc['columns'][i]['format'])
            got = cell_row[c] if isinstance(row[i], str) else re.sub('^[▲►▼●◐○◆✘✔!] ?', '', cell_row[c])
            if got != want and not (row[i] is None and got == '–'):
                errors.append(f'{name} html: {got!r}, not {want!r} ({row[i]!r})')
    return errors


def compare_sheet(name, doc, at, ws, line):
    errors = []
    for row in doc['rows']:
        while ws.cell(line, 2).value is None and ws.cell(line, 1).value not in (None, row[at[0]]):
            line += 1  # a group row
        for c, i in enumerate(at):
            fmt = doc['columns'][i]['format']
            x = in_cell(ws.cell(line, c + 1), fmt)
            if x != row[i] and blank(x, fmt) != blank(row[i], fmt):
                errors.append(f'{name} {ws.title} {ws.cell(line, c + 1).coordinate}: {x!r}, not {row[i]!r}')
        line += 1
    return errors


def main():
    reports, xlsx, html, csvs, jsons, *names = sys.argv[1:]
    book = openpyxl.load_workbook(xlsx, data_only=True)
    tables = list(html_tables(html))
    errors, count, found, cards = [], 0, 0, 0
    for name in names:
        doc = json.load(open(f'{jsons}/{name}.json', encoding='utf-8'))
        with open(f'{csvs}/{name}.csv', encoding='utf-8', newline='') as f:
            first, *rows = list(csv.reader(f))
        if first != [c['name'] for c in doc['columns']] or len(rows) != len(doc['rows']):
            errors.append(f'{name}: csv {len(rows)} rows, json {len(doc["rows"])}')
        for a, b in zip(rows, doc['rows']):
            for x, y in zip(a, b):
                y = '' if y is None else str(int(y)) if isinstance(y, bool) else y
                if not (x == y or (x and not isinstance(y, str) and float(x) == y)):
                    errors.append(f'{name}: csv {x!r}, json {y!r}')
                count += 1
        at = on_page(f'{reports}/{doc["report"]}.sql', [c['name'] for c in doc['columns']])
        if at is None:
            cards += 1
            continue
        header = [doc['columns'][i]['header'] for i in at]
        pages = [cells for h, cells in tables if h == header and len(cells) == max(len(doc['rows']), 1)]
        places = list(sheet_tables(book, header))
        if not pages or not places:
            errors.append(f'{name}: {len(pages)} such tables in the page, {len(places)} in the workbook')
            continue
        # equal headers stand on several sheets: the one that fits
        errors += min((compare_page(name, doc, at, cells) for cells in pages), key=len)
        errors += min((compare_sheet(name, doc, at, *p) for p in places), key=len)
        count += 2 * len(doc['rows']) * len(header)
        found += 1
    print('\n'.join(errors[:20]) if errors else f'{count} cells equal in {found} tables and {cards} rows of cards')
    sys.exit(1 if errors else 0)


def on_page(path, names):
    """The columns of the SELECT that are on the page, in its order; None for cards."""
    text = open(path, encoding='utf-8').read().replace('\n--@+', ' ')
    if '\n--@ cards' in text:
        return None
    columns = re.findall(r'(?m)^--@ col (\w+)(?: "(?:[^"\\]|\\.)*")?(.*)$', text)
    group = re.search(r'(?m)^--@ group (\w+)', text)
    gone = {n for n, rest in columns if re.search(r'\bhide\b', rest)} | ({group[1]} if group else set())
    order = [n for n, _ in columns]
    return [names.index(n) for n in order + [n for n in names if n not in order] if n not in gone]


main()
