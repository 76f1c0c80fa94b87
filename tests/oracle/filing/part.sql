-- part.sql: the seven parts of a filing, owed and filled, counted from the effective filing of each field
-- (semantics.md 6); and who is in charge.
--
-- A service is in force, here and in target.sql, where an indicator of it is: as in every function by service or field.
--
--   penerima, mutu  owed: the indicators in force of the component, scored or not; filled: both figures
--   anggaran        owed: 1 a service in force; filled: allocated and realised
--   masalah         owed: 1 a service in force; filled: at least one problem, each with its solution
--   tahapan         owed: 4 a service in force; filled: the stages that have a status
--   rencana aksi    owed: 1 a field; filled: the plan names a document
--   tim             owed: 1 a field; filled: somebody is in the team
--
-- Office: the row of table office with the latest from_period up to the quarter, of one from_period the last recorded
-- that was known; for a field without one the opd of its effective filing, then of the latest accepted filing of an
-- earlier quarter that names one.

DROP TABLE IF EXISTS temp.o_owed_service;
CREATE TEMP TABLE o_owed_service AS
SELECT DISTINCT region, field, service FROM o_cell;
CREATE INDEX temp.o_owed_service_region ON o_owed_service(region, field);

DROP TABLE IF EXISTS temp.o_owed_field;
CREATE TEMP TABLE o_owed_field AS
SELECT DISTINCT s.region, s.field, e.filing
FROM o_owed_service AS s
LEFT JOIN o_effective AS e ON e.region = s.region AND e.field = s.field;

DROP TABLE IF EXISTS temp.o_part;
CREATE TEMP TABLE o_part AS
WITH
  by_service AS (
    SELECT f.region, f.field, f.filing, s.service
    FROM o_owed_field AS f
    JOIN o_owed_service AS s ON s.region = f.region AND s.field = f.field
  )
SELECT c.region, c.field, CASE c.component WHEN 'penerima' THEN 1 ELSE 2 END AS position, c.component AS part,
  sum(c.filled) AS filled, count(*) AS owed
FROM o_cell AS c
GROUP BY c.region, c.field, c.component
UNION ALL
SELECT s.region, s.field, 3, 'anggaran', count(b.filing), count(*)
FROM by_service AS s
LEFT JOIN main.budget AS b ON b.filing = s.filing AND b.service = s.service AND b.allocated IS NOT NULL
  AND b.realised IS NOT NULL
GROUP BY s.region, s.field
UNION ALL
SELECT s.region, s.field, 4, 'masalah',
  sum(ifnull((SELECT min(p.problem IS NOT NULL AND p.solution IS NOT NULL) FROM main.problem AS p
    WHERE p.filing = s.filing AND p.service = s.service), 0)), count(*)
FROM by_service AS s
GROUP BY s.region, s.field
UNION ALL
SELECT s.region, s.field, 5, 'tahapan',
  sum((SELECT count(g.status) FROM main.stage AS g WHERE g.filing = s.filing AND g.service = s.service)), 4 * count(*)
FROM by_service AS s
GROUP BY s.region, s.field
UNION ALL
SELECT f.region, f.field, 6, 'rencana aksi', EXISTS (SELECT 1 FROM main.action_plan AS p
    WHERE p.filing = f.filing AND p.document IS NOT NULL), 1
FROM o_owed_field AS f
UNION ALL
SELECT f.region, f.field, 7, 'tim', EXISTS (SELECT 1 FROM main.team AS t WHERE t.filing = f.filing), 1
FROM o_owed_field AS f;
CREATE INDEX temp.o_part_region ON o_part(region, field, position);

DROP TABLE IF EXISTS temp.o_office;
CREATE TEMP TABLE o_office AS
WITH
  known AS MATERIALIZED (
    SELECT o.*
    FROM main.office AS o
    WHERE o.from_period <= :period AND o.recorded_at <= :as_of
      AND NOT EXISTS (SELECT 1 FROM main.withdrawal AS w WHERE w.what = 'office' AND w.recorded_at <= :as_of
        AND w.key = printf('%s %s %s %s', o.region, o.duty, o.from_period, o.recorded_at))
  )
SELECT o.region, o.duty, o.name
FROM known AS o
WHERE NOT EXISTS (SELECT 1 FROM known AS n
    WHERE n.region = o.region AND n.duty = o.duty
      AND (n.from_period > o.from_period OR n.from_period = o.from_period AND n.recorded_at > o.recorded_at));

DROP TABLE IF EXISTS temp.o_opd;
CREATE TEMP TABLE o_opd AS
WITH
  named AS MATERIALIZED (
    SELECT a.region, a.field, a.period, a.revision, f.opd
    FROM o_accepted AS a
    JOIN main.filing AS f ON f.filing = a.filing
    WHERE a.period < :period AND f.opd IS NOT NULL
  )
SELECT f.region, f.field,
  coalesce(
    (SELECT o.name FROM o_office AS o WHERE o.region = f.region AND o.duty = f.field),
    (SELECT e.opd FROM main.filing AS e WHERE e.filing = f.filing),
    (SELECT n.opd FROM named AS n WHERE n.region = f.region AND n.field = f.field
      ORDER BY n.period DESC, n.revision DESC LIMIT 1)
  ) AS opd,
  (SELECT o.name FROM o_office AS o WHERE o.region = f.region AND o.duty = 'data') AS data_office
FROM o_owed_field AS f;
CREATE INDEX temp.o_opd_region ON o_opd(region, field);
