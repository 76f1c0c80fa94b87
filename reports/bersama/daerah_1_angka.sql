--@ report 1
--@ as rapor/ringkasan_1_angka
--@ as tahunan/tahun_1_angka
--@ in rapor 10 --@ only rapor
--@ in tahunan 10 --@ only tahunan
--@ sheet "Ringkasan" tab=#1f3864 orientation=landscape fit=page
--@ title "Rapor Penerapan Standar Pelayanan Minimal" --@ only rapor
--@ title "Laporan Tahunan Penerapan Standar Pelayanan Minimal Tahun {tahun}" --@ only tahunan
--@ subtitle "{nama} · keadaan {period|tw}" --@ only tahunan
--@ note "Laporan yang diterima sampai {sampai|tanggal} · batas input {batas|tanggal}{diperpanjang} " + --@ only rapor
--@+     "· Permendagri Nomor 59 Tahun 2021"
--@ note "Laporan yang diterima sampai {sampai|tanggal} · susunan menurut Permendagri Nomor 59 " + --@ only tahunan
--@+     "Tahun 2021 · bagian yang ditulis tangan: lihat Keterangan"
--@ cards indeks "Indeks SPM" indeks_ket, provinsi "Peringkat di provinsi" provinsi_ket, --@ only rapor
--@+     nasional "Peringkat nasional" nasional_ket, serapan "Serapan anggaran" serapan_ket,
--@+     keterisian "Keterisian" keterisian_ket
--@ cards indeks "Indeks SPM" indeks_ket, penerima "Penerima layanan dasar" "bobot 80%", --@ only tahunan
--@+     mutu "Mutu minimal" "bobot 20%", serapan "Serapan anggaran" serapan_ket,
--@+     lapor "Triwulan yang dilaporkan" lapor_ket
--@ col indeks "Indeks SPM" poin2
--@ col provinsi "Peringkat di provinsi", nasional "Peringkat nasional" int --@ only rapor
--@ col penerima "Penerima", mutu "Mutu" poin2 --@ only tahunan
--@ col serapan "Serapan" percent1
--@ col keterisian "Keterisian" percent1 --@ only rapor
--@ col lapor "Triwulan yang dilaporkan" int --@ only tahunan
--@ expect rows<=1 between=indeks:0..100
--@ expect between=keterisian:0..100 --@ only rapor
--@ expect between=penerima:0..100 between=mutu:0..100 --@ only tahunan
--
-- The quarter, or the year, of a region in five numbers. The ranks come from the workbook, which works them out once
-- for all regions.
WITH money AS (
  SELECT sum(o.allocated) AS allocated, sum(o.realised) AS realised
  FROM spm_opd_status(:period, :per) AS o
  WHERE o.region = :daerah
),
blank AS (
  SELECT count(*) FILTER (WHERE v.filled = 0) AS services
  FROM spm_service_score(:period, :per) AS v
  WHERE v.region = :daerah
),
filed AS (
  SELECT count(*) FILTER (WHERE s.fields_filed > 0) AS quarters, count(*) AS of
  FROM spm_quarter(:period, :per) AS n
  CROSS JOIN period AS q ON q.period BETWEEN n.first_period AND n.period
  CROSS JOIN spm_score(q.period, :per) AS s ON s.region = :daerah
)
SELECT s.score AS indeks,
  coalesce(s.band, CASE s.fields_filed WHEN 0 THEN 'belum melapor' ELSE 'tidak ada kebutuhan' END)
    -- what it may still become, as what is owed and blank counts 0
    || iif(
      s.score IS NOT NULL AND s.score_high - s.score_low >= 0.005,
      ' · ' || replace(printf('%.2f–%.2f', s.score_low, s.score_high), '.', ','),
      ''
    ) AS indeks_ket,
  :peringkat_prov AS provinsi, --@ only rapor
  iif(s.level = 'provinsi', 'tidak berlaku bagi provinsi', --@ only rapor
    'dari ' || :diperingkat_prov || ' ' || s.level || ' yang lapor') AS provinsi_ket, --@ only rapor
  :peringkat AS nasional, 'dari ' || :diperingkat || ' ' || s.level || ' yang lapor' --@ only rapor
    || coalesce(' · ' || :kisaran, '') AS nasional_ket, --@ only rapor
  s.served AS penerima, s.quality AS mutu, --@ only tahunan
  100.0 * money.realised / nullif(money.allocated, 0) AS serapan,
  CASE
    WHEN money.realised IS NULL OR money.allocated IS NULL THEN 'anggaran belum diisi'
    ELSE replace(printf('Rp%.1f miliar dari Rp%.1f miliar', money.realised / 1e9, money.allocated / 1e9), '.', ',')
  END AS serapan_ket,
  100.0 * s.filled / nullif(s.owed, 0) AS keterisian, --@ only rapor
  CASE --@ only rapor
    WHEN s.filled = s.owed THEN 'semua isian wajib sudah diisi' --@ only rapor
    ELSE (s.owed - s.filled) || ' isian kosong' --@ only rapor
      || iif(blank.services = 0, '', ', ' || blank.services || ' layanan tanpa isi') --@ only rapor
  END AS keterisian_ket --@ only rapor
  filed.quarters AS lapor, 'dari ' || filed.of || ' triwulan' AS lapor_ket --@ only tahunan
FROM spm_score(:period, :per) AS s
CROSS JOIN money
CROSS JOIN blank --@ only rapor
CROSS JOIN filed --@ only tahunan
WHERE s.region = :daerah
ORDER BY s.region;
