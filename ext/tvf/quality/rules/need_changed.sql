-- need changed: the need of the year changed against a quarter before by more than the threshold, or is blank now
--
-- Semantics 3: a quarter is measured against the need of the year, which does not change without a reason. The
-- threshold is a share: 0.1 lets 1000 become 900 to 1100. Examined: each owed cell; a change of the figure from the
-- second quarter on, a need that an earlier filing of the year has and this one leaves blank in every quarter.
SELECT c.region,
  c.field,
  c.service,
  c.indicator,
  CASE
    WHEN c.filing IS NOT NULL AND c.required IS NULL
      AND @{known_need c.region, c.field, c.service, c.indicator} IS NOT NULL THEN 'fail'
    WHEN substr(:period, 8) = '1' THEN 'not_applicable'
    WHEN c.required IS NULL OR c.before_required IS NULL THEN 'not_evaluable'
    WHEN abs(CAST(c.required AS REAL) - c.before_required) > abs(CAST(c.before_required AS REAL)) * (
      SELECT s.threshold + 1e-12 FROM setting AS s WHERE s.rule = 'need changed'
    ) THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  c.required AS given,
  iif(c.required IS NULL, @{known_need c.region, c.field, c.service, c.indicator}, c.before_required) AS against
FROM owed_cell AS c
