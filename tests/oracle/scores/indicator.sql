-- indicator.sql: every owed cell as it is shown (semantics.md 2): what was reported, the raw ratio and the ratio.
--
--   ratio_raw  fulfilled / required of a cell that is ok or capped
--   ratio      the same under the method's cap; NULL where the cell has none, 1 for no need under zero_need = 'full'
--   status     as in 2; not_filed where the field has no effective filing

DROP TABLE IF EXISTS temp.o_indicator_score;
CREATE TEMP TABLE o_indicator_score AS
SELECT c.region, c.field, c.service, c.indicator, c.component, i.name, i.unit, c.scored, c.required, c.fulfilled,
  CASE WHEN c.status IN ('ok', 'capped') THEN 1.0 * c.fulfilled / c.required END AS ratio_raw,
  CASE WHEN c.status NOT IN ('missing', 'invalid', 'contradiction') THEN c.value END AS ratio,
  CASE
    WHEN EXISTS (SELECT 1 FROM o_effective AS e WHERE e.region = c.region AND e.field = c.field) THEN c.status
    ELSE 'not_filed'
  END AS status
FROM o_cell AS c
JOIN main.indicator AS i ON i.indicator = c.indicator;
CREATE INDEX temp.o_indicator_score_region ON o_indicator_score(region, indicator);
