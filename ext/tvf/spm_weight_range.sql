-- spm_weight_range(period, level, w_min, w_max): how the ranks of a level move while the weight of recipients moves.
-- ringkasan: Perubahan peringkat satu tingkat bila bobot penerima digeser dari w_min ke w_max.
--
-- Semantics 8. At weight w the score of a region is w x served + (1 - w) x quality: a straight line, so ranks change only where two
-- lines cross. Every crossing is worked out, none is searched for; crossings within 1e-9 of each other are one. At a crossing
-- both regions share the better rank, and best and worst count that too.
--
-- Arguments:
--   period PERIOD: the quarter
--   level WORD(provinsi|kabupaten|kota): the level; never across levels
--   w_min NUMBER(0): from this weight of recipients, 0..1
--   w_max NUMBER(1): to this one
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   served REAL: mean penerima share, 0..100
--   quality REAL: mean mutu share, 0..100
--   score REAL: index at the weight of the method
--   rank INTEGER: rank at the weight of the method
--   rank_at_min INTEGER: rank at w_min
--   rank_at_max INTEGER: rank at w_max
--   best INTEGER: best rank between them
--   worst INTEGER: worst rank between them
--   changes INTEGER: weights strictly between them at which it crosses somebody
--   first_change_at REAL: the first weight above w_min at which its rank changes; NULL when none does
--   against TEXT: whom it meets there: codes, comma between them
--   why TEXT: why it has no rank: not filed, nothing owed or nothing scored
-- Order: region
-- Cost: whole
--
-- Example:
-- > SELECT count(*), count(best), sum(best <= rank_at_min AND rank_at_max <= worst) FROM spm_weight_range('2023-TW2', 'kota');
-- = 93|76|76
WITH asked AS MATERIALIZED (
  SELECT CAST(:w_min AS REAL) AS w_min,
    CAST(:w_max AS REAL) AS w_max
  WHERE spm_require(CAST(:w_min AS REAL) BETWEEN 0 AND 1, 'spm_weight_range: w_min ' || :w_min || ': give a weight from 0 to 1')
    AND spm_require(CAST(:w_max AS REAL) BETWEEN 0 AND 1, 'spm_weight_range: w_max ' || :w_max || ': give a weight from 0 to 1')
    AND spm_require(
      CAST(:w_min AS REAL) <= CAST(:w_max AS REAL),
      'spm_weight_range: w_min ' || :w_min || ' is above w_max ' || :w_max
    )
),
member AS MATERIALIZED (
  SELECT r.region,
    r.name,
    r.served,
    r.quality,
    r.score,
    r.rank,
    r.why
  FROM asked AS a
  CROSS JOIN main.spm_rank(:period, :as_of, :method) AS r
  WHERE r.level = :level
),
-- each ranked region against each other one: by how much the other leads at both ends, and where they cross
meeting AS MATERIALIZED (
  SELECT m.region,
    o.region AS other,
    a.w_min,
    a.w_max,
    spm_snap(a.w_min * (o.served - m.served) + (1 - a.w_min) * (o.quality - m.quality)) AS lead_min,
    spm_snap(a.w_max * (o.served - m.served) + (1 - a.w_max) * (o.quality - m.quality)) AS lead_max,
    CASE
      WHEN spm_snap(o.served - m.served) * spm_snap(o.quality - m.quality) < 0
        THEN spm_snap((o.quality - m.quality) / ((m.served - o.served) - (m.quality - o.quality)))
    END AS at
  FROM asked AS a
  CROSS JOIN member AS m
  JOIN member AS o ON o.region <> m.region
  WHERE m.rank IS NOT NULL
    AND o.rank IS NOT NULL
),
-- what a crossing does: the other comes up from below, or goes down from above
crossing AS MATERIALIZED (
  SELECT g.region,
    g.at,
    sum(g.lead_max > 0) AS up,
    sum(g.lead_min > 0) AS down,
    group_concat(g.other) AS others
  FROM (SELECT * FROM meeting ORDER BY region, at, other) AS g
  WHERE g.at > g.w_min
    AND g.at < g.w_max
    AND g.lead_min <> 0
    AND g.lead_max <> 0
  GROUP BY g.region, g.at
),
-- the rank at w_min, just above it, just below w_max and at w_max; a tie at an end opens towards the other end
ends AS MATERIALIZED (
  SELECT g.region,
    1 + sum(g.lead_min > 0) AS at_min,
    1 + sum(g.lead_min > 0 OR (g.lead_min = 0 AND g.lead_max > 0)) AS above_min,
    1 + sum(g.lead_max > 0) AS at_max,
    group_concat(iif(g.lead_min = 0 AND g.lead_max <> 0, g.other, NULL)) AS met_at_min,
    group_concat(iif(g.lead_max = 0 AND g.lead_min <> 0, g.other, NULL)) AS met_at_max
  FROM (SELECT * FROM meeting ORDER BY region, other) AS g
  GROUP BY g.region
),
-- the rank at each crossing and just above it
step AS MATERIALIZED (
  SELECT c.region,
    c.at,
    c.others,
    e.above_min + sum(c.up - c.down) OVER earlier - (c.up - c.down) - c.down AS at_rank,
    e.above_min + sum(c.up - c.down) OVER earlier AS after_rank,
    e.above_min + sum(c.up - c.down) OVER earlier - (c.up - c.down) AS before_rank
  FROM crossing AS c
  JOIN ends AS e ON e.region = c.region
  WINDOW earlier AS (PARTITION BY c.region ORDER BY c.at)
),
walked AS MATERIALIZED (
  SELECT s.region,
    min(min(s.at_rank, s.after_rank)) AS best,
    max(max(s.at_rank, s.after_rank)) AS worst,
    count(*) AS changes
  FROM step AS s
  GROUP BY s.region
),
first_step AS MATERIALIZED (
  SELECT s.region,
    min(s.at) AS at,
    s.others
  FROM step AS s
  WHERE s.after_rank <> s.before_rank
    OR s.at_rank <> s.before_rank
  GROUP BY s.region
)
SELECT m.region,
  m.name,
  m.served,
  m.quality,
  m.score,
  m.rank,
  CASE WHEN m.rank IS NOT NULL THEN coalesce(e.at_min, 1) END AS rank_at_min,
  CASE WHEN m.rank IS NOT NULL THEN coalesce(e.at_max, 1) END AS rank_at_max,
  CASE WHEN m.rank IS NOT NULL THEN min(coalesce(e.at_min, 1), coalesce(iif(a.w_min < a.w_max, e.above_min, e.at_min), 1), coalesce(w.best, e.at_max, 1), coalesce(e.at_max, 1)) END AS best,
  CASE WHEN m.rank IS NOT NULL THEN max(coalesce(e.at_min, 1), coalesce(iif(a.w_min < a.w_max, e.above_min, e.at_min), 1), coalesce(w.worst, e.at_min, 1), coalesce(e.at_max, 1)) END AS worst,
  CASE WHEN m.rank IS NOT NULL THEN coalesce(w.changes, 0) END AS changes,
  CASE
    WHEN f.at IS NOT NULL THEN f.at
    WHEN e.at_max <> e.above_min AND a.w_min < a.w_max THEN a.w_max
  END AS first_change_at,
  CASE
    WHEN f.at IS NOT NULL THEN f.others
    WHEN e.at_max <> e.above_min AND a.w_min < a.w_max THEN e.met_at_max
  END AS against,
  m.why
FROM asked AS a
CROSS JOIN member AS m
LEFT JOIN ends AS e ON e.region = m.region
LEFT JOIN walked AS w ON w.region = m.region
LEFT JOIN first_step AS f ON f.region = m.region
ORDER BY m.region
