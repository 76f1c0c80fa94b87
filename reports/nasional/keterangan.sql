--@ report 1
--@ in data 90
--@ in nasional 90
--@ in provinsi 90
--@ in rapor 90
--@ in tahunan 90
--@ sheet "Keterangan" tab=#7f7f7f orientation=portrait fit=width
--@ title "Keterangan"
--@ subtitle "{period|tw}"
--@ col butir "Butir" text width=24
--@ col isi "Isi" wrap width=84
--@ col no int hide
--@ rule butir style=tebal
--@ expect rows>=10 unique=no notnull=butir,isi
--
-- What the words and figures of the workbook mean. Thresholds and weights are read from the method in force.
WITH p AS (
  SELECT *, period, strftime('%Y-%m-%d %H.%M', as_of, '+7 hours') AS told_at FROM spm_quarter(:period, :per)
),
m AS MATERIALIZED (
  SELECT *, method FROM spm_method(:period, :per)
),
category AS (
  SELECT floor, band, lead(floor) OVER (ORDER BY floor) AS next FROM m
),
month(m, name) AS (
  VALUES (1, 'Januari'), (2, 'Februari'), (3, 'Maret'), (4, 'April'), (5, 'Mei'), (6, 'Juni'), (7, 'Juli'),
    (8, 'Agustus'), (9, 'September'), (10, 'Oktober'), (11, 'November'), (12, 'Desember')
),
day(what, iso) AS (
  SELECT 'start', start_on FROM p
  UNION ALL
  SELECT 'end', end_on FROM p
  UNION ALL
  SELECT 'due', due_on FROM p
  UNION ALL
  SELECT 'as of', substr(told_at, 1, 10) FROM p WHERE :per IS NOT NULL
),
written(what, day) AS (
  SELECT day.what, CAST(substr(day.iso, 9) AS INTEGER) || ' ' || month.name || ' ' || substr(day.iso, 1, 4)
  FROM day JOIN month ON month.m = CAST(substr(day.iso, 6, 2) AS INTEGER)
),
text(no, butir, isi) AS (
  VALUES (2, 'Keadaan data', coalesce(
    iif(:per GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]', '', 'terbitan ' || :per || ': ') || 'per '
      || (SELECT day FROM written WHERE what = 'as of') || ' pukul '
      || (SELECT replace(substr(told_at, 12), '23.59', '24.00') FROM p) || ' WIB; laporan sesudahnya'
      || iif(:per GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]', '', ', atau yang dicatat sesudah terbitan itu,')
      || ' tidak dihitung',
    'semua laporan yang ada di basis data')),
    (3, 'Batas input', coalesce((SELECT day FROM written WHERE what = 'due'), 'tidak diketahui')),
    (4, 'Wajib lapor', 'pemerintah daerah yang tercantum dalam daftar wajib lapor pada triwulan itu'),
    (5, 'Sudah lapor', 'sedikitnya satu urusan telah dikirim dan tidak ditolak, lengkap atau belum'),
    (6, 'Tingkat pelaporan',
    '100 × sudah lapor ÷ wajib lapor; angka nasional dihitung dari jumlah, bukan rata-rata persentase'),
    (7, 'Keterisian', '100 × isian wajib yang memuat kebutuhan dan pemenuhan ÷ semua isian wajib'),
    (9, 'Capaian',
    'terpenuhi ÷ kebutuhan, paling tinggi 100%; kebutuhan nol tidak dihitung; isian kosong bernilai nol'),
    (11, 'Rata-rata indeks',
    'rata-rata sederhana indeks daerah yang sudah lapor; yang belum lapor tidak bernilai nol'),
    (12, 'Peringkat',
    'di dalam tingkatnya (provinsi, kabupaten, kota); nilai sama mendapat peringkat sama (1, 2, 2, 4); '
      || 'yang belum lapor tidak diperingkat'),
    (13, 'Terlambat', 'hari sesudah batas input sampai hari penghitungan yang tertulis pada lembar')
  UNION ALL
  SELECT 1, 'Periode', 'Triwulan ' || rtrim(substr('I  II IIIIV ', 3 * substr(p.period, 8) - 2, 3)) || ' Tahun '
    || substr(p.period, 1, 4) || ' (' || (SELECT day FROM written WHERE what = 'start') || ' s.d. '
    || (SELECT day FROM written WHERE what = 'end') || '); angka kumulatif sejak Januari' FROM p
  UNION ALL
  SELECT 8, 'Indeks SPM',
    printf('%d%% × capaian penerima layanan dasar + %d%% × capaian mutu minimal, '
      || 'dirata-ratakan antarlayanan dalam urusan, lalu antarurusan',
    round(100 * served_weight), round(100 * quality_weight)) FROM m WHERE band_rank = 1
  UNION ALL
  SELECT 10, 'Kategori', coalesce((
    SELECT group_concat(z, ' · ')
    FROM (
      SELECT CASE
          WHEN next IS NULL THEN printf('%g', floor)
          WHEN floor = 0 THEN printf('<%g', next)
          ELSE printf('%g–<%g', floor, next)
        END || ' ' || band AS z
      FROM category
      ORDER BY floor DESC
    )
  ), 'metode ini tidak mempunyai kategori')
  UNION ALL
  SELECT 14, 'Dasar', 'PP 2/2018 dan Permendagri 59/2021. Indeks dihitung menurut metode ' || coalesce(k.note, k.method)
    || iif(k.note IS NULL OR k.note = k.method, '', ' (tercatat sebagai ' || k.method || ')')
  FROM m
  JOIN method AS k ON k.method = m.method
  WHERE m.band_rank = 1
)
SELECT butir, isi, no FROM text ORDER BY no;
