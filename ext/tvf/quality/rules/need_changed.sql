-- need changed: the need of the year changed against a quarter before by more than the threshold allows
--
-- Semantics 3: a quarter is measured against the need of the year, which does not change without a reason. The
-- threshold is a share: 0.1 lets 1000 become 900 to 1100. Examined: each owed cell; it applies from the second quarter
-- on.
SELECT region,
  field,
  service,
  indicator,
  CASE
    WHEN substr(:period, 8) = '1' THEN 'not_applicable'
    WHEN required IS NULL OR before_required IS NULL THEN 'not_evaluable'
    WHEN abs(CAST(required AS REAL) - before_required) > abs(CAST(before_required AS REAL)) * (
      SELECT s.threshold + 1e-12 FROM setting AS s WHERE s.rule = 'need changed'
    ) THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  required AS given,
  before_required AS against
FROM owed_cell
