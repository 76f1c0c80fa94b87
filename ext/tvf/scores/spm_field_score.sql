-- spm_field_score(period): score of every field (urusan) of every region on the roster: the mean of its owed services.
-- ringkasan: Nilai tiap urusan di tiap daerah wajib lapor: rata-rata pelayanan yang wajib.
--
-- Semantics 3. A field in which nothing is owed has score NULL and leaves the mean of the region.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   field TEXT KEY: code of the field
--   name TEXT: name of the field
--   served REAL: mean penerima share, 0..100
--   quality REAL: mean mutu share; a service without owed quality enters with its served value
--   score REAL: 0..100, 9 decimals; NULL when the region is silent or nothing is owed
--   score_low REAL: the score with everything missing counted 0
--   score_high REAL: the score with everything missing counted 100
--   band TEXT: band of the score under the method
--   services_owed INTEGER: services that are owed
--   services_filed INTEGER: those of them whose field has an effective filing
--   owed INTEGER: cells owed
--   filled INTEGER: owed cells with both figures
--   ratio_served REAL: served 0..1 before snapping
--   ratio_quality REAL: quality 0..1
--   ratio_score REAL: score 0..1
--   ratio_low REAL: score_low 0..1
--   ratio_high REAL: score_high 0..1
--   services_scored INTEGER: services with a score
--   services_bounded INTEGER: services with bounds
--   arrived_at TEXT: first filing of the field that was not rejected, UTC
--   filed INTEGER: 2 this field was filed, 1 only other fields were, 0 the region is silent
--   filing INTEGER: the effective filing of the field
--   services INTEGER: services in force
--   owed_penerima INTEGER: cells owed of component penerima
--   filled_penerima INTEGER: those of them with both figures
-- Order: region, field
--
-- Example:
-- > SELECT count(*), count(DISTINCT field) FROM spm_field_score('2023-TW2') WHERE region = '11.01';
-- = 6|6
WITH
--@ owed.sql
,
-- spm_services takes the service results whole: a column of each of its own costs more than the scores
field_result AS (
  SELECT o.region,
    o.field,
    spm_services(spm_service(o.tally, o.penerima, o.mutu, o.filed, o.choices)) AS result,
    sum(o.cells) AS owed,
    max(o.filing) AS filing,
    count(*) AS services,
    sum(o.owed_penerima) AS owed_penerima
  FROM owed_service AS o
  GROUP BY o.region, o.field
),
field_mean AS (
  SELECT r.region,
    r.field,
    spm_part(r.result, 'served') AS ratio_served,
    spm_part(r.result, 'quality') AS ratio_quality,
    spm_part(r.result, 'score') AS ratio_score,
    spm_part(r.result, 'low') AS ratio_low,
    spm_part(r.result, 'high') AS ratio_high,
    spm_part(r.result, 'owed') AS services_owed,
    spm_part(r.result, 'filed_owed') AS services_filed,
    spm_part(r.result, 'scored') AS services_scored,
    spm_part(r.result, 'bounded') AS services_bounded,
    r.owed,
    spm_part(r.result, 'filled') AS filled,
    spm_part(r.result, 'filed') AS filed,
    r.filing,
    r.services,
    r.owed_penerima,
    spm_part(r.result, 'filled_penerima') AS filled_penerima
  FROM field_result AS r
)
SELECT m.region,
  m.field,
  u.name,
  spm_snap(100 * m.ratio_served) AS served,
  spm_snap(100 * m.ratio_quality) AS quality,
  spm_snap(100 * m.ratio_score) AS score,
  spm_snap(100 * m.ratio_low) AS score_low,
  spm_snap(100 * m.ratio_high) AS score_high,
  @{band_of spm_snap(100 * m.ratio_score)} AS band,
  m.services_owed,
  m.services_filed,
  m.owed,
  m.filled,
  m.ratio_served,
  m.ratio_quality,
  m.ratio_score,
  m.ratio_low,
  m.ratio_high,
  m.services_scored,
  m.services_bounded,
  CASE
    WHEN m.filed = 2 THEN (
      SELECT min(f.submitted_at)
      FROM main.filing AS f
      WHERE f.period = :period
        AND f.region = m.region
        AND f.field = m.field
        AND @{standing f, :as_of}
    )
  END AS arrived_at,
  m.filed,
  m.filing,
  m.services,
  m.owed_penerima,
  m.filled_penerima
FROM field_mean AS m
CROSS JOIN main.field AS u ON u.field = m.field
