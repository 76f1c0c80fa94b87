--@ report 1
--@ as nasional/peringkat_provinsi tingkat=provinsi judul=Provinsi halaman=provinsi urut=40
--@+   awal="Angka kumulatif mulai lagi tiap Januari: pada"
--@ as nasional/peringkat_kabupaten tingkat=kabupaten judul=Kabupaten halaman=rapor urut=41
--@+   awal="Angka kumulatif mulai lagi tiap Januari: pada"
--@ as nasional/peringkat_kota tingkat=kota judul=Kota halaman=rapor urut=42
--@+   awal="Angka kumulatif mulai lagi tiap Januari: pada"
--@ as provinsi/peringkat_daerah judul=Daerah halaman=rapor urut=40 awal=Pada
--@ in nasional {urut} --@ only nasional
--@ in provinsi {urut} --@ only provinsi
--@ only nasional
--@ sheet "Peringkat {judul}" tab=#2f5597 orientation=landscape fit=width freeze=2
--@ title "Peringkat Indeks Pencapaian SPM {judul}"
--@ note "Peringkat kompetisi standar di antara {tingkat} (nilai sama, peringkat sama) · indeks = 80% penerima " +
--@+     "layanan dasar + 20% mutu minimal"
--@ end
--@ only provinsi
--@ sheet "Peringkat" tab=#2f5597 orientation=landscape fit=width freeze=2
--@ title "Peringkat Indeks Pencapaian SPM"
--@ note "Peringkat kompetisi standar di dalam tingkatnya (nilai sama, peringkat sama) · indeks = 80% penerima " +
--@+     "layanan dasar + 20% mutu minimal"
--@ end
--@ col kelompok "Kelompok" text
--@ col peringkat "Peringkat" no null="–" width=10 --@ only nasional
--@ col kisaran "Kisaran peringkat" text align=center null="–" width=11 --@ only nasional
--@ col daerah "{judul}" text wrap width=30 link={halaman}:kode --@ only nasional
--@ col peringkat "Peringkat di provinsi" no null="–" width=11 --@ only provinsi
--@ col daerah "{judul}" text wrap width=32 link={halaman}:kode --@ only provinsi
--@ col provinsi "Provinsi" text width=24 --@ only peringkat_kabupaten, peringkat_kota
--@ col penerima "Penerima layanan dasar (80%)", mutu "Mutu minimal (20%)" poin2 width=13
--@ col indeks "Indeks SPM" poin2 bar=0..100 color=#bdd7ee width=13
--@ col rentang "Rentang indeks" text align=center null="–" width=15
--@ col kategori "Kategori" text align=center width=18
--@ col nasional "Peringkat nasional" text align=center null="–" width=14 --@ only provinsi
--@ col kisaran "Kisaran nasional" text align=center null="–" width=11 --@ only provinsi
--@ col perubahan "Perubahan nasional" text align=center width=12 --@ only provinsi
--@ col perubahan "Perubahan peringkat" text align=center width=12 --@ only nasional
--@ col selisih "Selisih dari triwulan lalu" dec2 width=12
--@ col kode "Kode" text hide --@ only nasional
--@ col kode text hide --@ only provinsi
--@ col tertinggi poin2 hide --@ only nasional
--@ group kelompok count "{tingkat}" --@ only nasional
--@ group kelompok count "daerah" --@ only provinsi
--@ rule kategori style=kategori
--@ rule perubahan contains "▲" style=baik, contains "▼" style=buruk, = "baru" style=redup
--@ rule selisih > 0 style=baik, < 0 style=buruk
--@ source "Sumber: e-SPM, diolah. Kisaran dan rentang: peringkat dan indeks yang masih mungkin, karena ada isian " +
--@+     "wajib yang kosong. Perubahan: terhadap triwulan lalu di antara daerah yang diperingkat pada keduanya; " +
--@+     "baru: triwulan lalu tidak diperingkat. {awal} TW I selisih kosong."
--@ expect rows>=1 unique=kode notnull=daerah between=penerima:0..100 between=mutu:0..100
--@ expect between=indeks:0..100
--@ expect notnull=kelompok --@ only provinsi
--@ expect sum=indeks:tertinggi --@ only nasional
--
-- Rank of every region of a level, or of a province, on the roster; those without an index are listed below, unranked.
-- A region that joined or fell silent moves every rank behind it, so arrows compare those that are ranked in both
-- quarters; rank and index stand beside what they can still become.
SELECT CASE
    WHEN r.score IS NULL AND r.why = 'not filed' THEN 'Belum lapor, tidak diperingkat'
    WHEN r.score IS NULL THEN 'Tidak ada kebutuhan, tidak diperingkat'
    WHEN r.level = 'provinsi' THEN 'Pemerintah provinsi' --@ only provinsi
    WHEN r.level = 'kabupaten' THEN 'Kabupaten' --@ only provinsi
    WHEN r.level = 'kota' THEN 'Kota' --@ only provinsi
  END AS kelompok,
  r.rank AS peringkat, --@ only nasional
  iif(r.best < r.worst AND r.rank IS NOT NULL, r.best || '–' || r.worst, NULL) AS kisaran,
  r.name AS daerah, --@ only nasional
  r.rank_in_province AS peringkat, iif(r.level = 'provinsi', 'Provinsi ', '') || r.name AS daerah, --@ only provinsi
  pr.name AS provinsi, --@ only peringkat_kabupaten, peringkat_kota
  r.served AS penerima, r.quality AS mutu, r.score AS indeks,
  CASE
    WHEN r.score IS NOT NULL AND i.score_high - i.score_low >= 0.005
      THEN replace(printf('%.2f–%.2f', i.score_low, i.score_high), '.', ',')
  END AS rentang,
  r.band AS kategori,
  r.rank || ' dari ' || r.ranked AS nasional, --@ only provinsi
  CASE
    WHEN r.rank_change_common > 0 THEN '▲ ' || r.rank_change_common
    WHEN r.rank_change_common < 0 THEN '▼ ' || -r.rank_change_common
    WHEN r.rank_change_common = 0 THEN '–'
    WHEN r.rank IS NOT NULL THEN 'baru'
  END AS perubahan,
  -- figures start again each January: TW I against TW IV would look like a collapse
  CASE WHEN :period NOT LIKE '%TW1' THEN spm_snap(r.score - r.previous_score) END AS selisih,
  r.region AS kode, --@ only nasional
  CASE WHEN r.rank = 1 THEN max(r.score) OVER () END AS tertinggi --@ only nasional
  r.region AS kode --@ only provinsi
FROM spm_rank(:period, :per) AS r
JOIN region AS pr ON pr.region = r.province
JOIN spm_score(:period, :per) AS i ON i.region = r.region
--@ only nasional
WHERE r.level = :tingkat
ORDER BY kelompok NULLS FIRST, r.rank, r.region;
--@ end
--@ only provinsi
WHERE r.province = :provinsi
ORDER BY r.score IS NULL,
  r.score IS NULL AND r.why <> 'not filed',
  CASE WHEN r.score IS NOT NULL THEN instr('provinsi kabupaten kota', r.level) END,
  r.rank, r.region;
--@ end
