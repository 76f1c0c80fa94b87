-- field.sql: the score of every field of every region on the roster: the mean of its owed services (semantics.md 3).
--
-- Means go over the services that have a score: under missing = 'zero' these are the owed ones. A service without owed
-- quality enters quality with its served value. Only a field that owes a service has bounds.

DROP TABLE IF EXISTS temp.o_field_score;
CREATE TEMP TABLE o_field_score AS
SELECT region, field, region_filed, field_filed,
  count(CASE WHEN status <> 'not_owed' THEN 1 END) AS services_owed,
  count(CASE WHEN status <> 'not_owed' AND field_filed THEN 1 END) AS services_filed,
  avg(CASE WHEN score IS NOT NULL THEN served END) AS served,
  avg(CASE WHEN score IS NOT NULL THEN ifnull(quality, served) END) AS quality,
  avg(score) AS score,
  avg(low) AS low,
  avg(high) AS high
FROM o_service_score
GROUP BY region, field;
