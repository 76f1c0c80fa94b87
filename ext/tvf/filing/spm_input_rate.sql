-- spm_input_rate(period, by): how many were expected, how many reported, and the rates; the counts always add up.
-- ringkasan: Berapa yang wajib lapor, berapa yang sudah, dan persentasenya; jumlahnya selalu cocok.
--
-- Semantics 6. reported + not_reported = expected in every row. by='level': provinsi, kabupaten, kota, semua, in that
-- order; by='province': the provincial government and its regencies and cities; by='field': reported = filed that
-- field; by='part': reported = filled something of that part, complete = all of it; a part has no deadline of its own.
-- Filed is what has an owed cell with both figures; a region that sent other parts alone has not reported, and
-- other_parts counts it. on_time + late = regions with every owed field (by='field': that field) filed; without a
-- deadline both are NULL, since nobody was in time and nobody late.
--
-- Arguments:
--   period PERIOD: the quarter
--   by WORD(level|province|field|part): what a row is: a level, a province, a field or a part of the filings
-- Columns:
--   grp TEXT KEY: level, province code, field code or part that the row is about
--   name TEXT: name of the level, province, field or part
--   expected INTEGER: regions on the roster; by field or part those that owe a cell of it
--   reported INTEGER: regions that filed (partial or complete)
--   not_reported INTEGER: regions that filed nothing: expected - reported
--   complete INTEGER: regions with every owed cell filled
--   on_time INTEGER: regions with every owed field filed in time; NULL by part or without a deadline
--   late INTEGER: regions with every owed field filed, the last one after the deadline; NULL with on_time
--   rate REAL: 100 x reported / expected; NULL when nothing is expected
--   complete_rate REAL: 100 x complete / expected
--   on_time_rate REAL: 100 x on_time / expected; NULL with on_time
--   fill_rate REAL: 100 x cells filled / cells owed
--   filled INTEGER: owed cells with both figures
--   owed INTEGER: cells owed
--   why TEXT: why there is no rate: nothing expected; NULL when there is one
--   other_parts INTEGER: regions that have not reported, but sent other parts of a filing; NULL by part
--   not_owed INTEGER: regions on the roster that owe no cell of the field or part, and are not expected
--   fill_at_due REAL: 100 x cells filled at the deadline / cells owed, so far before it; NULL with on_time
-- Cost: whole
--
-- Example:
-- > SELECT grp, expected, reported, not_reported, round(rate, 2) FROM spm_input_rate('2023-TW2');
-- = provinsi|38|23|15|60.53
-- = kabupaten|415|237|178|57.11
-- = kota|93|76|17|81.72
-- = semua|546|336|210|61.54
WITH
--@ idle.sql
,
part(position, part, name) AS (
  VALUES (1, 'penerima', 'Penerima'), (2, 'mutu', 'Mutu'), (3, 'anggaran', 'Anggaran'),
    (4, 'masalah', 'Masalah dan solusi'),
    (5, 'tahapan', 'Tahapan'), (6, 'rencana aksi', 'Rencana aksi'), (7, 'tim', 'Tim')
),
due AS MATERIALIZED (
  SELECT d.due_on,
    d.zone,
    d.closes_at
  FROM main.spm_deadline(:period, :as_of, :method, :known_at) AS d
),
field_row AS NOT MATERIALIZED (
  SELECT s.region,
    s.field,
    s.filed_state = 2 AS filed,
    s.filing IS NOT NULL AND s.filed_state < 2 AS other_parts,
    spm_days_late(s.arrived_at, d.due_on, d.zone) <= 0 AS on_time,
    s.filled,
    s.owed,
    iif(d.closes_at IS NULL, NULL, @{filled_at s, d.closes_at}) AS filled_at_due
  FROM main.spm_field_score(:period, :as_of, :method, :known_at) AS s
  LEFT JOIN due AS d
),
one_field AS (
  SELECT o.field AS grp,
    o.filed AS is_reported,
    o.filed AND o.filled = o.owed AS is_complete,
    o.other_parts,
    o.on_time,
    o.filled,
    o.owed,
    o.filled_at_due
  FROM field_row AS o
  WHERE :by = 'field'
),
region_parts AS MATERIALIZED (
  SELECT o.region,
    json_array(
      sum(o.filled_penerima), sum(o.filled_mutu), sum(o.filled_anggaran), sum(o.filled_masalah), sum(o.filled_tahapan),
      sum(o.filled_rencana_aksi), sum(o.filled_tim)
    ) AS filled,
    json_array(
      sum(o.owed_penerima), sum(o.owed_mutu), sum(o.owed_anggaran), sum(o.owed_masalah), sum(o.owed_tahapan),
      sum(o.owed_rencana_aksi), sum(o.owed_tim)
    ) AS owed
  FROM main.spm_opd_status(:period, :as_of, :method, :known_at) AS o
  WHERE :by = 'part'
  GROUP BY o.region
),
one_part AS (
  SELECT p.part AS grp,
    json_extract(g.filled, '$[' || (p.position - 1) || ']') AS filled,
    json_extract(g.owed, '$[' || (p.position - 1) || ']') AS owed
  FROM region_parts AS g
  CROSS JOIN part AS p
  WHERE json_extract(g.owed, '$[' || (p.position - 1) || ']') > 0
),
region_sum AS (
  SELECT o.region,
    max(o.filed) AS is_reported,
    max(o.filed) AND sum(o.filled) >= sum(o.owed) AS is_complete,
    NOT max(o.filed) AND max(o.other_parts) AS other_parts,
    iif(min(o.filed), min(o.on_time), NULL) AS on_time,
    sum(o.filled) AS filled,
    sum(o.owed) AS owed,
    sum(o.filled_at_due) AS filled_at_due
  FROM field_row AS o
  WHERE :by IN ('level', 'province')
  GROUP BY o.region
  UNION ALL
  SELECT i.region,
    0, 0, 0, NULL, 0, 0, 0
  FROM idle_region AS i
  WHERE :by IN ('level', 'province')
),
one_region AS MATERIALIZED (
  SELECT r.level,
    r.province,
    a.is_reported,
    a.is_complete,
    a.other_parts,
    a.on_time,
    a.filled,
    a.owed,
    a.filled_at_due
  FROM region_sum AS a
  CROSS JOIN main.region AS r ON r.region = a.region
),
member AS (
  SELECT CASE :by WHEN 'level' THEN level ELSE province END AS grp,
    is_reported,
    is_complete,
    other_parts,
    on_time,
    filled,
    owed,
    filled_at_due
  FROM one_region
  UNION ALL
  SELECT 'semua',
    is_reported,
    is_complete,
    other_parts,
    on_time,
    filled,
    owed,
    filled_at_due
  FROM one_region
  WHERE :by = 'level'
  UNION ALL
  SELECT o.grp,
    o.is_reported,
    o.is_complete,
    o.other_parts,
    o.on_time,
    o.filled,
    o.owed,
    o.filled_at_due
  FROM one_field AS o
  UNION ALL
  SELECT o.grp,
    o.filled > 0,
    o.filled = o.owed,
    NULL,
    NULL,
    o.filled,
    o.owed,
    NULL
  FROM one_part AS o
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
  UNION ALL
  SELECT 6 + p.position, p.part, p.name
  FROM part AS p
  WHERE :by = 'part'
),
listed AS (
  SELECT r.region
  FROM main.region AS r
  WHERE @{is_listed r}
),
counted AS (
  SELECT w.position,
    w.grp,
    w.name,
    count(m.grp) AS expected,
    coalesce(sum(m.is_reported), 0) AS reported,
    coalesce(sum(m.is_complete), 0) AS complete,
    iif(:by = 'part', NULL, coalesce(sum(m.other_parts), 0)) AS other_parts,
    iif(:by <> 'part' AND EXISTS (SELECT 1 FROM due), coalesce(sum(m.on_time), 0), NULL) AS on_time,
    iif(:by <> 'part' AND EXISTS (SELECT 1 FROM due), coalesce(sum(1 - m.on_time), 0), NULL) AS late,
    coalesce(sum(m.filled), 0) AS filled,
    coalesce(sum(m.owed), 0) AS owed,
    iif(:by <> 'part' AND EXISTS (SELECT 1 FROM due), coalesce(sum(m.filled_at_due), 0), NULL) AS filled_at_due
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
  owed,
  iif(expected = 0, 'nothing expected', NULL) AS why,
  other_parts,
  iif(:by IN ('field', 'part'), (SELECT count(*) FROM listed) - expected, 0) AS not_owed,
  100.0 * filled_at_due / nullif(owed, 0) AS fill_at_due
FROM counted
ORDER BY position, grp
