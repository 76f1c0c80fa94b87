-- spm_change(period_from, period_to, who): why a score moved between two quarters: factors that add up to the change.
-- ringkasan: Mengapa nilai berubah antara dua triwulan: pelayanan, penyebut, mutu, cakupan, kewajiban, batas, metode.
--
-- Semantics 9. The index is the sum over the indicators of weight x ratio (spm_point); each product is split at the
-- mean of both quarters, so swapping the quarters flips every sign and nothing is left over. On recipients rated in
-- both quarters what moved is from_service (more or fewer were served) and from_denominator (the need changed), by
-- uncapped ratios; from_cap is what capping takes from that. from_quality is the same of quality indicators,
-- undivided. from_coverage: rated in one quarter, missing, not filed or invalid in the other. from_obligation: owed in
-- one and not in the other (need 0, catalogue). What comes or goes moves the weights of all others: that is coverage
-- or obligation in the measure in which a blank or a need of 0 did it; under combine='pooled' needs move weights
-- within a service, and that is denominator or quality. Each quarter stands under its own method, as in spm_rank: the
-- one given, else the one in force there. from_method: what a change of method alone does, the mean of both quarters.
-- Figures restart each January: across a year end note says so.
--
-- Arguments:
--   period_from PERIOD: the earlier quarter
--   period_to PERIOD: the later quarter
--   who REGION_OPTION: code or name of one region; '' is all
-- More arguments:
--   method_from METHOD_FROM: method of period_from; default: the method given, else the one in force there
--   by WORD(region|field|service): what a row is: a region, a field or a service
-- Columns:
--   region TEXT KEY: Kemendagri code
--   grp TEXT KEY: region, field or service code that the row is about
--   name TEXT: name of the region, field or service
--   points_from REAL: points given to the region's index in period_from; by region: the score, unsnapped
--   points_to REAL: points given to the region's index in period_to
--   change REAL: points_to - points_from
--   from_service REAL: part of the change that comes from what was served
--   from_denominator REAL: part of the change that comes from changed needs
--   from_quality REAL: part of the change that comes from the quality indicators
--   from_coverage REAL: part of the change that comes from what was newly filed or fell silent
--   from_obligation REAL: part of the change that comes from what is newly owed or no longer owed
--   from_cap REAL: part of the change that comes from the cap on ratios
--   from_method REAL: part of the change that comes from the change of method
--   why TEXT: why there is no change: no score in one of the quarters
--   note TEXT: how to read it, where the quarters are of two years
-- Errors: a who that is no code of a region
-- Order: region
-- Cost: whole
--
-- Example:
-- > SELECT round(change, 4) = round(from_service + from_denominator + from_quality + from_coverage + from_obligation
-- > + from_cap
-- > + from_method, 4)
-- > FROM spm_change('2023-TW1', '2023-TW2', '32.12');
-- = 1
WITH choice(method) AS (
  SELECT :method_from
  UNION
  SELECT :method
),
-- the two quarters; their scores are under their own methods, their indicators under both
quarter(side, period, method) AS (
  VALUES (0, :period_from, :method_from), (1, :period_to, :method)
),
-- one row per indicator, side and method; two branches, so that one region costs one region
both_sides AS (
  SELECT q.side,
    c.method AS of_method,
    p.region,
    p.service,
    p.indicator,
    p.component,
    p.required,
    p.fulfilled,
    p.ratio_raw,
    p.ratio,
    p.status,
    p.weight,
    p.weight_component
  FROM quarter AS q
  CROSS JOIN choice AS c
  CROSS JOIN main.spm_point AS p
  WHERE p.period = q.period
    AND p.as_of = :as_of
    AND p.known_at = :known_at
    AND p.method = c.method
    AND p.scored
    AND p.region = :who
  UNION ALL
  SELECT q.side,
    c.method,
    p.region,
    p.service,
    p.indicator,
    p.component,
    p.required,
    p.fulfilled,
    p.ratio_raw,
    p.ratio,
    p.status,
    p.weight,
    p.weight_component
  FROM quarter AS q
  CROSS JOIN choice AS c
  CROSS JOIN main.spm_point AS p
  WHERE p.period = q.period
    AND p.as_of = :as_of
    AND p.known_at = :known_at
    AND p.method = c.method
    AND p.scored
    AND :who = ''
),
-- what an indicator was on both sides; it may be in force on one side only
leaf AS MATERIALIZED (
  SELECT b.region,
    b.service,
    b.component,
    b.of_method,
    max(iif(b.side = 0, b.required, NULL)) AS n0,
    max(iif(b.side = 1, b.required, NULL)) AS n1,
    max(iif(b.side = 0, b.fulfilled, NULL)) AS s0,
    max(iif(b.side = 1, b.fulfilled, NULL)) AS s1,
    max(iif(b.side = 0, b.ratio_raw, NULL)) AS raw0,
    max(iif(b.side = 1, b.ratio_raw, NULL)) AS raw1,
    max(iif(b.side = 0, b.status, NULL)) AS status0,
    max(iif(b.side = 1, b.status, NULL)) AS status1,
    -- missing counts 0; where it has no weight its ratio is that of the other side, so that only the weight tells
    max(iif(b.side = 0, coalesce(b.ratio, iif(b.weight > 0, 0, NULL)), NULL)) AS r0,
    max(iif(b.side = 1, coalesce(b.ratio, iif(b.weight > 0, 0, NULL)), NULL)) AS r1,
    total(iif(b.side = 0, b.weight, NULL)) AS w0,
    total(iif(b.side = 1, b.weight, NULL)) AS w1,
    total(iif(b.side = 0, b.weight_component, NULL)) AS v0,
    total(iif(b.side = 1, b.weight_component, NULL)) AS v1
  FROM both_sides AS b
  GROUP BY b.region, b.service, b.indicator, b.of_method
),
kind AS (
  SELECT l.region,
    l.service,
    l.component,
    l.of_method,
    l.n0,
    l.n1,
    l.s0,
    l.s1,
    l.raw0,
    l.raw1,
    l.w0,
    l.w1,
    l.v0,
    l.v1,
    coalesce(l.r0, l.r1, 0) AS q0,
    coalesce(l.r1, l.r0, 0) AS q1,
    (l.w0 + l.w1) / 2 AS w,
    coalesce(l.w0 / nullif(l.v0, 0), 0) AS share0,
    coalesce(l.w1 / nullif(l.v1, 0), 0) AS share1,
    l.v0 > 0 AND l.v1 > 0 AND l.status0 IN ('ok', 'capped') AND l.status1 IN ('ok', 'capped') AS is_rated,
    coalesce(l.status0 IN ('missing', 'not_filed', 'contradiction', 'invalid'), 0)
      OR coalesce(l.status1 IN ('missing', 'not_filed', 'contradiction', 'invalid'), 0) AS is_silent,
    l.v0 > 0
      AND l.v1 > 0
      AND coalesce(l.status0 IN ('missing', 'not_filed', 'contradiction', 'invalid'), 0)
      + coalesce(l.status1 IN ('missing', 'not_filed', 'contradiction', 'invalid'), 0) = 1
      AND coalesce(l.status0 IN ('ok', 'capped'), 0) + coalesce(l.status1 IN ('ok', 'capped'), 0) = 1 AS is_coverage,
    m.combine
  FROM leaf AS l
  CROSS JOIN main.method AS m ON m.method = l.of_method
),
-- the effect of the ratio, and of the weight: of the indicator's share in its component, and of the component's weight
effect AS (
  SELECT k.region,
    k.service,
    k.component,
    k.of_method,
    k.combine,
    k.is_rated,
    k.is_coverage,
    k.w0 * k.q0 AS points_from,
    k.w1 * k.q1 AS points_to,
    CASE
      WHEN k.is_rated AND k.component = 'penerima' THEN k.w * spm_shift(k.s0, k.n0, k.s1, k.n1, 'service')
      ELSE 0
    END AS served,
    CASE
      WHEN k.is_rated AND k.component = 'penerima' THEN k.w * spm_shift(k.s0, k.n0, k.s1, k.n1, 'denominator')
      ELSE 0
    END AS by_need,
    k.w * (k.raw1 - k.raw0) AS by_raw,
    k.w * (k.q1 - k.q0) AS by_ratio,
    (k.q0 + k.q1) / 2 * (k.v0 + k.v1) / 2 * (k.share1 - k.share0) AS by_share,
    (k.q0 + k.q1) / 2 * (k.share0 + k.share1) / 2 * (k.v1 - k.v0) AS by_weight,
    -- whose weight came or went, and whether a blank did it
    iif((k.w0 > 0) <> (k.w1 > 0) AND k.is_silent, abs(k.w1 - k.w0), 0) AS came_by_coverage,
    iif((k.w0 > 0) <> (k.w1 > 0) AND NOT k.is_silent, abs(k.w1 - k.w0), 0) AS came_by_obligation
  FROM kind AS k
),
-- what came or went moves the weights of all others: that is told in the measure in which either did it
factor AS (
  SELECT e.region,
    e.service,
    e.of_method,
    e.points_from,
    e.points_to,
    e.served,
    e.by_need + iif(e.is_rated AND e.component = 'penerima' AND e.combine = 'pooled', e.by_share, 0) AS denominator,
    CASE WHEN e.is_rated AND e.component = 'mutu' THEN e.by_raw ELSE 0 END
      + CASE WHEN e.is_rated AND e.component = 'mutu' AND e.combine = 'pooled' THEN e.by_share ELSE 0 END AS quality,
    CASE WHEN e.is_rated THEN e.by_ratio - e.by_raw ELSE 0 END AS cap,
    CASE WHEN e.is_coverage THEN e.by_ratio ELSE 0 END AS by_filing,
    CASE WHEN e.is_rated OR e.is_coverage THEN 0 ELSE e.by_ratio END
      + iif(e.combine = 'pooled' AND e.is_rated, 0, e.by_share)
      + e.by_weight AS by_company,
    coalesce(
      sum(e.came_by_coverage) OVER region / nullif(sum(e.came_by_coverage + e.came_by_obligation) OVER region, 0),
      0
    ) AS coverage_share
  FROM effect AS e
  WINDOW region AS (PARTITION BY e.region, e.of_method)
),
listed AS MATERIALIZED (
  SELECT s.region,
    q.period AS of_period,
    s.score
  FROM quarter AS q
  CROSS JOIN main.spm_score AS s
  WHERE s.period = q.period
    AND s.as_of = :as_of
    AND s.known_at = :known_at
    AND s.method = q.method
    AND s.region = :who
  UNION ALL
  SELECT s.region,
    q.period,
    s.score
  FROM quarter AS q
  CROSS JOIN main.spm_score AS s
  WHERE s.period = q.period
    AND s.as_of = :as_of
    AND s.known_at = :known_at
    AND s.method = q.method
    AND :who = ''
),
scored AS MATERIALIZED (
  SELECT l.region,
    max(l.of_period = :period_from AND l.score IS NOT NULL) AS has_from,
    max(l.of_period = :period_to AND l.score IS NOT NULL) AS has_to
  FROM listed AS l
  GROUP BY l.region
),
grouped AS MATERIALIZED (
  SELECT f.region,
    CASE :by WHEN 'region' THEN f.region WHEN 'field' THEN v.field ELSE f.service END AS grp,
    sum(iif(f.of_method = :method_from, f.points_from, 0)) AS points_from,
    sum(iif(f.of_method = :method, f.points_to, 0)) AS points_to,
    -- where the methods differ, the mean of both: what is left over is what the method does
    total(f.served) / count(DISTINCT f.of_method) AS served,
    total(f.denominator) / count(DISTINCT f.of_method) AS denominator,
    total(f.quality) / count(DISTINCT f.of_method) AS quality,
    total(f.by_filing + f.coverage_share * f.by_company) / count(DISTINCT f.of_method) AS coverage,
    total((1 - f.coverage_share) * f.by_company) / count(DISTINCT f.of_method) AS obligation,
    total(f.cap) / count(DISTINCT f.of_method) AS cap,
    (
      sum(iif(f.of_method = :method, f.points_to + f.points_from, 0))
      - sum(iif(f.of_method = :method_from, f.points_to + f.points_from, 0))
    ) / 2 AS method_effect
  FROM factor AS f
  CROSS JOIN main.service AS v ON v.service = f.service
  GROUP BY f.region, grp
  UNION ALL
  -- a region of whose level nothing is asked has no indicators, and keeps its row
  SELECT s.region, s.region, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM scored AS s
  WHERE :by = 'region'
    AND s.region NOT IN (SELECT l.region FROM leaf AS l)
)
SELECT t.region,
  t.grp,
  coalesce(
    (SELECT r.name FROM main.region AS r WHERE r.region = t.grp),
    (SELECT u.name FROM main.field AS u WHERE u.field = t.grp),
    (SELECT s.name FROM main.service AS s WHERE s.service = t.grp)
  ) AS name,
  CASE WHEN h.has_from THEN t.points_from END AS points_from,
  CASE WHEN h.has_to THEN t.points_to END AS points_to,
  CASE WHEN h.has_from AND h.has_to THEN t.points_to - t.points_from END AS change,
  CASE WHEN h.has_from AND h.has_to THEN t.served END AS from_service,
  CASE WHEN h.has_from AND h.has_to THEN t.denominator END AS from_denominator,
  CASE WHEN h.has_from AND h.has_to THEN t.quality END AS from_quality,
  CASE WHEN h.has_from AND h.has_to THEN t.coverage END AS from_coverage,
  CASE WHEN h.has_from AND h.has_to THEN t.obligation END AS from_obligation,
  CASE WHEN h.has_from AND h.has_to THEN t.cap END AS from_cap,
  CASE WHEN h.has_from AND h.has_to THEN t.method_effect END AS from_method,
  CASE
    WHEN h.has_from AND h.has_to THEN NULL
    WHEN h.has_to OR :period_from = :period_to THEN 'no score in ' || :period_from
    WHEN h.has_from THEN 'no score in ' || :period_to
    ELSE 'no score in ' || :period_from || ' and ' || :period_to
  END AS why,
  CASE
    WHEN substr(:period_from, 1, 4) <> substr(:period_to, 1, 4)
      THEN 'two years: figures are cumulative within a year and restart in January'
  END AS note
FROM grouped AS t
LEFT JOIN scored AS h ON h.region = t.region
ORDER BY t.region, t.grp
