-- base.sql: the small nation that the fault tests (fault.h) run their scripts on. Five regions owe reports; there are
-- filings with all their parts, imports (the first read other bytes under the path of fault.csv, the fourth was taken
-- back), findings, and an inbox with rows to take, to refuse and to leave.
SELECT spm_init();

INSERT INTO filing(filing, region, period, field, revision, submitted_at, opd)
VALUES
  (1, '11.01', '2023-TW2', '1.01', 1, '2023-07-01T00:00:00Z', 'Dinas Pendidikan'),
  (2, '11', '2023-TW2', '1.01', 1, '2023-09-01T00:00:00Z', 'Dinas Pendidikan');

INSERT INTO achievement(filing, service, indicator, required, fulfilled)
VALUES
  (1, 'k-paud', 'k-paud.A1', 100, 80),
  (1, 'k-paud', 'k-paud.B01', 10, 10.5),
  (2, 'p-dikmen', 'p-dikmen.A1', 100, 120);

INSERT INTO explanation(filing, service, indicator, text)
VALUES (1, 'k-paud', 'k-paud.B01', 'Setengah paket dibagi dua sekolah');

UPDATE filing SET status = 'filed';

INSERT INTO explained(region, period, service, indicator, filing, text)
VALUES ('11', '2023-TW2', 'p-dikmen', 'p-dikmen.A2', 2, 'Menurut surat dinas pendidikan bulan Juli');

INSERT INTO import(import, path, sha256, decimal_sign, imported_at, undone_at)
VALUES
  (1, 'fault.csv', 'x', '.', '2023-07-01T00:00:00Z', NULL),
  (2, 'lain.csv', 'y', '.', '2023-07-01T00:00:00Z', NULL),
  (3, 'tarik.csv', 'z', '.', '2023-07-01T00:00:00Z', '2023-07-02T00:00:00Z');

INSERT INTO filing(filing, region, period, field, revision, submitted_at, opd, source)
VALUES (3, '11.02', '2023-TW1', '1.02', 1, '2023-04-01T00:00:00Z', 'Dinas Kesehatan', 2);

UPDATE filing SET status = 'filed' WHERE filing = 3;

INSERT INTO finding(import, file, line, rule, severity, message, pesan)
VALUES (1, 'fault.csv', 9, 'number', 'error', 'wrong', 'salah');

INSERT INTO inbox(import, line, region, period, indicator, required, fulfilled)
VALUES (1, 9, '11.01', '2023-TW2', 'k-paud.A1', '100', '70');

SELECT spm_import('parts.csv');

INSERT INTO filing(filing, region, period, field, revision, submitted_at, source)
VALUES (90, '11.02', '2023-TW1', '1.02', 2, '2023-04-05T00:00:00Z', NULL);

UPDATE filing SET status = 'filed' WHERE filing = 90;

INSERT INTO inbox(region, period, indicator, required, fulfilled, submitted_at, revision)
VALUES
  ('11.02', '2023-TW2', 'k-paud.A1', 10, 5, '2023-07-02', NULL),
  ('11.02', '2023-TW2', 'k-paud.A1', 10.0, '5', '2023-07-02', NULL),
  ('11.03', '2023-TW2', 'k-paud.A1', 10, 5, '2023-07-02', NULL),
  ('11.03', '2023-TW2', 'k-paud.A1', 10, 6, '2023-07-02', NULL),
  ('11.1', '2023-TW2', 'k-paud.A1', 10, 6, NULL, NULL),
  ('11.01', '2023-TW2', 'k-paud.A1', 10, 6, NULL, 7),
  ('11.02', '2023-TW2', 'k-dikdas.A2', 67.65, 1.5, '2023-07-02', NULL),
  ('93.01', '2023-TW2', 'k-paud.A1', NULL, NULL, NULL, NULL);

INSERT INTO inbox(region, period, service, allocated, realised, stage, status)
VALUES
  ('11.02', '2023-TW2', 'k-paud', 1000.0, 10.5, NULL, NULL),
  ('11.03', '2023-TW2', 'k-paud', NULL, NULL, 'evaluasi', 'ya');

INSERT INTO edition(name, as_of)
VALUES ('awal', '2023-07-04T00:00:00Z'), ('akhir', '2023-12-31T00:00:00Z');

INSERT INTO target(region, service, year, document, percent, need, source)
VALUES ('11.01', 'k-paud', 2023, 'RPJMD', 90, 110, 'uji'), ('11', 'p-dikmen', 2023, 'RKPD', 100, NULL, 'uji');

INSERT INTO office(region, duty, from_period, name)
VALUES ('11.01', '1.01', '2023-TW1', 'Dinas Pendidikan'), ('11.01', 'data', '2019-TW1', 'Bagian Tata Pemerintahan');

INSERT INTO award_criterion(name, weight, measure)
VALUES ('indeks', 2, 'index'), ('anggaran', 1, 'budget realised'), ('tepat waktu', 1, 'punctuality');

-- a small nation keeps the runs short
DROP TRIGGER roster_delete;

DELETE FROM roster WHERE region NOT IN ('11', '11.01', '11.02', '11.03', '93.01');

VACUUM;
