-- falling: the figure is lower than a quarter before, but figures are cumulative within the year
--
-- Semantics 3. Examined: each owed cell; it applies to scored indicators from the second quarter on. It is
-- compared with the last quarter of the year that was filed.
SELECT region,
  field,
  service,
  indicator,
  CASE
    WHEN NOT scored OR substr(:period, 8) = '1' THEN 'not_applicable'
    WHEN fulfilled IS NULL OR before_fulfilled IS NULL THEN 'not_evaluable'
    WHEN fulfilled < before_fulfilled THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  fulfilled AS given,
  before_fulfilled AS against
FROM owed_cell
