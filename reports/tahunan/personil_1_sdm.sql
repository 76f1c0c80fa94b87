--@ report 1
--@ in tahunan 50
--@ sheet "Dukungan Personil" tab=#548235 orientation=portrait fit=width
--@ title "Dukungan Personil"
--@ note "Sumber daya manusia yang dibutuhkan dan tersedia menurut isian mutu minimal (B.2) · persentase paling " +
--@+     "tinggi 100%"
--@ col layanan "Jenis pelayanan dasar" text
--@ col no "No" no width=6
--@ col uraian "Sumber daya manusia" text wrap width=54
--@ col satuan "Satuan" text align=center width=11
--@ col butuh "Butuh", tersedia "Tersedia", kurang "Kurang" int width=13
--@ col persen "%" percent1 bar=0..100 color=#d6dce5 width=12
--@ col urut int hide
--@ group layanan
--@ rule kurang > 0 style=buruk
--@ expect unique=urut between=persen:0..100
--
-- Staff that each service needs and has.
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name END
    || ' · ' || s.name AS layanan,
  row_number() OVER (PARTITION BY s.service ORDER BY c.indicator) AS no,
  c.indicator_name AS uraian,
  lower(c.unit) AS satuan,
  CAST(c.required AS INTEGER) AS butuh,
  CAST(c.fulfilled AS INTEGER) AS tersedia,
  CAST(max(c.required - c.fulfilled, 0) AS INTEGER) AS kurang,
  spm_snap(100 * min(c.ratio, 1.0)) AS persen,
  row_number() OVER (ORDER BY u.field, s.position, s.service, c.indicator) AS urut
FROM spm_indicator_score(:period, :per) AS c
JOIN indicator AS i ON i.indicator = c.indicator
JOIN service AS s ON s.service = c.service
JOIN field AS u ON u.field = s.field
WHERE c.region = :daerah
  AND i.kind = 'sdm'
ORDER BY u.field, s.position, s.service, c.indicator;
