-- opd.sql: the report card of each office: one row per region on the roster and field (semantics.md 5, 6).
--
--   arrived_at  the first filing of the field that was not rejected; on time and late are judged on it. A revision that
--               replaces an accepted filing changes neither.
--   revisions   filings of the field known at :as_of, rejected ones too; rejected: those of them rejected by then
--   filled      cells, of penerima and mutu; the other parts stand apart

DROP TABLE IF EXISTS temp.o_opd_status;
CREATE TEMP TABLE o_opd_status AS
WITH
  arrived AS (
    SELECT o.region, r.name, r.level, r.province, o.field, o.opd,
      (SELECT a.arrived_at FROM o_filed AS a WHERE a.region = o.region AND a.field = o.field) AS arrived_at,
      (SELECT f.filled_at_due FROM o_field_first AS f WHERE f.region = o.region AND f.field = o.field) AS filled_at_due
    FROM o_opd AS o
    JOIN o_roster AS r ON r.region = o.region
  ),
  dated AS (
    SELECT a.*, d.due_on, d.zone, date(a.arrived_at, d.zone) AS arrived_on
    FROM arrived AS a
    LEFT JOIN o_due AS d
  ),
  known AS (
    SELECT region, field, count(*) AS revisions, sum(rejected_at IS NOT NULL AND rejected_at <= :as_of) AS rejected
    FROM o_heard
    WHERE period = :period AND submitted_at <= :as_of
    GROUP BY region, field
  ),
  parts AS (
    SELECT region, field,
      sum(CASE WHEN position <= 2 THEN filled ELSE 0 END) AS filled,
      sum(CASE WHEN position <= 2 THEN owed ELSE 0 END) AS owed,
      sum(CASE WHEN position = 1 THEN filled ELSE 0 END) AS filled_penerima,
      sum(CASE WHEN position = 1 THEN owed ELSE 0 END) AS owed_penerima,
      sum(CASE WHEN position = 2 THEN filled ELSE 0 END) AS filled_mutu,
      sum(CASE WHEN position = 2 THEN owed ELSE 0 END) AS owed_mutu,
      sum(CASE WHEN position = 3 THEN filled ELSE 0 END) AS filled_anggaran,
      sum(CASE WHEN position = 3 THEN owed ELSE 0 END) AS owed_anggaran,
      sum(CASE WHEN position = 4 THEN filled ELSE 0 END) AS filled_masalah,
      sum(CASE WHEN position = 4 THEN owed ELSE 0 END) AS owed_masalah,
      sum(CASE WHEN position = 5 THEN filled ELSE 0 END) AS filled_tahapan,
      sum(CASE WHEN position = 5 THEN owed ELSE 0 END) AS owed_tahapan,
      sum(CASE WHEN position = 6 THEN filled ELSE 0 END) AS filled_rencana_aksi,
      sum(CASE WHEN position = 6 THEN owed ELSE 0 END) AS owed_rencana_aksi,
      sum(CASE WHEN position = 7 THEN filled ELSE 0 END) AS filled_tim,
      sum(CASE WHEN position = 7 THEN owed ELSE 0 END) AS owed_tim
    FROM o_part
    GROUP BY region, field
  )
SELECT a.region, a.name, a.level, a.province, a.field, u.name AS field_name, a.opd, a.arrived_at IS NOT NULL AS filed,
  a.arrived_at, a.due_on, a.zone,
  a.arrived_on <= a.due_on AS on_time,
  max(0, CAST(julianday(a.arrived_on) - julianday(a.due_on) AS INTEGER)) AS late_days,
  EXISTS (SELECT 1 FROM o_heard AS f
    WHERE f.region = a.region AND f.period = :period AND f.field = a.field
      AND f.submitted_at = a.arrived_at AND f.day_only) AS day_only,
  ifnull(k.revisions, 0) AS revisions, ifnull(k.rejected, 0) AS rejected,
  p.filled, p.owed, 100.0 * p.filled / nullif(p.owed, 0) AS fill_rate, s.score,
  (SELECT b.name
    FROM main.band AS b
    WHERE b.method = :method AND b.recorded_at <= :as_of AND b.floor <= CAST(s.score * 1e9 + 0.5 AS INTEGER) / 1e9
    ORDER BY b.floor DESC
    LIMIT 1) AS band,
  p.filled_penerima, p.owed_penerima, p.filled_mutu, p.owed_mutu, p.filled_anggaran, p.owed_anggaran, p.filled_masalah,
  p.owed_masalah, p.filled_tahapan, p.owed_tahapan, p.filled_rencana_aksi, p.owed_rencana_aksi, p.filled_tim,
  p.owed_tim, a.filled_at_due
FROM dated AS a
JOIN main.field AS u ON u.field = a.field
JOIN parts AS p ON p.region = a.region AND p.field = a.field
LEFT JOIN known AS k ON k.region = a.region AND k.field = a.field
LEFT JOIN o_field_score AS s ON s.region = a.region AND s.field = a.field;
