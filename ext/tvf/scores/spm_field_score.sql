-- spm_field_score(period): score of every field (urusan) of every region on the roster: the mean of its owed services.
-- ringkasan: Nilai tiap urusan di tiap daerah wajib lapor: rata-rata pelayanan yang wajib.
--
-- Semantics 3; the mean is taken in ext/core/group.c. A field in which nothing is owed has score NULL and leaves the
-- mean of the region.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   field TEXT KEY: code of the field
--   field_name TEXT: name of the field
--   served REAL: mean penerima share, 0..100
--   quality REAL: mean mutu share; a service without owed quality enters with its served value
--   score REAL: score of the field, 0..100, 9 decimals; NULL when the region is silent or nothing is owed
--   score_low REAL: the score with everything missing counted 0
--   score_high REAL: the score with everything missing counted 100; NULL beside a score_low: no upper end (cap 0)
--   band TEXT: band of the score under the method
--   services_owed INTEGER: services that are owed
--   services_filed INTEGER: owed services of which an owed cell has both figures
--   owed INTEGER: cells owed
--   filled INTEGER: owed cells with both figures
--   ratio_served REAL: served 0..1 before snapping, for the layers above
--   ratio_quality REAL: quality 0..1, for the layers above
--   ratio_score REAL: score 0..1, for the layers above
--   ratio_low REAL: score_low 0..1, for the layers above
--   ratio_high REAL: score_high 0..1, for the layers above
--   services_scored INTEGER: services with a score
--   services_bounded INTEGER: services whose bounds count
--   arrived_at TEXT: first filing of the field with an owed cell, not rejected, UTC; NULL while it has none
--   filed_state INTEGER: 2 an owed cell of this field has both figures, 1 only one of other fields has, 0 none has
--   filing INTEGER: number of the effective filing of the field
--   services INTEGER: services in force
--   owed_penerima INTEGER: owed cells of recipients
--   filled_penerima INTEGER: owed cells of recipients with both figures
-- Order: region, field
-- Fold: field
--
-- Example:
-- > SELECT count(*), count(DISTINCT field) FROM spm_field_score('2023-TW2') WHERE region = '11.01';
-- = 6|6
WITH
--@ owed.sql
SELECT o.region,
  o.region_name AS name,
  o.level,
  o.province,
  o.level_group,
  o.field,
  o.field_name,
  o.arrived_at,
  o.filing
FROM owed_field AS o
