-- spm_curve(period): filings day by day, against the same day of the quarter before and of a year ago.
-- ringkasan: Laju pelaporan dari hari ke hari, dibandingkan hari yang sama pada triwulan lalu dan tahun lalu.
--
-- Semantics 5, 6. A day is counted from the end of the quarter, in the zone of its deadline (+07:00 without one): 1 is the first day
-- after it. reported is what spm_input_rate would have said at the end of that day: a region counts while a filing of its stands, so
-- a rejection can lower the curve. The other quarters are as they stood on their own day. The days run from 1, or the first
-- filing when that is earlier, to the deadline or the last filing, whichever is later, and never past as_of (now without it).
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   day INTEGER KEY: days since the end of the quarter
--   on_date TEXT: local date
--   days_left INTEGER: days to the deadline; negative: days after it; NULL when the period has none
--   filings INTEGER: filings that arrived that day, corrections too
--   reported INTEGER: regions with a filing at the end of the day
--   expected INTEGER: regions on the roster
--   rate REAL: 100 x reported / expected
--   previous_reported INTEGER: reported of the quarter before, same day
--   previous_rate REAL: its rate
--   year_ago_reported INTEGER: reported of the same quarter of last year, same day
--   year_ago_rate REAL: its rate
-- Order: day
-- Cost: whole
--
-- Example:
-- > SELECT day, on_date, days_left, reported, expected FROM spm_curve('2023-TW2') WHERE days_left = 0;
-- = 36|2023-08-05|0|316|546
WITH RECURSIVE
quarter AS MATERIALIZED (
  SELECT 0 - ago.column1 AS back,
    p.period,
    p.end_on,
    coalesce(d.zone, '+07:00') AS zone,
    d.due_on,
    (
      SELECT count(*)
      FROM main.roster AS o
      WHERE o.recorded_at <= :as_of
        AND o.from_period <= p.period
        AND (o.to_period IS NULL OR o.closed_at > :as_of OR o.to_period >= p.period)
    ) AS expected
  FROM (VALUES (0), (-1), (-4)) AS ago
  CROSS JOIN main.period AS p ON p.period = spm_period_add(:period, ago.column1)
  LEFT JOIN main.spm_deadline AS d
    ON d.period = p.period
    AND d.as_of = :as_of
    AND d.method = :method
),
-- the days on which a filing begins to stand, and on which it no longer does
standing AS MATERIALIZED (
  SELECT q.back,
    f.region,
    spm_days_late(f.submitted_at, q.end_on, q.zone) AS from_day,
    CASE WHEN f.rejected_at <= :as_of THEN spm_days_late(f.rejected_at, q.end_on, q.zone) END AS to_day
  FROM quarter AS q
  CROSS JOIN main.filing AS f ON f.period = q.period
  WHERE f.status = 'filed'
    AND f.submitted_at <= :as_of
    AND EXISTS (
      SELECT 1
      FROM main.roster AS o
      WHERE o.region = f.region
        AND o.recorded_at <= :as_of
        AND o.from_period <= q.period
        AND (o.to_period IS NULL OR o.closed_at > :as_of OR o.to_period >= q.period)
    )
),
day_span AS (
  SELECT min(1, coalesce((SELECT min(s.from_day) FROM standing AS s WHERE s.back = 0), 1)) AS first_day,
    min(
      max(
        coalesce((SELECT max(s.from_day) FROM standing AS s WHERE s.back = 0), 0),
        coalesce(julianday(q.due_on) - julianday(q.end_on), 0)
      ),
      spm_days_late(iif(:as_of >= '9999', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), :as_of), q.end_on, q.zone)
    ) AS last_day
  FROM quarter AS q
  WHERE q.back = 0
    AND q.expected > 0
),
calendar(day, last_day) AS (
  SELECT d.first_day,
    d.last_day
  FROM day_span AS d
  WHERE d.first_day <= d.last_day
  UNION ALL
  SELECT c.day + 1,
    c.last_day
  FROM calendar AS c
  WHERE c.day < c.last_day
),
reported AS MATERIALIZED (
  SELECT c.day,
    s.back,
    count(DISTINCT s.region) AS reported
  FROM calendar AS c
  CROSS JOIN standing AS s
    ON s.from_day <= c.day
    AND (s.to_day IS NULL OR s.to_day > c.day)
  GROUP BY c.day, s.back
),
arrived AS (
  SELECT s.from_day,
    count(*) AS filings
  FROM standing AS s
  WHERE s.back = 0
  GROUP BY s.from_day
)
SELECT c.day,
  date(q.end_on, c.day || ' days') AS on_date,
  CAST(julianday(q.due_on) - julianday(q.end_on) AS INTEGER) - c.day AS days_left,
  coalesce((SELECT a.filings FROM arrived AS a WHERE a.from_day = c.day), 0) AS filings,
  coalesce(r.reported, 0) AS reported,
  q.expected,
  100.0 * coalesce(r.reported, 0) / q.expected AS rate,
  iif(before.expected > 0, coalesce(b.reported, 0), NULL) AS previous_reported,
  100.0 * coalesce(b.reported, 0) / nullif(before.expected, 0) AS previous_rate,
  iif(year_ago.expected > 0, coalesce(y.reported, 0), NULL) AS year_ago_reported,
  100.0 * coalesce(y.reported, 0) / nullif(year_ago.expected, 0) AS year_ago_rate
FROM calendar AS c
JOIN quarter AS q ON q.back = 0
LEFT JOIN quarter AS before ON before.back = 1
LEFT JOIN quarter AS year_ago ON year_ago.back = 4
LEFT JOIN reported AS r ON r.day = c.day AND r.back = 0
LEFT JOIN reported AS b ON b.day = c.day AND b.back = 1
LEFT JOIN reported AS y ON y.day = c.day AND y.back = 4
ORDER BY c.day
