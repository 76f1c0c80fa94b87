-- spm_input_status(period): who has filed, when and how completely: one row per region on the roster.
-- ringkasan: Siapa sudah lapor, kapan dan selengkap apa: satu baris tiap daerah wajib lapor.
--
-- Semantics 6. The deadline is the one reported last (of one day's the earlier), in its own time zone.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   state TEXT: none (nothing filed), partial (some owed cell missing), complete
--   first_at TEXT: first filing, UTC; NULL when there is none
--   complete_at TEXT: when the last owed field first arrived, UTC; NULL until then
--   due_on TEXT: deadline, local date; NULL when the period has none
--   on_time INTEGER: 1 or 0 once complete_at is known, NULL before
--   late_days INTEGER: whole local days after the deadline; 0 on time, NULL while on_time is NULL
--   filled INTEGER: owed cells with both figures
--   owed INTEGER: cells owed: all indicators in force for the level, scored or not
--   fill_rate REAL: 100 x filled / owed
--   last_period TEXT: latest period up to this one with a filing
--   fields_filed INTEGER: fields with an effective filing
-- Order: region
--
-- Example:
-- > SELECT state, on_time IS NULL FROM spm_input_status('2019-TW1') WHERE region = '11';
-- = none|1
WITH arrival AS (
  SELECT s.region,
    s.name,
    s.level,
    s.province,
    s.first_at,
    s.complete_at,
    s.filled,
    s.owed,
    s.fields_filed,
    (
      SELECT p.period
      FROM main.period AS p
      WHERE p.period <= :period
        AND EXISTS (
          SELECT 1
          FROM main.filing AS f
          WHERE f.period = p.period
            AND f.region = s.region
            AND f.status = 'filed'
            AND f.submitted_at <= :as_of
            AND (f.rejected_at IS NULL OR f.rejected_at > :as_of)
        )
      ORDER BY p.period DESC
      LIMIT 1
    ) AS last_period
  FROM main.spm_score(:period, :as_of, :method) AS s
)
SELECT a.region,
  a.name,
  a.level,
  a.province,
  CASE
    WHEN a.first_at IS NULL THEN 'none'
    WHEN a.filled < a.owed THEN 'partial'
    ELSE 'complete'
  END AS state,
  a.first_at,
  a.complete_at,
  d.due_on,
  a.complete_at < d.closes_at AS on_time,
  CASE
    WHEN a.complete_at < d.closes_at THEN 0
    ELSE CAST(julianday(date(a.complete_at, substr(d.zone, 1, 3) || ' hours', substr(d.zone, 1, 1) || substr(d.zone, 5, 2)
      || ' minutes')) - julianday(d.due_on) AS INTEGER)
  END AS late_days,
  a.filled,
  a.owed,
  100.0 * a.filled / nullif(a.owed, 0) AS fill_rate,
  a.last_period,
  a.fields_filed
FROM arrival AS a
LEFT JOIN main.spm_deadline(:period, :as_of, :method) AS d
