--@ report 1
--@ in tahunan 51
--@ sheet "Tim Penerapan" tab=#548235 orientation=portrait fit=width
--@ title "Tim Penerapan SPM"
--@ col urusan "Urusan" text
--@ col no "No" no width=6
--@ col kantor "Perangkat daerah" text wrap width=46
--@ col kedudukan "Kedudukan" text wrap null="anggota" width=20
--@ col nomor "Nomor keputusan" text wrap null="–" width=22
--@ col tanggal "Tanggal" date null="–" width=14
--@ group urusan
--@ source "Sumber: e-SPM, diolah. Yang tercantum perangkat daerah, bukan nama orang."
--@ expect unique=urusan,kantor
--
-- The offices in the team of each field.
SELECT CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name END AS urusan,
  row_number() OVER (PARTITION BY u.field ORDER BY t.office) AS no,
  t.office AS kantor, t.role AS kedudukan, t.number AS nomor, t.dated AS tanggal
FROM spm_opd_status(:period, :per) AS o
JOIN team AS t ON t.filing = o.filing
JOIN field AS u ON u.field = o.field
WHERE o.region = :daerah
ORDER BY u.field, t.office;
