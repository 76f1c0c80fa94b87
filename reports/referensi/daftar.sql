--@ report 1
--@ in referensi 80
--@ sheet "Daftar Daerah" tab=#c55a11 orientation=portrait fit=width plain filter freeze=1
--@ col region "Daerah" text input width=44
--@ col from_period "Sejak triwulan", to_period "Sampai triwulan" text input width=18
--@ col back "Tarik kembali" text input validate=list in=ya width=14
--@ col was "Semula" text hide
--
-- Who owes a report in the quarter, and lines for more of them.
WITH RECURSIVE blank(number) AS (
  SELECT 1
  UNION ALL
  SELECT number + 1 FROM blank WHERE number < 10
),
line(number, code, region, from_period, to_period, was) AS (
  SELECT 0, o.region, iif(r.level = 'provinsi', 'Provinsi ', '') || r.name, o.from_period, o.to_period,
    o.region || ' ' || o.from_period || '|' || coalesce(o.to_period, '')
  FROM roster AS o
  JOIN region AS r ON r.region = o.region
  WHERE o.from_period <= :period
    AND coalesce(o.to_period, :period) >= :period
    AND (:daerah IS NULL OR o.region = :daerah)
  UNION ALL
  SELECT number, NULL, NULL, NULL, NULL, NULL FROM blank
)
SELECT region, from_period, to_period, NULL AS back, was
FROM line
ORDER BY number, code, from_period;
