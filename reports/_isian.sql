--@ workbook isian 1
--@ title "Lembar isian SPM – {nama} – {period|tw}"
--@ file "SPM_isian_{berkas}_{period}.xlsx"
--@ author "spm-report"
--@ id "{sheet_id}"
--@ param period text "Triwulan yang akan diisi; kosong: sesudah yang terakhir ada laporannya"
--@ param daerah region "Kode atau nama daerah; kosong: semua yang wajib lapor"
--@ param provinsi province "Kode atau nama provinsi: daerah-daerahnya dan pemerintah provinsinya; kosong: semua"
--@ param pecah text default="daerah" in=daerah,opd "Satu berkas per daerah, atau per perangkat daerah (urusan)"
--@ param kode text given "Kode daerah"
--@ param nama text given "Nama daerah"
--@ param urusan text given "Kode urusan; kosong: semua"
--@ param sheet_id text given "ID lembar"
--
-- The empty entry sheets: one file a region on the roster of the quarter, or one a region and field. The id says which
-- sheet it is: workbook, region, quarter, and of each field the revision that it shows, behind a dot the last one where
-- that was rejected (sql/semantics.md 5).
WITH p(period) AS (
  SELECT coalesce(:period, (SELECT spm_period_add(max(period), 1) FROM filing WHERE status = 'filed'))
),
piece(urusan, ekor) AS (
  SELECT NULL, '' WHERE coalesce(:pecah, 'daerah') = 'daerah'
  UNION ALL
  SELECT field, '_' || replace(field, '.', '') FROM field WHERE :pecah = 'opd'
)
SELECT p.period, s.region AS kode, s.name AS nama, piece.urusan,
  'isian/' || s.region || '/' || p.period || '/' || (
    SELECT group_concat(field || 'r' || stands || iif(last > stands, '.' || last, ''), '+')
    FROM (
      SELECT u.field,
        coalesce(max(f.revision) FILTER (WHERE f.rejected_at IS NULL), 0) AS stands,
        max(f.revision) AS last
      FROM field AS u
      LEFT JOIN filing AS f
        ON f.period = p.period AND f.region = s.region AND f.field = u.field AND f.status = 'filed'
      WHERE piece.urusan IS NULL OR u.field = piece.urusan
      GROUP BY u.field
      ORDER BY u.field
    )
  ) AS sheet_id,
  replace(s.region, '.', '') || piece.ekor AS berkas
FROM p
CROSS JOIN spm_input_status(p.period) AS s
CROSS JOIN piece
WHERE (:daerah IS NULL OR s.region = :daerah)
  AND (:provinsi IS NULL OR s.province = :provinsi)
ORDER BY s.region, piece.urusan;
