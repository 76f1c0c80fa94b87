-- spm_opd_status(period): the report card of each office: one row per region on the roster and field.
-- ringkasan: Rapor tiap perangkat daerah: terkirim, tepat waktu, keterisian tiap bagian dan nilai, per daerah dan
--   urusan.
--
-- Semantics 3, 5, 6. opd is the office that table office puts in charge, else the one named by the field's filing,
-- else by its latest earlier one. filled and owed count the cells of recipients and quality; the other parts have
-- counts of their own and never change the state: anggaran 1 a service (both amounts), masalah 1 a service (each
-- problem with its solution), tahapan 4 a service, rencana aksi and tim 1 a field.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   field TEXT KEY: code of the field
--   field_name TEXT: name of the field
--   opd TEXT: office in charge; NULL when nobody named one
--   filed INTEGER: 1 when an owed cell of the field has both figures, else 0
--   arrived_at TEXT: first filing of the field with an owed cell that was not rejected, UTC; NULL while filed is 0
--   due_on TEXT: deadline, local date; NULL when the period has none
--   zone TEXT: time zone of the deadline
--   on_time INTEGER: 1 or 0; NULL while not filed or without a deadline
--   late_days INTEGER: whole local days after the deadline; 0 on time, NULL with on_time
--   day_only INTEGER: 1 when arrived_at was given as a date only: it counts as that whole day
--   revisions INTEGER: filings of the field so far, rejected ones too
--   rejected INTEGER: filings of the field that were rejected
--   filled INTEGER: owed cells with both figures
--   owed INTEGER: cells owed
--   fill_rate REAL: 100 x filled / owed
--   score REAL: score of the field, 0..100
--   band TEXT: band of the score
--   filled_penerima INTEGER: owed cells of recipients with both figures
--   owed_penerima INTEGER: owed cells of recipients
--   filled_mutu INTEGER: owed cells of quality with both figures
--   owed_mutu INTEGER: owed cells of quality
--   filled_anggaran INTEGER: services with allocation and realisation
--   owed_anggaran INTEGER: services in force, each with a budget
--   filled_masalah INTEGER: services with a problem row, each of them with its solution
--   owed_masalah INTEGER: services in force, each with its problems
--   filled_tahapan INTEGER: stages with a status
--   owed_tahapan INTEGER: stages, four per service in force
--   filled_rencana_aksi INTEGER: 1 when the action plan is named
--   owed_rencana_aksi INTEGER: action plans owed: 1
--   filled_tim INTEGER: 1 when the team is named
--   owed_tim INTEGER: teams owed: 1
--   filing INTEGER: number of the effective filing
--   done_tahapan INTEGER: stages that are selesai
--   allocated INTEGER: rupiah allocated to services in force
--   realised INTEGER: rupiah realised of what was allocated
--   filled_at_due INTEGER: owed cells with both figures at the deadline, so far before it; NULL without one
-- Order: region, field
--
-- Example:
-- > SELECT count(*), sum(filed) BETWEEN 1 AND 3276, min(owed_tahapan / owed_anggaran) FROM spm_opd_status('2023-TW2');
-- = 3276|1|4
WITH in_force AS MATERIALIZED (
  SELECT s.service
  FROM main.service AS s
  WHERE @{in_force s}
    AND EXISTS (
      SELECT 1
      FROM main.indicator AS i
      WHERE i.service = s.service
        AND @{in_force i}
    )
),
due AS MATERIALIZED (
  SELECT d.due_on,
    d.zone,
    d.closes_at
  FROM main.spm_deadline(:period, :as_of, :method, :known_at) AS d
)
SELECT s.region,
  r.name,
  r.level,
  r.province,
  s.field,
  s.field_name,
  coalesce(
    @{office_of s.region, s.field},
    (SELECT f.opd FROM main.filing AS f WHERE f.filing = s.filing),
    (
      SELECT f.opd
      FROM main.period AS p
      CROSS JOIN main.filing AS f
        ON f.period = p.period
        AND f.region = s.region
        AND f.field = s.field
      WHERE p.period < :period
        AND @{standing f, :as_of, :known_at}
        AND f.opd IS NOT NULL
      ORDER BY p.period DESC, f.revision DESC
      LIMIT 1
    )
  ) AS opd,
  s.filed_state = 2 AS filed,
  s.arrived_at,
  d.due_on,
  d.zone,
  spm_days_late(s.arrived_at, d.due_on, d.zone) <= 0 AS on_time,
  max(0, spm_days_late(s.arrived_at, d.due_on, d.zone)) AS late_days,
  coalesce((
    SELECT f.day_only
    FROM main.filing AS f
    WHERE f.period = :period
      AND f.region = s.region
      AND f.field = s.field
      AND f.submitted_at = s.arrived_at
  ), 0) AS day_only,
  (
    SELECT count(*)
    FROM main.filing AS f
    WHERE f.period = :period
      AND f.region = s.region
      AND f.field = s.field
      AND @{sent f, :as_of, :known_at}
  ) AS revisions,
  (
    SELECT count(*)
    FROM main.filing AS f
    WHERE f.period = :period
      AND f.region = s.region
      AND f.field = s.field
      AND @{rejected f, :as_of, :known_at}
  ) AS rejected,
  s.filled,
  s.owed,
  100.0 * s.filled / nullif(s.owed, 0) AS fill_rate,
  s.score,
  s.band,
  s.filled_penerima,
  s.owed_penerima,
  s.filled - s.filled_penerima AS filled_mutu,
  s.owed - s.owed_penerima AS owed_mutu,
  (
    SELECT count(*)
    FROM main.budget AS b
    WHERE b.filing = s.filing
      AND b.allocated IS NOT NULL
      AND b.realised IS NOT NULL
      AND +b.service IN (SELECT i.service FROM in_force AS i)
  ) AS filled_anggaran,
  s.services AS owed_anggaran,
  (
    SELECT count(*)
    FROM (
      SELECT p.service
      FROM main.problem AS p
      WHERE p.filing = s.filing
        AND +p.service IN (SELECT i.service FROM in_force AS i)
      GROUP BY p.service
      HAVING min(p.problem IS NOT NULL AND p.solution IS NOT NULL)
    )
  ) AS filled_masalah,
  s.services AS owed_masalah,
  (
    SELECT count(g.status)
    FROM main.stage AS g
    WHERE g.filing = s.filing
      AND +g.service IN (SELECT i.service FROM in_force AS i)
  ) AS filled_tahapan,
  4 * s.services AS owed_tahapan,
  (
    SELECT count(n.document)
    FROM main.action_plan AS n
    WHERE n.filing = s.filing
  ) AS filled_rencana_aksi,
  1 AS owed_rencana_aksi,
  EXISTS (
    SELECT 1
    FROM main.team AS t
    WHERE t.filing = s.filing
  ) AS filled_tim,
  1 AS owed_tim,
  s.filing,
  (
    SELECT count(*)
    FROM main.stage AS g
    WHERE g.filing = s.filing
      AND g.status = 'selesai'
      AND +g.service IN (SELECT i.service FROM in_force AS i)
  ) AS done_tahapan,
  (
    SELECT sum(b.allocated)
    FROM main.budget AS b
    WHERE b.filing = s.filing
      AND +b.service IN (SELECT i.service FROM in_force AS i)
  ) AS allocated,
  (
    SELECT sum(b.realised)
    FROM main.budget AS b
    WHERE b.filing = s.filing
      AND +b.service IN (SELECT i.service FROM in_force AS i)
  ) AS realised,
  iif(d.closes_at IS NULL, NULL, @{filled_at s, d.closes_at}) AS filled_at_due
FROM main.spm_field_score(:period, :as_of, :method, :known_at) AS s
CROSS JOIN main.region AS r ON r.region = s.region
LEFT JOIN due AS d
