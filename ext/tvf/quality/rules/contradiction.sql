-- contradiction: nothing was needed, yet something was fulfilled; it is scored as missing
--
-- Semantics 2. Examined: each owed cell; it applies where the need is 0.
SELECT region,
  field,
  service,
  indicator,
  CASE
    WHEN NOT filled THEN 'not_evaluable'
    WHEN required <> 0 THEN 'not_applicable'
    WHEN fulfilled > 0 THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  fulfilled AS given,
  required AS against
FROM owed_cell
