-- overspent: more of the budget was realised than allocated
--
-- Examined: each owed service; whole rupiah.
SELECT f.region,
  f.field,
  s.service,
  '' AS indicator,
  CASE
    WHEN b.realised IS NULL OR b.allocated IS NULL THEN 'not_evaluable'
    WHEN b.realised > b.allocated THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  b.realised AS given,
  b.allocated AS against
FROM field_filing AS f
CROSS JOIN (
  SELECT DISTINCT level_group, field, service FROM owed_indicator
) AS s
  ON s.level_group = f.level_group
  AND s.field = f.field
LEFT JOIN main.budget AS b
  ON b.filing = f.filing
  AND b.service = s.service
WHERE f.owed
