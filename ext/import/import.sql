-- import.sql: what is asked and written for each row of an import, prepared once; note.c, row.c and stage.c run
-- it. What runs once in an import stands in run.sql.

-- sheet(import, sheet): the file holds a row of this sheet of ours
INSERT OR IGNORE INTO main.entry_sheet(import, sheet)
VALUES (:import, :sheet)

-- @of_row(): the row of staging with the key of this one
@{staged_group}
AND part = :part
AND service = :service
AND item = :item

-- @figure(f, cell, budget): the figure of filing f, a cell or, without an indicator, a budget
LEFT JOIN main.achievement AS $cell
  ON $cell.filing = $f.filing
  AND $cell.service = :service
  AND $cell.indicator = :indicator
LEFT JOIN main.budget AS $budget
  ON :indicator = ''
  AND $budget.filing = $f.filing
  AND $budget.service = :service

-- finding(import, sheet, line, column, given, read, rule, severity, message, list, cell, region, subject, why, saran): a
-- finding; why stands in the place of what was given behind the sentence of the rule, saran behind both
INSERT INTO main.finding(import, file, sheet, line, column, given, read, rule, severity, message, pesan, alternatives,
  cell, region, subject)
SELECT :import,
  (SELECT i.path FROM main.import AS i WHERE i.import = :import),
  :sheet,
  :line,
  :column,
  :given,
  :read,
  r.rule,
  coalesce(r.severity, :severity),
  :message,
  r.pesan || coalesce(': ' || coalesce(:why, :given), '') || coalesce('; ' || :saran, ''),
  :list,
  :cell,
  :region,
  :subject
FROM main.rule AS r
WHERE r.rule = :rule
  AND r.enabled

-- severity(finding): severity of a finding
SELECT severity
FROM main.finding
WHERE finding = :finding

-- inbox: keep a row that could not be taken; the cells are numbered in the order of ImportColumn
INSERT OR IGNORE INTO main.inbox(import, sheet, line, place, raw, region, period, indicator, required, fulfilled,
  service, allocated, realised, submitted_at, opd, field, problem_no, problem, solution, stage, status, note, document,
  office, role, document_no, document_on, revision, unit, explanation)
VALUES (:import, :sheet, :line, :place, :raw, :region, :period, :indicator, :required, :fulfilled, :service, :allocated,
  :realised, :submitted_at, :opd, :field, :problem_no, :problem, :solution, :stage, :status, :note, :document, :office,
  :role, :document_no, :document_on, :revision, :unit, :explanation)

-- region(given, period): region of a code, also an old one, and whether it is on the roster
SELECT r.region,
  r.level_group,
  r.region <> :given,
  EXISTS (
    SELECT 1
    FROM main.roster AS o
    WHERE o.region = r.region
      AND o.from_period <= :period
      AND coalesce(o.to_period, :period) >= :period
  ),
  EXISTS (SELECT 1 FROM main.period AS p WHERE p.period = :period)
FROM main.region AS r
WHERE r.region = coalesce(
    (SELECT g.region FROM main.region AS g WHERE g.region = :given),
    (SELECT c.region FROM main.recode AS c WHERE c.old_code = :given)
  )

-- @in_quarter(i, s): indicator i and its service s in the quarter
coalesce($i.valid_from, :period) <= :period
AND coalesce($i.valid_to, :period) >= :period
AND coalesce($s.valid_from, :period) <= :period
AND coalesce($s.valid_to, :period) >= :period

-- region_called(region, given): whether the text is the name of the region without Kabupaten, Kota or Provinsi
SELECT 1
FROM main.region AS r
WHERE r.region = :region
  AND r.name COLLATE NOCASE IN (trim(:given), 'Kabupaten ' || trim(:given), 'Kota ' || trim(:given))

-- indicator(code, period): its service, field, level group, kind of number, whether it is in force, unit, and code
SELECT i.service,
  s.field,
  s.level_group,
  i.number = 'real',
  @{in_quarter i, s},
  i.unit,
  i.indicator
FROM main.indicator AS i
JOIN main.service AS s ON s.service = i.service
WHERE i.indicator = :code

-- recipients(code, period): the same as of an indicator, of that which counts the recipients of a service
SELECT i.service,
  s.field,
  s.level_group,
  i.number = 'real',
  1,
  i.unit,
  i.indicator
FROM main.service AS s
JOIN main.indicator AS i
  ON i.service = s.service
  AND i.component = 'penerima'
  AND i.scored
WHERE s.service = :code
  AND @{in_quarter i, s}

-- service(code, period): the same of a service
SELECT s.service,
  s.field,
  s.level_group,
  0,
  coalesce(s.valid_from, :period) <= :period AND coalesce(s.valid_to, :period) >= :period
FROM main.service AS s
WHERE s.service = :code

-- field(code, _, level_group): the same of a field; the level group is the one given, if that owes one of its services
SELECT '',
  u.field,
  (SELECT s.level_group FROM main.service AS s WHERE s.field = u.field AND s.level_group = :level_group LIMIT 1),
  0,
  1
FROM main.field AS u
WHERE u.field = :code

-- day_end(day, period, now): last second of a day in the zone of the quarter's deadline; now, on the day itself
WITH day(last) AS (
  SELECT strftime(
    '%Y-%m-%dT%H:%M:%SZ',
    :day || 'T23:59:59' || coalesce((SELECT d.zone FROM main.spm_deadline(:period) AS d), '+07:00')
  )
)
SELECT
  CASE
    WHEN :now BETWEEN strftime('%Y-%m-%dT%H:%M:%SZ', last, '-86399 seconds') AND last THEN :now
    ELSE last
  END
FROM day

-- stage: put a sound row into staging
INSERT OR IGNORE INTO main.staging(period, region, field, submitted_at, part, service, item, first, second, third, opd,
  sheet, line, place, day_only, explanation)
VALUES (:period, :region, :field, :submitted_at, :part, :service, :item, :first, :second, :third, :opd,
  :sheet, :line, :place, :day_only, :explanation)

-- staged(period, region, field, submitted_at, part, service, item, first, second, third, explanation): the row with
-- the same key
SELECT line,
  refused,
  first IS :first AND second IS :second AND third IS :third AND explanation IS :explanation
FROM main.staging
WHERE @{of_row}

-- refuse(period, region, field, submitted_at, part, service, item): take that row out of the running
UPDATE main.staging
SET refused = 1
WHERE @{of_row}

-- unstage(period, region, field, submitted_at, part, service, item): and put its line into the inbox, by its number
-- alone: the file is read once more to give it as it was given
INSERT OR IGNORE INTO main.inbox(import, sheet, line, place)
SELECT import,
  sheet,
  line,
  place
FROM main.staging, (SELECT max(import) AS import FROM main.import)
WHERE @{of_row}

-- repeated(period, region, field, submitted_at, other, line): a row of the inbox that says the same as a staged one
INSERT INTO main.staging(period, region, field, submitted_at, part, service, item, first, line, day_only, refused)
VALUES (:period, :region, :field, :submitted_at, 'repeated', '', :line, :other, :line, 0, 1)

-- waits(import, sheet, line, place): take a row that waits for the second reading out of the inbox
DELETE FROM main.inbox
WHERE import = :import
  AND sheet = :sheet
  AND line = :line
  AND place = :place
  AND region IS NULL
  AND period IS NULL
  AND raw IS NULL

-- @last_change(after): the last import behind another that changed or cleared the figure which stands, behind 0 also
-- another tool; NULL: not asked
FROM main.filing AS e
LEFT JOIN main.filing AS u
  ON u.filing = (
    SELECT v.filing
    FROM main.filing AS v
    WHERE @{of_field v}
      AND v.revision < e.revision
      AND v.status = 'filed'
      AND v.rejected_at IS NULL
    ORDER BY v.revision DESC
    LIMIT 1
  )
@{figure e, x, m}
@{figure u, y, n}
WHERE @{of_field e}
  AND coalesce(e.source > $after, $after = 0)
  AND e.status = 'filed'
  AND e.rejected_at IS NULL
  AND (
    x.required IS NOT y.required
    OR x.fulfilled IS NOT y.fulfilled
    OR m.allocated IS NOT n.allocated
    OR m.realised IS NOT n.realised
  )
ORDER BY e.revision DESC
LIMIT 1

-- @is_own(i): import i read the sheet of the row at hand, or where that has no id, the file of its path. A row that is
-- as its sheet was made corrects nothing: under another path it may be of a copy, in which another office filled in
-- other rows
$i.sha256 IS NOT NULL
AND iif(
  :sheet IS NULL,
  $i.path = mine.path,
  EXISTS (SELECT 1 FROM main.entry_sheet AS s WHERE s.import = $i.import AND s.sheet = :sheet)
  AND ($i.path = mine.path OR NOT f.is_as_made)
)

-- stale(period, region, field, revision, service, indicator, import, first, second, sheet): the figures of the revision
-- that a sheet shows, and those that stand. They are stale when they have changed since, are not what the sheet says,
-- and the last change is not the sheet's own, also by an accept of its rows: by which file, and when. An accept took a
-- cell from the row with its line; a budget, or what was cleared, from any row of the region
WITH
  figures(is_unknown, revision, is_changed, is_as_made, fulfilled, required) AS (
    SELECT :revision > 0 AND seen.filing IS NULL,
      now.revision,
      a.required IS NOT b.required
        OR a.fulfilled IS NOT b.fulfilled
        OR c.allocated IS NOT d.allocated
        OR c.realised IS NOT d.realised,
      coalesce(a.fulfilled, c.realised) IS :second
        AND (seen.filing IS NULL OR coalesce(a.required, c.allocated) IS :first),
      coalesce(b.fulfilled, d.realised),
      coalesce(b.required, d.allocated)
    FROM (SELECT 1)
    LEFT JOIN main.filing AS now
      ON now.filing = (
        SELECT e.filing
        FROM main.filing AS e
        WHERE @{of_field e}
          AND e.status = 'filed'
          AND e.rejected_at IS NULL
        ORDER BY e.revision DESC
        LIMIT 1
      )
    LEFT JOIN main.filing AS seen
      ON @{of_field seen}
      AND seen.revision = :revision
    @{figure seen, a, c}
    @{figure now, b, d}
  ),
  change(import, submitted_at, line) AS (
    SELECT e.source,
      e.submitted_at,
      x.line
    @{last_change (SELECT iif(f.is_changed, 0, NULL) FROM figures AS f)}
  ),
  giver(import) AS (
    SELECT iif(i.sha256 IS NULL, b.import, c.import)
    FROM change AS c
    LEFT JOIN main.import AS i ON i.import = c.import
    LEFT JOIN main.inbox AS b
      ON i.sha256 IS NULL
      AND b.settled_by = c.import
      AND coalesce(b.inbox = c.line, spm_region(b.region) = :region)
  )
SELECT f.is_unknown,
  f.revision,
  f.is_changed
  AND (f.required IS NOT :first OR f.fulfilled IS NOT :second)
  AND NOT coalesce(
    (
      SELECT min(coalesce(@{is_own o}, 0))
      FROM giver AS g
      JOIN main.import AS mine ON mine.import = :import
      LEFT JOIN main.import AS o ON o.import = g.import
    ),
    0
  ),
  f.fulfilled,
  f.required,
  i.path,
  coalesce(i.imported_at, c.submitted_at)
FROM figures AS f
LEFT JOIN change AS c ON 1
LEFT JOIN main.import AS i ON i.import = c.import

-- since(period, region, field, import, service, indicator): the later import that wrote the cell which stands, or
-- changed or cleared it, for a row that waited since its own import
SELECT coalesce(iif(w.source > :import, w.source, NULL), (SELECT e.source @{last_change :import})) AS since,
  coalesce(b.fulfilled, d.realised),
  coalesce(b.required, d.allocated)
FROM main.filing AS now
@{figure now, b, d}
LEFT JOIN main.filing AS w ON w.filing = coalesce(b.origin, b.filing)
WHERE @{of_field now}
  AND now.status = 'filed'
  AND now.rejected_at IS NULL
  AND since IS NOT NULL
ORDER BY now.revision DESC
LIMIT 1
