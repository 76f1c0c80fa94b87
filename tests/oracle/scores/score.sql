-- score.sql: the score and the band of every region on the roster (semantics.md 3, 4).
--
-- tree = 'field': mean of the fields that have a score; 'flat': mean of all services that have one. No effective
-- filing: no score, bounds 0 and 100. Nothing owed at all: no score and no bounds; of a region of whom the catalogue
-- asks
-- nothing also without a filing. Bounds are means in the same way, of what is bounded; where nothing is and something
-- is owed, 0 and 100; without a cap there may be no upper end. The band is that of the score to 9 decimals.

DROP TABLE IF EXISTS temp.o_score;
CREATE TEMP TABLE o_score AS
WITH
  by_field AS (
    SELECT region, avg(served) AS served, avg(quality) AS quality, avg(score) AS score,
      max(bounded) AS bounded, sum(bounded AND high IS NULL) AS endless,
      avg(CASE WHEN bounded THEN low END) AS low, avg(CASE WHEN bounded THEN high END) AS high,
      sum(services_owed) AS services_owed, sum(services_filed) AS services_filed,
      sum(field_filed) AS fields_filed
    FROM o_field_score
    GROUP BY region
  ),
  by_service AS (
    SELECT region, avg(CASE WHEN score IS NOT NULL THEN served END) AS served,
      avg(CASE WHEN score IS NOT NULL THEN ifnull(quality, served) END) AS quality,
      avg(score) AS score, avg(CASE WHEN bounded THEN low END) AS low, avg(CASE WHEN bounded THEN high END) AS high
    FROM o_service_score
    GROUP BY region
  ),
  scored AS (
    SELECT r.region, r.name, r.level, r.province, ifnull(f.fields_filed, 0) AS fields_filed,
      EXISTS (SELECT 1 FROM o_filed AS e WHERE e.region = r.region) AS region_filed,
      ifnull(f.services_owed, 0) AS services_owed, ifnull(f.services_filed, 0) AS services_filed,
      EXISTS (SELECT 1 FROM o_doubt AS d WHERE d.region = r.region) AS unverified,
      CASE m.tree WHEN 'field' THEN f.served ELSE s.served END AS served,
      CASE m.tree WHEN 'field' THEN f.quality ELSE s.quality END AS quality,
      CASE m.tree WHEN 'field' THEN f.score ELSE s.score END AS score,
      CASE WHEN NOT f.bounded AND f.services_owed > 0 THEN 0.0 WHEN m.tree = 'field' THEN f.low ELSE s.low END AS low,
      CASE
        WHEN f.endless > 0 THEN NULL
        WHEN NOT f.bounded AND f.services_owed > 0 THEN CASE WHEN m.cap THEN 100.0 END
        WHEN m.tree = 'field' THEN f.high
        ELSE s.high
      END AS high
    FROM o_roster AS r
    CROSS JOIN o_method AS m
    LEFT JOIN by_field AS f ON f.region = r.region
    LEFT JOIN by_service AS s ON s.region = r.region
  ),
  snapped AS (
    SELECT *,
      CAST(score * 1e9 + 0.5 AS INTEGER) / 1e9 AS shown_score,
      CAST(low * 1e9 + 0.5 AS INTEGER) / 1e9 AS shown_low,
      CAST(high * 1e9 + 0.5 AS INTEGER) / 1e9 AS shown_high
    FROM scored
  )
SELECT *,
  (SELECT b.name
    FROM main.band AS b
    WHERE b.method = :method AND b.recorded_at <= :as_of AND b.floor <= shown_score
    ORDER BY b.floor DESC
    LIMIT 1) AS band
FROM snapped;
CREATE INDEX temp.o_score_region ON o_score(region);
CREATE INDEX temp.o_score_level ON o_score(level, shown_score);
CREATE INDEX temp.o_score_low ON o_score(level, shown_low);
CREATE INDEX temp.o_score_high ON o_score(level, shown_high);
CREATE INDEX temp.o_score_province ON o_score(level, province, shown_score);
