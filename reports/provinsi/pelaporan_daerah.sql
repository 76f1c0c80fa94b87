--@ report 1
--@ in provinsi 20
--@ sheet "Tingkat Pelaporan" tab=#2e75b6 orientation=landscape fit=page freeze=2 filter
--@ title "Pelaporan e-SPM menurut Daerah"
--@ note "Batas input {batas|tanggal} · lengkap: semua isian wajib terisi · tanggal menurut WIB · diurutkan " +
--@+     "menurut keterisian"
--@ col no "No" no width=6
--@ col daerah "Daerah" text wrap width=34 link=rapor:kode
--@ col tingkat "Tingkat" text align=center width=12
--@ col status "Status" text align=center width=16
--@ col urusan "Urusan terkirim (dari 6)" int align=center width=14
--@ col keterisian "Keterisian" percent1 bar=0..100 width=13
--@ col penerima "Penerima", mutu "Mutu", anggaran "Anggaran", tahapan "Tahapan" percent1 null="–" width=11
--@ col pertama "Pertama kirim", terakhir "Semua urusan terkirim" date null="–" width=14
--@ col ketepatan "Ketepatan waktu" text align=center null="–" width=17
--@ col kode text hide
--@ band "Keterisian menurut bagian" penerima..tahapan
--@ numbering
--@ rule status = "belum lapor" style=buruk, = "lengkap" style=baik
--@ rule ketepatan contains "terlambat" style=buruk
--@ source "Sumber: e-SPM, diolah. Ketepatan waktu diketahui setelah semua urusan terkirim."
--@ expect rows>=1 unique=kode notnull=status,keterisian between=keterisian:0..100
--
-- Who has filed, how completely and when: one line a government of the province.
SELECT row_number() OVER (ORDER BY s.fill_rate DESC, s.region) AS no,
  CASE s.level WHEN 'provinsi' THEN 'Provinsi ' || s.name ELSE s.name END AS daerah,
  CASE s.level WHEN 'provinsi' THEN 'Provinsi' WHEN 'kabupaten' THEN 'Kabupaten' ELSE 'Kota' END AS tingkat,
  CASE s.state WHEN 'none' THEN 'belum lapor' WHEN 'partial' THEN 'sebagian' ELSE 'lengkap' END AS status,
  s.fields_filed AS urusan, s.fill_rate AS keterisian,
  CASE WHEN s.state <> 'none' THEN s.fill_penerima END AS penerima,
  CASE WHEN s.state <> 'none' THEN s.fill_mutu END AS mutu,
  CASE WHEN s.state <> 'none' THEN s.fill_anggaran END AS anggaran,
  CASE WHEN s.state <> 'none' THEN s.fill_tahapan END AS tahapan,
  date(s.first_at, '+7 hours') AS pertama,
  date(s.complete_at, '+7 hours') AS terakhir,
  CASE s.on_time WHEN 1 THEN 'tepat waktu' WHEN 0 THEN 'terlambat ' || s.late_days || ' hari' END AS ketepatan,
  s.region AS kode
FROM region AS r
CROSS JOIN spm_input_status(:period, :per) AS s ON s.region = r.region
WHERE r.province = :provinsi
ORDER BY s.fill_rate DESC, s.region;
