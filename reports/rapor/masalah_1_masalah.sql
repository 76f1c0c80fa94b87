--@ report 1
--@ in rapor 50
--@ in tahunan 60
--@ sheet "Masalah dan Rencana Aksi" tab=#c55a11 orientation=landscape fit=width
--@ title "Permasalahan, Solusi, dan Rencana Aksi"
--@ note "Tahapan: yang pertama belum selesai pada pelayanan itu · kolom tenggat untuk diisi tangan"
--@ col no "No" no width=6
--@ col urusan "Urusan" text wrap width=20
--@ col opd "Perangkat daerah" text wrap null="–" width=30
--@ col layanan "Jenis pelayanan dasar" text wrap width=34
--@ col masalah "Permasalahan", solusi "Solusi / rencana aksi" text wrap null="–" width=36
--@ col tahapan "Tahapan SPM" text wrap align=center null="–" width=18
--@ col tenggat "Tenggat" text width=13
--@ col status "Status" text align=center null="–" width=12
--@ rule status = "selesai" style=baik, = "proses" style=sedang, = "belum" style=buruk
--@ expect unique=no
--
-- What hinders each service, what is done about it, and how far the service has come.
WITH step(n, stage) AS (
  VALUES (1, 'pengumpulan data'), (2, 'penghitungan kebutuhan'), (3, 'penyusunan rencana'), (4, 'pelaksanaan')
),
filed AS MATERIALIZED (
  SELECT v.service, v.filing FROM spm_service_score(:period, :per) AS v
  WHERE v.region = :daerah
    AND v.filing IS NOT NULL
),
office AS MATERIALIZED (
  SELECT o.field, o.opd FROM spm_opd_status(:period, :per) AS o
  WHERE o.region = :daerah
),
reached AS (
  SELECT f.service,
    coalesce(min(t.n) FILTER (WHERE g.status IS NOT 'selesai'), 4) AS n
  FROM filed AS f
  CROSS JOIN step AS t
  JOIN stage AS g ON g.filing = f.filing AND g.service = f.service AND g.stage = t.stage
  GROUP BY f.service
)
SELECT row_number() OVER (ORDER BY u.field, s.position, s.service, b.number) AS no,
  CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name END AS urusan,
  o.opd, s.name AS layanan, b.problem AS masalah, b.solution AS solusi, t.stage AS tahapan,
  NULL AS tenggat,
  g.status
FROM filed AS f
JOIN problem AS b ON b.filing = f.filing AND b.service = f.service
JOIN service AS s ON s.service = f.service
JOIN field AS u ON u.field = s.field
JOIN office AS o ON o.field = u.field
LEFT JOIN reached AS r ON r.service = f.service
LEFT JOIN step AS t ON t.n = r.n
LEFT JOIN stage AS g ON g.filing = f.filing AND g.service = f.service AND g.stage = t.stage
ORDER BY u.field, s.position, s.service, b.number;
