--@ report 1
--@ in referensi 10
--@ sheet "Petunjuk" orientation=portrait fit=width
--@ title "Cara mengisi referensi SPM"
--@ subtitle "{period|tw}{tentang}"
--@ col no "No" no width=6
--@ col petunjuk "Petunjuk" wrap width=74
--@ col lembar "Di lembar" wrap width=24
--@ expect rows=5
--
-- What the person at the keyboard has to know, in five lines.
WITH line(no, lembar, petunjuk) AS (
  VALUES
    (1, 'semua',
      'Setiap lembar memuat yang berlaku sekarang. Yang tidak berubah dibiarkan: baris itu dilewati tanpa akibat.'),
    (2, 'semua', 'Yang baru ditulis pada baris kosong di bawahnya, atau pada baris tambahan; daerah, urusan, dan '
      || 'pelayanan dengan nama atau kodenya, triwulan seperti 2026-TW3.'),
    (3, 'semua', 'Yang berubah (perangkat daerah, target, kriteria, akhir wajib lapor) dibetulkan pada barisnya. Batas '
      || 'waktu, metode, dan terbitan tidak diubah: tulis baris baru. Yang tidak jadi: isi ya pada Tarik kembali dan '
      || 'biarkan isi baris itu. Menghapus baris tidak menarik apa pun.'),
    (4, 'Metode', 'Satu baris untuk setiap kategori, yang terendah berbatas bawah 0; pilihannya cukup pada baris '
      || 'pertama, yang kosong seperti metode baku.'),
    (5, '–', 'Simpan sebagai xlsx atau ods dan kirim ke pengelola data SPM, yang memasukkannya. Baris yang salah '
      || 'dilaporkan dengan selnya, yang lain sudah dicatat: betulkan di berkas ini dan kirim lagi.')
)
SELECT no, petunjuk, lembar
FROM line
ORDER BY no;
