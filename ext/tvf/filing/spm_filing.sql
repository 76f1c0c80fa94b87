-- spm_filing(period): the filing that stands of each region and field, one row each; what was replaced or rejected is
--   not in it.
-- ringkasan: Laporan yang berlaku dari tiap daerah dan urusan, satu baris masing-masing; yang diganti atau ditolak
--   tidak masuk.
--
-- Semantics 5. Join what a filing holds to its column filing: budget, problem, stage, action_plan, team, achievement.
-- A join to table filing itself counts every revision. A field that nobody filed has no row; spm_opd_status has one for
-- every field. on_time and late_days are those of the field: a correction makes nobody late.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   field TEXT KEY: code of the field
--   field_name TEXT: name of the field
--   filing INTEGER: number of the filing
--   revision INTEGER: number of the revision
--   submitted_at TEXT: when the revision was filed, UTC
--   day_only INTEGER: 1 when submitted_at was given as a date only: it counts as that whole day
--   opd TEXT: office that the filing names; NULL when it names none
--   arrived_at TEXT: first filing of the field with an owed cell that was not rejected, UTC; NULL while it has none
--   on_time INTEGER: 1 or 0, by arrived_at; NULL without it or a deadline
--   late_days INTEGER: whole local days after the deadline; 0 on time, NULL with on_time
--   import INTEGER: number of the import that made it; NULL when another tool wrote it
--   file TEXT: file it came in; NULL when another tool wrote it
--   imported_at TEXT: when the file was read, UTC
--   recorded_at TEXT: when this database got the revision, whatever submitted_at says, UTC
-- Order: region, field
--
-- Example:
-- > SELECT count(*) = sum(f.filing = o.filing), max(f.revision) > 1 FROM spm_filing('2023-TW2') AS f
-- >   JOIN spm_opd_status('2023-TW2') AS o USING (region, field);
-- = 1|1
WITH due AS MATERIALIZED (
  SELECT d.due_on,
    d.zone
  FROM main.spm_deadline(:period, :as_of, :method, :known_at) AS d
),
effective AS (
  SELECT r.region,
    r.name,
    r.level,
    r.province,
    u.field,
    u.name AS field_name,
    f.filing,
    f.revision,
    f.submitted_at,
    f.day_only,
    f.opd,
    f.source,
    CASE WHEN @{has_cell f.filing} THEN @{first_arrival r.region, u.field} END AS arrived_at
  FROM main.region AS r
  CROSS JOIN main.field AS u
  CROSS JOIN main.filing AS f
    ON f.period = :period
    AND f.region = r.region
    AND f.field = u.field
    AND f.revision = @{last_revision :period, r.region, u.field, :as_of, :known_at}
  WHERE EXISTS (
    SELECT 1
    FROM main.roster AS o
    WHERE o.region = r.region
      AND @{on_roster o, :period}
  )
)
SELECT e.region,
  e.name,
  e.level,
  e.province,
  e.field,
  e.field_name,
  e.filing,
  e.revision,
  e.submitted_at,
  e.day_only,
  e.opd,
  e.arrived_at,
  spm_days_late(e.arrived_at, d.due_on, d.zone) <= 0 AS on_time,
  max(0, spm_days_late(e.arrived_at, d.due_on, d.zone)) AS late_days,
  i.import,
  i.path AS file,
  i.imported_at,
  c.recorded_at
FROM effective AS e
LEFT JOIN due AS d
LEFT JOIN main.import AS i ON i.import = e.source
LEFT JOIN main.recording AS c
  ON c.filing = e.filing
  AND c.what = 'filed'
ORDER BY e.region, e.field
