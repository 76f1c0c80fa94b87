"""Write a table as a file of an office: write_table.py FILE < JSON, the kind by the name: .csv, .xlsx, .ods.

JSON is {"sheets": [[NAME, STATE, ROWS], ...], "formats": {"SHEET!D5": "0%"}, "hidden": {"SHEET": [ROW, ...]},
"merged": {"SHEET": ["D1:E1"]}}; STATE is visible, hidden or veryHidden; a row is a list of texts, numbers, booleans and
null. A csv is the first sheet, with semicolons and decimal commas.
"""
import json
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
            ws.row_dimensions[n].hidden = True
        for area in book.get('merged', {}).get(name, []):
            ws.merge_cells(area)
    for place, form in book.get('formats', {}).items():
        name, cell = place.split('!')
        wb[name][cell].number_format = form
    wb.save(path)


def ods_cell(x):
    if x is None:
        return '<table:table-cell/>'
    if isinstance(x, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(x).lower()}"/>'
    if isinstance(x, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value={quoteattr(repr(x))}/>'
    lines = ''.join(f'<text:p>{escape(line)}</text:p>' for line in x.split('\n'))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def as_ods(path, book):
    urn = 'urn:oasis:names:tc:opendocument:xmlns'
    tables = ''
    for name, state, rows in book['sheets']:
        style = ' table:style-name="ta2"' if state != 'visible' else ''
        body = ''.join('<table:table-row>' + ''.join(map(ods_cell, row)) + '</table:table-row>' for row in rows)
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
    kind = sys.argv[1].rsplit('.', 1)[1]
    {'csv': as_csv, 'xlsx': as_xlsx, 'ods': as_ods}[kind](sys.argv[1], book)


main()
