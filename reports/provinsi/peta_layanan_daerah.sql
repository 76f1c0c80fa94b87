--@ report 1
--@ in provinsi 62
--@ sheet "Peta Panas Layanan" tab=#c55a11 orientation=landscape fit=width freeze=2
--@ title "Peta Panas Indeks SPM Kabupaten dan Kota menurut Jenis Pelayanan Dasar"
--@ note "29 jenis pelayanan dasar · skala warna tetap 40–70–100 · sel kosong: belum lapor, atau tidak ada kebutuhan"
--@ col no "No" no width=5
--@ col daerah "Daerah" text wrap width=32 link=rapor:kode
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
--@ col kode text hide
--@ band "Pendidikan" paud..kesetaraan
--@ band "Kesehatan" hamil..hiv
--@ band "Pekerjaan Umum" air_minum..limbah
--@ band "Perumahan" rumah_bencana..rumah_relokasi
--@ band "Trantibumlinmas" trantibum..evak_kebakaran
--@ band "Sosial" disabilitas..korban_bencana
--@ scale paud..indeks 40#fc8d59 70#ffffbf 100#91bfdb
--@ rule indeks style=tebal
--@ source "Sumber: e-SPM, diolah. Pelayanan yang tidak dikirim oleh daerah yang sudah lapor bernilai nol."
--@ expect unique=kode between=indeks:0..100
--
-- Score of each service of each regency and city of the province.
SELECT row_number() OVER (ORDER BY s.region) AS no,
  s.name AS daerah,
  max(v.score) FILTER (WHERE v.service = 'k-paud') AS paud,
  max(v.score) FILTER (WHERE v.service = 'k-dikdas') AS dikdas,
  max(v.score) FILTER (WHERE v.service = 'k-kesetaraan') AS kesetaraan,
  max(v.score) FILTER (WHERE v.service = 'k-kes-hamil') AS hamil,
  max(v.score) FILTER (WHERE v.service = 'k-kes-bersalin') AS bersalin,
  max(v.score) FILTER (WHERE v.service = 'k-kes-bayi') AS bayi,
  max(v.score) FILTER (WHERE v.service = 'k-kes-balita') AS balita,
  max(v.score) FILTER (WHERE v.service = 'k-kes-dikdas') AS usia_dikdas,
  max(v.score) FILTER (WHERE v.service = 'k-kes-produktif') AS produktif,
  max(v.score) FILTER (WHERE v.service = 'k-kes-lansia') AS usia_lanjut,
  max(v.score) FILTER (WHERE v.service = 'k-kes-hipertensi') AS hipertensi,
  max(v.score) FILTER (WHERE v.service = 'k-kes-dm') AS diabetes,
  max(v.score) FILTER (WHERE v.service = 'k-kes-odgj') AS odgj,
  max(v.score) FILTER (WHERE v.service = 'k-kes-tb') AS tb,
  max(v.score) FILTER (WHERE v.service = 'k-kes-hiv') AS hiv,
  max(v.score) FILTER (WHERE v.service = 'k-pu-airminum') AS air_minum,
  max(v.score) FILTER (WHERE v.service = 'k-pu-limbah') AS limbah,
  max(v.score) FILTER (WHERE v.service = 'k-pr-bencana') AS rumah_bencana,
  max(v.score) FILTER (WHERE v.service = 'k-pr-relokasi') AS rumah_relokasi,
  max(v.score) FILTER (WHERE v.service = 'k-tr-trantibum') AS trantibum,
  max(v.score) FILTER (WHERE v.service = 'k-tr-info-bencana') AS info_bencana,
  max(v.score) FILTER (WHERE v.service = 'k-tr-siaga-bencana') AS siaga_bencana,
  max(v.score) FILTER (WHERE v.service = 'k-tr-evak-bencana') AS evak_bencana,
  max(v.score) FILTER (WHERE v.service = 'k-tr-evak-kebakaran') AS evak_kebakaran,
  max(v.score) FILTER (WHERE v.service = 'k-so-disabilitas') AS disabilitas,
  max(v.score) FILTER (WHERE v.service = 'k-so-anak') AS anak,
  max(v.score) FILTER (WHERE v.service = 'k-so-lansia') AS lansia,
  max(v.score) FILTER (WHERE v.service = 'k-so-gepeng') AS gepeng,
  max(v.score) FILTER (WHERE v.service = 'k-so-bencana') AS korban_bencana,
  s.score AS indeks,
  s.region AS kode
FROM region AS r
CROSS JOIN spm_score(:period, :per) AS s ON s.region = r.region
CROSS JOIN spm_service_score(:period, :per) AS v ON v.region = r.region
WHERE r.province = :provinsi AND r.level <> 'provinsi'
GROUP BY s.region, s.name, s.score
ORDER BY s.region;
