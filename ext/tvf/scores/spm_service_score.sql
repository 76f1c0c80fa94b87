-- spm_service_score(period): score of every service that a region owes, one row per region on the roster and service.
-- ringkasan: Nilai tiap jenis pelayanan dasar di tiap daerah wajib lapor.
--
-- Semantics 2, 3, 5. A region that filed nothing has score NULL; in one that filed, a field that is silent scores 0.
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
--   quality REAL: mutu share, 0..100; NULL when no quality indicator is owed
--   score REAL: score of the service, 0..100, 9 decimals; NULL in a region that filed nothing
--   score_low REAL: the score with everything missing counted 0
--   score_high REAL: the score with everything missing counted 100; NULL beside a score_low: no upper end (cap 0)
--   required REAL: sum of the needs of the scored penerima indicators, as reported
--   fulfilled REAL: sum of what was fulfilled of the scored penerima indicators
--   owed INTEGER: cells owed: all indicators in force, scored or not
--   filled INTEGER: owed cells with both figures
--   status TEXT: scored, not_owed (every need 0), not_filed, or no_value (recipients left blank, missing='available')
--   met REAL: recipients served, at most the need: sum of min(fulfilled, required)
--   need REAL: recipients to be served: sum of the needs above 0 that are known and count
--   ratio_served REAL: served 0..1 before snapping, for the layers above
--   ratio_quality REAL: quality 0..1, or served where no quality is owed
--   ratio_score REAL: score 0..1
--   ratio_low REAL: score_low 0..1
--   ratio_high REAL: score_high 0..1
--   filing INTEGER: number of the effective filing of the field
--   filed_state INTEGER: 2 an owed cell of this field has both figures, 1 only one of other fields has, 0 none has
--   owed_penerima INTEGER: owed cells of recipients
--   filled_penerima INTEGER: owed cells of recipients with both figures
-- Order: region, field, service
-- Fold: service
--
-- Example:
-- > SELECT region, service, status FROM spm_service_score('2023-TW2') WHERE region = '11.01' AND service = 'k-paud';
-- = 11.01|k-paud|scored
WITH
--@ owed.sql
SELECT o.region,
  o.region_name AS name,
  o.level,
  o.province,
  o.level_group,
  o.field,
  o.filing,
  NULL AS arrived_at
FROM owed_field AS o
