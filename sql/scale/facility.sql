-- facility.sql: a quarter's cells out of figures of facilities (schools, puskesmas, offices of registration), in an
-- engine that sums millions of rows: standard SQL, the same text in DuckDB and PostgreSQL (and so in Citus), Trino,
-- Spark and SQLite. It needs no extension, and makes two views:
--
-- facility_cell      the rows of the CSV that spm_import reads: region, period, indicator, required, fulfilled
-- facility_problem   the rows of the facilities that are wrong or blank, each with what it is; as long as it has rows,
--                    facility_cell is not the whole
--
-- It reads two tables, or views that have these columns:
--
--   CREATE TABLE facility_figure(facility VARCHAR(64), region VARCHAR(16), period VARCHAR(16), indicator VARCHAR(64),
--     required DECIMAL(18, 3), fulfilled DECIMAL(18, 3));
--   CREATE TABLE known_code(kind VARCHAR(16),
--     code VARCHAR(64));
--
-- facility_figure has one row for each facility, quarter and indicator, cumulative within the year as every figure of a
-- report. facility is a code that is unique in its region. known_code is what the database of spm knows:
--
--   sqlite3 -csv spm.db "SELECT 'region', region FROM roster UNION SELECT 'period', period FROM period
--     UNION SELECT 'indicator', indicator FROM indicator WHERE number = 'integer'" > known_code.csv
--
-- Lists of people must never enter the database of spm: it holds counts of regions and no person. A list of people
-- stays in the engine that holds it, where facility_figure is a view that counts it; what leaves is facility_cell.
--
-- What a sum means:
-- * Only whole numbers of things are summed. A score or a flow (number 'real' in the catalogue) is no sum of those of
--   facilities, so known_code does not have it, and its rows are 'no indicator'.
-- * A blank is not 0. One facility whose figure is blank makes that figure of the cell blank, which spm_import takes
--   as not known: it clears the cell. Whoever wants the sum of those that have reported leaves the others out of
--   facility_figure, in sight of all.
-- * A cell of which a row is repeated, negative, not whole or of no facility has no row: a sum would hide it. A cell
--   that no facility has a row for has none either, and stays in spm what it was.
--
-- A problem is of one row: the first of these that is true, and 'duplicate' beside it.
--
-- no facility    no code of a facility
-- no region      no region, or one that is not on the roster
-- no quarter     no quarter, or one that is none
-- no indicator   no indicator, or one that is not in the catalogue or no whole number
-- negative       a figure below 0
-- not whole      a figure with a fraction
-- blank          a figure that is not there
-- duplicate      one of several rows of the same facility, region, quarter and indicator

-- The codes are looked up in HAVING, for a cell and not for a row; in WHERE behind a sum PostgreSQL takes a few rows
-- for granted and looks through all codes for each.
CREATE VIEW facility_cell AS
SELECT f.region,
  f.period,
  f.indicator,
  CASE WHEN COUNT(f.required) = COUNT(*) THEN SUM(CAST(f.required AS BIGINT)) END AS required,
  CASE WHEN COUNT(f.fulfilled) = COUNT(*) THEN SUM(CAST(f.fulfilled AS BIGINT)) END AS fulfilled
FROM facility_figure AS f
GROUP BY f.region, f.period, f.indicator
HAVING COUNT(DISTINCT f.facility) = COUNT(*)
  AND SUM(CASE
    WHEN TRIM(f.facility) = ''
      OR f.required < 0
      OR f.fulfilled < 0
      OR f.required <> CAST(f.required AS BIGINT)
      OR f.fulfilled <> CAST(f.fulfilled AS BIGINT) THEN 1
    ELSE 0
  END) = 0
  AND f.region IN (SELECT code FROM known_code WHERE kind = 'region')
  AND f.period IN (SELECT code FROM known_code WHERE kind = 'period')
  AND f.indicator IN (SELECT code FROM known_code WHERE kind = 'indicator');

CREATE VIEW facility_problem AS
WITH known_region AS (
  SELECT DISTINCT code
  FROM known_code
  WHERE kind = 'region'
),
known_period AS (
  SELECT DISTINCT code
  FROM known_code
  WHERE kind = 'period'
),
known_indicator AS (
  SELECT DISTINCT code
  FROM known_code
  WHERE kind = 'indicator'
),
judged AS (
  SELECT f.facility,
    f.region,
    f.period,
    f.indicator,
    f.required,
    f.fulfilled,
    CASE
      WHEN f.facility IS NULL OR TRIM(f.facility) = '' THEN 'no facility'
      WHEN r.code IS NULL THEN 'no region'
      WHEN p.code IS NULL THEN 'no quarter'
      WHEN i.code IS NULL THEN 'no indicator'
      WHEN f.required < 0 OR f.fulfilled < 0 THEN 'negative'
      WHEN f.required <> CAST(f.required AS BIGINT) OR f.fulfilled <> CAST(f.fulfilled AS BIGINT) THEN 'not whole'
      WHEN f.required IS NULL OR f.fulfilled IS NULL THEN 'blank'
    END AS problem
  FROM facility_figure AS f
  LEFT JOIN known_region AS r ON r.code = f.region
  LEFT JOIN known_period AS p ON p.code = f.period
  LEFT JOIN known_indicator AS i ON i.code = f.indicator
),
repeated AS (
  SELECT facility,
    region,
    period,
    indicator
  FROM facility_figure
  GROUP BY facility, region, period, indicator
  HAVING COUNT(*) > 1
)
SELECT problem,
  facility,
  region,
  period,
  indicator,
  required,
  fulfilled
FROM judged
WHERE problem IS NOT NULL
UNION ALL
SELECT 'duplicate' AS problem,
  f.facility,
  f.region,
  f.period,
  f.indicator,
  f.required,
  f.fulfilled
FROM facility_figure AS f
JOIN repeated AS d
  ON d.facility = f.facility
  AND d.region = f.region
  AND d.period = f.period
  AND d.indicator = f.indicator;
