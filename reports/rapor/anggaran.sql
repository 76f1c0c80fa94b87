--@ report 1
--@ in rapor 40
--@ in tahunan 40
--@ sheet "Anggaran" tab=#7f6000 orientation=landscape fit=page freeze=1
--@ title "Anggaran Penerapan SPM"
--@ note "Rupiah, kumulatif sejak Januari; kosong: belum diisi, atau triwulan belum tiba. Program, kegiatan dan " +
--@+     "sumber dana tidak dilaporkan dalam e-SPM."
--@ col urusan "Urusan" text
--@ col layanan "Jenis pelayanan dasar" text wrap width=62
--@ col pagu "Pagu (Rp)", tw1 "TW I", tw2 "TW II", tw3 "TW III", tw4 "TW IV", sisa "Sisa pagu (Rp)" int width=19
--@ col serapan "Serapan" percent1 bar=0..100 color=#ffe699 width=12
--@ col realisasi int hide
--@ col kode text hide
--@ band "Realisasi (Rp, kumulatif)" tw1..tw4
--@ numbering
--@ group urusan
--@ total "Jumlah" sum=pagu,tw1,tw2,tw3,tw4,sisa ratio=serapan:realisasi/pagu
--@ source "Sumber: e-SPM, diolah. Pagu menurut laporan triwulan ini."
--@ expect unique=kode sum=realisasi+sisa:pagu between=serapan:0..1000
--
-- Money of each service, quarter by quarter.
WITH line AS (
  SELECT b.service,
    max(b.allocated) FILTER (WHERE q.period = :period) AS pagu,
    max(b.realised) FILTER (WHERE q.period = :period) AS realisasi,
    max(b.realised) FILTER (WHERE q.quarter = 1) AS tw1,
    max(b.realised) FILTER (WHERE q.quarter = 2) AS tw2,
    max(b.realised) FILTER (WHERE q.quarter = 3) AS tw3,
    max(b.realised) FILTER (WHERE q.quarter = 4) AS tw4
  FROM spm_quarter(:period, :per) AS n
  CROSS JOIN period AS q ON q.period BETWEEN n.first_period AND n.period
  CROSS JOIN spm_budget(q.period, :per) AS b ON b.region = :daerah
  GROUP BY b.service
  HAVING sum(q.period = :period) > 0
),
office AS (
  SELECT field, opd FROM spm_opd_status(:period, :per) WHERE region = :daerah
)
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name END
    || coalesce(' · ' || o.opd, '') AS urusan,
  s.name AS layanan, l.pagu, l.tw1, l.tw2, l.tw3, l.tw4,
  l.pagu - l.realisasi AS sisa,
  100.0 * l.realisasi / nullif(l.pagu, 0) AS serapan,
  l.realisasi, s.service AS kode
FROM line AS l
JOIN service AS s ON s.service = l.service
JOIN field AS u ON u.field = s.field
LEFT JOIN office AS o ON o.field = u.field
ORDER BY u.field, s.position, s.service;
