--@ report 1
--@ in koreksi 10
--@ sheet "Koreksi" tab=#c55a11 orientation=landscape plain protect filter data freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col revision "Revisi" int hide
--@ col sheet_id "ID lembar" text hide
--@ col service "Pelayanan" text hide
--@ col nama_pelayanan "Nama pelayanan" wrap width=28
--@ col indicator "Indikator" text width=20
--@ col uraian "Uraian" wrap width=40
--@ col unit "Satuan" text width=12
--@ col temuan "Temuan" wrap width=46
--@ col kebutuhan_lalu "Kebutuhan lalu", terpenuhi_lalu "Terpenuhi lalu" dec2 width=14
--@ col required "Kebutuhan", fulfilled "Terpenuhi" dec2 input validate=real width=14
--@ col allocated "Pagu", realised "Realisasi" int input validate=integer width=18
--@ col explanation "Penjelasan" wrap input width=46
--@ expect notnull=region,period,service,revision,temuan
--
-- The cells and budgets of a region that a rule of severity warning does not believe, as they stand. A finding about a
-- whole service is put to the recipients of that service. The sheet comes back through spm_import; revision is what it
-- shows, so that a row whose figure has changed since is refused. Penjelasan beside a figure that stays as it is says
-- why; what its office has said stands there.
WITH found AS (
  SELECT f.rule, f.field, f.service, f.indicator, t.pesan, f.against
  FROM spm_finding(:period) AS f
  CROSS JOIN rule AS t ON t.rule = f.rule
  WHERE f.region = :kode
    AND f.severity = 'warning'
    AND f.service <> ''
),
cell AS (
  SELECT f.service, f.indicator, f.pesan FROM found AS f WHERE f.indicator <> ''
  UNION
  SELECT f.service, i.indicator, f.pesan
  FROM found AS f
  JOIN indicator AS i ON i.service = f.service AND i.component = 'penerima'
  WHERE f.indicator = ''
    AND f.rule <> 'overspent'
  UNION
  SELECT f.service, '', f.pesan FROM found AS f WHERE f.rule = 'overspent'
),
told AS (
  SELECT service, indicator, group_concat(pesan, '; ') AS temuan
  FROM (SELECT * FROM cell ORDER BY service, indicator, pesan)
  GROUP BY service, indicator
),
effective AS (
  SELECT f.period, f.field, f.filing, max(f.revision) AS revision
  FROM filing AS f
  WHERE f.region = :kode
    AND f.period IN (:period, spm_period_add(:period, -1))
    AND f.status = 'filed'
    AND f.rejected_at IS NULL
  GROUP BY f.period, f.field
)
SELECT :kode AS region,
  :period AS period,
  coalesce(now.revision, 0) AS revision,
  :sheet_id AS sheet_id,
  t.service, s.name AS nama_pelayanan,
  nullif(t.indicator, '') AS indicator,
  coalesce(i.name, 'Anggaran') AS uraian,
  i.unit, t.temuan, b.required AS kebutuhan_lalu, b.fulfilled AS terpenuhi_lalu, a.required, a.fulfilled,
  iif(t.indicator = '', g.allocated, NULL) AS allocated,
  iif(t.indicator = '', g.realised, NULL) AS realised,
  x.text AS explanation
FROM told AS t
JOIN service AS s ON s.service = t.service
LEFT JOIN indicator AS i ON i.indicator = t.indicator
LEFT JOIN effective AS now ON now.period = :period AND now.field = s.field
LEFT JOIN effective AS before ON before.period <> :period AND before.field = s.field
LEFT JOIN achievement AS a ON a.filing = now.filing AND a.service = t.service AND a.indicator = t.indicator
LEFT JOIN achievement AS b ON b.filing = before.filing AND b.service = t.service AND b.indicator = t.indicator
LEFT JOIN budget AS g ON g.filing = now.filing AND g.service = t.service
LEFT JOIN explanation AS x ON x.filing = now.filing AND x.service = t.service AND x.indicator = t.indicator
ORDER BY s.field, s.position, t.indicator;
