-- owed.sql: what every region on the roster owes in a quarter, and what stands of it.
--
-- The build puts these CTEs where the body of spm_service_score, spm_field_score and spm_score says "--@ owed.sql".
-- owed_service has a row for each region and service, in the order region, field, service. What ext/table/fold.c reads:
--   tally: the cells, counted; NULL where nothing is filed
--   kept: under combine='pooled' the last known needs of cells that are blank, counted as a tally; NULL under 'mean'
--   penerima, mutu: scored indicators in force
--   filed: 2 an owed cell of this field has both figures, 1 only one of others has, 0 none: the region is silent
--   cells, owed_penerima: indicators in force, scored or not
-- A row whose cells are NULL says that nothing is owed here, so that a region that owes nothing has rows, too.
-- is_first says that the service is the first of its field; filing is the effective one of the field.
-- @region is bound when one region is asked for (ext/table/tvf.c): then only the services of its level are looked at.
owed AS MATERIALIZED (
  SELECT s.service AS owed_service,
    s.name,
    sum(i.component = 'penerima' AND i.scored) AS penerima,
    sum(i.component = 'mutu' AND i.scored) AS mutu,
    count(*) AS cells,
    sum(i.component = 'penerima') AS owed_penerima,
    s.service = min(s.service) OVER (PARTITION BY s.level_group, s.field) AS is_first,
    spm_fingerprint(:ours, i.indicator) AS indicators
  FROM main.service AS s
  CROSS JOIN main.indicator AS i ON i.service = s.service
  WHERE (@region IS NULL OR s.level_group = (SELECT r.level_group FROM main.region AS r WHERE r.region = @region))
    AND @{in_force s}
    AND @{in_force i}
  GROUP BY s.service
),
owed_service AS NOT MATERIALIZED (
  SELECT r.region,
    r.name AS region_name,
    r.level,
    r.province,
    u.field,
    u.name AS field_name,
    s.service,
    c.name,
    f.filing,
    -- made when the field was filed; or the cells, where that was made of other indicators, or not at all
    CASE
      WHEN t.tally IS NOT NULL THEN t.tally
      WHEN f.filing IS NOT NULL THEN (
        SELECT spm_tally(:ours, i.component, i.scored, a.required, a.fulfilled)
        FROM main.achievement AS a
        CROSS JOIN main.indicator AS i
          ON i.indicator = a.indicator
          AND @{in_force i}
        WHERE a.filing = f.filing
          AND a.service = s.service
      )
    END AS tally,
    CASE
      WHEN f.filing IS NOT NULL AND (SELECT m.combine FROM main.method AS m WHERE m.method = :method) = 'pooled' THEN (
        SELECT spm_tally(:ours, i.component, i.scored, @{kept_need r.region, u.field, s.service, i.indicator}, NULL)
        FROM main.indicator AS i
        LEFT JOIN main.achievement AS a
          ON a.filing = f.filing
          AND a.service = i.service
          AND a.indicator = i.indicator
        WHERE i.service = s.service
          AND @{in_force i}
          AND i.scored
          AND a.required IS NULL
      )
    END AS kept,
    c.penerima,
    c.mutu,
    CASE
      WHEN @{has_cell f.filing} THEN 2
      ELSE EXISTS (
        SELECT 1
        FROM main.filing AS other
        WHERE other.period = :period
          AND other.region = r.region
          AND other.revision = @{last_revision :period, r.region, other.field, :as_of, :known_at}
          AND @{has_cell other.filing}
      )
    END AS filed,
    c.cells,
    c.owed_penerima,
    c.is_first
  FROM main.region AS r
  CROSS JOIN main.field AS u
  LEFT JOIN main.filing AS f
    ON f.period = :period
    AND f.region = r.region
    AND f.field = u.field
    AND f.revision = @{last_revision :period, r.region, u.field, :as_of, :known_at}
  LEFT JOIN main.service AS s
    ON s.level_group = r.level_group
    AND s.field = u.field
  LEFT JOIN owed AS c ON c.owed_service = s.service
  LEFT JOIN main.tally AS t
    ON t.filing = f.filing
    AND t.service = s.service
    AND t.indicators = c.indicators
  WHERE EXISTS (
    SELECT 1
    FROM main.roster AS o
    WHERE o.region = r.region
      AND @{on_roster o, :period}
  )
)
