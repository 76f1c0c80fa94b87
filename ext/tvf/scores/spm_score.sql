-- spm_score(period): the index of every region on the roster in a quarter, one row each, filed or not.
-- ringkasan: Indeks SPM tiap daerah wajib lapor pada satu triwulan, sudah lapor atau belum.
--
-- Semantics 3, 4. The mean of the fields that owe something (method tree='field') or of all services ('flat').
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   served REAL: mean penerima share, 0..100
--   quality REAL: mean mutu share, 0..100
--   score REAL: 0..100, 9 decimals; NULL: belum melapor, or nothing owed
--   score_low REAL: the score with everything missing counted 0
--   score_high REAL: the score with everything missing counted 100
--   band TEXT: band of the score under the method; NULL with the score
--   fields_filed INTEGER: fields with an effective filing
--   services_owed INTEGER: services that are owed
--   services_filed INTEGER: those of them whose field has an effective filing
--   owed INTEGER: cells owed
--   filled INTEGER: owed cells with both figures
--   ratio_served REAL: served 0..1 before snapping
--   ratio_quality REAL: quality 0..1
-- Order: region
--
-- Example:
-- > SELECT region, name, level FROM spm_score('2023-TW2') WHERE region = '32.12';
-- = 32.12|Kabupaten Indramayu|kabupaten
WITH
--@ owed.sql
,
--@ idle.sql
,
region_result AS (
  SELECT o.region,
    spm_fields(o.field, spm_service(o.tally, o.penerima, o.mutu, o.filed, o.choices), o.tree) AS result,
    sum(o.cells) AS owed
  FROM owed_service AS o
  GROUP BY o.region
),
region_mean AS (
  SELECT r.region,
    spm_part(r.result, 'served') AS ratio_served,
    spm_part(r.result, 'quality') AS ratio_quality,
    spm_part(r.result, 'score') AS ratio_score,
    spm_part(r.result, 'low') AS ratio_low,
    spm_part(r.result, 'high') AS ratio_high,
    spm_part(r.result, 'fields_filed') AS fields_filed,
    spm_part(r.result, 'owed') AS services_owed,
    spm_part(r.result, 'filed_owed') AS services_filed,
    r.owed,
    spm_part(r.result, 'filled') AS filled
  FROM region_result AS r
  UNION ALL
  SELECT i.region,
    NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0
  FROM idle_region AS i
  ORDER BY 1
)
SELECT g.region,
  r.name,
  r.level,
  r.province,
  spm_snap(100 * g.ratio_served) AS served,
  spm_snap(100 * g.ratio_quality) AS quality,
  spm_snap(100 * g.ratio_score) AS score,
  spm_snap(100 * g.ratio_low) AS score_low,
  spm_snap(100 * g.ratio_high) AS score_high,
  @{band_of spm_snap(100 * g.ratio_score)} AS band,
  g.fields_filed,
  g.services_owed,
  g.services_filed,
  g.owed,
  g.filled,
  g.ratio_served,
  g.ratio_quality
FROM region_mean AS g
CROSS JOIN main.region AS r ON r.region = g.region
