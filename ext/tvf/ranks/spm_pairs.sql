-- spm_pairs(period, level): for any two ranked regions of a level who leads, and the weight at which they would swap.
-- ringkasan: Untuk tiap dua daerah: siapa unggul, dan pada bobot penerima berapa keduanya bertukar tempat.
--
-- Semantics 8. At weight w of recipients the score is w x served + (1 - w) x quality. A region that is at least as
-- good in both is never overtaken. One row per pair, the lower code first.
--
-- Arguments:
--   period PERIOD: the quarter
--   level WORD(provinsi|kabupaten|kota): the level that is ranked
-- Columns:
--   region TEXT KEY: Kemendagri code of the one
--   other TEXT KEY: Kemendagri code of the other
--   name TEXT: name of the one
--   other_name TEXT: name of the other
--   leader TEXT: code of who has the higher score under the method; NULL when they are equal
--   lead REAL: points between the two scores
--   swap_at REAL: weight of the recipients at which they swap, between 0 and 1; NULL when none does
--   leader_below TEXT: code of who leads at lower weights of the recipients; NULL without a swap
--   leader_above TEXT: code of who leads at higher weights of the recipients; NULL without a swap
--   why TEXT: why there is no swap: at least equal in both, or equal at every weight
-- Order: region, other
-- Cost: whole
--
-- Example:
-- > SELECT count(*), count(swap_at) + count(why) FROM spm_pairs('2023-TW2', 'kota');
-- = 2850|2850
WITH member AS MATERIALIZED (
  SELECT s.region,
    s.name,
    100 * s.ratio_served AS served,
    100 * s.ratio_quality AS quality,
    s.score
  FROM main.spm_score(:period, :as_of, :method, :known_at) AS s
  WHERE s.level = :level
    AND s.score IS NOT NULL
  ORDER BY s.region
),
pair AS (
  SELECT a.region,
    b.region AS other,
    a.name,
    b.name AS other_name,
    a.score - b.score AS lead,
    -- what is equal to nine decimals is equal (semantics 4)
    iif(spm_snap(a.served - b.served) = 0, 0, a.served - b.served) AS by_served,
    iif(spm_snap(a.quality - b.quality) = 0, 0, a.quality - b.quality) AS by_quality
  FROM member AS a
  JOIN member AS b ON b.region > a.region
)
SELECT p.region,
  p.other,
  p.name,
  p.other_name,
  CASE WHEN p.lead > 0 THEN p.region WHEN p.lead < 0 THEN p.other END AS leader,
  spm_snap(abs(p.lead)) AS lead,
  CASE WHEN p.by_served * p.by_quality < 0 THEN -p.by_quality / (p.by_served - p.by_quality) END AS swap_at,
  CASE WHEN p.by_served * p.by_quality < 0 THEN iif(p.by_quality > 0, p.region, p.other) END AS leader_below,
  CASE WHEN p.by_served * p.by_quality < 0 THEN iif(p.by_served > 0, p.region, p.other) END AS leader_above,
  CASE
    WHEN p.by_served * p.by_quality < 0 THEN NULL
    WHEN p.by_served = 0 AND p.by_quality = 0 THEN 'equal at every weight'
    ELSE 'at least equal in both'
  END AS why
FROM pair AS p
ORDER BY p.region, p.other
