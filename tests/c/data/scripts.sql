-- scripts.sql: what the fault tests run (oom.c, io.c, step.c, corrupt.c; fault.h reads it): every function with every
-- number of arguments, every table-valued function, the imports, and the error paths of each. fault_scripts.test fails
-- when an object of the extension is missing here.
--
-- One statement a script, ended by ; at the end of a line. Folder: that of this file. The database is base.sql's; a
-- line "-- on SQL" in front of a script makes another one, from an empty file, by that SQL.

-- ---- scalars ----
SELECT
  spm_period('Triwulan II 2023'), spm_period_start('2023Q1'), spm_period_end('2023Q1'), spm_period_add('2023Q1', 1),
  spm_period(NULL), spm_period('2023-05-31');
SELECT spm_period('seekor kucing');
SELECT spm_period_start(x'00');
SELECT spm_period_end('2023-TW5');
SELECT spm_period_add('2023-TW1', 'satu');
SELECT spm_period_add('2023-TW1', 9223372036854775807);
SELECT spm_band(97.5), spm_round(42.005), spm_ratio(10, 5), spm_status(0, 0), spm_snap(0.3), spm_version();
SELECT spm_ratio('10', 5);
SELECT spm_status(10, x'0102');
SELECT spm_band(-1);
SELECT spm_round('a long text that is no number at all and must be cut somewhere in the message');
SELECT spm_snap(9e999);
SELECT spm_days_late('2023-04-20T17:30:00Z', '2023-04-20', '+07:00'), spm_implied(23, 67.65), spm_implied(23, 67.65, 1);
SELECT spm_days_late('besok', '2023-04-20', '+07:00');
SELECT spm_days_late('2023-04-20T17:30:00Z', 'besok', '+07:00');
SELECT spm_implied('23', 1);
SELECT spm_implied(23, 1, 77);
SELECT spm_shift(800, 1000, 820, 900, 'service'), spm_shift(800, 1000, 820, 900, 'denominator');
SELECT spm_shift(800, 1000, 820, 900, 'both');
SELECT spm_number('1.234,5', 'real'), spm_number('Rp 1.500.000,00', 'rupiah'), spm_number(12.0, 'integer');
SELECT spm_number('1.234', 'real');
SELECT spm_number('12', 'roman');
SELECT spm_number(x'31', 'real');
SELECT spm_region('Kab. Gayo  Lues'), spm_region('36. 03'), spm_region('Atlantis');
SELECT spm_region(11.1);

-- ---- aggregates and windows ----
SELECT spm_score(column1, column2, column3) FROM (VALUES ('penerima', 10, 5), ('mutu', 1, 1));
SELECT spm_score(column1, column2, column3, 0.7) FROM (VALUES ('penerima', 10, 5), ('mutu', 1, 1));
SELECT spm_score(column1, column2, column3) OVER (ORDER BY column2 ROWS 1 PRECEDING)
FROM (VALUES ('penerima', 10, 5), ('penerima', 11, 1), ('mutu', 12, 1));
SELECT spm_score('x', 1, 1);
SELECT spm_score('penerima', 1, 1, column1) FROM (VALUES (0.5), (0.6));
SELECT spm_score('penerima', 1, 1, 2);
SELECT spm_input_rate(column1, column2) FROM (VALUES (10, 5), (3, 1));
SELECT spm_input_rate(column1, column2) OVER (ORDER BY column1 ROWS 1 PRECEDING) FROM (VALUES (10, 5), (3, 1), (4, 4));
SELECT spm_input_rate(1.5, 1);
SELECT spm_mean(column1), spm_mean(column1, 3) FROM (VALUES (0.5), (0.25));
SELECT spm_mean(1, -1);
SELECT spm_tally(NULL, 'penerima', 1, 1, 1);
SELECT * FROM spm_examined;
SELECT * FROM spm_moved;
SELECT spm_fingerprint(NULL, 'k-paud.A1');
SELECT spm_require(NULL, 1, 'no');

-- ---- tables ----
SELECT count(*), sum(length(summary)) FROM spm_help;
SELECT count(*), sum(length(arti)) FROM spm_column;
SELECT * FROM spm_deadline('2024-TW1');
SELECT * FROM spm_method('2024-TW1');
SELECT * FROM spm_quarter('2024-TW1');
SELECT * FROM spm_indicator_score('2023-TW2') WHERE region = '11.03';
SELECT * FROM spm_service_score('2023-TW2') WHERE region = '11.01';
SELECT * FROM spm_field_score('2023-TW2') WHERE region IN ('11.01', '11');
SELECT * FROM spm_score('2023-TW2') WHERE region = '11.01' AND score > '1';
SELECT * FROM spm_score('2023-TW2', 'awal', 'permendagri-59-2021') ORDER BY score DESC;
SELECT * FROM spm_input_status('2023-TW2', '2023-08-05') WHERE region = '11.01';
SELECT * FROM spm_input_rate('2023-TW2');
SELECT * FROM spm_input_rate('2023-TW2', 'part');
SELECT * FROM spm_rank('2023-TW2') WHERE level = 'provinsi' ORDER BY rank LIMIT 3;
SELECT region, rank, group_name FROM spm_rank WHERE period = '2023-TW2' AND of = '1.01' AND level = 'provinsi';
SELECT region, rank FROM spm_rank WHERE period = '2023-TW2' AND of = 'KESEHATAN' AND level = 'provinsi';
SELECT * FROM spm_source('11.01', '2023-TW2', 'K PAUD A1');
SELECT * FROM spm_opd_status('2023-TW2') WHERE region = '11.01';
SELECT * FROM spm_filing('2023-TW2');
SELECT * FROM spm_budget('2023-TW2') WHERE region = '11.01';
SELECT * FROM spm_chase('2023-TW2', '2023-08-01');
SELECT * FROM spm_curve('2023-TW2', '2023-07-05');
SELECT * FROM spm_summary('2023-TW2', 'level');
SELECT * FROM spm_trend('11.01');
SELECT * FROM spm_explain('11.01', '2023-TW2') WHERE leaf AND required IS NOT NULL;
SELECT * FROM spm_source('11.01', '2023-TW2', 'k-paud.A1');
SELECT * FROM spm_edition_diff('awal', 'akhir');
SELECT count(score), max(known_at) FROM spm_score('2023-TW2') WHERE known_at = 'akhir';
SELECT count(*) FROM spm_input_rate('2023-TW2', 'level', '2023-08-05') WHERE known_at IN ('2999-01-01', 3);
SELECT * FROM spm_reconcile;
SELECT * FROM spm_target('2023-TW2') WHERE region = '11';
SELECT * FROM spm_weight_range('2023-TW2', 'kabupaten', 0.25, 0.75);
SELECT * FROM spm_pairs('2023-TW2', 'kabupaten');
SELECT sum(weight), sum(points) FROM spm_point('2023-TW2') WHERE region = '11.01';
SELECT count(*), sum(points) FROM spm_point WHERE period IN ('2023-TW2', '2023-TW1');
SELECT * FROM spm_change('2023-TW1', '2023-TW2', '11.01');
SELECT * FROM spm_denominator_watch('2023-TW1', '2023-TW2');
SELECT * FROM spm_next_band('11.01', '2023-TW2');
SELECT * FROM spm_award('2023-TW2');
SELECT * FROM spm_quality('2023-TW2') WHERE region = '11.01';
SELECT * FROM spm_finding('2023-TW2');
SELECT region, given FROM spm_finding('2023-TW2', '2023-08-05') WHERE rule = 'unit';
SELECT * FROM spm_peer('2023-TW2');
SELECT * FROM spm_import_report;
SELECT * FROM spm_import_report(1, 0);

-- a look-up for each row of another table, and a second cursor on the same one
SELECT a.region, b.name, (SELECT count(*) FROM spm_service_score('2023-TW2') AS c WHERE c.region = a.region)
FROM spm_score('2023-TW2') AS a
LEFT JOIN spm_score('2023-TW1') AS b ON b.region = a.region
ORDER BY 1;

-- ---- tables, refused ----
SELECT * FROM spm_score;
SELECT * FROM spm_score('2023-TW2', 'kemarin');
SELECT * FROM spm_score('2023-TW2', NULL, 'tidak ada');
SELECT * FROM spm_score(NULL);
SELECT * FROM spm_score WHERE period > '2023';
SELECT region FROM spm_rank WHERE period = '2023-TW2' AND of = 'apa saja';
SELECT region FROM spm_rank WHERE period = '2023-TW2' AND of = 'Kesehtan';
SELECT * FROM spm_source('11.01', '2023-TW2', 'Buku teks pelajaran');
SELECT * FROM spm_weight_range('2023-TW2', 'kabupaten', 2);
SELECT * FROM spm_weight_range('2023-TW2', 'kabupaten', x'00');
SELECT * FROM spm_deadline('bukan');
SELECT * FROM spm_method('bukan');
SELECT * FROM spm_quarter('bukan');
SELECT * FROM spm_indicator_score('bukan');
SELECT * FROM spm_service_score('bukan');
SELECT * FROM spm_field_score('bukan');
SELECT * FROM spm_input_status('bukan');
SELECT * FROM spm_input_rate('2023-TW2', 'bukan');
SELECT * FROM spm_opd_status('bukan');
SELECT * FROM spm_filing('bukan');
SELECT * FROM spm_budget('bukan');
SELECT * FROM spm_chase('bukan');
SELECT * FROM spm_curve('bukan');
SELECT * FROM spm_summary('2023-TW2', 'bukan');
SELECT * FROM spm_trend(x'00');
SELECT * FROM spm_explain('bukan', '2023-TW2');
SELECT * FROM spm_source('11.01', 'bukan', 'k-paud.A1');
SELECT * FROM spm_edition_diff('bukan', 'akhir');
SELECT * FROM spm_score('2023-TW2') WHERE known_at = 'kemarin';
SELECT * FROM spm_reconcile('bukan');
SELECT * FROM spm_target('bukan');
SELECT * FROM spm_pairs('2023-TW2', 'bukan');
SELECT * FROM spm_point('bukan');
SELECT * FROM spm_change('2023-TW1', '2023-TW2', 'bukan');
SELECT * FROM spm_denominator_watch('2023-TW1', 'bukan');
SELECT * FROM spm_next_band('bukan', '2023-TW2');
SELECT * FROM spm_award('bukan');
SELECT * FROM spm_import_report('bukan');
SELECT spm_wrap(NULL, 'x', 1);
SELECT spm_quarter_of(NULL, '2023-TW2');
SELECT * FROM spm_quality('bukan');
SELECT * FROM spm_finding('bukan');
SELECT * FROM spm_peer('bukan');

-- ---- what writes ----
UPDATE rule SET severity = 'note' WHERE rule = 'unit' RETURNING severity;
SELECT spm_import('fault.csv');
SELECT spm_import('corrected.csv');
SELECT spm_import('corrected.csv', '{"dry_run": true}');
SELECT spm_import('parts.csv', '{"dry_run": false}');
SELECT spm_import('fault.xlsx');
SELECT spm_import('fault.xlsx', '{"sheet": "Lama"}');
SELECT spm_import('fault.ods');
SELECT spm_import('fault.ods', '{"region": "11.02", "period": "TW II 2023", "submitted_at": "2023-07-20",
  "columns": {"warna": "note"}, "sheet": "Isian", "encoding": "utf-8"}');
SELECT spm_import('sheet.csv');
SELECT spm_import('sheet.xlsx');
SELECT spm_import('sheet.ods');
SELECT spm_import_undo(max(import)) FROM entry_sheet;
-- on SELECT spm_init(); SELECT spm_import('sheet.csv');
SELECT spm_import('sheets/koreksi.csv');
-- on SELECT spm_init(); SELECT spm_import('sheet.csv'); SELECT spm_import('sheets/koreksi.csv');
SELECT spm_import_undo(2);
SELECT spm_import('fault.csv', '{"colums": {"warna": "note"}}');
SELECT spm_import('fault.csv', '{"period": "2023-TW9"}');
SELECT spm_import('fault.ods', '{"sheet": "Tahun lalu"}');
SELECT spm_import('fault.xls');
SELECT spm_import('fault.xls', '{"sheet": "Tabel 3", "encoding": "windows-1252"}');
SELECT spm_import('explanation.csv');
SELECT spm_import('books/several.xlsx');
SELECT spm_import('books/several.ods');
SELECT spm_import('books/revised.csv');
SELECT spm_accept();
SELECT spm_import_undo(1);
SELECT spm_import_undo(4);
SELECT spm_explained('Provinsi Aceh', 'TW II 2023', 'p-dikmen', 'Murid pindahan dari provinsi tetangga ikut dilayani');
SELECT spm_explained('11', '2023-TW2', 'p-dikmen', 'p-dikmen.A1',
  'Murid pindahan dari provinsi tetangga ikut dilayani');
SELECT spm_explained('11', '2023-TW2', 'p-dikmen', 'p-dikmen.A2', NULL);
SELECT spm_init();
-- on
SELECT length(spm_init());
SELECT spm_upgrade();
-- on frozen ../../database/frozen/schema4.db.gz
SELECT spm_upgrade();

SELECT spm_deadline_set('TW III 2026', '2026-10-20', '{"zone": "WIB", "reported_on": "2026-09-15", "source": "uji"}');
SELECT spm_deadline_set('TW III 2026', '2026-10-31', '{"kind": "extension"}');
SELECT spm_office_set('Kab. Simeulue', 'Kesehatan', 'Dinas Kesehatan', '2026-TW3');
SELECT spm_target_set('11.01', 'Pendidikan anak usia dini', 2026, 'RKPD', 92.5, 100);
SELECT spm_method_set('uji coba', '{"bands": {"Tuntas": 90, "Belum": 0}, "cap": 0, "valid_from": "2026-TW3"}');
SELECT spm_edition_set('uji coba dua', '{"as_of": "2026-01-01", "note": "uji"}');
SELECT spm_criterion_set('indeks', 2, 'index');
SELECT spm_roster_set('11.01', '2019-TW1', '2026-TW4');
SELECT spm_take_back('office', '11.01', 'data');
SELECT spm_take_back('target', '11.01', 'k-paud', 2023, 'RPJMD');
SELECT spm_take_back('edition', 'awal');
SELECT spm_take_back('criterion', 'indeks');
SELECT spm_import('reference/office.csv');
SELECT spm_import('reference/beside.csv');
SELECT spm_import('reference/method.csv');
SELECT spm_import('reference/reference.xlsx');
-- on SELECT spm_init(); SELECT spm_import('reference/office.csv');
SELECT spm_import_undo(1);
-- on SELECT spm_init(); SELECT spm_import('reference/reference.xlsx');
SELECT spm_import('reference/reference.xlsx', '{"sheet": "Kriteria"}');
-- on SELECT spm_init(); SELECT spm_import('reference/method.csv');
SELECT spm_import_undo(1);
-- on SELECT spm_init(); SELECT spm_deadline_set('2026-TW3', '2026-10-20');
SELECT spm_take_back('deadline', '2026-TW3', '2026-10-20');
-- on SELECT spm_init(); SELECT spm_method_set('uji', '{"bands": {"A": 0}}');
SELECT spm_take_back('method', 'uji');
-- on SELECT spm_init(); SELECT spm_roster_set('11.01', '2019-TW1', '2020-TW1'), spm_roster_set('11.01', '2026-TW3');
SELECT spm_take_back('roster', '11.01', '2026-TW3');

-- ---- what writes, refused ----
SELECT spm_deadline_set('2026-TW9', '2026-10-20');
SELECT spm_deadline_set('2026-TW3', 'besok');
SELECT spm_deadline_set('2026-TW3', '2026-10-20', '{"warna": "merah"}');
SELECT spm_office_set('Bandung', '1.02', 'Dinas');
SELECT spm_target_set('11.01', 'p-dikmen', 2026, 'RKPD', 50);
SELECT spm_method_set('tanpa kategori', '{"served_weight": 0.7}');
SELECT spm_edition_set('2026-10-20');
SELECT spm_criterion_set('indeks', 0, 'index');
SELECT spm_roster_set('11.01', '2026-TW1');
SELECT spm_take_back('kantor', 'x');
SELECT spm_take_back('target', '11.01');
SELECT spm_take_back('office', '11.01', 'data', '2026-TW1');
SELECT spm_import(NULL);
SELECT spm_import('tidak ada.csv');
SELECT spm_import('tidak ada.csv', '{"dry": true}');
SELECT spm_import('fault.csv', '{"dry_run": 1}');
SELECT spm_import('fault.csv', 'dry');
SELECT spm_import('.');
SELECT spm_import('/dev/null');
SELECT spm_import('empty.csv');
SELECT spm_import('twice.csv');
SELECT spm_import('quote.csv');
SELECT spm_import('base.sql');
SELECT spm_import('books/same.xlsx');
SELECT spm_import_undo(2);
SELECT spm_import_undo(3);
SELECT spm_import_undo(99);
SELECT spm_import_undo('satu');
SELECT spm_explained('11.1', '2023-TW2', 'k-paud', NULL);
SELECT spm_explained('11.01', '2023-TW9', 'k-paud', NULL);
SELECT spm_explained('11.01', '2023-TW2', 'paud', NULL);
SELECT spm_explained('11.01', '2023-TW2', 'k-paud', 'k-paud.Z1', NULL);
SELECT spm_explained('11.01', '2023-TW2', 'k-paud', NULL);
SELECT spm_explained('11.01', '2023-TW2', 'k-paud', 'ok');
SELECT spm_explained('11.01', '2023-TW2', 'k-kesetaraan', 'Murid pindahan dari provinsi tetangga ikut dilayani');
SELECT spm_explained('11.02', '2023-TW2', 'k-paud', 'Murid pindahan dari provinsi tetangga ikut dilayani');
SELECT spm_explained(11.01, '2023-TW2', 'k-paud', 'k-paud.A1', NULL);
INSERT INTO about(name, value) SELECT 'impor', spm_import('fault.csv');
-- on
SELECT spm_import('fault.csv');
-- on
SELECT spm_accept();
-- on
SELECT spm_import_undo(1);
-- on
SELECT spm_region('11');
-- on CREATE TABLE Region(a)
SELECT spm_init();
-- on PRAGMA application_id = 7
SELECT spm_init();
-- on PRAGMA application_id = 0x53504d31; PRAGMA user_version = 99
SELECT * FROM spm_score('2023-TW2');
-- on PRAGMA application_id = 0x53504d31; PRAGMA user_version = 3
SELECT * FROM spm_score('2023-TW2');
-- on PRAGMA application_id = 0x53504d31; PRAGMA user_version = 4
SELECT * FROM spm_score('2023-TW2');
-- on PRAGMA application_id = 0x53504d31; PRAGMA user_version = 4
SELECT spm_upgrade();
-- on
SELECT spm_upgrade();

-- ---- the check and the seals ----
SELECT spm_check();
-- on
SELECT spm_check();
SELECT filing, length(spm_seal(filing)), spm_seal(99) FROM filing ORDER BY filing;
SELECT spm_seal('satu');

-- ---- codes that nothing has ----
SELECT count(*) FROM spm_score('2023-TW2') WHERE region = 11.1;
SELECT count(*) FROM spm_score('2023-TW2') WHERE region IS '11.01' AND province = '11';
SELECT count(*) FROM spm_field_score('2023-TW2') WHERE field = 'Kesehatan';
SELECT count(*) FROM spm_service_score('2023-TW2') WHERE service = 'k-apa';
SELECT count(*) FROM spm_indicator_score('2023-TW2') WHERE indicator = 'k-paud.Z9' AND region = '11.01';
SELECT count(*) FROM spm_trend('semua') WHERE period = 'kapan';
SELECT count(*) FROM spm_score('2045-TW1');
SELECT count(*) FROM (SELECT '2045-TW1' AS p) AS t JOIN spm_quarter(t.p);
SELECT count(*) FROM spm_rank('2023-TW2') WHERE method_from = 'permendagri-59-2021';
