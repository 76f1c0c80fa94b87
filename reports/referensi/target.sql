--@ report 1
--@ in referensi 40
--@ sheet "Target" tab=#c55a11 orientation=landscape fit=width plain filter freeze=1
--@ col region "Daerah" text input width=36
--@ col service "Pelayanan" wrap input width=52
--@ col year "Tahun" int input validate=integer min=2000 width=10
--@ col document "Dokumen" text input validate=list in=RPJMD,Renstra,RKPD,Renja width=12
--@ col percent "Sasaran persen" dec2 input validate=real min=0 width=16
--@ col need "Kebutuhan" dec2 input validate=real min=0 width=16
--@ col back "Tarik kembali" text input validate=list in=ya width=14
--@ col was "Semula" text hide
--
-- The targets of the year that stand, and lines for more of them.
WITH RECURSIVE blank(number) AS (
  SELECT 1
  UNION ALL
  SELECT number + 1 FROM blank WHERE number < 30
),
standing AS (
  SELECT t.region, t.service, t.year, t.document, t.percent, t.need,
    row_number() OVER (PARTITION BY t.region, t.service, t.document ORDER BY t.recorded_at DESC) AS place
  FROM target AS t
  WHERE t.year = CAST(substr(:period, 1, 4) AS INTEGER)
    AND (:daerah IS NULL OR t.region = :daerah)
    AND t.region || ' ' || t.service || ' ' || t.year || ' ' || t.document || ' ' || t.recorded_at NOT IN (
      SELECT w.key FROM withdrawal AS w WHERE w.what = 'target'
    )
),
line AS (
  SELECT 0 AS number, t.region AS code, iif(r.level = 'provinsi', 'Provinsi ', '') || r.name AS region, s.field,
    s.position, s.name AS service, t.year, t.document, t.percent, t.need,
    t.region || ' ' || t.service || ' ' || t.year || ' ' || t.document || '|'
      || coalesce(t.percent, '') || '|' || coalesce(t.need + 0.0, '') AS was
  FROM standing AS t
  JOIN region AS r ON r.region = t.region
  JOIN service AS s ON s.service = t.service
  WHERE t.place = 1
    AND coalesce(t.percent, t.need) IS NOT NULL
  UNION ALL
  SELECT b.number, NULL,
    (SELECT iif(r.level = 'provinsi', 'Provinsi ', '') || r.name FROM region AS r WHERE r.region = :daerah),
    NULL, NULL, NULL, CAST(substr(:period, 1, 4) AS INTEGER), NULL, NULL, NULL, NULL
  FROM blank AS b
)
SELECT region, service, year, document, percent, need, NULL AS back, was
FROM line
ORDER BY number, code, field, position, document;
