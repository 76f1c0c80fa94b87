--@ report 1
--@ in rapor 52
--@ in tahunan 62
--@ sheet "Masalah dan Rencana Aksi"
--@ title "Pengesahan"
--@ param tempat text "Tempat pengesahan; kosong: nama daerah"
--@ param tandatangan bool default=1 "Blok tanda tangan; tidak: tanpa"
--@ col no "No" no width=6
--@ col tempat "Tempat" text wrap width=20
--@ col tanggal "Tanggal" date width=30
--@ col jabatan "Jabatan" text wrap width=34
--@ col nama "Nama", nip "NIP" text wrap width=36
--@ col tanda_tangan "Tanda tangan" text wrap width=18
--@ expect rows<=1
--
-- Who signs: the head of the office that keeps the data of the region. Name and number are written by hand.
WITH p AS (
  SELECT q.period,
    coalesce(:daerah, (SELECT min(region) FROM roster)) AS region,
    coalesce(:sampai, date(iif(:per IS NULL, q.received_until, q.as_of), '+7 hours')) AS today
  FROM spm_quarter(:period, :per) AS q
)
SELECT 1 AS no,
  coalesce(:tempat, replace(s.name, 'Kabupaten ', '')) AS tempat,
  'Kepala ' || coalesce(s.data_office, '……………………') AS jabatan,
  p.today AS tanggal,
  '(' || '………………………………………' || ')' AS nama,
  '………………………………………' AS nip,
  char(10) || char(10) || char(10) || char(10) AS tanda_tangan
FROM p
JOIN spm_input_status(p.period, :per) AS s ON s.region = p.region
WHERE coalesce(:tandatangan, 1)
ORDER BY s.region;
