--@ report 1
--@ title "Laporan triwulan dalam bentuk impor"
--@ subtitle "{period|tw}"
--@ param period text "Triwulan"
--@ param per date "Keadaan per tanggal"
--@ expect notnull=region,period,submitted_at
--
-- Every part of every effective filing of the quarter, in the columns of spm_import: with -f csv a database that holds
-- the quarter can be made again from one file. One row fills the columns of one part; all parts of a filing share its
-- stamp, and so must come in one file. In no workbook.
WITH p(period) AS (
  SELECT coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed'))
),
filed AS MATERIALIZED (
  SELECT o.region, p.period, o.field, f.filing, f.submitted_at, f.opd
  FROM p
  JOIN spm_opd_status(p.period, :per) AS o
  JOIN filing AS f ON f.filing = o.filing
),
line(
  filing, part, of_field, indicator, service, required, fulfilled, allocated, realised, problem_no, problem, solution,
    stage, status,
  note, document, office, role, document_no, document_on
) AS (
  SELECT f.filing, 1, NULL, a.indicator, NULL, a.required, a.fulfilled, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL,
    NULL, NULL, NULL
  FROM filed AS f
  JOIN achievement AS a ON a.filing = f.filing
  UNION ALL
  SELECT f.filing, 2, NULL, NULL, b.service, NULL, NULL, b.allocated, b.realised, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL,
    NULL, NULL, NULL
  FROM filed AS f
  JOIN budget AS b ON b.filing = f.filing
  WHERE coalesce(b.allocated, b.realised) IS NOT NULL
  UNION ALL
  SELECT f.filing, 3, NULL, NULL, m.service, NULL, NULL, NULL, NULL, m.number, m.problem, m.solution, NULL, NULL, NULL,
    NULL, NULL,
    NULL, NULL, NULL
  FROM filed AS f
  JOIN problem AS m ON m.filing = f.filing
  WHERE coalesce(m.problem, m.solution) IS NOT NULL
  UNION ALL
  SELECT f.filing, 4, NULL, NULL, g.service, NULL, NULL, NULL, NULL, NULL, NULL, NULL, g.stage, g.status, g.note, NULL,
    NULL,
    NULL, NULL, NULL
  FROM filed AS f
  JOIN stage AS g ON g.filing = f.filing
  WHERE coalesce(g.status, g.note) IS NOT NULL
  UNION ALL
  SELECT f.filing, 5, f.field, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, a.document, NULL,
    NULL, a.number, a.dated
  FROM filed AS f
  JOIN action_plan AS a ON a.filing = f.filing
  WHERE a.document IS NOT NULL
  UNION ALL
  SELECT f.filing, 6, f.field, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, t.office,
    t.role, t.number, t.dated
  FROM filed AS f
  JOIN team AS t ON t.filing = f.filing
)
SELECT f.region,
  f.period,
  l.of_field AS field,
  l.indicator,
  l.service,
  l.required,
  l.fulfilled,
  l.allocated,
  l.realised,
  f.submitted_at,
  f.opd,
  l.problem_no,
  l.problem,
  l.solution,
  l.stage,
  l.status,
  l.note,
  l.document,
  l.office,
  l.role,
  l.document_no,
  l.document_on
FROM filed AS f
JOIN line AS l ON l.filing = f.filing
ORDER BY f.region, f.field, l.part, l.indicator, l.service, l.problem_no, l.stage, l.office;
