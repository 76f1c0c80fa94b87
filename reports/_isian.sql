--@ workbook isian 1
--@ title "Lembar isian SPM – {nama} – {period|tw}"
--@ file "SPM_isian_{berkas}_{period}.xlsx"
--@ author "spm-report"
--@ param period text "Triwulan yang akan diisi; kosong: sesudah yang terakhir ada laporannya"
--@ param daerah region "Kode atau nama daerah; kosong: semua yang wajib lapor"
--@ param pecah text default="daerah" in=daerah,opd "Satu berkas per daerah, atau per perangkat daerah (urusan)"
--@ param kode text given "Kode daerah"
--@ param nama text given "Nama daerah"
--@ param urusan text given "Kode urusan; kosong: semua"
--
-- The empty entry sheets: one file a region on the roster of the quarter, or one a region and field.
WITH p(period) AS (
  SELECT coalesce(:period, (SELECT spm_period_add(max(period), 1) FROM filing WHERE status = 'filed'))
),
piece(urusan, ekor) AS (
  SELECT NULL, '' WHERE coalesce(:pecah, 'daerah') = 'daerah'
  UNION ALL
  SELECT field, '_' || replace(field, '.', '') FROM field WHERE :pecah = 'opd'
)
SELECT p.period, s.region AS kode, s.name AS nama, piece.urusan,
  replace(s.region, '.', '') || piece.ekor AS berkas
FROM p
CROSS JOIN spm_input_status(p.period) AS s
CROSS JOIN piece
WHERE :daerah IS NULL OR s.region = :daerah
ORDER BY s.region, piece.urusan;
