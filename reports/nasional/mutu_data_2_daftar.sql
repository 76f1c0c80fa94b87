--@ report 1
--@ in nasional 88
--@ sheet "Daftar Mutu Data" tab=#a50021 orientation=portrait fit=width freeze=2
--@ title "Mutu Data: Daftar per Daerah"
--@ subtitle "{period|tw}"
--@ note "Paling banyak tiga contoh per daerah: kode indikator dan terpenuhi/kebutuhan; semuanya ada pada buku kerja data. Kebutuhan nol tidak didaftar."
--@ param period text "Triwulan"
--@ param per date "Keadaan per tanggal"
--@ col pemeriksaan "Pemeriksaan" text
--@ col no "No" no width=6
--@ col daerah "Daerah" text wrap width=34
--@ col provinsi "Provinsi" text width=26
--@ col jumlah "Jumlah" int width=9
--@ col contoh "Contoh" text wrap width=62
--@ col kode "Kode" text hide
--@ group pemeriksaan count "daerah"
--@ source "Sumber: e-SPM, diolah. Urusan yang terlambat: hari sesudah batas input."
--@ expect unique=pemeriksaan,kode
--@ expect notnull=daerah,jumlah,contoh
--
-- The same findings, one line a region and test, with examples.
WITH p(period, before) AS (
  SELECT q.period,
    CASE WHEN q.period NOT LIKE '%TW1' THEN spm_period_add(q.period, -1) END
  FROM (SELECT coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed')) AS period) AS q
),
cell AS MATERIALIZED (
  SELECT c.region, c.indicator, c.status, c.scored, c.required, c.fulfilled
  FROM p JOIN spm_indicator_score(p.period, :per) AS c
  WHERE c.status <> 'not_filed' AND (c.scored OR c.status = 'missing')
),
found(rule, region, item, text) AS (
  SELECT c.status, c.region, c.indicator, c.indicator || ' ' || coalesce(printf('%g', c.fulfilled), '–') || '/'
    || coalesce(printf('%g', c.required), '–')
  FROM cell AS c
  WHERE c.status IN ('capped', 'contradiction', 'invalid', 'missing')
  UNION ALL
  SELECT 'falling', c.region, c.indicator, c.indicator || printf(' %g, tadinya %g', c.fulfilled, b.fulfilled)
  FROM p
  JOIN spm_indicator_score(p.before, :per) AS b
  JOIN cell AS c ON c.region = b.region AND c.indicator = b.indicator
  WHERE p.before IS NOT NULL AND c.scored AND c.fulfilled < b.fulfilled
  UNION ALL
  SELECT 'orphan', v.region, v.service, v.name
  FROM p
  JOIN spm_service_score(p.period, :per) AS v
  WHERE v.filled_penerima = 0 AND v.filled > 0
  UNION ALL
  SELECT 'denominator', d.region, d.indicator,
    d.indicator || printf(' %g/%g, tadinya %g/%g', d.fulfilled_to, d.required_to, d.fulfilled_from, d.required_from)
  FROM p
  JOIN spm_denominator_watch(coalesce(p.before, spm_period_add(p.period, -4)), p.period, :per) AS d
  UNION ALL
  SELECT 'late', o.region, o.field, o.field_name || ' ' || o.late_days || ' hari'
  FROM p
  JOIN spm_opd_status(p.period, :per) AS o
  WHERE o.on_time = 0
),
test(position, rule, pemeriksaan) AS (
  VALUES (1, 'capped', 'Terpenuhi melebihi kebutuhan'),
    (2, 'contradiction', 'Terpenuhi, padahal kebutuhan nol'),
    (3, 'invalid', 'Angka negatif'),
    (4, 'missing', 'Isian wajib kosong pada urusan yang sudah dikirim'),
    (5, 'falling', 'Angka kumulatif lebih kecil daripada triwulan lalu'),
    (6, 'orphan', 'Mutu diisi, penerima tidak'),
    (7, 'denominator', 'Persentase naik karena kebutuhan turun'),
    (9, 'late', 'Urusan dikirim sesudah batas input')
),
example AS (
  SELECT f.*,
    row_number() OVER (PARTITION BY f.rule, f.region ORDER BY f.item) AS place
  FROM found AS f
),
line AS (
  SELECT rule,
    region,
    count(*) AS jumlah,
    max(text) FILTER (WHERE place = 1)
      || coalesce(' · ' || max(text) FILTER (WHERE place = 2), '')
      || coalesce(' · ' || max(text) FILTER (WHERE place = 3), '')
      || CASE WHEN count(*) > 3 THEN ' · dan ' || (count(*) - 3) || ' lagi' ELSE '' END AS contoh
  FROM example
  GROUP BY rule, region
)
SELECT t.pemeriksaan,
  row_number() OVER (PARTITION BY t.rule ORDER BY l.region) AS no,
  r.name AS daerah,
  v.name AS provinsi,
  l.jumlah,
  l.contoh,
  l.region AS kode
FROM test AS t
JOIN line AS l ON l.rule = t.rule
JOIN region AS r ON r.region = l.region
JOIN region AS v ON v.region = r.province
ORDER BY t.position, l.region;
