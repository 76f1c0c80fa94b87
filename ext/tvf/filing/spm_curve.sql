-- spm_curve(period): filings day by day, against the same day of the quarter before and of a year ago.
-- ringkasan: Laju pelaporan dari hari ke hari, dibandingkan hari yang sama pada triwulan lalu dan tahun lalu.
--
-- Semantics 5, 6. A day is counted from the end of the quarter, in the zone of its deadline (+07:00 without one): 1 is
-- the first day after it. reported is what spm_input_rate would have said at the end of that day: a region counts
-- while a filing with an owed cell stands, so a rejection can lower the curve. Roster and catalogue are of the day;
-- the other quarters are as they stood on theirs. The days run from 1, or the first filing when that is earlier, to
-- the deadline or the last filing, whichever is later, and never past as_of (now without it).
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   day INTEGER KEY: days since the end of the quarter
--   on_date TEXT: the day, local date
--   days_left INTEGER: days to the deadline; negative: days after it; NULL when the period has none
--   filings INTEGER: filings that arrived that day, corrections too
--   reported INTEGER: regions with a filing at the end of the day
--   expected INTEGER: regions on the roster
--   rate REAL: 100 x reported / expected
--   previous_reported INTEGER: regions with a filing in the quarter before, at the end of the same day
--   previous_rate REAL: rate in the quarter before, at the end of the same day
--   year_ago_reported INTEGER: regions with a filing in the same quarter of last year, at the end of the same day
--   year_ago_rate REAL: rate in the same quarter of last year, at the end of the same day
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
    d.due_on
  FROM (VALUES (0), (-1), (-4)) AS ago
  CROSS JOIN main.period AS p ON p.period = spm_period_add(:period, ago.column1)
  LEFT JOIN main.spm_deadline AS d
    ON d.period = p.period
    AND d.as_of = :as_of
    AND d.known_at = :known_at
    AND d.method = :method
),
-- the days on which a region was known to be on the roster; a row that ends is known to end only once it is closed
listed AS MATERIALIZED (
  SELECT q.back,
    o.region,
    spm_days_late(o.recorded_at, q.end_on, q.zone) AS from_day,
    CASE WHEN o.to_period < q.period AND o.closed_at <= :as_of THEN spm_days_late(o.closed_at, q.end_on, q.zone)
      END AS to_day
  FROM quarter AS q
  CROSS JOIN main.roster AS o
  WHERE o.recorded_at <= :as_of
    AND o.from_period <= q.period
),
-- the days on which a cell was known to be owed
owed AS MATERIALIZED (
  SELECT q.back,
    i.indicator,
    spm_days_late(max(s.recorded_at, i.recorded_at), q.end_on, q.zone) AS from_day,
    coalesce(
      spm_days_late(
        nullif(
          min(
            CASE WHEN s.valid_to < q.period AND s.closed_at <= :as_of THEN s.closed_at ELSE '9999' END,
            CASE WHEN i.valid_to < q.period AND i.closed_at <= :as_of THEN i.closed_at ELSE '9999' END
          ),
          '9999'
        ),
        q.end_on,
        q.zone
      ),
      999999
    ) AS to_day
  FROM quarter AS q
  CROSS JOIN main.service AS s
  JOIN main.indicator AS i ON i.service = s.service
  WHERE s.recorded_at <= :as_of
    AND (s.valid_from IS NULL OR s.valid_from <= q.period)
    AND i.recorded_at <= :as_of
    AND (i.valid_from IS NULL OR i.valid_from <= q.period)
),
owed_days AS MATERIALIZED (
  SELECT DISTINCT w.back,
    w.from_day,
    w.to_day
  FROM owed AS w
),
sent AS MATERIALIZED (
  SELECT q.back,
    f.filing,
    f.region,
    f.field,
    f.revision,
    spm_days_late(f.submitted_at, q.end_on, q.zone) AS from_day,
    CASE WHEN @{rejected f, :as_of, :known_at} THEN spm_days_late(f.rejected_at, q.end_on, q.zone) END AS to_day,
    q.back = 0 AND f.region IN (SELECT l.region FROM listed AS l WHERE l.back = 0 AND l.to_day IS NULL) AS is_shown
  FROM quarter AS q
  CROSS JOIN main.filing AS f ON f.period = q.period
  WHERE @{sent f, :as_of, :known_at}
),
-- the days on which a filing holds an owed cell with both figures
held AS MATERIALIZED (
  SELECT f.back,
    f.filing,
    f.region,
    f.field,
    f.revision,
    max(f.from_day, d.from_day) AS from_day,
    min(coalesce(f.to_day, 999999), d.to_day) AS to_day
  FROM sent AS f
  JOIN owed_days AS d ON d.back = f.back
  WHERE EXISTS (
      SELECT 1
      FROM main.achievement AS a
      CROSS JOIN owed AS w
        ON w.back = f.back
        AND w.indicator = a.indicator
        AND w.from_day = d.from_day
        AND w.to_day = d.to_day
      WHERE a.filing = f.filing
        AND a.required IS NOT NULL
        AND a.fulfilled IS NOT NULL
    )
),
-- revisions that hold none on some of the days on which they stand
patchy AS MATERIALIZED (
  SELECT f.back,
    f.filing,
    f.region,
    f.field,
    f.revision,
    f.from_day,
    coalesce(f.to_day, 999999) AS to_day
  FROM sent AS f
  LEFT JOIN held AS h
    ON h.back = f.back
    AND h.filing = f.filing
    AND h.from_day = f.from_day
    AND h.to_day = coalesce(f.to_day, 999999)
  WHERE f.revision > 1
    AND h.filing IS NULL
),
-- the days on which a filing makes its region one that has reported
standing AS MATERIALIZED (
  SELECT h.back,
    h.region,
    h.field,
    h.revision,
    max(h.from_day, l.from_day) AS from_day,
    min(h.to_day, coalesce(l.to_day, 999999)) AS to_day,
    EXISTS (
      SELECT 1
      FROM patchy AS b
      WHERE b.back = h.back
        AND b.region = h.region
        AND b.field = h.field
        AND b.revision > h.revision
    ) AS is_followed
  FROM held AS h
  JOIN listed AS l
    ON l.back = h.back
    AND l.region = h.region
),
-- of what ends on the same day, what begins first is the whole of it
reported_span AS MATERIALIZED (
  SELECT s.back,
    s.region,
    min(s.from_day) AS from_day,
    s.to_day
  FROM standing AS s
  WHERE NOT s.is_followed
  GROUP BY s.back, s.region, s.to_day
),
day_span AS (
  SELECT min(1, coalesce((SELECT min(s.from_day) FROM sent AS s WHERE s.is_shown), 1)) AS first_day,
    min(
      max(
        coalesce(
          (SELECT max(s.from_day) FROM sent AS s WHERE s.is_shown),
          CAST(julianday(q.due_on) - julianday(q.end_on) AS INTEGER)
        ),
        coalesce(
          CAST(julianday(q.due_on) - julianday(q.end_on) AS INTEGER),
          (SELECT max(s.from_day) FROM sent AS s WHERE s.is_shown)
        )
      ),
      spm_days_late(iif(:as_of >= '9999', @{now}, :as_of), q.end_on, q.zone)
    ) AS last_day
  FROM quarter AS q
  WHERE q.back = 0
    AND EXISTS (SELECT 1 FROM listed AS l WHERE l.back = 0)
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
reported_day AS (
  SELECT c.day,
    s.back,
    s.region
  FROM calendar AS c
  CROSS JOIN reported_span AS s
    ON s.from_day <= c.day
    AND s.to_day > c.day
  UNION ALL
  SELECT c.day,
    s.back,
    s.region
  FROM standing AS s
  CROSS JOIN calendar AS c
    ON s.from_day <= c.day
    AND s.to_day > c.day
  WHERE s.is_followed
    AND NOT EXISTS (
      SELECT 1
      FROM patchy AS b
      WHERE b.back = s.back
        AND b.region = s.region
        AND b.field = s.field
        AND b.revision > s.revision
        AND b.from_day <= c.day
        AND b.to_day > c.day
        AND NOT EXISTS (
          SELECT 1
          FROM held AS h
          WHERE h.back = b.back
            AND h.filing = b.filing
            AND h.from_day <= c.day
            AND h.to_day > c.day
        )
    )
),
reported AS MATERIALIZED (
  SELECT d.day,
    d.back,
    count(DISTINCT d.region) AS reported
  FROM reported_day AS d
  GROUP BY d.day, d.back
),
-- the regions that are on the roster on all days are counted once, the others day by day
steady AS MATERIALIZED (
  SELECT DISTINCT l.back,
    l.region
  FROM listed AS l
  CROSS JOIN day_span AS d
  WHERE l.from_day <= d.first_day
    AND (l.to_day IS NULL OR l.to_day > d.last_day)
),
passing AS MATERIALIZED (
  SELECT l.back,
    l.region,
    l.from_day,
    l.to_day
  FROM listed AS l
  WHERE (l.back, l.region) NOT IN (SELECT t.back, t.region FROM steady AS t)
),
steady_sum AS MATERIALIZED (
  SELECT q.back,
    (SELECT count(*) FROM steady AS t WHERE t.back = q.back) AS regions
  FROM quarter AS q
),
expected AS MATERIALIZED (
  SELECT c.day,
    t.back,
    t.regions + (
      SELECT count(DISTINCT p.region)
      FROM passing AS p
      WHERE p.back = t.back
        AND p.from_day <= c.day
        AND (p.to_day IS NULL OR p.to_day > c.day)
    ) AS expected
  FROM calendar AS c
  CROSS JOIN steady_sum AS t
),
arrived AS (
  SELECT s.from_day,
    count(*) AS filings
  FROM sent AS s
  WHERE s.is_shown
  GROUP BY s.from_day
)
SELECT c.day,
  date(q.end_on, c.day || ' days') AS on_date,
  CAST(julianday(q.due_on) - julianday(q.end_on) AS INTEGER) - c.day AS days_left,
  coalesce((SELECT a.filings FROM arrived AS a WHERE a.from_day = c.day), 0) AS filings,
  coalesce(r.reported, 0) AS reported,
  coalesce(e.expected, 0) AS expected,
  100.0 * coalesce(r.reported, 0) / e.expected AS rate,
  iif(eb.expected > 0, coalesce(rb.reported, 0), NULL) AS previous_reported,
  100.0 * coalesce(rb.reported, 0) / eb.expected AS previous_rate,
  iif(ey.expected > 0, coalesce(ry.reported, 0), NULL) AS year_ago_reported,
  100.0 * coalesce(ry.reported, 0) / ey.expected AS year_ago_rate
FROM calendar AS c
JOIN quarter AS q ON q.back = 0
LEFT JOIN reported AS r ON r.day = c.day AND r.back = 0
LEFT JOIN expected AS e ON e.day = c.day AND e.back = 0
LEFT JOIN reported AS rb ON rb.day = c.day AND rb.back = 1
LEFT JOIN expected AS eb ON eb.day = c.day AND eb.back = 1
LEFT JOIN reported AS ry ON ry.day = c.day AND ry.back = 4
LEFT JOIN expected AS ey ON ey.day = c.day AND ey.back = 4
ORDER BY c.day
