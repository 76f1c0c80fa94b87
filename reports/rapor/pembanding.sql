--@ report 1
--@ in rapor 60
--@ sheet "Pembanding" tab=#2f5597 orientation=portrait fit=page freeze=2
--@ title "Pembanding: Daerah terhadap Median Provinsi dan Nasional"
--@ note "Indeks layanan · median daerah setingkat (kabupaten dan kota bersama) yang mempunyai nilai: separuh di bawah, separuh di atas"
--@ col urusan "Urusan" text
--@ col layanan "Jenis pelayanan dasar" text wrap width=56
--@ col daerah "Daerah ini" poin2 bar=0..100 null="–" width=13
--@ col provinsi "Median" poin2 null="–" width=11
--@ col beda_provinsi "Beda" dec2 null="–" width=11
--@ col nasional "Median" poin2 null="–" width=11
--@ col beda_nasional "Beda" dec2 null="–" width=11
--@ col kode text hide
--@ band "Provinsi" provinsi..beda_provinsi
--@ band "Nasional" nasional..beda_nasional
--@ group urusan
--@ rule beda_provinsi < 0 style=buruk
--@ rule beda_provinsi > 0 style=baik
--@ rule beda_nasional < 0 style=buruk
--@ rule beda_nasional > 0 style=baik
--@ source "Sumber: e-SPM, diolah. Pelayanan yang tidak dikirim oleh daerah yang sudah lapor bernilai nol, juga dalam median. Bagi provinsi tidak ada median provinsi."
--@ expect unique=kode between=daerah:0..100 between=provinsi:0..100 between=nasional:0..100
--
-- Score of each service beside the medians. Both come from the workbook, which works them out once for all regions;
-- where one is not given it is worked out here in the same way.
WITH mine AS (
  SELECT r.region,
    r.province,
    r.level,
    r.level_group
  FROM region AS r
  WHERE r.region = :daerah
),
-- one row a score, its place in its service, and how many there are
neighbour AS (
  SELECT v.service,
    v.score,
    row_number() OVER (PARTITION BY v.service ORDER BY v.score) AS n,
    count(*) OVER (PARTITION BY v.service) AS of
  FROM mine AS x
  CROSS JOIN region AS r ON r.province = x.province AND r.level_group = x.level_group
  CROSS JOIN spm_service_score(:period, :per) AS v ON v.region = r.region
  WHERE x.level <> 'provinsi' AND :median_prov IS NULL
    AND v.score IS NOT NULL
),
country AS (
  SELECT v.service,
    v.score,
    row_number() OVER (PARTITION BY v.service ORDER BY v.score) AS n,
    count(*) OVER (PARTITION BY v.service) AS of
  FROM spm_service_score(:period, :per) AS v
  WHERE :median IS NULL AND v.score IS NOT NULL
),
-- the services of the region's level, in the order of the two lists
owed AS (
  SELECT s.service,
    row_number() OVER (ORDER BY s.service) - 1 AS place
  FROM mine AS x
  JOIN service AS s ON s.level_group = x.level_group
),
in_province AS (
  SELECT service, spm_snap(avg(score)) AS median
  FROM neighbour
  WHERE n IN ((of + 1) / 2, (of + 2) / 2)
  GROUP BY service
  UNION ALL
  SELECT s.service, j.value
  FROM owed AS s
  JOIN json_each(coalesce(:median_prov, '[]')) AS j ON j.key = s.place
),
in_nation AS (
  SELECT service, spm_snap(avg(score)) AS median
  FROM country
  WHERE n IN ((of + 1) / 2, (of + 2) / 2)
  GROUP BY service
  UNION ALL
  SELECT s.service, j.value
  FROM owed AS s
  JOIN json_each(coalesce(:median, '[]')) AS j ON j.key = s.place
)
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name
  END AS urusan,
  s.name AS layanan,
  v.score AS daerah,
  a.median AS provinsi,
  spm_snap(v.score - a.median) AS beda_provinsi,
  b.median AS nasional,
  spm_snap(v.score - b.median) AS beda_nasional,
  s.service AS kode
FROM spm_service_score(:period, :per) AS v
JOIN service AS s ON s.service = v.service
JOIN field AS u ON u.field = s.field
LEFT JOIN in_province AS a ON a.service = v.service
LEFT JOIN in_nation AS b ON b.service = v.service
WHERE v.region = :daerah
ORDER BY u.field, s.position, s.service;
