--@ workbook tahunan 1
--@ title "Laporan Tahunan SPM {nama} – Tahun {tahun}"
--@ subtitle "{nama} · {period|tw}"
--@ file "SPM_tahunan_{kode}_{tahun}.xlsx"
--@ key daerah
--@ up rapor:daerah
--@ author "spm-report"
--@ toc "Daftar lembar"
--@ param period text given "Triwulan terakhir tahun itu"
--@ param per asof "Keadaan per tanggal (WIB), atau nama terbitan; kosong: semua laporan yang ada"
--@ param daerah region "Kode atau nama daerah, misalnya 32.12; kosong: semua daerah"
--@ param provinsi province "Kode atau nama provinsi: daerah-daerahnya dan pemerintah provinsinya; kosong: semua"
--@ param nama text given "Nama daerah"
--@ param tahun int min=2000 max=2100 "Tahun; kosong: tahun terakhir yang ada laporannya"
--@ param sampai date given "Laporan diterima sampai"
--
-- The yearly report of each government on the roster, in the order that Permendagri 59/2021 asks for. Figures are
-- cumulative, so the year is its last quarter with filings.
WITH y(tahun) AS (
  SELECT coalesce(:tahun, CAST((SELECT max(period) FROM filing WHERE status = 'filed') AS INTEGER))
),
p(tahun, period) AS (
  SELECT y.tahun,
    coalesce(max(t.period) FILTER (WHERE q.received_until IS NOT NULL), y.tahun || '-TW4')
  FROM y
  JOIN period AS t ON t.year = y.tahun
  JOIN spm_quarter(t.period, :per) AS q
)
SELECT p.period, p.tahun, s.region AS daerah,
  replace(s.region, '.', '') AS kode,
  CASE s.level WHEN 'provinsi' THEN 'Provinsi ' || s.name ELSE s.name END AS nama,
  date(iif(:per IS NULL, q.received_until, q.as_of), '+7 hours') AS sampai
FROM p
CROSS JOIN spm_quarter(p.period, :per) AS q
JOIN spm_score(p.period, :per) AS s
WHERE (:daerah IS NULL OR s.region = :daerah)
  AND (:provinsi IS NULL OR s.province = :provinsi)
ORDER BY s.region;
