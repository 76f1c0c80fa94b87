-- spm_quality(period): what each data rule found in each region, in counts that add up to what it looked at.
-- ringkasan: Hasil pemeriksaan data per aturan dan daerah; jumlahnya selalu sama dengan yang diperiksa.
--
-- examined = pass + fail + not_applicable + not_evaluable, always. A rule that looks at cells examines every owed cell
-- of a region on the roster, filed or not (spm_input_status.owed); one that looks at services, every owed service.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   rule TEXT KEY: the rule, as in table rule; one that is switched off has no rows
--   region TEXT KEY: Kemendagri code; every region on the roster, and others that filed
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   severity TEXT: warning or note, as set in table rule
--   examined INTEGER: figures that the rule looked at
--   pass INTEGER: figures in order
--   fail INTEGER: figures that break the rule: rows of spm_finding
--   not_applicable INTEGER: figures of which the rule asks nothing
--   not_evaluable INTEGER: figures that cannot be judged, because one that is needed is missing
--   explained INTEGER: of fail, those with an explanation (semantics 5); 0 where the rule is a note
--   unexplained INTEGER: warnings without one: explained + unexplained = fail; 0 where the rule is a note
-- Order: rule, region
-- Cost: half
--
-- Example:
-- > SELECT rule, examined, pass, fail, not_applicable, not_evaluable FROM spm_quality('2023-TW4')
-- > WHERE region = '12' AND rule IN ('edition', 'falling', 'over-fulfilled', 'overspent');
-- = edition|126|126|0|0|0
-- = falling|126|123|1|2|0
-- = over-fulfilled|126|93|1|32|0
-- = overspent|14|10|0|0|4
SELECT j.rule,
  j.region,
  r.name,
  r.level,
  r.province,
  j.severity,
  sum(j.cells) AS examined,
  sum(iif(j.outcome = 'pass', j.cells, 0)) AS pass,
  sum(iif(j.outcome = 'fail', j.cells, 0)) AS fail,
  sum(iif(j.outcome = 'not_applicable', j.cells, 0)) AS not_applicable,
  sum(iif(j.outcome = 'not_evaluable', j.cells, 0)) AS not_evaluable,
  sum(j.is_explained IS 1) AS explained,
  sum(j.is_explained IS 0) AS unexplained
FROM (
  SELECT d.rule,
    d.severity,
    d.region,
    d.outcome,
    d.cells,
    CASE
      WHEN d.outcome = 'fail' AND d.severity = 'warning'
        THEN @{office_says d.filing, d.service, d.rule, d.indicator} IS NOT NULL
          OR @{ministry_says d.filing, d.service, d.rule, d.indicator} IS NOT NULL
    END AS is_explained
  FROM main.spm_examined(:period, :as_of, :known_at, :method, @region, 'count', :ours) AS d
) AS j
CROSS JOIN main.region AS r ON r.region = j.region
GROUP BY j.rule, j.region
ORDER BY j.rule, j.region
