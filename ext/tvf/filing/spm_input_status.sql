-- spm_input_status(period): who has filed, when and how completely: one row per region on the roster.
-- ringkasan: Siapa sudah lapor, kapan dan selengkap apa: satu baris tiap daerah wajib lapor.
--
-- Semantics 6. The deadline is the one reported last (of one day's the earlier), in its own time zone. The state
-- follows the cells of recipients and quality alone; the other parts of a filing have their fill rates, and alone they
-- are no report. on_time says when the last field began to arrive, fill_at_due how much there was at the deadline.
-- Offices, never persons.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   state TEXT: none (no owed cell has both figures), partial (some have), complete
--   first_at TEXT: first filing with an owed cell, UTC; NULL when there is none
--   complete_at TEXT: when the last owed field first arrived, UTC; NULL until then
--   due_on TEXT: deadline, local date; NULL when the period has none
--   on_time INTEGER: 1 or 0 once complete_at is known, NULL before
--   late_days INTEGER: whole local days after the deadline; 0 on time, NULL while on_time is NULL
--   filled INTEGER: owed cells with both figures
--   owed INTEGER: cells owed: all indicators in force for the level, scored or not
--   fill_rate REAL: 100 x filled / owed
--   last_period TEXT: latest period up to this one with a filing
--   fields_filed INTEGER: fields of which an owed cell has both figures
--   zone TEXT: time zone of the deadline, +07:00 is WIB
--   day_only INTEGER: fields whose first stamp was a date only: it counts as that whole day
--   fill_penerima REAL: percent of the owed cells of recipients that are filled
--   fill_mutu REAL: percent of the owed cells of quality that are filled
--   fill_anggaran REAL: percent of the services with allocation and realisation
--   fill_masalah REAL: percent of the services with problem and solution
--   fill_tahapan REAL: percent of the stages with a status
--   fill_rencana_aksi REAL: percent of the fields with an action plan
--   fill_tim REAL: percent of the fields with a team
--   fill_field TEXT: percent filled of each field, as a JSON object by code
--   offices TEXT: office in charge of each field, as a JSON object by code
--   data_office TEXT: office of the data officer; NULL when nobody named one
--   fill_at_due REAL: 100 x cells filled at the deadline / owed, so far before it; NULL without a deadline
--   overdue_days INTEGER: days since the deadline, up to as_of (now without it), of a region that is not complete; 0
--     until it; NULL when complete or without a deadline
--   other_parts INTEGER: fields whose filing has no owed cell with both figures, but other parts
-- Order: region
--
-- Example:
-- > SELECT state, on_time IS NULL FROM spm_input_status('2019-TW1') WHERE region = '11';
-- = none|1
WITH
--@ idle.sql
,
region_fill AS (
  SELECT o.region,
    min(o.arrived_at) AS first_at,
    CASE WHEN count(o.arrived_at) = count(*) THEN max(o.arrived_at) END AS complete_at,
    sum(o.filled) AS filled,
    sum(o.owed) AS owed,
    sum(o.filed) AS fields_filed,
    sum(o.filled_at_due) AS filled_at_due,
    sum(o.filing IS NOT NULL AND NOT o.filed) AS other_parts,
    sum(o.day_only) AS day_only,
    100.0 * sum(o.filled_penerima) / nullif(sum(o.owed_penerima), 0) AS fill_penerima,
    100.0 * sum(o.filled_mutu) / nullif(sum(o.owed_mutu), 0) AS fill_mutu,
    100.0 * sum(o.filled_anggaran) / nullif(sum(o.owed_anggaran), 0) AS fill_anggaran,
    100.0 * sum(o.filled_masalah) / nullif(sum(o.owed_masalah), 0) AS fill_masalah,
    100.0 * sum(o.filled_tahapan) / nullif(sum(o.owed_tahapan), 0) AS fill_tahapan,
    100.0 * sum(o.filled_rencana_aksi) / nullif(sum(o.owed_rencana_aksi), 0) AS fill_rencana_aksi,
    100.0 * sum(o.filled_tim) / nullif(sum(o.owed_tim), 0) AS fill_tim,
    json_group_object(o.field, spm_snap(o.fill_rate)) AS fill_field,
    json_group_object(o.field, o.opd) AS offices
  FROM main.spm_opd_status(:period, :as_of, :method, :known_at) AS o
  GROUP BY o.region
  UNION ALL
  SELECT i.region,
    NULL, NULL, 0, 0, 0, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', '{}'
  FROM idle_region AS i
  ORDER BY 1
),
due AS MATERIALIZED (
  SELECT d.due_on,
    d.zone
  FROM main.spm_deadline(:period, :as_of, :method, :known_at) AS d
)
SELECT a.region,
  r.name,
  r.level,
  r.province,
  CASE
    WHEN a.filled = 0 THEN 'none'
    WHEN a.filled < a.owed THEN 'partial'
    ELSE 'complete'
  END AS state,
  a.first_at,
  a.complete_at,
  d.due_on,
  spm_days_late(a.complete_at, d.due_on, d.zone) <= 0 AS on_time,
  max(0, spm_days_late(a.complete_at, d.due_on, d.zone)) AS late_days,
  a.filled,
  a.owed,
  100.0 * a.filled / nullif(a.owed, 0) AS fill_rate,
  (
    SELECT p.period
    FROM main.period AS p
    WHERE p.period <= :period
      AND EXISTS (
        SELECT 1
        FROM main.filing AS f
        WHERE f.period = p.period
          AND f.region = a.region
          AND @{standing f, :as_of, :known_at}
      )
    ORDER BY p.period DESC
    LIMIT 1
  ) AS last_period,
  a.fields_filed,
  d.zone,
  a.day_only,
  a.fill_penerima,
  a.fill_mutu,
  a.fill_anggaran,
  a.fill_masalah,
  a.fill_tahapan,
  a.fill_rencana_aksi,
  a.fill_tim,
  a.fill_field,
  a.offices,
  @{office_of a.region, 'data'} AS data_office,
  100.0 * a.filled_at_due / nullif(a.owed, 0) AS fill_at_due,
  CASE
    WHEN a.filled < a.owed THEN max(0, @{days_overdue d})
  END AS overdue_days,
  a.other_parts
FROM region_fill AS a
CROSS JOIN main.region AS r ON r.region = a.region
LEFT JOIN due AS d
