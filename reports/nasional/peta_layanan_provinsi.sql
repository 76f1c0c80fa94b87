--@ report 1
--@ in nasional 61
--@ sheet "Peta Panas Layanan Provinsi" tab=#c55a11 orientation=landscape fit=width freeze=2
--@ title "Peta Panas Indeks SPM menurut Provinsi dan Jenis Pelayanan Dasar"
--@ note "Empat belas jenis pelayanan dasar pemerintah provinsi · skala warna tetap 40–70–100 · sel kosong: belum lapor, atau tidak ada kebutuhan"
--@ col no "No" no width=5
--@ col provinsi "Provinsi" text width=28 link=provinsi:kode
--@ col dikmen "Mene-\nngah" dec1 align=center width=9.5
--@ col diksus "Khusus" dec1 align=center width=9.5
--@ col krisis "Krisis\nkesehatan" dec1 align=center width=9.5
--@ col klb "KLB" dec1 align=center width=9.5
--@ col air_minum "Air minum\ncurah" dec1 align=center width=9.5
--@ col limbah "Air limbah\nregional" dec1 align=center width=9.5
--@ col rumah_bencana "Korban\nbencana" dec1 align=center width=9.5
--@ col rumah_relokasi "Relokasi" dec1 align=center width=9.5
--@ col trantibum "Trantibum" dec1 align=center width=9.5
--@ col disabilitas "Disabilitas" dec1 align=center width=9.5
--@ col anak "Anak" dec1 align=center width=9.5
--@ col lansia "Lansia" dec1 align=center width=9.5
--@ col gepeng "Gepeng" dec1 align=center width=9.5
--@ col korban_bencana "Korban\nbencana" dec1 align=center width=9.5
--@ col indeks "Indeks" dec1 align=center width=9
--@ col kode "Kode" text hide
--@ band "Pendidikan" dikmen..diksus
--@ band "Kesehatan" krisis..klb
--@ band "Pekerjaan Umum" air_minum..limbah
--@ band "Perumahan Rakyat" rumah_bencana..rumah_relokasi
--@ band "Sosial" disabilitas..korban_bencana
--@ scale dikmen..indeks 40#fc8d59 70#ffffbf 100#91bfdb
--@ rule indeks style=tebal
--@ source "Sumber: e-SPM, diolah. Pelayanan yang tidak dikirim oleh provinsi yang sudah lapor bernilai nol."
--@ expect rows>=1 unique=kode between=indeks:0..100
--
-- Score of each service of each provincial government.
SELECT row_number() OVER (ORDER BY s.region) AS no,
  s.name AS provinsi,
  max(v.score) FILTER (WHERE v.service = 'p-dikmen') AS dikmen,
  max(v.score) FILTER (WHERE v.service = 'p-diksus') AS diksus,
  max(v.score) FILTER (WHERE v.service = 'p-kes-krisis') AS krisis,
  max(v.score) FILTER (WHERE v.service = 'p-kes-klb') AS klb,
  max(v.score) FILTER (WHERE v.service = 'p-pu-airminum') AS air_minum,
  max(v.score) FILTER (WHERE v.service = 'p-pu-limbah') AS limbah,
  max(v.score) FILTER (WHERE v.service = 'p-pr-bencana') AS rumah_bencana,
  max(v.score) FILTER (WHERE v.service = 'p-pr-relokasi') AS rumah_relokasi,
  max(v.score) FILTER (WHERE v.service = 'p-tr-trantibum') AS trantibum,
  max(v.score) FILTER (WHERE v.service = 'p-so-disabilitas') AS disabilitas,
  max(v.score) FILTER (WHERE v.service = 'p-so-anak') AS anak,
  max(v.score) FILTER (WHERE v.service = 'p-so-lansia') AS lansia,
  max(v.score) FILTER (WHERE v.service = 'p-so-gepeng') AS gepeng,
  max(v.score) FILTER (WHERE v.service = 'p-so-bencana') AS korban_bencana,
  s.score AS indeks,
  s.region AS kode
FROM region AS r
CROSS JOIN spm_score(:period, :per) AS s ON s.region = r.region
CROSS JOIN spm_service_score(:period, :per) AS v ON v.region = r.region
WHERE r.level = 'provinsi'
GROUP BY s.region, s.name, s.score
ORDER BY s.region;
