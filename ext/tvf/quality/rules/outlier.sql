-- outlier: the ratio lies far from those of the other regions of its level
--
-- The modified z of spm_peer, on the ratio as filed; the threshold is its absolute value. Examined: each owed cell; it
-- applies to scored indicators with a ratio, and needs 8 regions: of fewer none can be said to be far out.
SELECT c.region,
  c.field,
  c.service,
  c.indicator,
  CASE
    WHEN NOT c.scored OR (c.filled AND spm_status(c.required, c.fulfilled) NOT IN ('ok', 'capped'))
      THEN 'not_applicable'
    WHEN NOT c.filled OR p.regions < 8 OR p.regions IS NULL THEN 'not_evaluable'
    WHEN abs(CAST(c.fulfilled AS REAL) / c.required - p.median) > p.spread * (
      SELECT s.threshold FROM setting AS s WHERE s.rule = 'outlier'
    ) + 1e-12 THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  CASE WHEN c.required > 0 THEN CAST(c.fulfilled AS REAL) / c.required END AS given,
  p.median AS against
FROM owed_cell AS c
LEFT JOIN main.spm_peer(:period, :as_of, :method, :known_at) AS p
  ON p.level = c.level
  AND p.indicator = c.indicator
