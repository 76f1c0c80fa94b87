--@ report 1
--@ as isian/tahapan
--@ as koreksi/tahapan
--@ in isian 50 --@ only isian
--@ in koreksi 50 --@ only koreksi
--@ sheet "Tahapan" tab=#c55a11 orientation=landscape fit=width plain protect filter freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col revision "Revisi" int hide
--@ col service "Pelayanan" text hide
--@ col nama_pelayanan "Nama pelayanan" wrap width=42
--@ col stage "Tahapan" text width=26
--@ col status "Status" text input validate=list in=belum,proses,selesai width=14 --@ only isian
--@ col status "Status" text input validate=list in=belum,proses,selesai note=tentang_status width=14 --@ only koreksi
--@ col note "Keterangan" wrap input width=52
--@ col tentang_status "Temuan" text hide --@ only koreksi
--@ expect notnull=region,period,service,stage,revision
--
-- The four stages of each service that a region owes, as they stand; a correction sheet has what waits instead.
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
line(urut, stage) AS (
  VALUES (1, 'pengumpulan data'), (2, 'penghitungan kebutuhan'), (3, 'penyusunan rencana'), (4, 'pelaksanaan')
)
, waits AS ( --@ only koreksi
  SELECT w.value ->> 'service' AS service, lower(b.stage) AS stage, --@ only koreksi
    max(b.inbox) AS inbox, b.status, b.note --@ only koreksi
  FROM json_each(:tertahan) AS w --@ only koreksi
  JOIN inbox AS b ON b.inbox = w.value ->> 'inbox' --@ only koreksi
  WHERE w.value ->> 'lembar' = 'tahapan' --@ only koreksi
  GROUP BY 1, 2 --@ only koreksi
) --@ only koreksi
SELECT :kode AS region, :period AS period, coalesce(now.revision, 0) AS revision,
  s.service, s.name AS nama_pelayanan, n.stage,
  g.status, g.note --@ only isian
  iif(w.inbox IS NULL, g.status, w.status) AS status, --@ only koreksi
  iif(w.inbox IS NULL, g.note, w.note) AS note, --@ only koreksi
  ( --@ only koreksi
    SELECT group_concat(t.value ->> 'pesan', char(10)) --@ only koreksi
    FROM json_each(:tertahan) AS t --@ only koreksi
    WHERE t.value ->> 'inbox' = w.inbox AND t.value ->> 'lembar' = 'tahapan' --@ only koreksi
  ) AS tentang_status --@ only koreksi
FROM owed AS o
CROSS JOIN line AS n
JOIN service AS s ON s.service = o.service
LEFT JOIN effective AS now ON now.field = o.field
LEFT JOIN stage AS g ON g.filing = now.filing AND g.service = o.service AND g.stage = n.stage
LEFT JOIN waits AS w ON w.service = o.service AND w.stage = n.stage --@ only koreksi
ORDER BY o.field, s.position, n.urut;
