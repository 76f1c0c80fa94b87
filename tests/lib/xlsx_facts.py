"""Facts about the national workbook, one "name value" a line, for spm_report_xlsx.test.

    xlsx_facts.py WORKBOOK
"""
import sys
import warnings

import openpyxl

warnings.simplefilter('ignore')
book = openpyxl.load_workbook(sys.argv[1], data_only=True)
first, *others = book.worksheets


def location(ws, area):
    return [c.hyperlink.location for row in ws[area] for c in row if c.hyperlink]


about = {r[0].value: r[1].value for r in book['Keterangan'].iter_rows(max_col=2) if r[0].value}
total = next(r for r in first.iter_rows() if r[0].value == 'Nasional')
facts = {
    'sheets': '|'.join(book.sheetnames),
    'mark': all('DATA CONTOH, bukan angka resmi' in s['A2'].value and s.oddFooter.center.text == 'DATA CONTOH'
                for s in book),
    'footer': sorted({f'{s.oddFooter.left.text} / {s.oddFooter.right.text}' for s in book}),
    'page': all(s.page_setup.paperSize == 9 and s.page_setup.fitToWidth in (1, None)
                and s.sheet_properties.pageSetUpPr.fitToPage for s in book),
    'repeat': ' '.join(f'{s.print_title_rows} {s.freeze_panes}' for s in others[1:5]),
    'stacked': [s.title for s in others if s.print_title_rows is None],
    'links': location(first, 'A1:I40') == [f"'{n}'!A1" for n in book.sheetnames[1:]],
    'back': all([c.hyperlink.location for row in s.iter_rows(max_row=2) for c in row if c.hyperlink]
                == [f"'{first.title}'!A1"] for s in others),
    'belum_lapor': about['Lembar Belum Lapor'].replace('\n', ' / '),
    'made': about['Dibuat'].split(' oleh')[0],
    'parameter': about['Pilihan'],
    'hash': len(about['Basis data'].split()[-1]),
    'total': (total[1].value, total[2].value, total[3].value, round(total[4].value * 100, 2), round(total[6].value, 2)),
}
for name, value in facts.items():
    print(name, value)
