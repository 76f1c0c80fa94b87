--@ report 1
--@ in koreksi 15
--@ sheet "Temuan" orientation=landscape fit=width
--@ title "Temuan pemeriksaan data SPM"
--@ note "Peringatan perlu dikoreksi di selnya (klik pada kolom Sel) atau dijelaskan; catatan cukup dilihat kembali. Yang tertahan belum masuk: betulkan di selnya, lalu kirim buku kerja ini."
--@ col no "No" no width=6
--@ col aturan "Aturan" wrap width=24
--@ col bobot "Bobot" text align=center width=12
--@ col tempat "Tempat" wrap width=44
--@ col buka "Sel" text go=sel align=center width=10
--@ col tertulis "Tertulis", pembanding "Pembanding" text align=right width=18
--@ col pesan "Penjelasan" wrap width=56
--@ col sel text hide
--@ rule bobot = "tertahan" style=buruk, = "catatan" style=redup
--@ source "Sumber: spm_finding dan tabel finding. Pencilan terhadap daerah lain: SELECT * FROM spm_finding('{period}') WHERE rule = 'outlier'."
--
-- Everything that is said of a region: its figures by the data rules, and rows of files that wait in the inbox.
WITH said(urut, aturan, bobot, tempat, tertulis, pembanding, pesan, sel) AS (
  SELECT iif(f.severity = 'warning', 2, 3),
    t.name,
    iif(f.severity = 'warning', 'peringatan', 'catatan'),
    coalesce(s.name || coalesce(' – ' || i.name, ''), f.name),
    CAST(f.given AS TEXT),
    CAST(f.against AS TEXT),
    f.pesan,
    CASE
      WHEN f.rule = 'overspent' THEN 'anggaran|realised|service=' || f.service
      WHEN f.indicator <> '' THEN 'sel|fulfilled|indicator=' || f.indicator
      ELSE 'sel|fulfilled|indicator=' || (
          SELECT min(i.indicator) FROM indicator AS i WHERE i.service = f.service AND i.component = 'penerima'
        )
    END
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
    f.pesan,
    CASE
      WHEN b.period IS NOT :period OR spm_region(b.region) IS NOT :kode THEN NULL
      WHEN b.indicator IS NOT NULL
        THEN 'sel|' || iif(c.means = 'required', 'required', 'fulfilled') || '|indicator=' || b.indicator
      WHEN b.stage IS NOT NULL THEN 'tahapan|status|service=' || b.service || '|stage=' || lower(b.stage)
      WHEN coalesce(b.allocated, b.realised) IS NOT NULL
        THEN 'anggaran|' || iif(c.means = 'allocated', 'allocated', 'realised') || '|service=' || b.service
    END
  FROM inbox AS b
  JOIN finding AS f
    ON f.import = b.import AND f.sheet = b.sheet AND f.line = b.line
    AND f.superseded_by IS NULL
    AND f.severity = 'error'
  JOIN rule AS t ON t.rule = f.rule
  LEFT JOIN column_name AS c ON c.name = lower(f.column)
  WHERE b.settled_by IS NULL
    AND (spm_region(b.region) = :kode OR :kode IN (SELECT value FROM json_each(f.alternatives)))
)
SELECT row_number() OVER (ORDER BY urut, aturan, tempat, tertulis, pesan) AS no,
  aturan, bobot, tempat, iif(sel IS NULL, NULL, 'buka') AS buka,
  tertulis, pembanding, pesan, sel
FROM said
ORDER BY urut, aturan, tempat, tertulis, pesan;
