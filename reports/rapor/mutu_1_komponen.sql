--@ report 1
--@ in rapor 30
--@ in tahunan 30
--@ sheet "Mutu Minimal" tab=#548235 orientation=portrait fit=page
--@ title "Mutu Minimal Layanan Dasar"
--@ note "Capaian satu butir paling tinggi 100%; butir tanpa kebutuhan tidak dihitung, butir kosong bernilai nol. " +
--@+     "Satuannya berbeda-beda, maka yang dirata-ratakan persentasenya."
--@ col komponen "Komponen" text width=52
--@ col bobot "Bobot" percent0 null="" width=11
--@ col capaian "Capaian", nilai "Nilai tertimbang" poin2 null="–" width=11
--@ col urut int hide
--@ rule komponen = "Indeks SPM" style=tebal
--@ expect unique=urut between=capaian:0..100 between=nilai:0..100
--
-- The index as the sum of its two weighted components.
WITH s AS MATERIALIZED (
  SELECT m.served_weight, m.quality_weight, v.served, v.quality, v.score
  FROM spm_method(:period, :per) AS m
  CROSS JOIN spm_score(:period, :per) AS v ON v.region = :daerah
  WHERE m.band_rank = 1
),
line(urut, komponen, bobot, capaian, nilai) AS (
  SELECT 1, 'Penerima layanan dasar', 100 * served_weight, served, served_weight * served FROM s
  UNION ALL
  SELECT 2, 'Mutu minimal layanan dasar', 100 * quality_weight, quality, quality_weight * quality FROM s
  UNION ALL
  SELECT 3, 'Indeks SPM', 100 * (served_weight + quality_weight), NULL, score FROM s
)
SELECT komponen, bobot, capaian, nilai, urut FROM line ORDER BY urut;
