--@ report 1
--@ in referensi 30
--@ sheet "Perangkat Daerah" tab=#c55a11 orientation=landscape fit=width plain filter freeze=1
--@ col region "Daerah" text input width=36
--@ col duty "Tugas" wrap input width=38
--@ col name "Perangkat daerah" wrap input width=48
--@ col from_period "Sejak triwulan" text input width=16
--@ col back "Tarik kembali" text input validate=list in=ya width=14
--@ col was "Semula" text hide
--
-- The office in charge of each duty of the regions on the roster, and a line for each that has none; was is what this
-- sheet shows, so that what somebody else has changed since is not lost.
WITH duty(duty, name) AS (
  SELECT 'data', 'data'
  UNION ALL
  SELECT field, name FROM field
),
standing AS (
  SELECT o.region, o.duty, o.from_period, o.name,
    row_number() OVER (
      PARTITION BY o.region, o.duty ORDER BY o.from_period DESC, o.recorded_at DESC
    ) AS place
  FROM office AS o
  WHERE o.from_period <= :period
    AND o.region || ' ' || o.duty || ' ' || o.from_period || ' ' || o.recorded_at NOT IN (
      SELECT w.key FROM withdrawal AS w WHERE w.what = 'office'
    )
)
SELECT iif(s.level = 'provinsi', 'Provinsi ', '') || s.name AS region, d.name AS duty, o.name,
  coalesce(o.from_period, :period) AS from_period, NULL AS back,
  s.region || ' ' || d.duty || ' ' || coalesce(o.from_period, :period) || '|' || coalesce(o.name, '-') AS was
FROM spm_input_status(:period) AS s
CROSS JOIN duty AS d
LEFT JOIN standing AS o ON o.region = s.region AND o.duty = d.duty AND o.place = 1
WHERE :daerah IS NULL OR s.region = :daerah
ORDER BY s.region, d.duty <> 'data', d.duty;
