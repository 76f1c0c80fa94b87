--@ workbook data 1
--@ title "Data SPM – {period|tw}"
--@ file "SPM_data_{period}.xlsx"
--@ author "spm-report"
--@ toc "Daftar lembar"
--@ param period text "Triwulan, misalnya 2023-TW2; kosong: yang terakhir ada laporannya"
--
-- The quarter as long tables, for analysts: one file.
SELECT max(period) AS period
FROM filing
WHERE status = 'filed'
  AND (:period IS NULL OR period = :period)
HAVING count(*) > 0
ORDER BY period;
