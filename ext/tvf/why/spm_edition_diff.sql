-- spm_edition_diff(a, b): every region and quarter whose score differs between two editions, and why.
-- ringkasan: Daerah dan triwulan yang indeksnya berbeda antara dua terbitan, beserta sebabnya.
--
-- Semantics 5. cause lists what changed, separated by commas: new filing (a field filed in b that was not in a),
-- withdrawn filing (the reverse, a rejection), revised values (another revision counts), recorded later (beside one of
-- these: a filing or a rejection with a stamp that both editions have was recorded when one of them had been made),
-- method, catalogue (its roster row, or services or indicators of its level, recorded or ended between the two and of
-- that quarter). No row: the two editions say the same.
--
-- Arguments alone:
--   a EDITION: name of the first edition
--   b EDITION: name of the second edition
-- Columns:
--   region TEXT KEY: Kemendagri code
--   period TEXT KEY: the quarter
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   old_score REAL: score in edition a
--   new_score REAL: score in edition b
--   change REAL: new_score - old_score; NULL when one is missing
--   old_band TEXT: band in edition a
--   new_band TEXT: band in edition b
--   cause TEXT: what changed between the two, comma between causes
-- Order: region, period
-- Cost: whole
--
-- Example:
-- > SELECT cause, count(*) FROM spm_edition_diff('2023-TW2 batas input', '2023-TW2 akhir') GROUP BY cause;
-- = new filing|34
-- = revised values|47
WITH edition AS MATERIALIZED (
  SELECT min(ea.as_of, ea.made_at) AS a_as_of,
    min(eb.as_of, eb.made_at) AS b_as_of,
    min(ea.as_of, ea.made_at, eb.as_of, eb.made_at) AS earlier_as_of,
    ea.recording AS a_known_at,
    eb.recording AS b_known_at
  FROM main.edition AS ea
  CROSS JOIN main.edition AS eb
  WHERE ea.name = :a
    AND eb.name = :b
),
quarter AS MATERIALIZED (
  SELECT p.period,
    (SELECT m.method FROM main.spm_method AS m WHERE m.period = p.period AND m.as_of = :a LIMIT 1) AS a_method,
    (SELECT m.method FROM main.spm_method AS m WHERE m.period = p.period AND m.as_of = :b LIMIT 1) AS b_method
  FROM (
    SELECT DISTINCT f.period
    FROM edition AS e
    CROSS JOIN main.filing AS f ON f.submitted_at <= max(e.a_as_of, e.b_as_of)
  ) AS p
),
old AS MATERIALIZED (
  SELECT s.region, s.period, s.name, s.level, s.score, s.band
  FROM quarter AS q
  CROSS JOIN main.spm_score AS s ON s.period = q.period AND s.as_of = :a
),
new AS MATERIALIZED (
  SELECT s.region, s.period, s.name, s.level, s.score, s.band
  FROM quarter AS q
  CROSS JOIN main.spm_score AS s ON s.period = q.period AND s.as_of = :b
),
pair AS MATERIALIZED (
  SELECT o.region, o.period, o.name, o.level, o.score AS old_score, n.score AS new_score, o.band AS old_band,
    n.band AS new_band
  FROM old AS o
  LEFT JOIN new AS n ON n.region = o.region AND n.period = o.period
  UNION ALL
  SELECT n.region, n.period, n.name, n.level, NULL, n.score, NULL, n.band
  FROM new AS n
  WHERE NOT EXISTS (SELECT 1 FROM old AS o WHERE o.region = n.region AND o.period = n.period)
),
effective AS (
  SELECT p.region,
    p.period,
    u.field,
    @{last_revision p.period, p.region, u.field, d.a_as_of, d.a_known_at} AS a_revision,
    @{last_revision p.period, p.region, u.field, d.b_as_of, d.b_known_at} AS b_revision,
    -- at one time, with what each of them knew
    @{last_revision p.period, p.region, u.field, d.earlier_as_of, d.a_known_at} AS a_knew,
    @{last_revision p.period, p.region, u.field, d.earlier_as_of, d.b_known_at} AS b_knew
  FROM pair AS p
  CROSS JOIN edition AS d
  CROSS JOIN main.field AS u
  WHERE p.old_score IS NOT p.new_score
),
filing_cause AS MATERIALIZED (
  SELECT region,
    period,
    max(a_revision IS NULL AND b_revision IS NOT NULL) AS is_new,
    max(a_revision IS NOT NULL AND b_revision IS NULL) AS is_withdrawn,
    max(a_revision <> b_revision) AS is_revised,
    max(a_knew IS NOT b_knew) AS is_later
  FROM effective
  GROUP BY region, period
),
-- a row recorded concerns the quarters in which it holds, a row ended those after its end
catalogue_change(region, level_group, recorded_at, first_period, last_period) AS (
  SELECT o.region, NULL, o.recorded_at, o.from_period, coalesce(o.to_period, '9999-TW4')
  FROM main.roster AS o
  UNION
  SELECT o.region, NULL, o.closed_at, spm_period_add(o.to_period, 1), '9999-TW4'
  FROM main.roster AS o
  WHERE o.to_period IS NOT NULL
  UNION
  SELECT NULL, s.level_group, s.recorded_at, coalesce(s.valid_from, '0000-TW1'), coalesce(s.valid_to, '9999-TW4')
  FROM main.service AS s
  UNION
  SELECT NULL, s.level_group, s.closed_at, spm_period_add(s.valid_to, 1), '9999-TW4'
  FROM main.service AS s
  WHERE s.valid_to IS NOT NULL
  UNION
  SELECT NULL, s.level_group, i.recorded_at, coalesce(i.valid_from, '0000-TW1'), coalesce(i.valid_to, '9999-TW4')
  FROM main.indicator AS i
  JOIN main.service AS s ON s.service = i.service
  UNION
  SELECT NULL, s.level_group, i.closed_at, spm_period_add(i.valid_to, 1), '9999-TW4'
  FROM main.indicator AS i
  JOIN main.service AS s ON s.service = i.service
  WHERE i.valid_to IS NOT NULL
)
SELECT p.region,
  p.period,
  p.name,
  p.level,
  p.old_score,
  p.new_score,
  spm_snap(p.new_score - p.old_score) AS change,
  p.old_band,
  p.new_band,
  substr(
    iif(c.is_new, ', new filing', '')
    || iif(c.is_withdrawn, ', withdrawn filing', '')
    || iif(c.is_revised, ', revised values', '')
    || iif(c.is_later, ', recorded later', '')
    || iif(q.a_method IS NOT q.b_method, ', method', '')
    || iif(
      EXISTS (
        SELECT 1
        FROM catalogue_change AS k
        WHERE (k.region = p.region OR k.level_group = iif(p.level = 'provinsi', 'provinsi', 'kabkota'))
          AND p.period BETWEEN k.first_period AND k.last_period
          AND k.recorded_at > min(e.a_as_of, e.b_as_of)
          AND k.recorded_at <= max(e.a_as_of, e.b_as_of)
      ),
      ', catalogue',
      ''
    ),
    3
  ) AS cause
FROM pair AS p
CROSS JOIN edition AS e
JOIN quarter AS q ON q.period = p.period
JOIN filing_cause AS c ON c.region = p.region AND c.period = p.period
WHERE p.old_score IS NOT p.new_score
ORDER BY p.region, p.period
