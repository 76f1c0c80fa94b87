-- unit: a fraction stands where whole things are counted
--
-- The catalogue says of each indicator whether it counts (number integer) or measures. Examined: each owed cell; it applies
-- to those that count.
SELECT region,
  field,
  service,
  indicator,
  CASE
    WHEN number <> 'integer' THEN 'not_applicable'
    WHEN NOT filled THEN 'not_evaluable'
    WHEN required <> round(required) OR fulfilled <> round(fulfilled) THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  iif(required <> round(required), required, fulfilled) AS given,
  NULL AS against
FROM owed_cell
