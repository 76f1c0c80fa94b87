--@ report 1
--@ in tahunan 20
--@ sheet "Target dan Pencapaian" tab=#2e75b6 orientation=landscape fit=width freeze=2
--@ title "Jenis Pelayanan Dasar, Target, dan Pencapaian"
--@ note "Target daerah: persen penerima dalam RKPD, atau bila tidak ada Renja, Renstra, RPJMD; tanpa target " +
--@+     "dibandingkan dengan 100% · mutu: rata-rata butir, target 100%"
--@ col urusan "Urusan" text
--@ col no "No" no null="" width=5
--@ col layanan "Jenis pelayanan dasar" text wrap width=44
--@ col indikator "Indikator pencapaian" text wrap width=50
--@ col satuan "Satuan" text align=center null="" width=9
--@ col kebutuhan "Kebutuhan" dec2 null="" width=15
--@ col target "Target" percent1 null="–" width=9
--@ col dokumen "Dokumen" text align=center null="–" width=10
--@ col terpenuhi "Realisasi" dec2 null="" width=15
--@ col capaian "Capaian" percent1 bar=0..100 null="–" width=11
--@ col simpulan "Simpulan" text wrap width=26
--@ col urut int hide
--@ numbering
--@ group urusan
--@ rule simpulan contains "tercapai" style=baik, contains "belum" style=buruk, contains "tidak" style=redup
--@ source "Sumber: e-SPM dan dokumen perencanaan daerah, diolah. Rata-rata kemampuan literasi dan numerasi " +
--@+     "ditampilkan, tidak dihitung dalam indeks."
--@ expect unique=urut notnull=layanan,indikator,simpulan between=capaian:0..100 between=target:0..100
--
-- Each service: its indicators, the target of the region, what was reached, and whether that is enough.
WITH aim AS (
  SELECT t.service,
    coalesce(t.rkpd, t.renja, t.renstra, t.rpjmd) AS target,
    CASE
      WHEN t.rkpd IS NOT NULL THEN 'RKPD'
      WHEN t.renja IS NOT NULL THEN 'Renja'
      WHEN t.renstra IS NOT NULL THEN 'Renstra'
      WHEN t.rpjmd IS NOT NULL THEN 'RPJMD'
    END AS dokumen
  FROM spm_target(:period, :per) AS t
  WHERE t.region = :daerah
),
line(service, place, indikator, satuan, kebutuhan, target, dokumen, terpenuhi, capaian, status, scored) AS (
  SELECT c.service, c.indicator, c.indicator_name, lower(c.unit), c.required,
    CASE WHEN c.scored THEN a.target END,
    CASE WHEN c.scored THEN a.dokumen END,
    c.fulfilled,
    CASE WHEN c.scored THEN spm_snap(100 * min(c.ratio, 1.0)) END,
    c.status, c.scored
  FROM spm_indicator_score(:period, :per) AS c
  LEFT JOIN aim AS a ON a.service = c.service
  WHERE c.region = :daerah
    AND c.component = 'penerima'
  UNION ALL
  SELECT v.service, 'mutu', 'Mutu minimal layanan dasar', NULL, NULL, 100.0, NULL, NULL,
    iif(v.filled > 0, v.quality, NULL),
    CASE
      WHEN v.filing IS NULL THEN 'not_filed'
      WHEN v.filled = 0 THEN 'missing'
      WHEN v.quality IS NULL THEN 'not_needed'
      ELSE 'ok'
    END,
    1
  FROM spm_service_score(:period, :per) AS v
  WHERE v.region = :daerah
)
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name
  END AS urusan,
  CASE WHEN row_number() OVER one = 1 THEN dense_rank() OVER (PARTITION BY u.field ORDER BY s.position, s.service)
    END AS no,
  s.name AS layanan, l.indikator, l.satuan, l.kebutuhan, l.target, l.dokumen, l.terpenuhi, l.capaian,
  CASE
    WHEN l.status = 'not_filed' THEN 'tidak dilaporkan'
    WHEN l.status = 'missing' THEN 'belum diisi'
    WHEN l.status = 'not_needed' THEN 'tidak ada sasaran'
    WHEN NOT l.scored THEN 'ditampilkan, tidak dihitung'
    WHEN l.status IN ('contradiction', 'invalid') THEN 'belum: isian perlu diperbaiki'
    WHEN l.capaian >= coalesce(l.target, 100) THEN 'tercapai'
    ELSE 'belum, kurang ' || replace(printf('%.2f', coalesce(l.target, 100) - l.capaian), '.', ',') || ' poin'
  END AS simpulan,
  row_number() OVER (ORDER BY u.field, s.position, s.service, l.place = 'mutu', l.place) AS urut
FROM line AS l
JOIN service AS s ON s.service = l.service
JOIN field AS u ON u.field = s.field
WINDOW one AS (PARTITION BY s.service ORDER BY l.place = 'mutu', l.place)
ORDER BY u.field, s.position, s.service, l.place = 'mutu', l.place;
