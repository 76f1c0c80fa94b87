--@ report 1
--@ in nasional 85
--@ sheet "Tren" tab=#7030a0 orientation=landscape fit=page
--@ title "Tren Pelaporan dan Indeks SPM"
--@ note "Paling banyak delapan triwulan · indeks: rata-rata daerah yang sudah lapor; angka kumulatif mulai lagi " +
--@+     "tiap Januari, jadi bandingkan triwulan yang sama"
--@ col triwulan "Triwulan" text align=center width=16
--@ col lapor_provinsi "Provinsi", lapor_kabupaten "Kabupaten", lapor_kota "Kota",
--@+     lapor_semua "Nasional" percent1 width=12
--@ col indeks_provinsi "Provinsi", indeks_kabupaten "Kabupaten", indeks_kota "Kota",
--@+     indeks_semua "Nasional" poin2 width=12
--@ col kategori "Kategori nasional" text align=center width=18
--@ col kode "Kode" text hide
--@ band "Tingkat pelaporan" lapor_provinsi..lapor_semua
--@ band "Rata-rata indeks" indeks_provinsi..indeks_semua
--@ rule kategori style=kategori
--@ rule lapor_semua style=tebal
--@ rule indeks_semua style=tebal
--@ chart line "Tingkat pelaporan per triwulan" x=triwulan y=lapor_provinsi..lapor_semua at=below min=0 max=100
--@+   fmt=percent0
--@+     colors=#1f3864,#2e75b6,#c55a11,#7f7f7f
--@+     alt="Diagram garis: tingkat pelaporan provinsi, kabupaten, kota, dan nasional per triwulan"
--@ chart line "Rata-rata indeks per triwulan" x=triwulan y=indeks_provinsi..indeks_semua at=below min=0 max=100
--@+   fmt=dec1
--@+     colors=#1f3864,#2e75b6,#c55a11,#7f7f7f
--@+     alt="Diagram garis: rata-rata indeks provinsi, kabupaten, kota, dan nasional per triwulan"
--@ expect rows<=8 unique=kode between=lapor_semua:0..100 between=indeks_semua:0..100
--
-- The last eight quarters up to this one: who filed, and the mean index. spm_trend gives the same, one level a call.
WITH m AS MATERIALIZED (
  SELECT *, method FROM spm_method(:period, :per)
),
line AS (
  SELECT q.period,
    spm_input_rate(1, s.fields_filed > 0) FILTER (WHERE s.level = 'provinsi') AS lapor_provinsi,
    spm_input_rate(1, s.fields_filed > 0) FILTER (WHERE s.level = 'kabupaten') AS lapor_kabupaten,
    spm_input_rate(1, s.fields_filed > 0) FILTER (WHERE s.level = 'kota') AS lapor_kota,
    spm_input_rate(1, s.fields_filed > 0) AS lapor_semua,
    spm_snap(spm_mean(s.score) FILTER (WHERE s.level = 'provinsi')) AS indeks_provinsi,
    spm_snap(spm_mean(s.score) FILTER (WHERE s.level = 'kabupaten')) AS indeks_kabupaten,
    spm_snap(spm_mean(s.score) FILTER (WHERE s.level = 'kota')) AS indeks_kota,
    spm_snap(spm_mean(s.score)) AS indeks_semua
  FROM m
  CROSS JOIN period AS q ON q.period BETWEEN spm_period_add(:period, -7) AND :period
  CROSS JOIN spm_score(q.period, :per, m.method) AS s
  WHERE m.band_rank = 1
    AND q.period >= (SELECT min(period) FROM filing WHERE status = 'filed')
  GROUP BY q.period
)
SELECT q.label AS triwulan, l.lapor_provinsi, l.lapor_kabupaten, l.lapor_kota, l.lapor_semua, l.indeks_provinsi,
  l.indeks_kabupaten, l.indeks_kota, l.indeks_semua,
  (SELECT band FROM m WHERE floor <= l.indeks_semua ORDER BY band_rank LIMIT 1) AS kategori,
  l.period AS kode
FROM line AS l
CROSS JOIN spm_quarter(l.period) AS q
ORDER BY l.period;
