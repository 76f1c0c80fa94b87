--@ report 1
--@ in provinsi 81
--@ sheet "Anggaran"
--@ title "Menurut daerah"
--@ col kelompok "Daerah" text wrap
--@ col layanan "Layanan berisi anggaran" int
--@ col pagu "Pagu (juta Rp)" rupiah_juta
--@ col realisasi "Realisasi (juta Rp)" rupiah_juta
--@ col serapan "Serapan" percent1 bar=0..100 color=#ffe699 null="–"
--@ col penerima "Penerima (orang)" int
--@ col per_orang "Realisasi per penerima (Rp)" int null="–"
--@ col kode text hide
--@ total "Seluruhnya" sum=pagu,realisasi,penerima ratio=serapan:realisasi/pagu
--@ source "Sumber: e-SPM, diolah. Satu orang dapat menerima lebih dari satu pelayanan; orang di sini dihitung per pelayanan."
--@ expect rows>=1 unique=kode between=serapan:0..1000
--
-- The same money by government.
SELECT CASE r.level WHEN 'provinsi' THEN 'Provinsi ' || r.name ELSE r.name END AS kelompok,
  count(b.filing) AS layanan,
  sum(b.allocated) AS pagu,
  sum(b.realised) AS realisasi,
  100.0 * sum(b.realised) / nullif(sum(b.allocated), 0) AS serapan,
  CAST(sum(v.met) FILTER (WHERE b.filing IS NOT NULL AND v.need > 0) AS INTEGER) AS penerima,
  CAST(round(1.0 * sum(b.realised) / nullif(sum(v.met) FILTER (WHERE b.filing IS NOT NULL AND v.need > 0), 0)) AS
    INTEGER)
    AS per_orang,
  r.region AS kode
FROM region AS r
CROSS JOIN spm_service_score(:period, :per) AS v ON v.region = r.region
LEFT JOIN budget AS b
  ON b.filing = v.filing
  AND b.service = v.service
  AND b.allocated IS NOT NULL
  AND b.realised IS NOT NULL
WHERE r.province = :provinsi
GROUP BY r.region, r.name, r.level
ORDER BY r.region;
