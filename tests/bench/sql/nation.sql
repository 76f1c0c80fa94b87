-- nation.sql: a whole nation for the benchmark: every region on the roster files every field of every quarter, every
-- owed cell filled. Invented numbers, the same every time: all is integer arithmetic on the order of the codes.
--
-- nations.py runs it in a database fresh from spm_init, with the triggers dropped, and creates them again afterwards:
-- it writes what an import would have written, only faster. Needs the extension, and before it one row of temp.nation:
--
--   quarters   how many, the asked one (2024-TW4) among them: the last of up to 24, else what follows 2019-TW1
--   revisions  filings of each field in each quarter; the last one is in force
--   copies     facility level: each scored indicator stands that many times under its service (CODE, CODE.f001, ...)
--   regions    how many stay on the roster, 32.12 among them
--
-- The figures are cumulative within the year, so that an import of them finds nothing that falls: need is drawn for a
-- region, an indicator and a year; done is a share of it that grows with quarter and revision. One need in fifty is 0,
-- and at the end of a year one cell in twenty holds more than its need.

CREATE TEMP TABLE place AS
SELECT region,
  row_number() OVER (ORDER BY region) * 229 % 547 AS draw
FROM roster
GROUP BY region;

UPDATE roster
SET to_period = from_period,
  closed_at = '2024-07-01T00:00:00Z'
WHERE region NOT IN (
    SELECT region
    FROM place
    ORDER BY region <> '32.12', draw
    LIMIT (SELECT regions FROM nation)
  );

CREATE TEMP TABLE quarter AS
SELECT p.period,
  p.year,
  p.quarter,
  p.end_on,
  row_number() OVER (ORDER BY p.period) AS n
FROM period AS p
WHERE p.period >= (
    SELECT a.period
    FROM period AS a
    WHERE a.period <= '2024-TW4'
    ORDER BY a.period DESC
    LIMIT 1 OFFSET min((SELECT quarters FROM nation), 24) - 1
  )
ORDER BY p.period
LIMIT (SELECT quarters FROM nation);

INSERT INTO indicator(indicator, service, component, kind, name, unit, number, scored, source, valid_from, valid_to,
  recorded_at, closed_at)
WITH RECURSIVE copy(k) AS (
  SELECT 1
  WHERE (SELECT copies FROM nation) > 1
  UNION ALL
  SELECT k + 1
  FROM copy
  WHERE k + 1 < (SELECT copies FROM nation)
)
SELECT i.indicator || printf('.f%03d', c.k),
  i.service,
  i.component,
  i.kind,
  i.name,
  i.unit,
  i.number,
  i.scored,
  i.source,
  i.valid_from,
  i.valid_to,
  '2024-07-01T00:00:00Z',
  i.closed_at
FROM indicator AS i
CROSS JOIN copy AS c
WHERE i.scored;

CREATE TEMP TABLE item(indicator TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO item
SELECT indicator,
  row_number() OVER (ORDER BY indicator)
FROM indicator;

-- filings arrive in no order within a quarter, first revisions first
INSERT INTO filing(filing, region, period, field, revision, submitted_at, status)
WITH RECURSIVE number(revision) AS (
  SELECT 1
  UNION ALL
  SELECT revision + 1
  FROM number
  WHERE revision < (SELECT revisions FROM nation)
),
form AS (
  SELECT q.period,
    q.end_on,
    r.region,
    u.field,
    v.revision,
    (p.draw * 48271 + CAST(substr(u.field, 3) AS INTEGER) * 69621 + q.n * 16807) % 7919 AS draw
  FROM quarter AS q
  CROSS JOIN roster AS o ON o.from_period <= q.period AND (o.to_period IS NULL OR o.to_period >= q.period)
  CROSS JOIN region AS r ON r.region = o.region
  CROSS JOIN place AS p ON p.region = r.region
  CROSS JOIN field AS u
  CROSS JOIN number AS v
  WHERE EXISTS (SELECT 1 FROM service AS s WHERE s.level_group = r.level_group AND s.field = u.field)
)
SELECT row_number() OVER (ORDER BY period, revision, draw, region, field),
  region,
  period,
  field,
  revision,
  strftime('%Y-%m-%dT%H:%M:%SZ', end_on, '+' || (draw % 24 + 3 * revision) || ' days', '+' || (draw * 7) || ' seconds'),
  'filed'
FROM form;

INSERT INTO achievement(filing, service, indicator, required, fulfilled)
WITH drawn AS (
  SELECT f.filing,
    i.service,
    i.indicator,
    (q.quarter - 1) * c.revisions + f.revision AS reached,
    4 * c.revisions AS whole,
    (p.draw * 48271 + t.n * 69621 + q.year * 16807) % 2147483647 AS h
  FROM filing AS f
  CROSS JOIN nation AS c
  CROSS JOIN quarter AS q ON q.period = f.period
  CROSS JOIN place AS p ON p.region = f.region
  CROSS JOIN region AS r ON r.region = f.region
  CROSS JOIN service AS s ON s.level_group = r.level_group AND s.field = f.field
  CROSS JOIN indicator AS i ON i.service = s.service
  CROSS JOIN item AS t ON t.indicator = i.indicator
  WHERE (i.valid_from IS NULL OR i.valid_from <= f.period)
    AND (i.valid_to IS NULL OR i.valid_to >= f.period)
),
needed AS (
  SELECT filing,
    service,
    indicator,
    reached,
    whole,
    h * h % 2147483647 AS h
  FROM drawn
)
SELECT filing,
  service,
  indicator,
  iif(h % 50 = 0, 0, 1 + h % 4999),
  iif(h % 50 = 0, 0, (1 + h % 4999) * (600 + h / 4999 % 421) * reached / whole / 1000)
FROM needed;

INSERT INTO recording(recording, filing, what)
SELECT row_number() OVER (ORDER BY filing),
  filing,
  'filed'
FROM filing;
