-- check.sql: what spm_check asks (check.c). From file on, each asks the data and returns rows (what, name, problem).

-- found: what collects the problems, in the pristine database
CREATE TEMP TABLE found(what, name, problem, UNIQUE (what, name, problem) ON CONFLICT IGNORE)

-- problem(what, name, problem): one more of them
INSERT INTO temp.found VALUES (:what, :name, :problem)

-- hold: a statement that holds one state of the database while it is under way
SELECT name
FROM main.sqlite_schema

-- names: what a pristine database has, as a JSON list
SELECT json_group_array(type || ' ' || name)
FROM sqlite_schema

-- ours: the tables, indexes and triggers of a pristine database
SELECT type,
  name,
  sql
FROM sqlite_schema
WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'
ORDER BY name

-- theirs(type, name, sql): whether the file has the same
SELECT sql IS :sql
FROM main.sqlite_schema
WHERE type = :type
  AND name = :name

-- hiding(name): SELECT * FROM spm_help reads a table or a view of that name when there is one
SELECT type
FROM main.sqlite_schema
WHERE name = :name COLLATE NOCASE
  AND type IN ('table', 'view')

-- seals: the filings that carry a seal
SELECT filing,
  seal,
  field,
  region,
  period,
  revision
FROM main.filing
WHERE seal IS NOT NULL
ORDER BY filing

-- sealed: how many they are
SELECT count(*)
FROM main.filing
WHERE seal IS NOT NULL

-- unsealed: how many are filed without one
SELECT count(*)
FROM main.filing
WHERE seal IS NULL
  AND status = 'filed'

-- report(note, sealed, unsealed): all that was found; a note is about the host and makes no file unsound
SELECT json_object(
    'sound', json(iif(count(*) = 0, 'true', 'false')),
    'version', spm_version(),
    'sealed', :sealed,
    'unsealed', :unsealed,
    'problems', json_group_array(json_object('what', what, 'name', name, 'problem', problem)),
    'notes', json(iif(:note IS NULL, '[]', json_array(:note)))
  )
FROM temp.found

-- file: damage
-- A number of errors as argument is a table's name to SQLite 3.54, which gets it as text.
SELECT 'file',
  'integrity',
  integrity_check
FROM main.pragma_integrity_check(NULL, 'main')
WHERE integrity_check <> 'ok'
LIMIT 20

-- reference(names): references of a table of ours to what is not there
SELECT 'reference',
  k."table",
  'rows of table ' || k."table" || ' that refer to a ' || k.parent || ' that does not exist: ' || count(*)
FROM main.json_each(:names) AS n
CROSS JOIN main.pragma_foreign_key_check(substr(n.value, 7), 'main') AS k
WHERE n.value GLOB 'table *'
  AND substr(n.value, 7) IN (SELECT name FROM main.sqlite_schema)
GROUP BY k."table", k.parent

-- stranger(names): a trigger that a pristine database does not have. A view of somebody's own, a table or a full-text
-- index changes nothing of ours
SELECT type,
  name,
  type || ' ' || name || ' is not one of ours; it may change what is written'
FROM main.sqlite_schema
WHERE type = 'trigger'
  AND type || ' ' || name NOT IN (SELECT value FROM main.json_each(:names))

-- order: a revision that is not later than one before it
SELECT 'filing',
  f.filing,
  'filing ' || f.filing || ': field ' || f.field || ' of ' || f.region || ' in ' || f.period || ', revision '
    || f.revision || ', is not later than the revision before'
FROM main.filing AS f
JOIN main.filing AS b
  ON b.period = f.period
  AND b.region = f.region
  AND b.field = f.field
  AND b.revision < f.revision
  AND b.submitted_at >= f.submitted_at
  AND NOT (b.submitted_at = f.submitted_at AND b.day_only AND f.day_only)

-- unrecorded: a filing or a rejection that has no number, so that no edition knows it
SELECT 'recording',
  f.filing,
  'filing ' || f.filing || ': that it was ' || w.what || ' is not in table recording'
FROM main.filing AS f
CROSS JOIN (SELECT 'filed' AS what UNION ALL SELECT 'rejected') AS w
WHERE iif(w.what = 'filed', f.status = 'filed', f.rejected_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM main.recording AS c WHERE c.filing = f.filing AND c.what = w.what)

-- recorded: one that says what did not happen, or a time that cannot be
SELECT 'recording',
  c.filing,
  'recording ' || c.recording || ' of filing ' || c.filing || ' '
    || CASE
      WHEN NOT iif(c.what = 'filed', f.status = 'filed', f.rejected_at IS NOT NULL)
        THEN 'says that it was ' || c.what || ', and it was not'
      WHEN c.recorded_at > @{now} THEN 'is of a time ahead: ' || c.recorded_at
      ELSE 'is of ' || c.recorded_at || ', before its import, ' || i.imported_at
    END
FROM main.recording AS c
JOIN main.filing AS f ON f.filing = c.filing
LEFT JOIN main.import AS i ON i.import = f.source
WHERE NOT iif(c.what = 'filed', f.status = 'filed', f.rejected_at IS NOT NULL)
  OR c.recorded_at > @{now}
  OR c.recorded_at < i.imported_at

-- edition: one that knows what was not there when it was made
SELECT 'edition',
  e.name,
  'edition ' || e.name || ' of ' || e.made_at || ' does not know exactly what was recorded before it'
FROM main.edition AS e
WHERE e.recording IS NULL
  OR e.recording > (SELECT coalesce(max(c.recording), 0) FROM main.recording AS c)
  OR e.made_at > @{now}
  OR EXISTS (SELECT 1 FROM main.recording AS c WHERE c.recording <= e.recording AND c.recorded_at > e.made_at)
  OR EXISTS (SELECT 1 FROM main.recording AS c WHERE c.recording > e.recording AND c.recorded_at < e.made_at)

-- open: an open filing with a seal
SELECT 'filing',
  filing,
  'filing ' || filing || ': field ' || field || ' of ' || region || ' in ' || period || ', revision ' || revision
    || ', is open although it carries a seal'
FROM main.filing
WHERE status = 'open'
  AND seal IS NOT NULL

-- cell: a cell that is not of the filing's field and level
-- Its indicator is asked for each cell, its service once for all cells of a service.
WITH
  stray(filing, service, indicator) AS (
    SELECT a.filing,
      a.service,
      a.indicator
    FROM main.achievement AS a
    WHERE (a.service, a.indicator) NOT IN (SELECT i.service, i.indicator FROM main.indicator AS i)
    UNION
    SELECT a.filing,
      a.service,
      a.indicator
    FROM (SELECT DISTINCT filing, service FROM main.achievement) AS g
    JOIN main.filing AS f ON f.filing = g.filing
    JOIN main.region AS r ON r.region = f.region
    LEFT JOIN main.service AS s ON s.service = g.service
    CROSS JOIN main.achievement AS a
      ON a.filing = g.filing
      AND a.service = g.service
    WHERE s.field IS NOT f.field
      OR s.level_group IS NOT r.level_group
  )
SELECT 'cell',
  f.filing,
  'filing ' || f.filing || ': cells of a service or indicator that is not of its field and level: ' || count(*)
FROM stray AS x
JOIN main.filing AS f ON f.filing = x.filing
JOIN main.region AS r ON r.region = f.region
GROUP BY f.filing

-- part: another part that is not
SELECT 'part',
  x.filing,
  'filing ' || x.filing || ': budgets, problems, stages or explanations of a service that is not of its field and level'
    || ': ' || count(*)
FROM (
  SELECT filing, service FROM main.budget
  UNION ALL
  SELECT filing, service FROM main.problem
  UNION ALL
  SELECT filing, service FROM main.stage
  UNION ALL
  SELECT filing, service FROM main.explanation
) AS x
JOIN main.filing AS f ON f.filing = x.filing
JOIN main.region AS r ON r.region = f.region
LEFT JOIN main.service AS s ON s.service = x.service
WHERE s.field IS NOT f.field
  OR s.level_group IS NOT r.level_group
GROUP BY x.filing

-- tally: one that is not that of its cells
-- Made of the indicators as they are known now, or as they were known when the file came; else nobody reads it. A cell
-- that is not there adds nothing to a tally, so only those that are there are counted.
WITH
  known(service, period, known_at) AS (
    SELECT s.service,
      f.period,
      @{SPM_FOREVER}
    FROM main.service AS s
    CROSS JOIN (SELECT DISTINCT period FROM main.filing) AS f
    UNION
    SELECT i.service,
      f.period,
      m.imported_at
    FROM main.indicator AS i
    CROSS JOIN (SELECT DISTINCT period, source FROM main.filing) AS f
    JOIN main.import AS m ON m.import = f.source
    WHERE max(i.recorded_at, coalesce(i.closed_at, '')) > @{SPM_ALWAYS}
  ),
  counted AS MATERIALIZED (
    SELECT k.service,
      k.period,
      k.known_at,
      spm_fingerprint(:ours, i.indicator) AS indicators
    FROM known AS k
    CROSS JOIN main.indicator AS i
      ON i.service = k.service
      AND @{asked_for i, k.period, k.known_at}
    GROUP BY k.service, k.period, k.known_at
  )
SELECT DISTINCT 'tally',
  t.filing,
  'filing ' || t.filing || ': the tally of ' || t.service || ' is not that of its cells'
FROM main.tally AS t
CROSS JOIN main.filing AS f ON f.filing = t.filing
LEFT JOIN main.import AS m ON m.import = f.source
CROSS JOIN counted AS c
  ON c.service = t.service
  AND c.period = f.period
  AND c.indicators = t.indicators
  AND c.known_at IN (@{SPM_FOREVER}, m.imported_at)
WHERE t.tally <> (
    SELECT spm_tally(:ours, i.component, i.scored, a.required, a.fulfilled)
    FROM main.achievement AS a
    CROSS JOIN main.indicator AS i
      ON i.indicator = a.indicator
      AND i.service = a.service
      AND @{asked_for i, f.period, c.known_at}
    WHERE a.filing = t.filing
      AND a.service = t.service
  )

-- no_tally: cells of an import that have none
SELECT 'tally',
  filing,
  'filing ' || filing || ': the tally of ' || service || ' is missing'
FROM (
  SELECT DISTINCT a.filing,
    a.service
  FROM main.filing AS f
  CROSS JOIN main.achievement AS a ON a.filing = f.filing
  WHERE f.seal IS NOT NULL
    AND f.source IS NOT NULL
)
WHERE (filing, service) NOT IN (SELECT filing, service FROM main.tally)

-- withdrawn: a row that was taken back and is not there
SELECT 'withdrawal',
  w.what,
  'table withdrawal takes back a row that table ' || w.what || ' does not have: ' || w.key
FROM main.withdrawal AS w
WHERE NOT (
    EXISTS (SELECT 1 FROM main.deadline AS d WHERE w.what = 'deadline' AND w.key = @{deadline_key d})
    OR EXISTS (SELECT 1 FROM main.office AS o WHERE w.what = 'office' AND w.key = @{office_key o})
    OR EXISTS (SELECT 1 FROM main.target AS t WHERE w.what = 'target' AND w.key = @{target_key t})
    OR EXISTS (SELECT 1 FROM main.method AS m WHERE w.what = 'method' AND w.key = m.method)
    OR EXISTS (SELECT 1 FROM main.edition AS e WHERE w.what = 'edition' AND w.key = e.name)
  )

-- staging: rows that an import left behind
SELECT 'staging',
  'staging',
  'rows left in staging, which is empty between imports: ' || n
FROM (SELECT count(*) AS n FROM main.staging)
WHERE n > 0
