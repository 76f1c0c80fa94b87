-- field_mean.sql: the means and counts of every field of every region on the roster: CTE field_mean, in the order region, field.
-- It reads owed_service (ext/owed.sql). The build puts it into spm_field_score and spm_score.
--
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
