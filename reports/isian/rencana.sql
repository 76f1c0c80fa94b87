--@ report 1
--@ as isian/rencana
--@ as koreksi/rencana
--@ in isian 60 --@ only isian
--@ in koreksi 60 --@ only koreksi
--@ sheet "Rencana Aksi" tab=#c55a11 orientation=landscape fit=width plain protect filter freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col field "Urusan" text hide
--@ col nama_urusan "Nama urusan" wrap width=36
--@ col document "Rencana aksi" wrap input width=60
--@ col document_no "Nomor dokumen" text input width=24
--@ col document_on "Tanggal dokumen" date input validate=date width=18
--@ expect unique=field notnull=region,period,field
--
-- The action plan of each field that a region owes.
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
)
SELECT :kode AS region, :period AS period, o.field, u.name AS nama_urusan,
  c.document, c.number AS document_no, c.dated AS document_on
FROM owed AS o
JOIN field AS u ON u.field = o.field
LEFT JOIN effective AS now ON now.field = o.field
LEFT JOIN action_plan AS c ON c.filing = now.filing
ORDER BY o.field;
