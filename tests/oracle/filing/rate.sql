-- rate.sql: input rates by level, province, field and part (semantics.md 6). Groups sum counts; rates are never
-- averaged.
--
-- By field, a region has reported when it filed that field, is complete when every owed cell of it is filled, and on
-- time when it first arrived in time. By part, a region is expected when it owes something of the part, has reported
-- when something of it is filled, and is complete when all is; a part has no deadline of its own.
-- A level, field or part that nobody owes has its row all the same: nobody expected, no rate, and why.

DROP TABLE IF EXISTS temp.o_rate;
CREATE TEMP TABLE o_rate AS
WITH
  region_count(by, grp, reported, complete, on_time, late, filled, owed) AS (
    SELECT 'level', level, state <> 'none', state = 'complete', on_time IS 1, on_time IS 0, filled, owed
    FROM o_status
    UNION ALL
    SELECT 'level', 'semua', state <> 'none', state = 'complete', on_time IS 1, on_time IS 0, filled, owed
    FROM o_status
    UNION ALL
    SELECT 'province', province, state <> 'none', state = 'complete', on_time IS 1, on_time IS 0, filled, owed
    FROM o_status
    UNION ALL
    SELECT 'field', f.field, f.arrived_at IS NOT NULL, f.arrived_at IS NOT NULL AND c.filled = c.owed,
      (date(f.arrived_at, d.zone) <= d.due_on) IS 1, (date(f.arrived_at, d.zone) <= d.due_on) IS 0, c.filled, c.owed
    FROM o_field_first AS f
    JOIN (SELECT region, field, sum(filled) AS filled, count(*) AS owed FROM o_cell GROUP BY region, field) AS c
      ON c.region = f.region AND c.field = f.field
    LEFT JOIN o_due AS d
    UNION ALL
    SELECT 'part', part, sum(filled) > 0, sum(filled) = sum(owed), NULL, NULL, sum(filled), sum(owed)
    FROM o_part
    GROUP BY part, region
  )
SELECT by, grp, count(*) AS expected, sum(reported) AS reported, count(*) - sum(reported) AS not_reported,
  sum(complete) AS complete, sum(on_time) AS on_time, sum(late) AS late,
  100.0 * sum(reported) / count(*) AS rate,
  100.0 * sum(complete) / count(*) AS complete_rate,
  100.0 * sum(on_time) / count(*) AS on_time_rate,
  100.0 * sum(filled) / nullif(sum(owed), 0) AS fill_rate,
  sum(filled) AS filled, sum(owed) AS owed, NULL AS why
FROM region_count
GROUP BY by, grp;

INSERT INTO o_rate
SELECT 'level', column1, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 'nothing expected'
FROM (VALUES ('provinsi'), ('kabupaten'), ('kota'), ('semua'))
WHERE column1 NOT IN (SELECT grp FROM o_rate WHERE by = 'level');

INSERT INTO o_rate
SELECT 'field', field, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 'nothing expected'
FROM main.field
WHERE field NOT IN (SELECT grp FROM o_rate WHERE by = 'field');

INSERT INTO o_rate
SELECT 'part', column1, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 'nothing expected'
FROM (VALUES ('penerima'), ('mutu'), ('anggaran'), ('masalah'), ('tahapan'), ('rencana aksi'), ('tim'))
WHERE column1 NOT IN (SELECT grp FROM o_rate WHERE by = 'part');
