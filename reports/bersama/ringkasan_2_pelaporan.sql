--@ report 1
--@ as nasional/ringkasan_2_pelaporan semua=Nasional awal=Provinsi dasar=" triwulan ini; rasio nasional"
--@ as provinsi/ringkasan_2_pelaporan semua=Seluruhnya awal="Pemerintah provinsi" dasar="; persentase seluruhnya"
--@ in nasional 11 --@ only nasional
--@ in provinsi 11 --@ only provinsi
--@ sheet "Ringkasan"
--@ col tingkat "Tingkat" text width=26
--@ col jumlah "Jumlah daerah", sudah "Sudah lapor", belum "Belum lapor" int width=15
--@ col persen "% lapor" percent2 bar=0..100 width=15
--@ col persen_lalu "% triwulan lalu" percent2 bar=0..100 color=#d6dce5 width=15
--@ col selisih "Selisih (poin)" dec2 width=15
--@ col jumlah_lalu, sudah_lalu int hide
--@ total "{semua}" sum=jumlah,sudah,belum ratio=persen:sudah/jumlah ratio=persen_lalu:sudah_lalu/jumlah_lalu
--@+     diff=selisih:persen:persen_lalu
--@ rule selisih < 0 style=buruk
--@ chart column "Tingkat pelaporan, triwulan lalu dan triwulan ini" x=tingkat y=persen_lalu,persen total at=below
--@+   size=414x260
--@+     min=0 max=100 fmt=percent1 colors=#b4c7e7,#2f5597
--@+     alt="Diagram kolom: persentase daerah yang sudah lapor menurut tingkat, triwulan lalu dan triwulan ini"
--@ source "Sumber: e-SPM, diolah. Jumlah daerah menurut daftar wajib lapor{dasar} dihitung dari jumlahnya."
--@ expect rows=3 --@ only nasional
--@ expect rows>=1 unique=tingkat sum=sudah+belum:jumlah percent=persen:sudah/jumlah
--@ expect percent=persen_lalu:sudah_lalu/jumlah_lalu
--
-- How many governments of the country or a province have filed, by level, this quarter and the one before.
WITH filed(level, is_now, has_filed) AS (
  SELECT s.level, 1, s.fields_filed > 0
  FROM spm_score(:period, :per) AS s
  WHERE s.province = :provinsi --@ only provinsi
  UNION ALL
  SELECT s.level, 0, s.fields_filed > 0
  FROM spm_score(spm_period_add(:period, -1), :per) AS s
  WHERE s.province = :provinsi --@ only provinsi
),
line AS (
  SELECT level,
    sum(is_now) AS jumlah,
    sum(is_now AND has_filed) AS sudah,
    spm_input_rate(is_now, is_now AND has_filed) AS persen,
    sum(NOT is_now) AS jumlah_lalu,
    sum(NOT is_now AND has_filed) AS sudah_lalu,
    spm_input_rate(NOT is_now, NOT is_now AND has_filed) AS persen_lalu
  FROM filed
  GROUP BY level
)
SELECT CASE level WHEN 'provinsi' THEN :awal WHEN 'kabupaten' THEN 'Kabupaten' ELSE 'Kota' END AS tingkat,
  jumlah, sudah, jumlah - sudah AS belum,
  persen, persen_lalu, persen - persen_lalu AS selisih,
  jumlah_lalu, sudah_lalu
FROM line
WHERE jumlah > 0
ORDER BY instr('provinsi kabupaten kota', level);
