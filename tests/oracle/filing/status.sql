-- status.sql: what each region on the roster has filed, and when (semantics.md 6).
--
--   state        none: no owed cell is filled; partial: one is not filled; complete
--   first_at     the first accepted filing of the quarter with an owed cell that is filled, of a field that holds one
--                now; a filing rejected at :as_of does not count
--   complete_at  when the last of the owed fields first arrived; on time and late are judged on it, in the zone of
--                the deadline
--   last_period  the latest period up to this one with an effective filing
--   day_only     fields whose first filing gave a date only
--   fill_at_due  percent of the owed cells that were filled by the last filing accepted before the due day ended
--   overdue_days days since the deadline, to :as_of, else now, while an owed cell is not filled
--   other_parts  fields with an effective filing that fills no owed cell
--   fill_*       percent filled of each part, NULL where nothing of it is owed. They never change the state.
--   o_fill_field percent of the cells filled, by field

DROP TABLE IF EXISTS temp.o_field_first;
CREATE TEMP TABLE o_field_first AS
SELECT r.region, f.field,
  (SELECT a.arrived_at FROM o_filed AS a WHERE a.region = r.region AND a.field = f.field) AS arrived_at,
  (SELECT count(*) FROM o_effective AS e WHERE e.region = r.region AND e.field = f.field) AS sent,
  CASE WHEN d.due_on IS NOT NULL THEN ifnull(
    (SELECT h.filled FROM o_held AS h WHERE h.filing = (SELECT b.filing FROM o_accepted AS b
      WHERE b.region = r.region AND b.period = :period AND b.field = f.field
        AND date(b.submitted_at, d.zone) <= d.due_on
      ORDER BY b.revision DESC LIMIT 1)), 0) END AS filled_at_due
FROM o_roster AS r
JOIN (SELECT DISTINCT level_group, field FROM o_indicator) AS f ON f.level_group = r.level_group
LEFT JOIN o_due AS d;

DROP TABLE IF EXISTS temp.o_fill_field;
CREATE TEMP TABLE o_fill_field AS
SELECT region, field, 100.0 * sum(filled) / count(*) AS fill_rate
FROM o_cell
GROUP BY region, field;

DROP TABLE IF EXISTS temp.o_status;
CREATE TEMP TABLE o_status AS
WITH
  arrival AS (
    SELECT f.region, min(f.arrived_at) AS first_at,
      CASE WHEN count(*) = count(f.arrived_at) THEN max(f.arrived_at) END AS complete_at,
      count(f.arrived_at) AS fields_filed, sum(f.sent AND f.arrived_at IS NULL) AS other_parts,
      sum(f.filled_at_due) AS filled_at_due,
      sum(EXISTS (SELECT 1 FROM main.filing AS a
        WHERE a.region = f.region AND a.period = :period AND a.field = f.field AND a.status = 'filed'
          AND a.submitted_at = f.arrived_at AND a.day_only)) AS day_only
    FROM o_field_first AS f
    GROUP BY f.region
  ),
  fill AS (SELECT region, sum(filled) AS filled, count(*) AS owed FROM o_cell GROUP BY region),
  parts AS (
    SELECT region,
      100.0 * sum(CASE position WHEN 1 THEN filled END) / sum(CASE position WHEN 1 THEN owed END) AS fill_penerima,
      100.0 * sum(CASE position WHEN 2 THEN filled END) / sum(CASE position WHEN 2 THEN owed END) AS fill_mutu,
      100.0 * sum(CASE position WHEN 3 THEN filled END) / sum(CASE position WHEN 3 THEN owed END) AS fill_anggaran,
      100.0 * sum(CASE position WHEN 4 THEN filled END) / sum(CASE position WHEN 4 THEN owed END) AS fill_masalah,
      100.0 * sum(CASE position WHEN 5 THEN filled END) / sum(CASE position WHEN 5 THEN owed END) AS fill_tahapan,
      100.0 * sum(CASE position WHEN 6 THEN filled END) / sum(CASE position WHEN 6 THEN owed END) AS fill_rencana_aksi,
      100.0 * sum(CASE position WHEN 7 THEN filled END) / sum(CASE position WHEN 7 THEN owed END) AS fill_tim
    FROM o_part
    GROUP BY region
  ),
  dated AS (
    SELECT r.region, r.name, r.level, r.province, a.first_at, a.complete_at, d.due_on, d.zone,
      date(a.complete_at, d.zone) AS complete_on,
      ifnull(c.filled, 0) AS filled, ifnull(c.owed, 0) AS owed, ifnull(a.other_parts, 0) AS other_parts,
      a.filled_at_due,
      (SELECT max(p.period) FROM o_accepted AS p WHERE p.region = r.region) AS last_period,
      ifnull(a.fields_filed, 0) AS fields_filed, ifnull(a.day_only, 0) AS day_only, p.fill_penerima, p.fill_mutu,
      p.fill_anggaran, p.fill_masalah, p.fill_tahapan, p.fill_rencana_aksi, p.fill_tim,
      (SELECT o.name FROM o_office AS o WHERE o.region = r.region AND o.duty = 'data') AS data_office
    FROM o_roster AS r
    LEFT JOIN o_due AS d
    LEFT JOIN arrival AS a ON a.region = r.region
    LEFT JOIN fill AS c ON c.region = r.region
    LEFT JOIN parts AS p ON p.region = r.region
  )
SELECT region, name, level, province,
  CASE WHEN filled = 0 THEN 'none' WHEN filled < owed THEN 'partial' ELSE 'complete' END AS state,
  first_at, complete_at, due_on, zone,
  complete_on <= due_on AS on_time,
  max(0, CAST(julianday(complete_on) - julianday(due_on) AS INTEGER)) AS late_days,
  filled, owed, 100.0 * filled / nullif(owed, 0) AS fill_rate, last_period, fields_filed, day_only, fill_penerima,
  fill_mutu, fill_anggaran, fill_masalah, fill_tahapan, fill_rencana_aksi, fill_tim, data_office, other_parts,
  filled_at_due, 100.0 * filled_at_due / nullif(owed, 0) AS fill_at_due,
  CASE WHEN filled < owed THEN max(0, CAST(julianday(date(iif(:as_of = '9999-12-31T23:59:59Z', 'now', :as_of), zone))
    - julianday(due_on) AS INTEGER)) END AS overdue_days
FROM dated;
