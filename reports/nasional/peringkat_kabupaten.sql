--@ report 1
--@ in nasional 41
--@ sheet "Peringkat Kabupaten" tab=#2f5597 orientation=portrait fit=width freeze=2
--@ title "Peringkat Indeks Pencapaian SPM Kabupaten"
--@ note "Peringkat kompetisi standar di antara kabupaten (nilai sama, peringkat sama) · indeks = 80% penerima layanan dasar + 20% mutu minimal"
--@ col kelompok "Kelompok" text
--@ col peringkat "Peringkat" no null="–" width=10
--@ col daerah "Kabupaten" text wrap width=30 link=rapor:kode
--@ col provinsi "Provinsi" text width=24
--@ col penerima "Penerima layanan dasar (80%)" poin2 width=13
--@ col mutu "Mutu minimal (20%)" poin2 width=13
--@ col indeks "Indeks SPM" poin2 bar=0..100 color=#bdd7ee width=13
--@ col kategori "Kategori" text align=center width=18
--@ col perubahan "Perubahan peringkat" text align=center width=12
--@ col selisih "Selisih dari triwulan lalu" dec2 width=12
--@ col kode "Kode" text hide
--@ col tertinggi poin2 hide
--@ group kelompok count "kabupaten"
--@ rule kategori style=kategori
--@ rule perubahan contains "▲" style=baik
--@ rule perubahan contains "▼" style=buruk
--@ rule perubahan = "baru" style=redup
--@ rule selisih > 0 style=baik
--@ rule selisih < 0 style=buruk
--@ source "Sumber: e-SPM, diolah. Perubahan dan selisih terhadap triwulan lalu; baru: triwulan lalu tidak diperingkat. Angka kumulatif mulai lagi tiap Januari: pada TW I selisih kosong."
--@ expect rows>=1 unique=kode notnull=daerah,kode between=penerima:0..100 between=mutu:0..100 between=indeks:0..100
--@ expect sum=indeks:tertinggi
--
-- Rank of every regency on the roster; those without an index are listed below, unranked.
SELECT CASE r.why WHEN 'not filed' THEN 'Belum lapor, tidak diperingkat' WHEN 'nothing owed'
  THEN 'Tidak ada kebutuhan, tidak diperingkat' END
    AS kelompok,
  r.rank AS peringkat,
  r.name AS daerah,
  pr.name AS provinsi,
  r.served AS penerima,
  r.quality AS mutu,
  r.score AS indeks,
  r.band AS kategori,
  CASE
    WHEN r.rank_change > 0 THEN '▲ ' || r.rank_change
    WHEN r.rank_change < 0 THEN '▼ ' || -r.rank_change
    WHEN r.rank_change = 0 THEN '–'
    WHEN r.rank IS NOT NULL THEN 'baru'
  END AS perubahan,
  -- figures start again each January: TW I against TW IV would look like a collapse
  CASE WHEN :period NOT LIKE '%TW1' THEN spm_snap(r.score - r.previous_score) END AS selisih,
  r.region AS kode,
  CASE WHEN r.rank = 1 THEN max(r.score) OVER () END AS tertinggi
FROM spm_rank(:period, :per) AS r
JOIN region AS pr ON pr.region = r.province
WHERE r.level = 'kabupaten'
ORDER BY kelompok NULLS FIRST, r.rank, r.region;
