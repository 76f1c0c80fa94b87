-- quality alone: quality is filled while the recipients are empty
--
-- Examined: each owed service; it applies where a quality cell is filled. given: the quality cells that are filled.
SELECT region,
  field,
  service,
  '' AS indicator,
  CASE
    WHEN filing IS NULL THEN 'not_evaluable'
    WHEN sum(component = 'mutu' AND filled) = 0 OR sum(component = 'penerima') = 0 THEN 'not_applicable'
    WHEN sum(component = 'penerima' AND filled) = 0 THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  sum(component = 'mutu' AND filled) AS given,
  sum(component = 'penerima' AND filled) AS against
FROM owed_cell
GROUP BY region, field, service
