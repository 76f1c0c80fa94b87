--@ report 1
--@ as isian/sel
--@ as koreksi/sel
--@ in isian 20 --@ only isian
--@ in koreksi 20 --@ only koreksi
--@ sheet "Isian" tab=#c55a11 orientation=landscape fit=width plain protect filter data freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col revision "Revisi" int hide
--@ col sheet_id "ID lembar" text hide
--@ col nama_urusan "Nama urusan" wrap width=18
--@ col nama_pelayanan "Nama pelayanan" wrap width=30
--@ col indicator "Indikator" text width=25
--@ col uraian "Uraian" wrap width=44
--@ col unit "Satuan" text width=18
--@ col kebutuhan_lalu "Kebutuhan lalu", terpenuhi_lalu "Terpenuhi lalu" dec2 width=14 --@ only koreksi
--@ col required "Kebutuhan" dec2 input validate=real min=0 width=14 --@ only isian
--@ col fulfilled "Terpenuhi" dec2 input validate=real min=0 within=required width=14 --@ only isian
--@ col required "Kebutuhan" dec2 input validate=real min=0 note=tentang_kebutuhan width=14 --@ only koreksi
--@ col fulfilled "Terpenuhi" dec2 input validate=real min=0 within=required note=tentang_terpenuhi --@ only koreksi
--@+     width=14
--@ col explanation "Penjelasan" wrap input note=tentang_penjelasan width=40 --@ only koreksi
--@ col temuan "Temuan" wrap width=50 --@ only koreksi
--@ col tentang_kebutuhan "Temuan", tentang_terpenuhi "Temuan", tentang_penjelasan "Temuan" text hide --@ only koreksi
--@ expect unique=indicator notnull=region,period,indicator,unit,revision
--
-- The cells that a region owes, with the need of the quarter before. What the quarter has already stays as it is;
-- revision is the one that this sheet shows, so that a sheet which is out of date is refused (0: nothing is filed).
-- A correction sheet has what waits in the inbox instead, as it was written, and in each cell what was found there:
-- a finding about a whole service is put to the recipients of that service. Penjelasan beside a figure that stays as it
-- is says why; what its office has said stands there.
WITH effective AS (
  SELECT f.period, f.field, f.filing, max(f.revision) AS revision
  FROM filing AS f
  WHERE f.region = :kode
    AND f.period IN (:period, spm_period_add(:period, -1))
    AND f.status = 'filed'
    AND f.rejected_at IS NULL
  GROUP BY f.period, f.field
)
, waits AS ( --@ only koreksi
  SELECT w.value ->> 'indicator' AS indicator, --@ only koreksi
    max(b.inbox) AS inbox, b.required, b.fulfilled, b.explanation --@ only koreksi
  FROM json_each(:tertahan) AS w --@ only koreksi
  JOIN inbox AS b ON b.inbox = w.value ->> 'inbox' --@ only koreksi
  WHERE w.value ->> 'lembar' = 'sel' --@ only koreksi
  GROUP BY 1 --@ only koreksi
), --@ only koreksi
said(indicator, means, pesan) AS ( --@ only koreksi
  SELECT f.indicator, iif(f.rule = 'need changed', 'required', 'fulfilled'), f.pesan --@ only koreksi
  FROM spm_finding(:period) AS f --@ only koreksi
  WHERE f.region = :kode AND f.severity = 'warning' AND f.indicator <> '' --@ only koreksi
  UNION --@ only koreksi
  SELECT i.indicator, 'fulfilled', f.pesan --@ only koreksi
  FROM spm_finding(:period) AS f --@ only koreksi
  JOIN indicator AS i ON i.service = f.service AND i.component = 'penerima' --@ only koreksi
  WHERE f.region = :kode AND f.severity = 'warning' AND f.indicator = '' AND f.rule <> 'overspent' --@ only koreksi
  UNION --@ only koreksi
  SELECT w.value ->> 'indicator', w.value ->> 'means', w.value ->> 'pesan' --@ only koreksi
  FROM json_each(:tertahan) AS w --@ only koreksi
  WHERE w.value ->> 'lembar' = 'sel' AND w.value ->> 'pesan' IS NOT NULL --@ only koreksi
), --@ only koreksi
told AS ( --@ only koreksi
  SELECT indicator, group_concat(pesan, '; ') AS temuan, --@ only koreksi
    group_concat(pesan, char(10)) FILTER (WHERE means = 'required') AS tentang_kebutuhan, --@ only koreksi
    group_concat(pesan, char(10)) FILTER (WHERE means = 'explanation') AS tentang_penjelasan, --@ only koreksi
    group_concat(pesan, char(10)) FILTER (WHERE coalesce(means NOT IN ('required', 'explanation'), 1)) --@ only koreksi
      AS tentang_terpenuhi --@ only koreksi
  FROM (SELECT * FROM said ORDER BY indicator, pesan) --@ only koreksi
  GROUP BY indicator --@ only koreksi
) --@ only koreksi
SELECT o.region, :period AS period,
  coalesce(now.revision, 0) AS revision,
  :sheet_id AS sheet_id,
  u.name AS nama_urusan, s.name AS nama_pelayanan, o.indicator, o.indicator_name AS uraian, o.unit,
  b.required AS kebutuhan_lalu, b.fulfilled AS terpenuhi_lalu, --@ only koreksi
  iif(now.filing IS NULL, b.required, a.required) AS required, --@ only isian
  a.fulfilled --@ only isian
  CASE --@ only koreksi
    WHEN w.inbox IS NULL THEN a.required --@ only koreksi
    WHEN typeof(w.required) = 'text' AND w.required NOT GLOB '*[^0-9]*' --@ only koreksi
      THEN CAST(nullif(w.required, '') AS REAL) --@ only koreksi
    ELSE w.required --@ only koreksi
  END AS required, --@ only koreksi
  CASE --@ only koreksi
    WHEN w.inbox IS NULL THEN a.fulfilled --@ only koreksi
    WHEN typeof(w.fulfilled) = 'text' AND w.fulfilled NOT GLOB '*[^0-9]*' --@ only koreksi
      THEN CAST(nullif(w.fulfilled, '') AS REAL) --@ only koreksi
    ELSE w.fulfilled --@ only koreksi
  END AS fulfilled, --@ only koreksi
  coalesce(nullif(w.explanation, ''), x.text) AS explanation, t.temuan, --@ only koreksi
  t.tentang_kebutuhan, t.tentang_terpenuhi, t.tentang_penjelasan --@ only koreksi
FROM spm_indicator_score(:period) AS o
JOIN field AS u ON u.field = o.field
JOIN service AS s ON s.service = o.service
LEFT JOIN effective AS now ON now.period = :period AND now.field = o.field
LEFT JOIN effective AS before ON before.period <> :period AND before.field = o.field
LEFT JOIN achievement AS a ON a.filing = now.filing AND a.service = o.service AND a.indicator = o.indicator
LEFT JOIN achievement AS b ON b.filing = before.filing AND b.service = o.service AND b.indicator = o.indicator
LEFT JOIN waits AS w ON w.indicator = o.indicator --@ only koreksi
LEFT JOIN told AS t ON t.indicator = o.indicator --@ only koreksi
LEFT JOIN explanation AS x --@ only koreksi
  ON x.filing = now.filing AND x.service = o.service AND x.indicator = o.indicator --@ only koreksi
WHERE o.region = :kode
  AND (:urusan IS NULL OR o.field = :urusan)
ORDER BY o.field, s.position, o.component DESC, o.indicator;
