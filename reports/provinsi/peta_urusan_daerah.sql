--@ report 1
--@ in provinsi 60
--@ sheet "Peta Panas Urusan" tab=#c55a11 orientation=portrait fit=width freeze=2
--@ title "Peta Panas Indeks SPM menurut Daerah dan Urusan"
--@ note "Skala warna tetap 40–70–100 agar triwulan dapat dibandingkan · sel kosong: belum lapor, atau tidak ada kebutuhan"
--@ col no "No" no width=6
--@ col daerah "Daerah" text wrap width=32 link=rapor:kode
--@ col pendidikan "Pendidikan" poin2 align=center width=12
--@ col kesehatan "Kesehatan" poin2 align=center width=12
--@ col pekerjaan_umum "Pekerjaan Umum" poin2 align=center width=12
--@ col perumahan "Perumahan Rakyat" poin2 align=center width=12
--@ col trantibumlinmas "Trantibum-\nlinmas" poin2 align=center width=12
--@ col sosial "Sosial" poin2 align=center width=12
--@ col indeks "Indeks" poin2 align=center width=12
--@ col kode text hide
--@ scale pendidikan..indeks 40#fc8d59 70#ffffbf 100#91bfdb
--@ rule indeks style=tebal
--@ source "Sumber: e-SPM, diolah. Urusan yang tidak dikirim oleh daerah yang sudah lapor bernilai nol."
--@ expect rows>=1 unique=kode between=indeks:0..100
--
-- Score of each field of each government of the province.
SELECT row_number() OVER (ORDER BY s.region) AS no,
  CASE s.level WHEN 'provinsi' THEN 'Provinsi ' || s.name ELSE s.name END AS daerah,
  max(f.score) FILTER (WHERE f.field = '1.01') AS pendidikan,
  max(f.score) FILTER (WHERE f.field = '1.02') AS kesehatan,
  max(f.score) FILTER (WHERE f.field = '1.03') AS pekerjaan_umum,
  max(f.score) FILTER (WHERE f.field = '1.04') AS perumahan,
  max(f.score) FILTER (WHERE f.field = '1.05') AS trantibumlinmas,
  max(f.score) FILTER (WHERE f.field = '1.06') AS sosial,
  s.score AS indeks,
  s.region AS kode
FROM region AS r
CROSS JOIN spm_score(:period, :per) AS s ON s.region = r.region
CROSS JOIN spm_field_score(:period, :per) AS f ON f.region = r.region
WHERE r.province = :provinsi
GROUP BY s.region, s.name, s.level, s.score
ORDER BY s.region;
