-- negative: a figure is below 0 and is scored as missing
--
-- Semantics 2. Examined: each owed cell.
SELECT region,
  field,
  service,
  indicator,
  CASE
    WHEN required < 0 OR fulfilled < 0 THEN 'fail'
    WHEN NOT filled THEN 'not_evaluable'
    ELSE 'pass'
  END AS outcome,
  iif(required < 0, required, fulfilled) AS given,
  0 AS against
FROM owed_cell
