-- known.sql: the reference rows known at :as_of, and the filings in force then as known at :known_at (semantics.md 5).
--
--   * A reference row counts from recorded_at on. Its end (to_period, valid_to) counts from closed_at on.
--   * A deadline, office, target or method that was taken back counts until then.
--   * A filing, and a rejection, is heard of when its number in table recording is not above :known_at; NULL: all are.
--   * A filing is accepted at T when it is filed, submitted_at <= T, and not rejected at T.
--   * The effective filing of (region, field) is the accepted one of the highest revision.
--   * o_held: how many owed cells with both figures each accepted filing of the quarter has. A field, a region has
--     filed when its effective filing has one (o_filed); other parts alone are no report (semantics.md 6).

DROP TABLE IF EXISTS temp.o_method;
CREATE TEMP TABLE o_method AS
SELECT * FROM main.method WHERE method = :method AND recorded_at <= :as_of;

DROP TABLE IF EXISTS temp.o_roster;
CREATE TEMP TABLE o_roster AS
SELECT DISTINCT r.region, r.name, r.level, r.level_group, r.province
FROM main.roster AS o
JOIN main.region AS r ON r.region = o.region
WHERE o.recorded_at <= :as_of
  AND o.from_period <= :period
  AND (o.to_period IS NULL OR o.to_period >= :period OR o.closed_at > :as_of);

DROP TABLE IF EXISTS temp.o_service;
CREATE TEMP TABLE o_service AS
SELECT service, level_group, field, name
FROM main.service
WHERE recorded_at <= :as_of
  AND (valid_from IS NULL OR valid_from <= :period)
  AND (valid_to IS NULL OR valid_to >= :period OR closed_at > :as_of);

DROP TABLE IF EXISTS temp.o_indicator;
CREATE TEMP TABLE o_indicator AS
SELECT i.indicator, i.service, i.component, i.scored, s.level_group, s.field
FROM main.indicator AS i
JOIN o_service AS s ON s.service = i.service
WHERE i.recorded_at <= :as_of
  AND (i.valid_from IS NULL OR i.valid_from <= :period)
  AND (i.valid_to IS NULL OR i.valid_to >= :period OR i.closed_at > :as_of);

-- the deadline used: the latest reported; of one day's, the earlier date (semantics.md 6), and of one date the zone in
-- which it ends first (zones are east of Greenwich)
DROP TABLE IF EXISTS temp.o_due;
CREATE TEMP TABLE o_due AS
SELECT due_on, zone
FROM main.deadline
WHERE period = :period AND recorded_at <= :as_of
  AND NOT EXISTS (SELECT 1 FROM main.withdrawal AS w WHERE w.what = 'deadline' AND w.recorded_at <= :as_of
    AND w.key = printf('%s %s %s %s', deadline.period, due_on, zone, reported_on))
  AND kind <> 'reopening' -- what comes in a reopened window is late all the same
ORDER BY reported_on DESC, due_on, zone DESC
LIMIT 1;

-- of a rejection that nobody has heard of there is no time
DROP TABLE IF EXISTS temp.o_heard;
CREATE TEMP TABLE o_heard AS
WITH last(number) AS (SELECT ifnull(CAST(:known_at AS INTEGER), 9223372036854775807))
SELECT f.filing, f.region, f.period, f.field, f.revision, f.submitted_at, f.day_only,
  max(CASE WHEN c.what = 'rejected' THEN f.rejected_at END) AS rejected_at
FROM main.filing AS f
JOIN main.recording AS c ON c.filing = f.filing
JOIN last AS l ON c.recording <= l.number
GROUP BY f.filing
HAVING sum(c.what = 'filed') = 1;
CREATE INDEX temp.o_heard_region ON o_heard(period, region, field);

DROP TABLE IF EXISTS temp.o_accepted;
CREATE TEMP TABLE o_accepted AS
SELECT filing, region, period, field, revision, submitted_at
FROM o_heard
WHERE period <= :period
  AND submitted_at <= :as_of
  AND (rejected_at IS NULL OR rejected_at > :as_of);

CREATE INDEX temp.o_accepted_region ON o_accepted(region, period, field);

DROP TABLE IF EXISTS temp.o_effective;
CREATE TEMP TABLE o_effective AS
SELECT a.filing, a.region, a.field
FROM o_accepted AS a
WHERE a.period = :period
  AND a.revision = (SELECT max(b.revision) FROM o_accepted AS b
    WHERE b.region = a.region AND b.period = a.period AND b.field = a.field);
CREATE INDEX temp.o_effective_region ON o_effective(region, field);

DROP TABLE IF EXISTS temp.o_held;
CREATE TEMP TABLE o_held AS
SELECT a.filing, a.region, a.field, a.submitted_at, a.revision, count(*) AS filled
FROM o_accepted AS a
JOIN main.achievement AS c ON c.filing = a.filing AND c.required IS NOT NULL AND c.fulfilled IS NOT NULL
JOIN o_indicator AS i ON i.indicator = c.indicator
WHERE a.period = :period
GROUP BY a.filing;
CREATE INDEX temp.o_held_region ON o_held(region, field);

DROP TABLE IF EXISTS temp.o_filed;
CREATE TEMP TABLE o_filed AS
SELECT h.region, h.field, min(first.submitted_at) AS arrived_at
FROM o_held AS h
JOIN o_effective AS e ON e.filing = h.filing
JOIN o_held AS first ON first.region = h.region AND first.field = h.field
GROUP BY h.region, h.field;
CREATE INDEX temp.o_filed_region ON o_filed(region, field);
