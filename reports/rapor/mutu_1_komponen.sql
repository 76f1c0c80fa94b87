--@ report 1
--@ in rapor 30
--@ in tahunan 30
--@ sheet "Mutu Minimal" tab=#548235 orientation=portrait fit=page
--@ title "Mutu Minimal Layanan Dasar"
--@ subtitle "{nama} · {period|tw}"
--@ note "Capaian satu butir paling tinggi 100%; butir tanpa kebutuhan tidak dihitung, butir kosong bernilai nol. Satuannya berbeda-beda, maka yang dirata-ratakan persentasenya."
--@ param period text "Triwulan"
--@ param per date "Keadaan per tanggal"
--@ param daerah text "Kode daerah"
--@ param nama text "Nama daerah"
--@ col komponen "Komponen" text width=52
--@ col bobot "Bobot" percent0 null="" width=11
--@ col capaian "Capaian" poin2 null="–" width=11
--@ col nilai "Nilai tertimbang" poin2 null="–" width=11
--@ col urut int hide
--@ rule komponen = "Indeks SPM" style=tebal
--@ expect unique=urut
--@ expect between=capaian:0..100
--@ expect between=nilai:0..100
--
-- The index as the sum of its two weighted components.
WITH p(period, region) AS (
  SELECT coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed')),
    coalesce(:daerah, (SELECT min(region) FROM roster))
),
m AS (
  SELECT method.*
  FROM p JOIN method ON method.valid_from <= p.period
  ORDER BY method.valid_from DESC, method.method
  LIMIT 1
),
s AS MATERIALIZED (
  SELECT v.served, v.quality, v.score FROM p JOIN spm_score(p.period, :per) AS v ON v.region = p.region
),
line(urut, komponen, bobot, capaian, nilai) AS (
  SELECT 1, 'Penerima layanan dasar', 100 * m.served_weight, s.served, m.served_weight * s.served
  FROM m CROSS JOIN s
  UNION ALL
  SELECT 2, 'Mutu minimal layanan dasar', 100 * m.quality_weight, s.quality, m.quality_weight * s.quality
  FROM m CROSS JOIN s
  UNION ALL
  SELECT 3, 'Indeks SPM', 100 * (m.served_weight + m.quality_weight), NULL, s.score
  FROM m CROSS JOIN s
)
SELECT komponen, bobot, capaian, nilai, urut FROM line ORDER BY urut;
