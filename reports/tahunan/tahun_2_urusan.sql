--@ report 1
--@ in tahunan 11
--@ sheet "Ringkasan"
--@ col urusan "Urusan" text width=20
--@ col opd "Perangkat daerah" text wrap null="–" width=34
--@ col tw1 "TW I", tw2 "TW II", tw3 "TW III", tw4 "TW IV" poin2 null="" width=10
--@ col kategori "Kategori" text align=center null="–" width=18
--@ col pagu "Pagu (Rp)", realisasi "Realisasi (Rp)" int null="–" width=20
--@ col serapan "Serapan" percent1 bar=0..100 null="–" width=11
--@ col kode text hide
--@ band "Indeks kumulatif" tw1..tw4
--@ numbering
--@ total "Jumlah" sum=pagu,realisasi ratio=serapan:realisasi/pagu
--@ scale tw1..tw4 40#fc8d59 70#ffffbf 100#91bfdb
--@ rule kategori style=kategori
--@ source
--@+   "Sumber: e-SPM, diolah. Kategori, pagu dan realisasi menurut triwulan terakhir tahun itu yang ada laporannya."
--@ expect unique=kode between=tw1:0..100 between=tw2:0..100 between=tw3:0..100 between=tw4:0..100
--
-- The fields of the region over the year; what was not sent is not called 0.
WITH line AS (
  SELECT f.field,
    max(f.score) FILTER (WHERE q.quarter = 1 AND f.filed_state = 2) AS tw1,
    max(f.score) FILTER (WHERE q.quarter = 2 AND f.filed_state = 2) AS tw2,
    max(f.score) FILTER (WHERE q.quarter = 3 AND f.filed_state = 2) AS tw3,
    max(f.score) FILTER (WHERE q.quarter = 4 AND f.filed_state = 2) AS tw4,
    max(f.band) FILTER (WHERE q.period = :period AND f.filed_state = 2) AS kategori
  FROM spm_quarter(:period, :per) AS n
  CROSS JOIN period AS q ON q.period BETWEEN n.first_period AND n.period
  CROSS JOIN spm_field_score(q.period, :per) AS f ON f.region = :daerah
  GROUP BY f.field
)
SELECT CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name END AS urusan,
  o.opd, l.tw1, l.tw2, l.tw3, l.tw4, l.kategori, o.allocated AS pagu, o.realised AS realisasi,
  100.0 * o.realised / nullif(o.allocated, 0) AS serapan,
  u.field AS kode
FROM line AS l
JOIN field AS u ON u.field = l.field
JOIN spm_opd_status(:period, :per) AS o ON o.region = :daerah AND o.field = l.field
ORDER BY u.field;
