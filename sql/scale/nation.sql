-- nation.sql: the nation's scores, ranks and rates out of the rows that the provinces handed in (province.sql); no
-- cell is read, and no province's file opened.
--
--   sqlite3 nation.db '.load build/spm' 'SELECT spm_init()' '.read sql/scale/nation.sql' \
--     '.import --csv --skip 1 11.csv partial' ... '.import --csv --skip 1 97.csv partial' \
--     'SELECT * FROM nation_gap' 'SELECT * FROM nation_rank'
--
-- The same database may be asked again, after .load and .read: table partial stays, the views are of the connection.
-- Rows handed in again replace those before. What SQLite attaches at once is limited to 10 files (Debian:
-- SQLITE_MAX_ATTACHED), hence a table that the rows of all are put into. From a database file with such a table, one
-- file after the other:
--
--   ATTACH '32.db' AS province; INSERT INTO partial SELECT * FROM province.partial; DETACH province;
--
-- nation_gap     what is missing or does not fit this database's catalogue; as long as it has rows, the rest is not
-- national nation_field   as spm_field_score: region, field, shares, score and its bounds, band, counts, first filing
-- nation_score   as spm_score nation_rank    as spm_rank: rank, ties, and the best and worst rank that what is missing
-- allows, within the level nation_rate    as spm_input_rate by level
--
-- Each has one set of rows for each period, as_of and method that was handed in; these never mix. They are equal to
-- the functions on one whole file to the last digit: spm_mean adds shares in a fixed point, so neither order nor
-- grouping matters. tests/oracle/provinces.test compares them. A region that owes nothing, as no service of its level
-- is in force, has no row here.

-- A row that cannot be one is refused, and the shell's .import names line and column: a header, text in a number, a
-- foreign status.
CREATE TABLE IF NOT EXISTS main.partial(
  period TEXT NOT NULL,
  as_of TEXT NOT NULL,
  method TEXT NOT NULL,
  region TEXT NOT NULL,
  field TEXT NOT NULL,
  service TEXT NOT NULL,
  status TEXT NOT NULL,
  filed_state INTEGER NOT NULL,
  owed INTEGER NOT NULL,
  filled INTEGER NOT NULL,
  ratio_served REAL,   -- not STRICT: what is NULL in the province is '' in its CSV
  ratio_quality REAL,
  ratio_score REAL,
  ratio_low REAL,
  ratio_high REAL,
  arrived_at TEXT,
  PRIMARY KEY (period, as_of, method, region, service) ON CONFLICT REPLACE,
  CONSTRAINT "period is a quarter: leave the header out (--skip 1)" CHECK (period GLOB '[0-9][0-9][0-9][0-9]-TW[1-4]'),
  CONSTRAINT "status is scored, not_owed, not_filed or no_value" CHECK (status IN ('scored', 'not_owed', 'not_filed',
    'no_value')),
  CONSTRAINT "filed_state is 0, 1 or 2" CHECK (filed_state IN (0, 1, 2)),
  CONSTRAINT "owed and filled are counts, filled the smaller" CHECK (typeof(owed) = 'integer'
    AND typeof(filled) = 'integer' AND filled BETWEEN 0 AND owed),
  CONSTRAINT "ratio_served is a share, or empty" CHECK (ratio_served IS NULL OR ratio_served = ''
    OR (typeof(ratio_served) = 'real' AND ratio_served >= 0)),
  CONSTRAINT "ratio_quality is a share, or empty" CHECK (ratio_quality IS NULL OR ratio_quality = ''
    OR (typeof(ratio_quality) = 'real' AND ratio_quality >= 0)),
  CONSTRAINT "ratio_score is a share, or empty" CHECK (ratio_score IS NULL OR ratio_score = ''
    OR (typeof(ratio_score) = 'real' AND ratio_score >= 0)),
  CONSTRAINT "ratio_low is a share, or empty" CHECK (ratio_low IS NULL OR ratio_low = '' OR (typeof(ratio_low) = 'real'
    AND ratio_low >= 0)),
  CONSTRAINT "ratio_high is a share, or empty" CHECK (ratio_high IS NULL OR ratio_high = ''
    OR (typeof(ratio_high) = 'real' AND ratio_high >= 0)),
  CONSTRAINT "arrived_at is a UTC time stamp, or empty" CHECK (arrived_at IS NULL OR arrived_at = ''
    OR strftime('%Y-%m-%dT%H:%M:%SZ', arrived_at, '+0 days') IS arrived_at)
) WITHOUT ROWID;

-- Against what this database's own catalogue and roster ask, which it knows without a single filing.
CREATE TEMP VIEW nation_gap AS
WITH asked AS MATERIALIZED (
  SELECT DISTINCT period,
    as_of,
    method
  FROM main.partial
),
due AS MATERIALIZED (
  SELECT a.period,
    a.as_of,
    a.method,
    s.region,
    s.service,
    s.owed
  FROM asked AS a
  JOIN spm_service_score(a.period, a.as_of, a.method) AS s
)
SELECT d.period,
  d.as_of,
  d.method,
  d.region,
  d.service,
  iif(p.owed IS NULL, 'not handed in', 'owes ' || p.owed || ' cells in its province, ' || d.owed || ' here') AS gap
FROM due AS d
LEFT JOIN main.partial AS p USING (period, as_of, method, region, service)
WHERE p.owed IS NOT d.owed
UNION ALL
SELECT p.period,
  p.as_of,
  p.method,
  p.region,
  p.service,
  'not owed here'
FROM main.partial AS p
LEFT JOIN due AS d USING (period, as_of, method, region, service)
WHERE d.owed IS NULL
UNION ALL
SELECT p.period,
  p.as_of,
  p.method,
  p.region,
  p.service,
  'a share above 1 under a method that counts no more than 1'
FROM main.partial AS p
JOIN main.method AS m ON m.method = p.method AND m.cap
WHERE max(coalesce(nullif(p.ratio_served, ''), 0), coalesce(nullif(p.ratio_quality, ''), 0),
  coalesce(nullif(p.ratio_score, ''), 0),
    coalesce(nullif(p.ratio_low, ''), 0), coalesce(nullif(p.ratio_high, ''), 0)) > 1;

CREATE TEMP VIEW nation_field AS
WITH
-- a share counts in the bounds where there is a score, or nothing at all was filed (semantics 3)
share AS (
  SELECT p.*,
    nullif(p.ratio_score, '') IS NOT NULL OR p.filed_state = 0 AS counts
  FROM main.partial AS p
),
field_mean AS (
  SELECT p.period,
    p.as_of,
    p.method,
    p.region,
    p.field,
    spm_mean(nullif(p.ratio_served, '')) AS ratio_served,
    spm_mean(nullif(p.ratio_quality, '')) AS ratio_quality,
    spm_mean(nullif(p.ratio_score, '')) AS ratio_score,
    spm_mean(nullif(p.ratio_low, '')) FILTER (WHERE p.counts) AS mean_low,
    spm_mean(nullif(p.ratio_high, '')) FILTER (WHERE p.counts) AS mean_high,
    total(p.counts AND nullif(p.ratio_low, '') IS NOT NULL AND nullif(p.ratio_high, '') IS NULL) AS endless,
    sum(p.status <> 'not_owed') AS services_owed,
    sum(p.status NOT IN ('not_owed', 'not_filed')) AS services_filed,
    count(nullif(p.ratio_score, '')) AS services_scored,
    count(nullif(p.ratio_low, '')) FILTER (WHERE p.counts) AS services_bounded,
    sum(p.owed) AS owed,
    sum(p.filled) AS filled,
    max(p.filed_state) AS filed_state,
    max(nullif(p.arrived_at, '')) AS arrived_at
  FROM share AS p
  GROUP BY p.period, p.as_of, p.method, p.region, p.field
),
bounded AS (
  SELECT f.*,
    iif(f.services_bounded = 0 AND f.services_owed > 0, 0.0, f.mean_low) AS ratio_low,
    CASE
      WHEN f.services_bounded = 0 AND f.services_owed > 0 THEN iif(k.cap, 1.0, NULL)
      WHEN f.endless = 0 THEN f.mean_high
    END AS ratio_high
  FROM field_mean AS f
  JOIN main.method AS k ON k.method = f.method
)
SELECT m.*,
  spm_snap(100 * m.ratio_served) AS served,
  spm_snap(100 * m.ratio_quality) AS quality,
  spm_snap(100 * m.ratio_score) AS score,
  spm_snap(100 * m.ratio_low) AS score_low,
  spm_snap(100 * m.ratio_high) AS score_high,
  (
    SELECT b.name
    FROM main.band AS b
    WHERE b.method = m.method
      AND b.recorded_at <= m.as_of
      AND b.floor <= spm_snap(100 * m.ratio_score)
    ORDER BY b.floor DESC
    LIMIT 1
  ) AS band
FROM bounded AS m;

CREATE TEMP VIEW nation_score AS
WITH region_mean AS (
  SELECT f.period,
    f.as_of,
    f.method,
    f.region,
    iif(m.tree = 'field', spm_mean(f.ratio_served), spm_mean(f.ratio_served, f.services_scored)) AS ratio_served,
    iif(m.tree = 'field', spm_mean(f.ratio_quality), spm_mean(f.ratio_quality, f.services_scored)) AS ratio_quality,
    iif(m.tree = 'field', spm_mean(f.ratio_score), spm_mean(f.ratio_score, f.services_scored)) AS ratio_score,
    spm_mean(f.ratio_low, iif(m.tree = 'field', 1, f.services_bounded)) FILTER (WHERE f.services_bounded) AS mean_low,
    spm_mean(f.ratio_high, iif(m.tree = 'field', 1, f.services_bounded)) FILTER (WHERE f.services_bounded) AS mean_high,
    sum(f.services_bounded) AS services_bounded,
    total(f.services_bounded AND f.ratio_low IS NOT NULL AND f.ratio_high IS NULL) AS endless,
    sum(f.filed_state = 2) AS fields_filed,
    sum(f.services_owed) AS services_owed,
    sum(f.services_filed) AS services_filed,
    sum(f.owed) AS owed,
    sum(f.filled) AS filled,
    iif(count(f.arrived_at) = count(*), max(f.arrived_at), NULL) AS complete_at
  FROM nation_field AS f
  JOIN main.method AS m ON m.method = f.method
  GROUP BY f.period, f.as_of, f.method, f.region
),
bounded AS (
  SELECT g.*,
    iif(g.services_bounded = 0 AND g.services_owed > 0, 0.0, g.mean_low) AS ratio_low,
    CASE
      WHEN g.services_bounded = 0 AND g.services_owed > 0 THEN iif(k.cap, 1.0, NULL)
      WHEN g.endless = 0 THEN g.mean_high
    END AS ratio_high
  FROM region_mean AS g
  JOIN main.method AS k ON k.method = g.method
)
SELECT g.*,
  r.name,
  r.level,
  r.province,
  spm_snap(100 * g.ratio_served) AS served,
  spm_snap(100 * g.ratio_quality) AS quality,
  spm_snap(100 * g.ratio_score) AS score,
  spm_snap(100 * g.ratio_low) AS score_low,
  spm_snap(100 * g.ratio_high) AS score_high,
  (
    SELECT b.name
    FROM main.band AS b
    WHERE b.method = g.method
      AND b.recorded_at <= g.as_of
      AND b.floor <= spm_snap(100 * g.ratio_score)
    ORDER BY b.floor DESC
    LIMIT 1
  ) AS band
FROM bounded AS g
JOIN main.region AS r ON r.region = g.region;

CREATE TEMP VIEW nation_rank AS
WITH placed AS MATERIALIZED (
  SELECT s.*,
    rank() OVER (PARTITION BY s.period, s.as_of, s.method, s.level ORDER BY s.score DESC NULLS LAST) AS place,
    count(*) OVER (PARTITION BY s.period, s.as_of, s.method, s.level, s.score) AS sharing,
    count(s.score) OVER (PARTITION BY s.period, s.as_of, s.method, s.level) AS ranked,
    count(*) OVER (PARTITION BY s.period, s.as_of, s.method, s.level) AS expected
  FROM nation_score AS s
)
SELECT n.period,
  n.as_of,
  n.method,
  n.region,
  n.name,
  n.level,
  n.province,
  n.score,
  n.band,
  iif(n.score IS NULL, NULL, n.place) AS rank,
  iif(n.score IS NULL, NULL, n.sharing) AS tied,
  n.ranked,
  n.expected,
  iif(n.score_low IS NULL, NULL, 1 + (
    SELECT count(*)
    FROM placed AS o
    WHERE o.period = n.period
      AND o.as_of = n.as_of
      AND o.method = n.method
      AND o.level = n.level
      AND o.score_low > coalesce(n.score_high, 9e999)
  )) AS best,
  iif(n.score_low IS NULL, NULL, 1 + (
    SELECT count(*)
    FROM placed AS o
    WHERE o.period = n.period
      AND o.as_of = n.as_of
      AND o.method = n.method
      AND o.level = n.level
      AND o.score_low IS NOT NULL
      AND coalesce(o.score_high, 9e999) > n.score_low
      AND o.region <> n.region
  )) AS worst
FROM placed AS n;

CREATE TEMP VIEW nation_rate AS
WITH due AS MATERIALIZED (
  SELECT a.period,
    a.as_of,
    a.method,
    d.due_on,
    d.zone
  FROM (SELECT DISTINCT period, as_of, method FROM main.partial) AS a
  JOIN spm_deadline(a.period, a.as_of, a.method) AS d
),
member AS MATERIALIZED (
  SELECT s.*,
    spm_days_late(s.complete_at, d.due_on, d.zone) <= 0 AS on_time
  FROM nation_score AS s
  LEFT JOIN due AS d USING (period, as_of, method)
),
grouped AS (
  SELECT member.level AS grp,
    member.*
  FROM member
  UNION ALL
  SELECT 'semua',
    member.*
  FROM member
),
counted AS (
  SELECT period,
    as_of,
    method,
    grp,
    count(*) AS expected,
    sum(fields_filed > 0) AS reported,
    sum(fields_filed > 0 AND filled = owed) AS complete,
    coalesce(sum(on_time), 0) AS on_time,
    coalesce(sum(1 - on_time), 0) AS late,
    sum(filled) AS filled,
    sum(owed) AS owed
  FROM grouped
  GROUP BY period, as_of, method, grp
)
SELECT period,
  as_of,
  method,
  grp,
  expected,
  reported,
  expected - reported AS not_reported,
  complete,
  on_time,
  late,
  100.0 * reported / expected AS rate,
  100.0 * complete / expected AS complete_rate,
  100.0 * on_time / expected AS on_time_rate,
  100.0 * filled / nullif(owed, 0) AS fill_rate,
  filled,
  owed
FROM counted;
