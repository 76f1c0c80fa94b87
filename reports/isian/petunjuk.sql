--@ report 1
--@ as isian/petunjuk
--@ as koreksi/petunjuk
--@ in isian 10 --@ only isian
--@ in koreksi 10 --@ only koreksi
--@ sheet "Petunjuk" orientation=portrait fit=width
--@ title "Cara mengisi lembar isian SPM" --@ only isian
--@ title "Cara memakai lembar koreksi SPM" --@ only koreksi
--@ subtitle "{nama} – {period|tw}"
--@ col no "No" no width=5
--@ col petunjuk "Petunjuk" wrap width=62
--@ col lembar "Di lembar" wrap width=22
--@ expect rows=6
--
-- What the person at the keyboard has to know, in a few lines: whom to send it to, where that is recorded, and until
-- when.
-- WIB, WITA and WIT are the zones of the country; another is said by its difference.
WITH effective AS (
  SELECT f.field, f.filing, max(f.revision) AS revision
  FROM filing AS f
  WHERE f.region = :kode
    AND f.period = spm_period_add(:period, -1)
    AND f.status = 'filed'
    AND f.rejected_at IS NULL
    AND (:urusan IS NULL OR f.field = :urusan)
  GROUP BY f.field
),
data_office(name) AS (
  SELECT o.name
  FROM office AS o
  WHERE o.region = :kode
    AND o.duty = 'data'
    AND o.from_period <= :period
    AND NOT EXISTS (
      SELECT 1
      FROM withdrawal AS w
      WHERE w.what = 'office' AND w.key = o.region || ' ' || o.duty || ' ' || o.from_period || ' ' || o.recorded_at
    )
  ORDER BY o.from_period DESC, o.recorded_at DESC
  LIMIT 1
),
line(no, lembar, petunjuk) AS (
  SELECT 1, 'semua', 'Isi sel berwarna kuning di lembar-lembar berikut; sel lain terkunci.' --@ only isian
  UNION ALL --@ only isian
  SELECT 2, 'Isian', --@ only isian
    'Angka kumulatif sejak Januari sampai akhir triwulan. Kebutuhan adalah kebutuhan setahun' --@ only isian
    || iif(EXISTS (SELECT 1 FROM effective), '; yang tertulis diambil dari triwulan sebelumnya.', '.') --@ only isian
  SELECT 1, 'Temuan', --@ only koreksi
    'Buka lembar Temuan: setiap baris membawa ke sel yang perlu dilihat. Sel itu jingga ' --@ only koreksi
    || 'dan ada komentarnya.' --@ only koreksi
  UNION ALL --@ only koreksi
  SELECT 2, 'semua', --@ only koreksi
    'Betulkan sel itu; yang sudah benar dibiarkan. Angka yang diperingatkan tetapi memang ' --@ only koreksi
    || 'benar dijelaskan di kolom Penjelasan pada barisnya, dengan paling sedikit empat kata tentang ' --@ only koreksi
    || 'sebabnya. ' --@ only koreksi
    || 'Komentar tidak perlu dihapus.' --@ only koreksi
  UNION ALL
  SELECT 3, 'semua',
    'Nol berarti nol. Sel yang dibiarkan kosong berarti belum ada datanya dan dihitung belum terisi.'
  UNION ALL
  SELECT 4, 'Anggaran', 'Pagu dan realisasi pada lembar Anggaran ditulis dalam rupiah penuh, bukan ribuan atau jutaan.'
  UNION ALL
  SELECT 5, 'semua; Tim',
    'Jangan mengubah judul kolom, kode, atau nama lembar; baris yang tidak dipakai dibiarkan kosong. '
    || 'Untuk mengeluarkan perangkat daerah dari tim, tulis tanda - di kolom Kedudukan pada barisnya.'
  UNION ALL
  SELECT 6, NULL, 'Simpan sebagai buku kerja (xlsx atau ods) dan kirim berkas ini ke '
    || coalesce('pengelola data SPM: ' || (SELECT name FROM data_office), 'sekretariat') || '. Batas waktu: '
    || coalesce(
      (SELECT strftime('%d-%m-%Y', due_on) || ', pukul 24.00 ' || CASE zone
          WHEN '+07:00' THEN 'WIB (+07:00).' WHEN '+08:00' THEN 'WITA (+08:00).' WHEN '+09:00' THEN 'WIT (+09:00).'
          ELSE '(' || zone || ').'
        END
      FROM spm_quarter(:period)), 'belum diumumkan.')
)
SELECT no, petunjuk, coalesce(lembar, '–') AS lembar
FROM line
ORDER BY no;
