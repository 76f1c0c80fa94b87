-- spm_chase(period): who to call first: what each office still owes, and how much filing it would lift the rates.
-- ringkasan: Siapa dihubungi lebih dulu: apa yang belum diisi tiap perangkat daerah, dan berapa naiknya persentase
--   bila diisi.
--
-- Semantics 6. One row per region and field in which a cell or another part is missing, dearest first: a region that
-- is silent lifts the rate, the last missing cells of a region lift the rate of complete ones, and every cell lifts
-- the fill rate. Each row says what filing its own missing cells alone would add, in percentage points: to the row
-- 'semua' of spm_input_rate and to its province's row of by='province'. A filing that is late still lifts these three.
-- days_left counts to the deadline from as_of (from now without it); it is negative when that many days have passed.
-- A field that holds one cell since before the deadline is in time for ever: fill_at_due and overdue_days say what it
-- still owed then, and for how long it has.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   call INTEGER KEY: place in the list: 1 is called first
--   region TEXT: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   field TEXT: code of the field
--   field_name TEXT: name of the field
--   opd TEXT: office in charge
--   data_office TEXT: office of the region's data officer
--   state TEXT: none or partial; complete when only other parts are missing
--   due_on TEXT: deadline, local date
--   days_left INTEGER: days to the deadline; negative: days after it
--   unfilled INTEGER: owed cells not filled
--   cells TEXT: indicators of the cells not filled, a JSON array
--   parts TEXT: what is missing of each part, a JSON object
--   lift_rate REAL: points added to the nation's rate if this row is filed
--   lift_complete_rate REAL: points added to the nation's rate of complete regions
--   lift_fill_rate REAL: points added to the nation's fill rate
--   lift_rate_province REAL: points added to the province's rate
--   lift_complete_rate_province REAL: points added to the province's rate of complete regions
--   lift_fill_rate_province REAL: points added to the province's fill rate
--   fill_at_due REAL: percent of the field's owed cells filled at the deadline, so far before it; NULL without one
--   overdue_days INTEGER: days since the deadline while a cell is not filled, 0 until it; NULL when none is missing or
--     without a deadline
-- Order: call
-- Cost: whole
--
-- Example:
-- > SELECT call, state, round(lift_rate, 4), round(lift_complete_rate, 4) FROM spm_chase('2023-TW2') LIMIT 1;
-- = 1|none|0.1832|0.0
WITH
--@ idle.sql
,
opd_status AS MATERIALIZED (
  SELECT o.region,
    o.name,
    o.level,
    o.province,
    o.field,
    o.field_name,
    o.opd,
    o.filing,
    o.zone,
    o.due_on,
    o.filed,
    o.owed,
    o.filled_at_due,
    o.owed - o.filled AS missing,
    o.owed_penerima - o.filled_penerima AS penerima,
    o.owed_mutu - o.filled_mutu AS mutu,
    o.owed_anggaran - o.filled_anggaran AS anggaran,
    o.owed_masalah - o.filled_masalah AS masalah,
    o.owed_tahapan - o.filled_tahapan AS tahapan,
    o.owed_rencana_aksi - o.filled_rencana_aksi AS rencana_aksi,
    o.owed_tim - o.filled_tim AS tim
  FROM main.spm_opd_status(:period, :as_of, :method, :known_at) AS o
),
region_sum AS MATERIALIZED (
  SELECT o.region,
    o.province,
    max(o.filed) AS is_reported,
    sum(o.missing) AS missing,
    sum(o.owed) AS owed
  FROM opd_status AS o
  GROUP BY o.region
),
listed AS MATERIALIZED (
  SELECT g.region,
    g.province,
    g.owed
  FROM region_sum AS g
  UNION ALL
  SELECT r.region,
    r.province,
    0
  FROM idle_region AS i
  CROSS JOIN main.region AS r ON r.region = i.region
),
-- what each level owes of each field
owed_indicator AS MATERIALIZED (
  SELECT s.level_group,
    s.field,
    s.service,
    i.indicator
  FROM main.service AS s
  CROSS JOIN main.indicator AS i ON i.service = s.service
  WHERE @{in_force s}
    AND @{in_force i}
),
nation AS MATERIALIZED (
  SELECT count(*) AS expected,
    sum(g.owed) AS owed
  FROM listed AS g
),
province_sum AS MATERIALIZED (
  SELECT g.province,
    count(*) AS expected,
    sum(g.owed) AS owed
  FROM listed AS g
  GROUP BY g.province
),
lift AS (
  SELECT o.region,
    o.name,
    o.level,
    o.province,
    o.field,
    o.field_name,
    o.opd,
    o.filing,
    o.zone,
    o.due_on,
    100.0 * o.filled_at_due / nullif(o.owed, 0) AS fill_at_due,
    o.missing,
    o.penerima,
    o.mutu,
    o.anggaran,
    o.masalah,
    o.tahapan,
    o.rencana_aksi,
    o.tim,
    CASE WHEN NOT g.is_reported THEN 'none' WHEN g.missing > 0 THEN 'partial' ELSE 'complete' END AS state,
    NOT g.is_reported AND o.missing > 0 AS reports,
    g.missing = o.missing AND o.missing > 0 AS completes,
    n.expected AS all_regions,
    n.owed AS all_owed,
    p.expected AS province_regions,
    p.owed AS province_owed,
    row_number() OVER (
      ORDER BY NOT g.is_reported AND o.missing > 0 DESC, g.missing = o.missing AND o.missing > 0 DESC, o.missing DESC,
        o.region, o.field
    ) AS call
  FROM opd_status AS o
  JOIN region_sum AS g ON g.region = o.region
  JOIN province_sum AS p ON p.province = o.province
  CROSS JOIN nation AS n
  WHERE o.missing > 0
    OR o.anggaran > 0
    OR o.masalah > 0
    OR o.tahapan > 0
    OR o.rencana_aksi > 0
    OR o.tim > 0
)
SELECT l.call,
  l.region,
  l.name,
  l.level,
  l.province,
  l.field,
  l.field_name,
  l.opd,
  @{office_of l.region, 'data'} AS data_office,
  l.state,
  l.due_on,
  -@{days_overdue l} AS days_left,
  l.missing AS unfilled,
  iif(
    l.missing > 0,
    (
      SELECT json_group_array(c.indicator)
      FROM (
        SELECT i.indicator
        FROM main.region AS r
        CROSS JOIN owed_indicator AS i
          ON i.level_group = r.level_group
          AND i.field = l.field
        LEFT JOIN main.achievement AS a
          ON a.filing = l.filing
          AND a.service = i.service
          AND a.indicator = i.indicator
        WHERE r.region = l.region
          AND (a.required IS NULL OR a.fulfilled IS NULL)
        ORDER BY i.indicator
      ) AS c
    ),
    '[]'
  ) AS cells,
  (
    SELECT json_group_object(p.part, p.n)
    FROM (
      SELECT 'penerima' AS part, l.penerima AS n
      UNION ALL
      SELECT 'mutu', l.mutu
      UNION ALL
      SELECT 'anggaran', l.anggaran
      UNION ALL
      SELECT 'masalah', l.masalah
      UNION ALL
      SELECT 'tahapan', l.tahapan
      UNION ALL
      SELECT 'rencana aksi', l.rencana_aksi
      UNION ALL
      SELECT 'tim', l.tim
    ) AS p
    WHERE p.n > 0
  ) AS parts,
  100.0 * l.reports / l.all_regions AS lift_rate,
  100.0 * l.completes / l.all_regions AS lift_complete_rate,
  100.0 * l.missing / l.all_owed AS lift_fill_rate,
  100.0 * l.reports / l.province_regions AS lift_rate_province,
  100.0 * l.completes / l.province_regions AS lift_complete_rate_province,
  100.0 * l.missing / l.province_owed AS lift_fill_rate_province,
  l.fill_at_due,
  CASE
    WHEN l.missing > 0 THEN max(0, @{days_overdue l})
  END AS overdue_days
FROM lift AS l
