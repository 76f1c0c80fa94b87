"""Write a table as files of an office: write_table.py FILE... < JSON, the writer by the end of the name.

    .csv        the first sheet, with semicolons and decimal commas
    .xlsx       openpyxl
    .lxw.xlsx   libxlsxwriter
    .hand.xlsx  as few programs write it: prefixes, texts in their cells, no references, 17 digits; the first sheet
    .ods        by hand
    .html       by hand, as portals write it; numbers with a decimal comma

JSON is {"sheets": [[NAME, STATE, ROWS], ...], "formats": {"SHEET!D5": "0%"}, "hidden": {"SHEET": [ROW or COLUMN, ...]},
"merged": {"SHEET": ["D1:E1"]}}; STATE is visible, hidden or veryHidden; a row is a list of texts, numbers, booleans and
null. openpyxl alone knows formats and hidden rows.
"""
import ctypes
import json
import re
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr


def as_csv(path, book):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        for row in book['sheets'][0][2]:
            f.write(';'.join(csv_cell(x) for x in row) + '\r\n')


def csv_cell(x):
    if x is None:
        return ''
    text = repr(x).replace('.', ',') if isinstance(x, float) else str(x)
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ';"\n') else text


def as_xlsx(path, book):
    import openpyxl
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    for name, state, rows in book['sheets']:
        ws = wb.create_sheet(name)
        ws.sheet_state = state
        for row in rows:
            ws.append(row)
        for n in book.get('hidden', {}).get(name, []):
            (ws.row_dimensions if isinstance(n, int) else ws.column_dimensions)[n].hidden = True
        for area in book.get('merged', {}).get(name, []):
            ws.merge_cells(area)
    for place, form in book.get('formats', {}).items():
        name, cell = place.split('!')
        wb[name][cell].number_format = form
    wb.save(path)


def area(text):
    """B2:C5 as line, column, line, column, from 0."""
    a = re.fullmatch(r'([A-Z])(\d+):([A-Z])(\d+)', text)
    return int(a[2]) - 1, ord(a[1]) - 65, int(a[4]) - 1, ord(a[3]) - 65


def as_lxw_xlsx(path, book):
    lib = ctypes.CDLL('libxlsxwriter.so')
    new = lib.workbook_new
    new.restype = lib.workbook_add_worksheet.restype = ctypes.c_void_p
    wb = ctypes.c_void_p(new(path.encode()))
    for name, state, rows in book['sheets']:
        ws = ctypes.c_void_p(lib.workbook_add_worksheet(wb, name.encode()))
        if state != 'visible':
            lib.worksheet_hide(ws)
        for i, row in enumerate(rows):
            for k, x in enumerate(row):
                if isinstance(x, bool):
                    lib.worksheet_write_boolean(ws, i, k, int(x), None)
                elif isinstance(x, (int, float)):
                    lib.worksheet_write_number(ws, i, k, ctypes.c_double(x), None)
                elif x is not None:
                    lib.worksheet_write_string(ws, i, k, x.encode(), None)
        for text in book.get('merged', {}).get(name, []):
            i, k, last, right = area(text)
            lib.worksheet_merge_range(ws, i, k, last, right, str(rows[i][k]).encode(), None)
    if lib.workbook_close(wb):
        sys.exit(f'{path}: libxlsxwriter cannot write it')


def hand_cell(x):
    if x is None:
        return '<x:c/>'
    if isinstance(x, bool):
        return f'<x:c t="b"><x:v>{int(x)}</x:v></x:c>'
    if isinstance(x, (int, float)):
        return f'<x:c><x:v>{x:.17g}</x:v></x:c>'
    text = escape(x).replace('\n', '_x000D_\n')
    return f'<x:c t="inlineStr"><x:is><x:t xml:space="preserve">{text}</x:t></x:is></x:c>'


def as_hand_xlsx(path, book):
    main = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    rels = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Type="%s/%s" Target="%s"/></Relationships>')
    name, _, rows = book['sheets'][0]
    body = ''.join('<x:row>' + ''.join(map(hand_cell, row)) + '</x:row>' for row in rows)
    merged = ''.join(f'<x:mergeCell ref="{x}"/>' for x in book.get('merged', {}).get(name, []))
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('xl/isi.xml', f'\ufeff<x:worksheet {main}><x:sheetData>{body}</x:sheetData>'
                   f'<x:mergeCells>{merged}</x:mergeCells></x:worksheet>')
        z.writestr('xl/buku.xml', f'<x:workbook {main} xmlns:r="{office}"><x:sheets>'
                   f'<x:sheet name={quoteattr(name)} r:id="a"/></x:sheets></x:workbook>')
        z.writestr('xl/_rels/buku.xml.rels', rels % (office, 'worksheet', '/xl/isi.xml'))
        z.writestr('_rels/.rels', rels % (office, 'officeDocument', '/xl/buku.xml'))


def ods_cell(x, span=(1, 1)):
    more = f' table:number-columns-spanned="{span[1]}" table:number-rows-spanned="{span[0]}"' if span != (1, 1) else ''
    if x is None:
        return f'<table:table-cell{more}/>'
    if isinstance(x, bool):
        return f'<table:table-cell{more} office:value-type="boolean" office:boolean-value="{str(x).lower()}"/>'
    if isinstance(x, (int, float)):
        return f'<table:table-cell{more} office:value-type="float" office:value={quoteattr(repr(x))}/>'
    lines = ''.join(f'<text:p>{escape(line)}</text:p>' for line in x.split('\n'))
    return f'<table:table-cell{more} office:value-type="string">{lines}</table:table-cell>'


def ods_rows(rows, merged):
    spans = {(i, k): (last - i + 1, right - k + 1) for i, k, last, right in map(area, merged)}
    covered = {(i + d, k + r) for (i, k), (down, across) in spans.items() for d in range(down) for r in range(across)}
    return ''.join('<table:table-row>' + ''.join(
        '<table:covered-table-cell/>' if (i, k) in covered and (i, k) not in spans
        else ods_cell(x, spans.get((i, k), (1, 1))) for k, x in enumerate(row)) + '</table:table-row>'
        for i, row in enumerate(rows))


def html_cell(x, span):
    text = '' if x is None else repr(x).replace('.', ',') if isinstance(x, float) else escape(str(x))
    more = ''.join(f' {name}="{n}"' for name, n in (('rowspan', span[0]), ('colspan', span[1])) if n > 1)
    return f'<td{more}>' + text.replace('\n', '<br>')


def as_html(path, book):
    with open(path, 'w', encoding='utf-8') as f:
        f.write('<html><head><meta charset="utf-8"></head><body>')
        for name, state, rows in book['sheets']:
            merged = book.get('merged', {}).get(name, [])
            spans = {(i, k): (last - i + 1, right - k + 1) for i, k, last, right in map(area, merged)}
            covered = {(i + d, k + r) for (i, k), (down, across) in spans.items()
                       for d in range(down) for r in range(across)}
            f.write('<table>' if state == 'visible' else '<table style="display: none">')
            for i, row in enumerate(rows):
                f.write('<tr>' + ''.join(html_cell(x, spans.get((i, k), (1, 1))) for k, x in enumerate(row)
                                         if (i, k) not in covered or (i, k) in spans))
            f.write('</table>')


def as_ods(path, book):
    urn = 'urn:oasis:names:tc:opendocument:xmlns'
    tables = ''
    for name, state, rows in book['sheets']:
        style = ' table:style-name="ta2"' if state != 'visible' else ''
        body = ods_rows(rows, book.get('merged', {}).get(name, []))
        tables += f'<table:table table:name={quoteattr(name)}{style}>{body}</table:table>'
    content = (f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
               f'xmlns:text="{urn}:text:1.0" xmlns:style="{urn}:style:1.0"><office:automatic-styles>'
               '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
               f'</style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}'
               '</office:spreadsheet></office:body></office:document-content>')
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('mimetype', 'application/vnd.oasis.opendocument.spreadsheet', zipfile.ZIP_STORED)
        z.writestr('content.xml', content)


def main():
    book = json.load(sys.stdin)
    writers = {'.lxw.xlsx': as_lxw_xlsx, '.hand.xlsx': as_hand_xlsx, '.xlsx': as_xlsx, '.csv': as_csv, '.ods': as_ods,
               '.html': as_html}
    for path in sys.argv[1:]:
        next(write for end, write in writers.items() if path.endswith(end))(path, book)


main()
