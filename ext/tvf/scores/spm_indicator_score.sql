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
-- Fold: leaves
--
-- Example:
-- > SELECT count(*), sum(scored) FROM spm_indicator_score('2023-TW2') WHERE region = '32.12' AND service = 'k-dikdas';
-- = 10|9
SELECT :period AS period,
  :as_of AS as_of,
  :known_at AS known_at,
  @region AS region,
  :method AS method
