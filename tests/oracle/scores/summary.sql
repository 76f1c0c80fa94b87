-- summary.sql: scores by nation, province, level, field and service: the mean of the regions beside the pooled.
--
--   regions          with a score: of the region, or of the field or service that is the row
--   mean_of_regions  mean of those scores
--   pooled           100 x people served / people to be served, over the penerima needs above 0 of scored services,
-- each served at most as many as need it; only what is counted in 'Orang' (by service: in its own                   
-- unit). A need without a figure of what was fulfilled is not served (missing = 'zero'), or left out.
--   regions_pooled   regions with such a need

DROP TABLE IF EXISTS temp.o_summary;
CREATE TEMP TABLE o_summary AS
WITH
  scores(by, grp, region, score) AS (
    SELECT 'nation', 'semua', region, shown_score FROM o_score
    UNION ALL SELECT 'province', province, region, shown_score FROM o_score
    UNION ALL SELECT 'level', level, region, shown_score FROM o_score
    UNION ALL SELECT 'field', field, region, score FROM o_field_score
    UNION ALL SELECT 'service', service, region, score FROM o_service_score
  ),
  people AS MATERIALIZED (
    SELECT c.region, r.province, r.level, c.field, c.service, i.unit, c.required,
      max(0, min(ifnull(c.fulfilled, 0), c.required)) AS served
    FROM o_cell AS c
    CROSS JOIN o_method AS m
    JOIN o_roster AS r ON r.region = c.region
    JOIN o_service_score AS s ON s.region = c.region AND s.field = c.field AND s.service = c.service
    JOIN main.indicator AS i ON i.indicator = c.indicator
    WHERE c.component = 'penerima' AND c.scored AND c.required > 0 AND s.score IS NOT NULL
      AND (m.missing = 'zero' OR c.fulfilled >= 0)
  ),
  pools(by, grp, region, required, served) AS (
    SELECT 'nation', 'semua', region, required, served FROM people WHERE unit = 'Orang'
    UNION ALL SELECT 'province', province, region, required, served FROM people WHERE unit = 'Orang'
    UNION ALL SELECT 'level', level, region, required, served FROM people WHERE unit = 'Orang'
    UNION ALL SELECT 'field', field, region, required, served FROM people WHERE unit = 'Orang'
    UNION ALL SELECT 'service', service, region, required, served FROM people
  ),
  pooled AS (
    SELECT by, grp, count(DISTINCT region) AS regions_pooled, sum(served) AS served_people,
      sum(required) AS needed_people, 100.0 * sum(served) / sum(required) AS pooled
    FROM pools
    GROUP BY by, grp
  ),
  means AS (
    SELECT by, grp, count(score) AS regions, avg(score) AS mean_of_regions FROM scores GROUP BY by, grp
  )
SELECT m.by, m.grp, m.regions, m.mean_of_regions, ifnull(p.regions_pooled, 0) AS regions_pooled, p.served_people,
  p.needed_people, p.pooled
FROM means AS m
LEFT JOIN pooled AS p ON p.by = m.by AND p.grp = m.grp;
