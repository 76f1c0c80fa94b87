--@ report 1
--@ in data 10
--@ sheet "Kamus" tab=#1f3864 orientation=portrait fit=width
--@ title "Kamus Data"
--@ subtitle "{period|tw}"
--@ note "Lembar Sel dan Anggaran adalah tabel panjang: satu baris satu isian. Bentuk csv-nya (spm-report -f csv) " +
--@+     "dapat dibaca kembali dengan spm_import."
--@ col lembar "Lembar" text width=12
--@ col kolom "Kolom" text width=18
--@ col arti "Arti" text wrap width=58
--@ col nilai "Nilai" text wrap width=44
--@ col no int hide
--@ rule kolom style=tebal
--@ source "Sumber: e-SPM, diolah."
--@ expect rows>=20 unique=no notnull=kolom,arti
--
-- What the columns of the data sheets hold.
WITH word(no, lembar, kolom, arti, nilai) AS (
  VALUES (1, 'Sel', 'region', 'kode daerah Kementerian Dalam Negeri', 'teks: 11, 11.01'),
    (2, 'Sel', 'region_name', 'nama daerah', NULL),
    (3, 'Sel', 'level', 'tingkat pemerintahan', 'provinsi, kabupaten, kota'),
    (4, 'Sel', 'province', 'kode provinsi', NULL),
    (5, 'Sel', 'period', 'triwulan', 'YYYY-TWn'),
    (6, 'Sel', 'field_name', 'urusan', NULL),
    (7, 'Sel', 'service_name', 'jenis pelayanan dasar', NULL),
    (8, 'Sel', 'indicator', 'kode indikator', 'lembar Indikator'),
    (9, 'Sel', 'indicator_name', 'uraian indikator', NULL),
    (10, 'Sel', 'component', 'komponen', 'penerima, mutu'),
    (11, 'Sel', 'unit', 'satuan kebutuhan dan yang terpenuhi', NULL),
    (12, 'Sel', 'scored', 'dihitung dalam indeks', '1 ya, 0 ditampilkan saja'),
    (13, 'Sel', 'required', 'kebutuhan setahun, menurut laporan', 'kosong: tidak diisi'),
    (14, 'Sel', 'fulfilled', 'terpenuhi, kumulatif sejak Januari', 'kosong: tidak diisi'),
    (15, 'Sel', 'ratio', 'terpenuhi ÷ kebutuhan seperti dihitung', '0..1; kosong: tanpa rasio'),
    (16, 'Sel', 'cell_status', 'keadaan isian',
      'ok; capped: melebihi kebutuhan; missing: kosong; not_needed: kebutuhan nol; contradiction: '
        || 'terpenuhi tanpa kebutuhan; invalid: negatif'),
    (17, 'Sel', 'submitted_at', 'laporan urusan itu dikirim pada', 'UTC, YYYY-MM-DDTHH:MM:SSZ'),
    (18, 'Sel', 'opd', 'perangkat daerah yang mengirim', NULL),
    (19, 'Anggaran', 'service', 'kode jenis pelayanan dasar', NULL),
    (20, 'Anggaran', 'allocated', 'pagu', 'rupiah'),
    (21, 'Anggaran', 'realised', 'realisasi, kumulatif sejak Januari', 'rupiah'),
    (22, 'Anggaran', 'lainnya', 'kolom bernama sama berarti sama', NULL)
),
-- of the sheets that show a function of spm as it is, the extension says what their columns mean
shown(first, lembar, fn) AS (
  VALUES (100, 'Skor', 'spm_rank'),
    (200, 'Skor', 'spm_score'),
    (300, 'Skor Layanan', 'spm_service_score')
)
SELECT w.lembar, w.kolom, w.arti, w.nilai, w.no
FROM word AS w
UNION ALL
SELECT s.lembar, c.name, c.arti, NULL, s.first + c.position
FROM shown AS s
JOIN spm_column AS c ON c.function = s.fn
WHERE c.role = 'column'
  AND CASE s.fn
    WHEN 'spm_rank' THEN c.name IN ('score', 'band', 'rank', 'ranked', 'best', 'worst', 'rank_in_province',
      'ranked_in_province', 'why', 'unverified', 'served', 'quality')
    WHEN 'spm_score' THEN c.name IN ('score_low', 'score_high')
    ELSE c.name IN ('field', 'service', 'served', 'quality', 'score', 'score_low', 'score_high', 'required',
      'fulfilled', 'owed', 'filled', 'status')
  END
ORDER BY no;
