--@ report 1
--@ as nasional/peta_urusan baris=Provinsi siapa=provinsi awal="Indeks pemerintah provinsi · skala"
--@ as provinsi/peta_urusan_daerah baris=Daerah siapa=daerah awal=Skala
--@ in nasional 60 --@ only nasional
--@ in provinsi 60 --@ only provinsi
--@ sheet "Peta Panas Urusan" tab=#c55a11 orientation=portrait fit=width freeze=2
--@ title "Peta Panas Indeks SPM menurut {baris} dan Urusan"
--@ note "{awal} warna tetap 40–70–100 agar triwulan dapat dibandingkan · sel kosong: belum dikirim, atau tidak " +
--@+     "ada kebutuhan"
--@ col no "No" no width=6
--@ col provinsi "Provinsi" text width=30 link=provinsi:kode --@ only nasional
--@ col daerah "Daerah" text wrap width=32 link=rapor:kode --@ only provinsi
--@ pivot nilai "1.01" pendidikan "Pendidikan", "1.02" kesehatan "Kesehatan", "1.03" pekerjaan_umum "Pekerjaan Umum",
--@+     "1.04" perumahan "Perumahan Rakyat", "1.05" trantibumlinmas "Trantibum-\nlinmas", "1.06" sosial "Sosial"
--@+     poin2 align=center width=12
--@ col indeks "Indeks" poin2 align=center width=12
--@ col kode "Kode" text hide --@ only nasional
--@ col kode text hide --@ only provinsi
--@ scale pendidikan..indeks 40#fc8d59 70#ffffbf 100#91bfdb
--@ rule indeks style=tebal
--@ source "Sumber: e-SPM, diolah. Urusan yang tidak dikirim oleh {siapa} yang sudah lapor dihitung nol dalam " +
--@+     "indeksnya."
--@ expect rows>=1 unique=kode between=indeks:0..100
--
-- Score of each field of each provincial government, or of each government of a province.
SELECT row_number() OVER (ORDER BY s.region) AS no,
  s.name AS provinsi, --@ only nasional
  CASE s.level WHEN 'provinsi' THEN 'Provinsi ' || s.name ELSE s.name END AS daerah, --@ only provinsi
  json_group_object(f.field, iif(f.filed_state = 2, f.score, NULL)) AS nilai,
  s.score AS indeks, s.region AS kode
FROM spm_score(:period, :per) AS s
CROSS JOIN spm_field_score(:period, :per) AS f ON f.region = s.region
WHERE s.level = 'provinsi' --@ only nasional
WHERE s.province = :provinsi --@ only provinsi
GROUP BY s.region, s.name, s.level, s.score
ORDER BY s.region;
