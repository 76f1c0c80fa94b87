--@ report 1
--@ in referensi 11
--@ sheet "Petunjuk"
--@ title "Isi buku kerja"
--@ col no "No" no width=6
--@ col lembar "Lembar" wrap go=kolom width=74
--@ col kemajuan "Baris" text filled=kemajuan_kolom width=24
--@ col kolom, kemajuan_kolom text hide
--@ source "Baris yang terisi dihitung dengan rumus saat lembar diisi."
--
-- The sheets, each with how many of its lines are filled: the workbook counts them by formula. Each duty of a region
-- has a line, so of them it says of how many; of what is new nobody owes a number.
WITH line(no, lembar, sel) AS (
  VALUES (1, 'Tenggat: batas waktu, perpanjangan, pembukaan kembali', 'tenggat|due_on|bebas'),
    (2, 'Perangkat Daerah: yang bertanggung jawab atas data dan tiap urusan', 'opd|name'),
    (3, 'Target: sasaran dalam RPJMD, Renstra, RKPD, Renja', 'target|document|bebas'),
    (4, 'Metode: cara menghitung indeks dan kategorinya', 'metode|name|bebas'),
    (5, 'Terbitan: nama untuk keadaan data yang diumumkan', 'terbitan|name|bebas'),
    (6, 'Kriteria: kriteria penghargaan', 'kriteria|name|bebas'),
    (7, 'Daftar Daerah: yang wajib lapor', 'daftar|region|bebas')
)
SELECT no, lembar, 'di buku kerja' AS kemajuan, sel AS kolom, sel AS kemajuan_kolom
FROM line
ORDER BY no;
