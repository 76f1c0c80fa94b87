-- fold.sql: what a fold reads beside its body (fold.c, owed.c). Parameters are bound by their names.

-- method: its choices
@{method_choices}

-- bands: from the highest floor down
SELECT b.floor,
  b.name
FROM main.band AS b
WHERE @{band_known b}
ORDER BY b.floor DESC

-- owed: what a level owes, as far as services are read of it. Nothing is counted here: one region asks for all of it,
-- too, and C counts in half the steps
SELECT a.level_group,
  a.field,
  a.service,
  a.service_name,
  a.component,
  a.scored,
  a.indicator
FROM (
  @{asked_rows :level_group}
) AS a

-- tallies: of the services of a filing, made when it was filed, and of which indicators
SELECT t.service,
  t.indicators,
  t.tally
FROM main.tally AS t
WHERE t.filing = :filing
ORDER BY t.service

-- cells: the cells of a service, counted, where that tally is of other indicators, or there is none
SELECT spm_tally(:ours, i.component, i.scored, a.required, a.fulfilled)
FROM main.achievement AS a
CROSS JOIN main.indicator AS i
  ON i.indicator = a.indicator
  AND @{in_force i}
WHERE a.filing = :filing
  AND a.service = :service

-- kept: under combine='pooled' the last known needs of cells that are blank, counted as a tally
SELECT spm_tally(:ours, i.component, i.scored, @{kept_need :region, :field, :service, i.indicator}, NULL)
FROM main.indicator AS i
LEFT JOIN main.achievement AS a
  ON a.filing = :filing
  AND a.service = i.service
  AND a.indicator = i.indicator
WHERE i.service = :service
  AND @{in_force i}
  AND i.scored
  AND a.required IS NULL

-- reported: has any field of the region an owed cell with both figures
SELECT EXISTS (
    SELECT 1
    FROM main.filing AS f
    WHERE f.period = :period
      AND f.region = :region
      AND f.revision = @{last_revision :period, f.region, f.field, :as_of, :known_at}
      AND @{has_cell f.filing}
  )
