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

-- @entry(): what filings hold of the row at hand, which is told by its part, service and item as in staging. The parts
-- are those of part.c; line is that of the cell in its file, origin the filing that it came with
entry(filing, first, second, third, line, origin) AS NOT MATERIALIZED (
  SELECT filing, required, fulfilled, NULL, line, coalesce(origin, filing)
  FROM main.achievement
  WHERE :part = 'cell'
    AND service = :service
    AND indicator = :item
  UNION ALL
  SELECT filing, allocated, realised, NULL, NULL, NULL
  FROM main.budget
  WHERE :part = 'budget'
    AND service = :service
  UNION ALL
  SELECT filing, status, note, NULL, NULL, NULL
  FROM main.stage
  WHERE :part = 'stage'
    AND service = :service
    AND stage = :item
  UNION ALL
  SELECT filing, problem, solution, NULL, NULL, NULL
  FROM main.problem
  WHERE :part = 'problem'
    AND service = :service
    AND number = CAST(:item AS INTEGER)
  UNION ALL
  SELECT filing, document, number, dated, NULL, NULL
  FROM main.action_plan
  WHERE :part = 'plan'
  UNION ALL
  SELECT filing, coalesce(role, ''), number, dated, NULL, NULL
  FROM main.team
  WHERE :part = 'team'
    AND office = :item
)

-- @held(f, what): of that what filing f holds; NULL: nothing
(SELECT $what FROM entry WHERE entry.filing = $f)

-- @values(f): its three values
@{held $f, first, second, third}

-- finding(import, sheet, line, column, given, read, rule, severity, message, list, cell, region, item, why, hint, n): a
-- finding; why stands in the place of what was given behind the sentence of the rule, hint behind both; n is what was
-- given where that is a number in its workbook
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
  r.pesan || coalesce(': ' || coalesce(:why, @{shown :n}, :given), '') || coalesce('; ' || :hint, ''),
  :list,
  :cell,
  :region,
  :item
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

-- region_in(region, other): whether it is the other one, or lies in it; a region with an old code lay where that says
SELECT 1
FROM main.region AS r
WHERE r.region = :region
  AND (
    :other IN (r.region, r.province)
    OR EXISTS (
      SELECT 1
      FROM main.recode AS c
      WHERE c.region = r.region
        AND substr(c.old_code, 1, 2) = :other
    )
  )

-- province_elsewhere(province, given): whether the statistics office (BPS) gives the province that number, which is
-- another province's here
WITH numbered(given, province) AS (
  VALUES ('91', '92'), ('92', '96'), ('94', '91'), ('95', '93'), ('96', '94'), ('97', '95')
)
SELECT 1
FROM numbered AS n
WHERE n.province = :province
  AND n.given = :given

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

-- subject_called(column, code, given): whether the text is the name of the indicator, the service or the field
SELECT 1
FROM main.indicator AS i
WHERE :column = 'indicator'
  AND i.indicator = :code
  AND i.name = trim(:given) COLLATE NOCASE
UNION ALL
SELECT 1
FROM main.service AS s
WHERE :column = 'service'
  AND s.service = :code
  AND s.name = trim(:given) COLLATE NOCASE
UNION ALL
SELECT 1
FROM main.field AS u
WHERE :column = 'field'
  AND u.field = :code
  AND u.name = trim(:given) COLLATE NOCASE

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

-- @in_words(f): what filing f holds of the row at hand as a finding says it: two figures, the word of a stage, and of
-- texts whether there are any, since they may be such as no report can show
CASE
  WHEN :part IN ('cell', 'budget')
    THEN coalesce(@{held $f, second}, 'empty') || ' of ' || coalesce(@{held $f, first}, 'empty')
  ELSE coalesce(@{held $f, iif(:part = 'stage', coalesce(first, 'without a status'), 'another text')}, 'empty')
END

-- @last_change(after): the last import behind another that changed or cleared what the row at hand is of, behind 0 also
-- another tool
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
WHERE @{of_field e}
  AND coalesce(e.source > $after, $after = 0)
  AND e.status = 'filed'
  AND e.rejected_at IS NULL
  AND @{values e.filing} IS NOT @{values u.filing}
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
  AND ($i.path = mine.path OR NOT :is_as_made)
)

-- changed(period, region, field, part, service, item, revision, first, second, third): what the row at hand is of, in
-- the revision that a sheet shows and in the one that stands: whether there is no such revision; the number of the one
-- that stands, and in words what is in it; whether that has changed since and is not what the row says; whether the row
-- is as its sheet was made, which at revision 0 shows the need of the quarter before
WITH
  @{entry},
  shown(filing, stands, revision) AS (
    SELECT seen.filing,
      now.filing,
      now.revision
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
  )
SELECT :revision > 0 AND s.filing IS NULL,
  s.revision,
  @{in_words s.stands},
  @{values s.filing} IS NOT @{values s.stands} AND (:first, :second, :third) IS NOT @{values s.stands},
  iif(s.filing IS NULL AND :part = 'cell', :second IS NULL, (:first, :second, :third) IS @{values s.filing})
FROM shown AS s

-- changed_by(period, region, field, part, service, item, import, sheet, is_as_made): by which file the last change of
-- that was, NULL another tool, and when; whether it is the sheet's own, also by an accept of its rows. An accept took a
-- cell from the row with its line; another part, or what was cleared, from any row of the region
WITH
  @{entry},
  change(import, submitted_at, line) AS (
    SELECT e.source,
      e.submitted_at,
      @{held e.filing, line}
    @{last_change 0}
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
SELECT i.path,
  coalesce(i.imported_at, c.submitted_at),
  coalesce(
    (
      SELECT min(coalesce(@{is_own o}, 0))
      FROM giver AS g
      JOIN main.import AS mine ON mine.import = :import
      LEFT JOIN main.import AS o ON o.import = g.import
    ),
    0
  )
FROM change AS c
LEFT JOIN main.import AS i ON i.import = c.import

-- since(period, region, field, part, service, item, import): the later import that wrote the cell which stands, or
-- changed or cleared what the row at hand is of, for a row that waited since its own import
WITH @{entry}
SELECT coalesce(iif(w.source > :import, w.source, NULL), (SELECT e.source @{last_change :import})) AS since,
  @{in_words now.filing}
FROM main.filing AS now
LEFT JOIN main.filing AS w ON w.filing = @{held now.filing, origin}
WHERE @{of_field now}
  AND now.status = 'filed'
  AND now.rejected_at IS NULL
  AND since IS NOT NULL
ORDER BY now.revision DESC
LIMIT 1
