--@ report 1
--@ in referensi 10
--@ sheet "Petunjuk" orientation=portrait fit=width
--@ title "Cara mengisi referensi SPM"
--@ subtitle "{period|tw}"
--@ col no "No" no width=6
--@ col petunjuk "Petunjuk" wrap width=74
--@ expect rows=6
--
-- What the person at the keyboard has to know, in six lines.
WITH line(no, petunjuk) AS (
  VALUES
    (1, 'Setiap lembar memuat yang berlaku sekarang. Yang tidak berubah dibiarkan: baris itu dilewati tanpa akibat.'),
    (2, 'Yang baru ditulis pada baris kosong di bawahnya, atau pada baris tambahan; daerah, urusan, dan pelayanan '
      || 'dengan nama atau kodenya, triwulan seperti 2026-TW3.'),
    (3, 'Yang berubah (perangkat daerah, target, kriteria, akhir wajib lapor) dibetulkan pada barisnya. Batas waktu, '
      || 'metode, dan terbitan tidak diubah: tulis baris baru.'),
    (4, 'Yang tidak jadi: isi ya pada Tarik kembali dan biarkan isi baris itu. Menghapus baris tidak menarik apa pun.'),
    (5, 'Metode: satu baris untuk setiap kategori, yang terendah berbatas bawah 0; pilihannya cukup pada baris '
      || 'pertama, yang kosong seperti metode baku.'),
    (6, 'Simpan sebagai xlsx atau ods dan kirim ke pengelola, yang membacanya dengan spm_import. Baris yang salah '
      || 'disebut selnya; yang lain sudah dicatat. Betulkan berkas ini dan kirim lagi.')
)
SELECT no, petunjuk
FROM line
ORDER BY no;
