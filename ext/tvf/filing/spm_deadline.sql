-- spm_deadline(period): the deadline that counts in a quarter, one row; no row when none is known.
-- ringkasan: Batas waktu input yang berlaku pada satu triwulan.
--
-- Semantics 6. Sources may disagree; the latest reported is used, of one day's the earlier date. sources says how many
-- different deadlines are on record. Plain rows that disagree are also a finding; an extension is one more row,
-- reported later, that replaces what stood. A reopened window lets late filings in and makes none of them timely.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   due_on TEXT KEY: last day to file in time, local date
--   zone TEXT: time zone of the deadline, +07:00 is WIB
--   closes_at TEXT: the first second that is late, UTC
--   reported_on TEXT: when the deadline was reported
--   source TEXT: by whom the deadline was reported
--   sources INTEGER: different deadlines on record for the quarter
--   kind TEXT: deadline or extension
--   first_due_on TEXT: the last day first reported, before any extension
--   reopened_until TEXT: last day of a reopened window; what comes in it is late all the same
-- Cost: whole
--
-- Example:
-- > SELECT due_on, zone, closes_at, sources FROM spm_deadline('2024-TW1');
-- = 2024-04-20|+07:00|2024-04-20T17:00:00Z|2
SELECT d.due_on,
  d.zone,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.due_on || 'T00:00:00' || d.zone, '+1 day') AS closes_at,
  d.reported_on,
  d.source,
  (
    SELECT count(DISTINCT o.due_on || o.zone)
    FROM main.deadline AS o
    WHERE o.period = :period
      AND @{deadline_known o}
  ) AS sources,
  d.kind,
  (
    SELECT o.due_on
    FROM main.deadline AS o
    WHERE o.period = :period
      AND @{deadline_known o}
      AND o.kind = 'deadline'
    ORDER BY o.reported_on, o.due_on, o.zone
    LIMIT 1
  ) AS first_due_on,
  (
    SELECT o.due_on
    FROM main.deadline AS o
    WHERE o.period = :period
      AND @{deadline_known o}
      AND o.kind = 'reopening'
    ORDER BY o.reported_on DESC, o.due_on
    LIMIT 1
  ) AS reopened_until
FROM main.deadline AS d
WHERE d.period = :period
  AND @{deadline_known d}
  AND d.kind <> 'reopening'
ORDER BY d.reported_on DESC, d.due_on, closes_at
LIMIT 1
