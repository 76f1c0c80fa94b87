--@ report 1
--@ in provinsi 87
--@ sheet "Mutu Data" tab=#a50021 orientation=portrait fit=width
--@ title "Mutu Data: Hal yang Perlu Diperiksa"
--@ note "Tidak ada angka yang diubah. Peringatan saja; catatan seperti pencilan dihitung pada buku kerja " +
--@+     "nasional. Rincian per daerah pada lembar Daftar Mutu Data."
--@ col no "No" no width=6
--@ col pemeriksaan "Pemeriksaan" text wrap width=30
--@ col penjelasan "Penjelasan" text wrap width=62
--@ col temuan "Temuan" int width=12
--@ col daerah "Daerah dengan temuan" int width=13
--@ rule temuan > 0 style=tebal
--@ source
--@+   "Sumber: e-SPM, diolah (spm_finding, spm_opd_status). Temuan belum tentu salah: untuk ditanyakan kepada daerah."
--@ expect unique=no notnull=pemeriksaan,temuan,daerah
--
-- How many figures each rule of severity warning does not believe, and what came late.
WITH found(rule, region) AS (
  SELECT f.rule, f.region
  FROM region AS r
  CROSS JOIN spm_finding(:period, :per) AS f ON f.region = r.region AND f.severity = 'warning'
  WHERE r.province = :provinsi
  UNION ALL
  SELECT 'late', region FROM spm_opd_status(:period, :per) WHERE province = :provinsi AND on_time = 0
),
test(rule, urut, pemeriksaan, penjelasan) AS (
  SELECT rule, 1, name, pesan FROM rule WHERE kind = 'data' AND severity = 'warning' AND enabled
  UNION ALL
  SELECT 'late', 2, 'Input terlambat', 'Urusan dikirim sesudah batas input; dihitung, dicatat terlambat'
  FROM spm_deadline(:period, :per)
)
SELECT row_number() OVER (ORDER BY t.urut, t.pemeriksaan) AS no,
  t.pemeriksaan, t.penjelasan,
  count(f.region) AS temuan,
  count(DISTINCT f.region) AS daerah
FROM test AS t
LEFT JOIN found AS f ON f.rule = t.rule
GROUP BY t.urut, t.pemeriksaan, t.penjelasan
ORDER BY t.urut, t.pemeriksaan;
