--@ report 1
--@ in data 20
--@ sheet "Sel" tab=#2e75b6 orientation=landscape fit=width freeze=1 filter data
--@ title "Isian Penerima dan Mutu"
--@ subtitle "{period|tw}"
--@ note "Satu baris satu isian wajib dari laporan yang berlaku; urusan yang belum dikirim tidak ada di sini"
--@ param per asof "Keadaan per tanggal, atau nama terbitan"
--@ col region "region" text width=8
--@ col region_name "region_name" text width=30
--@ col level "level" text width=11
--@ col province "province" text width=9
--@ col period "period" text width=10
--@ col field_name "field_name" text width=18
--@ col service_name "service_name" text width=40
--@ col indicator "indicator" text width=22
--@ col indicator_name "indicator_name" text width=44
--@ col component "component" text width=11
--@ col unit "unit" text width=12
--@ col scored "scored" int width=8
--@ col required "required", fulfilled "fulfilled" dec2 width=15
--@ col ratio "ratio" dec2 width=8
--@ col cell_status "cell_status" text width=13
--@ col submitted_at "submitted_at" text width=21
--@ col opd "opd" text width=48
--@ expect unique=region,indicator notnull=region,indicator,period,submitted_at,cell_status between=ratio:0..1
--
-- Every owed cell of every effective filing of the quarter. As csv it can be read back with spm_import, which passes
-- over the columns that are not its own (their names are none that it knows).
WITH filed AS MATERIALIZED (
  SELECT o.region, o.field, o.name, o.level, o.province, o.field_name, o.filing, f.submitted_at, f.opd
  FROM spm_opd_status(:period, :per) AS o
  JOIN filing AS f ON f.filing = o.filing
)
SELECT f.region, f.name AS region_name, f.level, f.province,
  :period AS period,
  f.field_name, s.name AS service_name, c.indicator, c.indicator_name, c.component, c.unit, c.scored,
  -- as it was filed: spm_indicator_score makes a whole number a real one
  a.required, a.fulfilled, c.ratio, c.status AS cell_status, f.submitted_at, f.opd
FROM spm_indicator_score(:period, :per) AS c
JOIN filed AS f ON f.region = c.region AND f.field = c.field
JOIN service AS s ON s.service = c.service
LEFT JOIN achievement AS a ON a.filing = f.filing AND a.service = c.service AND a.indicator = c.indicator
ORDER BY f.region, f.field, c.service, c.indicator;
