-- service.sql: the score of every service of every region on the roster (semantics.md 3).
--
--   served   mean of the ratios of the scored recipients' indicators; quality: of the scored quality indicators
--   score    100 x (w x served + (1 - w) x quality); without quality indicators owed: served alone
--   status   not_owed: no recipients' indicator is owed; not_filed: no owed cell of it has both figures; else scored
--   bounds   the same with the missing counted 0 and 100. A component of a pool in which a need is unknown: 0 to 100.
--            Without a cap, no upper end where something that counts is missing: high is NULL beside a low.
--            A service that is owed and, under missing = 'available', not scored: anything; it is not bounded, and
--            leaves the bounds of its field.
--
-- A service that is not owed, or under 'available' has no served, has no quality either.
-- A region without an owed cell that has both figures has no score; its bounds are 0 and 100 where recipients
-- are scored.

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
      sum(component = 'penerima' AND scored AND lacks) AS served_lacks,
      sum(component = 'mutu' AND scored AND lacks) AS quality_lacks,
      sum(component = 'penerima' AND scored AND unknown) AS served_unknown,
      sum(component = 'mutu' AND scored AND unknown) AS quality_unknown,
      -- the same pool with every need that is known
      total(CASE WHEN component = 'penerima' AND scored AND NOT lacks THEN pool_fulfilled END) AS served_met,
      total(CASE WHEN component = 'penerima' AND scored AND need > 0 THEN need END) AS served_need,
      total(CASE WHEN component = 'penerima' AND scored AND need > 0 AND lacks THEN need END) AS served_open,
      total(CASE WHEN component = 'mutu' AND scored AND NOT lacks THEN pool_fulfilled END) AS quality_met,
      total(CASE WHEN component = 'mutu' AND scored AND need > 0 THEN need END) AS quality_need,
      total(CASE WHEN component = 'mutu' AND scored AND need > 0 AND lacks THEN need END) AS quality_open,
      sum(CASE WHEN component = 'penerima' AND scored THEN required END) AS required,
      sum(CASE WHEN component = 'penerima' AND scored THEN fulfilled END) AS fulfilled,
      count(*) AS owed,
      sum(filled) AS filled
    FROM o_cell
    GROUP BY region, field, service
  ),
  service_means AS (
    SELECT t.*, m.served_weight AS w, m.quality_weight AS v, m.cap,
      CASE
        WHEN m.combine = 'mean' THEN served_low
        WHEN served_unknown > 0 THEN 0.0
        WHEN served_need > 0 THEN served_met / served_need
        ELSE served_low
      END AS served_least_share,
      CASE
        WHEN m.cap = 0 AND served_lacks > 0 THEN NULL
        WHEN m.combine = 'mean' THEN served_high
        WHEN served_unknown > 0 THEN 1.0
        WHEN served_need > 0 THEN (served_met + served_open) / served_need
        ELSE served_high
      END AS served_most_share,
      CASE
        WHEN m.combine = 'mean' THEN quality_low
        WHEN quality_unknown > 0 THEN 0.0
        WHEN quality_need > 0 THEN quality_met / quality_need
        ELSE quality_low
      END AS quality_least_share,
      CASE
        WHEN m.cap = 0 AND quality_lacks > 0 THEN NULL
        WHEN m.combine = 'mean' THEN quality_high
        WHEN quality_unknown > 0 THEN 1.0
        WHEN quality_need > 0 THEN (quality_met + quality_open) / quality_need
        ELSE quality_high
      END AS quality_most_share,
      CASE WHEN m.combine = 'pooled' THEN ifnull(served_pool, served_least) ELSE served_mean END AS served_ratio,
      CASE WHEN m.combine = 'pooled' THEN ifnull(quality_pool, quality_least) ELSE quality_mean END AS quality_ratio,
      EXISTS (SELECT 1 FROM o_filed AS e WHERE e.region = t.region) AS region_filed,
      EXISTS (SELECT 1 FROM o_filed AS e WHERE e.region = t.region AND e.field = t.field) AS field_filed
    FROM service_sums AS t
    CROSS JOIN o_method AS m
  )
SELECT region, field, service, region_filed, field_filed, required, fulfilled, owed, filled,
  CASE
    WHEN served_owed = 0 THEN 'not_owed'
    WHEN filled = 0 THEN 'not_filed'
    ELSE 'scored'
  END AS status,
  CASE WHEN region_filed AND served_owed > 0 THEN 100 * served_ratio END AS served,
  CASE WHEN region_filed AND served_owed > 0 AND served_ratio IS NOT NULL THEN 100 * quality_ratio END AS quality,
  CASE
    WHEN NOT region_filed OR served_owed = 0 OR served_ratio IS NULL THEN NULL
    WHEN quality_ratio IS NULL THEN 100 * served_ratio
    ELSE 100 * (w * served_ratio + v * quality_ratio)
  END AS score,
  NOT region_filed OR served_owed > 0 AND served_ratio IS NOT NULL AS bounded,
  CASE
    WHEN served_owed = 0 THEN NULL
    WHEN NOT region_filed THEN 0.0
    WHEN served_ratio IS NULL THEN 0.0
    -- where no quality is needed, none of it weighs
    WHEN quality_owed = 0 THEN 100 * served_least_share
    ELSE 100 * (w * served_least_share + v * quality_least_share)
  END AS low,
  CASE
    WHEN served_owed = 0 THEN NULL
    WHEN NOT region_filed OR served_ratio IS NULL THEN CASE WHEN cap THEN 100.0 END
    WHEN quality_owed = 0 THEN 100 * served_most_share
    -- a component of weight 0 may lack what it will
    WHEN w = 0 THEN 100 * quality_most_share
    WHEN v = 0 THEN 100 * served_most_share
    ELSE 100 * (w * served_most_share + v * quality_most_share)
  END AS high
FROM service_means;
CREATE INDEX temp.o_service_score_region ON o_service_score(region, field);
