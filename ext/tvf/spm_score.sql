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
--@ ext/owed.sql
,
--@ ext/field_mean.sql
,
--@ ext/idle.sql
,
region_mean AS (
  SELECT f.region,
    CASE tree WHEN 'field' THEN spm_mean(f.ratio_served) ELSE spm_mean(f.ratio_served, f.services_scored) END AS ratio_served,
    CASE tree WHEN 'field' THEN spm_mean(f.ratio_quality) ELSE spm_mean(f.ratio_quality, f.services_scored) END AS ratio_quality,
    CASE tree WHEN 'field' THEN spm_mean(f.ratio_score) ELSE spm_mean(f.ratio_score, f.services_scored) END AS ratio_score,
    CASE tree WHEN 'field' THEN spm_mean(f.ratio_low) ELSE spm_mean(f.ratio_low, f.services_bounded) END AS ratio_low,
    CASE tree WHEN 'field' THEN spm_mean(f.ratio_high) ELSE spm_mean(f.ratio_high, f.services_bounded) END AS ratio_high,
    sum(f.filed = 2) AS fields_filed,
    sum(f.services_owed) AS services_owed,
    sum(f.services_filed) AS services_filed,
    sum(f.owed) AS owed,
    sum(f.filled) AS filled
  FROM field_mean AS f
  CROSS JOIN main.method AS m ON m.method = :method
  GROUP BY f.region
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
  (
    SELECT b.name
    FROM main.band AS b
    WHERE b.method = :method
      AND b.recorded_at <= :as_of
      AND b.floor <= spm_snap(100 * g.ratio_score)
    ORDER BY b.floor DESC
    LIMIT 1
  ) AS band,
  g.fields_filed,
  g.services_owed,
  g.services_filed,
  g.owed,
  g.filled,
  g.ratio_served,
  g.ratio_quality
FROM region_mean AS g
CROSS JOIN main.region AS r ON r.region = g.region
