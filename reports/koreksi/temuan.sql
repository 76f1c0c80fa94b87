--@ report 1
--@ in koreksi 15
--@ sheet "Temuan" orientation=landscape fit=width
--@ title "Temuan pemeriksaan data SPM"
--@ note "{keadaan}"
--@ note "Yang tertahan belum masuk: betulkan di selnya (klik pada kolom Sel). Peringatan dikoreksi di selnya, " +
--@+     "atau dijelaskan di kolom Penjelasan pada barisnya dengan paling sedikit empat kata. Catatan cukup " +
--@+     "dilihat kembali. Lalu kirim buku kerja ini."
--@ col no "No" no width=5
--@ col bobot "Bobot" wrap align=center width=12
--@ col tempat "Tempat" wrap width=38
--@ col buka "Sel" text go=sel align=center width=7
--@ col tertulis "Tertulis", pembanding "Pembanding" wrap align=right width=13
--@ col pesan "Temuan" wrap width=46
--@ col sel text hide
--@ rule bobot = "tertahan" style=buruk, = "catatan" style=redup, = "sudah dijelaskan" style=redup
--@ source "Angka diperiksa dengan aturan pemeriksaan data SPM; baris yang tertahan diperiksa saat berkasnya " +
--@+     "dibaca. Perbandingan dengan daerah lain tidak termasuk."
--
-- Everything that is said of a region, in the order of its place: its figures by the data rules, and rows of files
-- that wait (parameter tertahan, made in _koreksi.sql). What is open comes first, what is explained last, with what was
-- said. A row that no sheet can hold is quoted whole; what a code of it may have been stands there with its name.
-- Numbers are written 1.234,5, what a file had as text as it stood; a number that is to be typed has no dots.
WITH figure(urut, lembar, letak, bobot, tempat, tertulis, pembanding, pesan, sel) AS (
  SELECT CASE WHEN f.severity = 'note' THEN 2 WHEN f.explanation IS NULL THEN 1 ELSE 3 END,
    iif(f.rule = 'overspent', 2, 1),
    printf('%s %04d %d %s', f.field, s.position, i.component = 'mutu', f.indicator),
    CASE
      WHEN f.severity = 'note' THEN 'catatan'
      WHEN f.explanation IS NULL THEN 'peringatan'
      ELSE 'sudah dijelaskan'
    END,
    coalesce(s.name || coalesce(' – ' || i.name, ''), f.name),
    iif(f.rule = 'outlier', round(f.given, 2), f.given),
    iif(f.rule = 'outlier', round(f.against, 2), f.against),
    f.pesan || coalesce(char(10) || 'Penjelasan ' || f.explained_by || ': ' || f.explanation, ''),
    CASE
      WHEN f.rule = 'overspent' THEN 'anggaran|realised|service=' || f.service
      WHEN f.indicator <> '' THEN 'sel|' || iif(f.rule = 'need changed', 'required', 'fulfilled') || '|indicator='
        || f.indicator
      ELSE 'sel|fulfilled|indicator=' || (
          SELECT min(i.indicator) FROM indicator AS i WHERE i.service = f.service AND i.component = 'penerima'
        )
    END
  FROM spm_finding(:period) AS f
  LEFT JOIN service AS s ON s.service = f.service
  LEFT JOIN indicator AS i ON i.indicator = f.indicator
  WHERE f.region = :kode
    AND (f.rule <> 'outlier' OR f.severity = 'warning')
),
waits(inbox, finding, lembar, means, field, service, indicator) AS (
  SELECT value ->> 'inbox', value ->> 'finding', value ->> 'lembar', value ->> 'means', value ->> 'field',
    value ->> 'service', value ->> 'indicator'
  FROM json_each(:tertahan)
),
-- what a code of the alternatives is
named(code, name) AS (
  SELECT indicator, name FROM indicator
  UNION ALL SELECT service, name FROM service
  UNION ALL SELECT field, name FROM field
  UNION ALL SELECT region, iif(level = 'provinsi', 'Provinsi ', '') || name FROM region
),
held AS (
  SELECT w.*, s.name AS nama_pelayanan, s.position, i.name AS nama_indikator, i.component, u.name AS nama_urusan,
    coalesce(s.field, w.field) AS urusan,
    f.pesan, f.line,
    CASE
      WHEN typeof(b.required) <> 'text' AND w.means = 'required' THEN b.required
      WHEN typeof(b.fulfilled) <> 'text' AND w.means = 'fulfilled' THEN b.fulfilled
      WHEN typeof(b.allocated) <> 'text' AND w.means = 'allocated' THEN b.allocated
      WHEN typeof(b.realised) <> 'text' AND w.means = 'realised' THEN b.realised
      ELSE f.given
    END AS tertulis,
    (
      SELECT group_concat(iif(f.rule = 'number', replace(a.value, '.', ','), a.value), ' atau ')
      FROM json_each(f.alternatives) AS a
      WHERE a.value NOT IN (SELECT code FROM named)
    ) AS pembanding,
    (
      SELECT char(10) || 'Mungkin:' || group_concat(char(10) || n.code || ' ' || n.name, '')
      FROM json_each(f.alternatives) AS a
      JOIN named AS n ON n.code = a.value
    ) AS mungkin,
    CASE w.lembar
      WHEN 'sel' THEN iif(w.means IN ('required', 'explanation'), w.means, 'fulfilled') || '|indicator=' || w.indicator
      WHEN 'anggaran' THEN iif(w.means IN ('allocated', 'explanation'), w.means, 'realised') || '|service=' || w.service
      WHEN 'tahapan' THEN 'status|service=' || w.service || '|stage=' || lower(b.stage)
      WHEN 'masalah' THEN iif(w.means = 'problem_no', w.means, 'problem') || '|service=' || w.service
        || '|problem_no=' || iif(b.problem_no GLOB '[0-9]*' AND b.problem_no NOT GLOB '*[^0-9]*',
          CAST(b.problem_no AS INTEGER), coalesce(b.problem_no, ''))
      WHEN 'rencana' THEN iif(w.means = 'document_on', w.means, 'document') || '|field=' || w.field
      WHEN 'tim' THEN iif(w.means = 'document_on', w.means, 'office') || '|field=' || w.field || '|office='
        || coalesce(b.office, '')
    END AS sel,
    coalesce(
      'Berkas ' || replace(f.file, rtrim(f.file, replace(f.file, '/', '')), '')
        || coalesce(', ' || f.cell, ', baris ' || f.line || coalesce(', kolom ' || f.column, '')),
      'Berkas ' || replace(m.path, rtrim(m.path, replace(m.path, '/', '')), '')
        || iif(b.sheet = '', '', ', lembar ' || b.sheet) || ', baris ' || b.line
    ) AS asal,
    (
      SELECT group_concat(c.key || ': ' || CASE
          WHEN c.type <> 'real' THEN c.value
          WHEN c.value = CAST(c.value AS INTEGER) THEN CAST(c.value AS INTEGER)
          ELSE replace(c.value, '.', ',')
        END, '; ')
      FROM json_each(json_object('Daerah', b.region, 'Triwulan', b.period, 'Urusan', b.field, 'Pelayanan', b.service,
        'Indikator', b.indicator, 'Kebutuhan', b.required, 'Terpenuhi', b.fulfilled, 'Satuan', b.unit,
        'Pagu', b.allocated, 'Realisasi', b.realised, 'Penjelasan', b.explanation, 'Nomor masalah', b.problem_no,
        'Permasalahan', b.problem, 'Solusi', b.solution, 'Tahapan', b.stage, 'Status', b.status,
        'Keterangan', b.note, 'Rencana aksi', b.document, 'Anggota tim', b.office, 'Kedudukan', b.role,
        'Nomor dokumen', b.document_no, 'Tanggal dokumen', b.document_on)) AS c
      WHERE c.value <> ''
    ) AS seluruhnya
  FROM waits AS w
  JOIN inbox AS b ON b.inbox = w.inbox
  LEFT JOIN import AS m ON m.import = b.import
  LEFT JOIN finding AS f ON f.finding = w.finding
  LEFT JOIN service AS s ON s.service = w.service
  LEFT JOIN indicator AS i ON i.indicator = w.indicator
  LEFT JOIN field AS u ON u.field = w.field
  WHERE w.lembar IS NULL OR w.finding IS NOT NULL
),
said(urut, lembar, letak, bobot, tempat, tertulis, pembanding, pesan, sel) AS (
  SELECT * FROM figure
  UNION ALL
  SELECT 0,
    CASE lembar
      WHEN 'sel' THEN 1 WHEN 'anggaran' THEN 2 WHEN 'masalah' THEN 3 WHEN 'tahapan' THEN 4 WHEN 'rencana' THEN 5
      WHEN 'tim' THEN 6 ELSE 7
    END,
    printf('%s %04d %d %s %06d', coalesce(urusan, ''), position, component = 'mutu', indicator, line),
    'tertahan',
    coalesce(coalesce(nama_pelayanan || coalesce(' – ' || nama_indikator, ''), nama_urusan) || char(10), '') || asal,
    tertulis,
    pembanding,
    coalesce(pesan, 'Menunggu bersama baris lain dari berkasnya') || coalesce(mungkin, '')
      || iif(lembar IS NULL, iif(mungkin IS NULL, '. ', char(10)), '')
      || iif(lembar IS NULL,
        'Baris ini tidak dapat ditaruh di lembarnya; ketik kembali di sel yang benar: ' || seluruhnya, ''),
    lembar || '|' || sel
  FROM held
),
number(value, digits) AS (
  SELECT tertulis, CAST(tertulis AS TEXT) FROM said WHERE typeof(tertulis) IN ('integer', 'real')
  UNION
  SELECT pembanding, CAST(pembanding AS TEXT) FROM said WHERE typeof(pembanding) IN ('integer', 'real')
),
shown(value, words) AS (
  SELECT value,
    CASE
      WHEN digits GLOB '*[a-zA-Z]*' THEN replace(digits, '.', ',')
      ELSE iif(value < 0, '-', '') || replace(ltrim(printf('%,d', CAST(digits AS INTEGER)), '-'), ',', '.')
        || iif(instr(digits, '.') > 0 AND digits NOT GLOB '*.0', ',' || substr(digits, instr(digits, '.') + 1), '')
    END
  FROM number
)
SELECT row_number() OVER (ORDER BY urut, lembar, letak, tempat, pesan) AS no,
  bobot, tempat, iif(sel IS NULL, NULL, 'buka') AS buka,
  iif(typeof(tertulis) = 'text', tertulis, (SELECT words FROM shown WHERE value = tertulis)) AS tertulis,
  iif(typeof(pembanding) = 'text', pembanding, (SELECT words FROM shown WHERE value = pembanding)) AS pembanding,
  pesan, sel
FROM said
ORDER BY urut, lembar, letak, tempat, pesan;
