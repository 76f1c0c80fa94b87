--@ report 1
--@ in rapor 10
--@ sheet "Ringkasan" tab=#1f3864 orientation=landscape fit=page
--@ title "Rapor Penerapan Standar Pelayanan Minimal"
--@ note "Laporan yang diterima sampai {sampai|tanggal} · batas input {batas|tanggal} · Permendagri Nomor 59 Tahun 2021"
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
--@ expect rows<=1 between=indeks:0..100 between=keterisian:0..100
--
-- The five numbers at the top. The ranks come from the workbook, which works them out once for all regions.
WITH place(rank, ranked, rank_in_province, ranked_in_province) AS (
  SELECT :peringkat, :diperingkat, :peringkat_prov, :diperingkat_prov WHERE :diperingkat IS NOT NULL
  UNION ALL
  SELECT r.rank, r.ranked, r.rank_in_province, r.ranked_in_province FROM spm_rank(:period, :per) AS r
  WHERE :diperingkat IS NULL AND r.region = :daerah
),
money AS (
  SELECT sum(o.allocated) AS allocated,
    sum(o.realised) AS realised
  FROM spm_opd_status(:period, :per) AS o
  WHERE o.region = :daerah
),
blank AS (
  SELECT count(*) FILTER (WHERE v.filled = 0) AS services
  FROM spm_service_score(:period, :per) AS v
  WHERE v.region = :daerah
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
FROM spm_score(:period, :per) AS s
CROSS JOIN money
CROSS JOIN blank
LEFT JOIN place
WHERE s.region = :daerah
ORDER BY s.region;
