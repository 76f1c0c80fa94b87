-- need zero: nobody is said to need a service that a regulation says is always needed
--
-- Semantics 3: a need of 0 takes the service out of the mean. Examined: each owed cell; it applies to the scored
-- recipients of the services of table always_needed.
SELECT c.region,
  c.field,
  c.service,
  c.indicator,
  CASE
    WHEN NOT c.scored OR c.component <> 'penerima'
      OR c.service NOT IN (SELECT n.service FROM main.always_needed AS n WHERE n.recorded_at <= :as_of)
      THEN 'not_applicable'
    WHEN c.required IS NULL THEN 'not_evaluable'
    WHEN @{is_need_zero c} THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  c.required AS given,
  NULL AS against
FROM owed_cell AS c
