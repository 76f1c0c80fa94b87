--@ report 1
--@ in nasional 87
--@ sheet "Mutu Data" tab=#a50021 orientation=portrait fit=width
--@ title "Mutu Data: Hal yang Perlu Diperiksa"
--@ subtitle "{period|tw}"
--@ note "Tidak ada angka yang diubah; kolom terakhir mengatakan bagaimana isian itu dihitung dalam indeks. Rincian per daerah pada lembar Daftar Mutu Data."
--@ param period text "Triwulan"
--@ param per date "Keadaan per tanggal"
--@ col no "No" no width=6
--@ col pemeriksaan "Pemeriksaan" text wrap width=46
--@ col satuan "Dihitung per" text align=center width=13
--@ col jumlah "Jumlah" int width=12
--@ col daerah "Daerah" int width=12
--@ col perlakuan "Perlakuan dalam indeks" text wrap width=34
--@ rule jumlah > 0 style=tebal
--@ source "Sumber: e-SPM, diolah. Kebutuhan nol dan angka di luar kebiasaan belum tentu salah; yang tercantum di sini untuk ditanyakan kepada daerah."
--@ expect rows=9
--@ expect unique=no
--@ expect notnull=jumlah,daerah
--
-- How many cells, services and fields are worth a question, and in how many regions.
WITH p(period, before) AS (
  SELECT q.period,
    CASE WHEN q.period NOT LIKE '%TW1' THEN spm_period_add(q.period, -1) END
  FROM (SELECT coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed')) AS period) AS q
),
cell AS MATERIALIZED (
  SELECT c.region, c.indicator, c.status, c.scored, c.fulfilled
  FROM p JOIN spm_indicator_score(p.period, :per) AS c
  WHERE c.status <> 'not_filed' AND (c.scored OR c.status = 'missing')
),
found(rule, region) AS (
  SELECT status, region FROM cell WHERE status <> 'ok'
  UNION ALL
  SELECT 'falling', c.region
  FROM p
  JOIN spm_indicator_score(p.before, :per) AS b
  JOIN cell AS c ON c.region = b.region AND c.indicator = b.indicator
  WHERE p.before IS NOT NULL AND c.scored AND c.fulfilled < b.fulfilled
  UNION ALL
  SELECT 'orphan', v.region
  FROM p JOIN spm_service_score(p.period, :per) AS v
  WHERE v.filled_penerima = 0 AND v.filled > 0
  UNION ALL
  SELECT 'denominator', d.region
  FROM p
  JOIN spm_denominator_watch(coalesce(p.before, spm_period_add(p.period, -4)), p.period, :per) AS d
  UNION ALL
  SELECT 'late', o.region
  FROM p JOIN spm_opd_status(p.period, :per) AS o
  WHERE o.on_time = 0
),
test(no, rule, pemeriksaan, satuan, perlakuan) AS (
  VALUES (1, 'capped', 'Terpenuhi melebihi kebutuhan', 'isian', 'dibatasi 100%'),
    (2, 'contradiction', 'Terpenuhi, padahal kebutuhan nol', 'isian', 'bernilai nol'),
    (3, 'invalid', 'Angka negatif', 'isian', 'bernilai nol'),
    (4, 'missing', 'Isian wajib kosong pada urusan yang sudah dikirim', 'isian', 'bernilai nol'),
    (5, 'falling', 'Angka kumulatif lebih kecil daripada triwulan lalu', 'isian', 'dipakai apa adanya'),
    (6, 'orphan', 'Mutu diisi, penerima tidak', 'pelayanan', 'penerima bernilai nol'),
    (7, 'denominator', 'Persentase naik karena kebutuhan turun', 'isian', 'dipakai apa adanya, untuk ditanyakan'),
    (8, 'not_needed', 'Kebutuhan nol', 'isian', 'tidak dihitung'),
    (9, 'late', 'Urusan dikirim sesudah batas input', 'urusan', 'dihitung, dicatat terlambat')
)
SELECT t.no,
  t.pemeriksaan,
  t.satuan,
  count(f.region) AS jumlah,
  count(DISTINCT f.region) AS daerah,
  t.perlakuan
FROM test AS t
LEFT JOIN found AS f ON f.rule = t.rule
GROUP BY t.no, t.pemeriksaan, t.satuan, t.perlakuan
ORDER BY t.no;
