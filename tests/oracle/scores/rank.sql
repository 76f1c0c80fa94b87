-- rank.sql: ranks within a level (semantics.md 8), on the score to nine decimals, high first, 1, 2, 2, 4.
--
-- best = 1 + regions of the level whose low is above my high; worst = 1 + others whose high is above my low; both over
-- the whole roster; a high that is NULL beside a low is above everything. A province has no rank within itself. The
-- ranks that stood in o_rank before become o_rank_before,
-- the previous quarter's. why: 'nothing scored' (only under missing = 'available') is a region that filed and owes
-- services, none of which has a score; it must not be taken for one that owes nothing.

CREATE TEMP TABLE IF NOT EXISTS o_rank(region, rank);
DROP TABLE IF EXISTS temp.o_rank_before;
CREATE TEMP TABLE o_rank_before AS
SELECT region, rank FROM temp.o_rank;

DROP TABLE IF EXISTS temp.o_rank;
CREATE TEMP TABLE o_rank AS
WITH
  ranked AS (
    SELECT a.region, a.level, a.province, a.shown_score AS score, a.band,
      a.unverified,
      CASE WHEN a.shown_score IS NOT NULL THEN (SELECT count(*) FROM o_score AS b
        WHERE b.level = a.level AND b.shown_score > a.shown_score) + 1 END AS rank,
      CASE WHEN a.shown_score IS NOT NULL THEN (SELECT count(*) FROM o_score AS b
        WHERE b.level = a.level AND b.shown_score = a.shown_score) END AS tied,
      (SELECT count(*) FROM o_score AS b WHERE b.level = a.level AND b.shown_score IS NOT NULL) AS ranked,
      (SELECT count(*) FROM o_score AS b WHERE b.level = a.level) AS expected,
      CASE WHEN a.shown_low IS NOT NULL THEN (SELECT count(*) FROM o_score AS b
        WHERE b.level = a.level AND b.shown_low > ifnull(a.shown_high, 9e999)) + 1 END AS best,
      CASE WHEN a.shown_low IS NOT NULL THEN (SELECT count(*) FROM o_score AS b
        WHERE b.level = a.level AND b.region <> a.region AND b.shown_low IS NOT NULL
          AND ifnull(b.shown_high, 9e999) > a.shown_low) + 1 END AS worst,
      CASE WHEN a.level <> 'provinsi' AND a.shown_score IS NOT NULL THEN (SELECT count(*) FROM o_score AS b
        WHERE b.level = a.level AND b.province = a.province AND b.shown_score > a.shown_score) + 1
      END AS rank_in_province,
      CASE WHEN a.level <> 'provinsi' THEN (SELECT count(*) FROM o_score AS b
        WHERE b.level = a.level AND b.province = a.province AND b.shown_score IS NOT NULL) END AS ranked_in_province,
      CASE
        WHEN a.shown_score IS NOT NULL THEN NULL
        WHEN NOT a.region_filed THEN 'not filed'
        WHEN a.services_owed = 0 THEN 'nothing owed'
        ELSE 'nothing scored'
      END AS why
    FROM o_score AS a
  )
SELECT r.*, b.rank AS previous_rank, b.rank - r.rank AS change
FROM ranked AS r
LEFT JOIN temp.o_rank_before AS b ON b.region = r.region;
