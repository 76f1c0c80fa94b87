--@ report 1
--@ as isian/anggaran
--@ as koreksi/anggaran
--@ in isian 30 --@ only isian
--@ in koreksi 30 --@ only koreksi
--@ sheet "Anggaran" tab=#c55a11 orientation=landscape fit=width plain protect filter freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col revision "Revisi" int hide
--@ col service "Pelayanan" text hide
--@ col nama_urusan "Nama urusan" wrap width=36
--@ col nama_pelayanan "Nama pelayanan" wrap width=52
--@ col allocated "Pagu" int input validate=integer min=0 width=20 --@ only isian
--@ col realised "Realisasi" int input validate=integer min=0 within=allocated width=20 --@ only isian
--@ col allocated "Pagu" int input validate=integer min=0 note=tentang_pagu width=20 --@ only koreksi
--@ col realised "Realisasi" int input validate=integer min=0 within=allocated --@ only koreksi
--@+     note=tentang_realisasi width=20
--@ col explanation "Penjelasan" wrap input note=tentang_penjelasan width=40 --@ only koreksi
--@ col tentang_pagu "Temuan", tentang_realisasi "Temuan", tentang_penjelasan "Temuan" text hide --@ only koreksi
--@ expect unique=service notnull=region,period,service,revision
--
-- The money of each service that a region owes, whole rupiah, as it stands; a correction sheet has what waits instead.
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
)
, waits AS ( --@ only koreksi
  SELECT w.value ->> 'service' AS service, --@ only koreksi
    max(b.inbox) AS inbox, b.allocated, b.realised, b.explanation, b.indicator --@ only koreksi
  FROM json_each(:tertahan) AS w --@ only koreksi
  JOIN inbox AS b ON b.inbox = w.value ->> 'inbox' --@ only koreksi
  WHERE w.value ->> 'lembar' = 'anggaran' --@ only koreksi
  GROUP BY 1 --@ only koreksi
), --@ only koreksi
said(service, means, pesan) AS ( --@ only koreksi
  SELECT f.service, 'realised', f.pesan --@ only koreksi
  FROM spm_finding(:period) AS f --@ only koreksi
  WHERE f.region = :kode AND f.rule = 'overspent' --@ only koreksi
  UNION --@ only koreksi
  SELECT w.value ->> 'service', w.value ->> 'means', w.value ->> 'pesan' --@ only koreksi
  FROM json_each(:tertahan) AS w --@ only koreksi
  WHERE w.value ->> 'lembar' = 'anggaran' AND w.value ->> 'pesan' IS NOT NULL --@ only koreksi
) --@ only koreksi
SELECT :kode AS region, :period AS period,
  coalesce(now.revision, 0) AS revision,
  s.service, u.name AS nama_urusan, s.name AS nama_pelayanan,
  g.allocated, g.realised --@ only isian
  CASE --@ only koreksi
    WHEN w.inbox IS NULL THEN g.allocated --@ only koreksi
    WHEN typeof(w.allocated) = 'text' AND w.allocated NOT GLOB '*[^0-9]*' --@ only koreksi
      THEN CAST(nullif(w.allocated, '') AS INTEGER) --@ only koreksi
    ELSE w.allocated --@ only koreksi
  END AS allocated, --@ only koreksi
  CASE --@ only koreksi
    WHEN w.inbox IS NULL THEN g.realised --@ only koreksi
    WHEN typeof(w.realised) = 'text' AND w.realised NOT GLOB '*[^0-9]*' --@ only koreksi
      THEN CAST(nullif(w.realised, '') AS INTEGER) --@ only koreksi
    ELSE w.realised --@ only koreksi
  END AS realised, --@ only koreksi
  coalesce(iif(w.indicator <> '', NULL, nullif(w.explanation, '')), x.text) AS explanation, --@ only koreksi
  (SELECT group_concat(pesan, char(10)) FROM said AS t --@ only koreksi
    WHERE t.service = s.service AND t.means = 'allocated') AS tentang_pagu, --@ only koreksi
  (SELECT group_concat(pesan, char(10)) FROM said AS t --@ only koreksi
    WHERE t.service = s.service AND t.means = 'explanation') AS tentang_penjelasan, --@ only koreksi
  (SELECT group_concat(pesan, char(10)) FROM said AS t --@ only koreksi
    WHERE t.service = s.service AND coalesce(t.means NOT IN ('allocated', 'explanation'), 1)) --@ only koreksi
    AS tentang_realisasi --@ only koreksi
FROM owed AS o
JOIN field AS u ON u.field = o.field
JOIN service AS s ON s.service = o.service
LEFT JOIN effective AS now ON now.field = o.field
LEFT JOIN budget AS g ON g.filing = now.filing AND g.service = o.service
LEFT JOIN waits AS w ON w.service = o.service --@ only koreksi
LEFT JOIN explanation AS x ON x.filing = now.filing AND x.service = o.service AND x.indicator = '' --@ only koreksi
ORDER BY o.field, s.position;
