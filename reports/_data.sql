--@ workbook data 1
--@ title "Data SPM – {period|tw}"
--@ file "SPM_data_{period}.xlsx"
--@ author "spm-report"
--@ toc "Daftar lembar"
--@ param period text "Triwulan, misalnya 2023-TW2; kosong: yang terakhir ada laporannya"
--
-- The quarter as long tables, for analysts: one file.
WITH p(period) AS (
  SELECT coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed'))
)
SELECT p.period
FROM p
WHERE p.period IS NOT NULL
ORDER BY p.period;
