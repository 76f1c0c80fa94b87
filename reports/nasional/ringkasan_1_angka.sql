--@ report 1
--@ in nasional 10
--@ sheet "Ringkasan" tab=#1f3864 orientation=landscape fit=page
--@ title "Rekapitulasi Nasional Penerapan Standar Pelayanan Minimal"
--@ note "Laporan yang diterima sampai {sampai|tanggal} · batas input {batas|tanggal} · Permendagri Nomor 59 Tahun 2021"
--@ cards wajib "Daerah wajib lapor" wajib_ket,
--@+      sudah "Sudah lapor" sudah_ket,
--@+      persen "Tingkat pelaporan" "target 100%",
--@+      belum "Belum lapor" belum_ket,
--@+      indeks "Rata-rata indeks yang lapor" indeks_ket
--@ col wajib "Daerah wajib lapor", sudah "Sudah lapor", belum "Belum lapor" int
--@ col persen "Tingkat pelaporan" percent1
--@ col indeks "Rata-rata indeks" poin2
--@ col wajib_provinsi, wajib_kabupaten, wajib_kota int hide
--@ expect rows=1 sum=sudah+belum:wajib sum=wajib_provinsi+wajib_kabupaten+wajib_kota:wajib between=indeks:0..100
--@ expect percent=persen:sudah/wajib
--
-- The five numbers at the top. The mean index is over the regions that have one; it is summed in whole units of 1e-9,
-- so that it is the same with every version of SQLite.
WITH before AS (
  SELECT r.reported,
    iif(q.quarter = 1, b.label, 'TW ' || b.roman) AS name
  FROM spm_quarter(:period, :per) AS q
  LEFT JOIN spm_quarter(q.previous_period) AS b
  LEFT JOIN spm_input_rate(q.previous_period, 'level', :per) AS r ON r.grp = 'semua'
),
mean AS (
  SELECT sum(CAST(round(score * 1e9) AS INTEGER)) / 1e9 / nullif(count(score), 0) AS score FROM spm_score(:period, :per)
),
rate AS MATERIALIZED (
  SELECT * FROM spm_input_rate(:period, 'level', :per)
)
SELECT n.expected AS wajib,
  p.expected || ' provinsi · ' || k.expected || ' kab · ' || t.expected || ' kota' AS wajib_ket,
  n.reported AS sudah,
  CASE
    WHEN before.name IS NULL THEN 'triwulan pertama'
    WHEN before.reported = 0 THEN 'belum ada laporan pada ' || before.name
    WHEN n.reported > before.reported THEN 'naik ' || (n.reported - before.reported) || ' dari ' || before.name
    WHEN n.reported < before.reported THEN 'turun ' || (before.reported - n.reported) || ' dari ' || before.name
    ELSE 'tetap dari ' || before.name
  END AS sudah_ket,
  n.rate AS persen, n.not_reported AS belum,
  p.not_reported || ' provinsi · ' || k.not_reported || ' kab · ' || t.not_reported || ' kota' AS belum_ket,
  mean.score AS indeks,
  (SELECT band FROM spm_method(:period, :per) WHERE floor <= spm_snap(mean.score) ORDER BY band_rank LIMIT 1)
    AS indeks_ket,
  p.expected AS wajib_provinsi, k.expected AS wajib_kabupaten, t.expected AS wajib_kota
FROM rate AS n
LEFT JOIN rate AS p ON p.grp = 'provinsi'
LEFT JOIN rate AS k ON k.grp = 'kabupaten'
LEFT JOIN rate AS t ON t.grp = 'kota'
CROSS JOIN before
CROSS JOIN mean
WHERE n.grp = 'semua'
ORDER BY wajib;
