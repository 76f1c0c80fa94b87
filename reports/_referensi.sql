--@ workbook referensi 1
--@ title "Referensi SPM{tentang} – {period|tw}"
--@ file "SPM_referensi{berkas}_{period}.xlsx"
--@ author "spm-report"
--@ id "{sheet_id}"
--@ param period text required "Triwulan yang referensinya ditampilkan"
--@ param daerah region "Kode atau nama daerah; kosong: semua yang wajib lapor"
--@ param sheet_id text given "ID lembar"
--@ param tentang text given "Nama daerah, bila lembarnya satu daerah"
--
-- What an office records to run a quarter, as it stands, to be filled in and imported (ext/OFFICE.md). The id says
-- which sheet it is: workbook, region where it is of one, and quarter (sql/semantics.md 5).
SELECT :period AS period,
  coalesce(
    (SELECT ' – ' || iif(r.level = 'provinsi', 'Provinsi ', '') || r.name FROM region AS r WHERE r.region = :daerah), ''
  ) AS tentang,
  coalesce('_' || replace(:daerah, '.', ''), '') AS berkas,
  'referensi/' || coalesce(:daerah, 'semua') || '/' || :period AS sheet_id;
