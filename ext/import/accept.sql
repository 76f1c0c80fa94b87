-- accept.sql: filings out of staging (accept.c). The table of parts (part.c) says what copies, puts and clears the rows
-- of each.

-- @taken(part): the rows of staging that a filing takes, of one part
FROM main.staging
WHERE @{staged_group}
  AND NOT refused
  AND part = '$part'

-- @given(): a row of staging has a value
(first IS NOT NULL OR second IS NOT NULL OR third IS NOT NULL)

-- @clearing(): a row of staging has none: it clears the row that stands, unless it explains it
first IS NULL
AND second IS NULL
AND third IS NULL
AND explanation IS NULL

-- same_second(now, import): a field that is to be filed has been filed in this very second, by an import a moment ago
SELECT 1
FROM main.staging AS s
WHERE s.submitted_at = :now
  AND NOT s.refused
  AND EXISTS (
    SELECT 1
    FROM main.import AS i
    WHERE i.import < :import
      AND i.imported_at >= strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-3 seconds')
  )
  AND EXISTS (
    SELECT 1
    FROM main.filing AS f
    WHERE f.period = s.period
      AND f.region = s.region
      AND f.field = s.field
      AND f.submitted_at = :now
  )
LIMIT 1

-- clock: what time it is
SELECT @{now}

-- restamp(now, later): the rows that have the time of the import have a later one
UPDATE main.staging
SET submitted_at = :later
WHERE submitted_at = :now

-- groups(import): the filings to make; the last column: the rows are of a sheet of ours, which has every field of its
-- region, and others of the region in it hold something
SELECT period,
  region,
  field,
  submitted_at,
  count(*),
  sum(@{given}),
  min(opd),
  count(DISTINCT opd),
  min(line),
  max(day_only),
  (
    SELECT s.sheet
    FROM main.staging AS s
    WHERE s.period = g.period
      AND s.region = g.region
      AND s.field = g.field
      AND s.submitted_at = g.submitted_at
      AND NOT s.refused
    ORDER BY s.line
    LIMIT 1
  ),
  EXISTS (SELECT 1 FROM main.entry_sheet AS o WHERE o.import = :import)
  AND (
    sum(sum(@{given})) OVER (PARTITION BY period, region) > 0
    OR EXISTS (SELECT 1 FROM main.inbox AS b WHERE b.import = :import AND b.region = g.region)
  )
FROM main.staging AS g
WHERE NOT refused
GROUP BY period, region, field, submitted_at
ORDER BY period, region, field, submitted_at

-- last(period, region, field): last revision of the field, and the filing that stands: one that was rejected is not
-- built on, also where the new one has an earlier time
SELECT l.revision,
  l.submitted_at,
  (
    SELECT e.filing
    FROM main.filing AS e
    WHERE @{of_field e}
      AND e.status = 'filed'
      AND e.rejected_at IS NULL
    ORDER BY e.revision DESC
    LIMIT 1
  ),
  l.day_only
FROM main.filing AS l
WHERE @{of_field l}
ORDER BY l.revision DESC
LIMIT 1

-- filing(period, region, field, submitted_at, revision, opd, import, from, day_only): a new open filing
INSERT INTO main.filing(period, region, field, submitted_at, revision, opd, source, day_only)
VALUES (:period, :region, :field, :submitted_at, :revision,
  coalesce(:opd, (SELECT opd FROM main.filing WHERE filing = :from)), :import, :day_only)

-- tally: count its cells once (table tally)
INSERT INTO main.tally(filing, service, indicators, tally)
SELECT f.filing,
  s.service,
  spm_fingerprint(:ours, i.indicator),
  spm_tally(:ours, i.component, i.scored, a.required, a.fulfilled)
FROM main.filing AS f
CROSS JOIN main.region AS r ON r.region = f.region
CROSS JOIN main.service AS s
  ON s.level_group = r.level_group
  AND s.field = f.field
CROSS JOIN main.indicator AS i
  ON i.service = s.service
  AND (i.valid_from IS NULL OR i.valid_from <= f.period)
  AND (i.valid_to IS NULL OR i.valid_to >= f.period)
LEFT JOIN main.achievement AS a
  ON a.filing = f.filing
  AND a.service = i.service
  AND a.indicator = i.indicator
WHERE f.filing = :filing
GROUP BY s.service
HAVING count(a.filing) > 0

-- file(filing, seal): open becomes filed
UPDATE main.filing
SET status = 'filed',
  seal = :seal
WHERE filing = :filing

-- fall(import, filing, column, place): cumulative figures that fall within the year; the column as the file calls it,
-- and where it is in a workbook, NULL in a file of text
-- The plus: SQLite looked for the earlier filing once more for every cell, to find b by it.
INSERT INTO main.finding(import, file, sheet, line, column, given, read, rule, severity, pesan, cell, region, subject,
  message)
SELECT :import,
  (SELECT i.path FROM main.import AS i WHERE i.import = :import),
  coalesce((SELECT s.sheet FROM main.staging AS s WHERE s.part = 'cell' LIMIT 1), ''),
  a.line,
  :column,
  a.fulfilled,
  a.fulfilled,
  r.rule,
  r.severity,
  r.pesan || ': ' || @{shown a.fulfilled},
  :place || a.line,
  f.region,
  a.indicator,
  coalesce(:place || a.line || ': ', '') || a.indicator || ' of ' || f.region || ' in ' || f.period || ': '
    || a.fulfilled || ' is less than ' || b.fulfilled || ' in ' || g.period
    || '; figures are cumulative within the year'
FROM main.filing AS f
CROSS JOIN main.filing AS g
  ON g.filing = (
    SELECT e.filing
    FROM main.filing AS e
    WHERE e.period IN (spm_period_add(f.period, -1), spm_period_add(f.period, -2), spm_period_add(f.period, -3))
      AND substr(e.period, 1, 4) = substr(f.period, 1, 4)
      AND e.region = f.region
      AND e.field = f.field
      AND @{accepted e, f.submitted_at}
    ORDER BY e.period DESC, e.revision DESC
    LIMIT 1
  )
CROSS JOIN main.achievement AS a ON a.filing = f.filing
CROSS JOIN main.achievement AS b
  ON b.filing = +g.filing
  AND b.service = a.service
  AND b.indicator = a.indicator
CROSS JOIN main.indicator AS i
  ON i.indicator = a.indicator
  AND i.scored
CROSS JOIN main.rule AS r
  ON r.rule = 'falling'
  AND r.enabled
WHERE f.filing = :filing
  AND substr(f.period, 8) > '1'
  AND a.origin IS NULL
  AND a.fulfilled < b.fulfilled

-- inbox(period, region, field, submitted_at): the lines of a refused group into the inbox, by their numbers
-- alone: the file is read once more to give them as they were given
INSERT OR IGNORE INTO main.inbox(import, sheet, line, place)
SELECT import,
  sheet,
  line,
  place
FROM main.staging, (SELECT max(import) AS import FROM main.import)
WHERE @{staged_group}
  AND NOT refused

-- settle(period, region, field, submitted_at, import): the rows of the inbox that a filing has taken
UPDATE main.inbox
SET settled_by = :import
WHERE inbox IN (
    SELECT line
    FROM main.staging
    WHERE @{staged_group}
      AND (
        NOT refused
        OR (
          part = 'repeated'
          AND first IN (SELECT line FROM main.staging WHERE @{staged_group} AND NOT refused)
        )
      )
  )

-- empty: empty staging
DELETE FROM main.staging

-- copy_cell(filing, from): the cells of the filing that stands
INSERT INTO main.achievement(filing, service, indicator, required, fulfilled, line, origin)
SELECT :filing,
  service,
  indicator,
  required,
  fulfilled,
  line,
  coalesce(origin, filing)
FROM main.achievement
WHERE filing = :from

-- put_cell(period, region, field, submitted_at, filing): the cells of the file over them
INSERT OR REPLACE INTO main.achievement(filing, service, indicator, required, fulfilled, line)
SELECT :filing,
  service,
  item,
  first,
  second,
  line
@{taken cell}
  AND @{given}

-- clear_cell(period, region, field, submitted_at, filing): without what it clears
DELETE FROM main.achievement
WHERE filing = :filing
  AND (service, indicator) IN (
    SELECT service,
      item
    @{taken cell}
      AND @{clearing}
  )

-- copy_stage(filing, from): the four stages
INSERT INTO main.stage(filing, service, stage, status, note)
SELECT :filing,
  service,
  stage,
  status,
  note
FROM main.stage
WHERE filing = :from

-- put_stage(period, region, field, submitted_at, filing): the stages of the file over them
INSERT OR REPLACE INTO main.stage(filing, service, stage, status, note)
SELECT :filing,
  service,
  item,
  first,
  second
@{taken stage}
  AND @{given}

-- clear_stage(period, region, field, submitted_at, filing): without what it clears
DELETE FROM main.stage
WHERE filing = :filing
  AND (service, stage) IN (
    SELECT service,
      item
    @{taken stage}
      AND @{clearing}
  )

-- copy_problem(filing, from): problems and solutions
INSERT INTO main.problem(filing, service, number, problem, solution)
SELECT :filing,
  service,
  number,
  problem,
  solution
FROM main.problem
WHERE filing = :from

-- put_problem(period, region, field, submitted_at, filing): the problems of the file over them
INSERT OR REPLACE INTO main.problem(filing, service, number, problem, solution)
SELECT :filing,
  service,
  CAST(item AS INTEGER),
  first,
  second
@{taken problem}
  AND @{given}

-- clear_problem(period, region, field, submitted_at, filing): without what it clears
DELETE FROM main.problem
WHERE filing = :filing
  AND (service, number) IN (
    SELECT service,
      CAST(item AS INTEGER)
    @{taken problem}
      AND @{clearing}
  )

-- copy_plan(filing, from): the action plan
INSERT INTO main.action_plan(filing, document, number, dated)
SELECT :filing,
  document,
  number,
  dated
FROM main.action_plan
WHERE filing = :from

-- put_plan(period, region, field, submitted_at, filing): the plan of the file over it
INSERT OR REPLACE INTO main.action_plan(filing, document, number, dated)
SELECT :filing,
  first,
  second,
  third
@{taken plan}
  AND @{given}

-- clear_plan(period, region, field, submitted_at, filing): without what it clears
DELETE FROM main.action_plan
WHERE filing = :filing
  AND EXISTS (
    SELECT 1
    @{taken plan}
      AND @{clearing}
  )

-- copy_team(filing, from): the implementation team
INSERT INTO main.team(filing, office, role, number, dated)
SELECT :filing,
  office,
  role,
  number,
  dated
FROM main.team
WHERE filing = :from

-- put_team(period, region, field, submitted_at, filing): the offices of the file over them
INSERT OR REPLACE INTO main.team(filing, office, role, number, dated)
SELECT :filing,
  item,
  nullif(first, ''),
  second,
  third
@{taken team}
  AND @{given}

-- clear_team(period, region, field, submitted_at, filing): without what it clears
DELETE FROM main.team
WHERE filing = :filing
  AND office IN (
    SELECT item
    @{taken team}
      AND @{clearing}
  )

-- copy_budget(filing, from): the budget
INSERT INTO main.budget(filing, service, allocated, realised)
SELECT :filing,
  service,
  allocated,
  realised
FROM main.budget
WHERE filing = :from

-- put_budget(period, region, field, submitted_at, filing): the budgets of the file over them
INSERT OR REPLACE INTO main.budget(filing, service, allocated, realised)
SELECT :filing,
  service,
  first,
  second
@{taken budget}
  AND @{given}

-- clear_budget(period, region, field, submitted_at, filing): without what it clears
DELETE FROM main.budget
WHERE filing = :filing
  AND service IN (
    SELECT service
    @{taken budget}
      AND @{clearing}
  )

-- copy_explanations(filing, from): the explanations of the figures that have not changed
INSERT INTO main.explanation(filing, service, indicator, text, origin)
SELECT :filing,
  e.service,
  e.indicator,
  e.text,
  coalesce(e.origin, e.filing)
FROM main.explanation AS e
WHERE e.filing = :from
  AND @{same_figure :filing, e.filing, e.service, e.indicator}

-- put_explanations(period, region, field, submitted_at, filing, from): those of the file over them. A text that stood
-- before was copied with its figure, or falls away with it
INSERT OR REPLACE INTO main.explanation(filing, service, indicator, text)
SELECT :filing,
  s.service,
  s.item,
  s.explanation
FROM main.staging AS s
WHERE @{staged_group}
  AND NOT s.refused
  AND s.explanation IS NOT NULL
  AND NOT EXISTS (
    SELECT 1
    FROM main.explanation AS e
    WHERE e.filing = :from
      AND e.service = s.service
      AND e.indicator = s.item
      AND e.text = s.explanation
  )
