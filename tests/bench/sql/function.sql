-- function.sql: two more questions in plain SQL, for the table of the functions (tvf.py), one text for SQLite and
-- DuckDB, behind part "common" of plain.sql; then as spm is asked them. Parameters as in plain.sql.

-- part spm_indicator_score
, owed_cell AS (
  SELECT w.region,
    w.level,
    i.indicator,
    i.scored,
    e.filing,
    a.required,
    a.fulfilled
  FROM owing AS w
  JOIN catalogue AS c ON c.period = w.period AND c.level_group = w.level_group
  JOIN indicator AS i
    ON i.service = c.service
    AND (i.valid_from IS NULL OR i.valid_from <= w.period)
    AND (i.valid_to IS NULL OR i.valid_to >= w.period)
  LEFT JOIN effective AS e ON e.period = w.period AND e.region = w.region AND e.field = c.field
  LEFT JOIN achievement AS a ON a.filing = e.filing AND a.service = i.service AND a.indicator = i.indicator
)
SELECT region || ' ' || indicator AS cell,
  required,
  fulfilled,
  CASE
    WHEN required > 0 AND fulfilled >= 0 THEN fulfilled * 1.0 / required
  END AS ratio_raw,
  CASE
    WHEN filing IS NULL THEN 'not_filed'
    WHEN required < 0 OR fulfilled < 0 THEN 'invalid'
    WHEN required IS NULL OR fulfilled IS NULL THEN 'missing'
    WHEN required = 0 AND fulfilled = 0 THEN 'not_needed'
    WHEN required = 0 THEN 'contradiction'
    WHEN fulfilled > required THEN 'capped'
    ELSE 'ok'
  END AS status
FROM owed_cell

-- part spm_peer
, rated AS (
  SELECT w.level,
    i.indicator,
    a.fulfilled * 1.0 / a.required AS ratio
  FROM owing AS w
  JOIN effective AS e ON e.period = w.period AND e.region = w.region
  JOIN achievement AS a ON a.filing = e.filing
  JOIN indicator AS i
    ON i.indicator = a.indicator
    AND i.scored = 1
    AND (i.valid_from IS NULL OR i.valid_from <= e.period)
    AND (i.valid_to IS NULL OR i.valid_to >= e.period)
  WHERE a.required > 0
    AND a.fulfilled >= 0
),
placed AS (
  SELECT level,
    indicator,
    ratio,
    row_number() OVER (PARTITION BY level, indicator ORDER BY ratio) AS place,
    count(*) OVER (PARTITION BY level, indicator) AS regions
  FROM rated
),
middle AS (
  SELECT level,
    indicator,
    regions,
    avg(ratio) AS median
  FROM placed
  WHERE place BETWEEN regions / 2.0 AND regions / 2.0 + 1
  GROUP BY level, indicator, regions
),
away AS (
  SELECT r.level,
    r.indicator,
    m.regions,
    m.median,
    abs(r.ratio - m.median) AS distance,
    row_number() OVER (PARTITION BY r.level, r.indicator ORDER BY abs(r.ratio - m.median)) AS place
  FROM rated AS r
  JOIN middle AS m ON m.level = r.level AND m.indicator = r.indicator
),
yardstick AS (
  SELECT level,
    indicator,
    regions,
    median,
    avg(CASE WHEN place BETWEEN regions / 2.0 AND regions / 2.0 + 1 THEN distance END) / 0.6745 AS by_median,
    avg(distance) * 1.253314 AS by_mean
  FROM away
  GROUP BY level, indicator, regions, median
)
SELECT level || ' ' || indicator AS peers,
  regions,
  median,
  CASE WHEN by_median = 0 THEN by_mean ELSE by_median END AS spread
FROM yardstick

-- part spm_indicator_score spm
SELECT region || ' ' || indicator AS cell,
  required,
  fulfilled,
  ratio_raw,
  status
FROM spm_indicator_score(:period)

-- part spm_peer spm
SELECT level || ' ' || indicator AS peers,
  regions,
  median,
  spread
FROM spm_peer(:period)
