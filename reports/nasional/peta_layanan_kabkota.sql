--@ report 1
--@ in nasional 62
--@ sheet "Peta Panas Layanan Kab-Kota" tab=#c55a11 orientation=landscape fit=width freeze=2
--@ title "Peta Panas Indeks SPM Kabupaten dan Kota menurut Provinsi dan Jenis Pelayanan Dasar"
--@ note "Rata-rata kabupaten dan kota yang sudah lapor, per provinsi · 29 jenis pelayanan dasar · skala warna tetap 40–70–100 · sel kosong: belum ada yang lapor, atau tidak ada kebutuhan"
--@ col no "No" no width=5
--@ col provinsi "Provinsi" text width=27 link=provinsi:kode
--@ col lapor "Lapor" int align=center width=6
--@ col paud "PAUD" dec1 align=center width=6.2
--@ col dikdas "Dasar" dec1 align=center width=6.2
--@ col kesetaraan "Kese-\ntaraan" dec1 align=center width=6.2
--@ col hamil "Ibu\nhamil" dec1 align=center width=6.2
--@ col bersalin "Ber-\nsalin" dec1 align=center width=6.2
--@ col bayi "Bayi" dec1 align=center width=6.2
--@ col balita "Balita" dec1 align=center width=6.2
--@ col usia_dikdas "Usia\ndikdas" dec1 align=center width=6.2
--@ col produktif "Pro-\nduktif" dec1 align=center width=6.2
--@ col usia_lanjut "Lansia" dec1 align=center width=6.2
--@ col hipertensi "Hiper-\ntensi" dec1 align=center width=6.2
--@ col diabetes "DM" dec1 align=center width=6.2
--@ col odgj "ODGJ" dec1 align=center width=6.2
--@ col tb "TB" dec1 align=center width=6.2
--@ col hiv "HIV" dec1 align=center width=6.2
--@ col air_minum "Air\nminum" dec1 align=center width=6.2
--@ col limbah "Air\nlimbah" dec1 align=center width=6.2
--@ col rumah_bencana "Ben-\ncana" dec1 align=center width=6.2
--@ col rumah_relokasi "Relo-\nkasi" dec1 align=center width=6.2
--@ col trantibum "Tran-\ntibum" dec1 align=center width=6.2
--@ col info_bencana "Info\nrawan" dec1 align=center width=6.2
--@ col siaga_bencana "Siaga" dec1 align=center width=6.2
--@ col evak_bencana "Evak.\nbenc." dec1 align=center width=6.2
--@ col evak_kebakaran "Keba-\nkaran" dec1 align=center width=6.2
--@ col disabilitas "Disa-\nbilitas" dec1 align=center width=6.2
--@ col anak "Anak" dec1 align=center width=6.2
--@ col lansia "Lansia" dec1 align=center width=6.2
--@ col gepeng "Ge-\npeng" dec1 align=center width=6.2
--@ col korban_bencana "Ben-\ncana" dec1 align=center width=6.2
--@ col indeks "Indeks" dec1 align=center width=7
--@ col kode "Kode" text hide
--@ band "Pendidikan" paud..kesetaraan
--@ band "Kesehatan" hamil..hiv
--@ band "Pekerjaan Umum" air_minum..limbah
--@ band "Perumahan" rumah_bencana..rumah_relokasi
--@ band "Trantibumlinmas" trantibum..evak_kebakaran
--@ band "Sosial" disabilitas..korban_bencana
--@ scale paud..indeks 40#fc8d59 70#ffffbf 100#91bfdb
--@ rule indeks style=tebal
--@ source "Sumber: e-SPM, diolah. Lapor: kabupaten dan kota yang sudah lapor; pelayanan yang tidak mereka kirim bernilai nol."
--@ expect rows>=1 unique=kode between=indeks:0..100
--
-- Mean score of each service over the regencies and cities of each province that have one.
WITH mean AS (
  SELECT r.province,
    v.service,
    spm_snap(spm_mean(v.score)) AS score
  FROM spm_service_score(:period, :per) AS v
  JOIN region AS r ON r.region = v.region
  WHERE r.level <> 'provinsi'
  GROUP BY r.province, v.service
),
total AS (
  SELECT s.province,
    count(s.score) AS lapor,
    spm_snap(spm_mean(s.score)) AS score
  FROM spm_score(:period, :per) AS s
  WHERE s.level <> 'provinsi'
  GROUP BY s.province
)
SELECT row_number() OVER (ORDER BY t.province) AS no,
  r.name AS provinsi,
  t.lapor,
  max(m.score) FILTER (WHERE m.service = 'k-paud') AS paud,
  max(m.score) FILTER (WHERE m.service = 'k-dikdas') AS dikdas,
  max(m.score) FILTER (WHERE m.service = 'k-kesetaraan') AS kesetaraan,
  max(m.score) FILTER (WHERE m.service = 'k-kes-hamil') AS hamil,
  max(m.score) FILTER (WHERE m.service = 'k-kes-bersalin') AS bersalin,
  max(m.score) FILTER (WHERE m.service = 'k-kes-bayi') AS bayi,
  max(m.score) FILTER (WHERE m.service = 'k-kes-balita') AS balita,
  max(m.score) FILTER (WHERE m.service = 'k-kes-dikdas') AS usia_dikdas,
  max(m.score) FILTER (WHERE m.service = 'k-kes-produktif') AS produktif,
  max(m.score) FILTER (WHERE m.service = 'k-kes-lansia') AS usia_lanjut,
  max(m.score) FILTER (WHERE m.service = 'k-kes-hipertensi') AS hipertensi,
  max(m.score) FILTER (WHERE m.service = 'k-kes-dm') AS diabetes,
  max(m.score) FILTER (WHERE m.service = 'k-kes-odgj') AS odgj,
  max(m.score) FILTER (WHERE m.service = 'k-kes-tb') AS tb,
  max(m.score) FILTER (WHERE m.service = 'k-kes-hiv') AS hiv,
  max(m.score) FILTER (WHERE m.service = 'k-pu-airminum') AS air_minum,
  max(m.score) FILTER (WHERE m.service = 'k-pu-limbah') AS limbah,
  max(m.score) FILTER (WHERE m.service = 'k-pr-bencana') AS rumah_bencana,
  max(m.score) FILTER (WHERE m.service = 'k-pr-relokasi') AS rumah_relokasi,
  max(m.score) FILTER (WHERE m.service = 'k-tr-trantibum') AS trantibum,
  max(m.score) FILTER (WHERE m.service = 'k-tr-info-bencana') AS info_bencana,
  max(m.score) FILTER (WHERE m.service = 'k-tr-siaga-bencana') AS siaga_bencana,
  max(m.score) FILTER (WHERE m.service = 'k-tr-evak-bencana') AS evak_bencana,
  max(m.score) FILTER (WHERE m.service = 'k-tr-evak-kebakaran') AS evak_kebakaran,
  max(m.score) FILTER (WHERE m.service = 'k-so-disabilitas') AS disabilitas,
  max(m.score) FILTER (WHERE m.service = 'k-so-anak') AS anak,
  max(m.score) FILTER (WHERE m.service = 'k-so-lansia') AS lansia,
  max(m.score) FILTER (WHERE m.service = 'k-so-gepeng') AS gepeng,
  max(m.score) FILTER (WHERE m.service = 'k-so-bencana') AS korban_bencana,
  t.score AS indeks,
  t.province AS kode
FROM total AS t
JOIN mean AS m ON m.province = t.province
JOIN region AS r ON r.region = t.province
GROUP BY t.province, r.name, t.lapor, t.score
ORDER BY t.province;
