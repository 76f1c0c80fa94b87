--@ report 1
--@ in data 30
--@ sheet "Anggaran" tab=#7f6000 orientation=landscape fit=width freeze=1 filter
--@ title "Anggaran per Jenis Pelayanan Dasar"
--@ subtitle "{period|tw}"
--@ note "Satu baris satu pelayanan yang anggarannya diisi, dari laporan yang berlaku; rupiah, kumulatif sejak Januari"
--@ param per asof "Keadaan per tanggal, atau nama terbitan"
--@ col region "region" text width=8
--@ col region_name "region_name" text width=30
--@ col level "level" text width=11
--@ col province "province" text width=9
--@ col period "period" text width=10
--@ col field_name "field_name" text width=18
--@ col service "service" text width=20
--@ col service_name "service_name" text width=40
--@ col allocated "allocated", realised "realised" int width=20
--@ col submitted_at "submitted_at" text width=21
--@ col opd "opd" text width=48
--@ expect unique=region,service notnull=region,service,period,submitted_at
--
-- Every budget row of every effective filing of the quarter.
SELECT f.region, f.name AS region_name, f.level, f.province,
  :period AS period,
  f.field_name, b.service, s.name AS service_name, b.allocated, b.realised, f.submitted_at, f.opd
FROM spm_filing(:period, :per) AS f
JOIN budget AS b ON b.filing = f.filing
JOIN service AS s ON s.service = b.service
ORDER BY f.region, f.field, b.service;
