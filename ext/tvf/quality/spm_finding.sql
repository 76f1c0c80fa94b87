-- spm_finding(period): every figure that breaks a data rule, with its key; never cut.
-- ringkasan: Setiap angka yang melanggar aturan pemeriksaan, dengan kuncinya; tidak pernah dipotong.
--
-- What an import had to say about its file is in table finding; this is what the data say now, or at as_of. An
-- explanation counts while its figure stands (semantics 5).
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   rule TEXT KEY: the rule, as in table rule
--   severity TEXT: warning or note, as set in table rule
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   field TEXT KEY: code of the field; '' where the rule looks at the region
--   service TEXT KEY: code of the service; '' where it looks at the field or the region
--   indicator TEXT KEY: code of the indicator; '' where it looks at more than a cell
--   given NUMERIC: the figure that breaks the rule
--   against NUMERIC: the figure it was held against; NULL: the rule needs none
--   message TEXT: what is wrong, English
--   pesan TEXT: what is wrong, Indonesian, as set in table rule
--   explanation TEXT: why the figure is so, as its office or the ministry says; NULL: nobody has said it
--   explained_by TEXT: perangkat daerah or kementerian
--   explained_at TEXT: when it was filed or recorded, UTC
-- Order: rule, region, field, service, indicator
-- Cost: half
--
-- Example:
-- > SELECT rule, indicator, given, against FROM spm_finding('2023-TW4') WHERE region = '12' AND severity = 'warning';
-- = falling|p-so-lansia.B09|-8|980
-- = negative|p-so-lansia.B09|-8|0
-- = over-fulfilled|p-dikmen.A2|58.75|57.6
SELECT j.rule,
  j.severity,
  j.region,
  r.name,
  j.field,
  j.service,
  j.indicator,
  j.given,
  j.against,
  j.message,
  t.pesan,
  coalesce(e.text, m.text) AS explanation,
  CASE WHEN e.text IS NOT NULL THEN 'perangkat daerah' WHEN m.text IS NOT NULL THEN 'kementerian' END AS explained_by,
  coalesce(o.submitted_at, m.recorded_at) AS explained_at
FROM main.spm_examined(:period, :as_of, :known_at, :method, @region, 'fail', :ours) AS j
CROSS JOIN main.region AS r ON r.region = j.region
CROSS JOIN main.rule AS t ON t.rule = j.rule
LEFT JOIN main.explanation AS e
  ON e.filing = j.filing
  AND e.service = j.service
  AND e.indicator = @{office_says j.filing, j.service, j.rule, j.indicator}
LEFT JOIN main.filing AS o ON o.filing = coalesce(e.origin, e.filing)
LEFT JOIN main.explained AS m
  ON e.filing IS NULL
  AND m.explained = @{ministry_says j.filing, j.service, j.rule, j.indicator}
ORDER BY j.rule, j.region, j.field, j.service, j.indicator
