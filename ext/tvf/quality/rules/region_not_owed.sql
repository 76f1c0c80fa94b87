-- region not owed: the region filed, but it is not on the roster of the quarter
--
-- Semantics 6: the roster alone decides. Examined: each region on the roster, and each that filed without being on it.
-- given: the fields it filed.
SELECT region,
  '' AS field,
  '' AS service,
  '' AS indicator,
  CASE
    WHEN NOT owed THEN 'fail'
    WHEN count(filing) = 0 THEN 'not_applicable'
    ELSE 'pass'
  END AS outcome,
  count(filing) AS given,
  NULL AS against
FROM field_filing
GROUP BY region
HAVING owed OR count(filing) > 0
