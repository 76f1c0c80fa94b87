--@ report 1
--@ as isian/masalah
--@ as koreksi/masalah
--@ in isian 40 --@ only isian
--@ in koreksi 40 --@ only koreksi
--@ sheet "Masalah" tab=#c55a11 orientation=landscape fit=width plain protect filter freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col revision "Revisi" int hide
--@ col service "Pelayanan" text hide
--@ col nama_pelayanan "Nama pelayanan" wrap width=34
--@ col problem_no "Nomor masalah" int width=10 --@ only isian
--@ col problem_no "Nomor masalah" int input validate=integer min=1 note=tentang_nomor width=10 --@ only koreksi
--@ col problem "Permasalahan" wrap input width=52 --@ only isian
--@ col problem "Permasalahan" wrap input note=tentang_masalah width=52 --@ only koreksi
--@ col solution "Solusi" wrap input width=52
--@ col tentang_nomor "Temuan", tentang_masalah "Temuan" text hide --@ only koreksi
--@ expect notnull=region,period,service,problem_no,revision
--
-- Three lines for each service that a region owes, and those that stand beyond them; a correction sheet has what waits
-- instead, and a line of its own for one whose number is none.
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
waits AS ( --@ only koreksi
  SELECT w.value ->> 'service' AS service, --@ only koreksi
    max(b.inbox) AS inbox, b.problem, b.solution, --@ only koreksi
    iif(b.problem_no GLOB '[0-9]*' AND b.problem_no NOT GLOB '*[^0-9]*', --@ only koreksi
      CAST(b.problem_no AS INTEGER), b.problem_no) --@ only koreksi
      AS number --@ only koreksi
  FROM json_each(:tertahan) AS w --@ only koreksi
  JOIN inbox AS b ON b.inbox = w.value ->> 'inbox' --@ only koreksi
  WHERE w.value ->> 'lembar' = 'masalah' --@ only koreksi
  GROUP BY 1, 4 --@ only koreksi
), --@ only koreksi
numbered AS (
  SELECT o.field, o.service, n.number
  FROM owed AS o
  CROSS JOIN line AS n
  UNION
  SELECT o.field, o.service, m.number
  FROM owed AS o
  JOIN effective AS now ON now.field = o.field
  JOIN problem AS m ON m.filing = now.filing AND m.service = o.service
  UNION --@ only koreksi
  SELECT o.field, o.service, w.number --@ only koreksi
  FROM owed AS o --@ only koreksi
  JOIN waits AS w ON w.service = o.service --@ only koreksi
)
SELECT :kode AS region, :period AS period, coalesce(now.revision, 0) AS revision,
  n.service, s.name AS nama_pelayanan, n.number AS problem_no,
  m.problem, m.solution --@ only isian
  iif(w.inbox IS NULL, m.problem, w.problem) AS problem, --@ only koreksi
  iif(w.inbox IS NULL, m.solution, w.solution) AS solution, --@ only koreksi
  (SELECT group_concat(t.value ->> 'pesan', char(10)) FROM json_each(:tertahan) AS t --@ only koreksi
    WHERE t.value ->> 'inbox' = w.inbox AND t.value ->> 'lembar' = 'masalah' --@ only koreksi
      AND t.value ->> 'means' = 'problem_no') --@ only koreksi
    AS tentang_nomor, --@ only koreksi
  (SELECT group_concat(t.value ->> 'pesan', char(10)) FROM json_each(:tertahan) AS t --@ only koreksi
    WHERE t.value ->> 'inbox' = w.inbox AND t.value ->> 'lembar' = 'masalah' --@ only koreksi
      AND t.value ->> 'means' IS NOT 'problem_no') AS tentang_masalah --@ only koreksi
FROM numbered AS n
JOIN service AS s ON s.service = n.service
LEFT JOIN effective AS now ON now.field = n.field
LEFT JOIN problem AS m ON m.filing = now.filing AND m.service = n.service AND m.number = n.number
LEFT JOIN waits AS w ON w.service = n.service AND w.number IS n.number --@ only koreksi
ORDER BY n.field, s.position, n.number;
