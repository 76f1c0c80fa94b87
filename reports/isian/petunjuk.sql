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
--@ expect rows=5
--
-- What the person at the keyboard has to know, in five lines: also whom to send it to, where that is recorded, and
-- until when.
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
month(m, name) AS (
  VALUES ('01', 'Januari'), ('02', 'Februari'), ('03', 'Maret'), ('04', 'April'), ('05', 'Mei'), ('06', 'Juni'),
    ('07', 'Juli'), ('08', 'Agustus'), ('09', 'September'), ('10', 'Oktober'), ('11', 'November'), ('12', 'Desember')
),
line(no, lembar, petunjuk) AS (
  SELECT 1, 'semua', --@ only isian
    'Isi sel berwarna kuning; sel lain terkunci. Nol berarti nol; sel yang dibiarkan kosong ' --@ only isian
    || 'berarti belum ada datanya dan dihitung belum terisi.' --@ only isian
  UNION ALL --@ only isian
  SELECT 2, 'Isian', --@ only isian
    'Angka kumulatif sejak Januari sampai akhir triwulan. Kebutuhan adalah kebutuhan setahun' --@ only isian
    || iif(EXISTS (SELECT 1 FROM effective), '; yang tertulis diambil dari triwulan sebelumnya.', '.') --@ only isian
  UNION ALL --@ only isian
  SELECT 3, 'Anggaran', 'Pagu dan realisasi ditulis dalam rupiah penuh, bukan ribuan atau jutaan.' --@ only isian
  SELECT 1, 'Temuan', --@ only koreksi
    'Buka lembar Temuan: setiap baris membawa ke sel yang perlu dilihat. Sel itu jingga ' --@ only koreksi
    || 'dan ada komentarnya, yang tidak perlu dihapus.' --@ only koreksi
  UNION ALL --@ only koreksi
  SELECT 2, 'semua', --@ only koreksi
    'Betulkan sel itu; yang sudah benar dibiarkan. Angka yang diperingatkan tetapi memang ' --@ only koreksi
    || 'benar dijelaskan di kolom Penjelasan pada barisnya, dengan paling sedikit empat kata tentang ' --@ only koreksi
    || 'sebabnya.' --@ only koreksi
  UNION ALL --@ only koreksi
  SELECT 3, 'semua; Anggaran', --@ only koreksi
    'Nol berarti nol; sel yang dibiarkan kosong berarti belum ada datanya dan dihitung belum terisi. ' --@ only koreksi
    || 'Pagu dan realisasi ditulis dalam rupiah penuh, bukan ribuan atau jutaan.' --@ only koreksi
  UNION ALL
  SELECT 4, 'semua; Tim',
    'Jangan mengubah judul kolom, kode, atau nama lembar; baris yang tidak dipakai dibiarkan kosong. '
    || 'Untuk mengeluarkan perangkat daerah dari tim, tulis tanda - di kolom Kedudukan pada barisnya.'
  UNION ALL
  SELECT 5, NULL, 'Simpan sebagai buku kerja (xlsx atau ods) dan kirim berkas ini ke '
    || coalesce('pengelola data SPM: ' || (SELECT name FROM data_office), 'pengelola data SPM daerah ini')
    || '. Batas waktu: '
    || coalesce(
      (
        SELECT CAST(substr(q.due_on, 9) AS INTEGER) || ' ' || month.name || ' ' || substr(q.due_on, 1, 4)
          || ', pukul 24.00 ' || CASE q.zone
            WHEN '+07:00' THEN 'WIB.' WHEN '+08:00' THEN 'WITA.' WHEN '+09:00' THEN 'WIT.' ELSE '(' || q.zone || ').'
          END
        FROM spm_quarter(:period) AS q
        JOIN month ON month.m = substr(q.due_on, 6, 2)
      ), 'belum diumumkan.')
)
SELECT no, petunjuk, coalesce(lembar, '–') AS lembar
FROM line
ORDER BY no;
