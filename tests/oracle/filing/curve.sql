-- curve.sql: how a quarter came in, day by day, by the definition: each day is the status as of its end.
--
--   day       days since the last day of the quarter, in the zone of its deadline (+07:00 without one); from the first
--             filing, at the latest from day 1, to the last filing or the deadline, never past :as_of
--   filings   filings of the quarter, revisions too, that arrived on the day, of regions on the roster; no other filing
--             makes a day
--   reported  regions on the roster whose filing in force of a field has an owed cell with both figures, all as it was
--             known at the end of the day
--   previous, year_ago: the same day number one and four quarters before, each in the zone of its own deadline
--   A quarter without a roster has no days.

DROP TABLE IF EXISTS temp.o_quarter;
CREATE TEMP TABLE o_quarter AS
WITH
  known AS MATERIALIZED (
    SELECT d.period, d.due_on, d.zone, d.reported_on
    FROM main.deadline AS d
    WHERE d.recorded_at <= :as_of AND d.kind <> 'reopening'
      AND NOT EXISTS (SELECT 1 FROM main.withdrawal AS w WHERE w.what = 'deadline' AND w.recorded_at <= :as_of
        AND w.key = printf('%s %s %s %s', d.period, d.due_on, d.zone, d.reported_on))
  )
SELECT b.column1 AS ago, p.period, p.end_on,
  (SELECT d.due_on FROM known AS d WHERE d.period = p.period
    ORDER BY d.reported_on DESC, d.due_on, d.zone DESC LIMIT 1) AS due_on,
  ifnull((SELECT d.zone FROM known AS d WHERE d.period = p.period
    ORDER BY d.reported_on DESC, d.due_on, d.zone DESC LIMIT 1), '+07:00') AS zone
FROM (VALUES (0), (1), (4)) AS b
JOIN main.period AS n ON n.period = :period
JOIN main.period AS p ON 4 * p.year + p.quarter = 4 * n.year + n.quarter - b.column1;

DROP TABLE IF EXISTS temp.o_arrival;
CREATE TEMP TABLE o_arrival AS
SELECT CAST(julianday(date(f.submitted_at, q.zone)) - julianday(q.end_on) AS INTEGER) AS day
FROM o_heard AS f
JOIN o_quarter AS q ON q.ago = 0
WHERE f.period = :period AND f.submitted_at <= :as_of
  AND f.region IN (SELECT region FROM o_roster);

-- the days, and the moment at which each ends, in each of the quarters
DROP TABLE IF EXISTS temp.o_moment;
CREATE TEMP TABLE o_moment AS
WITH RECURSIVE
  span AS (
    SELECT min(1, ifnull((SELECT min(day) FROM o_arrival), 1)) AS first,
      min(
        max(
          ifnull((SELECT max(day) FROM o_arrival), -99999),
          ifnull(CAST(julianday(due_on) - julianday(end_on) AS INTEGER), -99999)
        ),
        CAST(julianday(date(iif(:as_of = '9999-12-31T23:59:59Z', 'now', :as_of), zone)) - julianday(end_on) AS INTEGER)
      ) AS last
    FROM o_quarter
    WHERE ago = 0 AND EXISTS (SELECT 1 FROM o_roster)
  ),
  days(day, last) AS (
    SELECT first, last FROM span WHERE first <= last
    UNION ALL
    SELECT day + 1, last FROM days WHERE day < last
  )
SELECT q.ago, d.day, q.period, date(q.end_on, d.day || ' days') AS on_date,
  min(:as_of, strftime('%Y-%m-%dT%H:%M:%SZ', date(q.end_on, d.day || ' days') || 'T23:59:59' || q.zone)) AS at
FROM days AS d
CROSS JOIN o_quarter AS q;

-- when each region was expected: from the moment, and until it
DROP TABLE IF EXISTS temp.o_expected;
CREATE TEMP TABLE o_expected AS
SELECT q.ago, r.region, r.level_group, o.recorded_at AS since,
  CASE WHEN o.to_period < q.period THEN o.closed_at ELSE '9999-99' END AS until
FROM o_quarter AS q
JOIN main.roster AS o ON o.from_period <= q.period
JOIN main.region AS r ON r.region = o.region;

-- when each filing stood, and when each cell was owed
DROP TABLE IF EXISTS temp.o_standing;
CREATE TEMP TABLE o_standing AS
SELECT q.ago, f.filing, f.region, f.field, f.revision, f.submitted_at AS since,
  ifnull(f.rejected_at, '9999-99') AS until
FROM o_quarter AS q
JOIN o_heard AS f ON f.period = q.period;
CREATE INDEX temp.o_standing_region ON o_standing(ago, region, field);

DROP TABLE IF EXISTS temp.o_owed_cell;
CREATE TEMP TABLE o_owed_cell AS
SELECT q.ago, i.indicator, max(s.recorded_at, i.recorded_at) AS since,
  min(
    CASE WHEN s.valid_to < q.period THEN s.closed_at ELSE '9999-99' END,
    CASE WHEN i.valid_to < q.period THEN i.closed_at ELSE '9999-99' END
  ) AS until
FROM o_quarter AS q
JOIN main.service AS s ON s.valid_from IS NULL OR s.valid_from <= q.period
JOIN main.indicator AS i ON i.service = s.service AND (i.valid_from IS NULL OR i.valid_from <= q.period);
CREATE INDEX temp.o_owed_cell_indicator ON o_owed_cell(ago, indicator);

-- the last revision that stood at each moment, where it held an owed cell then
DROP TABLE IF EXISTS temp.o_moment_filed;
CREATE TEMP TABLE o_moment_filed AS
SELECT DISTINCT m.ago, m.day, l.region
FROM o_moment AS m
JOIN (SELECT DISTINCT ago, region, field FROM o_standing) AS l ON l.ago = m.ago
WHERE EXISTS (
    SELECT 1
    FROM main.achievement AS a
    JOIN o_owed_cell AS w ON w.ago = m.ago AND w.indicator = a.indicator AND w.since <= m.at AND w.until > m.at
    WHERE a.required IS NOT NULL AND a.fulfilled IS NOT NULL
      AND a.filing = (SELECT s.filing FROM o_standing AS s
        WHERE s.ago = m.ago AND s.region = l.region AND s.field = l.field AND s.since <= m.at AND s.until > m.at
        ORDER BY s.revision DESC LIMIT 1)
  );
CREATE INDEX temp.o_moment_filed_day ON o_moment_filed(ago, day, region);

DROP TABLE IF EXISTS temp.o_moment_count;
CREATE TEMP TABLE o_moment_count AS
SELECT m.ago, m.day, count(DISTINCT x.region) AS expected, count(DISTINCT f.region) AS reported
FROM o_moment AS m
JOIN o_expected AS x ON x.ago = m.ago AND x.since <= m.at AND x.until > m.at
LEFT JOIN o_moment_filed AS f ON f.ago = m.ago AND f.day = m.day AND f.region = x.region
GROUP BY m.ago, m.day;
CREATE INDEX temp.o_moment_count_day ON o_moment_count(ago, day);

DROP TABLE IF EXISTS temp.o_curve;
CREATE TEMP TABLE o_curve AS
WITH
  counted AS (
    SELECT m.ago, m.day, m.on_date, ifnull(c.expected, 0) AS expected, ifnull(c.reported, 0) AS reported,
      100.0 * c.reported / c.expected AS rate
    FROM o_moment AS m
    LEFT JOIN o_moment_count AS c ON c.ago = m.ago AND c.day = m.day
  )
SELECT n.day, n.on_date,
  CAST(julianday((SELECT due_on FROM o_quarter WHERE ago = 0)) - julianday(n.on_date) AS INTEGER) AS days_left,
  (SELECT count(*) FROM o_arrival AS a WHERE a.day = n.day) AS filings,
  n.reported, n.expected, n.rate, p.reported AS previous_reported, p.rate AS previous_rate,
  y.reported AS year_ago_reported, y.rate AS year_ago_rate
FROM counted AS n
LEFT JOIN counted AS p ON p.ago = 1 AND p.day = n.day
LEFT JOIN counted AS y ON y.ago = 4 AND y.day = n.day
WHERE n.ago = 0;
