-- plain.sql: the questions in plain SQL, one text for SQLite, DuckDB and PostgreSQL (semantics.md 2-4, 6, 8; method
-- permendagri-59-2021). Part "common" comes before each question, as one WITH; an engine works out what is asked for.
--
-- :first, :last   the quarters read      :period   the one asked for      :low, :high   the regions, first and last
-- code :cutoff         the instant at which the deadline has passed, UTC
--
-- Cells that were sent are summed; what was owed and not sent counts 0, so only its number is needed, from the
-- catalogue.

-- part common
WITH asked AS (
  SELECT period
  FROM period
  WHERE period BETWEEN :first AND :last
),
owing AS (
  SELECT q.period,
    r.region,
    r.level,
    r.level_group
  FROM asked AS q
  JOIN roster AS o ON o.from_period <= q.period AND (o.to_period IS NULL OR o.to_period >= q.period)
  JOIN region AS r ON r.region = o.region
  WHERE o.region BETWEEN :low AND :high
),
effective AS (
  SELECT f.period,
    f.region,
    f.field,
    f.filing
  FROM asked AS q
  JOIN filing AS f ON f.period = q.period
  WHERE f.region BETWEEN :low AND :high
    AND f.status = 'filed'
    AND f.rejected_at IS NULL
    AND NOT EXISTS (
      SELECT 1
      FROM filing AS e
      WHERE e.period = f.period
        AND e.region = f.region
        AND e.field = f.field
        AND e.revision > f.revision
        AND e.status = 'filed'
        AND e.rejected_at IS NULL
    )
),
catalogue AS (
  SELECT q.period,
    s.level_group,
    s.field,
    s.service,
    sum(CASE WHEN i.scored = 1 AND i.component = 'penerima' THEN 1 ELSE 0 END) AS penerima,
    sum(CASE WHEN i.scored = 1 AND i.component = 'mutu' THEN 1 ELSE 0 END) AS mutu,
    count(*) AS cells
  FROM asked AS q
  JOIN service AS s
    ON (s.valid_from IS NULL OR s.valid_from <= q.period)
    AND (s.valid_to IS NULL OR s.valid_to >= q.period)
  JOIN indicator AS i
    ON i.service = s.service
    AND (i.valid_from IS NULL OR i.valid_from <= q.period)
    AND (i.valid_to IS NULL OR i.valid_to >= q.period)
  GROUP BY q.period, s.level_group, s.field, s.service
),
cell AS (
  SELECT e.filing,
    a.service,
    i.component,
    i.scored,
    CASE
      WHEN a.required IS NULL OR a.fulfilled IS NULL OR a.required < 0 OR a.fulfilled < 0 THEN 0.0
      WHEN a.required = 0 AND a.fulfilled = 0 THEN NULL
      WHEN a.required = 0 THEN 0.0
      WHEN a.fulfilled > a.required THEN 1.0
      ELSE a.fulfilled * 1.0 / a.required
    END AS ratio
  FROM effective AS e
  JOIN achievement AS a ON a.filing = e.filing
  JOIN indicator AS i
    ON i.indicator = a.indicator
    AND (i.valid_from IS NULL OR i.valid_from <= e.period)
    AND (i.valid_to IS NULL OR i.valid_to >= e.period)
),
cell_sum AS (
  SELECT filing,
    service,
    sum(CASE WHEN component = 'penerima' THEN ratio ELSE 0.0 END) AS served,
    sum(CASE WHEN component = 'penerima' AND ratio IS NULL THEN 1 ELSE 0 END) AS served_not_needed,
    sum(CASE WHEN component = 'mutu' THEN ratio ELSE 0.0 END) AS quality,
    sum(CASE WHEN component = 'mutu' AND ratio IS NULL THEN 1 ELSE 0 END) AS quality_not_needed
  FROM cell
  WHERE scored = 1
  GROUP BY filing, service
),
service_part AS (
  SELECT w.period,
    w.region,
    w.level,
    c.field,
    c.service,
    e.filing,
    c.penerima - coalesce(t.served_not_needed, 0) AS served_count,
    c.mutu - coalesce(t.quality_not_needed, 0) AS quality_count,
    coalesce(t.served, 0.0) / nullif(c.penerima - coalesce(t.served_not_needed, 0), 0) AS served,
    coalesce(t.quality, 0.0) / nullif(c.mutu - coalesce(t.quality_not_needed, 0), 0) AS quality
  FROM owing AS w
  JOIN catalogue AS c ON c.period = w.period AND c.level_group = w.level_group
  LEFT JOIN effective AS e ON e.period = w.period AND e.region = w.region AND e.field = c.field
  LEFT JOIN cell_sum AS t ON t.filing = e.filing AND t.service = c.service
),
service_score AS (
  SELECT period,
    region,
    level,
    field,
    service,
    filing,
    served_count,
    quality_count,
    CASE
      WHEN served IS NULL THEN NULL
      WHEN quality IS NULL THEN served
      ELSE 0.8 * served + 0.2 * quality
    END AS score
  FROM service_part
),
field_score AS (
  SELECT period,
    region,
    level,
    field,
    avg(score) AS score,
    count(score) AS services_scored,
    max(CASE WHEN filing IS NULL THEN 0 ELSE 1 END) AS filed
  FROM service_score
  GROUP BY period, region, level, field
),
region_score AS (
  SELECT period,
    region,
    level,
    CASE WHEN max(filed) = 1 THEN floor(1e11 * avg(score) + 0.5) / 1e9 END AS score,
    max(filed) AS filed
  FROM field_score
  GROUP BY period, region, level
)

-- part Q1
, ranked AS (
  SELECT period,
    region,
    score,
    CASE
      WHEN score IS NOT NULL THEN rank() OVER (PARTITION BY period, level ORDER BY coalesce(score, -1) DESC)
    END AS place
  FROM region_score
)
SELECT region,
  max(CASE WHEN period = :period THEN score END) AS score,
  max(CASE WHEN period = :period THEN place END) AS place,
  max(CASE WHEN period < :period THEN place END) AS previous_place
FROM ranked
GROUP BY region
HAVING max(CASE WHEN period = :period THEN 1 ELSE 0 END) = 1

-- part Q2
SELECT region,
  score
FROM region_score

-- part Q3
, cell_count AS (
  SELECT e.filing,
    sum(CASE WHEN a.required IS NULL OR a.fulfilled IS NULL THEN 0 ELSE 1 END) AS filled
  FROM effective AS e
  JOIN achievement AS a ON a.filing = e.filing
  JOIN indicator AS i
    ON i.indicator = a.indicator
    AND (i.valid_from IS NULL OR i.valid_from <= e.period)
    AND (i.valid_to IS NULL OR i.valid_to >= e.period)
  GROUP BY e.filing
),
arrival AS (
  SELECT region,
    field,
    min(submitted_at) AS arrived_at
  FROM filing
  WHERE period = :period
    AND status = 'filed'
    AND rejected_at IS NULL
  GROUP BY region, field
),
field_owed AS (
  SELECT period,
    level_group,
    field,
    sum(cells) AS owed
  FROM catalogue
  GROUP BY period, level_group, field
),
region_state AS (
  SELECT w.region,
    w.level,
    CASE WHEN count(e.filing) > 0 THEN 1 ELSE 0 END AS reported,
    CASE WHEN coalesce(sum(n.filled), 0) = sum(c.owed) THEN 1 ELSE 0 END AS complete,
    CASE WHEN count(f.arrived_at) = count(*) THEN max(f.arrived_at) END AS complete_at,
    coalesce(sum(n.filled), 0) AS filled,
    sum(c.owed) AS owed
  FROM owing AS w
  JOIN field_owed AS c ON c.period = w.period AND c.level_group = w.level_group
  LEFT JOIN effective AS e ON e.period = w.period AND e.region = w.region AND e.field = c.field
  LEFT JOIN arrival AS f ON f.region = w.region AND f.field = c.field
  LEFT JOIN cell_count AS n ON n.filing = e.filing
  GROUP BY w.region, w.level
),
member AS (
  SELECT level AS grp, reported, complete, complete_at, filled, owed FROM region_state
  UNION ALL
  SELECT 'semua', reported, complete, complete_at, filled, owed FROM region_state
)
SELECT grp,
  count(*) AS expected,
  sum(reported) AS reported,
  sum(complete) AS complete,
  sum(CASE WHEN complete_at < :cutoff THEN 1 ELSE 0 END) AS on_time,
  sum(CASE WHEN complete_at >= :cutoff THEN 1 ELSE 0 END) AS late,
  sum(filled) AS filled,
  sum(owed) AS owed
FROM member
GROUP BY grp

-- part Q4
SELECT period,
  count(score) AS regions,
  floor(1e9 * avg(score) + 0.5) / 1e9 AS score,
  100.0 * sum(filed) / count(*) AS rate
FROM region_score
GROUP BY period

-- part Q5
, scored_field AS (
  SELECT count(score) AS fields
  FROM field_score
),
leaf AS (
  SELECT i.indicator,
    i.scored,
    i.component,
    v.score,
    100.0 / w.fields / f.services_scored AS share,
    v.served_count,
    v.quality_count,
    CASE
      WHEN a.required IS NULL OR a.fulfilled IS NULL OR a.required < 0 OR a.fulfilled < 0 THEN 0.0
      WHEN a.required = 0 AND a.fulfilled = 0 THEN NULL
      WHEN a.required = 0 THEN 0.0
      WHEN a.fulfilled > a.required THEN 1.0
      ELSE a.fulfilled * 1.0 / a.required
    END AS ratio
  FROM service_score AS v
  JOIN field_score AS f ON f.field = v.field AND f.services_scored > 0
  CROSS JOIN scored_field AS w
  JOIN indicator AS i
    ON i.service = v.service
    AND (i.valid_from IS NULL OR i.valid_from <= v.period)
    AND (i.valid_to IS NULL OR i.valid_to >= v.period)
  LEFT JOIN achievement AS a ON a.filing = v.filing AND a.service = v.service AND a.indicator = i.indicator
),
weighed AS (
  SELECT indicator,
    ratio,
    CASE
      WHEN scored = 0 OR score IS NULL OR ratio IS NULL THEN 0.0
      WHEN component = 'mutu' THEN share * 0.2 / quality_count
      WHEN quality_count = 0 THEN share / served_count
      ELSE share * 0.8 / served_count
    END AS weight
  FROM leaf
)
SELECT indicator,
  weight,
  weight * coalesce(ratio, 0.0) AS points
FROM weighed
