--@ report 1
--@ as isian/petunjuk
--@ as koreksi/petunjuk
--@ in isian 10 --@ only isian
--@ in koreksi 10 --@ only koreksi
--@ sheet "Petunjuk" orientation=portrait fit=width
--@ title "Cara mengisi lembar isian SPM" --@ only isian
--@ title "Cara memakai lembar koreksi SPM" --@ only koreksi
--@ subtitle "{nama} – {period|tw}"
--@ col no "No" no width=6
--@ col petunjuk "Petunjuk" wrap width=62
--@ expect rows=5
--
-- What the person at the keyboard has to know, in five lines, and the deadline of the quarter.
WITH line(no, petunjuk) AS (
  VALUES
    (1, 'Isi sel berwarna kuning di lembar-lembar berikut; sel lain terkunci.'), --@ only isian
    (2, 'Angka kumulatif sejak Januari sampai akhir triwulan. Kebutuhan adalah kebutuhan setahun; yang ' --@ only isian
      || 'tertulis diambil dari triwulan sebelumnya.'), --@ only isian
    (1, 'Buka lembar Temuan: setiap baris membawa ke sel yang perlu dilihat. Sel itu jingga dan ada ' --@ only koreksi
      || 'komentarnya.'), --@ only koreksi
    (2, 'Betulkan sel itu; yang sudah benar dibiarkan. Komentar tidak perlu dihapus.'), --@ only koreksi
    (3, 'Nol berarti nol. Sel yang dibiarkan kosong berarti belum ada datanya dan dihitung belum terisi.'),
    (4, 'Jangan mengubah judul kolom, kode, atau nama lembar; baris yang tidak dipakai dibiarkan kosong. '
      || 'Tanda - pada Kedudukan mengeluarkan anggota tim.'),
    (5, 'Simpan sebagai buku kerja (xlsx atau ods) dan kirim berkas ini ke sekretariat. Batas waktu: ' || coalesce(
      (SELECT strftime('%d-%m-%Y', due_on) || ' (' || zone || ').' FROM spm_quarter(:period)), 'belum diumumkan.'))
)
SELECT no, petunjuk
FROM line
ORDER BY no;
