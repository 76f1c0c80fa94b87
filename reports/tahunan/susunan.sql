--@ report 1
--@ in tahunan 91
--@ sheet "Keterangan"
--@ title "Susunan laporan tahunan, dan bagian yang masih ditulis tangan"
--@ col bagian "Bagian" text width=24
--@ col isi "Isi" wrap
--@ col oleh "Dari" text wrap width=30
--@ col no int hide
--@ rule bagian style=tebal
--@ rule oleh contains "ditulis tangan" style=buruk
--@ source "Susunan menurut lampiran Permendagri tentang Penerapan SPM: per urusan jenis pelayanan, target, " +
--@+     "realisasi, anggaran, dukungan personil, permasalahan dan solusi."
--@ expect rows>=10 unique=no
--
-- The chapters of the yearly report: what this workbook gives, and what people still write.
WITH chapter(no, bagian, isi, oleh) AS (
  VALUES (1, 'Kata pengantar', 'Kata pengantar dan daftar isi', 'ditulis tangan'),
    (2, 'BAB I Pendahuluan', 'Latar belakang, dasar hukum, kebijakan umum (RPJMD), arah kebijakan (KUA)',
    'ditulis tangan'),
    (3, 'BAB II butir 1', 'Per urusan: jenis pelayanan dasar', 'lembar Target dan Pencapaian'),
    (4, 'BAB II butir 2', 'Per urusan: target pencapaian SPM oleh daerah',
    'lembar Target dan Pencapaian, dari dokumen perencanaan'),
    (5, 'BAB II butir 3', 'Per urusan: realisasi dan simpulan', 'lembar Target dan Pencapaian, Mutu Minimal'),
    (6, 'BAB II butir 4', 'Per urusan: alokasi dan realisasi anggaran', 'lembar Anggaran'),
    (7, 'BAB II butir 5', 'Per urusan: dukungan personil',
    'lembar Dukungan Personil, Tim Penerapan; jumlah pegawai menurut pendidikan dan jabatan ditulis tangan'),
    (8, 'BAB II butir 6', 'Per urusan: permasalahan dan solusi; empat tahapan, rencana aksi',
    'lembar Masalah dan Rencana Aksi; tenggat ditulis tangan'),
    (9, 'BAB III', 'Program dan kegiatan',
    'lembar Program dan Kegiatan; program, kegiatan dan sumber dana ditulis tangan'),
    (10, 'BAB IV Penutup', 'Kesimpulan dan saran', 'ditulis tangan'),
    (11, 'Lampiran', 'Rincian mutu minimal per butir', 'lembar Rincian Mutu'),
    (12, 'Pengesahan', 'Nama, NIP dan tanda tangan', 'lembar Masalah dan Rencana Aksi; ditulis tangan')
)
SELECT bagian, isi, oleh, no FROM chapter ORDER BY no;
