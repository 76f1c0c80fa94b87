-- load.sql: DATA CONTOH. Reads the sample files that make.sql made, marks the database, and takes six filings back.
--
--   cd BUILD/sample && sqlite3 ../sample.db -cmd '.load ../spm' < .../load.sql
--
-- The database must hold schema and catalogue and no filings. spm_import reads the files as it reads anybody's.

.bail on

SELECT spm_import('2023-TW1.csv');
SELECT spm_import('2023-TW2.csv');
SELECT spm_import('2023-TW3.csv');
SELECT spm_import('2023-TW4.csv');
SELECT spm_import('2024-TW1.csv');
SELECT spm_import('2024-TW2.csv');

INSERT INTO about VALUES ('mark', 'DATA CONTOH');

-- Rejected filings. The first four are corrections: the revision before them stands again. The last two were the only
-- filing of their field: that field counts as not filed, the other fields of the region stay.
UPDATE filing
SET rejected_at = back.rejected_at
FROM (
  SELECT '2023-TW2' AS period, '36.71' AS region, '1.01' AS field, 2 AS revision, '2023-08-18T02:15:40Z' AS rejected_at
  UNION ALL SELECT '2023-TW2', '73.10', '1.01', 2, '2023-08-24T06:41:07Z'
  UNION ALL SELECT '2023-TW4', '33.10', '1.01', 2, '2024-02-02T03:30:00Z'
  UNION ALL SELECT '2023-TW4', '35.20', '1.02', 2, '2024-01-22T08:05:19Z'
  UNION ALL SELECT '2023-TW3', '81.01', '1.05', 1, '2023-10-12T04:00:33Z'
  UNION ALL SELECT '2024-TW2', '12.05', '1.06', 1, '2024-07-25T02:50:12Z'
) AS back
WHERE filing.period = back.period
  AND filing.region = back.region
  AND filing.field = back.field
  AND filing.revision = back.revision;

-- Who is in charge: the office that filed last for a field, and the secretariat that keeps the region's data.
INSERT INTO office(region, duty, from_period, name)
SELECT f.region, f.field, '2023-TW1', f.opd
FROM filing AS f
WHERE f.opd IS NOT NULL
GROUP BY f.region, f.field
HAVING f.filing = max(f.filing);
INSERT INTO office(region, duty, from_period, name)
SELECT o.region, 'data', '2023-TW1',
  CASE r.level WHEN 'provinsi' THEN 'Biro Pemerintahan dan Otonomi Daerah' ELSE 'Bagian Tata Pemerintahan' END
FROM roster AS o
JOIN region AS r ON r.region = o.region;

-- Targets of 2023 and 2024: the RPJMD and the Renstra aim at 100 percent with few exceptions, the yearly documents
-- lower, and some services stand in none. Every choice is arithmetic on the codes.
WITH drawn AS (
  SELECT r.region, s.service, y.column1 AS year,
    (CAST(replace(r.region, '.', '') AS INTEGER) * 7919 + s.position * 104729 + y.column1 * 31) % 1000003 AS x
  FROM roster AS o
  JOIN region AS r ON r.region = o.region
  JOIN service AS s ON s.level_group = r.level_group
  CROSS JOIN (VALUES (2023), (2024)) AS y
),
document(name, n, share) AS (
  VALUES ('RPJMD', 1, 780), ('Renstra', 2, 860), ('RKPD', 3, 900), ('Renja', 4, 910)
)
INSERT INTO target(region, service, year, document, percent, need, source)
SELECT d.region, d.service, d.year, k.name,
  CASE WHEN k.n <= 2 THEN 100 - (d.x / 7 % 6 = 0) * 10 ELSE 70 + d.x / 11 % 31 END,
  NULL,
  k.name || ' ' || d.year || ' (contoh)'
FROM drawn AS d
CROSS JOIN document AS k
WHERE d.x % 1000 >= 60
  AND (d.x / 13 * k.n * 17 + d.x) % 1000 < k.share;

-- Two editions of 2023-TW2: what was known at the end of the day of the deadline, and four weeks later.
INSERT INTO edition(name, as_of, method, note)
VALUES ('2023-TW2 batas input', '2023-08-05T16:59:59Z', 'permendagri-59-2021', 'DATA CONTOH'),
  ('2023-TW2 akhir', '2023-09-13T16:59:59Z', 'permendagri-59-2021', 'DATA CONTOH');
