-- leaf.sql: what each owed cell contributes to the score of its region (semantics.md 3): the leaves of spm_explain.
--
-- A score is a mean of means, so each cell has a weight, and the weights of a region's cells sum to 100:
--
--   100 x share of the field x share of the service x share of the component x share of the cell
--
--   field, service  equal shares among those with a score; under tree = 'flat' equal shares of all services
--   component       served_weight and quality_weight; a service without quality: all for served
--   cell            equal shares among those that stand in the mean; combine = 'pooled': by need
--
-- points = weight x ratio, points_lost = weight - points. An unscored cell, and one that left its mean, has weight 0.
-- A region without a score has neither. How a pool of needs that are all 0 or unknown is shared out is not defined:
-- apart = 0, and then weight and points are not compared; that the tree adds up is.

DROP TABLE IF EXISTS temp.o_leaf;
CREATE TEMP TABLE o_leaf AS
WITH
  fields AS (
    SELECT region, count(score) AS fields_scored FROM o_field_score GROUP BY region
  ),
  services AS (
    SELECT region, field, count(score) AS services_scored FROM o_service_score GROUP BY region, field
  ),
  all_services AS (
    SELECT region, count(score) AS all_scored FROM o_service_score GROUP BY region
  ),
  components AS (
    SELECT region, service, component,
      sum(CASE WHEN scored THEN has_value END) AS valued,
      sum(CASE WHEN scored THEN pool_required END) AS pool
    FROM o_cell
    GROUP BY region, service, component
  ),
  shares AS (
    SELECT i.*, c.value, c.has_value, c.pool_fulfilled, c.pool_required, p.valued, p.pool, m.combine,
      s.score AS service_score,
      (SELECT score FROM o_score AS r WHERE r.region = i.region) AS region_score,
      CASE m.tree WHEN 'field' THEN 1.0 / f.fields_scored / v.services_scored ELSE 1.0 / a.all_scored END
        AS service_share,
      CASE
        WHEN s.quality IS NULL THEN i.component = 'penerima'
        WHEN i.component = 'penerima' THEN m.served_weight
        ELSE m.quality_weight
      END AS component_share
    FROM o_indicator_score AS i
    CROSS JOIN o_method AS m
    JOIN o_cell AS c ON c.region = i.region AND c.service = i.service AND c.indicator = i.indicator
    JOIN components AS p ON p.region = i.region AND p.service = i.service AND p.component = i.component
    JOIN o_service_score AS s ON s.region = i.region AND s.field = i.field AND s.service = i.service
    JOIN services AS v ON v.region = i.region AND v.field = i.field
    JOIN fields AS f ON f.region = i.region
    JOIN all_services AS a ON a.region = i.region
  ),
  counted AS (
    SELECT *,
      CASE
        WHEN region_score IS NULL THEN NULL
        WHEN NOT scored OR service_score IS NULL OR component_share = 0 THEN 0.0
        WHEN combine = 'pooled' THEN 1.0 * ifnull(pool_required, 0) / pool
        WHEN has_value THEN 1.0 / valued
        ELSE 0.0
      END AS cell_share,
      CASE
        WHEN region_score IS NULL THEN NULL
        WHEN NOT scored OR service_score IS NULL OR component_share = 0 THEN 0.0
        WHEN combine = 'pooled' THEN 1.0 * ifnull(pool_fulfilled, 0) / pool
        WHEN has_value THEN value / valued
        ELSE 0.0
      END AS cell_points
    FROM shares
  )
SELECT region, field, service, component, indicator, scored, required, fulfilled, ratio_raw, ratio, status,
  combine <> 'pooled' OR pool IS NOT NULL AS apart,
  CASE WHEN cell_share = 0 THEN 0.0 ELSE 100 * service_share * component_share * cell_share END AS weight,
  CASE WHEN cell_share = 0 THEN 0.0 ELSE 100 * service_share * component_share * cell_points END AS points,
  CASE WHEN cell_share = 0 THEN 0.0 ELSE 100 * service_share * component_share * (cell_share - cell_points) END
    AS points_lost
FROM counted;
