--@ report 1
--@ in rapor 20
--@ sheet "Capaian Layanan" tab=#2e75b6 orientation=landscape fit=page freeze=2
--@ title "Pencapaian Penerima Layanan Dasar (80%) dan Mutu Minimal Layanan Dasar (20%)"
--@ note "Terlayani: kumulatif sejak Januari sampai dengan triwulan; kosong: belum dilaporkan, atau triwulan belum tiba"
--@ col urusan "Urusan" text
--@ col no "No" no width=5
--@ col layanan "Jenis pelayanan dasar" text wrap width=62
--@ col satuan "Satuan" text align=center null="–" width=9
--@ col harus "Jumlah yang harus dilayani" int width=13
--@ col tw1 "TW I", tw2 "TW II", tw3 "TW III", tw4 "TW IV" int width=12
--@ col belum "Belum terlayani" int width=13
--@ col capaian "Capaian" percent1 bar=0..100 width=12
--@ col mutu "Mutu minimal" percent1 bar=0..100 color=#d6dce5 width=12
--@ col indeks "Indeks" poin2 width=10
--@ col kategori "Kategori" text align=center width=18
--@ col kode text hide
--@ band "Jumlah yang terlayani (kumulatif)" tw1..tw4
--@ numbering
--@ group urusan outline
--@ rule kategori style=kategori, = "belum dilaporkan" style=redup, = "belum dikirim" style=redup
--@ rule kategori = "belum diisi" style=redup, = "tanpa nilai" style=redup, = "tidak ada sasaran" style=redup
--@ source "Sumber: e-SPM, diolah. Pelayanan yang belum dikirim atau belum diisi dihitung nol dalam indeks daerah " +
--@+     "yang sudah lapor; tanpa sasaran tidak dihitung."
--@ expect unique=kode notnull=layanan,kategori between=capaian:0..100 between=mutu:0..100 between=indeks:0..100
--
-- Each service the region owes: its need, what was served quarter by quarter, and what is left. Below its name stands
-- what its office, or the ministry, says of a figure that a warning doubts.
WITH line AS (
  SELECT v.service,
    max(v.required) FILTER (WHERE q.period = :period) AS harus,
    max(v.fulfilled) FILTER (WHERE q.quarter = 1) AS tw1,
    max(v.fulfilled) FILTER (WHERE q.quarter = 2) AS tw2,
    max(v.fulfilled) FILTER (WHERE q.quarter = 3) AS tw3,
    max(v.fulfilled) FILTER (WHERE q.quarter = 4) AS tw4,
    max(v.need - v.met) FILTER (WHERE q.period = :period AND v.status = 'scored' AND v.filled > 0) AS belum,
    -- what was not sent is not called 0, although it counts so in the region's index
    max(v.served) FILTER (WHERE q.period = :period AND v.filled > 0) AS capaian,
    max(v.quality) FILTER (WHERE q.period = :period AND v.filled > 0) AS mutu,
    max(v.score) FILTER (WHERE q.period = :period AND v.filled > 0) AS indeks,
    max(v.status) FILTER (WHERE q.period = :period) AS status,
    max(v.filed_state) FILTER (WHERE q.period = :period) AS sent,
    max(v.filled) FILTER (WHERE q.period = :period) AS filled
  FROM spm_quarter(:period, :per) AS n
  CROSS JOIN period AS q ON q.period BETWEEN n.first_period AND n.period
  CROSS JOIN spm_service_score(q.period, :per) AS v ON v.region = :daerah
  GROUP BY v.service
  HAVING sum(q.period = :period) > 0
),
-- a region of which nobody has explained anything has no row, and is not asked for its findings
explained_region AS MATERIALIZED (
  SELECT r.region
  FROM region AS r
  WHERE r.region = :daerah
    AND (
      EXISTS (SELECT 1 FROM explained AS x WHERE x.period = :period AND x.region = r.region)
      OR EXISTS (
        SELECT 1
        FROM filing AS g
        JOIN explanation AS x ON x.filing = g.filing
        WHERE g.period = :period
          AND g.region = r.region
      )
    )
),
said AS (
  SELECT service,
    group_concat(text, '') AS text
  FROM (
    SELECT f.service,
      char(10) || 'Penjelasan, ' || lower(substr(t.name, 1, 1)) || substr(t.name, 2)
        || coalesce(' (' || i.name || ')', '') || ': ' || f.explanation
        || iif(f.explained_by = 'kementerian', ' – dicatat Kementerian', '') AS text
    FROM explained_region AS e
    CROSS JOIN spm_finding(:period, :per) AS f ON f.region = e.region
    JOIN rule AS t ON t.rule = f.rule
    LEFT JOIN indicator AS i ON i.indicator = f.indicator
    WHERE t.kind = 'data'
      AND f.severity = 'warning'
      AND f.explanation IS NOT NULL
    ORDER BY f.service, f.indicator, t.name
  )
  GROUP BY service
)
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name
  END AS urusan,
  row_number() OVER (PARTITION BY u.field ORDER BY s.position, s.service) AS no,
  s.name || coalesce(d.text, '') AS layanan,
  (SELECT lower(min(i.unit)) FROM indicator AS i WHERE i.service = s.service AND i.component = 'penerima'
    AND i.scored) AS satuan,
  CAST(l.harus AS INTEGER) AS harus,
  CAST(l.tw1 AS INTEGER) AS tw1,
  CAST(l.tw2 AS INTEGER) AS tw2,
  CAST(l.tw3 AS INTEGER) AS tw3,
  CAST(l.tw4 AS INTEGER) AS tw4,
  CAST(l.belum AS INTEGER) AS belum,
  l.capaian, l.mutu, l.indeks,
  CASE
    WHEN l.status = 'not_owed' THEN 'tidak ada sasaran'
    WHEN l.sent = 0 THEN 'belum dilaporkan'
    WHEN l.sent = 1 THEN 'belum dikirim'
    WHEN l.filled = 0 THEN 'belum diisi'
    WHEN l.indeks IS NULL THEN 'tanpa nilai'
    ELSE (SELECT band FROM spm_method(:period, :per) WHERE floor <= l.indeks ORDER BY band_rank LIMIT 1)
  END AS kategori,
  s.service AS kode
FROM line AS l
JOIN service AS s ON s.service = l.service
JOIN field AS u ON u.field = s.field
LEFT JOIN said AS d ON d.service = s.service
ORDER BY u.field, s.position, s.service;
