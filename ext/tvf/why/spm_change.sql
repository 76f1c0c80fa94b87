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
--
-- Example:
-- > SELECT round(change, 4) = round(from_service + from_denominator + from_quality + from_coverage + from_obligation
-- > + from_cap
-- > + from_method, 4)
-- > FROM spm_change('2023-TW1', '2023-TW2', '32.12');
-- = 1
SELECT t.region,
  t.grp,
  coalesce(
    (SELECT r.name FROM main.region AS r WHERE r.region = t.grp),
    (SELECT u.name FROM main.field AS u WHERE u.field = t.grp),
    (SELECT s.name FROM main.service AS s WHERE s.service = t.grp)
  ) AS name,
  CASE WHEN t.has_from THEN t.points_from END AS points_from,
  CASE WHEN t.has_to THEN t.points_to END AS points_to,
  CASE WHEN t.has_from AND t.has_to THEN t.points_to - t.points_from END AS change,
  CASE WHEN t.has_from AND t.has_to THEN t.served END AS from_service,
  CASE WHEN t.has_from AND t.has_to THEN t.denominator END AS from_denominator,
  CASE WHEN t.has_from AND t.has_to THEN t.quality END AS from_quality,
  CASE WHEN t.has_from AND t.has_to THEN t.coverage END AS from_coverage,
  CASE WHEN t.has_from AND t.has_to THEN t.obligation END AS from_obligation,
  CASE WHEN t.has_from AND t.has_to THEN t.cap END AS from_cap,
  CASE WHEN t.has_from AND t.has_to THEN t.method_effect END AS from_method,
  CASE
    WHEN t.has_from AND t.has_to THEN NULL
    WHEN t.has_to OR :period_from = :period_to THEN 'no score in ' || :period_from
    WHEN t.has_from THEN 'no score in ' || :period_to
    ELSE 'no score in ' || :period_from || ' and ' || :period_to
  END AS why,
  CASE
    WHEN substr(:period_from, 1, 4) <> substr(:period_to, 1, 4)
      THEN 'two years: figures are cumulative within a year and restart in January'
  END AS note
FROM main.spm_moved(
  :period_from,
  :period_to,
  :as_of,
  :known_at,
  :method_from,
  :method,
  coalesce(nullif(:who, ''), @region),
  :by,
  :ours
) AS t
ORDER BY t.region, t.grp
