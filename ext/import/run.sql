-- run.sql: what runs once in an import, an accept or an undo: run.c, import.c, inbox.c, fn_import.c. Those that
-- spm_first_text runs have the text first, _ where there is none, and the numbers from the second on.

-- @about(i, n): what two imports are about: region, quarter and field of their filings, and of their rows in the inbox;
-- NULL: the row does not say it, or in no code
about(import, region, period, field) AS (
  SELECT f.source,
    f.region,
    f.period,
    f.field
  FROM main.filing AS f
  WHERE f.source IN ($i.import, $n.import)
  UNION
  SELECT r.import,
    spm_region(r.region),
    spm_quarter_of(:ours, r.period),
    r.field
  FROM (
    SELECT DISTINCT b.import,
      b.region,
      b.period,
      coalesce(
        (
          SELECT s.field
          FROM main.service AS s
          WHERE s.service = coalesce(
              (SELECT k.service FROM main.indicator AS k WHERE k.indicator = b.indicator),
              b.service
            )
        ),
        (SELECT u.field FROM main.field AS u WHERE u.field = b.field)
      ) AS field
    FROM main.inbox AS b
    WHERE b.import IN ($i.import, $n.import)
  ) AS r
)

-- @meets(what): two imports have one of these in common, or one of them says none
(
  EXISTS (SELECT 1 FROM about AS e JOIN about AS l ON l.$what = e.$what WHERE l.import > e.import)
  OR 2 > (SELECT count(DISTINCT e.import) FROM about AS e WHERE e.$what IS NOT NULL)
)

-- @whose(s): region and quarter of an id of ours, with the slashes around them: isian/REGION/QUARTER/...
substr($s.sheet, instr($s.sheet, '/'), instr($s.sheet, '-TW') + 5 - instr($s.sheet, '/'))

-- @shows(m, import, whose): m is a correction sheet of this region and quarter, and was made after that import: behind
-- the revisions of its id stands the last import that it shows
$m.sheet GLOB 'koreksi/*/*/*/[0-9]*'
AND $import <= CAST(substr($m.sheet, length(rtrim($m.sheet, '0123456789')) + 1) AS INTEGER)
AND @{whose $m} = $whose

-- @shows_row(n, b): import n read a correction sheet that shows row b of the inbox
EXISTS (
  SELECT 1
  FROM main.entry_sheet AS m
  WHERE m.import = $n
    AND @{shows m, $b.import, '/' || spm_region($b.region) || '/' || spm_quarter_of(:ours, $b.period) || '/'}
)

-- @tells_of(f, b): finding f is about row b of the inbox: its import read the row in its file, or in the inbox
(
  ($b.import = $f.import AND $b.sheet = $f.sheet AND $b.line = $f.line)
  OR (
    $b.inbox = $f.line
    AND EXISTS (SELECT 1 FROM main.import AS a WHERE a.import = $f.import AND a.sha256 IS NULL)
  )
)

-- @shows_finding(n, f): import n read a correction sheet of the region that finding f is of and of the only quarter in
-- which its import has filed figures of that, and no row that it is about waits
EXISTS (
  SELECT 1
  FROM main.entry_sheet AS m
  WHERE m.import = $n
    AND EXISTS (
      SELECT 1
      FROM main.filing AS e
      WHERE e.source = $f.import
        AND e.region = $f.region
        AND @{shows m, $f.import, '/' || e.region || '/' || e.period || '/'}
    )
    AND NOT EXISTS (
      SELECT 1
      FROM main.filing AS e
      WHERE e.source = $f.import
        AND e.region = $f.region
        AND '/' || e.region || '/' || e.period || '/' <> @{whose m}
    )
)
AND NOT EXISTS (SELECT 1 FROM main.inbox AS b WHERE b.settled_by IS NULL AND @{tells_of $f, b})

-- @is_version(i, n): import n read a later version of the file that import i read: it holds each of our own sheets that
-- i held; where it holds none, it has the same path and is about the same
$i.import < $n.import
AND $i.sha256 IS NOT NULL
AND iif(
  EXISTS (SELECT 1 FROM main.entry_sheet AS s WHERE s.import = $n.import),
  EXISTS (SELECT 1 FROM main.entry_sheet AS s WHERE s.import = $i.import)
  AND NOT EXISTS (
    SELECT 1
    FROM main.entry_sheet AS s
    WHERE s.import = $i.import
      AND s.sheet NOT IN (SELECT m.sheet FROM main.entry_sheet AS m WHERE m.import = $n.import)
      AND NOT EXISTS (
        SELECT 1
        FROM main.entry_sheet AS m
        WHERE m.import = $n.import
          AND @{shows m, s.import, @{whose s}}
      )
  ),
  $i.path = $n.path
  AND NOT EXISTS (SELECT 1 FROM main.entry_sheet AS s WHERE s.import = $i.import AND s.sheet GLOB 'referensi/*')
  AND (
    WITH @{about $i, $n}
    SELECT @{meets region} AND @{meets period} AND @{meets field}
  )
)

-- @versions_before(): the imports that read earlier versions of the file at hand, and left something open
SELECT i.import
FROM main.import AS i
JOIN main.import AS n ON n.import = :import
WHERE (
    EXISTS (SELECT 1 FROM main.inbox AS b WHERE b.import = i.import AND b.settled_by IS NULL)
    OR EXISTS (SELECT 1 FROM main.finding AS f WHERE f.import = i.import AND f.superseded_by IS NULL)
  )
  AND @{is_version i, n}

-- @version_after(import, shows): the first import behind the one at hand that read a later version of what another has
-- read, or a correction sheet that shows it; NULL: there is none
(
  SELECT min(n.import)
  FROM main.import AS i
  JOIN main.import AS n
    ON n.import > :import
    AND n.sha256 IS NOT NULL
    AND n.undone_at IS NULL
  WHERE i.import = $import
    AND ((@{is_version i, n}) OR ($shows))
)

-- @is_undone(import): it was taken back
EXISTS (SELECT 1 FROM main.import AS u WHERE u.import = $import AND u.undone_at IS NOT NULL)

-- @is_accepted(b): an accept made a filing of row b of the inbox
EXISTS (SELECT 1 FROM main.import AS a WHERE a.import = $b.settled_by AND a.sha256 IS NULL)

-- @counted(): what an import has done, as its report says it
'rows', :rows,
'accepted', :accepted,
'filings', :filings,
'errors', :errors,
'warnings', :warnings,
'notes', :notes,
'superseded', :superseded

-- @nothing_counted(): the same of one that did nothing
'rows', 0,
'accepted', 0,
'filings', 0,
'errors', 0,
'warnings', 0,
'notes', 0,
'superseded', 0

-- open(path): the row of an import
INSERT INTO main.import(path, imported_at)
VALUES (:path, @{now})

-- opened_at(_, import): its time: the clock is read once
SELECT imported_at
FROM main.import
WHERE import = :import

-- latest_day(now): the day that it is then where the day begins first, in WIT
SELECT date(:now, '+9 hours')

-- close(sha256, import, rows, accepted, filings, is_comma): what it did
UPDATE main.import
SET sha256 = :sha256,
  rows = :rows,
  accepted = :accepted,
  filings = :filings,
  decimal_sign = iif(:is_comma, ',', '.')
WHERE import = :import

-- report(file, import, rows, accepted, filings, errors, warnings, notes, superseded): what it has to say
SELECT json_object(
    'import', :import,
    'file', :file,
    @{counted}
  )

-- dry_report(file, import, rows, accepted, filings, errors, warnings, notes, superseded): the same of a dry run, and
-- every finding, since nothing of them stays
SELECT json_object(
    'import', NULL,
    'file', :file,
    @{counted},
    'action', 'nothing: a dry run',
    'findings', (
      SELECT json_group_array(
          json_object(
            'line', line,
            'column', column,
            'given', given,
            'read', read,
            'rule', rule,
            'severity', severity,
            'message', message,
            'pesan', pesan,
            'alternatives', json(alternatives)
          )
        )
      FROM (
        SELECT line,
          column,
          given,
          read,
          rule,
          severity,
          message,
          pesan,
          alternatives
        FROM main.finding
        WHERE import = :import
        ORDER BY finding
      )
    )
  )

-- same_file(sha256, file): the report of a file whose bytes were read before and not taken back. A file that is what it
-- was before its last correction is read again
SELECT json_object(
    'import', import,
    'file', :file,
    @{nothing_counted},
    'action', 'nothing: import ' || import || ' read the same bytes on ' || imported_at
  )
FROM main.import
WHERE sha256 = :sha256
  AND undone_at IS NULL
  AND NOT EXISTS (
    SELECT 1
    FROM main.import AS l
    WHERE l.sha256 IS NOT NULL
      AND l.sha256 <> :sha256
      AND l.undone_at IS NULL
      AND l.import > import.import
      AND iif(
        EXISTS (SELECT 1 FROM main.entry_sheet AS s WHERE s.import = import.import),
        EXISTS (
          SELECT 1
          FROM main.entry_sheet AS s
          JOIN main.entry_sheet AS m
            ON m.import = l.import
            AND m.sheet = s.sheet
          WHERE s.import = import.import
        ),
        l.path = :file
      )
  )
ORDER BY import DESC
LIMIT 1

-- settle_file(_, import, ours): the rows of the file's earlier versions, and those that its correction sheet shows,
-- wait for nobody any more
UPDATE main.inbox
SET settled_by = :import
WHERE settled_by IS NULL
  AND (import IN (@{versions_before}) OR @{shows_row :import, inbox})

-- supersede_file(path, import, ours): and what was said of them is superseded, also what an accept has said of the rows
-- since, and that the file could not be read
UPDATE main.finding
SET superseded_by = :import
WHERE superseded_by IS NULL
  AND (
    import IN (@{versions_before})
    OR (
      import IS NULL
      AND rule = 'file'
      AND file = :path
    )
    OR (
      import < :import
      AND EXISTS (SELECT 1 FROM main.inbox AS b WHERE b.settled_by = :import AND @{tells_of finding, b})
    )
    OR (@{shows_finding :import, finding})
  )

-- nothing_waits: the report of an accept that has nothing to do; no row when it has
SELECT json_object(
    'import', NULL,
    'file', 'inbox',
    @{nothing_counted},
    'action', 'nothing: no row of the inbox waits'
  )
WHERE NOT EXISTS (
    SELECT 1
    FROM main.inbox AS b
    WHERE b.settled_by IS NULL
      AND b.raw IS NULL
  )

-- waiting: the rows of the inbox that wait, the cells in the order of ImportColumn, and the only sheet of ours that
-- their file held
SELECT b.inbox,
  coalesce(b.import, 0),
  coalesce(i.decimal_sign = ',', 0),
  b.region,
  b.period,
  b.indicator,
  b.required,
  b.fulfilled,
  b.service,
  b.allocated,
  b.realised,
  b.submitted_at,
  b.opd,
  b.field,
  b.problem_no,
  b.problem,
  b.solution,
  b.stage,
  b.status,
  b.note,
  b.document,
  b.office,
  b.role,
  b.document_no,
  b.document_on,
  b.revision,
  b.unit,
  b.explanation,
  (SELECT iif(count(*) = 1, min(s.sheet), NULL) FROM main.entry_sheet AS s WHERE s.import = b.import)
FROM main.inbox AS b
LEFT JOIN main.import AS i ON i.import = b.import
WHERE b.settled_by IS NULL
  AND b.raw IS NULL

-- supersede_rows(_, import): what was said of these rows before is superseded by what this accept says
UPDATE main.finding
SET superseded_by = :import
WHERE superseded_by IS NULL
  AND import < :import
  AND EXISTS (
    SELECT 1
    FROM main.inbox AS b
    WHERE b.raw IS NULL
      AND (b.settled_by IS NULL OR b.settled_by = :import)
      AND (
        (b.import = finding.import AND b.sheet = finding.sheet AND b.line = finding.line)
        OR (
          b.inbox = finding.line
          AND EXISTS (
            SELECT 1
            FROM main.import AS i
            WHERE i.import = finding.import
              AND i.path = 'inbox'
              AND i.sha256 IS NULL
          )
        )
      )
  )

-- file_error(file, error, pesan): what a file of many has to say that could not be read; pesan NULL: English alone
SELECT json_patch(json_object('file', :file, 'error', :error), json_object('pesan', :pesan))

-- forget_file(file): what was said of such a file before
DELETE FROM main.finding
WHERE import IS NULL
  AND rule = 'file'
  AND file = :file

-- keep_file(file, error, pesan): and what is said of it now, a finding of no import
INSERT INTO main.finding(file, rule, severity, message, pesan)
SELECT :file,
  r.rule,
  'error',
  :error,
  coalesce(:pesan, r.pesan)
FROM main.rule AS r
WHERE r.rule = 'file'

-- folder(path): a folder beside them, in the list below
SELECT json_object('folder', :path)

-- many(list): the totals of many files, what each has to say, and folders that were not read
WITH told AS (
  SELECT value,
    value ->> 'folder' AS folder
  FROM main.json_each(:list)
)
SELECT json_object(
    'files', count(*) - count(folder),
    'failed', count(value ->> 'error'),
    'rows', coalesce(sum(value ->> 'rows'), 0),
    'accepted', coalesce(sum(value ->> 'accepted'), 0),
    'filings', coalesce(sum(value ->> 'filings'), 0),
    'errors', coalesce(sum(value ->> 'errors'), 0),
    'warnings', coalesce(sum(value ->> 'warnings'), 0),
    'notes', coalesce(sum(value ->> 'notes'), 0),
    'superseded', coalesce(sum(value ->> 'superseded'), 0),
    'imports', json_group_array(json(value)) FILTER (WHERE folder IS NULL),
    'folders', json_group_array(folder) FILTER (WHERE folder IS NOT NULL)
  )
FROM told

-- options(json): the options of spm_import: name, type, value, and of columns the name in the file, a row each
WITH given AS (
  SELECT key,
    type,
    value
  FROM main.json_each(:json)
)
SELECT key,
  type,
  value,
  ''
FROM given
WHERE key <> 'columns'
  OR type <> 'object'
UNION ALL
SELECT 'columns',
  c.type,
  c.value,
  c.key
FROM given AS g
JOIN main.json_each(g.value) AS c
WHERE g.key = 'columns'
  AND g.type = 'object'

-- undo_known(_, import): when the import was taken back; empty: it stands; no row: there is none
SELECT coalesce(undone_at, '')
FROM main.import
WHERE import = :import

-- undo_replaced(_, import): a later filing that builds on one of its filings
SELECT f.field || ' of ' || f.region || ' in ' || f.period || ', revision ' || l.revision
FROM main.filing AS f
JOIN main.filing AS l
  ON l.period = f.period
  AND l.region = f.region
  AND l.field = f.field
  AND l.revision > f.revision
  AND l.source IS NOT f.source
  AND l.rejected_at IS NULL
WHERE f.source = :import
ORDER BY f.period, f.region, f.field, l.revision
LIMIT 1

-- undo_mark(_, import): it is taken back now
UPDATE main.import
SET undone_at = @{now}
WHERE import = :import

-- undo_reject(_, import): and its filings are rejected
UPDATE main.filing
SET rejected_at = max(submitted_at, (SELECT i.undone_at FROM main.import AS i WHERE i.import = :import))
WHERE source = :import
  AND status = 'filed'
  AND rejected_at IS NULL

-- undo_wait(_, import, ours): what it had settled waits again, or is settled by a later version of its own file
UPDATE main.inbox
SET settled_by = @{version_after inbox.import, @{shows_row n.import, inbox}}
WHERE settled_by = :import
  AND NOT @{is_undone inbox.import}

-- undo_stand(_, import, ours): the findings that it superseded stand again, or are superseded by what stands in its
-- place: an accept that has read the same row since, or a later version of the file
UPDATE main.finding
SET superseded_by = coalesce(
    iif(@{is_undone finding.import}, import, NULL),
    @{version_after finding.import, @{shows_finding n.import, finding}},
    (
      SELECT min(coalesce(n.superseded_by, b.settled_by))
      FROM main.inbox AS b
      LEFT JOIN main.finding AS n
        ON n.import = :import
        AND n.line = b.inbox
        AND EXISTS (SELECT 1 FROM main.import AS a WHERE a.import = :import AND a.sha256 IS NULL)
      WHERE (b.import = finding.import AND b.sheet = finding.sheet AND b.line = finding.line)
        OR (
          finding.line = b.inbox
          AND EXISTS (
            SELECT 1
            FROM main.import AS i
            WHERE i.import = finding.import
              AND i.sha256 IS NULL
          )
        )
    )
  )
WHERE superseded_by = :import

-- undo_close(_, import): what it has said is of nobody any more, and what accepts have said of its rows, also where a
-- later accept has superseded that: the rows go
UPDATE main.finding
SET superseded_by = :import
WHERE (superseded_by IS NULL AND import = :import)
  OR (
    import IN (SELECT a.import FROM main.import AS a WHERE a.sha256 IS NULL)
    AND line IN (SELECT b.inbox FROM main.inbox AS b WHERE b.import = :import AND NOT @{is_accepted b})
  )

-- undo_inbox(_, import): its rows in the inbox go, but those that an accept made filings of
DELETE FROM main.inbox
WHERE import = :import
  AND NOT @{is_accepted inbox}

-- undo_report(_, import, filings, inbox, references): what was done
SELECT json_patch(
    json_object(
      'import', :import,
      'action', 'taken back',
      'filings', :filings,
      'inbox', :inbox
    ),
    json_object('references', nullif(:references, 0))
  )
