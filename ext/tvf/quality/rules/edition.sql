-- edition: a figure stands for an indicator that the catalogue does not ask for in this quarter
--
-- Examined: each cell of the effective filings, also of regions that are not on the roster. A blank one holds no
-- figure.
SELECT f.region,
  f.field,
  a.service,
  a.indicator,
  CASE
    WHEN EXISTS (
      SELECT 1 FROM owed_indicator AS i WHERE i.indicator = a.indicator
    ) THEN 'pass'
    WHEN a.required IS NULL AND a.fulfilled IS NULL THEN 'not_applicable'
    ELSE 'fail'
  END AS outcome,
  coalesce(a.required, a.fulfilled) AS given,
  NULL AS against
FROM field_filing AS f
CROSS JOIN main.achievement AS a ON a.filing = f.filing
