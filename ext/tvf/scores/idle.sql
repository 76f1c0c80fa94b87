-- idle.sql: the regions on the roster that owe nothing, because no service of their level is in force: CTE idle_region.
-- They have no row of spm_service_score, and keep theirs in what counts regions.
idle_region AS (
  SELECT r.region
  FROM main.region AS r
  WHERE EXISTS (
      SELECT 1
      FROM main.roster AS o
      WHERE o.region = r.region
        AND o.recorded_at <= :as_of
        AND o.from_period <= :period
        AND (o.to_period IS NULL OR o.closed_at > :as_of OR o.to_period >= :period)
    )
    AND r.level_group NOT IN (
      SELECT s.level_group
      FROM main.service AS s
      JOIN main.indicator AS i ON i.service = s.service
      WHERE s.recorded_at <= :as_of
        AND (s.valid_from IS NULL OR s.valid_from <= :period)
        AND (s.valid_to IS NULL OR s.closed_at > :as_of OR s.valid_to >= :period)
        AND i.recorded_at <= :as_of
        AND (i.valid_from IS NULL OR i.valid_from <= :period)
        AND (i.valid_to IS NULL OR i.closed_at > :as_of OR i.valid_to >= :period)
    )
)
