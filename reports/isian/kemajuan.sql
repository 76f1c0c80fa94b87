--@ report 1
--@ as isian/petunjuk_2_kemajuan
--@ as koreksi/petunjuk_2_kemajuan
--@ in isian 11 --@ only isian
--@ in koreksi 11 --@ only koreksi
--@ sheet "Petunjuk"
--@ title "Kemajuan pengisian"
--@ col no "No" no width=5
--@ col lembar "Lembar" wrap go=kolom width=62
--@ col kemajuan "Kemajuan" text filled=kolom width=22
--@ col kolom text hide
--@ source "Kemajuan dihitung dengan rumus saat lembar diisi."
--
-- How far each sheet is: the workbook counts it by formula. A cell is filled when it has both figures, as for the fill
-- rate (sql/semantics.md 4). Nobody owes a number of problems or of members of a team.
WITH line(no, lembar, kolom) AS (
  VALUES (1, 'Isian: kebutuhan dan yang terpenuhi', 'sel|required+fulfilled'),
    (2, 'Anggaran: pagu dan realisasi', 'anggaran|allocated+realised'),
    (3, 'Masalah: permasalahan dan solusi', 'masalah|problem|bebas'),
    (4, 'Tahapan: kemajuan empat tahapan', 'tahapan|status'),
    (5, 'Rencana Aksi: dokumen tiap urusan', 'rencana|document'),
    (6, 'Tim: anggota tim penerapan', 'tim|office|bebas')
)
SELECT no, lembar, 'di buku kerja' AS kemajuan, kolom FROM line ORDER BY no;
