-- doubt.sql: the needs on which a band and a rank stand unverified (semantics 3): CTE doubted, after examined.sql.
--
-- A row for each owed cell whose need breaks rule 'need zero' or 'need fell' while that is a warning, and that
-- nobody has explained. @region is bound when one region is asked for.
doubted AS (
  SELECT c.region,
    c.field,
    c.service
  FROM setting AS s
  CROSS JOIN owed_cell AS c
    ON (s.rule = 'need zero' AND @{is_need_zero c})
    OR (s.rule = 'need fell' AND @{is_need_fallen c})
  WHERE s.rule IN ('need zero', 'need fell')
    AND s.severity = 'warning'
    AND (@region IS NULL OR c.region = @region)
    AND @{office_says c.filing, c.service, s.rule, c.indicator} IS NULL
    AND @{ministry_says c.filing, c.service, s.rule, c.indicator} IS NULL
)
