-- examined.sql: what the data rules read, and the rules themselves as one list: setting, the CTEs below, judged.
--
-- The build puts this text where the body of spm_finding and spm_quality says "--@ examined.sql", and the files of
-- ext/tvf/quality/rules where judged says so: one SELECT each, with the columns region, field, service, indicator,
-- outcome, given and against. outcome is pass, fail, not_applicable or not_evaluable. Table rule holds what an office
-- has set of each rule, rule_change what was set at as_of; a rule that is switched off has no rows. before_ is the
-- last quarter of the same year that the field filed before this one; for the first quarter, the last quarter of the
-- year before. base_ is what a need may not fall below without a word: the last quarter of the year before that the
-- field filed; where it filed none, the first filing of this year.
setting AS (
  SELECT r.rule, c.severity, c.threshold
  FROM main.rule AS r
  CROSS JOIN main.rule_change AS c
    ON c.rule = r.rule
    AND c.recorded_at = (
      SELECT max(l.recorded_at) FROM main.rule_change AS l WHERE l.rule = r.rule AND l.recorded_at <= :as_of
    )
  WHERE r.kind = 'data'
    AND c.enabled
),
field_filing AS NOT MATERIALIZED (
  SELECT r.region,
    r.level,
    r.level_group,
    u.field,
    f.filing,
    b.filing AS before_filing,
    coalesce(
      (
        SELECT e.filing
        FROM main.filing AS e
        WHERE e.period IN (
            SELECT p.period
            FROM main.period AS p
            WHERE p.year = CAST(substr(:period, 1, 4) AS INTEGER) - 1
          )
          AND e.region = r.region
          AND e.field = u.field
          AND @{standing e, :as_of, :known_at}
        ORDER BY e.period DESC, e.revision DESC
        LIMIT 1
      ),
      (
        SELECT e.filing
        FROM main.filing AS e
        WHERE e.period IN (
            SELECT p.period
            FROM main.period AS p
            WHERE p.year = CAST(substr(:period, 1, 4) AS INTEGER)
              AND p.period <= :period
          )
          AND e.region = r.region
          AND e.field = u.field
          AND e.filing <> f.filing
          AND @{standing e, :as_of, :known_at}
        ORDER BY e.period, e.revision
        LIMIT 1
      )
    ) AS base_filing,
    EXISTS (
      SELECT 1
      FROM main.roster AS o
      WHERE o.region = r.region
        AND @{on_roster o, :period}
    ) AS owed
  FROM main.region AS r
  CROSS JOIN main.field AS u
  LEFT JOIN main.filing AS f
    ON f.period = :period
    AND f.region = r.region
    AND f.field = u.field
    AND f.revision = @{last_revision :period, r.region, u.field, :as_of, :known_at}
  LEFT JOIN main.filing AS b
    ON b.filing = (
      SELECT e.filing
      FROM main.filing AS e
      WHERE e.period IN (spm_period_add(:period, -1), spm_period_add(:period, -2), spm_period_add(:period, -3))
        AND (substr(e.period, 1, 4) = substr(:period, 1, 4)
          OR e.period = spm_period_add(:period, iif(substr(:period, 8) = '1', -1, 0)))
        AND e.region = r.region
        AND e.field = u.field
        AND @{standing e, :as_of, :known_at}
      ORDER BY e.period DESC, e.revision DESC
      LIMIT 1
    )
),
owed_indicator AS NOT MATERIALIZED (
  SELECT s.service,
    s.field,
    s.level_group,
    i.indicator,
    i.component,
    i.number,
    i.scored
  FROM main.service AS s
  CROSS JOIN main.indicator AS i ON i.service = s.service
  WHERE @{in_force s}
    AND @{in_force i}
),
owed_cell AS NOT MATERIALIZED (
  SELECT f.region,
    f.level,
    f.field,
    i.service,
    i.indicator,
    i.component,
    i.number,
    i.scored,
    f.filing,
    f.before_filing,
    f.base_filing,
    a.required,
    a.fulfilled,
    a.required IS NOT NULL AND a.fulfilled IS NOT NULL AS filled,
    b.required AS before_required,
    b.fulfilled AS before_fulfilled,
    (
      SELECT k.required
      FROM main.achievement AS k
      WHERE k.filing = f.base_filing
        AND k.service = i.service
        AND k.indicator = i.indicator
    ) AS base_required
  FROM field_filing AS f
  CROSS JOIN owed_indicator AS i
    ON i.level_group = f.level_group
    AND i.field = f.field
  LEFT JOIN main.achievement AS a
    ON a.filing = f.filing
    AND a.service = i.service
    AND a.indicator = i.indicator
  LEFT JOIN main.achievement AS b
    ON b.filing = f.before_filing
    AND b.service = i.service
    AND b.indicator = i.indicator
  WHERE f.owed
),
judged AS (
  --@ rules
)
