-- spm_input_rate(period, by): how many were expected, how many reported, and the rates; the counts always add up.
-- ringkasan: Berapa yang wajib lapor, berapa yang sudah, dan persentasenya; jumlahnya selalu cocok.
--
-- Semantics 6. reported + not_reported = expected in every row. by='level': provinsi, kabupaten, kota, semua, in that
-- order; by='province': the provincial government and its regencies and cities; by='field': reported = filed that field.
-- on_time + late = regions with every owed field (by='field': that field) filed.
--
-- Arguments:
--   period PERIOD: the quarter
--   by WORD(level|province|field): what a row is
-- Columns:
--   grp TEXT KEY: level, province code or field code
--   name TEXT: its name
--   expected INTEGER: regions on the roster
--   reported INTEGER: of them, those that filed (partial or complete)
--   not_reported INTEGER: expected - reported
--   complete INTEGER: of them, those with every owed cell filled
--   on_time INTEGER: every owed field filed in time
--   late INTEGER: every owed field filed, the last one after the deadline
--   rate REAL: 100 x reported / expected; NULL when nothing is expected
--   complete_rate REAL: 100 x complete / expected
--   on_time_rate REAL: 100 x on_time / expected
--   fill_rate REAL: 100 x cells filled / cells owed
--   filled INTEGER: owed cells with both figures
--   owed INTEGER: cells owed
-- Cost: whole
--
-- Example:
-- > SELECT grp, expected, reported, not_reported, round(rate, 2) FROM spm_input_rate('2023-TW2');
-- = provinsi|38|23|15|60.53
-- = kabupaten|415|237|178|57.11
-- = kota|93|76|17|81.72
-- = semua|546|336|210|61.54
WITH one_field AS (
  SELECT f.field AS grp,
    f.filed = 2 AS is_reported,
    f.filed = 2 AND f.filled = f.owed AS is_complete,
    f.arrived_at < d.closes_at AS on_time,
    f.filled,
    f.owed
  FROM main.spm_field_score(:period, :as_of, :method) AS f
  LEFT JOIN main.spm_deadline(:period, :as_of, :method) AS d
  WHERE :by = 'field'
),
one_region AS MATERIALIZED (
  SELECT s.level,
    s.province,
    s.state <> 'none' AS is_reported,
    s.state = 'complete' AS is_complete,
    s.on_time,
    s.filled,
    s.owed
  FROM main.spm_input_status(:period, :as_of, :method) AS s
  WHERE :by <> 'field'
),
member AS (
  SELECT CASE :by WHEN 'level' THEN level ELSE province END AS grp,
    is_reported,
    is_complete,
    on_time,
    filled,
    owed
  FROM one_region
  UNION ALL
  SELECT 'semua',
    is_reported,
    is_complete,
    on_time,
    filled,
    owed
  FROM one_region
  WHERE :by = 'level'
  UNION ALL
  SELECT o.grp,
    o.is_reported,
    o.is_complete,
    o.on_time,
    o.filled,
    o.owed
  FROM one_field AS o
),
wanted(position, grp, name) AS (
  SELECT 1, 'provinsi', 'Provinsi' WHERE :by = 'level'
  UNION ALL
  SELECT 2, 'kabupaten', 'Kabupaten' WHERE :by = 'level'
  UNION ALL
  SELECT 3, 'kota', 'Kota' WHERE :by = 'level'
  UNION ALL
  SELECT 4, 'semua', 'Nasional' WHERE :by = 'level'
  UNION ALL
  SELECT 5, r.region, r.name
  FROM main.region AS r
  WHERE :by = 'province'
    AND r.level = 'provinsi'
    AND r.region IN (SELECT m.grp FROM member AS m)
  UNION ALL
  SELECT 6, u.field, u.name
  FROM main.field AS u
  WHERE :by = 'field'
),
counted AS (
  SELECT w.position,
    w.grp,
    w.name,
    count(m.grp) AS expected,
    coalesce(sum(m.is_reported), 0) AS reported,
    coalesce(sum(m.is_complete), 0) AS complete,
    coalesce(sum(m.on_time), 0) AS on_time,
    coalesce(sum(1 - m.on_time), 0) AS late,
    coalesce(sum(m.filled), 0) AS filled,
    coalesce(sum(m.owed), 0) AS owed
  FROM wanted AS w
  LEFT JOIN member AS m ON m.grp = w.grp
  GROUP BY w.position, w.grp, w.name
)
SELECT grp,
  name,
  expected,
  reported,
  expected - reported AS not_reported,
  complete,
  on_time,
  late,
  100.0 * reported / nullif(expected, 0) AS rate,
  100.0 * complete / nullif(expected, 0) AS complete_rate,
  100.0 * on_time / nullif(expected, 0) AS on_time_rate,
  100.0 * filled / nullif(owed, 0) AS fill_rate,
  filled,
  owed
FROM counted
ORDER BY position, grp
