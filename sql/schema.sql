-- schema.sql: the tables of an SPM database, schema version 7.
--
-- Compiled into spm.so; SELECT spm_init() runs it in an empty database and then loads sql/catalogue. Names are
-- English, data Indonesian; the comment of a column begins with its Indonesian term.
--
-- Three rules hold everywhere:
--   * Period text is YYYY-TWn, time stamps are UTC text YYYY-MM-DDTHH:MM:SSZ; both sort (semantics.md 1, 5).
--   * A filing is written whole and then never changes; triggers hold it, because hosts leave foreign keys off and
--     INSERT OR REPLACE slips past UPDATE and DELETE triggers.
--   * Reference rows are added, never changed. recorded_at says when a row became known, closed_at when its end
--     became known; 0000-01-01T00:00:00Z is "shipped with the product, always known" (semantics.md 5).
--
-- Indexes are UNIQUE constraints, none is a CREATE INDEX: that would expire the statement which savepoint.c keeps ready
-- to undo a spm_init that ran out of memory.
--
-- The order of the two big tables is the order of the question: UNIQUE(period, region, field, revision) finds a
-- quarter's filings in the order region, field; achievement is clustered by (filing, service, indicator). So the cells
-- of a quarter are met grouped by region, field and service, and grouping them needs no sorter.

PRAGMA application_id = 0x53504d31;
PRAGMA user_version = 7;

-- about: tentang basis data ini. Row 'mark' (for example DATA CONTOH) is printed on every page of every report.
CREATE TABLE about(
  name TEXT NOT NULL PRIMARY KEY,  -- nama keterangan
  value TEXT NOT NULL              -- isi
) STRICT, WITHOUT ROWID;

-- period: triwulan
CREATE TABLE period(
  period TEXT NOT NULL PRIMARY KEY CHECK (period GLOB '[0-9][0-9][0-9][0-9]-TW[1-4]'),  -- triwulan, YYYY-TWn
  year INTEGER NOT NULL,     -- tahun
  quarter INTEGER NOT NULL,  -- triwulan ke-
  start_on TEXT NOT NULL,    -- tanggal mulai
  end_on TEXT NOT NULL       -- tanggal akhir
) STRICT, WITHOUT ROWID;

-- region: pemerintah daerah, kode Kementerian Dalam Negeri (text: '31.01', never a number)
CREATE TABLE region(
  region TEXT NOT NULL PRIMARY KEY   -- kode daerah
    CHECK (region GLOB '[0-9][0-9]' OR region GLOB '[0-9][0-9].[0-9][0-9]'),
  name TEXT NOT NULL,        -- nama daerah
  level TEXT NOT NULL CHECK (level IN ('provinsi', 'kabupaten', 'kota')),  -- tingkat
  province TEXT NOT NULL REFERENCES region,  -- kode provinsi; a province names itself
  valid_from TEXT,           -- tanggal kode mulai berlaku; says nothing about who owes a report (see roster)
  valid_to TEXT,             -- tanggal kode berakhir
  level_group TEXT NOT NULL AS (CASE level WHEN 'provinsi' THEN 'provinsi' ELSE 'kabkota' END),  -- kelompok tingkat
  UNIQUE (province, region)
) STRICT, WITHOUT ROWID;

-- recode: perubahan kode daerah. An old code is read as the region it became.
CREATE TABLE recode(
  old_code TEXT NOT NULL PRIMARY KEY,        -- kode lama
  region TEXT NOT NULL REFERENCES region,    -- kode baru
  name TEXT NOT NULL,                        -- nama daerah
  on_date TEXT NOT NULL                      -- tanggal perubahan
) STRICT, WITHOUT ROWID;

-- roster: daftar daerah wajib lapor, dated. It alone decides who is expected in a period (semantics.md 6).
CREATE TABLE roster(
  region TEXT NOT NULL REFERENCES region,               -- kode daerah
  from_period TEXT NOT NULL REFERENCES period(period),  -- triwulan pertama wajib lapor
  to_period TEXT REFERENCES period(period),             -- triwulan terakhir; NULL: sampai sekarang
  source TEXT,                                          -- sumber
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),  -- dicatat pada
  closed_at TEXT,                                       -- akhirnya dicatat pada
  PRIMARY KEY (region, from_period),
  CHECK ((to_period IS NULL) = (closed_at IS NULL)),
  CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', closed_at, '+0 days') IS closed_at)
) STRICT, WITHOUT ROWID;

-- field: urusan pemerintahan wajib berkaitan dengan pelayanan dasar
CREATE TABLE field(
  field TEXT NOT NULL PRIMARY KEY,  -- kode urusan
  name TEXT NOT NULL                -- nama urusan
) STRICT, WITHOUT ROWID;

-- service: jenis pelayanan dasar (PP 2/2018): 14 of provinces, 29 of regencies and cities
CREATE TABLE service(
  service TEXT NOT NULL PRIMARY KEY,     -- kode jenis pelayanan dasar
  level_group TEXT NOT NULL CHECK (level_group IN ('provinsi', 'kabkota')),  -- kelompok tingkat
  field TEXT NOT NULL REFERENCES field,  -- urusan
  name TEXT NOT NULL,                    -- jenis pelayanan dasar
  position INTEGER NOT NULL,             -- nomor urut dalam peraturan
  legal_basis TEXT,                      -- dasar hukum
  espm_code TEXT,                        -- kode di e-SPM
  valid_from TEXT REFERENCES period(period),  -- berlaku sejak triwulan; NULL: sejak awal
  valid_to TEXT REFERENCES period(period),    -- triwulan terakhir; NULL: masih berlaku
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),  -- dicatat pada
  closed_at TEXT,                             -- akhirnya dicatat pada
  UNIQUE (level_group, field, service),
  CHECK ((valid_to IS NULL) = (closed_at IS NULL)),
  CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', closed_at, '+0 days') IS closed_at)
) STRICT, WITHOUT ROWID;

-- always_needed: pelayanan yang selalu dibutuhkan. A regulation makes its recipients such that a government of its
-- level has some, so that a need of 0 is to be explained. Where no source is known there is no row.
CREATE TABLE always_needed(
  service TEXT NOT NULL PRIMARY KEY REFERENCES service,  -- jenis pelayanan dasar
  source TEXT NOT NULL CHECK (source <> ''),  -- sumber
  reason TEXT NOT NULL CHECK (reason <> ''),  -- alasan
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at)
) STRICT, WITHOUT ROWID;

-- indicator: indikator penerima (A) dan mutu (B) of each service
CREATE TABLE indicator(
  indicator TEXT NOT NULL PRIMARY KEY,                                -- kode indikator
  service TEXT NOT NULL REFERENCES service,                           -- jenis pelayanan dasar
  component TEXT NOT NULL CHECK (component IN ('penerima', 'mutu')),  -- komponen
  kind TEXT CHECK (kind IN ('barang', 'jasa', 'sdm')),                -- barang, jasa atau sumber daya manusia
  name TEXT NOT NULL,                                                 -- uraian
  unit TEXT NOT NULL,                                                 -- satuan
  number TEXT NOT NULL CHECK (number IN ('integer', 'real')),         -- cara membaca angka
  scored INTEGER NOT NULL CHECK (scored IN (0, 1)),                   -- dihitung dalam indeks; 0: shown only
  espm_code TEXT,                                                     -- kode di e-SPM
  source TEXT,                                                        -- sumber
  valid_from TEXT REFERENCES period(period),  -- berlaku sejak triwulan; NULL: sejak awal
  valid_to TEXT REFERENCES period(period),    -- triwulan terakhir; NULL: masih berlaku
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),  -- dicatat pada
  closed_at TEXT,                             -- akhirnya dicatat pada
  UNIQUE (service, indicator),
  CHECK ((valid_to IS NULL) = (closed_at IS NULL)),
  CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', closed_at, '+0 days') IS closed_at)
) STRICT, WITHOUT ROWID;

-- deadline: batas waktu input. Several rows of one period may disagree; semantics.md 6 says which is used. An extension
-- is one more row, reported later: it replaces what stood, so it is no disagreement. A reopening lets late filings in;
-- they stay late.
CREATE TABLE deadline(
  period TEXT NOT NULL REFERENCES period,                         -- triwulan
  due_on TEXT NOT NULL CHECK (date(due_on, '+0 days') IS due_on),            -- tanggal batas
  zone TEXT NOT NULL CHECK (zone GLOB '[+-][0-9][0-9]:[0-9][0-9]'
    AND substr(zone, 2, 2) BETWEEN '00' AND '14' AND substr(zone, 5) BETWEEN '00' AND '59'),  -- zona waktu, '+07:00' is WIB
  reported_on TEXT NOT NULL CHECK (date(reported_on, '+0 days') IS reported_on),  -- tanggal kabarnya
  source TEXT NOT NULL,                                           -- sumber
  kind TEXT NOT NULL DEFAULT 'deadline' CHECK (kind IN ('deadline', 'extension', 'reopening')),  -- batas, perpanjangan, dibuka lagi
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  PRIMARY KEY (period, due_on, zone, reported_on)
) STRICT, WITHOUT ROWID;

-- method: metode penghitungan indeks. Every choice that practice has not settled is a column (semantics.md, top).
CREATE TABLE method(
  method TEXT NOT NULL PRIMARY KEY,                                     -- nama metode
  served_weight REAL NOT NULL CHECK (served_weight BETWEEN 0 AND 1),    -- bobot penerima
  quality_weight REAL NOT NULL CHECK (quality_weight BETWEEN 0 AND 1),  -- bobot mutu
  combine TEXT NOT NULL CHECK (combine IN ('mean', 'pooled')),          -- rata-rata rasio, atau jumlah per jumlah
  zero_need TEXT NOT NULL CHECK (zero_need IN ('exclude', 'full')),     -- kebutuhan nol: keluar, atau penuh
  missing TEXT NOT NULL CHECK (missing IN ('zero', 'available')),       -- sel kosong: nol, atau dilewati
  cap INTEGER NOT NULL CHECK (cap IN (0, 1)),                           -- rasio dibatasi 1
  tree TEXT NOT NULL CHECK (tree IN ('field', 'flat')),                 -- rata-rata per urusan, atau langsung
  valid_from TEXT REFERENCES period(period),  -- berlaku sejak triwulan; NULL: only when named
  note TEXT,                                  -- keterangan
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  CHECK (abs(served_weight + quality_weight - 1) <= 1e-9)
) STRICT, WITHOUT ROWID;

-- band: kategori ketuntasan per metode; the floor belongs to the band
CREATE TABLE band(
  method TEXT NOT NULL REFERENCES method,               -- metode
  floor REAL NOT NULL CHECK (floor BETWEEN 0 AND 100),  -- batas bawah
  name TEXT NOT NULL,                                   -- kategori
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  PRIMARY KEY (method, floor)
) STRICT, WITHOUT ROWID;

-- edition: terbitan. What was known at a time, under a method, by name: as_of and method of every function take it.
CREATE TABLE edition(
  name TEXT NOT NULL PRIMARY KEY       -- nama terbitan; as_of reads a time first, so no name looks like one
    CHECK (name <> '' AND name NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'),
  as_of TEXT NOT NULL                  -- keadaan data pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', as_of, '+0 days') IS as_of),
  method TEXT REFERENCES method,       -- metode; NULL: the one in force in each quarter
  note TEXT,                           -- keterangan
  made_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dibuat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', made_at, '+0 days') IS made_at),
  recording INTEGER                    -- nomor pencatatan terakhir yang diketahui; a trigger writes it, 0: none before it
) STRICT, WITHOUT ROWID;

-- import: berkas yang pernah dibaca
CREATE TABLE import(
  import INTEGER NOT NULL PRIMARY KEY,  -- nomor impor
  path TEXT NOT NULL,         -- nama berkas, as given
  sha256 TEXT,                -- sidik jari isi berkas; NULL while it is being read, and where rows came from the inbox
  decimal_sign TEXT CHECK (decimal_sign IN ('.', ',')),  -- tanda desimal berkas
  imported_at TEXT NOT NULL CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', imported_at, '+0 days') IS imported_at),  -- dibaca pada
  rows INTEGER,               -- jumlah baris
  accepted INTEGER,           -- baris diterima
  filings INTEGER,            -- laporan yang terjadi
  undone_at TEXT CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', undone_at, '+0 days') IS undone_at)  -- ditarik kembali pada
) STRICT;

-- entry_sheet: lembar isian. Which of our own sheets a file was: isian and koreksi carry an id of their own, so that a
-- sheet that comes back under another name is known again, and a sheet of another office under the same name is not
-- taken for it.
CREATE TABLE entry_sheet(
  import INTEGER NOT NULL REFERENCES import,  -- impor
  sheet TEXT NOT NULL CHECK (sheet <> ''),    -- ID lembar; a file may hold the rows of several
  PRIMARY KEY (import, sheet)
) STRICT, WITHOUT ROWID;

-- filing: laporan satu urusan satu daerah pada satu triwulan, one revision of it
CREATE TABLE filing(
  filing INTEGER NOT NULL PRIMARY KEY,     -- nomor laporan
  region TEXT NOT NULL REFERENCES region,  -- kode daerah
  period TEXT NOT NULL REFERENCES period,  -- triwulan
  field TEXT NOT NULL REFERENCES field,    -- urusan
  revision INTEGER NOT NULL CHECK (revision >= 1),  -- revisi ke-
  submitted_at TEXT NOT NULL               -- dikirim pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', submitted_at, '+0 days') IS submitted_at),
  day_only INTEGER NOT NULL DEFAULT 0 CHECK (day_only IN (0, 1)),  -- hanya tanggal: submitted_at is the end of the day given
  rejected_at TEXT                         -- ditolak pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', rejected_at, '+0 days') IS rejected_at),
  opd TEXT,                                -- perangkat daerah (an office, never a person)
  source INTEGER REFERENCES import,        -- berkas asal; NULL: written by another tool
  seal TEXT,                               -- segel: spm_seal(filing) when it was filed; NULL: filed without one
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'filed')),  -- disusun, terkirim
  UNIQUE (period, region, field, revision),
  CHECK (rejected_at IS NULL OR (status = 'filed' AND rejected_at >= submitted_at))
) STRICT;

-- recording: pencatatan. Each filing and each rejection in the order in which this database got to know of it. Their
-- stamps are what they say of themselves and may lie in the past; nobody can give a number or its time. So an edition
-- that knows the last number knows what was there when it was made, and nothing else (semantics.md 5).
CREATE TABLE recording(
  recording INTEGER NOT NULL PRIMARY KEY,     -- nomor urut
  filing INTEGER NOT NULL REFERENCES filing,  -- laporan
  what TEXT NOT NULL CHECK (what IN ('filed', 'rejected')),  -- yang dicatat: terkirim, ditolak
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  UNIQUE (filing, what)
) STRICT;

-- achievement: capaian, one cell of a filing
CREATE TABLE achievement(
  filing INTEGER NOT NULL REFERENCES filing,        -- laporan
  service TEXT NOT NULL REFERENCES service,         -- jenis pelayanan dasar
  indicator TEXT NOT NULL REFERENCES indicator,     -- indikator
  required ANY CHECK (required IS NULL
    OR (typeof(required) IN ('integer', 'real') AND abs(required) < 9e999)),   -- kebutuhan
  fulfilled ANY CHECK (fulfilled IS NULL
    OR (typeof(fulfilled) IN ('integer', 'real') AND abs(fulfilled) < 9e999)), -- terpenuhi
  line INTEGER,                                     -- baris ke- in the file of the filing that wrote it; NULL: no file
  origin INTEGER REFERENCES filing,                 -- laporan asal; NULL: this one, else the revision it was carried from
  PRIMARY KEY (filing, service, indicator)
) STRICT, WITHOUT ROWID;

-- tally: rekapitulasi, what spm_tally says of the cells of one service of a filing, made when it is filed. A filing
-- never changes, so this need not be counted again: a quarter of the nation is 16,000 rows here, not 177,000 cells. It
-- holds under every method and whenever the service's indicators in force are those that it was made of; else, and
-- where it is missing, the cells are counted. spm_check counts them all.
CREATE TABLE tally(
  filing INTEGER NOT NULL REFERENCES filing,  -- laporan
  service TEXT NOT NULL REFERENCES service,   -- jenis pelayanan dasar
  indicators INTEGER NOT NULL,  -- sidik jari indikator yang berlaku: spm_fingerprint of those in force
  tally BLOB NOT NULL,          -- rekapitulasi, ext/core/tally.c
  PRIMARY KEY (filing, service)
) STRICT, WITHOUT ROWID;

-- budget: anggaran per jenis pelayanan, whole rupiah
CREATE TABLE budget(
  filing INTEGER NOT NULL REFERENCES filing,  -- laporan
  service TEXT NOT NULL REFERENCES service,   -- jenis pelayanan dasar
  allocated INTEGER,  -- pagu
  realised INTEGER,   -- realisasi
  PRIMARY KEY (filing, service)
) STRICT, WITHOUT ROWID;

-- problem: permasalahan dan solusi per jenis pelayanan
CREATE TABLE problem(
  filing INTEGER NOT NULL REFERENCES filing,     -- laporan
  service TEXT NOT NULL REFERENCES service,      -- jenis pelayanan dasar
  number INTEGER NOT NULL CHECK (number >= 1),   -- nomor urut
  problem TEXT,                                  -- permasalahan; an office without one says so in words
  solution TEXT,                                 -- solusi
  PRIMARY KEY (filing, service, number)
) STRICT, WITHOUT ROWID;

-- stage: tahapan penerapan SPM (Permendagri 59/2021), four per service
CREATE TABLE stage(
  filing INTEGER NOT NULL REFERENCES filing,  -- laporan
  service TEXT NOT NULL REFERENCES service,   -- jenis pelayanan dasar
  stage TEXT NOT NULL                         -- tahapan
    CHECK (stage IN ('pengumpulan data', 'penghitungan kebutuhan', 'penyusunan rencana', 'pelaksanaan')),
  status TEXT CHECK (status IN ('belum', 'proses', 'selesai')),  -- kemajuan
  note TEXT,                                  -- keterangan
  PRIMARY KEY (filing, service, stage)
) STRICT, WITHOUT ROWID;

-- action_plan: rencana aksi penerapan SPM, the document that covers the field
CREATE TABLE action_plan(
  filing INTEGER NOT NULL PRIMARY KEY REFERENCES filing,  -- laporan
  document TEXT,  -- judul dokumen
  number TEXT,    -- nomor penetapan
  dated TEXT CHECK (date(dated, '+0 days') IS dated)  -- tanggal penetapan
) STRICT, WITHOUT ROWID;

-- team: tim penerapan SPM, the offices in it (never persons)
CREATE TABLE team(
  filing INTEGER NOT NULL REFERENCES filing,  -- laporan
  office TEXT NOT NULL CHECK (office <> ''),  -- perangkat daerah
  role TEXT,      -- kedudukan dalam tim
  number TEXT,    -- nomor keputusan pembentukan
  dated TEXT CHECK (date(dated, '+0 days') IS dated),  -- tanggal keputusan
  PRIMARY KEY (filing, office)
) STRICT, WITHOUT ROWID;

-- explanation: penjelasan perangkat daerah atas satu angka laporannya: a cell, or without an indicator the budget of
-- the service. It goes on into the next revision while that figure stays as it is (semantics.md 5).
CREATE TABLE explanation(
  filing INTEGER NOT NULL REFERENCES filing,       -- laporan
  service TEXT NOT NULL REFERENCES service,        -- jenis pelayanan dasar
  indicator TEXT NOT NULL,                         -- indikator; '': anggaran pelayanan itu
  text TEXT NOT NULL CHECK (text <> ''),           -- penjelasan
  origin INTEGER REFERENCES filing,                -- laporan asal; NULL: this one, else the revision it was carried from
  PRIMARY KEY (filing, service, indicator)
) STRICT, WITHOUT ROWID;

-- explained: penjelasan yang dicatat Kementerian, of the figures that stood in a filing: SELECT spm_explained(...). The
-- last row of the same region, period, service and indicator counts, for each figure that is still what it was in that
-- filing.
CREATE TABLE explained(
  explained INTEGER NOT NULL PRIMARY KEY,     -- nomor
  region TEXT NOT NULL REFERENCES region,     -- kode daerah
  period TEXT NOT NULL REFERENCES period,     -- triwulan
  service TEXT NOT NULL REFERENCES service,   -- jenis pelayanan dasar
  indicator TEXT NOT NULL,                    -- indikator; '': semua angka pelayanan itu
  filing INTEGER NOT NULL REFERENCES filing,  -- laporan yang berlaku saat dicatat
  text TEXT CHECK (text <> ''),               -- penjelasan; NULL: yang sebelumnya ditarik kembali
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  UNIQUE (period, region, service, indicator, explained)
) STRICT;

-- office: perangkat daerah yang bertanggung jawab. duty is the code of a field, or 'data': pengelola data SPM of the
-- region (Biro Pemerintahan, Bagian Tata Pemerintahan). The last one recorded for the latest from_period counts;
-- offices, never persons.
CREATE TABLE office(
  region TEXT NOT NULL REFERENCES region,               -- kode daerah
  duty TEXT NOT NULL,                                   -- urusan, or 'data'
  from_period TEXT NOT NULL REFERENCES period(period),  -- sejak triwulan
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  -- after the key: the integrity check of SQLite 3.40 takes a NOT NULL column before it for one that holds NULL
  name TEXT NOT NULL CHECK (name <> ''),                -- nama perangkat daerah
  PRIMARY KEY (region, duty, from_period, recorded_at)
) STRICT, WITHOUT ROWID;

-- region_group: kelompok daerah, for example grouping 'pulau'. A province's row also holds for its regencies and cities
-- that have none of their own; the last one recorded counts.
CREATE TABLE region_group(
  grouping TEXT NOT NULL CHECK (grouping <> ''),  -- pengelompokan
  region TEXT NOT NULL REFERENCES region,         -- kode daerah
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  name TEXT NOT NULL CHECK (name <> ''),          -- kelompok
  PRIMARY KEY (grouping, region, recorded_at)
) STRICT, WITHOUT ROWID;

-- award_criterion: kriteria penghargaan. None is shipped, since no weights are published; rows come and go freely.
CREATE TABLE award_criterion(
  name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),  -- kriteria
  weight REAL NOT NULL CHECK (weight > 0 AND weight < 9e999),  -- bobot; only their shares matter
  measure TEXT NOT NULL CHECK (measure IN ('index', 'budget realised', 'stages', 'team', 'action plan', 'fill rate',
    'punctuality'))  -- ukuran
) STRICT, WITHOUT ROWID;

-- target: sasaran dalam dokumen perencanaan. A corrected target is a new row; the last one recorded counts, and with
-- neither percent nor need it takes the service out of the document.
CREATE TABLE target(
  region TEXT NOT NULL REFERENCES region,    -- kode daerah
  service TEXT NOT NULL REFERENCES service,  -- jenis pelayanan dasar
  year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2100),  -- tahun
  document TEXT NOT NULL CHECK (document IN ('RPJMD', 'Renstra', 'RKPD', 'Renja')),  -- dokumen
  percent REAL CHECK (percent BETWEEN 0 AND 100),  -- sasaran, persen penerima
  need ANY CHECK (need IS NULL OR (typeof(need) IN ('integer', 'real') AND need >= 0 AND need < 9e999)),  -- kebutuhan
  source TEXT,                               -- sumber
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  PRIMARY KEY (region, service, year, document, recorded_at)
) STRICT, WITHOUT ROWID;

-- withdrawal: penarikan. A row that an office added and took back: answers as of recorded_at and later do not know it,
-- earlier ones do (semantics.md 5). key is the key of the row, its columns with a blank between
-- (ext/tvf/conditions.sql).
CREATE TABLE withdrawal(
  what TEXT NOT NULL CHECK (what IN ('deadline', 'office', 'target', 'method', 'edition')),  -- tabel
  key TEXT NOT NULL CHECK (key <> ''),  -- kunci baris
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- ditarik pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  PRIMARY KEY (what, key)
) STRICT, WITHOUT ROWID;

-- published: angka yang pernah diumumkan, as printed
CREATE TABLE published(
  id TEXT NOT NULL PRIMARY KEY,  -- nomor
  source TEXT NOT NULL,  -- sumber
  period TEXT NOT NULL,  -- waktu, free text as printed
  quarter TEXT REFERENCES period(period),  -- triwulan, where it is one
  level TEXT NOT NULL CHECK (level IN ('provinsi', 'kabupaten', 'kota', 'semua')),  -- tingkat
  region TEXT REFERENCES region,  -- kode daerah
  what TEXT NOT NULL,    -- yang diukur
  count INTEGER CHECK (count BETWEEN -1000000000000 AND 1000000000000),  -- jumlah
  percent REAL CHECK (abs(percent) < 9e999),  -- persen
  decimals INTEGER CHECK (decimals BETWEEN 0 AND 9),  -- angka di belakang koma as printed; NULL: as many as percent shows
  value REAL CHECK (abs(value) < 9e999)  -- nilai
) STRICT, WITHOUT ROWID;

-- column_name: nama kolom, what a file may call a column. Two names that differ only in case, or in blanks,
-- underscores, dots, hyphens and slashes, are one when a file is read. An office adds the names of its own files, and
-- may change or take out those; what ships stays.
CREATE TABLE column_name(
  name TEXT NOT NULL PRIMARY KEY,  -- nama kolom: words in lower case with one blank between them
  means TEXT NOT NULL              -- artinya: a column of inbox, 'year' of a quarter that is a number alone, 'detail': it divides a region, 'entry_sheet': which of our sheets a row is of, or 'known': not read
    CHECK (means IN ('region', 'period', 'indicator', 'required', 'fulfilled', 'service', 'allocated', 'realised',
      'submitted_at', 'opd', 'field', 'problem_no', 'problem', 'solution', 'stage', 'status', 'note', 'document', 'office',
      'role', 'document_no', 'document_on', 'revision', 'unit', 'explanation', 'year', 'detail', 'entry_sheet', 'known')),
  second INTEGER NOT NULL DEFAULT 0 CHECK (second IN (0, 1)),  -- cadangan; 1: read as that only where no other column is
  source TEXT NOT NULL CHECK (source <> ''),  -- sumber: where files are that say so
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  CHECK (name <> '' AND name = lower(trim(name)) AND instr(name, '  ') = 0 AND name NOT GLOB '*[_./*:' || char(9, 10, 13) || '-]*'),
  -- a percentage is no count (semantics.md 10)
  CHECK (means NOT IN ('required', 'fulfilled', 'allocated', 'realised') OR (name NOT LIKE '%persen%' AND instr(name, '%') = 0))
) STRICT, WITHOUT ROWID;

-- region_name: nama lain daerah, beside its official name in region: as other public lists spell it, or what it was
-- called before. Capitals, dots, hyphens and blanks, Kab., Adm., Kep. and Prov. need no row: they make no other name. A
-- name without Kabupaten, Kota or Provinsi is of the level of its region. An office adds its own, and may change or
-- take out those; what ships stays. A name never takes the place of another: what several bear is read as none.
CREATE TABLE region_name(
  name TEXT NOT NULL PRIMARY KEY CHECK (name <> '' AND name = trim(name)),  -- nama daerah
  region TEXT NOT NULL REFERENCES region,     -- kode daerah
  source TEXT NOT NULL CHECK (source <> ''),  -- sumber: which list or regulation says so
  -- tanggal nama mulai berlaku; NULL: not known
  valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
  -- tanggal nama diganti; NULL: it is another spelling, or the day is not known
  valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
  recorded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))  -- dicatat pada
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at)
) STRICT, WITHOUT ROWID;

-- inbox: kotak masuk. Rows that could not be taken stay here as they were given, with their line number; other tools
-- put theirs in without import and line. SELECT spm_accept() takes what has become sound; the row stays, as the record
-- of what was given.
CREATE TABLE inbox(
  inbox INTEGER NOT NULL PRIMARY KEY,  -- nomor
  import INTEGER REFERENCES import,    -- impor; NULL: put here by another tool
  sheet TEXT NOT NULL DEFAULT '',    -- lembar of a workbook; '' where the file is text
  line INTEGER,           -- baris ke-
  place INTEGER NOT NULL DEFAULT 0,  -- kolom ke-: of a file with a column for each indicator, the first column of the figures; 0: the row is the whole line
  settled_by INTEGER REFERENCES import,  -- selesai oleh impor: it took this row, or read the corrected file; NULL: it waits
  region TEXT,            -- kode daerah
  period TEXT,            -- triwulan
  indicator TEXT,         -- indikator
  required ANY,           -- kebutuhan
  fulfilled ANY,          -- terpenuhi
  service TEXT,           -- jenis pelayanan dasar
  allocated ANY,          -- pagu
  realised ANY,           -- realisasi
  submitted_at TEXT,      -- dikirim pada
  opd TEXT,               -- perangkat daerah
  field TEXT,             -- urusan, of a row that belongs to no service
  problem_no TEXT,        -- nomor permasalahan
  problem TEXT,           -- permasalahan
  solution TEXT,          -- solusi
  stage TEXT,             -- tahapan
  status TEXT,            -- kemajuan
  note TEXT,              -- keterangan
  document TEXT,          -- judul rencana aksi
  office TEXT,            -- perangkat daerah dalam tim
  role TEXT,              -- kedudukan dalam tim
  document_no TEXT,       -- nomor penetapan
  document_on TEXT,       -- tanggal penetapan
  revision TEXT,          -- revisi that the figures correct; the row is refused when the cell has changed since
  unit TEXT,              -- satuan
  explanation TEXT,       -- penjelasan atas angka pada baris ini
  raw TEXT,               -- baris asli, where it could not be cut into cells
  UNIQUE (import, sheet, line, place)
) STRICT;

-- staging: baris sementara. Rows of the import that is running, in the order in which filings are made of them; empty
-- between imports. part says to which table of the filing a row goes (ext/import/part.c); item is its key there beside
-- the service: the indicator, the number of a problem, the stage, the office; '' where there is none. Part 'repeated'
-- goes nowhere: a row of the inbox that says the same as the one numbered in first, and is settled with it.
CREATE TABLE staging(
  period TEXT NOT NULL,        -- triwulan
  region TEXT NOT NULL,        -- kode daerah
  field TEXT NOT NULL,         -- urusan
  submitted_at TEXT NOT NULL,  -- dikirim pada
  part TEXT NOT NULL,          -- bagian
  service TEXT NOT NULL,       -- jenis pelayanan dasar; '' where the part belongs to the field
  item TEXT NOT NULL,          -- butir
  first ANY,                   -- kebutuhan, pagu, permasalahan, kemajuan, judul, kedudukan
  second ANY,                  -- terpenuhi, realisasi, solusi, keterangan, nomor
  third ANY,                   -- tanggal
  explanation TEXT,            -- penjelasan, of a cell or a budget
  day_only INTEGER NOT NULL,   -- hanya tanggal
  opd TEXT,                    -- perangkat daerah
  sheet TEXT NOT NULL DEFAULT '',      -- lembar, as in inbox
  line INTEGER NOT NULL,       -- baris ke-
  place INTEGER NOT NULL DEFAULT 0,    -- kolom ke-, as in inbox
  refused INTEGER NOT NULL DEFAULT 0,  -- ditolak: 1 when the file contradicts itself
  PRIMARY KEY (period, region, field, submitted_at, part, service, item)
) STRICT, WITHOUT ROWID;

-- rule: aturan pemeriksaan, and what an office may set of it. kind 'file': said while a file is read, its severity is
-- that of the finding; kind 'data': a file of ext/cellrules or ext/widerules, which spm_quality and spm_finding run.
CREATE TABLE rule(
  rule TEXT NOT NULL PRIMARY KEY,  -- aturan, as in finding
  kind TEXT NOT NULL CHECK (kind IN ('file', 'data')),  -- pembacaan berkas, atau isi data
  name TEXT NOT NULL CHECK (name <> ''),  -- nama aturan
  severity TEXT CHECK (severity IN ('warning', 'note')),  -- bobot; what is in the data is in, so never error
  threshold REAL CHECK (abs(threshold) < 9e999),  -- ambang; NULL: the rule has none
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),  -- 0: dimatikan
  pesan TEXT NOT NULL CHECK (pesan <> ''),  -- penjelasan dalam bahasa Indonesia
  CHECK ((kind = 'data') = (severity IS NOT NULL)),
  CHECK (kind = 'data' OR enabled)
) STRICT, WITHOUT ROWID;

-- rule_change: riwayat aturan. A trigger writes down each setting with its time, so that an answer as of a day checks
-- as was then set.
CREATE TABLE rule_change(
  rule TEXT NOT NULL REFERENCES rule,  -- aturan
  recorded_at TEXT NOT NULL            -- berlaku sejak
    CHECK (strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, '+0 days') IS recorded_at),
  severity TEXT,                       -- bobot
  threshold REAL,                      -- ambang
  enabled INTEGER NOT NULL,            -- 0: dimatikan
  PRIMARY KEY (rule, recorded_at)
) STRICT, WITHOUT ROWID;

-- finding: temuan; what an import or a check has to say about what it was given
CREATE TABLE finding(
  finding INTEGER NOT NULL PRIMARY KEY,  -- nomor temuan
  import INTEGER REFERENCES import,  -- NULL: not from a file, or from one of many that could not be read at all
  sheet TEXT NOT NULL DEFAULT '',    -- lembar, as in inbox
  file TEXT,              -- berkas; 'inbox' for rows that spm_accept read there, and line is their number there
  line INTEGER,           -- baris ke-
  column TEXT,            -- kolom
  given TEXT,             -- yang tertulis
  read TEXT,              -- dibaca sebagai; NULL: it was not read
  rule TEXT NOT NULL,     -- aturan
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')),  -- error: the row stayed in the inbox
  message TEXT NOT NULL,  -- penjelasan, English
  pesan TEXT CHECK (import IS NULL OR pesan IS NOT NULL),  -- penjelasan, Indonesian: each rule of an import has its sentence
  alternatives TEXT CHECK (alternatives IS NULL OR alternatives GLOB '[[]"*"]'),      -- pilihan: what it may have been, a JSON list; none is chosen
  superseded_by INTEGER REFERENCES import,  -- diganti oleh impor: the corrected file, or the inbox read again; NULL: it stands
  cell TEXT,              -- sel: sheet and cell of a workbook, as Isian!D17; NULL: not from a workbook
  region TEXT,            -- kode daerah of the row; NULL: not known, or said of the whole file
  subject TEXT,           -- indikator, jenis pelayanan or urusan of the row, a code or as it was given; NULL: the same
  UNIQUE (import, line, finding)
) STRICT;

-- Deadlines that disagree are all kept; which one counts is said by semantics.md 6, and that they disagree is said
-- here.
CREATE TRIGGER deadline_disagree AFTER INSERT ON deadline
WHEN NEW.kind = 'deadline' AND EXISTS (SELECT 1 FROM deadline AS d WHERE d.period = NEW.period AND d.kind = 'deadline'
  AND (d.due_on <> NEW.due_on OR d.zone <> NEW.zone)
  AND d.period || ' ' || d.due_on || ' ' || d.zone || ' ' || d.reported_on NOT IN
    (SELECT w.key FROM withdrawal AS w WHERE w.what = 'deadline')) BEGIN
  INSERT INTO finding(column, given, rule, severity, pesan, message)
  SELECT 'due_on',
    group_concat(d.due_on, ', '),
    'deadlines disagree',
    'warning',
    (SELECT r.pesan || ': ' || NEW.period FROM rule AS r WHERE r.rule = 'deadlines disagree'),
    NEW.period || ': the sources give more than one deadline; ' || (
      SELECT u.due_on FROM deadline AS u WHERE u.period = NEW.period
      AND u.period || ' ' || u.due_on || ' ' || u.zone || ' ' || u.reported_on NOT IN
        (SELECT w.key FROM withdrawal AS w WHERE w.what = 'deadline')
      ORDER BY u.reported_on DESC, u.due_on LIMIT 1
    ) || ' is used: the latest reported, of one day''s the earlier'
  FROM (
    SELECT u.due_on FROM deadline AS u WHERE u.period = NEW.period AND u.kind = 'deadline'
      AND u.period || ' ' || u.due_on || ' ' || u.zone || ' ' || u.reported_on NOT IN
        (SELECT w.key FROM withdrawal AS w WHERE w.what = 'deadline')
    ORDER BY u.due_on
  ) AS d;
END;
