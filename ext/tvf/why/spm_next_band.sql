-- spm_next_band(region, period): how many people are still to be served to reach the next band, service by service.
-- ringkasan: Berapa orang lagi yang harus dilayani untuk mencapai kategori berikutnya, per pelayanan.
--
-- Semantics 3, 4. Below its need each further person (or item) of an indicator gives the same points, so both answers
-- are exact: alone is the least number in this one alone; cheapest is this one's part of the combination with the
-- fewest people in all, which takes those that give most points each first. What is capped or cannot be built on never
-- counts. Of a need with a fraction the last one served gives that fraction. unserved stands beside it: the points say
-- where a band is cheap, not where the need is greatest.
--
-- Arguments:
--   region REGION: code or name
--   period PERIOD: the quarter
-- Columns:
--   service TEXT KEY: code of the service
--   service_name TEXT: name of the service
--   indicator TEXT KEY: code of the recipients' indicator
--   unit TEXT: what is counted
--   required REAL: need as filed
--   fulfilled REAL: fulfilled as filed
--   unserved REAL: need not served: required - fulfilled, 0 where more were served
--   score REAL: index of the region
--   band TEXT: band of the region
--   next_band TEXT: the next band above; NULL in the highest
--   floor REAL: where the next band begins
--   to_next_band REAL: points from score to floor
--   points_each REAL: points that one person (or item) more gives
--   alone INTEGER: how many more in this one alone; NULL when all unserved together do not reach the floor
--   alone_points REAL: points that alone gives
--   cheapest INTEGER: how many of this one in the combination with the fewest in all; 0: none
--   cheapest_points REAL: points that cheapest gives
--   why TEXT: why it does not count: no score, no bands (the method has none), highest band, capped, not needed, not
--     filed, missing, contradiction, invalid;
--     or not reachable by recipients
-- Errors: a region that has no such code
-- Order: service, indicator
-- Cost: whole
--
-- Example:
-- > SELECT count(*), count(DISTINCT floor), sum(cheapest_points) >= min(to_next_band)
-- > FROM spm_next_band('32.12', '2023-TW2');
-- = 29|1|1
WITH standing AS MATERIALIZED (
  SELECT s.score,
    s.band,
    (
      SELECT min(b.floor)
      FROM main.band AS b
      WHERE @{band_known b}
        AND b.floor > s.score
    ) AS floor
  FROM main.spm_score(:period, :as_of, :method, :known_at) AS s
  WHERE s.region = :region
),
leaf AS MATERIALIZED (
  SELECT p.service,
    p.indicator,
    p.component,
    p.unit,
    p.required,
    p.fulfilled,
    p.status,
    p.weight,
    p.points
  FROM main.spm_point(:period, :as_of, :method, :known_at) AS p
  WHERE p.region = :region
    AND p.scored
),
-- 0.5e-9: the score is compared to nine decimals, so that half a unit of the last already is the floor
goal AS MATERIALIZED (
  SELECT t.score,
    t.band,
    t.floor,
    t.floor - 0.5e-9 - (SELECT sum(l.points) FROM leaf AS l) AS need
  FROM standing AS t
),
recipient AS MATERIALIZED (
  SELECT l.service,
    l.indicator,
    l.unit,
    l.required,
    l.fulfilled,
    CASE
      WHEN g.score IS NULL THEN 'no score'
      WHEN g.band IS NULL THEN 'no bands'
      WHEN g.floor IS NULL THEN 'highest band'
      WHEN l.status = 'not_needed' THEN 'not needed'
      WHEN l.status = 'not_filed' THEN 'not filed'
      WHEN l.status NOT IN ('ok', 'capped') THEN l.status
      WHEN l.fulfilled >= l.required THEN 'capped'
    END AS why,
    l.weight / l.required AS each,
    spm_snap(max(min(l.required - l.fulfilled, 9e15), -9e15)) AS people
  FROM leaf AS l
  CROSS JOIN goal AS g
  WHERE l.component = 'penerima'
),
-- steps of one person each; a last fraction is a step that gives less
step AS MATERIALIZED (
  SELECT r.indicator,
    r.each AS gain,
    CAST(r.people AS INTEGER) AS steps
  FROM recipient AS r
  WHERE r.why IS NULL
    AND r.each > 0
  UNION ALL
  SELECT r.indicator,
    r.each * (r.people - CAST(r.people AS INTEGER)),
    1
  FROM recipient AS r
  WHERE r.why IS NULL
    AND r.each > 0
    AND r.people > CAST(r.people AS INTEGER)
),
-- those that give most first
queue AS MATERIALIZED (
  SELECT t.indicator,
    t.gain,
    t.steps,
    coalesce(
      sum(t.gain * t.steps) OVER (ORDER BY t.gain DESC, t.indicator ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      0
    ) AS before
  FROM step AS t
),
reach AS MATERIALIZED (
  SELECT total(q.gain * q.steps) >= (SELECT g.need FROM goal AS g) AS is_enough
  FROM queue AS q
),
taken AS MATERIALIZED (
  SELECT q.indicator,
    q.gain,
    -- the least whole number that is not below
    CASE
      WHEN g.need <= q.before THEN 0
      ELSE min(
        q.steps,
        CAST((g.need - q.before) / q.gain AS INTEGER)
          + ((g.need - q.before) / q.gain > CAST((g.need - q.before) / q.gain AS INTEGER))
      )
    END AS steps
  FROM queue AS q
  CROSS JOIN goal AS g
),
counted AS (
  SELECT r.indicator,
    CASE
      WHEN g.need / r.each <= r.people
        THEN CAST(g.need / r.each AS INTEGER) + (g.need / r.each > CAST(g.need / r.each AS INTEGER))
    END AS alone,
    (SELECT sum(t.steps) FROM taken AS t WHERE t.indicator = r.indicator) AS cheapest,
    (SELECT sum(t.steps * t.gain) FROM taken AS t WHERE t.indicator = r.indicator) AS cheapest_points
  FROM recipient AS r
  CROSS JOIN goal AS g
  WHERE r.why IS NULL
    AND r.each > 0
)
SELECT r.service,
  s.name AS service_name,
  r.indicator,
  r.unit,
  r.required,
  r.fulfilled,
  max(0.0, r.required - r.fulfilled) AS unserved,
  g.score,
  g.band,
  (
    SELECT b.name
    FROM main.band AS b
    WHERE @{band_known b}
      AND b.floor = g.floor
  ) AS next_band,
  g.floor,
  spm_snap(g.floor - g.score) AS to_next_band,
  CASE WHEN r.why IS NULL THEN r.each END AS points_each,
  c.alone,
  min(c.alone, r.people) * r.each AS alone_points,
  CASE WHEN r.why IS NULL AND h.is_enough THEN coalesce(c.cheapest, 0) END AS cheapest,
  CASE WHEN r.why IS NULL AND h.is_enough THEN coalesce(c.cheapest_points, 0) END AS cheapest_points,
  CASE
    WHEN r.why IS NOT NULL THEN r.why
    WHEN NOT h.is_enough THEN 'not reachable by recipients'
  END AS why
FROM recipient AS r
CROSS JOIN goal AS g
CROSS JOIN reach AS h
CROSS JOIN main.service AS s ON s.service = r.service
LEFT JOIN counted AS c ON c.indicator = r.indicator
ORDER BY r.service, r.indicator
