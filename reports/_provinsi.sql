--@ workbook provinsi 1
--@ title "Rekapitulasi SPM {nama} – {period|tw}"
--@ subtitle "{nama} · {period|tw}"
--@ file "SPM_provinsi_{provinsi}_{period}.xlsx"
--@ key provinsi
--@ up nasional
--@ author "spm-report"
--@ toc "Daftar lembar"
--@ param period text "Triwulan, misalnya 2023-TW2; kosong: yang terakhir ada laporannya"
--@ param per asof "Keadaan per tanggal (WIB), atau nama terbitan; kosong: semua laporan yang ada"
--@ param provinsi province "Kode atau nama provinsi, misalnya 32; kosong: semua provinsi"
--@ param nama text given "Nama provinsi"
--@ param sampai date given "Laporan diterima sampai"
--@ param batas date given "Batas input"
--@ param peringkat int given "Peringkat pemerintah provinsi"
--@ param diperingkat int given "Dari berapa provinsi"
--
-- The workbook of each province: one file a province on the roster. Its row gives the members their quarter and
-- province, the deadline, the day up to which reports were received, and the rank of the provincial government, worked
-- out once for all.
SELECT q.period, r.region AS provinsi,
  'Provinsi ' || r.name AS nama,
  q.due_on AS batas,
  date(iif(:per IS NULL, q.received_until, q.as_of), '+7 hours') AS sampai,
  r.rank AS peringkat, r.ranked AS diperingkat
FROM spm_quarter(coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed')), :per) AS q
CROSS JOIN spm_rank(q.period, :per) AS r
WHERE q.received_until IS NOT NULL
  AND r.level = 'provinsi'
  AND (:provinsi IS NULL OR r.region = :provinsi)
ORDER BY r.region;
