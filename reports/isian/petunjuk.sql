--@ report 1
--@ in isian 20
--@ sheet "Petunjuk" orientation=portrait fit=width
--@ title "Cara mengisi lembar isian SPM"
--@ subtitle "{nama} – {period|tw}"
--@ col no "No" no width=6
--@ col hal "Hal" wrap width=40
--@ col petunjuk "Petunjuk" wrap width=62
--@ source "Sumber: spm-report."
--
-- What the person at the keyboard has to know, and the deadline of the quarter.
WITH line(no, hal, petunjuk) AS (
  VALUES (1, 'Yang diisi',
    'Isi kolom Kebutuhan dan Terpenuhi di lembar Isian; hanya sel berwarna kuning yang dapat diubah.'),
    (2, 'Angkanya',
    'Angka kumulatif sejak Januari sampai akhir triwulan. Kebutuhan adalah kebutuhan setahun; yang tertulis diambil dari triwulan sebelumnya.'),
    (3, 'Nol dan kosong',
    'Nol berarti nol. Sel yang dibiarkan kosong berarti belum ada datanya dan dihitung belum terisi.'),
    (4, 'Yang tidak diubah',
    'Jangan mengubah nama kolom, kode, atau menambah baris; kolom tersembunyi adalah kunci baris.'),
    (5, 'Mengirim',
    'Simpan lembar Isian sebagai CSV (pemisah koma, titik koma, atau tab sama baiknya) dan kirim ke sekretariat; sekretariat membacanya dengan SELECT spm_import(''berkas.csv'').'),
    (6, 'Batas waktu', coalesce(
      (SELECT strftime('%d-%m-%Y', due_on) || ' (' || zone || ').' FROM spm_quarter(:period)), 'Belum diumumkan.'))
)
SELECT no, hal, petunjuk FROM line ORDER BY no;
