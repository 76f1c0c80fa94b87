--@ report 1
--@ as isian/tim
--@ as koreksi/tim
--@ in isian 70 --@ only isian
--@ in koreksi 70 --@ only koreksi
--@ sheet "Tim" tab=#c55a11 orientation=landscape fit=width plain protect filter freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col field "Urusan" text hide
--@ col nama_urusan "Nama urusan" wrap width=34
--@ col office "Anggota tim" wrap input width=44
--@ col role "Kedudukan" wrap input width=24
--@ col document_no "Nomor dokumen" text input width=24
--@ col document_on "Tanggal dokumen" date input validate=date width=18
--@ expect notnull=region,period,field
--
-- The team of each field that a region owes, and five free lines for each.
WITH owed AS (
  SELECT DISTINCT o.field
  FROM spm_indicator_score(:period) AS o
  WHERE o.region = :kode
    AND (:urusan IS NULL OR o.field = :urusan)
),
effective AS (
  SELECT f.period, f.field, f.filing, max(f.revision) AS revision
  FROM filing AS f
  WHERE f.region = :kode
    AND f.period = :period
    AND f.status = 'filed'
    AND f.rejected_at IS NULL
  GROUP BY f.period, f.field
),
line(number) AS (
  VALUES (1), (2), (3), (4), (5)
),
member AS (
  SELECT o.field, 0 AS number, t.office, t.role, t.number AS document_no, t.dated AS document_on
  FROM owed AS o
  JOIN effective AS now ON now.field = o.field
  JOIN team AS t ON t.filing = now.filing
  UNION ALL
  SELECT o.field, n.number, NULL, NULL, NULL, NULL
  FROM owed AS o
  CROSS JOIN line AS n
)
SELECT :kode AS region, :period AS period, m.field, u.name AS nama_urusan, m.office, m.role, m.document_no,
  m.document_on
FROM member AS m
JOIN field AS u ON u.field = m.field
ORDER BY m.field, m.number, m.office;
