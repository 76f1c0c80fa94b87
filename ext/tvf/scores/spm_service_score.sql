-- spm_service_score(period): score of every service that a region owes, one row per region on the roster and service.
-- ringkasan: Nilai tiap jenis pelayanan dasar di tiap daerah wajib lapor.
--
-- Semantics 2, 3, 5. A region that filed nothing has score NULL; in one that filed, a field that is silent scores 0.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   field TEXT: code of the field (urusan)
--   service TEXT KEY: code of the service
--   name TEXT: name of the service
--   served REAL: penerima share, 0..100; NULL when the service has no score
--   quality REAL: mutu share, 0..100; NULL when no quality indicator is owed
--   score REAL: 0..100, 9 decimals
--   score_low REAL: the score with everything missing counted 0
--   score_high REAL: the score with everything missing counted 100
--   required REAL: sum of the needs of the scored penerima indicators, as reported
--   fulfilled REAL: sum of what was fulfilled of them
--   owed INTEGER: cells owed: all indicators in force, scored or not
--   filled INTEGER: owed cells with both figures
--   status TEXT: scored, not_owed (every need 0), not_filed, or no_value (recipients left blank, missing='available')
--   met REAL: recipients served, at most the need: sum of min(fulfilled, required)
--   need REAL: recipients to be served: sum of the needs above 0 that are known and count
--   ratio_served REAL: served 0..1 before snapping, for the layers above
--   ratio_quality REAL: quality, or served where no quality is owed
--   ratio_score REAL: score 0..1
--   ratio_low REAL: score_low 0..1
--   ratio_high REAL: score_high 0..1
--   filing INTEGER: the effective filing of the field
--   filed INTEGER: 2 this field was filed, 1 only other fields were, 0 the region is silent
--   owed_penerima INTEGER: cells owed of component penerima
--   filled_penerima INTEGER: those of them with both figures
-- Order: region, field, service
--
-- Example:
-- > SELECT region, service, status FROM spm_service_score('2023-TW2') WHERE region = '11.01' AND service = 'k-paud';
-- = 11.01|k-paud|scored
WITH
--@ owed.sql
,
-- GROUP BY because a subquery without it is taken apart, and spm_service called for each of the columns below.
scored AS (
  SELECT o.region,
    o.field,
    o.service,
    o.name,
    o.filing,
    spm_service(o.tally, o.penerima, o.mutu, o.filed, o.choices) AS result,
    o.cells,
    o.owed_penerima,
    o.missing
  FROM owed_service AS o
  GROUP BY o.region, o.field, o.service
)
SELECT region,
  field,
  service,
  name,
  spm_snap(100 * spm_part(result, 'served')) AS served,
  spm_snap(100 * spm_part(result, 'quality')) AS quality,
  spm_snap(100 * spm_part(result, 'score')) AS score,
  spm_snap(100 * spm_part(result, 'low')) AS score_low,
  spm_snap(100 * spm_part(result, 'high')) AS score_high,
  spm_part(result, 'required') AS required,
  spm_part(result, 'fulfilled') AS fulfilled,
  cells AS owed,
  spm_part(result, 'filled') AS filled,
  spm_part(result, 'status') AS status,
  spm_part(result, 'met') AS met,
  spm_part(result, 'need') + iif(missing = 'zero', spm_part(result, 'silent'), 0) AS need,
  spm_part(result, 'served') AS ratio_served,
  coalesce(spm_part(result, 'quality'), spm_part(result, 'served')) AS ratio_quality,
  spm_part(result, 'score') AS ratio_score,
  spm_part(result, 'low') AS ratio_low,
  spm_part(result, 'high') AS ratio_high,
  filing,
  spm_part(result, 'filed') AS filed,
  owed_penerima,
  spm_part(result, 'filled_penerima') AS filled_penerima
FROM scored
