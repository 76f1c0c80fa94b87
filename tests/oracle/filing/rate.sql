-- rate.sql: input rates by level, province, field and part (semantics.md 6). Groups sum counts; rates are never
-- averaged.
--
-- By field, a region has reported when it filed that field, is complete when every owed cell of it is filled, and on
-- time when it first arrived in time. By part, a region is expected when it owes something of the part, has reported
-- when something of it is filled, and is complete when all is; a part has no deadline of its own.
-- A level, field or part that nobody owes has its row all the same: nobody expected, no rate, and why. Without a
-- deadline nobody is on time and nobody late: NULL. other_parts: sent something that fills no owed cell. not_owed: on
-- the roster, and not expected in the row of a field or part.

DROP TABLE IF EXISTS temp.o_rate;
CREATE TEMP TABLE o_rate AS
WITH
  region_count(by, grp, reported, complete, on_time, late, filled, owed, other_parts, filled_at_due) AS (
    SELECT 'level', level, state <> 'none', state = 'complete', on_time IS 1, on_time IS 0, filled, owed,
      state = 'none' AND other_parts > 0, filled_at_due
    FROM o_status
    UNION ALL
    SELECT 'level', 'semua', state <> 'none', state = 'complete', on_time IS 1, on_time IS 0, filled, owed,
      state = 'none' AND other_parts > 0, filled_at_due
    FROM o_status
    UNION ALL
    SELECT 'province', province, state <> 'none', state = 'complete', on_time IS 1, on_time IS 0, filled, owed,
      state = 'none' AND other_parts > 0, filled_at_due
    FROM o_status
    UNION ALL
    SELECT 'field', f.field, f.arrived_at IS NOT NULL, f.arrived_at IS NOT NULL AND c.filled = c.owed,
      (date(f.arrived_at, d.zone) <= d.due_on) IS 1, (date(f.arrived_at, d.zone) <= d.due_on) IS 0, c.filled, c.owed,
      f.sent AND f.arrived_at IS NULL, f.filled_at_due
    FROM o_field_first AS f
    JOIN (SELECT region, field, sum(filled) AS filled, count(*) AS owed FROM o_cell GROUP BY region, field) AS c
      ON c.region = f.region AND c.field = f.field
    LEFT JOIN o_due AS d
    UNION ALL
    SELECT 'part', part, sum(filled) > 0, sum(filled) = sum(owed), NULL, NULL, sum(filled), sum(owed),
      NULL, NULL
    FROM o_part
    GROUP BY part, region
  )
SELECT by, grp, count(*) AS expected, sum(reported) AS reported, count(*) - sum(reported) AS not_reported,
  sum(complete) AS complete, sum(on_time) AS on_time, sum(late) AS late,
  100.0 * sum(reported) / count(*) AS rate,
  100.0 * sum(complete) / count(*) AS complete_rate,
  100.0 * sum(on_time) / count(*) AS on_time_rate,
  100.0 * sum(filled) / nullif(sum(owed), 0) AS fill_rate,
  sum(filled) AS filled, sum(owed) AS owed, NULL AS why, sum(other_parts) AS other_parts,
  CASE WHEN by IN ('field', 'part') THEN (SELECT count(*) FROM o_roster) - count(*) ELSE 0 END AS not_owed,
  100.0 * sum(filled_at_due) / nullif(sum(owed), 0) AS fill_at_due
FROM region_count
GROUP BY by, grp;

INSERT INTO o_rate
SELECT 'level', column1, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 'nothing expected', 0, 0, NULL
FROM (VALUES ('provinsi'), ('kabupaten'), ('kota'), ('semua'))
WHERE column1 NOT IN (SELECT grp FROM o_rate WHERE by = 'level');

INSERT INTO o_rate
SELECT 'field', field, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 'nothing expected', 0,
  (SELECT count(*) FROM o_roster), NULL
FROM main.field
WHERE field NOT IN (SELECT grp FROM o_rate WHERE by = 'field');

INSERT INTO o_rate
SELECT 'part', column1, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 'nothing expected', NULL,
  (SELECT count(*) FROM o_roster), NULL
FROM (VALUES ('penerima'), ('mutu'), ('anggaran'), ('masalah'), ('tahapan'), ('rencana aksi'), ('tim'))
WHERE column1 NOT IN (SELECT grp FROM o_rate WHERE by = 'part');

UPDATE o_rate SET on_time = NULL, late = NULL, on_time_rate = NULL, fill_at_due = NULL
WHERE NOT EXISTS (SELECT 1 FROM o_due);
