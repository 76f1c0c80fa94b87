-- edition: a figure stands for an indicator that the catalogue does not ask for in this quarter
--
-- Examined: each cell of the effective filings, also of regions that are not on the roster.
SELECT f.region,
  f.field,
  a.service,
  a.indicator,
  CASE
    WHEN NOT EXISTS (
      SELECT 1 FROM owed_indicator AS i WHERE i.indicator = a.indicator
    ) THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  a.required AS given,
  NULL AS against
FROM field_filing AS f
CROSS JOIN main.achievement AS a ON a.filing = f.filing
