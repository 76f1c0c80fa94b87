--@ report 1
--@ as nasional/peta_layanan_provinsi lembar=" Provinsi" judul="menurut Provinsi dan Jenis" urut=61 lebar=28 indeks=9
--@+   kunci=daerah
--@+   catatan="Empat belas jenis pelayanan dasar pemerintah provinsi" kosong="belum diisi"
--@+   sumber="Pelayanan yang tidak dikirim oleh provinsi yang sudah lapor"
--@ as nasional/peta_layanan_kabkota lembar=" Kab-Kota" judul="Kabupaten dan Kota menurut Provinsi dan Jenis" urut=62
--@+   lebar=27 indeks=7 kunci=provinsi
--@+   catatan="Rata-rata kabupaten dan kota yang mengisinya, per provinsi · 29 jenis pelayanan dasar"
--@+   kosong="belum ada yang mengisi"
--@+   sumber="Lapor: kabupaten dan kota yang sudah lapor; pelayanan yang tidak mereka kirim"
--@ as provinsi/peta_layanan_daerah lembar="" judul="Kabupaten dan Kota menurut Jenis" urut=62 indeks=7 kunci=daerah
--@+   catatan="29 jenis pelayanan dasar" kosong="belum diisi"
--@+   sumber="Pelayanan yang tidak dikirim oleh daerah yang sudah lapor"
--@ in nasional {urut} --@ only nasional
--@ in provinsi {urut} --@ only provinsi
--@ sheet "Peta Panas Layanan{lembar}" tab=#c55a11 orientation=landscape fit=width freeze=2
--@ title "Peta Panas Indeks SPM {judul} Pelayanan Dasar"
--@ note "{catatan} · skala warna tetap 40–70–100 · sel kosong: {kosong}, atau tidak ada kebutuhan"
--@ col no "No" no width=5
--@ col provinsi "Provinsi" text width={lebar} link=provinsi:kode --@ only nasional
--@ col daerah "Daerah" text wrap width=32 link=rapor:kode --@ only provinsi
--@ col lapor "Lapor" int align=center width=6 --@ only peta_layanan_kabkota
--@ pivot nilai "p-dikmen" dikmen "Mene-\nngah", "p-diksus" diksus "Khusus", --@ only peta_layanan_provinsi
--@+     "p-kes-krisis" krisis "Krisis\nkesehatan", "p-kes-klb" klb "KLB", "p-pu-airminum" air_minum "Air minum\ncurah",
--@+     "p-pu-limbah" limbah "Air limbah\nregional", "p-pr-bencana" rumah_bencana "Korban\nbencana",
--@+     "p-pr-relokasi" rumah_relokasi "Relokasi", "p-tr-trantibum" trantibum "Trantibum",
--@+     "p-so-disabilitas" disabilitas "Disabilitas", "p-so-anak" anak "Anak", "p-so-lansia" lansia "Lansia",
--@+     "p-so-gepeng" gepeng "Gepeng", "p-so-bencana" korban_bencana "Korban\nbencana" dec1 align=center width=9.5
--@ pivot nilai "k-paud" paud "PAUD", "k-dikdas" dikdas "Dasar", --@ only peta_layanan_kabkota, peta_layanan_daerah
--@+     "k-kesetaraan" kesetaraan "Kese-\ntaraan", "k-kes-hamil" hamil "Ibu\nhamil", "k-kes-bersalin" bersalin
--@+   "Ber-\nsalin",
--@+     "k-kes-bayi" bayi "Bayi", "k-kes-balita" balita "Balita", "k-kes-dikdas" usia_dikdas "Usia\ndikdas",
--@+     "k-kes-produktif" produktif "Pro-\nduktif", "k-kes-lansia" usia_lanjut "Lansia",
--@+     "k-kes-hipertensi" hipertensi "Hiper-\ntensi", "k-kes-dm" diabetes "DM", "k-kes-odgj" odgj "ODGJ", "k-kes-tb"
--@+   tb "TB",
--@+     "k-kes-hiv" hiv "HIV", "k-pu-airminum" air_minum "Air\nminum", "k-pu-limbah" limbah "Air\nlimbah",
--@+     "k-pr-bencana" rumah_bencana "Ben-\ncana", "k-pr-relokasi" rumah_relokasi "Relo-\nkasi",
--@+     "k-tr-trantibum" trantibum "Tran-\ntibum", "k-tr-info-bencana" info_bencana "Info\nrawan",
--@+     "k-tr-siaga-bencana" siaga_bencana "Siaga", "k-tr-evak-bencana" evak_bencana "Evak.\nbenc.",
--@+     "k-tr-evak-kebakaran" evak_kebakaran "Keba-\nkaran", "k-so-disabilitas" disabilitas "Disa-\nbilitas",
--@+     "k-so-anak" anak "Anak", "k-so-lansia" lansia "Lansia", "k-so-gepeng" gepeng "Ge-\npeng",
--@+     "k-so-bencana" korban_bencana "Ben-\ncana" dec1 align=center width=6.2
--@ col indeks "Indeks" dec1 align=center width={indeks}
--@ col kode "Kode" text hide --@ only nasional
--@ col kode text hide --@ only provinsi
--@ band "Pendidikan" dikmen..diksus --@ only peta_layanan_provinsi
--@ band "Pendidikan" paud..kesetaraan --@ only peta_layanan_kabkota, peta_layanan_daerah
--@ band "Kesehatan" krisis..klb --@ only peta_layanan_provinsi
--@ band "Kesehatan" hamil..hiv --@ only peta_layanan_kabkota, peta_layanan_daerah
--@ band "Pekerjaan Umum" air_minum..limbah
--@ band "Perumahan Rakyat" rumah_bencana..rumah_relokasi --@ only peta_layanan_provinsi
--@ band "Perumahan" rumah_bencana..rumah_relokasi --@ only peta_layanan_kabkota, peta_layanan_daerah
--@ band "Trantibumlinmas" trantibum..evak_kebakaran --@ only peta_layanan_kabkota, peta_layanan_daerah
--@ band "Sosial" disabilitas..korban_bencana
--@ scale dikmen..indeks 40#fc8d59 70#ffffbf 100#91bfdb --@ only peta_layanan_provinsi
--@ scale paud..indeks 40#fc8d59 70#ffffbf 100#91bfdb --@ only peta_layanan_kabkota, peta_layanan_daerah
--@ rule indeks style=tebal
--@ source "Sumber: e-SPM, diolah. {sumber} dihitung nol dalam indeks."
--@ expect rows>=1 unique=kode between=indeks:0..100 --@ only nasional
--@ expect unique=kode between=indeks:0..100 --@ only provinsi
--
-- Score of each service of each government of a level; of all regencies and cities of a province together the mean.
WITH cell AS (
  SELECT iif(:kunci = 'provinsi', v.province, v.region) AS kode,
    v.service,
    spm_snap(spm_mean(v.score) FILTER (WHERE v.filled > 0)) AS score
  FROM spm_service_score(:period, :per) AS v
  WHERE v.level = 'provinsi' --@ only peta_layanan_provinsi
  WHERE v.level <> 'provinsi' --@ only peta_layanan_kabkota, peta_layanan_daerah
    AND v.province = :provinsi --@ only provinsi
  GROUP BY kode, v.service
),
whole AS (
  SELECT iif(:kunci = 'provinsi', s.province, s.region) AS kode,
    count(s.score) AS lapor,
    spm_snap(spm_mean(s.score)) AS score
  FROM spm_score(:period, :per) AS s
  WHERE s.level = 'provinsi' --@ only peta_layanan_provinsi
  WHERE s.level <> 'provinsi' --@ only peta_layanan_kabkota, peta_layanan_daerah
    AND s.province = :provinsi --@ only provinsi
  GROUP BY kode
)
SELECT row_number() OVER (ORDER BY t.kode) AS no,
  r.name AS provinsi, --@ only nasional
  r.name AS daerah, --@ only provinsi
  t.lapor, --@ only peta_layanan_kabkota
  json_group_object(c.service, c.score) AS nilai,
  t.score AS indeks, t.kode
FROM whole AS t
JOIN cell AS c ON c.kode = t.kode
JOIN region AS r ON r.region = t.kode
GROUP BY t.kode, r.name, t.lapor, t.score
ORDER BY t.kode;
