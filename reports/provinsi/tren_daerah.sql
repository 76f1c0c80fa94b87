--@ report 1
--@ in provinsi 85
--@ sheet "Tren" tab=#7030a0 orientation=landscape fit=page
--@ title "Tren Pelaporan dan Indeks SPM"
--@ note "Paling banyak delapan triwulan · indeks kab/kota: rata-rata yang sudah lapor; angka kumulatif mulai lagi " +
--@+     "tiap Januari, jadi bandingkan triwulan yang sama"
--@ col triwulan "Triwulan" text align=center width=16
--@ col lapor_kabupaten "Kabupaten", lapor_kota "Kota", lapor_semua "Seluruhnya" percent1 width=14
--@ col indeks_provinsi "Pemerintah provinsi", indeks_kabupaten "Kabupaten", indeks_kota "Kota" poin2 width=14
--@ col kategori "Kategori provinsi" text align=center null="–" width=18
--@ col kode text hide
--@ band "Tingkat pelaporan" lapor_kabupaten..lapor_semua
--@ band "Indeks" indeks_provinsi..indeks_kota
--@ rule kategori style=kategori
--@ rule lapor_semua style=tebal
--@ chart line "Tingkat pelaporan per triwulan" x=triwulan y=lapor_kabupaten..lapor_semua at=below min=0 max=100
--@+   fmt=percent0
--@+     colors=#2e75b6,#c55a11,#7f7f7f
--@+     alt="Diagram garis: tingkat pelaporan kabupaten, kota, dan seluruhnya per triwulan"
--@ chart line "Indeks per triwulan" x=triwulan y=indeks_provinsi..indeks_kota at=below min=0 max=100 fmt=dec1
--@+     colors=#1f3864,#2e75b6,#c55a11
--@+     alt="Diagram garis: indeks pemerintah provinsi dan rata-rata indeks kabupaten dan kota per triwulan"
--@ source "Sumber: e-SPM, diolah. Seluruhnya: pemerintah provinsi, kabupaten dan kota."
--@ expect rows<=8 unique=kode between=lapor_semua:0..100 between=indeks_provinsi:0..100
--
-- The last eight quarters of the province: who filed, its own index, and the mean of its regencies and cities.
WITH quarter AS (
  SELECT q.period, n.label, m.method
  FROM spm_method(:period, :per) AS m
  CROSS JOIN period AS q ON q.period BETWEEN spm_period_add(:period, -7) AND :period
  CROSS JOIN spm_quarter(q.period) AS n
  WHERE m.band_rank = 1
    AND q.period >= (SELECT min(period) FROM filing WHERE status = 'filed')
)
SELECT q.label AS triwulan,
  spm_input_rate(1, s.fields_filed > 0) FILTER (WHERE s.level = 'kabupaten') AS lapor_kabupaten,
  spm_input_rate(1, s.fields_filed > 0) FILTER (WHERE s.level = 'kota') AS lapor_kota,
  spm_input_rate(1, s.fields_filed > 0) AS lapor_semua,
  max(s.score) FILTER (WHERE s.level = 'provinsi') AS indeks_provinsi,
  spm_snap(spm_mean(s.score) FILTER (WHERE s.level = 'kabupaten')) AS indeks_kabupaten,
  spm_snap(spm_mean(s.score) FILTER (WHERE s.level = 'kota')) AS indeks_kota,
  max(s.band) FILTER (WHERE s.level = 'provinsi') AS kategori,
  q.period AS kode
FROM quarter AS q
CROSS JOIN spm_score(q.period, :per, q.method) AS s ON s.province = :provinsi
GROUP BY q.period, q.label
ORDER BY q.period;
