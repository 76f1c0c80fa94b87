-- cell.sql: every owed cell of every region on the roster, with its status and ratio (semantics.md 2).
--
-- Owed = all catalogue indicators in force for the level, scored or not, sent or not.
-- has_value, value: whether and as what the cell enters a mean under the method. owed: whether it stands in the mean
-- when what is missing is assumed to be needed; low and high are its ratio with the missing counted 0 and counted 1.
-- need: what is required or, where that is blank, the need known last: of an earlier accepted filing of the year or
-- of the one before.
-- lacks: it is scored as missing. unknown: and so may its need be anything: blank, below 0, or contradicted.

DROP TABLE IF EXISTS temp.o_cell;
CREATE TEMP TABLE o_cell AS
WITH
  given AS (
    SELECT r.region, i.field, i.service, i.indicator, i.component, i.scored, a.required, a.fulfilled
    FROM o_roster AS r
    JOIN o_indicator AS i ON i.level_group = r.level_group
    LEFT JOIN o_effective AS e ON e.region = r.region AND e.field = i.field
    LEFT JOIN main.achievement AS a ON a.filing = e.filing AND a.service = i.service AND a.indicator = i.indicator
  ),
  judged AS MATERIALIZED (
    SELECT *,
      CASE
        WHEN required < 0 OR fulfilled < 0 THEN 'invalid'
        WHEN required IS NULL OR fulfilled IS NULL THEN 'missing'
        WHEN required = 0 AND fulfilled = 0 THEN 'not_needed'
        WHEN required = 0 THEN 'contradiction'
        WHEN fulfilled > required THEN 'capped'
        ELSE 'ok'
      END AS status
    FROM given
  ),
  rated AS MATERIALIZED (
    SELECT j.*,
      CASE
        WHEN j.required IS NOT NULL THEN j.required
        WHEN EXISTS (SELECT 1 FROM o_effective AS e WHERE e.region = j.region AND e.field = j.field) THEN (
          SELECT k.required
          FROM o_accepted AS h
          JOIN main.achievement AS k ON k.filing = h.filing AND k.indicator = j.indicator AND k.service = j.service
          WHERE h.region = j.region AND h.field = j.field
            AND CAST(substr(h.period, 1, 4) AS INTEGER) >= substr(:period, 1, 4) - 1
            AND k.required >= 0
          ORDER BY h.period DESC, h.revision DESC
          LIMIT 1)
      END AS need, m.zero_need, m.missing, m.cap,
      CASE
        WHEN status = 'ok' OR status = 'capped' AND m.cap = 0 THEN 1.0 * fulfilled / required
        WHEN status = 'capped' THEN 1.0
        WHEN status = 'not_needed' AND m.zero_need = 'full' THEN 1.0
      END AS ratio,
      status IN ('missing', 'invalid', 'contradiction') AS lacks
    FROM judged AS j
    CROSS JOIN o_method AS m
  )
SELECT region, field, service, indicator, component, scored, required, fulfilled, status,
  ratio IS NOT NULL OR lacks AND missing = 'zero' AS has_value,
  CASE WHEN lacks AND missing = 'zero' THEN 0.0 ELSE ratio END AS value,
  ratio IS NOT NULL OR lacks AS owed,
  CASE WHEN lacks THEN 0.0 ELSE ratio END AS low,
  CASE WHEN lacks THEN 1.0 ELSE ratio END AS high,
  lacks,
  need,
  lacks AND (need IS NULL OR need <= 0) AS unknown,
  -- combine = 'pooled': what the row adds above and below the line; under missing = 'zero' a known need is added
  CASE
    WHEN status = 'ok' OR status = 'capped' AND cap = 0 THEN fulfilled
    WHEN status = 'capped' THEN required
    WHEN lacks AND missing = 'zero' THEN 0
  END AS pool_fulfilled,
  CASE
    WHEN status IN ('ok', 'capped') THEN required
    WHEN lacks AND missing = 'zero' AND need > 0 THEN need
  END AS pool_required,
  required IS NOT NULL AND fulfilled IS NOT NULL AS filled
FROM rated;
CREATE INDEX temp.o_cell_service ON o_cell(region, service);
