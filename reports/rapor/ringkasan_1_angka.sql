--@ report 1
--@ in rapor 10
--@ sheet "Ringkasan" tab=#1f3864 orientation=landscape fit=page
--@ title "Rapor Penerapan Standar Pelayanan Minimal"
--@ subtitle "{nama} · {period|tw}"
--@ note "Laporan yang diterima sampai {sampai|tanggal} · batas input {batas|tanggal} · Permendagri Nomor 59 Tahun 2021"
--@ param period text "Triwulan"
--@ param per date "Keadaan per tanggal"
--@ param daerah text "Kode daerah"
--@ param nama text "Nama daerah"
--@ param sampai date "Laporan diterima sampai"
--@ param batas date "Batas input"
--@ param peringkat int "Peringkat nasional; tanpa diperingkat: dihitung"
--@ param diperingkat int "Dari berapa daerah setingkat; kosong: dihitung"
--@ param peringkat_prov int "Peringkat di provinsi"
--@ param diperingkat_prov int "Dari berapa daerah setingkat di provinsi"
--@ cards indeks "Indeks SPM" indeks_ket,
--@+      provinsi "Peringkat di provinsi" provinsi_ket,
--@+      nasional "Peringkat nasional" nasional_ket,
--@+      serapan "Serapan anggaran" serapan_ket,
--@+      keterisian "Keterisian" keterisian_ket
--@ col indeks "Indeks SPM" poin2
--@ col provinsi "Peringkat di provinsi" int
--@ col nasional "Peringkat nasional" int
--@ col serapan "Serapan" percent1
--@ col keterisian "Keterisian" percent1
--@ expect rows<=1
--@ expect between=indeks:0..100
--@ expect between=keterisian:0..100
--
-- The five numbers at the top. The ranks come from the workbook, which works them out once for all regions.
WITH p(period, region) AS (
  SELECT coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed')),
    coalesce(:daerah, (SELECT min(region) FROM roster))
),
place(rank, ranked, rank_in_province, ranked_in_province) AS (
  SELECT :peringkat, :diperingkat, :peringkat_prov, :diperingkat_prov WHERE :diperingkat IS NOT NULL
  UNION ALL
  SELECT r.rank, r.ranked, r.rank_in_province, r.ranked_in_province FROM p JOIN spm_rank(p.period, :per) AS r
  WHERE :diperingkat IS NULL AND r.region = p.region
),
money AS (
  SELECT sum(o.allocated) AS allocated,
    sum(o.realised) AS realised
  FROM p
  JOIN spm_opd_status(p.period, :per) AS o ON o.region = p.region
),
blank AS (
  SELECT count(*) FILTER (WHERE v.filled = 0) AS services
  FROM p
  JOIN spm_service_score(p.period, :per) AS v ON v.region = p.region
)
SELECT s.score AS indeks,
  coalesce(s.band, CASE s.fields_filed WHEN 0 THEN 'belum melapor' ELSE 'tidak ada kebutuhan' END) AS indeks_ket,
  place.rank_in_province AS provinsi,
  CASE s.level
    WHEN 'provinsi' THEN 'tidak berlaku bagi provinsi'
    ELSE 'dari ' || place.ranked_in_province || ' ' || s.level || ' yang lapor'
  END AS provinsi_ket,
  place.rank AS nasional,
  'dari ' || place.ranked || ' ' || s.level || ' yang lapor' AS nasional_ket,
  100.0 * money.realised / nullif(money.allocated, 0) AS serapan,
  CASE
    WHEN money.realised IS NULL OR money.allocated IS NULL THEN 'anggaran belum diisi'
    ELSE replace(printf('Rp%.1f miliar dari Rp%.1f miliar', money.realised / 1e9, money.allocated / 1e9), '.', ',')
  END AS serapan_ket,
  100.0 * s.filled / nullif(s.owed, 0) AS keterisian,
  CASE blank.services
    WHEN 0 THEN 'semua pelayanan sudah diisi'
    ELSE blank.services || ' pelayanan belum diisi'
  END AS keterisian_ket
FROM p
JOIN spm_score(p.period, :per) AS s ON s.region = p.region
CROSS JOIN money
CROSS JOIN blank
LEFT JOIN place
ORDER BY s.region;
