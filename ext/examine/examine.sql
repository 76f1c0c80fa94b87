-- examine.sql: what the data rules read (examine.h).

-- last(period, region, field, as_of, known_at): the filing of a quarter that stands
SELECT e.filing
FROM main.filing AS e
WHERE e.period = :period
  AND e.region = :region
  AND e.field = :field
  AND @{standing e, :as_of, :known_at}
ORDER BY e.revision DESC
LIMIT 1

-- first(period, region, field, as_of, known_at, other): the first one that stands, but for one
SELECT e.filing
FROM main.filing AS e
WHERE e.period = :period
  AND e.region = :region
  AND e.field = :field
  AND e.filing <> :other
  AND @{standing e, :as_of, :known_at}
ORDER BY e.revision
LIMIT 1

-- earlier(year, region, field, as_of, known_at, period): those from a year on up to the quarter, the last one first
SELECT e.filing
FROM main.filing AS e
WHERE e.period IN (SELECT p.period FROM main.period AS p WHERE p.year >= :year AND p.period <= :period)
  AND e.region = :region
  AND e.field = :field
  AND @{standing e, :as_of, :known_at}
ORDER BY e.period DESC, e.revision DESC

-- filings(period, as_of, known_at, asked): the fields of each region, or of one, in order, and what stands of them
SELECT r.region,
  r.level,
  r.level_group,
  u.field,
  f.filing,
  @{is_listed r} AS listed
FROM main.region AS r
CROSS JOIN main.field AS u
LEFT JOIN main.filing AS f
  ON f.period = :period
  AND f.region = r.region
  AND f.field = u.field
  AND f.revision = @{last_revision :period, r.region, u.field, :as_of, :known_at}
WHERE r.region BETWEEN coalesce(:asked, '') AND coalesce(:asked, '~')
ORDER BY r.region, u.field

-- peers(period, as_of, known_at, asked): what stands of the regions on the roster, or of those of the level of one
SELECT r.level_group,
  r.level,
  f.field,
  f.filing
FROM main.filing AS f
CROSS JOIN main.region AS r ON r.region = f.region
WHERE f.period = :period
  AND f.revision = @{last_revision f.period, f.region, f.field, :as_of, :known_at}
  AND (:asked IS NULL OR r.level = (SELECT o.level FROM main.region AS o WHERE o.region = :asked))
  AND @{is_listed r}

-- asked(period, as_of, _, asked): what all levels owe, or that of one region, of the fields that there are
SELECT a.*
FROM (
  @{asked_rows (SELECT r.level_group FROM main.region AS r WHERE r.region = :asked)}
) AS a
WHERE a.field IN (SELECT u.field FROM main.field AS u)

-- is_asked(period, as_of, indicator): whether an indicator is in force
SELECT 1
FROM main.indicator AS i
CROSS JOIN main.service AS s ON s.service = i.service
WHERE i.indicator = :indicator
  AND @{in_force i}
  AND @{in_force s}
  AND s.field IN (SELECT u.field FROM main.field AS u)

-- settings(_, as_of): the rules that are switched on
SELECT r.rule,
  c.severity,
  c.threshold
FROM main.rule AS r
CROSS JOIN main.rule_change AS c
  ON c.rule = r.rule
  AND c.recorded_at = (
    SELECT max(l.recorded_at) FROM main.rule_change AS l WHERE l.rule = r.rule AND l.recorded_at <= :as_of
  )
WHERE r.kind = 'data'
  AND c.enabled
ORDER BY r.rule

-- cells(filing): the cells of a filing
SELECT a.service,
  a.indicator,
  a.required,
  a.fulfilled
FROM main.achievement AS a
WHERE a.filing = :filing
ORDER BY a.service, a.indicator

-- budgets(filing): its budgets
SELECT b.service,
  b.allocated,
  b.realised
FROM main.budget AS b
WHERE b.filing = :filing
ORDER BY b.service

-- is_any(period): whether anything is filed in a quarter
SELECT 1 FROM main.filing AS f WHERE f.period = :period LIMIT 1

-- method(method): the choices of a method
@{method_choices}

-- declare_examined: the table itself; the hidden columns are its arguments
CREATE TABLE x(
  rule TEXT,
  severity TEXT,
  message TEXT,
  level TEXT,
  region TEXT,
  field TEXT,
  service TEXT,
  indicator TEXT,
  outcome TEXT,
  cells INTEGER,
  given,
  against,
  filing INTEGER,
  period HIDDEN,
  as_of HIDDEN,
  known_at HIDDEN,
  method HIDDEN,
  of_region HIDDEN,
  what HIDDEN,
  ours HIDDEN
)

-- declare_moved: spm_moved
CREATE TABLE x(
  region TEXT,
  grp TEXT,
  service TEXT,
  indicator TEXT,
  points_from REAL,
  points_to REAL,
  served REAL,
  denominator REAL,
  quality REAL,
  coverage REAL,
  obligation REAL,
  cap REAL,
  method_effect REAL,
  has_from INTEGER,
  has_to INTEGER,
  required_from,
  required_to,
  fulfilled_from,
  fulfilled_to,
  period_from HIDDEN,
  period_to HIDDEN,
  as_of HIDDEN,
  known_at HIDDEN,
  method_from HIDDEN,
  method HIDDEN,
  of_region HIDDEN,
  what HIDDEN,
  ours HIDDEN
)
