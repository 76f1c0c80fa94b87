-- spm_rank(period): rank of every region within its level, with how sure it is; never across levels.
-- ringkasan: Peringkat tiap daerah di tingkatnya (provinsi, kabupaten, kota), beserta kepastiannya.
--
-- Semantics 8. Standard competition ranking on the snapped score: equal scores share a rank, the next rank is skipped.
-- A region without a score has no rank, and why says so. best and worst are over all regions of the level on the
-- roster. of = a field or a service ranks by its score; expected then counts the regions of whose level the catalogue
-- asks it. The common population are the regions of the level that have a rank in both quarters: newcomers and the
-- silent move nobody there. Each quarter stands under its own method, as in spm_change: the one given, else the one in
-- force there; so previous_rank and previous_score are what spm_rank says of the quarter before.
--
-- Arguments:
--   period PERIOD: the quarter
-- More arguments:
--   of SUBJECT(score): what is ranked: score, or a field or a service by code or name
--   grouping TEXT(pulau): which groups of table region_group
--   method_from METHOD_FROM: method of the quarter before; default: the method given, else the one in force there
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   score REAL: index (or score of the field or service), 0..100
--   band TEXT: band of the score
--   rank INTEGER: rank in the level; NULL without a score
--   tied INTEGER: how many share the rank, 1 alone
--   ranked INTEGER: regions of the level with a rank
--   expected INTEGER: regions of the level on the roster
--   best INTEGER: best rank that what is missing still allows
--   worst INTEGER: worst rank that what is missing still allows
--   previous_rank INTEGER: rank in the quarter before
--   rank_change INTEGER: places gained, previous_rank - rank; newcomers and those that fell silent move it
--     (rank_change_common: without them)
--   rank_in_province INTEGER: rank among the regions of the level in the province; NULL for provinces
--   ranked_in_province INTEGER: regions of the level in the province with a rank; NULL for provinces
--   why TEXT: why there is no rank: not filed, nothing owed, nothing scored (missing='available',
--     recipients blank), not asked of this level
--   served REAL: mean penerima share, 0..100
--   quality REAL: mean mutu share, 0..100
--   previous_score REAL: score in the quarter before
--   to_next_rank REAL: points to the next score above in the level; NULL at the top
--   to_next_band REAL: points to the floor of the next band; NULL in the highest
--   group_name TEXT: group of the region in that grouping; NULL without one
--   rank_in_group INTEGER: rank among the regions of the level in the group
--   ranked_in_group INTEGER: regions of the level in the group with a rank
--   rank_common INTEGER: rank among the regions of the level ranked in both quarters
--   previous_rank_common INTEGER: rank among them in the quarter before
--   rank_change_common INTEGER: places gained among the regions ranked in both quarters, previous_rank_common -
--     rank_common
--   unverified INTEGER: 1: a need that cannot be 0 is, or one fell below that of the year before, and nobody has
--     explained it: band and rank stand on it; else 0
-- Errors: an of that is neither score nor one field or service; a grouping not in table region_group
-- Order: region
-- Cost: whole
-- Fold: ranks
--
-- Example:
-- > SELECT rank, name, rank_change, spm_round(score), best, worst FROM spm_rank('2023-TW2')
-- > WHERE level = 'kota' AND rank <= 2 ORDER BY rank;
-- = 1|Kota Tanjungbalai|1|95.68|1|19
-- = 2|Kota Palangkaraya|1|94.73|2|20
WITH
--@ doubt.sql
,
asked AS MATERIALIZED (
  SELECT CASE
      WHEN :of = 'score' THEN 'score'
      WHEN EXISTS (SELECT 1 FROM main.field AS u WHERE u.field = :of) THEN 'field'
      ELSE 'service'
    END AS kind,
    -- the quarter before is scored where a column is read that knows it
    (
      @reads_previous_rank
      OR @reads_previous_score
      OR @reads_rank_change
      OR @reads_rank_common
      OR @reads_previous_rank_common
      OR @reads_rank_change_common
    )
      AND EXISTS (SELECT 1 FROM main.filing AS f WHERE f.period = spm_period_add(:period, -1)) AS has_previous
  WHERE spm_require(
      :ours,
      EXISTS (SELECT 1 FROM main.region_group AS g WHERE g.grouping = :grouping),
      'spm_rank: grouping ''' || :grouping
        || ''': no such grouping; SELECT DISTINCT grouping FROM region_group lists them'
    )
),
grouped AS MATERIALIZED (
  SELECT g.region,
    g.name
  FROM main.region_group AS g
  WHERE g.grouping = :grouping
    AND g.recorded_at = (
      SELECT max(o.recorded_at)
      FROM main.region_group AS o
      WHERE o.grouping = g.grouping
        AND o.region = g.region
        AND o.recorded_at <= :as_of
    )
),
subject AS MATERIALIZED (
  SELECT s.region,
    s.name,
    s.level,
    s.province,
    s.served,
    s.quality,
    s.score,
    s.score_low,
    s.score_high,
    s.fields_filed,
    s.services_owed,
    1 AS has_it
  FROM asked AS a
  CROSS JOIN main.spm_score(:period, :as_of, :method, :known_at) AS s
  WHERE a.kind = 'score'
  UNION ALL
  SELECT s.region,
    s.name,
    s.level,
    s.province,
    f.served,
    f.quality,
    f.score,
    f.score_low,
    f.score_high,
    s.fields_filed,
    f.services_owed,
    f.region IS NOT NULL
  FROM asked AS a
  CROSS JOIN main.spm_score(:period, :as_of, :method, :known_at) AS s
  LEFT JOIN main.spm_field_score(:period, :as_of, :method, :known_at) AS f
    ON f.region = s.region
    AND f.field = :of
  WHERE a.kind = 'field'
  UNION ALL
  SELECT s.region,
    s.name,
    s.level,
    s.province,
    v.served,
    v.quality,
    v.score,
    v.score_low,
    v.score_high,
    s.fields_filed,
    v.status <> 'not_owed',
    v.region IS NOT NULL
  FROM asked AS a
  CROSS JOIN main.spm_score(:period, :as_of, :method, :known_at) AS s
  LEFT JOIN main.spm_service_score(:period, :as_of, :method, :known_at) AS v
    ON v.region = s.region
    AND v.service = :of
  WHERE a.kind = 'service'
),
earlier AS (
  SELECT s.region,
    s.level,
    s.score
  FROM asked AS a
  CROSS JOIN main.spm_score(spm_period_add(:period, -1), :as_of, :method_from, :known_at) AS s
  WHERE a.kind = 'score'
    AND a.has_previous
  UNION ALL
  SELECT f.region,
    f.level,
    f.score
  FROM asked AS a
  CROSS JOIN main.spm_field_score(spm_period_add(:period, -1), :as_of, :method_from, :known_at) AS f
  WHERE a.kind = 'field'
    AND a.has_previous
    AND f.field = :of
  UNION ALL
  SELECT v.region,
    v.level,
    v.score
  FROM asked AS a
  CROSS JOIN main.spm_service_score(spm_period_add(:period, -1), :as_of, :method_from, :known_at) AS v
  WHERE a.kind = 'service'
    AND a.has_previous
    AND v.service = :of
),
before AS MATERIALIZED (
  SELECT e.region,
    e.score,
    CASE WHEN e.score IS NOT NULL THEN rank() OVER (PARTITION BY e.level ORDER BY e.score DESC NULLS LAST) END AS place
  FROM earlier AS e
)
SELECT n.region,
  n.name,
  n.level,
  n.province,
  n.score,
  @{band_of n.score} AS band,
  p.place AS previous_rank,
  CASE
    WHEN n.score IS NOT NULL THEN NULL
    WHEN NOT n.has_it THEN 'not asked of this level'
    WHEN n.fields_filed = 0 THEN 'not filed'
    WHEN n.services_owed = 0 THEN 'nothing owed'
    ELSE 'nothing scored'
  END AS why,
  n.served,
  n.quality,
  p.score AS previous_score,
  (
    SELECT spm_snap(min(b.floor) - n.score)
    FROM main.band AS b
    WHERE @{band_known b}
      AND b.floor > n.score
  ) AS to_next_band,
  coalesce(
    (SELECT g.name FROM grouped AS g WHERE g.region = n.region),
    (SELECT g.name FROM grouped AS g WHERE g.region = n.province)
  ) AS group_name,
  n.region IN (SELECT d.region FROM doubted AS d WHERE :of IN ('score', d.field, d.service)) AS unverified,
  n.score_low,
  n.score_high,
  n.has_it
FROM subject AS n
LEFT JOIN before AS p ON p.region = n.region
