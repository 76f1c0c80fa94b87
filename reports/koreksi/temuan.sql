--@ report 1
--@ in koreksi 20
--@ sheet "Temuan" orientation=landscape fit=width
--@ title "Temuan pemeriksaan data SPM"
--@ note "Peringatan perlu dikoreksi di lembar Koreksi atau dijelaskan; catatan cukup dilihat kembali. Baris berkas yang tertahan dibetulkan di berkasnya, lalu berkas dibaca ulang."
--@ col no "No" no width=6
--@ col aturan "Aturan" wrap width=24
--@ col bobot "Bobot" text align=center width=12
--@ col tempat "Tempat" wrap width=44
--@ col tertulis "Tertulis", pembanding "Pembanding" text align=right width=18
--@ col pesan "Penjelasan" wrap width=56
--@ rule bobot = "tertahan" style=buruk, = "catatan" style=redup
--@ source "Sumber: spm_finding dan tabel finding. Pencilan terhadap daerah lain: SELECT * FROM spm_finding('{period}') WHERE rule = 'outlier'."
--
-- Everything that is said of a region: its figures by the data rules, and rows of files that wait in the inbox.
WITH said(urut, aturan, bobot, tempat, tertulis, pembanding, pesan) AS (
  SELECT iif(f.severity = 'warning', 2, 3),
    t.name,
    iif(f.severity = 'warning', 'peringatan', 'catatan'),
    coalesce(s.name || coalesce(' – ' || i.name, ''), f.name),
    CAST(f.given AS TEXT),
    CAST(f.against AS TEXT),
    f.pesan
  FROM rule AS t
  JOIN spm_finding(:period) AS f ON f.region = :kode AND f.rule = t.rule
  LEFT JOIN service AS s ON s.service = f.service
  LEFT JOIN indicator AS i ON i.indicator = f.indicator
  WHERE t.kind = 'data'
    AND t.rule <> 'outlier'
  UNION ALL
  SELECT 1, t.name,
    'tertahan',
    'Berkas ' || f.file || ', baris ' || f.line || coalesce(', kolom ' || f.column, ''),
    f.given,
    (SELECT group_concat(value, ' atau ') FROM json_each(f.alternatives)),
    f.pesan
  FROM inbox AS b
  JOIN finding AS f ON f.import = b.import AND f.line = b.line AND f.superseded_by IS NULL AND f.severity = 'error'
  JOIN rule AS t ON t.rule = f.rule
  WHERE b.settled_by IS NULL
    AND (spm_region(b.region) = :kode OR :kode IN (SELECT value FROM json_each(f.alternatives)))
)
SELECT row_number() OVER (ORDER BY urut, aturan, tempat, tertulis, pesan) AS no,
  aturan, bobot, tempat, tertulis, pembanding, pesan
FROM said
ORDER BY urut, aturan, tempat, tertulis, pesan;
