-- unit: a fraction stands where whole things are counted
--
-- The catalogue says of each indicator whether it counts (number integer) or measures. Examined: each owed cell; it
-- applies to those that count. A fraction is one also beside a blank; a whole number beyond 2^53 is none, though REAL
-- cannot hold it.
SELECT region,
  field,
  service,
  indicator,
  CASE
    WHEN number <> 'integer' THEN 'not_applicable'
    WHEN (typeof(required) = 'real' AND required <> round(required)) OR (typeof(fulfilled) = 'real'
      AND fulfilled <> round(fulfilled)) THEN 'fail'
    WHEN NOT filled THEN 'not_evaluable'
    ELSE 'pass'
  END AS outcome,
  iif(typeof(required) = 'real' AND required <> round(required), required, fulfilled) AS given,
  NULL AS against
FROM owed_cell
