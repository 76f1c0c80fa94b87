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
--@ col wajib "Daerah wajib lapor" int
--@ col sudah "Sudah lapor" int
--@ col belum "Belum lapor" int
--@ col persen "Tingkat pelaporan" percent1
--@ col indeks "Rata-rata indeks" poin2
--@ col wajib_provinsi int hide
--@ col wajib_kabupaten int hide
--@ col wajib_kota int hide
--@ expect rows=1 sum=sudah+belum:wajib sum=wajib_provinsi+wajib_kabupaten+wajib_kota:wajib between=indeks:0..100
--@ expect percent=persen:sudah/wajib
--
-- The five numbers at the top. The mean index is over the regions that have one; it is summed in whole units of 1e-9,
-- so that it is the same with every version of SQLite.
WITH p AS (
  SELECT q.period, q.quarter, q.previous_period
  FROM spm_quarter(:period, :per) AS q
),
rate AS (
  SELECT r.* FROM p JOIN spm_input_rate(p.period, 'level', :per) AS r
),
before AS (
  SELECT r.reported,
    iif(p.quarter = 1, b.label, 'TW ' || b.roman) AS name
  FROM p
  CROSS JOIN spm_quarter(p.previous_period) AS b
  CROSS JOIN spm_input_rate(p.previous_period, 'level', :per) AS r
  WHERE r.grp = 'semua'
),
mean AS (
  SELECT sum(CAST(round(s.score * 1e9) AS INTEGER)) / 1e9 / nullif(count(s.score), 0) AS score
  FROM p JOIN spm_score(p.period, :per) AS s
),
n AS (
  SELECT max(CASE grp WHEN 'semua' THEN expected END) AS expected,
    max(CASE grp WHEN 'provinsi' THEN expected END) AS expected_p,
    max(CASE grp WHEN 'kabupaten' THEN expected END) AS expected_k,
    max(CASE grp WHEN 'kota' THEN expected END) AS expected_t,
    max(CASE grp WHEN 'semua' THEN reported END) AS reported,
    max(CASE grp WHEN 'semua' THEN not_reported END) AS silent,
    max(CASE grp WHEN 'provinsi' THEN not_reported END) AS silent_p,
    max(CASE grp WHEN 'kabupaten' THEN not_reported END) AS silent_k,
    max(CASE grp WHEN 'kota' THEN not_reported END) AS silent_t,
    max(CASE grp WHEN 'semua' THEN rate END) AS rate
  FROM rate
)
SELECT n.expected AS wajib,
  n.expected_p || ' provinsi · ' || n.expected_k || ' kab · ' || n.expected_t || ' kota' AS wajib_ket,
  n.reported AS sudah,
  CASE
    WHEN before.reported = 0 THEN 'belum ada laporan pada ' || before.name
    WHEN n.reported > before.reported THEN 'naik ' || (n.reported - before.reported) || ' dari ' || before.name
    WHEN n.reported < before.reported THEN 'turun ' || (before.reported - n.reported) || ' dari ' || before.name
    ELSE 'tetap dari ' || before.name
  END AS sudah_ket,
  n.rate AS persen,
  n.silent AS belum,
  n.silent_p || ' provinsi · ' || n.silent_k || ' kab · ' || n.silent_t || ' kota' AS belum_ket,
  mean.score AS indeks,
  (
    SELECT m.band
    FROM p CROSS JOIN spm_method(p.period, :per) AS m
    WHERE m.floor <= spm_snap(mean.score)
    ORDER BY m.band_rank
    LIMIT 1
  ) AS indeks_ket,
  n.expected_p AS wajib_provinsi,
  n.expected_k AS wajib_kabupaten,
  n.expected_t AS wajib_kota
FROM n, before, mean
ORDER BY wajib;
