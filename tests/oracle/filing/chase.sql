-- chase.sql: who to call first: one row per region and field with something missing (semantics.md 6).
--
--   cells, missing   owed cells that are not filled
--   parts            what is missing, by part
--   days_left        from the local day of :as_of to the due day, in the zone of the deadline; without a bound from
--                    today
--   lifts            the rates of spm_input_rate with the missing cells of this row alone filed, minus what they are.
--                    The region then has reported, and is complete when they are all it lacks. Where no cell is
--                    missing there is nothing to file and nothing to gain.
--   fill_at_due      percent of the owed cells of the field that were filled at the deadline
--   overdue_days     -days_left, where a cell is missing and the deadline is over; 0 before
--   call             1, 2, 3: by the lifts of the nation, the largest first, then region and field

DROP TABLE IF EXISTS temp.o_chase;
CREATE TEMP TABLE o_chase AS
WITH
  lacking AS (
    SELECT region, field,
      sum(CASE WHEN position <= 2 THEN owed - filled ELSE 0 END) AS missing
    FROM o_part
    GROUP BY region, field
    HAVING sum(owed - filled) > 0
  ),
  gain AS (
    SELECT k.region, k.field, k.missing, s.name, s.level, s.province, s.state, s.due_on, s.zone, s.data_office,
      s.state = 'none' AND k.missing > 0 AS reports,
      s.filled + k.missing = s.owed AND k.missing > 0 AS completes
    FROM lacking AS k
    JOIN o_status AS s ON s.region = k.region
  )
SELECT row_number() OVER (ORDER BY g.reports DESC, g.completes DESC, g.missing DESC, g.region, g.field) AS call,
  g.region, g.name, g.level, g.province, g.field, u.name AS field_name, o.opd, g.data_office, g.state, g.due_on,
  CAST(julianday(g.due_on) - julianday(date(iif(:as_of = '9999-12-31T23:59:59Z', 'now', :as_of), g.zone)) AS INTEGER)
    AS days_left,
  g.missing,
  (SELECT json_group_array(indicator) FROM (SELECT c.indicator FROM o_cell AS c
    WHERE c.region = g.region AND c.field = g.field AND NOT c.filled ORDER BY c.indicator)) AS cells,
  (SELECT json_group_object(part, lacks) FROM (SELECT p.part, p.owed - p.filled AS lacks FROM o_part AS p
    WHERE p.region = g.region AND p.field = g.field AND p.filled < p.owed ORDER BY p.position)) AS parts,
  100.0 * (n.reported + g.reports) / n.expected - n.rate AS lift_rate,
  100.0 * (n.complete + g.completes) / n.expected - n.complete_rate AS lift_complete_rate,
  ifnull(100.0 * (n.filled + g.missing) / nullif(n.owed, 0) - n.fill_rate, 0) AS lift_fill_rate,
  100.0 * (v.reported + g.reports) / v.expected - v.rate AS lift_rate_province,
  100.0 * (v.complete + g.completes) / v.expected - v.complete_rate AS lift_complete_rate_province,
  ifnull(100.0 * (v.filled + g.missing) / nullif(v.owed, 0) - v.fill_rate, 0) AS lift_fill_rate_province,
  (SELECT 100.0 * f.filled_at_due / (SELECT count(*) FROM o_cell AS c WHERE c.region = g.region AND c.field = g.field)
    FROM o_field_first AS f WHERE f.region = g.region AND f.field = g.field) AS fill_at_due,
  CASE WHEN g.missing > 0 THEN max(0, CAST(julianday(date(iif(:as_of = '9999-12-31T23:59:59Z', 'now', :as_of), g.zone))
    - julianday(g.due_on) AS INTEGER)) END AS overdue_days
FROM gain AS g
JOIN main.field AS u ON u.field = g.field
JOIN o_opd AS o ON o.region = g.region AND o.field = g.field
JOIN o_rate AS n ON n.by = 'level' AND n.grp = 'semua'
JOIN o_rate AS v ON v.by = 'province' AND v.grp = g.province;
