-- database.sql: what spm_init writes and reports (schema.c), what finds a region (region.c), or what is measured
-- (subject.c). The parameters of a load are named after the columns of its file in sql/catalogue; what ships was always
-- known (semantics.md 5).

-- @stands(x): service or indicator x in the quarter, if there is one
(:period = '' OR (coalesce($x.valid_from, :period) <= :period AND coalesce($x.valid_to, :period) >= :period))

-- noop: could write, but changes nothing (savepoint.c)
DELETE FROM main.inbox
WHERE 0

-- periods: the quarters there are
WITH RECURSIVE quarter(period) AS (
  SELECT '2019-TW1'
  UNION ALL
  SELECT spm_period_add(period, 1)
  FROM quarter
  WHERE period < '2039-TW4'
)
INSERT INTO main.period(period, year, quarter, start_on, end_on)
SELECT period,
  CAST(substr(period, 1, 4) AS INTEGER),
  CAST(substr(period, 8) AS INTEGER),
  spm_period_start(period),
  spm_period_end(period)
FROM quarter

-- regions: load
INSERT INTO main.region(region, name, level, province, valid_from, valid_to)
VALUES (:region, :name, :level, :province, :valid_from, :valid_to)

-- recodes: load
INSERT INTO main.recode(old_code, region, name, on_date)
VALUES (:old_code, :region, :name, :on_date)

-- other_names: load
INSERT INTO main.region_name(name, region, source, valid_from, valid_to, recorded_at)
VALUES (:name, :region, :source, :valid_from, :valid_to, @{SPM_ALWAYS})

-- roster: load
INSERT INTO main.roster(region, from_period, to_period, source, recorded_at, closed_at)
VALUES (:region, :from_period, :to_period, :source, @{SPM_ALWAYS},
  CASE WHEN :to_period IS NOT NULL THEN @{SPM_ALWAYS} END)

-- fields: load
INSERT OR IGNORE INTO main.field(field, name)
VALUES (:field, :field_name)

-- services: load
INSERT INTO main.service(service, level_group, field, name, position, legal_basis, espm_code, recorded_at)
VALUES (:service, :level_group, :field, :name,
  (SELECT count(*) + 1 FROM main.service AS s WHERE s.level_group = :level_group),
  :legal_basis, :espm_code, @{SPM_ALWAYS})

-- always_needed: load
INSERT INTO main.always_needed(service, source, reason, recorded_at)
SELECT :service,
  :need_source,
  :need_reason,
  @{SPM_ALWAYS}
WHERE :need_source IS NOT NULL

-- indicators: load
INSERT INTO main.indicator(indicator, service, component, kind, name, unit, number, scored, espm_code, source,
  valid_from, valid_to, recorded_at, closed_at)
VALUES (:indicator, :service, :component, :kind, :name, :unit, :number, CAST(:scored AS INTEGER), :espm_code, :source,
  :valid_from, :valid_to, @{SPM_ALWAYS}, CASE WHEN :valid_to IS NOT NULL THEN @{SPM_ALWAYS} END)

-- region_groups: load
INSERT INTO main.region_group(grouping, region, name, recorded_at)
VALUES (:grouping, :region, :name, @{SPM_ALWAYS})

-- rules: load those that are not there, so that an upgrade can do it, too
INSERT INTO main.rule(rule, kind, name, severity, threshold, pesan)
SELECT :rule, :kind, :name, :severity, CAST(:threshold AS REAL), :pesan
WHERE :rule NOT IN (SELECT r.rule FROM main.rule AS r)

-- rule_changes: load
INSERT INTO main.rule_change(rule, recorded_at, severity, threshold, enabled)
SELECT :rule, @{SPM_ALWAYS}, :severity, CAST(:threshold AS REAL), 1
WHERE :rule NOT IN (SELECT r.rule FROM main.rule_change AS r)

-- deadlines: load
INSERT INTO main.deadline(period, due_on, zone, reported_on, source, recorded_at)
VALUES (:period, :due_on, :zone, :reported_on, :source, @{SPM_ALWAYS})

-- published: load those that are not there, so that an upgrade can do it, too; an id of an office stays its own
INSERT INTO main.published(id, source, period, quarter, level, region, what, count, percent, value)
SELECT :id, :source, :period, :quarter, :level, :region, :what, CAST(:count AS INTEGER), CAST(:percent AS REAL),
  CAST(:value AS REAL)
WHERE :id NOT IN (SELECT p.id FROM main.published AS p)

-- column_names: load; a name that an office has given itself stays its own
INSERT OR IGNORE INTO main.column_name(name, means, second, source, recorded_at)
VALUES (:name, :means, :second IS NOT NULL, :source, @{SPM_ALWAYS})

-- method(served_weight, quality_weight, pooled, full, available, cap): the default method
INSERT INTO main.method(method, served_weight, quality_weight, combine, zero_need, missing, cap, tree, valid_from, note,
  recorded_at)
VALUES (@{SPM_DEFAULT_METHOD}, :served_weight, :quality_weight, iif(:pooled, 'pooled', 'mean'),
  iif(:full, 'full', 'exclude'), iif(:available, 'available', 'zero'), :cap, 'field', '2019-TW1',
  'Permendagri 59/2021', @{SPM_ALWAYS})

-- band(floor, name): one of its bands
INSERT INTO main.band(method, floor, name, recorded_at)
VALUES (@{SPM_DEFAULT_METHOD}, :floor, :name, @{SPM_ALWAYS})

-- ours: every table, index and trigger of the schema
SELECT name
FROM sqlite_schema
WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'

-- collision(name): what has one of those names already
SELECT name
FROM main.sqlite_schema
WHERE name = :name COLLATE NOCASE

-- report(action, schema_version): what is in the database
SELECT json_object(
    'action', :action,
    'schema_version', :schema_version,
    'tables', (
      SELECT count(*)
      FROM main.sqlite_schema
      WHERE type = 'table'
        AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
    ),
    'regions', (SELECT count(*) FROM main.region),
    'roster', (SELECT count(*) FROM main.roster),
    'services', (SELECT count(*) FROM main.service),
    'indicators', (SELECT count(*) FROM main.indicator),
    'published', (SELECT count(*) FROM main.published),
    'method', @{SPM_DEFAULT_METHOD}
  )

-- find_region(code): the region that has a code, or had it
SELECT r.region
FROM main.region AS r
WHERE r.region = :code
UNION ALL
SELECT c.region
FROM main.recode AS c
WHERE c.old_code = :code
LIMIT 1

-- region_names: what regions are called: their names, then those of table region_name
SELECT r.region,
  r.level,
  r.name,
  r.name
FROM main.region AS r
UNION ALL
SELECT r.region,
  r.level,
  r.name,
  n.name
FROM main.region_name AS n
JOIN main.region AS r ON r.region = n.region

-- is_object(json): whether it is a JSON object
SELECT iif(json_valid(:json), json_type(:json) = 'object', 0)

-- find_subject(kinds, code): the kind of what has a code, of these kinds
SELECT 1
FROM main.field AS u
WHERE u.field = :code
  AND :kinds & 1
UNION ALL
SELECT 2
FROM main.service AS s
WHERE s.service = :code
  AND :kinds & 2
UNION ALL
SELECT 4
FROM main.indicator AS i
WHERE i.indicator = :code
  AND :kinds & 4
LIMIT 1

-- subjects(kinds, level_group, period, service): fields (1), services (2) and indicators (4) of these kinds, and
-- whether they count in a level group, a quarter and a service, each of which may be ''
SELECT 1,
  u.field,
  u.name,
  :level_group = '' OR EXISTS (
    SELECT 1
    FROM main.service AS s
    WHERE s.field = u.field
      AND s.level_group = :level_group
  )
FROM main.field AS u
WHERE :kinds & 1
UNION ALL
SELECT 2,
  s.service,
  s.name,
  :level_group IN ('', s.level_group) AND @{stands s}
FROM main.service AS s
WHERE :kinds & 2
UNION ALL
SELECT 4,
  i.indicator,
  i.name,
  :level_group IN ('', s.level_group) AND :service IN ('', s.service) AND @{stands i} AND @{stands s}
FROM main.indicator AS i
JOIN main.service AS s ON s.service = i.service
WHERE :kinds & 4
ORDER BY 1, 2

-- near_region(given): codes that a code without its dot or its zeros may have been, old ones too, in words and as JSON
WITH written(given) AS (
  SELECT iif(:given GLOB '*[.,]0' AND length(:given) > 3, substr(:given, 1, length(:given) - 2), :given)
),
figures(given, digits) AS (
  SELECT given,
    replace(replace(given, '.', ''), ',', '')
  FROM written
),
meant(code) AS (
  SELECT digits FROM figures WHERE given GLOB '[0-9][0-9]'
  UNION
  SELECT substr(digits, 1, 2) || '.' || substr(digits, 3)
  FROM figures
  WHERE given GLOB '[0-9][0-9][0-9][0-9]'
    OR given GLOB '[0-9][0-9],[0-9][0-9]'
    OR given GLOB '[0-9][.,][0-9][0-9][0-9]'
  UNION
  SELECT substr(digits, 1, 2) || iif(zero = 0, '.0' || substr(digits, 3), '.' || substr(digits, 3) || '0')
  FROM figures, (SELECT 0 AS zero UNION ALL SELECT 1)
  WHERE given GLOB '[0-9][0-9][.,][0-9]'
)
SELECT group_concat(code, ' or '),
  json_group_array(code)
FROM meant
WHERE code IN (SELECT r.region FROM main.region AS r)
  OR code IN (SELECT c.old_code FROM main.recode AS c)
