-- upgrade.sql: what spm_upgrade asks and writes (upgrade.c). :made is the schema that spm_init makes, as statement made
-- tells it, :version the schema version of the database; all are bound by name. Rows of text are statements to be run.

-- @made(): the objects of that schema
made(type, name, sql) AS (
  SELECT value ->> 'type',
    value ->> 'name',
    value ->> 'sql'
  FROM main.json_each(:made)
)

-- @otherwise(): the tables that the database has in another way
otherwise(name) AS (
  SELECT m.name
  FROM made AS m
  JOIN main.sqlite_schema AS t
    ON t.type = m.type
    AND t.name = m.name
  WHERE m.type = 'table'
    AND t.sql <> m.sql
)

-- made: the schema that spm_init makes; asked of a scratch database
SELECT json_group_array(json_object('type', type, 'name', name, 'sql', sql))
FROM sqlite_schema
WHERE sql IS NOT NULL

-- different: one thing in which the tables and triggers are not those of its schema version, in words
-- Table was says what older schemas had in another way: until which version, and the fingerprint of its text; NULL: it
-- was not there. What it does not name is as it always was. The next schema adds its rows, and changes none.
WITH
  @{made},
  was(until, name, text) AS (
    VALUES
      (4, 'inbox', 4507840992783236144),
      (4, 'staging', -2870196029261620914),
      (4, 'tally', 4191316708531104098),
      (4, 'column_name', NULL),
      (4, 'column_name_insert', NULL),
      (4, 'column_name_update', NULL),
      (4, 'column_name_delete', NULL),
      (4, 'region_name', NULL),
      (4, 'region_name_insert', NULL),
      (4, 'region_name_update', NULL),
      (4, 'region_name_delete', NULL),
      (5, 'column_name', -8231231158988502942),
      (5, 'entry_sheet', NULL),
      (5, 'finding', 1274024848687259694),
      (5, 'withdrawal', NULL),
      (5, 'withdrawal_insert', NULL),
      (5, 'withdrawal_update', NULL),
      (5, 'withdrawal_delete', NULL),
      (5, 'deadline_insert', -1195337152051328633),
      (5, 'deadline_disagree', -9038440729124654464),
      (5, 'inbox', -6979330141971971567),
      (5, 'staging', 7111564490338437872),
      (5, 'filing_delete_open', -4385878738963763962),
      (5, 'always_needed', NULL),
      (5, 'always_needed_insert', NULL),
      (5, 'always_needed_update', NULL),
      (5, 'always_needed_delete', NULL),
      (5, 'explanation', NULL),
      (5, 'explanation_insert', NULL),
      (5, 'explanation_update', NULL),
      (5, 'explanation_delete', NULL),
      (5, 'explained', NULL),
      (5, 'explained_insert', NULL),
      (5, 'explained_update', NULL),
      (5, 'explained_delete', NULL),
      (5, 'edition', 5744554364404369074),
      (5, 'edition_insert', 4632968268557931368),
      (5, 'edition_update', 7457733399206204458),
      (5, 'edition_recorded', NULL),
      (5, 'filing_insert', 1772173888183007870),
      (5, 'filing_recorded', NULL),
      (5, 'filing_rejected', NULL),
      (5, 'recording', NULL),
      (5, 'recording_insert', NULL),
      (5, 'recording_update', NULL),
      (5, 'recording_delete', NULL),
      (6, 'method_insert', 9135413779263535999),
      (6, 'method_update', 3139950253763742002)
  ),
  want AS (
    SELECT m.type,
      m.name,
      m.sql,
      w.until IS NOT NULL AS is_old,
      w.text
    FROM made AS m
    LEFT JOIN was AS w
      ON w.name = m.name
      AND w.until = (SELECT min(v.until) FROM was AS v WHERE v.name = m.name AND v.until >= :version)
  ),
  there AS (
    SELECT type,
      name,
      tbl_name,
      sql,
      spm_fingerprint(:ours, sql) AS text
    FROM main.sqlite_schema
    WHERE sql IS NOT NULL
    GROUP BY type, name
  )
SELECT
  CASE
    WHEN w.is_old AND w.text IS NULL THEN w.name || ' is a name that the new schema needs; rename what has it'
    ELSE w.type || ' ' || w.name || ' is not as schema version ' || :version || ' has it'
  END
FROM want AS w
LEFT JOIN there AS t
  ON t.name = w.name COLLATE NOCASE
WHERE iif(w.is_old, t.text IS NOT w.text, t.sql IS NOT w.sql OR t.name <> w.name)
UNION ALL
SELECT t.type || ' ' || t.name || ' on table ' || t.tbl_name || ' is not one of ours; drop it, and make it again when'
  || ' the database is upgraded'
FROM there AS t
WHERE t.type IN ('trigger', 'index')
  AND t.name NOT IN (SELECT w.name FROM want AS w)
  AND EXISTS (SELECT 1 FROM want AS w WHERE w.type = 'table' AND w.name = t.tbl_name COLLATE NOCASE)
LIMIT 1

-- wordless: a method with valid_from that has no band of floor 0, which the triggers refuse since schema 7
SELECT 'method ''' || m.method || ''' is in force from ' || m.valid_from || ' and has no band with the floor 0;'
  || ' INSERT INTO band(method, floor, name) VALUES (''' || replace(m.method, '''', '''''') || ''', 0, ...),'
  || ' then upgrade'
FROM main.method AS m
WHERE m.valid_from IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM main.band AS b WHERE b.method = m.method AND b.floor = 0
    AND b.recorded_at <= @{now})
ORDER BY m.method
LIMIT 1

-- drop_triggers: all of ours; they would refuse what is written now
WITH @{made}
SELECT 'DROP TRIGGER main.' || m.name
FROM made AS m
JOIN main.sqlite_schema AS t
  ON t.type = m.type
  AND t.name = m.name
WHERE m.type = 'trigger'

-- put_aside: what is otherwise goes aside. ALTER TABLE RENAME would do it at once, and change every view that reads it
WITH
  @{made},
  @{otherwise}
SELECT 'CREATE TABLE main.spm_old_' || name || ' AS SELECT * FROM main.' || name || '; DROP TABLE main.' || name
FROM otherwise

-- make_tables: what is not there, with main in front of the name, so that no TEMP table is taken for it
WITH @{made}
SELECT 'CREATE TABLE main.' || substr(m.sql, length('CREATE TABLE ') + 1)
FROM made AS m
WHERE m.type = 'table'
  AND m.name NOT IN (SELECT name FROM main.sqlite_schema)

-- put_back: the rows come back by the names of their columns; a new column has its default
SELECT 'INSERT INTO main.' || name || '(' || columns || ') SELECT ' || columns || ' FROM main.' || aside
    || '; DROP TABLE main.' || aside
FROM (
  SELECT t.name AS aside,
    substr(t.name, length('spm_old_') + 1) AS name,
    (
      SELECT group_concat('"' || n.name || '"')
      FROM main.pragma_table_info(substr(t.name, length('spm_old_') + 1), 'main') AS n
      JOIN main.pragma_table_info(t.name, 'main') AS o ON o.name = n.name
    ) AS columns
  FROM main.sqlite_schema AS t
  WHERE t.type = 'table'
    AND t.name IN (SELECT 'spm_old_' || (value ->> 'name') FROM main.json_each(:made))
)

-- record: what was filed and rejected before there was table recording, in the order in which it seems to have come: a
-- filing with its import, else with its stamp, and a rejection not before its filing; none ahead of now
WITH
  filed(filing, recorded_at, rejected_at) AS (
    SELECT f.filing,
      min(coalesce(i.imported_at, f.submitted_at), @{now}),
      min(f.rejected_at, @{now})
    FROM main.filing AS f
    LEFT JOIN main.import AS i ON i.import = f.source
    WHERE f.status = 'filed'
  ),
  came(filing, what, recorded_at) AS (
    SELECT filing, 'filed', recorded_at
    FROM filed
    UNION ALL
    SELECT filing, 'rejected', max(recorded_at, rejected_at)
    FROM filed
    WHERE rejected_at IS NOT NULL
  )
INSERT INTO main.recording(recording, filing, what, recorded_at)
SELECT row_number() OVER (ORDER BY recorded_at, what, filing),
  filing,
  what,
  recorded_at
FROM came

-- know: the editions that are there know all of it
UPDATE main.edition
SET recording = (SELECT count(*) FROM main.recording)

-- make_triggers: all of them
WITH @{made}
SELECT 'CREATE TRIGGER main.' || substr(m.sql, length('CREATE TRIGGER ') + 1)
FROM made AS m
WHERE m.type = 'trigger'

-- set_version: last of all, that nobody takes a half of it for the whole
SELECT 'PRAGMA main.user_version = ' || :current

-- report: what was done
SELECT json_object(
    'action', iif(:version = :current, 'nothing: schema version ' || :current || ' is the current one', 'upgraded'),
    'from', :version,
    'schema_version', :current,
    'filings', (SELECT count(*) FROM main.filing),
    'waiting', (SELECT count(*) FROM main.inbox WHERE settled_by IS NULL)
  )
