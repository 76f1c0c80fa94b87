-- spm_weight_range(period, level, w_min, w_max): how the ranks of a level move while the weight of recipients moves.
-- ringkasan: Perubahan peringkat satu tingkat bila bobot penerima digeser dari w_min ke w_max.
--
-- Semantics 8. At weight w the score of a region is w x served + (1 - w) x quality: a straight line, so ranks change
-- only where two lines cross. Every crossing is worked out, none is searched for; crossings within 1e-9 of each other
-- are one. At a crossing both regions share the better rank, and best and worst count that too.
--
-- Arguments:
--   period PERIOD: the quarter
--   level WORD(provinsi|kabupaten|kota): the level that is ranked; never across levels
--   w_min NUMBER(0.0): the least weight of recipients, 0..1
--   w_max NUMBER(1.0): the greatest weight of recipients, 0..1
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   served REAL: mean penerima share, 0..100
--   quality REAL: mean mutu share, 0..100
--   score REAL: index at the weight of the method
--   rank INTEGER: rank at the weight of the method
--   rank_at_min INTEGER: rank at w_min
--   rank_at_max INTEGER: rank at w_max
--   best INTEGER: best rank between w_min and w_max
--   worst INTEGER: worst rank between w_min and w_max
--   changes INTEGER: weights strictly between w_min and w_max at which it crosses somebody
--   first_change_at REAL: the first weight above w_min at which its rank changes; NULL when none does
--   first_change_with TEXT: codes of whom it meets at first_change_at, comma between them
--   why TEXT: why there is no rank: not filed, nothing owed or nothing scored
-- Errors: a weight outside 0..1; a w_min above w_max
-- Order: region
-- Cost: whole
--
-- Example:
-- > SELECT count(*), count(best), sum(best <= rank_at_min AND rank_at_max <= worst)
-- > FROM spm_weight_range('2023-TW2', 'kota');
-- = 93|76|76
WITH asked AS MATERIALIZED (
  SELECT CAST(:w_min AS REAL) AS w_min,
    CAST(:w_max AS REAL) AS w_max
  WHERE spm_require(:ours, CAST(:w_min AS REAL) BETWEEN 0 AND 1, 'spm_weight_range: w_min ' || :w_min
    || ': give a weight from 0 to 1')
    AND spm_require(:ours, CAST(:w_max AS REAL) BETWEEN 0 AND 1, 'spm_weight_range: w_max ' || :w_max
      || ': give a weight from 0 to 1')
    AND spm_require(
      :ours,
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
    r.why,
    r.ranked = 1 AS ranked_alone,
    100 * s.ratio_served AS line_served,
    100 * s.ratio_quality AS line_quality,
    spm_snap(100 * (a.w_min * s.ratio_served + (1 - a.w_min) * s.ratio_quality)) AS score_min,
    spm_snap(100 * (a.w_max * s.ratio_served + (1 - a.w_max) * s.ratio_quality)) AS score_max
  FROM asked AS a
  CROSS JOIN main.spm_rank(:period, :as_of, :method, NULL, NULL, NULL, :known_at) AS r
  JOIN main.spm_score(:period, :as_of, :method, :known_at) AS s ON s.region = r.region
  WHERE r.level = :level
),
-- each ranked region against each other one; what is equal to nine decimals is equal (semantics 4)
apart AS (
  SELECT m.region,
    o.region AS other,
    o.score_min - m.score_min AS lead_min,
    o.score_max - m.score_max AS lead_max,
    iif(spm_snap(o.line_served - m.line_served) = 0, 0, o.line_served - m.line_served) AS by_served,
    iif(spm_snap(o.line_quality - m.line_quality) = 0, 0, o.line_quality - m.line_quality) AS by_quality
  FROM member AS m
  JOIN member AS o ON o.region <> m.region
  WHERE m.rank IS NOT NULL
    AND o.rank IS NOT NULL
),
-- where they cross; whether the other leads below and above that weight
crossed AS (
  SELECT p.region,
    p.other,
    p.lead_min,
    p.lead_max,
    p.by_served,
    p.by_quality,
    iif(p.by_served * p.by_quality < 0, -p.by_quality / (p.by_served - p.by_quality), NULL) AS at,
    iif(p.by_served * p.by_quality < 0, p.by_quality > 0, iif(p.by_served <> 0, p.by_served, p.by_quality) > 0) AS
      leads_below,
    iif(p.by_served <> 0, p.by_served, p.by_quality) > 0 AS leads_above
  FROM apart AS p
),
meeting AS MATERIALIZED (
  SELECT c.region,
    c.other,
    c.lead_min,
    c.lead_max,
    c.by_served,
    c.by_quality,
    c.at,
    c.leads_below,
    c.leads_above,
    spm_snap(c.at) AS spot,
    iif(spm_snap(c.at) > spm_snap(a.w_min), c.leads_below, c.leads_above) AS leads_first,
    iif(spm_snap(c.at) < spm_snap(a.w_max), c.leads_above, c.leads_below) AS leads_last,
    coalesce(spm_snap(c.at) > spm_snap(a.w_min) AND spm_snap(c.at) < spm_snap(a.w_max), 0) AS is_inside
  FROM crossed AS c
  CROSS JOIN asked AS a
),
-- what a crossing does: the other comes up from below, or goes down from above
crossing AS MATERIALIZED (
  SELECT g.region,
    g.spot,
    min(g.at) AS at,
    sum(g.leads_above) AS up,
    sum(g.leads_below) AS down,
    group_concat(g.other) AS others
  FROM (
    SELECT region, other, at, leads_below, leads_above, spot
    FROM meeting
    WHERE is_inside
    ORDER BY region, spot, other
  ) AS g
  GROUP BY g.region, g.spot
),
-- the rank at w_min, just above it, just below w_max and at w_max
ends AS MATERIALIZED (
  SELECT g.region,
    1 + sum(g.lead_min > 0) AS at_min,
    1 + sum(g.leads_first) AS above_min,
    1 + sum(g.leads_last) AS below_max,
    1 + sum(g.lead_max > 0) AS at_max,
    group_concat(
      iif((g.lead_max > 0) <> g.leads_last OR (g.lead_max = 0 AND (g.by_served <> 0 OR g.by_quality <> 0)), g.other,
        NULL)
    ) AS met_at_max
  FROM (
    SELECT region, other, lead_min, lead_max, by_served, by_quality, leads_first, leads_last
    FROM meeting
    ORDER BY region, other
  ) AS g
  GROUP BY g.region
  UNION ALL
  -- the only ranked region of its level meets nobody
  SELECT o.region, 1, 1, 1, 1, NULL
  FROM member AS o
  WHERE o.rank IS NOT NULL
    AND o.ranked_alone
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
  WINDOW earlier AS (PARTITION BY c.region ORDER BY c.spot)
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
  e.at_min AS rank_at_min,
  e.at_max AS rank_at_max,
  min(e.at_min, e.at_max, iif(a.w_min < a.w_max, min(e.above_min, coalesce(w.best, e.above_min)), e.at_min)) AS best,
  max(e.at_min, e.at_max, iif(a.w_min < a.w_max, max(e.above_min, coalesce(w.worst, e.above_min)), e.at_min)) AS worst,
  iif(e.region IS NULL, NULL, coalesce(w.changes, 0)) AS changes,
  CASE WHEN f.at IS NOT NULL THEN f.at WHEN a.w_min < a.w_max AND e.at_max <> e.below_max THEN a.w_max
    END AS first_change_at,
  CASE WHEN f.at IS NOT NULL THEN f.others WHEN a.w_min < a.w_max AND e.at_max <> e.below_max THEN e.met_at_max
    END AS first_change_with,
  m.why
FROM asked AS a
CROSS JOIN member AS m
LEFT JOIN ends AS e ON e.region = m.region
LEFT JOIN walked AS w ON w.region = m.region
LEFT JOIN first_step AS f ON f.region = m.region
ORDER BY m.region
