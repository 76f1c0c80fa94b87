--@ workbook koreksi 1
--@ title "Lembar koreksi SPM – {nama} – {period|tw}"
--@ subtitle "{nama} – {period|tw}"
--@ file "SPM_koreksi_{berkas}_{period}.xlsx"
--@ author "spm-report"
--@ id "{sheet_id}"
--@ param period text "Triwulan; kosong: yang terakhir ada laporannya"
--@ param daerah region "Kode atau nama daerah; kosong: semua yang ada temuannya"
--@ param kode text given "Kode daerah"
--@ param nama text given "Nama daerah"
--@ param sheet_id text given "ID lembar"
--@ param urusan text given "Kode urusan; kosong: semua"
--
-- The correction sheets: one file a region with warnings in its figures or with rows that wait in the inbox. The id is
-- made as that of an entry sheet (_isian.sql).
WITH p(period) AS (
  SELECT coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed'))
),
found(region) AS (
  SELECT f.region FROM p CROSS JOIN spm_finding(p.period) AS f WHERE f.severity = 'warning' AND :daerah IS NULL
  UNION
  SELECT :daerah WHERE :daerah IS NOT NULL
  UNION
  SELECT spm_region(b.region) FROM inbox AS b WHERE b.settled_by IS NULL AND b.region IS NOT NULL AND :daerah IS NULL
)
SELECT p.period, r.region AS kode, r.name AS nama, NULL AS urusan,
  'koreksi/' || r.region || '/' || p.period || '/' || (
    SELECT group_concat(field || 'r' || stands || iif(last > stands, '.' || last, ''), '+')
    FROM (
      SELECT u.field,
        coalesce(max(f.revision) FILTER (WHERE f.rejected_at IS NULL), 0) AS stands,
        max(f.revision) AS last
      FROM field AS u
      LEFT JOIN filing AS f
        ON f.period = p.period AND f.region = r.region AND f.field = u.field AND f.status = 'filed'
      GROUP BY u.field
      ORDER BY u.field
    )
  ) AS sheet_id,
  replace(r.region, '.', '') AS berkas
FROM p
CROSS JOIN found
CROSS JOIN region AS r ON r.region = found.region
ORDER BY r.region;
