-- status.sql: what each region on the roster has filed, and when (semantics.md 6).
--
--   state        none: no effective filing; partial: an owed cell is not filled; complete
--   first_at     the first accepted filing of the quarter, of a field in which a cell is owed; a filing rejected at :as_of does not count
--   complete_at  when the last of the owed fields first arrived; on time and late are judged on it, in the zone of
--                the deadline
--   last_period  the latest period up to this one with an effective filing

DROP TABLE IF EXISTS temp.o_field_first;
CREATE TEMP TABLE o_field_first AS
SELECT r.region, f.field,
  (SELECT min(a.submitted_at) FROM o_accepted AS a
    WHERE a.region = r.region AND a.period = :period AND a.field = f.field) AS arrived_at
FROM o_roster AS r
JOIN (SELECT DISTINCT level_group, field FROM o_indicator) AS f ON f.level_group = r.level_group;

DROP TABLE IF EXISTS temp.o_status;
CREATE TEMP TABLE o_status AS
WITH
  arrival AS (
    SELECT region, min(arrived_at) AS first_at,
      CASE WHEN count(*) = count(arrived_at) THEN max(arrived_at) END AS complete_at
    FROM o_field_first
    GROUP BY region
  ),
  fill AS (SELECT region, sum(filled) AS filled, count(*) AS owed FROM o_cell GROUP BY region),
  dated AS (
    SELECT r.region, r.name, r.level, r.province, a.first_at, a.complete_at,
      (SELECT due_on FROM o_due) AS due_on,
      date(a.complete_at, (SELECT zone FROM o_due)) AS complete_on,
      c.filled, c.owed,
      (SELECT max(p.period) FROM o_accepted AS p WHERE p.region = r.region) AS last_period
    FROM o_roster AS r
    JOIN arrival AS a ON a.region = r.region
    JOIN fill AS c ON c.region = r.region
  )
SELECT region, name, level, province,
  CASE WHEN first_at IS NULL THEN 'none' WHEN filled < owed THEN 'partial' ELSE 'complete' END AS state,
  first_at, complete_at, due_on,
  complete_on <= due_on AS on_time,
  max(0, CAST(julianday(complete_on) - julianday(due_on) AS INTEGER)) AS late_days,
  filled, owed, 100.0 * filled / owed AS fill_rate, last_period
FROM dated;
