-- spm_rank(period): rank of every region within its level, with how sure it is; never across levels.
-- ringkasan: Peringkat tiap daerah di tingkatnya (provinsi, kabupaten, kota), beserta kepastiannya.
--
-- Semantics 8. Standard competition ranking on the snapped score: equal scores share a rank, the next rank is skipped.
-- A region without a score has no rank, and why says so. best and worst are over all regions of the level on the roster.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   score REAL: index, 0..100
--   band TEXT: band of the score
--   rank INTEGER: rank in the level; NULL without a score
--   tied INTEGER: how many share the rank, 1 alone
--   ranked INTEGER: regions of the level with a rank
--   expected INTEGER: regions of the level on the roster
--   best INTEGER: best rank that what is missing still allows
--   worst INTEGER: worst rank that it allows
--   previous_rank INTEGER: rank in the quarter before
--   change INTEGER: previous_rank - rank; positive is better
--   rank_in_province INTEGER: rank among the regions of the level in the province; NULL for provinces
--   ranked_in_province INTEGER: how many of them have a rank
--   why TEXT: why there is no rank: not filed, nothing owed, or nothing scored (missing='available', recipients blank)
--   served REAL: mean penerima share, 0..100
--   quality REAL: mean mutu share, 0..100
--   previous_score REAL: index in the quarter before
-- Order: region
-- Cost: whole
--
-- Example:
-- > SELECT count(*), max(rank) <= max(ranked) FROM spm_rank('2023-TW2') WHERE level = 'kota';
-- = 93|1
WITH now AS MATERIALIZED (
  SELECT s.region,
    s.name,
    s.level,
    s.province,
    s.served,
    s.quality,
    s.score,
    s.band,
    s.fields_filed,
    s.services_owed,
    rank() OVER (PARTITION BY s.level ORDER BY s.score DESC NULLS LAST) AS place,
    count(*) OVER (PARTITION BY s.level, s.score) AS tied,
    count(s.score) OVER (PARTITION BY s.level) AS ranked,
    count(*) OVER (PARTITION BY s.level) AS expected,
    rank() OVER (PARTITION BY s.level, s.province ORDER BY s.score DESC NULLS LAST) AS place_in_province,
    count(s.score) OVER (PARTITION BY s.level, s.province) AS ranked_in_province,
    s.score_low,
    s.score_high
  FROM main.spm_score(:period, :as_of, :method) AS s
),
before AS MATERIALIZED (
  SELECT s.region,
    s.score,
    CASE WHEN s.score IS NOT NULL THEN rank() OVER (PARTITION BY s.level ORDER BY s.score DESC NULLS LAST) END AS place
  FROM main.spm_score(spm_period_add(:period, -1), :as_of, :method) AS s
),
bound AS (
  SELECT n.region,
    1 + sum(other.score_low > n.score_high) AS best,
    1 + sum(other.score_high > n.score_low AND other.region <> n.region) AS worst
  FROM now AS n
  JOIN now AS other ON other.level = n.level
  WHERE n.score_low IS NOT NULL
  GROUP BY n.region
)
SELECT n.region,
  n.name,
  n.level,
  n.province,
  n.score,
  n.band,
  CASE WHEN n.score IS NOT NULL THEN n.place END AS rank,
  CASE WHEN n.score IS NOT NULL THEN n.tied END AS tied,
  n.ranked,
  n.expected,
  b.best,
  b.worst,
  p.place AS previous_rank,
  CASE WHEN n.score IS NOT NULL THEN p.place - n.place END AS change,
  CASE WHEN n.score IS NOT NULL AND n.level <> 'provinsi' THEN n.place_in_province END AS rank_in_province,
  CASE WHEN n.level <> 'provinsi' THEN n.ranked_in_province END AS ranked_in_province,
  CASE
    WHEN n.score IS NOT NULL THEN NULL
    WHEN n.fields_filed = 0 THEN 'not filed'
    WHEN n.services_owed = 0 THEN 'nothing owed'
    ELSE 'nothing scored'
  END AS why,
  n.served,
  n.quality,
  p.score AS previous_score
FROM now AS n
LEFT JOIN bound AS b ON b.region = n.region
LEFT JOIN before AS p ON p.region = n.region
ORDER BY n.region
