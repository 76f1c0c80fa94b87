-- field.sql: the score of every field of every region on the roster: the mean of its owed services (semantics.md 3).
--
-- Means go over the services that have a score: under missing = 'zero' these are the owed ones. A service without owed
-- quality enters quality with its served value. Only a field that owes a service has bounds: the mean of those of the
-- services that are bounded; 0 and 100 where none is. One without an upper end leaves none to the mean.

DROP TABLE IF EXISTS temp.o_field_score;
CREATE TEMP TABLE o_field_score AS
SELECT region, field, region_filed, field_filed,
  count(CASE WHEN status <> 'not_owed' THEN 1 END) AS services_owed,
  count(CASE WHEN status NOT IN ('not_owed', 'not_filed') THEN 1 END) AS services_filed,
  avg(CASE WHEN score IS NOT NULL THEN served END) AS served,
  avg(CASE WHEN score IS NOT NULL THEN ifnull(quality, served) END) AS quality,
  avg(score) AS score,
  max(bounded AND low IS NOT NULL) AS bounded,
  CASE WHEN max(bounded AND low IS NOT NULL) THEN avg(CASE WHEN bounded THEN low END)
    WHEN sum(status <> 'not_owed') > 0 THEN 0.0 END AS low,
  CASE
    WHEN sum(bounded AND low IS NOT NULL AND high IS NULL) > 0 THEN NULL
    WHEN max(bounded AND low IS NOT NULL) THEN avg(CASE WHEN bounded THEN high END)
    WHEN sum(status <> 'not_owed') > 0 AND (SELECT cap FROM o_method) THEN 100.0
  END AS high
FROM o_service_score
GROUP BY region, field;
