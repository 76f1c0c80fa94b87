-- idle.sql: the regions on the roster that owe nothing, because no service of their level is in force: CTE idle_region.
-- They have no row of spm_service_score, and keep theirs in what counts regions.
idle_region AS (
  SELECT r.region
  FROM main.region AS r
  WHERE @{is_listed r}
    AND r.level_group NOT IN (
      SELECT s.level_group
      FROM main.service AS s
      JOIN main.indicator AS i ON i.service = s.service
      WHERE @{in_force s}
        AND @{in_force i}
    )
)
