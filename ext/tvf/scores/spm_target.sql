-- spm_target(period): the targets of the planning documents against what was achieved: one row per region and service.
-- ringkasan: Sasaran RPJMD, Renstra, RKPD dan Renja dibandingkan dengan capaian, per daerah dan pelayanan.
--
-- Targets are of the year; served is what was reached by the end of the quarter, cumulative, so a gap before TW IV is
-- what is still to come. The last target recorded up to as_of counts; one with neither percent nor need takes the
-- service out of the document. A gap is served - target in percentage points: negative falls short.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   field TEXT: code of the field
--   service TEXT KEY: code of the service
--   service_name TEXT: name of the service
--   served REAL: penerima share, 0..100; NULL when the service has no score
--   required REAL: sum of the needs of the scored penerima indicators, as reported
--   status TEXT: status of the service, as in spm_service_score
--   rpjmd REAL: target in the RPJMD
--   rpjmd_need REAL: need that the RPJMD names
--   rpjmd_gap REAL: served - target in the RPJMD
--   renstra REAL: target in the Renstra
--   renstra_need REAL: need that the Renstra names
--   renstra_gap REAL: served - target in the Renstra
--   rkpd REAL: target in the RKPD
--   rkpd_need REAL: need that the RKPD names
--   rkpd_gap REAL: served - target in the RKPD
--   renja REAL: target in the Renja
--   renja_need REAL: need that the Renja names
--   renja_gap REAL: served - target in the Renja
--   documents INTEGER: documents of the year that name the service, 0 to 4
--   why TEXT: why there is no target: in no document; NULL when there is one
-- Order: region, field, service
--
-- Example:
-- > SELECT count(*), count(DISTINCT region) FROM spm_target('2023-TW2');
-- = 15264|546
WITH target_row AS NOT MATERIALIZED (
  SELECT t.region,
    t.service,
    t.document,
    t.percent,
    t.need
  FROM main.target AS t
  WHERE t.year = CAST(substr(:period, 1, 4) AS INTEGER)
    AND (t.percent IS NOT NULL OR t.need IS NOT NULL)
    AND t.recorded_at = (
      SELECT max(u.recorded_at)
      FROM main.target AS u
      WHERE u.region = t.region
        AND u.service = t.service
        AND u.year = t.year
        AND u.document = t.document
        AND @{target_known u}
    )
)
SELECT s.region,
  s.name,
  s.level,
  s.province,
  s.field,
  s.service,
  s.service_name,
  s.served,
  s.required,
  s.status,
  rpjmd.percent AS rpjmd,
  rpjmd.need AS rpjmd_need,
  s.served - rpjmd.percent AS rpjmd_gap,
  renstra.percent AS renstra,
  renstra.need AS renstra_need,
  s.served - renstra.percent AS renstra_gap,
  rkpd.percent AS rkpd,
  rkpd.need AS rkpd_need,
  s.served - rkpd.percent AS rkpd_gap,
  renja.percent AS renja,
  renja.need AS renja_need,
  s.served - renja.percent AS renja_gap,
  (rpjmd.region IS NOT NULL) + (renstra.region IS NOT NULL) + (rkpd.region IS NOT NULL) + (renja.region IS NOT NULL) AS
    documents,
  iif(coalesce(rpjmd.region, renstra.region, rkpd.region, renja.region) IS NULL, 'in no document', NULL) AS why
FROM main.spm_service_score(:period, :as_of, :method, :known_at) AS s
LEFT JOIN target_row AS rpjmd
  ON rpjmd.region = s.region
  AND rpjmd.service = s.service
  AND rpjmd.document = 'RPJMD'
LEFT JOIN target_row AS renstra
  ON renstra.region = s.region
  AND renstra.service = s.service
  AND renstra.document = 'Renstra'
LEFT JOIN target_row AS rkpd
  ON rkpd.region = s.region
  AND rkpd.service = s.service
  AND rkpd.document = 'RKPD'
LEFT JOIN target_row AS renja
  ON renja.region = s.region
  AND renja.service = s.service
  AND renja.document = 'Renja'
