--@ report 1
--@ as nasional/mutu_data_2_daftar lebar=62 lalu="; catatan dihitung pada lembar Mutu Data"
--@ as provinsi/mutu_data_2_daerah lebar=74 lalu=""
--@ in nasional 88 --@ only nasional
--@ in provinsi 88 --@ only provinsi
--@ sheet "Daftar Mutu Data" tab=#a50021 orientation=portrait fit=width freeze=2
--@ title "Mutu Data: Daftar per Daerah"
--@ note "Paling banyak tiga contoh per daerah: kode, yang tertulis dan pembandingnya; semuanya: spm_finding. " +
--@+     "Hanya peringatan{lalu}."
--@ col pemeriksaan "Pemeriksaan" text
--@ col no "No" no width=6
--@ col daerah "Daerah" text wrap width=34 link=rapor:kode
--@ col provinsi "Provinsi" text width=26 --@ only nasional
--@ col jumlah "Jumlah" int width=9
--@ col contoh "Contoh" text wrap width={lebar}
--@ col kode "Kode" text hide
--@ group pemeriksaan count "daerah"
--@ source "Sumber: e-SPM, diolah. Urusan yang terlambat: hari sesudah batas input."
--@ expect unique=pemeriksaan,kode notnull=daerah,jumlah,contoh
--
-- The warnings of the rules and what came late, one line a region and check, with examples.
WITH found(urut, pemeriksaan, region, item, text) AS (
  SELECT 1, t.name, f.region,
    f.indicator || f.service,
    coalesce(nullif(f.indicator, ''), nullif(f.service, ''), f.name)
      || coalesce(printf(' %g', f.given), '') || coalesce(printf(' terhadap %g', f.against), '')
  FROM spm_finding(:period, :per) AS f --@ only nasional
  FROM region AS r CROSS JOIN spm_finding(:period, :per) AS f ON f.region = r.region --@ only provinsi
  JOIN rule AS t ON t.rule = f.rule
  WHERE f.severity = 'warning'
    AND r.province = :provinsi --@ only provinsi
  UNION ALL
  SELECT 2,
    'Input terlambat',
    o.region, o.field,
    o.field_name || ' ' || o.late_days || ' hari'
  FROM spm_opd_status(:period, :per) AS o
  WHERE o.on_time = 0
    AND o.province = :provinsi --@ only provinsi
),
example AS (
  SELECT f.*,
    row_number() OVER (PARTITION BY f.pemeriksaan, f.region ORDER BY f.item) AS place
  FROM found AS f
),
line AS (
  SELECT urut, pemeriksaan, region,
    count(*) AS jumlah,
    max(text) FILTER (WHERE place = 1)
      || coalesce(' · ' || max(text) FILTER (WHERE place = 2), '')
      || coalesce(' · ' || max(text) FILTER (WHERE place = 3), '')
      || CASE WHEN count(*) > 3 THEN ' · dan ' || (count(*) - 3) || ' lagi' ELSE '' END AS contoh
  FROM example
  GROUP BY urut, pemeriksaan, region
)
SELECT l.pemeriksaan,
  row_number() OVER (PARTITION BY l.pemeriksaan ORDER BY l.region) AS no,
  r.name AS daerah,
  v.name AS provinsi, --@ only nasional
  l.jumlah, l.contoh, l.region AS kode
FROM line AS l
JOIN region AS r ON r.region = l.region
JOIN region AS v ON v.region = r.province
ORDER BY l.urut, l.pemeriksaan, l.region;
