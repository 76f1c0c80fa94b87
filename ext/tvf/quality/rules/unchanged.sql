-- unchanged: all figures of the service are those of a quarter before
--
-- Figures grow within the year and restart in January, so the same again is a copy or a quarter in which nothing was
-- done.
-- Examined: each owed service; it applies where something is fulfilled and something is still to do. given: filled
-- cells.
SELECT region,
  field,
  service,
  '' AS indicator,
  CASE
    WHEN filing IS NULL OR before_filing IS NULL OR sum(filled) = 0 THEN 'not_evaluable'
    WHEN max(fulfilled > 0) IS NOT 1 OR max(fulfilled < required) IS NOT 1 THEN 'not_applicable'
    WHEN max(required IS NOT before_required OR fulfilled IS NOT before_fulfilled) THEN 'pass'
    ELSE 'fail'
  END AS outcome,
  sum(filled) AS given,
  NULL AS against
FROM owed_cell
GROUP BY region, field, service
