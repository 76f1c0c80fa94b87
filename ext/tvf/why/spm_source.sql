-- spm_source(region, period, indicator): where one figure came from: every revision that holds the cell, newest first.
-- ringkasan: Asal satu angka: laporan, revisi, perangkat daerah, berkas, baris, sidik jari, dan nilai sebelumnya.
--
-- Semantics 5. effective is 1 on the row that counts at as_of; carried is 1 where a revision took the cell over
-- unchanged from the one before; file, line and sha256 are those of the filing that wrote the value.
--
-- Arguments:
--   region REGION: code or name
--   period PERIOD: the quarter
--   indicator INDICATOR: code or name
-- Columns:
--   revision INTEGER KEY: revision of the filing
--   filing INTEGER: number of the filing
--   effective INTEGER: 1 when this revision counts
--   required NUMERIC: need, as it was filed
--   fulfilled NUMERIC: fulfilled, as it was filed
--   carried INTEGER: 1 when the cell was carried over
--   submitted_at TEXT: when the revision was filed, UTC
--   rejected_at TEXT: when it was rejected, UTC
--   opd TEXT: office that filed the value
--   file TEXT: file the value came in; NULL when another tool wrote it
--   line INTEGER: line of that file
--   sha256 TEXT: hash of that file
--   imported_at TEXT: when the file was read, UTC
--   explanation TEXT: why the figure is so, as its office says in that revision, or the ministry of that figure
--   explained_by TEXT: perangkat daerah or kementerian
--   explained_at TEXT: when it was filed or recorded, UTC
--   recorded_at TEXT: when this database got the revision, whatever submitted_at says, UTC
--   rejection_recorded_at TEXT: when it got the rejection, UTC
-- Cost: whole
--
-- Example:
-- > SELECT count(*) FROM spm_source('32.73', '2023-TW2', 'k-paud.A1') WHERE effective;
-- = 1
SELECT f.revision,
  f.filing,
  f.revision = @{last_revision f.period, f.region, f.field, :as_of, :known_at} AS effective,
  a.required,
  a.fulfilled,
  a.origin IS NOT NULL AS carried,
  f.submitted_at,
  CASE WHEN @{rejected f, :as_of, :known_at} THEN f.rejected_at END AS rejected_at,
  o.opd,
  i.path AS file,
  a.line,
  i.sha256,
  i.imported_at,
  coalesce(e.text, m.text) AS explanation,
  CASE WHEN e.text IS NOT NULL THEN 'perangkat daerah' WHEN m.text IS NOT NULL THEN 'kementerian' END AS explained_by,
  coalesce(w.submitted_at, m.recorded_at) AS explained_at,
  (SELECT c.recorded_at FROM main.recording AS c WHERE c.filing = f.filing AND c.what = 'filed') AS recorded_at,
  CASE WHEN @{rejected f, :as_of, :known_at} THEN
    (SELECT c.recorded_at FROM main.recording AS c WHERE c.filing = f.filing AND c.what = 'rejected')
  END AS rejection_recorded_at
FROM main.indicator AS d
CROSS JOIN main.service AS s ON s.service = d.service
CROSS JOIN main.filing AS f
  ON f.period = :period
  AND f.region = :region
  AND f.field = s.field
  AND @{sent f, :as_of, :known_at}
CROSS JOIN main.achievement AS a
  ON a.filing = f.filing
  AND a.service = s.service
  AND a.indicator = d.indicator
CROSS JOIN main.filing AS o ON o.filing = coalesce(a.origin, f.filing)
LEFT JOIN main.import AS i ON i.import = o.source
LEFT JOIN main.explanation AS e
  ON e.filing = f.filing
  AND e.service = s.service
  AND e.indicator = d.indicator
LEFT JOIN main.filing AS w ON w.filing = coalesce(e.origin, e.filing)
LEFT JOIN main.explained AS m
  ON e.filing IS NULL
  AND m.explained = @{ministry_says f.filing, s.service, '', d.indicator}
WHERE d.indicator = :indicator
ORDER BY f.revision DESC
