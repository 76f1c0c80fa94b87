-- doubt.sql: the needs on which a band and a rank stand unverified (semantics 3): CTE doubted.
--
-- A row for each owed cell whose need breaks rule 'need zero' or 'need fell' while that is a warning, and that
-- nobody has explained. @region is bound when one region is asked for.
doubted AS (
  SELECT d.region,
    d.field,
    d.service
  FROM main.spm_examined(:period, :as_of, :known_at, :method, @region, 'doubt', :ours) AS d
  WHERE @{office_says d.filing, d.service, d.rule, d.indicator} IS NULL
    AND @{ministry_says d.filing, d.service, d.rule, d.indicator} IS NULL
)
