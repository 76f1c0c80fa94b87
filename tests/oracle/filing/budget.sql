-- budget.sql: the filing that stands of each region and field, and the budgets in it (semantics.md 5, 6).
--
--   o_filing    a row for each field of a region on the roster with an effective filing; on time and late as in opd.sql
--   o_budget    a row for each region and service in force; absorption 100 x realised / allocated, not capped, NULL
--               where either is not given or allocated is 0

DROP TABLE IF EXISTS temp.o_filing;
CREATE TEMP TABLE o_filing AS
WITH
  arrived AS (
    SELECT e.filing, e.field, e.region,
      (SELECT a.arrived_at FROM o_filed AS a WHERE a.region = e.region AND a.field = e.field) AS arrived_at
    FROM o_effective AS e
  )
SELECT r.region, r.name, r.level, r.province, a.field, u.name AS field_name, f.filing, f.revision, f.submitted_at,
  f.day_only, f.opd, a.arrived_at, date(a.arrived_at, d.zone) <= d.due_on AS on_time,
  max(0, CAST(julianday(date(a.arrived_at, d.zone)) - julianday(d.due_on) AS INTEGER)) AS late_days,
  f.source AS import, i.path AS file, i.imported_at
FROM arrived AS a
JOIN o_roster AS r ON r.region = a.region
JOIN main.field AS u ON u.field = a.field
JOIN main.filing AS f ON f.filing = a.filing
LEFT JOIN o_due AS d
LEFT JOIN main.import AS i ON i.import = f.source;
CREATE INDEX temp.o_filing_region ON o_filing(region, field);

DROP TABLE IF EXISTS temp.o_budget;
CREATE TEMP TABLE o_budget AS
SELECT s.region, r.name, r.level, r.province, s.field, u.name AS field_name, s.service, v.name AS service_name,
  b.allocated, b.realised, iif(b.allocated = 0, NULL, b.realised * 100.0 / b.allocated) AS absorption, e.filing
FROM o_owed_service AS s
JOIN o_roster AS r ON r.region = s.region
JOIN main.field AS u ON u.field = s.field
JOIN main.service AS v ON v.service = s.service
LEFT JOIN o_effective AS e ON e.region = s.region AND e.field = s.field
LEFT JOIN main.budget AS b ON b.filing = e.filing AND b.service = s.service;
CREATE INDEX temp.o_budget_region ON o_budget(region, service);
