--@ workbook data 1
--@ title "Data SPM – {period|tw}"
--@ file "SPM_data_{period}.xlsx"
--@ author "spm-report"
--@ toc "Daftar lembar"
--@ param period text "Triwulan, misalnya 2023-TW2; kosong: yang terakhir ada laporannya"
--
-- The quarter as long tables, for analysts: one file.
SELECT period
FROM (SELECT coalesce(:period, max(period)) AS period FROM filing WHERE status = 'filed')
WHERE period IS NOT NULL
ORDER BY period;
