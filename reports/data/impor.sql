--@ report 1
--@ title "Laporan triwulan dalam bentuk impor"
--@ subtitle "{period|tw}"
--@ param period text "Triwulan"
--@ param per asof "Keadaan per tanggal, atau nama terbitan"
--@ expect notnull=region,period,submitted_at
--
-- Every part of every effective filing of the quarter, in the columns of spm_import: with -f csv a database that holds
-- the quarter can be made again from one file. One row fills the columns of one part; an explanation stands beside its
-- figure, or alone where that is empty. All parts of a filing share its stamp, and so must come in one file. In no
-- workbook.
WITH part(part) AS (
  VALUES (1), (2), (3), (4), (5), (6), (7)
)
SELECT o.region, f.period,
  iif(n.part IN (5, 6), o.field, NULL) AS field,
  coalesce(a.indicator, nullif(x.indicator, '')) AS indicator,
  coalesce(b.service, m.service, g.service, iif(n.part = 7, x.service, NULL)) AS service,
  a.required, a.fulfilled,
  b.allocated, b.realised,
  f.submitted_at, f.opd,
  m.number AS problem_no, m.problem, m.solution,
  g.stage, g.status, g.note,
  c.document,
  t.office, t.role,
  coalesce(c.number, t.number) AS document_no,
  coalesce(c.dated, t.dated) AS document_on,
  x.text AS explanation
FROM spm_opd_status(coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed')), :per) AS o
JOIN filing AS f ON f.filing = o.filing
CROSS JOIN part AS n
LEFT JOIN achievement AS a ON n.part = 1 AND a.filing = f.filing
LEFT JOIN budget AS b ON n.part = 2 AND b.filing = f.filing AND coalesce(b.allocated, b.realised) IS NOT NULL
LEFT JOIN problem AS m ON n.part = 3 AND m.filing = f.filing AND coalesce(m.problem, m.solution) IS NOT NULL
LEFT JOIN stage AS g ON n.part = 4 AND g.filing = f.filing AND coalesce(g.status, g.note) IS NOT NULL
LEFT JOIN action_plan AS c ON n.part = 5 AND c.filing = f.filing AND c.document IS NOT NULL
LEFT JOIN team AS t ON n.part = 6 AND t.filing = f.filing
LEFT JOIN explanation AS x
  ON x.filing = f.filing
  AND CASE n.part
    WHEN 1 THEN x.service = a.service AND x.indicator = a.indicator
    WHEN 2 THEN x.service = b.service AND x.indicator = ''
    WHEN 7 THEN x.indicator NOT IN (SELECT c.indicator FROM achievement AS c WHERE c.filing = x.filing)
      AND (x.indicator <> '' OR x.service NOT IN (SELECT c.service FROM budget AS c WHERE c.filing = x.filing
        AND coalesce(c.allocated, c.realised) IS NOT NULL))
  END
WHERE coalesce(a.filing, b.filing, m.filing, g.filing, c.filing, t.filing, x.filing) IS NOT NULL
ORDER BY o.region, o.field, n.part, coalesce(a.indicator, x.indicator), coalesce(b.service, m.service, g.service,
  x.service),
  m.number, g.stage, t.office;
