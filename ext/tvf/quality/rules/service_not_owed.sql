-- service not owed: quality or a budget is filled for a service that nobody needs this quarter
--
-- Semantics 3: a service whose recipients are all 0 of 0 is not owed in that quarter, whatever its quality rows say;
-- as in the score, those that are scored. Under zero_need='full' it is owed, and the rule asks nothing. Examined:
-- each service of the catalogue; it applies where the recipients are filled with 0 alone. given: the quality cells
-- with a need, or where there is none the budget.
SELECT c.region,
  c.field,
  c.service,
  '' AS indicator,
  CASE
    WHEN (SELECT m.zero_need FROM main.method AS m WHERE m.method = :method) = 'full' THEN 'not_applicable'
    WHEN c.filing IS NULL THEN 'not_evaluable'
    WHEN max(c.component = 'penerima' AND c.scored) = 0 THEN 'not_applicable'
    WHEN max(c.component = 'penerima' AND c.scored AND (c.required <> 0 OR c.fulfilled <> 0)) THEN 'not_applicable'
    WHEN max(c.component = 'penerima' AND c.scored AND NOT c.filled) THEN 'not_evaluable'
    WHEN sum(c.component = 'mutu' AND c.required > 0) > 0 OR b.allocated <> 0 OR b.realised <> 0 THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  coalesce(nullif(sum(c.component = 'mutu' AND c.required > 0), 0), nullif(b.allocated, 0), b.realised) AS given,
  0 AS against
FROM owed_cell AS c
LEFT JOIN main.budget AS b
  ON b.filing = c.filing
  AND b.service = c.service
GROUP BY c.region, c.field, c.service
