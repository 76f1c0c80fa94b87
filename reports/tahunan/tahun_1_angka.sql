--@ report 1
--@ in tahunan 10
--@ sheet "Ringkasan" tab=#1f3864 orientation=landscape fit=page
--@ title "Laporan Tahunan Penerapan Standar Pelayanan Minimal Tahun {tahun}"
--@ subtitle "{nama} · keadaan {period|tw}"
--@ note "Laporan yang diterima sampai {sampai|tanggal} · susunan menurut Permendagri Nomor 59 Tahun 2021 · bagian yang ditulis tangan: lihat Keterangan"
--@ cards indeks "Indeks SPM" indeks_ket,
--@+      penerima "Penerima layanan dasar" "bobot 80%",
--@+      mutu "Mutu minimal" "bobot 20%",
--@+      serapan "Serapan anggaran" serapan_ket,
--@+      lapor "Triwulan yang dilaporkan" lapor_ket
--@ col indeks "Indeks SPM" poin2
--@ col penerima "Penerima" poin2
--@ col mutu "Mutu" poin2
--@ col serapan "Serapan" percent1
--@ col lapor "Triwulan yang dilaporkan" int
--@ expect rows<=1 between=indeks:0..100 between=penerima:0..100 between=mutu:0..100
--
-- The year in five numbers.
WITH p AS (
  SELECT q.period, q.first_period, coalesce(:daerah, (SELECT min(region) FROM roster)) AS region
  FROM spm_quarter(:period, :per) AS q
),
money AS (
  SELECT sum(o.allocated) AS allocated,
    sum(o.realised) AS realised
  FROM p
  JOIN spm_opd_status(p.period, :per) AS o ON o.region = p.region
),
filed AS (
  SELECT count(*) FILTER (WHERE s.fields_filed > 0) AS quarters,
    count(*) AS of
  FROM p
  CROSS JOIN period AS q ON q.period BETWEEN p.first_period AND p.period
  JOIN spm_score(q.period, :per) AS s ON s.region = p.region
)
SELECT s.score AS indeks,
  coalesce(s.band, CASE s.fields_filed WHEN 0 THEN 'belum melapor' ELSE 'tidak ada kebutuhan' END) AS indeks_ket,
  s.served AS penerima,
  s.quality AS mutu,
  100.0 * money.realised / nullif(money.allocated, 0) AS serapan,
  CASE
    WHEN money.realised IS NULL OR money.allocated IS NULL THEN 'anggaran belum diisi'
    ELSE replace(printf('Rp%.1f miliar dari Rp%.1f miliar', money.realised / 1e9, money.allocated / 1e9), '.', ',')
  END AS serapan_ket,
  filed.quarters AS lapor,
  'dari ' || filed.of || ' triwulan' AS lapor_ket
FROM p
JOIN spm_score(p.period, :per) AS s ON s.region = p.region
CROSS JOIN money
CROSS JOIN filed
ORDER BY s.region;
