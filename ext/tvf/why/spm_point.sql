-- spm_point(period): what each indicator can give and gives to the index of its region: the leaves of spm_explain.
-- ringkasan: Berapa poin yang dapat dan yang diberikan tiap indikator bagi indeks daerahnya.
--
-- Semantics 3, backwards. In a region with a score the weights add up to 100 and the points to the score. weight is
-- the product of weight_component, what the component of the service can give, and the indicator's share of it: 1/n of
-- n under combine='mean', its part of the needs under 'pooled'.
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
--   ratio_raw REAL: fulfilled / required, uncapped
--   ratio REAL: ratio 0..1 as it counts
--   status TEXT: status of the cell, as in spm_indicator_score
--   weight REAL: points that it can give, 0..100; NULL when the region has no score
--   points REAL: points that it gives: weight x ratio
--   weight_component REAL: points that its component of the service can give
--   counts INTEGER: 1 when it is in the denominator of its component
-- Order: region
-- Fold: leaves
--
-- Example:
-- > SELECT round(sum(weight), 6), round(sum(points), 6) FROM spm_point('2023-TW2') WHERE region = '32.12';
-- = 100.0|38.227198
SELECT :period AS period,
  :as_of AS as_of,
  :known_at AS known_at,
  @region AS region,
  :method AS method
