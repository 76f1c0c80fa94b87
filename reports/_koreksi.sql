--@ workbook koreksi 1
--@ title "Lembar koreksi SPM – {nama} – {period|tw}"
--@ subtitle "{nama} – {period|tw}"
--@ file "SPM_koreksi_{berkas}_{period}.xlsx"
--@ author "spm-report"
--@ id "{sheet_id}"
--@ param period text "Triwulan; kosong: yang terakhir ada laporannya"
--@ param daerah region "Kode atau nama daerah; kosong: semua yang ada temuannya"
--@ param provinsi province "Kode atau nama provinsi: daerah-daerahnya dan pemerintah provinsinya; kosong: semua"
--@ param kode text given "Kode daerah"
--@ param nama text given "Nama daerah"
--@ param sheet_id text given "ID lembar"
--@ param urusan text given "Kode urusan; kosong: semua"
--@ param keadaan text given "Yang masih terbuka, dengan kata"
--@ param tertahan text given "Baris yang tertahan dan lembarnya, sebagai JSON"
--
-- The correction sheets: one file a region with warnings in its figures or with rows that wait in the inbox. The id is
-- made as that of an entry sheet (_isian.sql), with the last import that the sheet shows behind it, so that rows and
-- findings of files without an id are settled by a sheet that shows them, and by no older one.
-- tertahan says once for all sheets which rows wait: an object for each finding of a row (one where it has none), with
-- inbox, the keys that the row was read as (field, service, indicator; a code, or what the finding says it is), the
-- column of the finding (means, as in table column_name) and its sentence (pesan); and lembar, the sheet that holds the
-- row as it was written: the newest row of a key alone. lembar is null where no sheet can hold it; Temuan quotes it.
WITH p(period) AS (
  SELECT coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed'))
),
row_waiting AS MATERIALIZED (
  SELECT b.*, spm_region(b.region) AS code
  FROM inbox AS b
  WHERE b.settled_by IS NULL AND b.region IS NOT NULL
),
said(inbox, finding) AS (
  SELECT b.inbox, f.finding
  FROM row_waiting AS b
  JOIN finding AS f ON f.import = b.import AND f.line = b.line AND f.sheet = b.sheet
  WHERE f.severity = 'error' AND f.superseded_by IS NULL
  UNION ALL
  SELECT b.inbox, f.finding
  FROM row_waiting AS b
  JOIN import AS i ON i.path = 'inbox' AND i.sha256 IS NULL
  JOIN finding AS f ON f.import = i.import AND f.line = b.inbox
  WHERE f.severity = 'error' AND f.superseded_by IS NULL
),
-- a region that is read, and those that a refused one may be
whose(inbox, code) AS (
  SELECT b.inbox, b.code FROM row_waiting AS b WHERE b.code IS NOT NULL
  UNION
  SELECT t.inbox, a.value
  FROM said AS t
  JOIN finding AS f ON f.finding = t.finding AND f.rule = 'region'
  JOIN json_each(f.alternatives) AS a
),
in_force(level_group, field, service, indicator) AS MATERIALIZED (
  SELECT s.level_group, s.field, s.service, i.indicator
  FROM p
  JOIN service AS s ON coalesce(s.valid_from <= p.period, 1) AND coalesce(s.valid_to >= p.period, 1)
  JOIN indicator AS i
    ON i.service = s.service AND coalesce(i.valid_from <= p.period, 1) AND coalesce(i.valid_to >= p.period, 1)
),
known AS MATERIALIZED (
  SELECT b.inbox, f.finding, o.code, r.level_group,
    CASE
      WHEN EXISTS (
        SELECT 1 FROM said AS t JOIN finding AS g ON g.finding = t.finding
        WHERE t.inbox = b.inbox AND g.rule IN ('region', 'period', 'csv', 'cells')
      ) THEN NULL
      WHEN b.period = p.period THEN 1
      ELSE spm_period(b.period) = p.period
    END AS is_now,
    coalesce(
      (SELECT i.indicator FROM indicator AS i WHERE i.indicator = b.indicator),
      (SELECT i.indicator FROM indicator AS i WHERE i.indicator = f.subject AND b.indicator <> '')
    ) AS indicator,
    coalesce(
      (SELECT s.service FROM service AS s WHERE s.service = b.service),
      (SELECT s.service FROM service AS s WHERE s.service = f.subject),
      (SELECT i.service FROM indicator AS i WHERE i.indicator IN (b.indicator, f.subject))
    ) AS service,
    coalesce(
      (SELECT u.field FROM field AS u WHERE u.field = b.field),
      (SELECT u.field FROM field AS u WHERE u.field = f.subject)
    ) AS field,
    (SELECT n.means FROM column_name AS n WHERE n.name = replace(lower(f.column), '_', ' ')) AS means,
    f.pesan || coalesce(iif(f.rule = 'status', '. Pilihan: ', '. Mungkin: ')
      || (
        SELECT group_concat(iif(f.rule = 'number', replace(value, '.', ','), value),
          iif(f.rule = 'status', ', ', ' atau '))
        FROM json_each(f.alternatives)
      ), '') AS pesan
  FROM p
  CROSS JOIN row_waiting AS b
  JOIN whose AS o ON o.inbox = b.inbox
  JOIN region AS r ON r.region = o.code
  LEFT JOIN said AS t ON t.inbox = b.inbox
  LEFT JOIN finding AS f ON f.finding = t.finding
),
placed(inbox, code, lembar, butir) AS (
  SELECT k.inbox, k.code, 'sel', k.indicator
  FROM known AS k
  JOIN in_force AS o ON o.level_group = k.level_group AND o.indicator = k.indicator
  WHERE k.is_now
  UNION
  SELECT k.inbox, k.code, 'anggaran', k.service
  FROM known AS k
  JOIN in_force AS o ON o.level_group = k.level_group AND o.service = k.service
  JOIN inbox AS b ON b.inbox = k.inbox AND (b.allocated <> '' OR b.realised <> '')
  WHERE k.is_now
  UNION
  SELECT k.inbox, k.code, 'masalah', k.service || '|' || coalesce(b.problem_no, '')
  FROM known AS k
  JOIN in_force AS o ON o.level_group = k.level_group AND o.service = k.service
  JOIN inbox AS b ON b.inbox = k.inbox AND (b.problem_no <> '' OR b.problem <> '' OR b.solution <> '')
  WHERE k.is_now
  UNION
  SELECT k.inbox, k.code, 'tahapan', k.service || '|' || lower(b.stage)
  FROM known AS k
  JOIN in_force AS o ON o.level_group = k.level_group AND o.service = k.service
  JOIN inbox AS b ON b.inbox = k.inbox
  WHERE k.is_now
    AND lower(b.stage) IN ('pengumpulan data', 'penghitungan kebutuhan', 'penyusunan rencana', 'pelaksanaan')
  UNION
  SELECT k.inbox, k.code, iif(b.office <> '' OR b.role <> '' OR b.sheet = 'Tim', 'tim', 'rencana'),
    k.field || '|' || iif(b.office <> '' OR b.role <> '' OR b.sheet = 'Tim', coalesce(b.office, ''), '')
  FROM known AS k
  JOIN in_force AS o ON o.level_group = k.level_group AND o.field = k.field
  JOIN inbox AS b
    ON b.inbox = k.inbox
    AND (b.office <> '' OR b.role <> '' OR b.document <> '' OR b.document_no <> '' OR b.document_on <> '')
  WHERE k.is_now
),
newest AS (
  SELECT max(inbox) AS inbox, lembar FROM placed GROUP BY code, lembar, butir
),
waits(code, rows, import, list) AS (
  SELECT k.code,
    count(DISTINCT k.inbox),
    max(b.import),
    json_group_array(json_object('inbox', k.inbox, 'finding', k.finding, 'lembar', n.lembar, 'field', k.field,
      'service', k.service, 'indicator', k.indicator, 'means', k.means, 'pesan', k.pesan))
  FROM known AS k
  JOIN inbox AS b ON b.inbox = k.inbox
  LEFT JOIN newest AS n ON n.inbox = k.inbox
  WHERE k.is_now IS NOT 0
  GROUP BY k.code
),
warned(region, unexplained) AS MATERIALIZED (
  SELECT f.region, sum(f.explanation IS NULL)
  FROM p
  CROSS JOIN spm_finding(p.period) AS f
  WHERE f.severity = 'warning'
    AND (:daerah IS NULL OR f.region = :daerah)
  GROUP BY f.region
),
found(region) AS (
  SELECT w.region FROM warned AS w WHERE :daerah IS NULL
  UNION
  SELECT :daerah WHERE :daerah IS NOT NULL
  UNION
  SELECT w.code FROM waits AS w JOIN row_waiting AS b ON b.code = w.code WHERE :daerah IS NULL
)
SELECT p.period, r.region AS kode, r.name AS nama, NULL AS urusan, coalesce(w.list, '[]') AS tertahan,
  iif(
    w.rows > 0 OR v.unexplained > 0,
    'Masih terbuka: ' || rtrim(
      iif(w.rows > 0, w.rows || ' baris tertahan, ', '')
        || iif(v.unexplained > 0, v.unexplained || ' peringatan yang belum dijelaskan, ', ''),
      ', '
    ) || '.',
    'Tidak ada yang terbuka: tidak ada baris yang tertahan, dan tidak ada peringatan yang belum dijelaskan.'
  ) AS keadaan,
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
  ) || '/' || max(
    coalesce(w.import, 0),
    coalesce((SELECT max(f.source) FROM filing AS f WHERE f.period = p.period AND f.region = r.region), 0)
  ) AS sheet_id,
  replace(r.region, '.', '') AS berkas
FROM p
CROSS JOIN found
CROSS JOIN region AS r ON r.region = found.region
LEFT JOIN waits AS w ON w.code = r.region
LEFT JOIN warned AS v ON v.region = r.region
WHERE :provinsi IS NULL OR r.province = :provinsi
ORDER BY r.region;
