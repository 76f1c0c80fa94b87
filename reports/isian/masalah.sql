--@ report 1
--@ as isian/masalah
--@ as koreksi/masalah
--@ in isian 40 --@ only isian
--@ in koreksi 40 --@ only koreksi
--@ sheet "Masalah" tab=#c55a11 orientation=landscape fit=width plain protect filter freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col service "Pelayanan" text hide
--@ col nama_pelayanan "Nama pelayanan" wrap width=34
--@ col problem_no "Nomor masalah" int width=10
--@ col problem "Permasalahan", solution "Solusi" wrap input width=52
--@ expect notnull=region,period,service,problem_no
--
-- Three lines for each service that a region owes, and those that stand beyond them.
WITH owed AS (
  SELECT DISTINCT o.field, o.service
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
  VALUES (1), (2), (3)
),
numbered AS (
  SELECT o.field, o.service, n.number
  FROM owed AS o
  CROSS JOIN line AS n
  UNION
  SELECT o.field, o.service, m.number
  FROM owed AS o
  JOIN effective AS now ON now.field = o.field
  JOIN problem AS m ON m.filing = now.filing AND m.service = o.service
)
SELECT :kode AS region, :period AS period, n.service, s.name AS nama_pelayanan, n.number AS problem_no,
  m.problem, m.solution
FROM numbered AS n
JOIN service AS s ON s.service = n.service
LEFT JOIN effective AS now ON now.field = n.field
LEFT JOIN problem AS m ON m.filing = now.filing AND m.service = n.service AND m.number = n.number
ORDER BY n.field, s.position, n.number;
