-- need fell: the need is lower than a year before by more than the threshold allows
--
-- Semantics 3. The threshold is a share: 0.1 lets 1000 become 900. Examined: each owed cell; it applies to scored
-- indicators. It is held against the last quarter of the year before that the field filed; where it filed none, against
-- its first filing of this year.
SELECT c.region,
  c.field,
  c.service,
  c.indicator,
  CASE
    WHEN NOT c.scored THEN 'not_applicable'
    WHEN c.required IS NULL OR c.base_required IS NULL THEN 'not_evaluable'
    WHEN @{is_need_fallen c} THEN 'fail'
    ELSE 'pass'
  END AS outcome,
  c.required AS given,
  c.base_required AS against
FROM owed_cell AS c
