--@ report 1
--@ in isian 10
--@ sheet "Isian" tab=#c55a11 plain protect filter data freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col revision "Revisi" int hide
--@ col sheet_id "ID lembar" text hide
--@ col nama_urusan "Nama urusan" text width=16
--@ col nama_pelayanan "Nama pelayanan" wrap width=30
--@ col indicator "Indikator" text width=20
--@ col uraian "Uraian" wrap width=44
--@ col unit "Satuan" text width=14
--@ col required "Kebutuhan", fulfilled "Terpenuhi" dec2 input validate=real width=14
--@ expect unique=indicator notnull=region,period,indicator,unit,revision
--
-- The cells that a region owes, with the need of the quarter before. What the quarter has already stays as it is;
-- revision is the one that this sheet shows, so that a sheet which is out of date is refused (0: nothing is filed).
WITH effective AS (
  SELECT f.period, f.field, f.filing, max(f.revision) AS revision
  FROM filing AS f
  WHERE f.region = :kode
    AND f.period IN (:period, spm_period_add(:period, -1))
    AND f.status = 'filed'
    AND f.rejected_at IS NULL
  GROUP BY f.period, f.field
)
SELECT o.region, :period AS period,
  coalesce(now.revision, 0) AS revision,
  :sheet_id AS sheet_id,
  u.name AS nama_urusan, s.name AS nama_pelayanan, o.indicator, o.indicator_name AS uraian, o.unit,
  iif(now.filing IS NULL, b.required, a.required) AS required,
  a.fulfilled
FROM spm_indicator_score(:period) AS o
JOIN field AS u ON u.field = o.field
JOIN service AS s ON s.service = o.service
LEFT JOIN effective AS now ON now.period = :period AND now.field = o.field
LEFT JOIN effective AS before ON before.period <> :period AND before.field = o.field
LEFT JOIN achievement AS a ON a.filing = now.filing AND a.service = o.service AND a.indicator = o.indicator
LEFT JOIN achievement AS b ON b.filing = before.filing AND b.service = o.service AND b.indicator = o.indicator
WHERE o.region = :kode
  AND (:urusan IS NULL OR o.field = :urusan)
ORDER BY o.field, s.position, o.component DESC, o.indicator;
