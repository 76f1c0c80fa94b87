-- spm_weight_range(period, level, w_min, w_max): how the ranks of a level move while the weight of recipients moves.
-- ringkasan: Perubahan peringkat satu tingkat bila bobot penerima digeser dari w_min ke w_max.
--
-- Semantics 8. At weight w the score of a region is w x served + (1 - w) x quality: a straight line, so ranks change
-- only where two lines cross. Every crossing is worked out, none is searched for; crossings within 1e-9 of each other
-- are one. At a crossing both regions share the better rank, and best and worst count that too.
--
-- Arguments:
--   period PERIOD: the quarter
--   level WORD(provinsi|kabupaten|kota): the level that is ranked; never across levels
--   w_min NUMBER(0.0): the least weight of recipients, 0..1
--   w_max NUMBER(1.0): the greatest weight of recipients, 0..1
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   served REAL: mean penerima share, 0..100
--   quality REAL: mean mutu share, 0..100
--   score REAL: index at the weight of the method
--   rank INTEGER: rank at the weight of the method
--   rank_at_min INTEGER: rank at w_min
--   rank_at_max INTEGER: rank at w_max
--   best INTEGER: best rank between w_min and w_max
--   worst INTEGER: worst rank between w_min and w_max
--   changes INTEGER: weights strictly between w_min and w_max at which it crosses somebody
--   first_change_at REAL: the first weight above w_min at which its rank changes; NULL when none does
--   first_change_with TEXT: codes of whom it meets at first_change_at, comma between them
--   why TEXT: why there is no rank: not filed, nothing owed or nothing scored
-- Errors: a weight outside 0..1; a w_min above w_max
-- Order: region
-- Cost: whole
-- Fold: lines
--
-- Example:
-- > SELECT count(*), count(best), sum(best <= rank_at_min AND rank_at_max <= worst)
-- > FROM spm_weight_range('2023-TW2', 'kota');
-- = 93|76|76
WITH asked AS MATERIALIZED (
  SELECT CAST(:w_min AS REAL) AS w_min,
    CAST(:w_max AS REAL) AS w_max
  WHERE spm_require(:ours, CAST(:w_min AS REAL) BETWEEN 0 AND 1, 'spm_weight_range: w_min ' || :w_min
    || ': give a weight from 0 to 1')
    AND spm_require(:ours, CAST(:w_max AS REAL) BETWEEN 0 AND 1, 'spm_weight_range: w_max ' || :w_max
      || ': give a weight from 0 to 1')
    AND spm_require(
      :ours,
      CAST(:w_min AS REAL) <= CAST(:w_max AS REAL),
      'spm_weight_range: w_min ' || :w_min || ' is above w_max ' || :w_max
    )
)
-- which lines there are; the fold (ext/table/lines.c) holds the crossings of one of them at a time
SELECT r.region,
  r.name,
  r.served,
  r.quality,
  r.score,
  r.rank,
  r.why,
  iif(r.rank IS NULL, NULL, 100 * s.ratio_served) AS line_served,
  100 * s.ratio_quality AS line_quality,
  spm_snap(100 * (a.w_min * s.ratio_served + (1 - a.w_min) * s.ratio_quality)) AS score_min,
  spm_snap(100 * (a.w_max * s.ratio_served + (1 - a.w_max) * s.ratio_quality)) AS score_max,
  a.w_min,
  a.w_max
FROM asked AS a
CROSS JOIN main.spm_rank(:period, :as_of, :method, NULL, NULL, NULL, :known_at) AS r
JOIN main.spm_score(:period, :as_of, :method, :known_at) AS s ON s.region = r.region
WHERE r.level = :level
