--@ report 1
--@ in provinsi 10
--@ sheet "Ringkasan" tab=#1f3864 orientation=landscape fit=page
--@ title "Rekapitulasi Penerapan Standar Pelayanan Minimal"
--@ note "Laporan yang diterima sampai {sampai|tanggal} · batas input {batas|tanggal} · Permendagri Nomor 59 Tahun 2021"
--@ cards indeks "Indeks pemerintah provinsi" indeks_ket,
--@+      sudah "Sudah lapor" sudah_ket,
--@+      persen "Tingkat pelaporan" "target 100%",
--@+      belum "Belum lapor" belum_ket,
--@+      rata "Rata-rata indeks kab/kota" rata_ket
--@ col indeks "Indeks" poin2
--@ col sudah "Sudah lapor" int
--@ col persen "Tingkat pelaporan" percent1
--@ col belum "Belum lapor" int
--@ col rata "Rata-rata indeks" poin2
--@ col wajib int hide
--@ expect rows=1 sum=sudah+belum:wajib percent=persen:sudah/wajib between=indeks:0..100 between=rata:0..100
--
-- The five numbers at the top. The rank comes from the workbook, which works it out once for all provinces.
WITH before AS (
  SELECT count(*) FILTER (WHERE s.fields_filed > 0) AS sudah,
    iif(q.quarter = 1, b.label, 'TW ' || b.roman) AS name
  FROM spm_quarter(:period, :per) AS q
  LEFT JOIN spm_quarter(q.previous_period) AS b
  LEFT JOIN spm_score(q.previous_period, :per) AS s ON s.province = :provinsi
),
n AS (
  SELECT max(score) FILTER (WHERE level = 'provinsi') AS indeks,
    max(band) FILTER (WHERE level = 'provinsi') AS kategori,
    count(*) AS wajib,
    count(*) FILTER (WHERE fields_filed > 0) AS sudah,
    count(*) FILTER (WHERE fields_filed = 0) AS belum,
    count(*) FILTER (WHERE fields_filed = 0 AND level = 'provinsi') AS belum_p,
    count(*) FILTER (WHERE fields_filed = 0 AND level = 'kabupaten') AS belum_k,
    count(*) FILTER (WHERE fields_filed = 0 AND level = 'kota') AS belum_t,
    spm_input_rate(1, fields_filed > 0) AS persen,
    spm_snap(spm_mean(score) FILTER (WHERE level <> 'provinsi')) AS rata
  FROM spm_score(:period, :per)
  WHERE province = :provinsi
)
SELECT n.indeks,
  coalesce(n.kategori || ' · peringkat ' || :peringkat || ' dari ' || :diperingkat, 'belum ada indeks') AS indeks_ket,
  n.sudah,
  'dari ' || n.wajib || ' wajib lapor · ' || CASE
    WHEN before.name IS NULL THEN 'triwulan pertama'
    WHEN n.sudah > before.sudah THEN 'naik ' || (n.sudah - before.sudah) || ' dari ' || before.name
    WHEN n.sudah < before.sudah THEN 'turun ' || (before.sudah - n.sudah) || ' dari ' || before.name
    ELSE 'tetap dari ' || before.name
  END AS sudah_ket,
  n.persen, n.belum,
  n.belum_p || ' provinsi · ' || n.belum_k || ' kab · ' || n.belum_t || ' kota' AS belum_ket,
  n.rata,
  (SELECT band FROM spm_method(:period, :per) WHERE floor <= n.rata ORDER BY band_rank LIMIT 1) AS rata_ket,
  n.wajib
FROM n
CROSS JOIN before
ORDER BY n.wajib;
