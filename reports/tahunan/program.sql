--@ report 1
--@ in tahunan 70
--@ sheet "Program dan Kegiatan" tab=#7f6000 orientation=landscape fit=page freeze=2
--@ title "Program dan Kegiatan"
--@ note "Program, kegiatan dan sumber dana tidak dilaporkan dalam e-SPM: diisi tangan. Pagu dan realisasi menurut " +
--@+     "laporan."
--@ col urusan "Urusan" text
--@ col no "No" no width=5
--@ col layanan "Jenis pelayanan dasar" text wrap width=56
--@ col program "Program (diisi tangan)", kegiatan "Kegiatan (diisi tangan)" text width=32
--@ col dana "Sumber dana (diisi tangan)" text width=18
--@ col pagu "Pagu (Rp)", realisasi "Realisasi (Rp)" int null="–" width=19
--@ col kode text hide
--@ numbering
--@ group urusan
--@ total "Jumlah" sum=pagu,realisasi
--@ source "Sumber: e-SPM, diolah."
--@ expect unique=kode
--
-- The services with their money, and room for the programmes that pay for them.
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name END
    || coalesce(' · ' || o.opd, '') AS urusan,
  row_number() OVER (PARTITION BY u.field ORDER BY s.position, s.service) AS no,
  s.name AS layanan,
  NULL AS program,
  NULL AS kegiatan,
  NULL AS dana,
  b.allocated AS pagu, b.realised AS realisasi, s.service AS kode
FROM spm_service_score(:period, :per) AS v
JOIN service AS s ON s.service = v.service
JOIN field AS u ON u.field = s.field
JOIN spm_opd_status(:period, :per) AS o ON o.region = :daerah AND o.field = u.field
LEFT JOIN budget AS b ON b.filing = v.filing AND b.service = v.service
WHERE v.region = :daerah
ORDER BY u.field, s.position, s.service;
