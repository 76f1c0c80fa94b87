-- spm_indicator_score(period): every owed cell of every region on the roster, with its ratio and status.
-- ringkasan: Setiap sel wajib tiap daerah, dengan rasio dan keadaannya.
--
-- Semantics 2. A cell that was not filed is a row too; so is an indicator that is shown and never scored (scored = 0).
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   field TEXT: code of the field
--   service TEXT: code of the service
--   indicator TEXT KEY: code of the indicator
--   component TEXT: penerima or mutu
--   indicator_name TEXT: name of the indicator
--   unit TEXT: what is counted
--   scored INTEGER: 1 when it counts in the score
--   required REAL: need as filed
--   fulfilled REAL: fulfilled as filed
--   ratio_raw REAL: fulfilled / required, uncapped; NULL without a ratio
--   ratio REAL: ratio 0..1 as it counts under the method
--   status TEXT: ok, capped, missing, not_needed, contradiction, invalid; not_filed: the field has no effective filing
--   service_score REAL: score of its service
--   service_quality REAL: quality of its service; NULL when none is owed
-- Order: region, field, service, indicator
--
-- Example:
-- > SELECT count(*), sum(scored) FROM spm_indicator_score('2023-TW2') WHERE region = '32.12' AND service = 'k-dikdas';
-- = 10|9
SELECT s.region,
  s.field,
  s.service,
  i.indicator,
  i.component,
  i.name AS indicator_name,
  i.unit,
  i.scored,
  a.required,
  a.fulfilled,
  CASE WHEN spm_status(a.required, a.fulfilled) IN ('ok', 'capped') THEN CAST(a.fulfilled AS REAL) / a.required
    END AS ratio_raw,
  CASE
    WHEN NOT m.cap AND spm_status(a.required, a.fulfilled) = 'capped' THEN CAST(a.fulfilled AS REAL) / a.required
    WHEN m.zero_need = 'full' AND spm_status(a.required, a.fulfilled) = 'not_needed' THEN 1.0
    ELSE spm_ratio(a.required, a.fulfilled)
  END AS ratio,
  CASE WHEN s.filing IS NULL THEN 'not_filed' ELSE spm_status(a.required, a.fulfilled) END AS status,
  s.score AS service_score,
  s.quality AS service_quality
FROM main.spm_service_score(:period, :as_of, :method, :known_at) AS s
CROSS JOIN main.method AS m ON m.method = :method
CROSS JOIN main.indicator AS i
  ON i.service = s.service
  AND @{in_force i}
LEFT JOIN main.achievement AS a
  ON a.filing = s.filing
  AND a.service = s.service
  AND a.indicator = i.indicator
