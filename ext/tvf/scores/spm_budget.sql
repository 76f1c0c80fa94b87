-- spm_budget(period): the budget of every service of every region on the roster, as the filing that stands has it.
-- ringkasan: Pagu, realisasi dan serapan tiap jenis pelayanan di tiap daerah wajib lapor, menurut laporan yang berlaku.
--
-- Semantics 6. Figures are cumulative within the year, so quarters are never added. Absorption is not capped. That of a
-- group is 100 x sum of realised / sum of allocated over the services with both (WHERE allocated IS NOT NULL AND
-- realised IS NOT NULL), never a mean of absorptions.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   field TEXT: code of the field
--   field_name TEXT: name of the field
--   service TEXT KEY: code of the service
--   service_name TEXT: name of the service
--   allocated INTEGER: rupiah allocated; NULL when not given
--   realised INTEGER: rupiah realised of it; NULL when not given
--   absorption REAL: 100 x realised / allocated, over 100 when overspent; NULL when one is not given or
--     nothing is allocated
--   filing INTEGER: number of the effective filing of the field; NULL when there is none
-- Order: region, field, service
--
-- Example:
-- > SELECT count(*), count(DISTINCT region), round(100.0 * sum(realised) / sum(allocated))
-- >   FROM spm_budget('2023-TW2') WHERE allocated IS NOT NULL AND realised IS NOT NULL AND field = '1.01';
-- = 836|284|46.0
WITH
--@ owed.sql
SELECT o.region,
  o.region_name AS name,
  o.level,
  o.province,
  o.field,
  o.field_name,
  s.service,
  s.name AS service_name,
  b.allocated,
  b.realised,
  100.0 * b.realised / nullif(b.allocated, 0) AS absorption,
  o.filing
FROM owed_field AS o
CROSS JOIN main.service AS s
  ON s.level_group = o.level_group
  AND s.field = o.field
LEFT JOIN main.budget AS b
  ON b.filing = o.filing
  AND b.service = s.service
WHERE @{in_force s}
  AND EXISTS (SELECT 1 FROM main.indicator AS i WHERE i.service = s.service AND @{in_force i})
ORDER BY o.region, o.field, s.service
