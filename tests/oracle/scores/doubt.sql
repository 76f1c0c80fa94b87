-- doubt.sql: the needs that leave a band and a rank unverified (semantics.md 3); after cell.sql.
--
--   * 'need zero': a scored recipients' need of 0 in a service of always_needed. 'need fell': a scored need that is
--     lower
--     than the one that stood before, by more than the threshold: of the last quarter of the year before that the field
--     filed; where it filed none then, of its first filing of this year.
--   * A rule counts as set at :as_of, while it is on and a warning. A cell that its office or the ministry has
--     explained
--     does not: the office in the effective filing; the ministry in the last row of the service, or of the cell, while
--     the figures are those of the filing it spoke of.

DROP TABLE IF EXISTS temp.o_base;
CREATE TEMP TABLE o_base AS
SELECT e.region, e.field, e.filing,
  ifnull(
    (SELECT a.filing FROM o_accepted AS a
      WHERE a.region = e.region AND a.field = e.field AND substr(a.period, 1, 4) + 1 = substr(:period, 1, 4) + 0
      ORDER BY a.period DESC, a.revision DESC LIMIT 1),
    (SELECT a.filing FROM o_accepted AS a
      WHERE a.region = e.region AND a.field = e.field AND substr(a.period, 1, 4) = substr(:period, 1, 4)
        AND a.filing <> e.filing
      ORDER BY a.period, a.revision LIMIT 1)) AS base
FROM o_effective AS e;

DROP TABLE IF EXISTS temp.o_doubt;
CREATE TEMP TABLE o_doubt AS
WITH
  held AS (
    SELECT c.region, c.field, c.service, c.indicator, c.component, c.required, b.filing, k.required AS base
    FROM o_cell AS c
    JOIN o_base AS b ON b.region = c.region AND b.field = c.field
    LEFT JOIN main.achievement AS k ON k.filing = b.base AND k.service = c.service AND k.indicator = c.indicator
    WHERE c.scored AND c.required IS NOT NULL
  ),
  broken AS (
    SELECT 'need zero' AS rule, held.*
    FROM held
    JOIN main.always_needed AS n ON n.service = held.service AND n.recorded_at <= :as_of
    WHERE component = 'penerima' AND required = 0
    UNION ALL
    SELECT 'need fell', held.* FROM held WHERE base > 0 AND required < base
  ),
  set_then AS (
    SELECT c.rule, c.severity, c.threshold, c.enabled
    FROM main.rule_change AS c
    WHERE c.recorded_at <= :as_of
      AND NOT EXISTS (SELECT 1 FROM main.rule_change AS l
        WHERE l.rule = c.rule AND l.recorded_at > c.recorded_at AND l.recorded_at <= :as_of)
  )
SELECT DISTINCT b.region, b.field, b.service
FROM broken AS b
JOIN set_then AS s ON s.rule = b.rule AND s.enabled AND s.severity = 'warning'
WHERE (b.rule = 'need zero' OR round((b.base - b.required) * 1.0 / b.base, 11) > round(s.threshold, 11))
  AND NOT EXISTS (SELECT 1 FROM main.explanation AS x
    WHERE x.filing = b.filing AND x.service = b.service AND x.indicator = b.indicator)
  AND NOT EXISTS (SELECT 1 FROM main.explained AS m
    JOIN main.achievement AS old ON old.filing = m.filing AND old.service = b.service AND old.indicator = b.indicator
    JOIN main.achievement AS new ON new.filing = b.filing AND new.service = b.service AND new.indicator = b.indicator
    WHERE m.region = b.region AND m.period = :period AND m.service = b.service AND m.indicator IN ('', b.indicator)
      AND m.recorded_at <= :as_of AND m.text IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM main.explained AS l
        WHERE l.region = m.region AND l.period = m.period AND l.service = m.service AND l.indicator = m.indicator
          AND l.explained > m.explained AND l.recorded_at <= :as_of)
      AND old.required IS new.required AND old.fulfilled IS new.fulfilled);
