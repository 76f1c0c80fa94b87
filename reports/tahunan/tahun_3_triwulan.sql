--@ report 1
--@ in tahunan 12
--@ sheet "Ringkasan"
--@ title "Perkembangan dalam tahun"
--@ col triwulan "Triwulan" text align=center
--@ col ketepatan "Pelaporan" text wrap
--@ col keterisian "Isian" percent1
--@ col penerima "Penerima", mutu "Mutu", indeks "Indeks" poin2
--@ col kategori "Kategori" text align=center
--@ col kode text hide
--@ rule kategori style=kategori
--@ rule ketepatan contains "terlambat" style=buruk
--@ chart column "Indeks kumulatif per triwulan" x=triwulan y=penerima,mutu,indeks at=right size=400x220 min=0 max=100
--@+   fmt=dec1
--@+     colors=#d6dce5,#9dc3e6,#1f3864
--@+     alt="Diagram kolom: penerima, mutu, dan indeks kumulatif per triwulan"
--@ expect unique=kode between=indeks:0..100 between=keterisian:0..100
--
-- The quarters of the year that the region filed.
SELECT 'TW ' || n.roman AS triwulan,
  CASE i.state WHEN 'complete' THEN 'lengkap' ELSE 'sebagian' END || CASE i.on_time
    WHEN 1 THEN ', tepat waktu'
    WHEN 0 THEN ', terlambat ' || i.late_days || ' hari'
    ELSE ''
  END AS ketepatan,
  i.fill_rate AS keterisian, s.served AS penerima, s.quality AS mutu, s.score AS indeks, s.band AS kategori,
  q.period AS kode
FROM spm_quarter(:period, :per) AS p
CROSS JOIN period AS q ON q.period BETWEEN p.first_period AND p.period
CROSS JOIN spm_quarter(q.period) AS n
CROSS JOIN spm_input_status(q.period, :per) AS i ON i.region = :daerah
CROSS JOIN spm_score(q.period, :per) AS s ON s.region = :daerah
WHERE s.score IS NOT NULL
ORDER BY q.period;
