--@ report 1
--@ in data 34
--@ sheet "Skor Layanan" tab=#2e75b6 orientation=landscape fit=width freeze=1 filter
--@ title "Nilai per Jenis Pelayanan Dasar"
--@ subtitle "{period|tw}"
--@ note "Satu baris satu pelayanan daerah wajib lapor; kosong: belum dilaporkan, atau tidak ada sasaran (status)"
--@ param per asof "Keadaan per tanggal, atau nama terbitan"
--@ col region "region" text width=8
--@ col name "name" text width=30
--@ col level "level" text width=11
--@ col province "province" text width=9
--@ col period "period" text width=10
--@ col field "field" text width=8
--@ col service "service" text width=20
--@ col service_name "service_name" text width=40
--@ col score "score", score_low "score_low", score_high "score_high", served "served", quality "quality" dec2 width=11
--@ col required "required", fulfilled "fulfilled" dec2 width=16
--@ col owed "owed", filled "filled" int width=8
--@ col status "status" text width=12
--@ expect unique=region,service notnull=region,service,period,status between=score:0..100
--
-- Every service that a region on the roster owes: its score with its range, what was needed and served.
SELECT v.region, v.name, v.level, v.province,
  :period AS period,
  v.field, v.service, v.service_name, v.score, v.score_low, v.score_high, v.served, v.quality, v.required,
  v.fulfilled, v.owed, v.filled, v.status
FROM spm_service_score(:period, :per) AS v
ORDER BY v.region, v.field, v.service;
