--@ report 1
--@ as nasional/belum_lapor lalu=" · dikelompokkan per provinsi untuk tindak lanjut"
--@ as provinsi/belum_lapor_daerah lalu=""
--@ in nasional 30 --@ only nasional
--@ in provinsi 30 --@ only provinsi
--@ sheet "Belum Lapor" tab=#c55a11 orientation=portrait fit=width freeze=2
--@ title "Daerah yang Belum Melaporkan SPM"
--@ note "Batas input {batas|tanggal} · keterlambatan dihitung sampai {sampai|tanggal}{lalu}"
--@ note "Laporan terakhir: triwulan terakhir yang laporannya masuk, dan berapa persen isian wajib yang terisi di " +
--@+     "dalamnya."
--@ col provinsi "Provinsi" text --@ only nasional
--@ col no "No" no width=6
--@ col daerah "Daerah" text wrap width=34 link=rapor:kode
--@ col tingkat "Tingkat" text align=center width=12
--@ col laporan_terakhir "Laporan terakhir" text align=center width=15
--@ col keterisian "Keterisian laporan terakhir" percent1 bar=0..100 color=#f8cbad null="–" width=16
--@ col terlambat "Terlambat (hari)" int align=center width=11
--@ col pengelola "Pengelola data" text wrap null="–" width=30 --@ only provinsi
--@ col tindak_lanjut "Tindak lanjut" text width=26
--@ col kode "Kode" text hide --@ only nasional
--@ col kode text hide --@ only provinsi
--@ group provinsi count "daerah" --@ only nasional
--@ rule laporan_terakhir = "belum pernah" style=redup
--@ source "Sumber: e-SPM, diolah. Kolom tindak lanjut untuk diisi tangan."
--@ expect unique=kode notnull=daerah,tingkat,laporan_terakhir between=keterisian:0..100
--
-- The regions on the roster, of the country or a province, that have filed nothing.
WITH p AS (
  SELECT q.period,
    coalesce(:sampai, date(iif(:per IS NULL, q.received_until, q.as_of), '+7 hours')) AS today
  FROM spm_quarter(:period, :per) AS q
)
SELECT row_number() OVER (ORDER BY s.province, s.region) AS no,
  pr.name AS provinsi, --@ only nasional
  CASE s.level WHEN 'provinsi' THEN 'Provinsi ' || s.name ELSE s.name END AS daerah,
  CASE s.level WHEN 'provinsi' THEN 'Provinsi' WHEN 'kabupaten' THEN 'Kabupaten' ELSE 'Kota' END AS tingkat,
  coalesce(l.label, 'belum pernah') AS laporan_terakhir,
  CASE WHEN s.last_period IS NOT NULL THEN last.fill_rate END AS keterisian,
  CAST(max(julianday(p.today) - julianday(coalesce(:batas, s.due_on)), 0) AS INTEGER) AS terlambat,
  s.data_office AS pengelola, --@ only provinsi
  NULL AS tindak_lanjut,
  s.region AS kode
FROM p
JOIN spm_input_status(p.period, :per) AS s
JOIN spm_input_status(coalesce(s.last_period, p.period), :per) AS last ON last.region = s.region
JOIN region AS pr ON pr.region = s.province
LEFT JOIN spm_quarter(s.last_period) AS l
WHERE s.state = 'none'
  AND (:provinsi IS NULL OR s.province = :provinsi) --@ only nasional
  AND s.province = :provinsi --@ only provinsi
ORDER BY s.province, s.region;
