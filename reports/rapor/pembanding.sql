--@ report 1
--@ in rapor 60
--@ sheet "Pembanding" tab=#2f5597 orientation=portrait fit=page freeze=2
--@ title "Pembanding: Daerah terhadap Median Provinsi dan Nasional"
--@ note "Indeks layanan · median daerah setingkat (kabupaten dan kota bersama) yang mempunyai nilai: separuh di " +
--@+     "bawah, separuh di atas"
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
--@ rule beda_provinsi < 0 style=buruk, > 0 style=baik
--@ rule beda_nasional < 0 style=buruk, > 0 style=baik
--@ source "Sumber: e-SPM, diolah. Tanpa angka: belum dikirim atau belum diisi; pelayanan yang tidak dikirim oleh " +
--@+     "daerah yang sudah lapor dihitung nol dalam median. Bagi provinsi tidak ada median provinsi."
--@ expect unique=kode between=daerah:0..100 between=provinsi:0..100 between=nasional:0..100
--
-- Score of each service beside the medians. Both come from the workbook, which works them out once for all regions.
-- What the region has not filled in is not called 0.
WITH owed AS (
  SELECT s.service,
    row_number() OVER (ORDER BY s.service) - 1 AS place
  FROM region AS r
  JOIN service AS s ON s.level_group = r.level_group
  WHERE r.region = :daerah
),
median AS (
  SELECT s.service, a.value AS provinsi, b.value AS nasional
  FROM owed AS s
  LEFT JOIN json_each(coalesce(:median_prov, '[]')) AS a ON a.key = s.place
  LEFT JOIN json_each(coalesce(:median, '[]')) AS b ON b.key = s.place
)
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name
  END AS urusan,
  s.name AS layanan, v.score AS daerah,
  m.provinsi, spm_snap(v.score - m.provinsi) AS beda_provinsi,
  m.nasional, spm_snap(v.score - m.nasional) AS beda_nasional,
  s.service AS kode
FROM owed AS o
JOIN service AS s ON s.service = o.service
JOIN field AS u ON u.field = s.field
JOIN median AS m ON m.service = o.service
LEFT JOIN spm_service_score(:period, :per) AS v ON v.region = :daerah AND v.service = o.service AND v.filled > 0
ORDER BY u.field, s.position, s.service;
