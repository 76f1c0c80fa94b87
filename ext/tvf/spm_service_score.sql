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
WITH owed AS MATERIALIZED (
  SELECT i.service AS owed_service,
    sum(i.component = 'penerima' AND i.scored) AS penerima,
    sum(i.component = 'mutu' AND i.scored) AS mutu,
    count(*) AS cells,
    sum(i.component = 'penerima') AS owed_penerima,
    spm_fingerprint(i.indicator) AS indicators
  FROM main.indicator AS i
  WHERE i.recorded_at <= :as_of
    AND (i.valid_from IS NULL OR i.valid_from <= :period)
    AND (i.valid_to IS NULL OR i.closed_at > :as_of OR i.valid_to >= :period)
  GROUP BY i.service
),
policy AS MATERIALIZED (
  SELECT main.method.missing,
    spm_policy(served_weight, quality_weight, combine, zero_need, missing, cap) AS choices
  FROM main.method
  WHERE main.method.method = :method
),
-- The tally that was made when the field was filed, or the cells where it was made of other indicators, or not at all.
-- GROUP BY because a subquery without it is taken apart, and spm_service called for each of the columns below.
scored AS (
  SELECT r.region,
    u.field,
    s.service,
    s.name,
    f.filing,
    spm_service(
      coalesce(
        t.tally,
        (
          SELECT spm_tally(i.component, i.scored, a.required, a.fulfilled)
          FROM main.achievement AS a
          CROSS JOIN main.indicator AS i
            ON i.indicator = a.indicator
            AND i.recorded_at <= :as_of
            AND (i.valid_from IS NULL OR i.valid_from <= :period)
            AND (i.valid_to IS NULL OR i.closed_at > :as_of OR i.valid_to >= :period)
          WHERE a.filing = f.filing
            AND a.service = s.service
        )
      ),
      c.penerima,
      c.mutu,
      CASE
        WHEN f.filing IS NOT NULL THEN 2
        ELSE EXISTS (
          SELECT 1
          FROM main.filing AS any_field
          WHERE any_field.period = :period
            AND any_field.region = r.region
            AND any_field.status = 'filed'
            AND any_field.submitted_at <= :as_of
            AND (any_field.rejected_at IS NULL OR any_field.rejected_at > :as_of)
        )
      END,
      p.choices
    ) AS result,
    c.cells,
    c.owed_penerima,
    p.missing
  FROM main.region AS r
  CROSS JOIN main.field AS u
  LEFT JOIN main.filing AS f
    ON f.period = :period
    AND f.region = r.region
    AND f.field = u.field
    AND f.revision = (
      SELECT max(e.revision)
      FROM main.filing AS e
      WHERE e.period = :period
        AND e.region = r.region
        AND e.field = u.field
        AND e.status = 'filed'
        AND e.submitted_at <= :as_of
        AND (e.rejected_at IS NULL OR e.rejected_at > :as_of)
    )
  CROSS JOIN main.service AS s
    ON s.level_group = r.level_group
    AND s.field = u.field
  CROSS JOIN owed AS c ON c.owed_service = s.service
  CROSS JOIN policy AS p
  LEFT JOIN main.tally AS t
    ON t.filing = f.filing
    AND t.service = s.service
    AND t.indicators = c.indicators
  WHERE EXISTS (
      SELECT 1
      FROM main.roster AS o
      WHERE o.region = r.region
        AND o.recorded_at <= :as_of
        AND o.from_period <= :period
        AND (o.to_period IS NULL OR o.closed_at > :as_of OR o.to_period >= :period)
    )
    AND s.recorded_at <= :as_of
    AND (s.valid_from IS NULL OR s.valid_from <= :period)
    AND (s.valid_to IS NULL OR s.closed_at > :as_of OR s.valid_to >= :period)
  GROUP BY r.region, u.field, s.service
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
