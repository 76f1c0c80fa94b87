-- spm_finding(period): every figure that breaks a data rule, with its key; never cut.
-- ringkasan: Setiap angka yang melanggar aturan pemeriksaan, dengan kuncinya; tidak pernah dipotong.
--
-- What an import had to say about its file is in table finding; this is what the data say now, or at as_of.
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
-- Order: rule, region, field, service, indicator
--
-- Example:
-- > SELECT rule, indicator, given, against FROM spm_finding('2023-TW4') WHERE region = '12' AND severity = 'warning';
-- = falling|p-so-lansia.B09|-8|980
-- = negative|p-so-lansia.B09|-8|0
-- = over-fulfilled|p-dikmen.A2|58.75|57.6
WITH
--@ examined.sql
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
  t.pesan
FROM judged AS j
CROSS JOIN main.region AS r ON r.region = j.region
CROSS JOIN main.rule AS t ON t.rule = j.rule
WHERE j.outcome = 'fail'
ORDER BY j.rule, j.region, j.field, j.service, j.indicator
