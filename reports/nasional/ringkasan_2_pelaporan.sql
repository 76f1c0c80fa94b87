--@ report 1
--@ in nasional 11
--@ sheet "Ringkasan"
--@ col tingkat "Tingkat" text width=26
--@ col jumlah "Jumlah daerah" int width=15
--@ col sudah "Sudah lapor" int width=15
--@ col belum "Belum lapor" int width=15
--@ col persen "% lapor" percent2 bar=0..100 width=15
--@ col persen_lalu "% triwulan lalu" percent2 bar=0..100 color=#d6dce5 width=15
--@ col selisih "Selisih (poin)" dec2 width=15
--@ col jumlah_lalu int hide
--@ col sudah_lalu int hide
--@ total "Nasional" sum=jumlah,sudah,belum ratio=persen:sudah/jumlah ratio=persen_lalu:sudah_lalu/jumlah_lalu
--@+     diff=selisih:persen:persen_lalu
--@ rule selisih < 0 style=buruk
--@ chart column "Tingkat pelaporan, triwulan lalu dan triwulan ini" x=tingkat y=persen_lalu,persen total at=below size=414x260
--@+     min=0 max=100 fmt=percent1 colors=#b4c7e7,#2f5597
--@+     alt="Diagram kolom: persentase daerah yang sudah lapor menurut tingkat, triwulan lalu dan triwulan ini"
--@ source "Sumber: e-SPM, diolah. Jumlah daerah menurut daftar wajib lapor triwulan ini; rasio nasional dihitung dari jumlahnya."
--@ expect rows=3 unique=tingkat sum=sudah+belum:jumlah between=persen:0..100 between=persen_lalu:0..100
--
-- How many regions of each level have filed, this quarter and the one before.
SELECT CASE now.grp WHEN 'provinsi' THEN 'Provinsi' WHEN 'kabupaten' THEN 'Kabupaten' ELSE 'Kota' END AS tingkat,
  now.expected AS jumlah,
  now.reported AS sudah,
  now.not_reported AS belum,
  now.rate AS persen,
  before.rate AS persen_lalu,
  now.rate - before.rate AS selisih,
  before.expected AS jumlah_lalu,
  before.reported AS sudah_lalu
FROM spm_input_rate(:period, 'level', :per) AS now
JOIN spm_input_rate(spm_period_add(:period, -1), 'level', :per) AS before ON before.grp = now.grp
WHERE now.grp <> 'semua'
ORDER BY instr('provinsi kabupaten kota', now.grp);
