--@ workbook nasional 1
--@ title "Rekapitulasi SPM – {period|tw}"
--@ file "SPM_nasional_{period}.xlsx"
--@ author "spm-report"
--@ toc "Daftar lembar"
--@ param period text "Triwulan, misalnya 2023-TW2; kosong: yang terakhir ada laporannya"
--@ param per date "Keadaan per tanggal (WIB); kosong: semua laporan yang ada"
--
-- The national workbook: one file. Its row gives the members their quarter, the deadline and the day up to which reports
-- were received.
WITH p(period) AS (
  SELECT coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed'))
)
SELECT p.period,
  (SELECT due_on FROM spm_deadline(p.period, :per)) AS batas,
  coalesce(:per, (SELECT date(max(submitted_at), '+7 hours') FROM filing AS f WHERE f.period = p.period AND f.status = 'filed'))
    AS sampai
FROM p
WHERE p.period IS NOT NULL
ORDER BY p.period;
