--@ report 1
--@ as isian/anggaran
--@ as koreksi/anggaran
--@ in isian 30 --@ only isian
--@ in koreksi 30 --@ only koreksi
--@ sheet "Anggaran" tab=#c55a11 orientation=landscape fit=width plain protect filter freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col revision "Revisi" int hide
--@ col service "Pelayanan" text hide
--@ col nama_urusan "Nama urusan" wrap width=26
--@ col nama_pelayanan "Nama pelayanan" wrap width=52
--@ col allocated "Pagu" int input validate=integer min=0 width=20 --@ only isian
--@ col realised "Realisasi" int input validate=integer min=0 within=allocated width=20 --@ only isian
--@ col allocated "Pagu" int input validate=integer min=0 note=tentang_pagu width=20 --@ only koreksi
--@ col realised "Realisasi" int input validate=integer min=0 within=allocated note=tentang_realisasi width=20 --@ only koreksi
--@ col explanation "Penjelasan" wrap input width=40 --@ only koreksi
--@ col tentang_pagu "Temuan", tentang_realisasi "Temuan" text hide --@ only koreksi
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
  SELECT b.service, max(b.inbox) AS inbox, b.allocated, b.realised --@ only koreksi
  FROM inbox AS b --@ only koreksi
  WHERE b.settled_by IS NULL AND b.period = :period AND spm_region(b.region) = :kode --@ only koreksi
    AND coalesce(b.allocated, b.realised) IS NOT NULL --@ only koreksi
  GROUP BY b.service --@ only koreksi
), --@ only koreksi
said(service, is_allocated, pesan) AS ( --@ only koreksi
  SELECT f.service, 0, f.pesan --@ only koreksi
  FROM spm_finding(:period) AS f --@ only koreksi
  WHERE f.region = :kode AND f.rule = 'overspent' --@ only koreksi
  UNION --@ only koreksi
  SELECT w.service, --@ only koreksi
    coalesce((SELECT n.means = 'allocated' FROM column_name AS n WHERE n.name = lower(f.column)), 0), --@ only koreksi
    f.pesan || coalesce('. Mungkin: ' || (SELECT group_concat(value, ' atau ') --@ only koreksi
      FROM json_each(f.alternatives)), '') --@ only koreksi
  FROM waits AS w --@ only koreksi
  JOIN inbox AS b ON b.inbox = w.inbox --@ only koreksi
  JOIN finding AS f ON f.import = b.import AND f.sheet = b.sheet AND f.line = b.line --@ only koreksi
  WHERE f.severity = 'error' AND f.superseded_by IS NULL --@ only koreksi
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
  x.text AS explanation, --@ only koreksi
  (SELECT group_concat(pesan, char(10)) FROM said AS t --@ only koreksi
    WHERE t.service = s.service AND t.is_allocated) AS tentang_pagu, --@ only koreksi
  (SELECT group_concat(pesan, char(10)) FROM said AS t --@ only koreksi
    WHERE t.service = s.service AND NOT t.is_allocated) AS tentang_realisasi --@ only koreksi
FROM owed AS o
JOIN field AS u ON u.field = o.field
JOIN service AS s ON s.service = o.service
LEFT JOIN effective AS now ON now.field = o.field
LEFT JOIN budget AS g ON g.filing = now.filing AND g.service = o.service
LEFT JOIN waits AS w ON w.service = o.service --@ only koreksi
LEFT JOIN explanation AS x ON x.filing = now.filing AND x.service = o.service AND x.indicator = '' --@ only koreksi
ORDER BY o.field, s.position;
