--@ report 1
--@ in nasional 81
--@ sheet "Anggaran"
--@ title "Menurut provinsi (pemerintah provinsi, kabupaten dan kota)"
--@ col kelompok "Provinsi" text
--@ col daerah "Daerah mengisi" int
--@ col pagu "Pagu (juta Rp)" rupiah_juta
--@ col realisasi "Realisasi (juta Rp)" rupiah_juta
--@ col serapan "Serapan" percent1 bar=0..100 color=#ffe699 null="–"
--@ col penerima "Penerima (orang)" int
--@ col per_orang "Realisasi per penerima (Rp)" int null="–"
--@ col kode text hide
--@ total "Nasional" sum=daerah,pagu,realisasi,penerima ratio=serapan:realisasi/pagu
--@ source "Sumber: e-SPM, diolah. Satu orang dapat menerima lebih dari satu pelayanan; orang di sini dihitung per pelayanan."
--@ expect rows>=1 unique=kode between=serapan:0..1000
--
-- The same money by province.
WITH spent AS (
  SELECT r.province,
    count(DISTINCT v.region) FILTER (WHERE b.filing IS NOT NULL) AS daerah,
    sum(b.allocated) AS pagu,
    sum(b.realised) AS realisasi,
    CAST(sum(v.met) FILTER (WHERE b.filing IS NOT NULL AND v.need > 0) AS INTEGER) AS penerima
  FROM spm_service_score(:period, :per) AS v
  JOIN region AS r ON r.region = v.region
  LEFT JOIN budget AS b
    ON b.filing = v.filing
    AND b.service = v.service
    AND b.allocated IS NOT NULL
    AND b.realised IS NOT NULL
  GROUP BY r.province
)
SELECT r.name AS kelompok,
  s.daerah,
  s.pagu,
  s.realisasi,
  100.0 * s.realisasi / nullif(s.pagu, 0) AS serapan,
  s.penerima,
  CAST(round(1.0 * s.realisasi / nullif(s.penerima, 0)) AS INTEGER) AS per_orang,
  s.province AS kode
FROM spent AS s
JOIN region AS r ON r.region = s.province
ORDER BY s.province;
