-- service.sql: the score of every service of every region on the roster (semantics.md 3).
--
--   served   mean of the ratios of the scored recipients' indicators; quality: of the scored quality indicators
--   score    100 x (w x served + (1 - w) x quality); without quality indicators owed: served alone
--   status   not_owed: no recipients' indicator is owed; not_filed: the field has no effective filing; else scored
--   bounds   the same with the missing counted 0 and 100. Under missing = 'available' only a service that is scored
--            has any.
--
-- A service that is not owed, or under 'available' has no served, has no quality either.
-- A region without any effective filing has no score; its bounds are 0 and 100.

DROP TABLE IF EXISTS temp.o_service_score;
CREATE TEMP TABLE o_service_score AS
WITH
  service_sums AS (
    SELECT region, field, service,
      sum(component = 'penerima' AND scored AND owed) AS served_owed,
      sum(component = 'mutu' AND scored AND owed) AS quality_owed,
      avg(CASE WHEN component = 'penerima' AND scored AND has_value THEN value END) AS served_mean,
      avg(CASE WHEN component = 'mutu' AND scored AND has_value THEN value END) AS quality_mean,
      avg(CASE WHEN component = 'penerima' AND scored AND owed THEN low END) AS served_low,
      avg(CASE WHEN component = 'penerima' AND scored AND owed THEN high END) AS served_high,
      avg(CASE WHEN component = 'mutu' AND scored AND owed THEN low END) AS quality_low,
      avg(CASE WHEN component = 'mutu' AND scored AND owed THEN high END) AS quality_high,
      1.0 * sum(CASE WHEN component = 'penerima' AND scored THEN pool_fulfilled END)
        / sum(CASE WHEN component = 'penerima' AND scored THEN pool_required END) AS served_pool,
      1.0 * sum(CASE WHEN component = 'mutu' AND scored THEN pool_fulfilled END)
        / sum(CASE WHEN component = 'mutu' AND scored THEN pool_required END) AS quality_pool,
      -- a pool of needs that are all 0 or unknown: 0 when something is missing, 1 when nothing is needed
      min(CASE WHEN component = 'penerima' AND scored AND has_value THEN value END) AS served_least,
      min(CASE WHEN component = 'mutu' AND scored AND has_value THEN value END) AS quality_least,
      sum(CASE WHEN component = 'penerima' AND scored THEN required END) AS required,
      sum(CASE WHEN component = 'penerima' AND scored THEN fulfilled END) AS fulfilled,
      count(*) AS owed,
      sum(filled) AS filled
    FROM o_cell
    GROUP BY region, field, service
  ),
  service_means AS (
    SELECT t.*, m.served_weight AS w, m.quality_weight AS v,
      CASE WHEN m.combine = 'pooled' THEN ifnull(served_pool, served_least) ELSE served_mean END AS served_ratio,
      CASE WHEN m.combine = 'pooled' THEN ifnull(quality_pool, quality_least) ELSE quality_mean END AS quality_ratio,
      EXISTS (SELECT 1 FROM o_effective AS e WHERE e.region = t.region) AS region_filed,
      EXISTS (SELECT 1 FROM o_effective AS e WHERE e.region = t.region AND e.field = t.field) AS field_filed
    FROM service_sums AS t
    CROSS JOIN o_method AS m
  )
SELECT region, field, service, region_filed, field_filed, required, fulfilled, owed, filled,
  CASE
    WHEN served_owed = 0 THEN 'not_owed'
    WHEN NOT field_filed THEN 'not_filed'
    ELSE 'scored'
  END AS status,
  CASE WHEN region_filed AND served_owed > 0 THEN 100 * served_ratio END AS served,
  CASE WHEN region_filed AND served_owed > 0 AND served_ratio IS NOT NULL THEN 100 * quality_ratio END AS quality,
  CASE
    WHEN NOT region_filed OR served_owed = 0 OR served_ratio IS NULL THEN NULL
    WHEN quality_ratio IS NULL THEN 100 * served_ratio
    ELSE 100 * (w * served_ratio + v * quality_ratio)
  END AS score,
  CASE
    WHEN NOT region_filed THEN 0.0
    WHEN served_owed = 0 OR served_ratio IS NULL THEN NULL
    WHEN quality_owed = 0 THEN 100 * served_low
    ELSE 100 * (w * served_low + v * quality_low)
  END AS low,
  CASE
    WHEN NOT region_filed THEN 100.0
    WHEN served_owed = 0 OR served_ratio IS NULL THEN NULL
    WHEN quality_owed = 0 THEN 100 * served_high
    ELSE 100 * (w * served_high + v * quality_high)
  END AS high
FROM service_means;
CREATE INDEX temp.o_service_score_region ON o_service_score(region, field);
