-- spm_score(period): the index of every region on the roster in a quarter, one row each, filed or not.
-- ringkasan: Indeks SPM tiap daerah wajib lapor pada satu triwulan, sudah lapor atau belum.
--
-- Semantics 3, 4. unverified costs a look at every cell, and nothing where it is not asked for. The mean of the
-- fields that owe something (method tree='field') or of all services ('flat').
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
--   score REAL: index of the region, 0..100, 9 decimals; NULL: belum melapor, or nothing owed
--   score_low REAL: the score with everything missing counted 0
--   score_high REAL: the score with everything missing counted 100; NULL beside a score_low: no upper end (cap 0)
--   band TEXT: band of the score under the method; NULL with the score
--   fields_filed INTEGER: fields of which an owed cell has both figures
--   services_owed INTEGER: services that are owed
--   services_filed INTEGER: owed services of which an owed cell has both figures
--   owed INTEGER: cells owed
--   filled INTEGER: owed cells with both figures
--   ratio_served REAL: served 0..1 before snapping
--   ratio_quality REAL: quality 0..1
--   unverified INTEGER: 1: a need that cannot be 0 is, or one fell below that of the year before, and nobody has
--     explained it: score and band stand on it; else 0
-- Order: region
-- Fold: region
--
-- Example:
-- > SELECT region, name, level FROM spm_score('2023-TW2') WHERE region = '32.12';
-- = 32.12|Kabupaten Indramayu|kabupaten
WITH
--@ owed.sql
,
--@ doubt.sql
SELECT o.region,
  o.region_name AS name,
  o.level,
  o.province,
  o.level_group,
  o.field,
  o.filing,
  NULL AS arrived_at,
  o.region IN (SELECT d.region FROM doubted AS d) AS unverified
FROM owed_field AS o
