-- spm_point(period): what each indicator can give and gives to the index of its region: the leaves of spm_explain.
-- ringkasan: Berapa poin yang dapat dan yang diberikan tiap indikator bagi indeks daerahnya.
--
-- Semantics 3, backwards. In a region with a score the weights add up to 100 and the points to the score. weight is
-- the product of weight_component, what the component of the service can give, and the indicator's share of it: 1/n of
-- n under combine='mean', its part of the needs under 'pooled'.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   field TEXT: code of the field
--   service TEXT: code of the service
--   indicator TEXT KEY: code of the indicator
--   component TEXT: penerima or mutu
--   indicator_name TEXT: name of the indicator
--   unit TEXT: what is counted
--   scored INTEGER: 1 when it counts in the score
--   required REAL: need as filed
--   fulfilled REAL: fulfilled as filed
--   ratio_raw REAL: fulfilled / required, uncapped
--   ratio REAL: ratio 0..1 as it counts
--   status TEXT: status of the cell, as in spm_indicator_score
--   weight REAL: points that it can give, 0..100; NULL when the region has no score
--   points REAL: points that it gives: weight x ratio
--   weight_component REAL: points that its component of the service can give
--   counts INTEGER: 1 when it is in the denominator of its component
-- Order: region
--
-- Example:
-- > SELECT round(sum(weight), 6), round(sum(points), 6) FROM spm_point('2023-TW2') WHERE region = '32.12';
-- = 100.0|38.227198
WITH field_row AS (
  SELECT f.region,
    f.field,
    f.services_scored,
    CASE
      WHEN count(f.ratio_score) OVER (PARTITION BY f.region) = 0 THEN NULL
      WHEN m.tree = 'field'
        THEN iif(f.ratio_score IS NULL, 0, 100.0 / nullif(count(f.ratio_score) OVER (PARTITION BY f.region), 0))
      ELSE 100.0 * f.services_scored / nullif(sum(f.services_scored) OVER (PARTITION BY f.region), 0)
    END AS weight
  FROM main.spm_field_score(:period, :as_of, :method, :known_at) AS f
  CROSS JOIN main.method AS m ON m.method = :method
),
cell AS (
  SELECT i.region,
    i.field,
    i.service,
    i.indicator,
    i.component,
    i.indicator_name,
    i.unit,
    i.scored,
    i.required,
    i.fulfilled,
    i.ratio_raw,
    i.ratio,
    i.status,
    i.service_score,
    i.service_quality,
    -- its part of the component's denominator: 1 each under combine='mean', its need under 'pooled'
    CASE
      WHEN NOT i.scored THEN 0
      WHEN i.status = 'not_needed' THEN iif(m.zero_need = 'full' AND m.combine = 'mean', 1, 0)
      WHEN i.status IN ('ok', 'capped') THEN iif(m.combine = 'mean', 1, i.required)
      WHEN m.missing = 'available' THEN 0
      WHEN m.combine = 'mean' THEN 1
      WHEN i.required IS NULL AND i.status <> 'not_filed'
        THEN coalesce(@{known_need i.region, i.field, i.service, i.indicator}, 0)
      ELSE max(coalesce(i.required, 0), 0)
    END AS part,
    i.scored AND i.status NOT IN ('ok', 'capped', 'not_needed') AS is_missing,
    i.scored AND i.status = 'not_needed' AND m.zero_need = 'full' AS is_full
  FROM main.spm_indicator_score(:period, :as_of, :method, :known_at) AS i
  CROSS JOIN main.method AS m ON m.method = :method
),
shared AS (
  SELECT c.region,
    c.field,
    c.service,
    c.indicator,
    c.component,
    c.indicator_name,
    c.unit,
    c.scored,
    c.required,
    c.fulfilled,
    c.ratio_raw,
    c.ratio,
    c.status,
    c.service_score,
    c.service_quality,
    c.part,
    c.is_missing,
    c.is_full,
    sum(c.part) FILTER (WHERE c.component = 'penerima') OVER service AS penerima_parts,
    sum(c.part) FILTER (WHERE c.component = 'mutu') OVER service AS mutu_parts,
    sum(c.is_missing) FILTER (WHERE c.component = 'penerima') OVER service AS penerima_missing,
    sum(c.is_missing) FILTER (WHERE c.component = 'mutu') OVER service AS mutu_missing,
    sum(c.is_full) FILTER (WHERE c.component = 'penerima') OVER service AS penerima_full,
    sum(c.is_full) FILTER (WHERE c.component = 'mutu') OVER service AS mutu_full
  FROM cell AS c
  WINDOW service AS (PARTITION BY c.region, c.field, c.service)
),
leaf AS (
  SELECT c.region,
    c.field,
    c.service,
    c.indicator,
    c.component,
    c.indicator_name,
    c.unit,
    c.scored,
    c.required,
    c.fulfilled,
    c.ratio_raw,
    c.ratio,
    c.status,
    c.part,
    iif(c.service_score IS NULL, 0 * f.weight, f.weight / nullif(f.services_scored, 0))
      * CASE
          WHEN c.service_quality IS NULL THEN c.component = 'penerima'
          WHEN c.component = 'penerima' THEN m.served_weight
          ELSE m.quality_weight
        END AS weight_component,
    CASE
      WHEN iif(c.component = 'penerima', c.penerima_parts, c.mutu_parts) > 0
        THEN c.part / CAST(iif(c.component = 'penerima', c.penerima_parts, c.mutu_parts) AS REAL)
      -- no need is known at all: what is missing loses everything, else 0 of 0 counts as full
      WHEN m.missing = 'zero' AND iif(c.component = 'penerima', c.penerima_missing, c.mutu_missing) > 0
        THEN c.is_missing / CAST(iif(c.component = 'penerima', c.penerima_missing, c.mutu_missing) AS REAL)
      ELSE coalesce(c.is_full / CAST(nullif(iif(c.component = 'penerima', c.penerima_full, c.mutu_full), 0) AS REAL), 0)
    END AS share
  FROM shared AS c
  JOIN field_row AS f
    ON f.region = c.region
    AND f.field = c.field
  CROSS JOIN main.method AS m ON m.method = :method
)
SELECT l.region,
  l.field,
  l.service,
  l.indicator,
  l.component,
  l.indicator_name,
  l.unit,
  l.scored,
  l.required,
  l.fulfilled,
  l.ratio_raw,
  l.ratio,
  l.status,
  l.weight_component * l.share AS weight,
  l.weight_component * l.share * coalesce(l.ratio, 0) AS points,
  l.weight_component,
  l.part > 0 AS counts
FROM leaf AS l
