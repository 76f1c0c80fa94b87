--@ report 1
--@ as nasional/anggaran_2_provinsi kunci=provinsi baris=Provinsi semua=Nasional
--@+   judul="Menurut provinsi (pemerintah provinsi, kabupaten dan kota)"
--@ as provinsi/anggaran_2_daerah kunci=daerah baris=Daerah semua=Seluruhnya judul="Menurut daerah"
--@ in nasional 81 --@ only nasional
--@ in provinsi 81 --@ only provinsi
--@ sheet "Anggaran"
--@ title "{judul}"
--@ col kelompok "{baris}" text --@ only nasional
--@ col kelompok "{baris}" text wrap --@ only provinsi
--@ col daerah "Daerah mengisi" int --@ only nasional
--@ col layanan "Layanan berisi anggaran" int --@ only provinsi
--@ col pagu "Pagu (juta Rp)", realisasi "Realisasi (juta Rp)" rupiah_juta
--@ col serapan "Serapan" percent1 bar=0..100 color=#ffe699 null="–"
--@ col penerima "Penerima (orang)" int
--@ col per_orang "Realisasi per penerima (Rp)" int null="–"
--@ col kode text hide
--@ total "{semua}" sum=daerah,pagu,realisasi,penerima ratio=serapan:realisasi/pagu --@ only nasional
--@ total "{semua}" sum=pagu,realisasi,penerima ratio=serapan:realisasi/pagu --@ only provinsi
--@ source "Sumber: e-SPM, diolah. Satu orang dapat menerima lebih dari satu pelayanan; orang di sini dihitung per " +
--@+     "pelayanan."
--@ expect rows>=1 unique=kode between=serapan:0..1000
--
-- The same money by province, or by government of a province.
WITH spent AS (
  SELECT iif(:kunci = 'provinsi', v.province, v.region) AS kode,
    count(DISTINCT v.region) FILTER (WHERE b.filing IS NOT NULL) AS daerah,
    count(b.filing) AS layanan,
    sum(b.allocated) AS pagu,
    sum(b.realised) AS realisasi,
    CAST(sum(v.met) FILTER (WHERE b.filing IS NOT NULL AND v.need > 0) AS INTEGER) AS penerima
  FROM spm_service_score(:period, :per) AS v
  LEFT JOIN budget AS b
    ON b.filing = v.filing
    AND b.service = v.service
    AND b.allocated IS NOT NULL
    AND b.realised IS NOT NULL
  WHERE v.province = :provinsi --@ only provinsi
  GROUP BY kode
)
SELECT CASE WHEN :kunci = 'daerah' AND r.level = 'provinsi' THEN 'Provinsi ' || r.name ELSE r.name END AS kelompok,
  s.daerah, --@ only nasional
  s.layanan, --@ only provinsi
  s.pagu, s.realisasi, 100.0 * s.realisasi / nullif(s.pagu, 0) AS serapan,
  s.penerima, CAST(round(1.0 * s.realisasi / nullif(s.penerima, 0)) AS INTEGER) AS per_orang,
  s.kode
FROM spent AS s
JOIN region AS r ON r.region = s.kode
ORDER BY s.kode;
