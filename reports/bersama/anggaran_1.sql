--@ report 1
--@ as nasional/anggaran_1_urusan semua=Nasional
--@ as provinsi/anggaran_1_urusan semua=Seluruhnya
--@ in nasional 80 --@ only nasional
--@ in provinsi 80 --@ only provinsi
--@ sheet "Anggaran" tab=#7f6000 orientation=portrait fit=page
--@ title "Anggaran Penerapan SPM"
--@ note "Juta rupiah, kumulatif sejak Januari · hanya daerah yang mengisi pagu dan realisasi · serapan = " +
--@+     "realisasi ÷ pagu · per penerima: rupiah realisasi dibagi orang yang terlayani, pada pelayanan yang " +
--@+     "anggarannya diisi"
--@ col kelompok "Urusan" text width=32 --@ only nasional
--@ col daerah "Daerah mengisi" int width=11 --@ only nasional
--@ col kelompok "Urusan" text wrap width=34 --@ only provinsi
--@ col daerah "Daerah mengisi" int width=13 --@ only provinsi
--@ col pagu "Pagu (juta Rp)", realisasi "Realisasi (juta Rp)" rupiah_juta width=17
--@ col serapan "Serapan" percent1 bar=0..100 color=#ffe699 null="–" width=12
--@ col penerima "Penerima (orang)" int width=16
--@ col per_orang "Realisasi per penerima (Rp)" int null="–" width=20
--@ col kode text hide
--@ total "{semua}" sum=pagu,realisasi,penerima ratio=serapan:realisasi/pagu
--@ expect rows>=1 unique=kode between=serapan:0..1000
--
-- Money of each field over the country or a province. People are those of the services whose budget is known.
WITH spent AS (
  SELECT v.field,
    count(DISTINCT v.region) AS daerah,
    sum(b.allocated) AS pagu,
    sum(b.realised) AS realisasi,
    CAST(sum(v.met) FILTER (WHERE v.need > 0) AS INTEGER) AS penerima
  FROM spm_service_score(:period, :per) AS v
  JOIN budget AS b ON b.filing = v.filing AND b.service = v.service
  WHERE b.allocated IS NOT NULL AND b.realised IS NOT NULL
    AND v.province = :provinsi --@ only provinsi
  GROUP BY v.field
)
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name
  END AS kelompok,
  coalesce(s.daerah, 0) AS daerah,
  s.pagu, s.realisasi,
  100.0 * s.realisasi / nullif(s.pagu, 0) AS serapan,
  s.penerima,
  CAST(round(1.0 * s.realisasi / nullif(s.penerima, 0)) AS INTEGER) AS per_orang,
  u.field AS kode
FROM field AS u
LEFT JOIN spent AS s ON s.field = u.field
ORDER BY u.field;
