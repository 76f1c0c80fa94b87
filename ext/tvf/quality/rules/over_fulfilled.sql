-- over-fulfilled: more was fulfilled than needed; the ratio counts as 1
--
-- Semantics 2. Examined: each owed cell; it applies where something is needed and no figure is negative.
SELECT region,
  field,
  service,
  indicator,
  CASE
    WHEN NOT filled THEN 'not_evaluable'
    WHEN required <= 0 OR fulfilled < 0 THEN 'not_applicable'
    WHEN fulfilled > required THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  fulfilled AS given,
  required AS against
FROM owed_cell
