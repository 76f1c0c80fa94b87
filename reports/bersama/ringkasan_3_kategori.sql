--@ report 1
--@ as nasional/ringkasan_3_kategori semua=Nasional awal=Provinsi
--@ as provinsi/ringkasan_3_kategori semua=Seluruhnya awal="Pemerintah provinsi"
--@ in nasional 12 --@ only nasional
--@ in provinsi 12 --@ only provinsi
--@ sheet "Ringkasan"
--@ col tingkat "Kategori (yang sudah lapor)" text
--@ col paripurna "Tuntas Paripurna" int color=#4575b4
--@ col utama "Tuntas Utama" int color=#91bfdb
--@ col madya "Tuntas Madya" int color=#e0f3f8
--@ col pratama "Tuntas Pratama" int color=#fee090
--@ col muda "Tuntas Muda" int color=#fc8d59
--@ col belum_tuntas "Belum Tuntas" int color=#d73027
--@ col dinilai int hide
--@ total "{semua}" sum=paripurna..belum_tuntas
--@ chart stacked100 "Sebaran kategori capaian menurut tingkat" x=tingkat y=paripurna..belum_tuntas at=below
--@+   size=414x260
--@+     colors=#4575b4,#91bfdb,#e0f3f8,#fee090,#fc8d59,#d73027
--@+     alt="Diagram batang bertumpuk 100 persen: sebaran enam kategori capaian menurut tingkat"
--@ expect rows=3 --@ only nasional
--@ expect sum=paripurna+utama+madya+pratama+muda+belum_tuntas:dinilai
--
-- How many regions of each level are in each category, of those that have an index.
SELECT CASE s.level WHEN 'provinsi' THEN :awal WHEN 'kabupaten' THEN 'Kabupaten' ELSE 'Kota' END AS tingkat,
  count(*) FILTER (WHERE s.band = 'Tuntas Paripurna') AS paripurna,
  count(*) FILTER (WHERE s.band = 'Tuntas Utama') AS utama,
  count(*) FILTER (WHERE s.band = 'Tuntas Madya') AS madya,
  count(*) FILTER (WHERE s.band = 'Tuntas Pratama') AS pratama,
  count(*) FILTER (WHERE s.band = 'Tuntas Muda') AS muda,
  count(*) FILTER (WHERE s.band = 'Belum Tuntas') AS belum_tuntas,
  count(s.score) AS dinilai
FROM spm_score(:period, :per) AS s
WHERE s.province = :provinsi --@ only provinsi
GROUP BY s.level
HAVING count(s.score) > 0 --@ only provinsi
ORDER BY instr('provinsi kabupaten kota', s.level);
