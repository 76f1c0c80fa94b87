-- spm_import_report(import, width): what an import found, by place, in two languages, and what to do next.
-- ringkasan: Yang ditemukan sebuah impor, menurut tempatnya, dalam dua bahasa, dan langkah berikutnya.
--
-- Semantics 10. It is to be looked at after each import. Each file has a first row with its counts, then a row for
-- each finding that still stands, then one for each region, quarter and field of which its filing stands and lacks
-- owed cells; the last rows say what to do next. In sqlite3 -box it is 100 columns wide at most. A finding is told
-- whole in table finding, with its rule and what it may have been.
--
-- Arguments alone:
--   import IMPORT: which import
--   width INTEGER(27): letters of a line of pesan and message; 0: they are one line
-- Columns:
--   no INTEGER KEY: number of the row, by place
--   place TEXT: sheet and cell, line of the file, or number of the row in inbox
--   kind TEXT: berkas (a file and its counts), gagal (not read), tertahan (held back), peringatan, catatan, kosong
--     (owed cells that are blank), langkah (a next step)
--   pesan TEXT: whose figure, of which indicator and column, and what was found, in Indonesian
--   message TEXT: the same in English
-- Errors: a number or a path that is of no import
-- Order: no
-- Cost: whole
--
-- Example:
-- > SELECT kind, count(*) FROM spm_import_report(2) GROUP BY kind;
-- = berkas|1
-- = catatan|3
-- = kosong|408
-- = langkah|1
-- = peringatan|763
WITH file(path, import) AS (
  SELECT i.path,
    max(i.import)
  FROM main.import AS i
  GROUP BY i.path
  UNION ALL
  SELECT f.file,
    NULL
  FROM main.finding AS f
  WHERE f.import IS NULL
    AND f.rule = 'file'
    AND f.superseded_by IS NULL
  GROUP BY f.file
),
wanted AS MATERIALIZED (
  SELECT i.path,
    i.import
  FROM main.import AS i
  WHERE i.import = CASE
      WHEN :import = '' THEN (SELECT max(l.import) FROM main.import AS l)
      WHEN :import NOT GLOB '*[^0-9]*' THEN CAST(:import AS INTEGER)
    END
  UNION ALL
  SELECT f.path,
    f.import
  FROM file AS f
  WHERE :import GLOB '*[^0-9]*'
    AND (
      f.path = :import
      OR (
        substr(f.path, 1, length(rtrim(:import, '/')) + 1) = rtrim(:import, '/') || '/'
        AND instr(substr(f.path, length(rtrim(:import, '/')) + 2), '/') = 0
      )
      OR (
        f.path GLOB :import
        AND length(replace(f.path, '/', '')) - length(f.path) = length(replace(:import, '/', '')) - length(:import)
      )
    )
),
asked AS MATERIALIZED (
  SELECT iif(CAST(:width AS INTEGER) > 0, 14, 0) AS place_width,
    CAST(:width AS INTEGER) AS text_width
  WHERE spm_require(
      :ours,
      :import = '' OR EXISTS (SELECT 1 FROM wanted),
      'spm_import_report: import ''' || :import || ''': no import has this number, and no file this name;'
        || ' SELECT import, path FROM import lists them'
    )
),
-- filings of an import that stand and lack owed cells
unfilled AS MATERIALIZED (
  SELECT w.path,
    w.import,
    s.region,
    s.name,
    g.period,
    s.field,
    s.field_name,
    s.owed - s.filled AS blank,
    s.owed
  FROM wanted AS w
  CROSS JOIN main.filing AS g ON g.source = w.import
  CROSS JOIN main.spm_field_score(g.period) AS s
    ON s.region = g.region
    AND s.field = g.field
    AND s.filing = g.filing
  WHERE s.filled < s.owed
),
-- figures that the filings of an import explain
explained AS MATERIALIZED (
  SELECT w.import,
    g.region,
    coalesce(nullif(e.indicator, ''), e.service) AS subject
  FROM wanted AS w
  CROSS JOIN main.filing AS g ON g.source = w.import
  CROSS JOIN main.explanation AS e ON e.filing = g.filing
),
found AS MATERIALIZED (
  SELECT w.path,
    w.import,
    f.finding,
    f.line,
    f.severity,
    rtrim(f.cell, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') AS sheet,
    CASE
      WHEN w.import IS NULL THEN ''
      WHEN f.cell IS NOT NULL THEN f.cell
      WHEN i.sha256 IS NULL THEN 'inbox ' || f.line
      ELSE coalesce('baris ' || f.line, '')
    END AS place,
    CASE
      WHEN w.import IS NULL THEN 'gagal'
      WHEN f.severity = 'error' THEN 'tertahan'
      WHEN f.severity = 'warning' THEN 'peringatan'
      ELSE 'catatan'
    END AS kind,
    iif(w.import IS NULL, ', ' || w.path, coalesce(', ' || r.name, ''))
      || coalesce(', ' || f.subject || coalesce(' ' || coalesce(d.name, s.name, u.name), ''), '') AS about,
    f.column,
    f.rule <> 'text'
      AND (f.import, f.region, f.subject) IN (SELECT e.import, e.region, e.subject FROM explained AS e) AS is_explained,
    f.rule = 'formulir kosong' AS is_form,
    f.pesan || coalesce('; mungkin ' || (
      SELECT group_concat(a.value || coalesce(' ' || n.name, ''), ' atau ')
      FROM main.json_each(f.alternatives) AS a
      LEFT JOIN main.region AS n ON n.region = a.value AND f.rule = 'region'
    ), '') AS pesan,
    iif(instr(f.message, f.cell || ': ') = 1, substr(f.message, length(f.cell) + 3), f.message) AS message
  FROM wanted AS w
  JOIN main.finding AS f
    ON f.import IS w.import
    AND f.superseded_by IS NULL
    AND (w.import IS NOT NULL OR (f.rule = 'file' AND f.file = w.path))
  LEFT JOIN main.import AS i ON i.import = w.import
  LEFT JOIN main.region AS r ON r.region = f.region
  LEFT JOIN main.indicator AS d ON d.indicator = f.subject
  LEFT JOIN main.service AS s ON s.service = f.subject
  LEFT JOIN main.field AS u ON u.field = f.subject
),
counted AS MATERIALIZED (
  SELECT w.path,
    w.import,
    coalesce(i.rows, 0) AS rows,
    coalesce(i.accepted, 0) AS accepted,
    (
      SELECT count(*)
      FROM main.inbox AS b
      WHERE b.settled_by IS NULL
        AND (b.import = w.import OR i.sha256 IS NULL)
    ) AS waiting,
    (
      SELECT count(*)
      FROM found AS f
      WHERE f.import = w.import
        AND f.kind = 'tertahan'
        AND EXISTS (
          SELECT 1
          FROM main.entry_sheet AS s
          WHERE s.import = w.import
            AND s.sheet GLOB 'referensi/*'
        )
    ) AS refused,
    (SELECT count(*) FROM found AS f WHERE f.import = w.import AND f.kind = 'peringatan') AS warnings,
    (SELECT count(*) FROM found AS f WHERE f.import = w.import AND f.kind = 'peringatan' AND f.is_explained)
      AS explained,
    (SELECT count(*) FROM found AS f WHERE f.import = w.import AND f.kind = 'peringatan' AND f.is_form) AS forms,
    (SELECT count(*) FROM found AS f WHERE f.import = w.import AND f.kind = 'catatan') AS notes,
    i.undone_at,
    (
      SELECT min(l.import)
      FROM main.import AS l
      WHERE l.path = w.path
        AND l.import > w.import
        AND l.sha256 IS NOT NULL
        AND l.undone_at IS NULL
        AND i.sha256 IS NOT NULL
    ) AS next
  FROM wanted AS w
  JOIN main.import AS i ON i.import = w.import
),
total AS MATERIALIZED (
  SELECT coalesce(sum(waiting), 0) AS waiting,
    coalesce(sum(refused), 0) AS refused,
    coalesce(sum(warnings), 0) AS warnings,
    coalesce(sum(explained), 0) AS explained,
    coalesce(sum(forms), 0) AS forms,
    (SELECT count(*) FROM found AS f WHERE f.kind = 'gagal') AS failed,
    (SELECT count(*) FROM main.inbox AS b WHERE b.settled_by IS NULL) - coalesce(sum(waiting), 0) AS elsewhere,
    count(*) AS imports
  FROM counted
),
step(number, pesan, message) AS (
  SELECT 1,
    'Berkas yang gagal tidak dibaca sama sekali: lakukan yang disebut, lalu baca lagi.',
    'A file that failed was not read at all: do what it says, and import it again.'
  FROM total
  WHERE failed > 0
  UNION ALL
  SELECT 2,
    'Baris tertahan (' || waiting || ') belum dihitung. Betulkan di berkasnya dan baca lagi dengan nama yang sama;'
      || ' atau betulkan di lembar koreksi (spm-report koreksi); atau di tabel inbox, lalu SELECT spm_accept().',
    'Rows held back (' || waiting || ') do not count yet. Correct them in the file and import it again by the same'
      || ' name; or correct them in the correction sheet (spm-report koreksi); or in table inbox, then'
      || ' SELECT spm_accept().'
  FROM total
  WHERE waiting > 0
  UNION ALL
  SELECT 3,
    'Baris referensi tertahan (' || refused || ') tidak dicatat dan hanya ada di berkasnya: betulkan di situ dan baca'
      || ' lagi; baris yang sudah dicatat dilewati.',
    'Rows of references held back (' || refused || ') are not recorded, and are in the file alone: correct them there'
      || ' and import it again; rows that were recorded are passed over.'
  FROM total
  WHERE refused > 0
  UNION ALL
  SELECT 4,
    'Angka dengan peringatan sudah dihitung. Periksa; bila salah, betulkan di berkasnya dan baca lagi, atau di lembar'
      || ' koreksi (spm-report koreksi); bila benar, jelaskan di kolom Penjelasan pada barisnya.',
    'Figures with a warning do count. Look at them; where one is wrong, correct the file and import it again, or the'
      || ' correction sheet (spm-report koreksi); where it is right, explain it in column Penjelasan of its row.'
  FROM total
  WHERE warnings > explained + forms
  UNION ALL
  SELECT 3,
    'Angka dengan peringatan sudah dijelaskan semuanya.',
    'Figures with a warning are all explained.'
  FROM total
  WHERE explained > 0
    AND warnings = explained + forms
  UNION ALL
  SELECT 4,
    'Formulir kosong (' || forms || ') tidak membuat laporan: isi, simpan, lalu baca lagi.',
    'Empty forms (' || forms || ') make no filing: fill them in, save, and import again.'
  FROM total
  WHERE forms > 0
  UNION ALL
  SELECT 5,
    'Dari impor lain masih tertahan ' || elsewhere || ' baris: SELECT import, count(*) FROM inbox'
      || ' WHERE settled_by IS NULL GROUP BY import.',
    'Of other imports ' || elsewhere || ' rows wait: SELECT import, count(*) FROM inbox WHERE settled_by IS NULL'
      || ' GROUP BY import.'
  FROM total
  WHERE elsewhere > 0
  UNION ALL
  SELECT 6,
    'Tidak ada yang perlu dibetulkan.',
    'There is nothing to correct.'
  FROM total
  WHERE imports > 0
    AND failed = 0
    AND waiting = 0
    AND refused = 0
    AND warnings = 0
),
told(is_step, import, path, section, sheet, line, finding, place, kind, pesan, message) AS (
  SELECT 0,
    c.import,
    c.path,
    1,
    0,
    0,
    0,
    '',
    'berkas',
    'Impor ' || c.import || ', ' || c.path || ': baris ' || c.rows || ', diterima ' || c.accepted || ', tertahan '
      || (c.waiting + c.refused) || ', peringatan ' || c.warnings || ', catatan ' || c.notes
      || coalesce('; ditarik kembali ' || c.undone_at, '') || coalesce('; sudah diganti impor ' || c.next, ''),
    'Import ' || c.import || ', ' || c.path || ': rows ' || c.rows || ', taken ' || c.accepted || ', held back '
      || (c.waiting + c.refused) || ', warnings ' || c.warnings || ', notes ' || c.notes
      || coalesce('; taken back ' || c.undone_at, '') || coalesce('; replaced by import ' || c.next, '')
  FROM counted AS c
  UNION ALL
  SELECT 0,
    f.import,
    f.path,
    2,
    min(f.finding) OVER (PARTITION BY f.import, f.sheet),
    f.line,
    f.finding,
    f.place,
    f.kind,
    coalesce(nullif(substr(f.about || coalesce(iif(f.line IS NULL, ', pilihan ', ', kolom ') || f.column, ''), 3), '')
      || ': ', '') || f.pesan,
    coalesce(nullif(substr(f.about || coalesce(iif(f.line IS NULL, '', ', column ' || f.column), ''), 3), '')
      || ': ', '') || f.message
  FROM found AS f
  UNION ALL
  SELECT 0,
    u.import,
    u.path,
    3,
    0,
    0,
    row_number() OVER (ORDER BY u.region, u.period, u.field),
    '',
    'kosong',
    u.name || ', ' || u.field || ' ' || u.field_name || ', ' || u.period || ': ' || u.blank || ' dari ' || u.owed
      || ' sel wajib masih kosong',
    u.name || ', ' || u.field || ' ' || u.field_name || ', ' || u.period || ': ' || u.blank || ' of ' || u.owed
      || ' owed cells are still blank'
  FROM unfilled AS u
  UNION ALL
  SELECT 1,
    NULL,
    '',
    4,
    0,
    s.number,
    0,
    '',
    'langkah',
    s.pesan,
    s.message
  FROM step AS s
)
SELECT row_number() OVER (
    ORDER BY t.is_step, t.import IS NULL, t.import, t.path, t.section, t.sheet, t.line, t.finding
  ) AS no,
  spm_wrap(:ours, t.place, a.place_width) AS place,
  t.kind,
  spm_wrap(:ours, t.pesan, a.text_width) AS pesan,
  spm_wrap(:ours, t.message, a.text_width) AS message
FROM asked AS a
CROSS JOIN told AS t
ORDER BY t.is_step, t.import IS NULL, t.import, t.path, t.section, t.sheet, t.line, t.finding
