-- rule.sql: the data rules, what each says of what it looks at, and the counts of that; after known.sql, cell.sql and
-- doubt.sql.
--
--   * A rule is set as rule_change said last at :as_of; one that was switched off then says nothing.
--   * A cell is held against that of the last quarter of the year that the field filed before; in TW1, against TW4.
--   * Cell rules look at every owed cell, service rules at every service of the catalogue in force, edition at what
--     was filed, region not owed at the roster and at who filed.
--   * pass + fail + not_applicable + not_evaluable is what was looked at; a region on the roster has a row of each
--     rule.
--   * A finding is about figures: its cell; the budget, where it is overspent; the owed recipients, where the rule
--     looks at a service otherwise. One of them explained is the finding explained: by its office in the effective
--     filing; by the ministry in the last row of the cell, or of the service, while that figure is what it was in the
--     filing it spoke of.
--     The office goes before the ministry, the cell before the service, of several recipients the first code.
--   * explained + unexplained = fail of a warning; a note has neither.
--   * Peers: the median of the ratios as filed; their spread is the median distance from it / 0.6745, or, where that
--     is 0, the mean distance x 1.253314.

DROP TABLE IF EXISTS temp.o_setting;
CREATE TEMP TABLE o_setting AS
SELECT c.rule, c.severity, c.threshold, c.enabled
FROM main.rule_change AS c
JOIN main.rule AS r ON r.rule = c.rule AND r.kind = 'data'
WHERE c.recorded_at <= :as_of
  AND NOT EXISTS (SELECT 1 FROM main.rule_change AS later
    WHERE later.rule = c.rule AND later.recorded_at > c.recorded_at AND later.recorded_at <= :as_of);
DELETE FROM temp.o_setting WHERE NOT enabled;

-- the filing before: of this year, in TW1 of the quarter just before
DROP TABLE IF EXISTS temp.o_before;
CREATE TEMP TABLE o_before AS
SELECT a.filing, a.region, a.field, max(a.period || printf('%09d', a.revision)) AS last
FROM o_accepted AS a
WHERE a.period < :period
  AND (substr(a.period, 1, 4) = substr(:period, 1, 4)
    OR :period GLOB '*TW1' AND a.period = (SELECT max(period) FROM main.period WHERE period < :period))
GROUP BY a.region, a.field;
CREATE INDEX temp.o_before_region ON o_before(region, field);

DROP TABLE IF EXISTS temp.o_rule_cell;
CREATE TEMP TABLE o_rule_cell AS
SELECT c.region, r.level, c.field, c.service, c.indicator, c.component, c.scored, i.number, c.required, c.fulfilled,
  -- of a blank need: the one that is known last in the filings of the year
  CASE WHEN c.required IS NULL AND e.filing IS NOT NULL THEN (
    SELECT w.required
    FROM o_accepted AS h
    JOIN main.achievement AS w ON w.filing = h.filing AND w.service = c.service AND w.indicator = c.indicator
    WHERE h.region = c.region AND h.field = c.field AND h.period GLOB substr(:period, 1, 5) || '*'
      AND w.required >= 0
    ORDER BY h.period DESC, h.revision DESC
    LIMIT 1)
  END AS need, k.required AS base, c.status, c.filled, e.filing IS NOT NULL AS filed,
  b.filing IS NOT NULL AS before_filed, a.required AS n0, a.fulfilled AS s0,
  CASE WHEN c.status IN ('ok', 'capped') AND c.scored THEN 1.0 * c.fulfilled / c.required END AS ratio
FROM o_cell AS c
JOIN o_roster AS r ON r.region = c.region
JOIN main.indicator AS i ON i.indicator = c.indicator
LEFT JOIN o_effective AS e ON e.region = c.region AND e.field = c.field
LEFT JOIN o_before AS b ON b.region = c.region AND b.field = c.field
LEFT JOIN main.achievement AS a ON a.filing = b.filing AND a.service = c.service AND a.indicator = c.indicator
LEFT JOIN o_base AS o ON o.region = c.region AND o.field = c.field
LEFT JOIN main.achievement AS k ON k.filing = o.base AND k.service = c.service AND k.indicator = c.indicator;
CREATE INDEX temp.o_rule_cell_ratio ON o_rule_cell(level, indicator, ratio);

-- the middle of a list of n: places n/2 to n/2 + 1, one of them whole when n is odd
DROP TABLE IF EXISTS temp.o_peer_ratio;
CREATE TEMP TABLE o_peer_ratio AS
SELECT level, indicator, ratio, row_number() OVER (PARTITION BY level, indicator ORDER BY ratio) AS place
FROM o_rule_cell
WHERE ratio IS NOT NULL;
CREATE INDEX temp.o_peer_ratio_key ON o_peer_ratio(level, indicator);

DROP TABLE IF EXISTS temp.o_peer;
CREATE TEMP TABLE o_peer AS
SELECT p.level, p.indicator, n.regions, avg(p.ratio) AS median, NULL AS spread
FROM o_peer_ratio AS p
JOIN (SELECT level, indicator, count(*) AS regions FROM o_peer_ratio GROUP BY level, indicator) AS n
  ON n.level = p.level AND n.indicator = p.indicator
WHERE p.place BETWEEN n.regions / 2.0 AND n.regions / 2.0 + 1
GROUP BY p.level, p.indicator;
CREATE INDEX temp.o_peer_key ON o_peer(level, indicator);

DROP TABLE IF EXISTS temp.o_peer_away;
CREATE TEMP TABLE o_peer_away AS
SELECT p.level, p.indicator, m.regions, abs(p.ratio - m.median) AS away,
  row_number() OVER (PARTITION BY p.level, p.indicator ORDER BY abs(p.ratio - m.median)) AS place
FROM o_peer_ratio AS p
JOIN o_peer AS m ON m.level = p.level AND m.indicator = p.indicator;
CREATE INDEX temp.o_peer_away_key ON o_peer_away(level, indicator);

UPDATE o_peer SET spread = (SELECT avg(away) / 0.6745 FROM o_peer_away AS a
  WHERE a.level = o_peer.level AND a.indicator = o_peer.indicator AND a.place BETWEEN a.regions / 2.0 AND a.regions
    / 2.0 + 1);
UPDATE o_peer SET spread = (SELECT avg(away) * 1.253314 FROM o_peer_away AS a
  WHERE a.level = o_peer.level AND a.indicator = o_peer.indicator)
WHERE spread = 0;

DROP TABLE IF EXISTS temp.o_judged;
CREATE TEMP TABLE o_judged(rule TEXT, region TEXT, field TEXT, service TEXT, indicator TEXT, outcome TEXT, given,
  against);

INSERT INTO o_judged
SELECT 'negative', region, field, service, indicator,
  CASE WHEN min(ifnull(required, 0), ifnull(fulfilled, 0)) < 0 THEN 'fail' WHEN NOT filled THEN 'not_evaluable'
    ELSE 'pass' END,
  CASE WHEN required < 0 THEN required ELSE fulfilled END, 0
FROM o_rule_cell;

INSERT INTO o_judged
SELECT 'contradiction', region, field, service, indicator,
  CASE WHEN NOT filled THEN 'not_evaluable' WHEN status = 'contradiction' THEN 'fail' WHEN required = 0
    THEN 'pass'
    ELSE 'not_applicable' END, fulfilled, 0
FROM o_rule_cell;

INSERT INTO o_judged
SELECT 'over-fulfilled', region, field, service, indicator,
  CASE WHEN NOT filled THEN 'not_evaluable'
    ELSE CASE status WHEN 'capped' THEN 'fail' WHEN 'ok' THEN 'pass' ELSE 'not_applicable' END END,
  fulfilled, required
FROM o_rule_cell;

INSERT INTO o_judged
SELECT 'falling', region, field, service, indicator,
  CASE WHEN NOT scored OR :period GLOB '*TW1' THEN 'not_applicable' WHEN fulfilled - s0 IS NULL THEN 'not_evaluable'
    WHEN fulfilled - s0 < 0 THEN 'fail' ELSE 'pass' END, fulfilled, s0
FROM o_rule_cell;

INSERT INTO o_judged
SELECT 'need changed', c.region, c.field, c.service, c.indicator,
  CASE WHEN c.required IS NULL AND c.need IS NOT NULL THEN 'fail'
    WHEN :period GLOB '*TW1' THEN 'not_applicable' WHEN c.required - c.n0 IS NULL THEN 'not_evaluable'
    WHEN c.required = c.n0 THEN 'pass' WHEN c.n0 = 0 THEN 'fail'
    WHEN round(abs((c.required - c.n0) * 1.0 / c.n0), 11) > round(s.threshold, 11) THEN 'fail' ELSE 'pass' END,
  c.required, CASE WHEN c.required IS NULL THEN c.need ELSE c.n0 END
FROM o_rule_cell AS c
JOIN o_setting AS s ON s.rule = 'need changed';

INSERT INTO o_judged
SELECT 'need zero', c.region, c.field, c.service, c.indicator,
  CASE WHEN NOT c.scored OR c.component = 'mutu' OR n.service IS NULL THEN 'not_applicable'
    WHEN c.required IS NULL THEN 'not_evaluable' WHEN c.required = 0 THEN 'fail' ELSE 'pass' END, c.required, NULL
FROM o_rule_cell AS c
LEFT JOIN main.always_needed AS n ON n.service = c.service AND n.recorded_at <= :as_of;

INSERT INTO o_judged
SELECT 'need fell', c.region, c.field, c.service, c.indicator,
  CASE WHEN NOT c.scored THEN 'not_applicable' WHEN c.required IS NULL OR c.base IS NULL THEN 'not_evaluable'
    WHEN c.base > 0 AND round((c.base - c.required) * 1.0 / c.base, 11) > round(s.threshold, 11) THEN 'fail'
    ELSE 'pass' END, c.required, c.base
FROM o_rule_cell AS c
JOIN o_setting AS s ON s.rule = 'need fell';

INSERT INTO o_judged
SELECT 'unit', region, field, service, indicator,
  CASE WHEN number = 'real' THEN 'not_applicable'
    WHEN CAST(required AS INTEGER) <> required OR CAST(fulfilled AS INTEGER) <> fulfilled THEN 'fail'
    WHEN NOT filled THEN 'not_evaluable' ELSE 'pass' END,
  CASE WHEN CAST(required AS INTEGER) <> required THEN required ELSE fulfilled END, NULL
FROM o_rule_cell;

INSERT INTO o_judged
SELECT 'outlier', c.region, c.field, c.service, c.indicator,
  CASE WHEN NOT c.scored THEN 'not_applicable' WHEN NOT c.filled THEN 'not_evaluable'
    WHEN c.ratio IS NULL THEN 'not_applicable' WHEN p.regions < 8 THEN 'not_evaluable'
    WHEN round(abs(c.ratio - p.median), 11) > round(s.threshold * p.spread, 11) THEN 'fail' ELSE 'pass' END,
  c.ratio, p.median
FROM o_rule_cell AS c
JOIN o_setting AS s ON s.rule = 'outlier'
LEFT JOIN o_peer AS p ON p.level = c.level AND p.indicator = c.indicator;

-- one row of each service, with what stands there and stood there before
DROP TABLE IF EXISTS temp.o_rule_service;
CREATE TEMP TABLE o_rule_service AS
SELECT c.region, c.field, c.service, c.filed, c.before_filed,
  sum(c.filled) AS filled,
  sum(c.filled AND c.component = 'mutu') AS quality,
  sum(c.component = 'mutu' AND c.required > 0) AS quality_needed,
  sum(c.filled AND c.component = 'penerima') AS recipients,
  sum(c.component = 'penerima') AS recipients_owed,
  sum(c.component = 'penerima' AND c.scored) AS recipients_scored,
  total(c.component = 'penerima' AND c.scored AND (ifnull(c.required, 0) <> 0 OR ifnull(c.fulfilled, 0) <> 0)) AS
    needed,
  sum(c.component = 'penerima' AND c.scored AND NOT c.filled) AS unknown,
  total(ifnull(c.fulfilled, 0) > 0) AS done,
  total(ifnull(c.required - c.fulfilled, 0) > 0) AS to_do,
  sum(NOT (c.required IS c.n0 AND c.fulfilled IS c.s0)) AS moved,
  b.allocated, b.realised
FROM o_rule_cell AS c
LEFT JOIN o_effective AS e ON e.region = c.region AND e.field = c.field
LEFT JOIN main.budget AS b ON b.filing = e.filing AND b.service = c.service
GROUP BY c.region, c.field, c.service;

INSERT INTO o_judged
SELECT 'quality alone', region, field, service, '',
  CASE WHEN NOT filed THEN 'not_evaluable' WHEN quality = 0 OR recipients_owed = 0 THEN 'not_applicable'
    WHEN recipients = 0 THEN 'fail' ELSE 'pass' END, quality, recipients
FROM o_rule_service;

INSERT INTO o_judged
SELECT 'unchanged', region, field, service, '',
  CASE WHEN NOT filed OR NOT before_filed OR filled = 0 THEN 'not_evaluable' WHEN done = 0 OR to_do = 0
    THEN 'not_applicable'
    WHEN moved = 0 THEN 'fail' ELSE 'pass' END, filled, NULL
FROM o_rule_service;

INSERT INTO o_judged
SELECT 'overspent', region, field, service, '',
  CASE WHEN allocated - realised IS NULL THEN 'not_evaluable' WHEN allocated - realised < 0 THEN 'fail' ELSE 'pass' END,
  realised, allocated
FROM o_rule_service;

INSERT INTO o_judged
SELECT 'service not owed', region, field, service, '',
  CASE WHEN (SELECT zero_need FROM o_method) = 'full' THEN 'not_applicable' WHEN NOT filed THEN 'not_evaluable'
    WHEN needed > 0 OR recipients_scored = 0 THEN 'not_applicable'
    WHEN unknown > 0 THEN 'not_evaluable'
    WHEN quality_needed > 0 OR ifnull(allocated, 0) <> 0 OR ifnull(realised, 0) <> 0 THEN 'fail' ELSE 'pass' END,
  CASE WHEN quality_needed > 0 THEN quality_needed WHEN ifnull(allocated, 0) <> 0 THEN allocated ELSE realised END, 0
FROM o_rule_service;

INSERT INTO o_judged
SELECT 'edition', e.region, e.field, a.service, a.indicator,
  CASE WHEN a.indicator IN (SELECT indicator FROM o_indicator) THEN 'pass'
    WHEN a.required IS NULL AND a.fulfilled IS NULL THEN 'not_applicable' ELSE 'fail' END,
  CASE WHEN a.required IS NULL THEN a.fulfilled ELSE a.required END, NULL
FROM o_effective AS e
JOIN main.achievement AS a ON a.filing = e.filing;

INSERT INTO o_judged
SELECT 'region not owed', r.region, '', '', '',
  CASE WHEN r.region NOT IN (SELECT region FROM o_roster) THEN 'fail' WHEN count(e.filing) > 0 THEN 'pass'
    ELSE 'not_applicable' END, count(e.filing), NULL
FROM (SELECT region FROM o_roster UNION SELECT region FROM o_effective) AS r
LEFT JOIN o_effective AS e ON e.region = r.region
GROUP BY r.region;

DELETE FROM o_judged WHERE rule NOT IN (SELECT rule FROM o_setting);

-- what fails, by the figures that it is about
DROP TABLE IF EXISTS temp.o_about;
CREATE TEMP TABLE o_about AS
SELECT j.rule, j.region, j.field, j.service, j.indicator, e.filing, j.indicator AS figure
FROM o_judged AS j
JOIN o_effective AS e ON e.region = j.region AND e.field = j.field
WHERE j.outcome = 'fail' AND (j.indicator <> '' OR j.rule = 'overspent')
UNION ALL
SELECT j.rule, j.region, j.field, j.service, j.indicator, e.filing, c.indicator
FROM o_judged AS j
JOIN o_effective AS e ON e.region = j.region AND e.field = j.field
JOIN o_rule_cell AS c ON c.region = j.region AND c.service = j.service AND c.component = 'penerima'
WHERE j.outcome = 'fail' AND j.rule IN ('quality alone', 'unchanged', 'service not owed');

-- the figures of the filings that matter, those of a budget under ''
DROP TABLE IF EXISTS temp.o_figure;
CREATE TEMP TABLE o_figure AS
WITH asked AS (SELECT filing FROM o_about UNION SELECT filing FROM main.explained WHERE period = :period)
SELECT filing, service, indicator AS figure, required AS first, fulfilled AS second
FROM main.achievement
WHERE filing IN (SELECT filing FROM asked)
UNION ALL
SELECT filing, service, '', allocated, realised
FROM main.budget
WHERE filing IN (SELECT filing FROM asked);
CREATE INDEX temp.o_figure_key ON o_figure(filing, service, figure);

-- what the ministry says: the last row known of each service and of each indicator, unless it takes back
DROP TABLE IF EXISTS temp.o_ministry;
CREATE TEMP TABLE o_ministry AS
SELECT m.region, m.service, m.indicator, m.filing, m.text, m.recorded_at
FROM main.explained AS m
WHERE m.period = :period
  AND m.explained IN (SELECT max(l.explained) FROM main.explained AS l
    WHERE l.period = :period AND l.recorded_at <= :as_of GROUP BY l.region, l.service, l.indicator)
  AND m.text IS NOT NULL;

DROP TABLE IF EXISTS temp.o_said;
CREATE TEMP TABLE o_said AS
WITH
  said AS (
    SELECT a.*, 1 AS turn, 'perangkat daerah' AS said_by, x.text, f.submitted_at AS said_at
    FROM o_about AS a
    JOIN main.explanation AS x ON x.filing = a.filing AND x.service = a.service AND x.indicator = a.figure
    JOIN main.filing AS f ON f.filing = CASE WHEN x.origin IS NULL THEN x.filing ELSE x.origin END
    UNION ALL
    SELECT a.*, CASE m.indicator WHEN '' THEN 3 ELSE 2 END, 'kementerian', m.text, m.recorded_at
    FROM o_about AS a
    JOIN o_ministry AS m ON m.region = a.region AND m.service = a.service AND m.indicator IN ('', a.figure)
    LEFT JOIN o_figure AS was ON was.filing = m.filing AND was.service = a.service AND was.figure = a.figure
    LEFT JOIN o_figure AS now ON now.filing = a.filing AND now.service = a.service AND now.figure = a.figure
    WHERE was.first IS now.first AND was.second IS now.second
  )
SELECT rule, region, field, service, indicator, turn, said_by, text, said_at
FROM (SELECT *, row_number() OVER (PARTITION BY rule, region, field, service, indicator ORDER BY turn, figure) AS place
  FROM said)
WHERE place = 1;
CREATE INDEX temp.o_said_key ON o_said(rule, region, field, service, indicator);

DROP TABLE IF EXISTS temp.o_quality;
CREATE TEMP TABLE o_quality AS
SELECT k.rule, k.region, r.name, r.level, r.province, s.severity,
  count(j.outcome) AS examined, total(j.outcome = 'pass') AS pass, total(j.outcome = 'fail') AS fail,
  total(j.outcome = 'not_applicable') AS not_applicable, total(j.outcome = 'not_evaluable') AS not_evaluable,
  total(j.outcome = 'fail' AND s.severity = 'warning' AND t.text IS NOT NULL) AS explained,
  total(j.outcome = 'fail' AND s.severity = 'warning' AND t.text IS NULL) AS unexplained
FROM (SELECT s.rule, o.region FROM o_setting AS s, o_roster AS o UNION SELECT rule, region FROM o_judged) AS k
JOIN o_setting AS s ON s.rule = k.rule
JOIN main.region AS r ON r.region = k.region
LEFT JOIN o_judged AS j ON j.rule = k.rule AND j.region = k.region
LEFT JOIN o_said AS t ON t.rule = j.rule AND t.region = j.region AND t.field = j.field AND t.service = j.service
  AND t.indicator = j.indicator
GROUP BY k.rule, k.region;

DROP TABLE IF EXISTS temp.o_finding;
CREATE TEMP TABLE o_finding AS
SELECT j.rule, j.region, j.field, j.service, j.indicator, j.given, j.against, s.severity, r.name, t.pesan,
  d.text AS explanation, d.said_by AS explained_by, d.said_at AS explained_at
FROM o_judged AS j
JOIN o_setting AS s ON s.rule = j.rule
JOIN main.rule AS t ON t.rule = j.rule
JOIN main.region AS r ON r.region = j.region
LEFT JOIN o_said AS d ON d.rule = j.rule AND d.region = j.region AND d.field = j.field AND d.service = j.service
  AND d.indicator = j.indicator
WHERE j.outcome = 'fail';
