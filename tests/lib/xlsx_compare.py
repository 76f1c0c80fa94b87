"""Compare the sheets of a workbook with the csv of the same reports, cell by cell.

    xlsx_compare.py WORKBOOK SHEET=REPORT.sql=REPORT.csv ...

REPORT.sql is what plain_report.py has written.

The csv is the data form: the raw values of the SELECT. Which of its columns are on the page, in which order and under
which header, is read from the report's --@ lines; the table is found on its sheet by its header row. Compared are every
cell (percent cells hold value/100, indices two decimals by the rule of the bands), the shaded group rows with their
counts, and the sums of the total row. Headers may stand under bands, with a row of numbers below them. Of cards (no
header row) every number and text must be there. Prints "N cells equal", or the differences and exit 1.
"""
import csv
import datetime
import re
import sys
import warnings

import openpyxl

warnings.simplefilter('ignore')  # openpyxl knows no 2010 data bars


def definition(path, names):
    """Shown columns as (index, header), index and count of the group column, label of the total, cards, numbering."""
    text = open(path, encoding='utf-8').read().replace('\n--@+', ' ')
    group = re.search(r'(?m)^--@ group (\w+)', text)
    total = re.search(r'(?m)^--@ total "([^"]*)"', text)
    columns = [(n, h.replace('\\n', '\n'), rest) for n, h, rest in
               re.findall(r'(?m)^--@ col (\w+)(?: "([^"]*)")? (.*)$', text)]
    hidden = {n for n, _, rest in columns if re.search(r'\bhide\b', rest)} | ({group[1]} if group else set())
    order = [(n, h or n) for n, h, _ in columns]
    order += [(n, n) for n in names if n not in {c[0] for c in order}]
    shown = [(names.index(n), h) for n, h in order if n not in hidden]
    counted = re.search(r'(?m)^--@ group \w+ count', text)
    return (shown, names.index(group[1]) if group else None, counted, total and total[1], '\n--@ cards' in text,
            '\n--@ numbering' in text)


def same(cell, text):
    if text == '':
        return cell.value in (None, '–', 'anggota')
    if isinstance(cell.value, datetime.datetime):
        return cell.value.date().isoformat() == text
    if not isinstance(cell.value, (int, float)):
        return cell.value == text
    want = float(text) / (100 if '%' in cell.number_format else 1)
    if cell.number_format == '0.00':  # an index: two decimals, and never up into a band that was not reached
        return abs(cell.value - want) <= 0.01 and round(cell.value, 2) == cell.value
    return abs(cell.value - want) <= 1e-12 * max(1, abs(want))


def compare_cards(ws, name, names, shown, row):
    cells = [c for line in ws['A1:M12'] for c in line if c.value is not None]
    missing = [f'{name}: {names[i]} {row[i]} is not on the sheet' for i, _ in shown if row[i] != '' and not any(
        c.value == row[i] or (
            isinstance(c.value, (int, float)) and re.fullmatch(r'[\d.]+', row[i]) and same(c, row[i])) for c in cells)]
    return missing, len(shown)


def compare(ws, name, path, names, rows):
    shown, group, counted, total, cards, numbered = definition(path, names)
    if cards:
        return compare_cards(ws, name, names, shown, rows[0] if rows else ['' for _ in names])
    header = [h for _, h in shown]
    at = [r for r in range(1, ws.max_row + 1) if all(
        h in (ws.cell(r, i + 1).value, ws.cell(max(r - 1, 1), i + 1).value) for i, h in enumerate(header))
        and any(ws.cell(r, i + 1).value == h for i, h in enumerate(header))]
    if not at:
        return [f'{name}: no row with the headers {header}'], 0
    line, before, errors, count = at[0] + 1 + numbered, '', [], 0
    if numbered and ws.cell(line - 1, 1).value != '(1)':
        errors.append(f'{name} row {line - 1}: no numbering')
    if not rows and ws.cell(line, 1).value != 'Tidak ada data.':
        errors.append(f'{name} row {line}: neither rows nor the word that there are none')
    for row in rows:
        if group is not None and row[group] and row[group] != before:
            n = sum(1 for r in rows if r[group] == row[group])
            label = ws.cell(line, 1).value or ''
            if not (label.startswith(f'{row[group]} ({n} ') if counted else label == row[group]):
                errors.append(f'{name} row {line}: group {label!r}, not {row[group]} ({n} ...)')
            line, count = line + 1, count + 1
        before = row[group] if group is not None else ''
        for c, (i, _) in enumerate(shown):
            if not same(ws.cell(line, c + 1), row[i]):
                cell = ws.cell(line, c + 1)
                errors.append(f'{name} {cell.coordinate} ({names[i]}): {cell.value!r}, csv {row[i]!r}')
            count += 1
        line += 1
    if total and rows:
        if ws.cell(line, 1).value != total:
            errors.append(f'{name} row {line}: no total {total}')
        for c, (i, _) in enumerate(shown):
            cell = ws.cell(line, c + 1)
            if cell.number_format == '#,##0' and cell.value not in (None, sum(int(r[i] or 0) for r in rows)):
                errors.append(f'{name} {cell.coordinate}: total {cell.value!r}')
            count += 1
    return errors, count


def main():
    book = openpyxl.load_workbook(sys.argv[1], data_only=True)
    errors, count = [], 0
    for triple in sys.argv[2:]:
        sheet, sql, path = triple.split('=')
        with open(path, encoding='utf-8', newline='') as f:
            names, *rows = list(csv.reader(f))
        e, n = compare(book[sheet], sheet, sql, names, rows)
        errors += e
        count += n
    print('\n'.join(errors[:20]) if errors else f'{count} cells equal')
    sys.exit(1 if errors else 0)


main()
