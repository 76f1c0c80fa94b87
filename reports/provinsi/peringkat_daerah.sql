--@ report 1
--@ in provinsi 40
--@ sheet "Peringkat" tab=#2f5597 orientation=portrait fit=width freeze=2
--@ title "Peringkat Indeks Pencapaian SPM"
--@ note "Peringkat kompetisi standar di dalam tingkatnya (nilai sama, peringkat sama) · indeks = 80% penerima layanan dasar + 20% mutu minimal"
--@ col kelompok "Kelompok" text
--@ col peringkat "Peringkat di provinsi" no null="–" width=11
--@ col daerah "Daerah" text wrap width=32 link=rapor:kode
--@ col penerima "Penerima layanan dasar (80%)" poin2 width=13
--@ col mutu "Mutu minimal (20%)" poin2 width=13
--@ col indeks "Indeks SPM" poin2 bar=0..100 color=#bdd7ee width=13
--@ col kategori "Kategori" text align=center width=18
--@ col nasional "Peringkat nasional" text align=center null="–" width=14
--@ col perubahan "Perubahan nasional" text align=center width=12
--@ col selisih "Selisih dari triwulan lalu" dec2 width=12
--@ col kode text hide
--@ group kelompok count "daerah"
--@ rule kategori style=kategori
--@ rule perubahan contains "▲" style=baik
--@ rule perubahan contains "▼" style=buruk
--@ rule perubahan = "baru" style=redup
--@ rule selisih > 0 style=baik
--@ rule selisih < 0 style=buruk
--@ source "Sumber: e-SPM, diolah. Perubahan dan selisih terhadap triwulan lalu; baru: triwulan lalu tidak diperingkat. Pada TW I selisih kosong."
--@ expect rows>=1 unique=kode notnull=daerah,kelompok between=penerima:0..100 between=mutu:0..100
--@ expect between=indeks:0..100
--
-- Rank of each government of the province, in the province and in the nation; those without an index are listed below.
SELECT CASE
    WHEN r.score IS NULL AND r.why = 'not filed' THEN 'Belum lapor, tidak diperingkat'
    WHEN r.score IS NULL THEN 'Tidak ada kebutuhan, tidak diperingkat'
    WHEN r.level = 'provinsi' THEN 'Pemerintah provinsi'
    WHEN r.level = 'kabupaten' THEN 'Kabupaten'
    ELSE 'Kota'
  END AS kelompok,
  r.rank_in_province AS peringkat,
  CASE r.level WHEN 'provinsi' THEN 'Provinsi ' || r.name ELSE r.name END AS daerah,
  r.served AS penerima,
  r.quality AS mutu,
  r.score AS indeks,
  r.band AS kategori,
  r.rank || ' dari ' || r.ranked AS nasional,
  CASE
    WHEN r.rank_change > 0 THEN '▲ ' || r.rank_change
    WHEN r.rank_change < 0 THEN '▼ ' || -r.rank_change
    WHEN r.rank_change = 0 THEN '–'
    WHEN r.rank IS NOT NULL THEN 'baru'
  END AS perubahan,
  -- figures start again each January: TW I against TW IV would look like a collapse
  CASE WHEN :period NOT LIKE '%TW1' THEN spm_snap(r.score - r.previous_score) END AS selisih,
  r.region AS kode
FROM spm_rank(:period, :per) AS r
WHERE r.province = :provinsi
ORDER BY r.score IS NULL,
  r.score IS NULL AND r.why <> 'not filed',
  CASE WHEN r.score IS NOT NULL THEN instr('provinsi kabupaten kota', r.level) END,
  r.rank,
  r.region;
