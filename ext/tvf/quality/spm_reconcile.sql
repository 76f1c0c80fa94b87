-- spm_reconcile(): published figures against arithmetic and the roster: one row per row of table published.
-- ringkasan: Angka yang diumumkan diperiksa: penyebut, jumlah, pelengkap dan daftar wajib lapor; NULL bila cocok.
--
-- Semantics 7. What can be wrong (rule; several may hold): 'denominator' the percentage was divided by something else
-- than the roster; 'count' reported + not reported is not the roster; 'parts' the levels do not add up to 'semua';
-- 'complement' the percentages of reported and not reported are not 100 together and nothing else explains it; 'range'
-- a figure that cannot be, as a count over the roster; 'nothing fits' no denominator gives that percentage; 'cut' none
-- does, but cut and not rounded it is of the roster. Candidates are listed, none is chosen. The roster is that of the
-- quarter; of a year ('2021') that of its quarters where they agree, else each of them will do. Rates are checked for
-- what is 'reported' or 'not_reported' by level; other figures only for what they can be. as_of bounds what was known
-- of the roster.
--
-- Arguments:
-- Columns:
--   id TEXT KEY: number of the published figure, as in table published
--   source TEXT: where it was published, as in table published
--   printed_period TEXT: time as printed
--   period TEXT: the quarter, where the time is one
--   level TEXT: provinsi, kabupaten, kota or semua
--   region TEXT: Kemendagri code, where the figure is of one region
--   what TEXT: what the figure is: reported, not_reported, mean_index, index, rank or another word
--   count INTEGER: count as printed
--   percent REAL: percentage as printed
--   value REAL: value as printed
--   implied TEXT: denominators that count and percent imply, as spm_implied gives them
--   roster INTEGER: governments of the level on the roster; NULL when not known or not one number
--   would_be REAL: percentage of the roster that the count is: 100 x count / roster
--   checked INTEGER: 1 when it could be held against the roster; 0: only what it says of itself, so NULL below says
--     little
--   rules TEXT: the rules that it breaks, comma between them
--   finding TEXT: what is wrong, in English; NULL when the figure can be
--   candidates TEXT: what may explain it, in English
--   temuan TEXT: finding and candidates in Indonesian
-- Order: id
-- Cost: whole
--
-- Example:
-- > SELECT id, finding FROM spm_reconcile WHERE period = '2023-TW2' AND what = 'reported';
-- = R04|23 is 67.65 percent of 34, but 23 + 15 = 38 were counted and 38 are on the roster: of 38 it is 60.53 percent
-- = R05|237 + 181 = 418 were counted, but 415 are on the roster; the percentages add up to 100.72
-- = R06|76 + 14 = 90 were counted, but 93 are on the roster; the percentages add up to 96.77
-- = R07|
-- Every mention of a name below is compiled anew with all that stands behind it, and SQLite 3.54 takes no more than
-- 1,000 tables in one statement: hence each as seldom as can be.
WITH figure AS MATERIALIZED (
  SELECT f.id,
    f.source,
    f.period,
    f.quarter,
    f.level,
    f.region,
    f.what,
    f.count,
    f.percent,
    f.value,
    f.what IN ('reported', 'not_reported') AND f.region IS NULL AS is_rate,
    coalesce(f.decimals, length(rtrim(substr(f.percent, 1 + instr(f.percent, '.')), '0'))) AS places,
    CASE WHEN f.count >= 0 AND f.percent >= 0 THEN spm_implied(f.count, f.percent, f.decimals) END AS implied
  FROM main.published AS f
),
roster_size AS MATERIALIZED (
  SELECT p.period,
    r.level,
    count(*) AS n
  FROM main.period AS p
  JOIN main.roster AS o
    ON @{on_roster o, p.period}
  JOIN main.region AS r ON r.region = o.region
  GROUP BY p.period, r.level
  UNION ALL
  SELECT p.period,
    'semua',
    count(*)
  FROM main.period AS p
  JOIN main.roster AS o
    ON @{on_roster o, p.period}
  GROUP BY p.period
),
-- the sizes that the roster had in the quarters of which a figure may speak
possible AS MATERIALIZED (
  SELECT f.id,
    z.n
  FROM figure AS f
  JOIN main.period AS p
    ON p.period = f.quarter
    OR (f.quarter IS NULL AND f.period GLOB '[0-9][0-9][0-9][0-9]' AND p.year = CAST(f.period AS INTEGER))
  JOIN roster_size AS z ON z.period = p.period AND z.level = f.level
  GROUP BY f.id, z.n
),
pair AS MATERIALIZED (
  SELECT f.id,
    c.count,
    c.percent,
    f.count + c.count AS counted,
    printf('%d + %d = %d', f.count, c.count, f.count + c.count) AS sum_text,
    f.percent + c.percent AS percents,
    printf('%.*f', max(f.places, c.places), f.percent + c.percent) AS percents_text,
    0.5 * (CAST('1e-' || f.places AS REAL) + CAST('1e-' || c.places AS REAL)) + 1e-9 AS rounding
  FROM figure AS f
  JOIN figure AS c
    ON c.is_rate
    AND c.source = f.source
    AND c.period = f.period
    AND c.level = f.level
    AND c.what <> f.what
  WHERE f.is_rate
  GROUP BY f.id
  HAVING count(*) = 1
),
level_sum AS MATERIALIZED (
  SELECT f.id,
    sum(l.count) AS total,
    group_concat(l.count, ' + ') AS terms
  FROM figure AS f
  JOIN (
    SELECT g.source, g.period, g.level, g.region, g.what, g.count
    FROM figure AS g
    ORDER BY g.level = 'kota', g.level = 'kabupaten', g.id
  ) AS l
    ON l.source = f.source
    AND l.period = f.period
    AND l.what = f.what
    AND l.level <> 'semua'
    AND l.region IS NULL
  WHERE f.level = 'semua'
    AND f.region IS NULL
  GROUP BY f.id
  HAVING count(*) = 3
    AND count(DISTINCT l.level) = 3
    AND count(l.count) = 3
),
rostered AS MATERIALIZED (
  SELECT f.id,
    f.source,
    f.period,
    f.quarter,
    f.level,
    f.region,
    f.what,
    f.count,
    f.percent,
    f.value,
    f.is_rate,
    f.places,
    f.implied,
    z.least,
    z.most,
    json_extract(f.implied, '$[0]') AS low,
    json_extract(f.implied, '$[1]') AS high,
    printf('%.*f', f.places, f.percent) AS percent_text,
    iif(z.least = z.most, z.least, NULL) AS roster,
    iif(z.least = z.most, z.least, z.least || '-' || z.most) AS roster_text,
    iif(f.is_rate AND f.count >= 0 AND z.least = z.most, 100.0 * f.count / z.least, NULL) AS would_be
  FROM figure AS f
  LEFT JOIN (SELECT p.id, min(p.n) AS least, max(p.n) AS most FROM possible AS p GROUP BY p.id) AS z ON z.id = f.id
),
-- rates that are of the roster when they are cut, and are not when they are rounded
cut AS MATERIALIZED (
  SELECT r.id,
    z.n,
    printf('%.*f', r.places + 2, 100.0 * r.count / z.n) AS exact
  FROM rostered AS r
  JOIN possible AS z ON z.id = r.id
  WHERE r.is_rate
    AND r.count >= 0
    AND r.percent >= 0
    AND 100.0 * r.count / z.n >= r.percent - 1e-9
    AND 100.0 * r.count / z.n < r.percent + CAST('1e-' || r.places AS REAL) - 1e-9
    AND NOT EXISTS (SELECT 1 FROM possible AS y WHERE y.id = r.id AND y.n >= r.low
      AND (r.high IS NULL OR y.n <= r.high))
  GROUP BY r.id
),
broken(id, source, period, level, is_rate, position, rule, finding, temuan) AS (
  SELECT r.id,
    r.source,
    r.period,
    r.level,
    r.is_rate,
    1,
    'cut',
    printf('%d of %d is %s percent: %s was cut, not rounded', r.count, c.n, c.exact, r.percent_text),
    replace(printf('%d dari %d adalah %s persen: %s dipotong, bukan dibulatkan', r.count, c.n, c.exact,
      r.percent_text), '.', ',')
  FROM rostered AS r
  JOIN cut AS c ON c.id = r.id
  WHERE r.implied = '[]'
  UNION ALL
  SELECT r.id,
    r.source,
    r.period,
    r.level,
    r.is_rate,
    7,
    'nothing fits',
    printf('no number of governments makes %d to be %s percent', r.count, r.percent_text),
    printf('tidak ada jumlah daerah yang membuat %d menjadi %s persen', r.count, replace(r.percent_text, '.', ','))
  FROM rostered AS r
  WHERE r.is_rate
    AND r.implied = '[]'
    AND r.id NOT IN (SELECT c.id FROM cut AS c)
  UNION ALL
  SELECT r.id,
    r.source,
    r.period,
    r.level,
    r.is_rate,
    2,
    'denominator',
    printf('%d is %s percent of %s, but ', r.count, r.percent_text,
      iif(r.high IS NULL, r.low || '-', iif(r.low = r.high, r.low, r.low || '-' || r.high)))
      || iif(p.counted BETWEEN r.least AND r.most, p.sum_text || ' were counted and ', '')
      || printf('%s are on the roster', r.roster_text)
      || coalesce(printf(': of %d it is %.*f percent', r.roster, r.places, r.would_be), ''),
    printf('%d adalah %s persen dari %s, padahal ', r.count, replace(r.percent_text, '.', ','),
      iif(r.high IS NULL, r.low || '-', iif(r.low = r.high, r.low, r.low || '-' || r.high)))
      || iif(p.counted BETWEEN r.least AND r.most, p.sum_text || ' daerah dihitung dan ', '')
      || printf('%s daerah wajib lapor', r.roster_text)
      || coalesce(replace(printf(': dari %d menjadi %.*f persen', r.roster, r.places, r.would_be), '.', ','), '')
  FROM rostered AS r
  LEFT JOIN pair AS p ON p.id = r.id
  WHERE r.is_rate
    AND r.low IS NOT NULL
    AND r.least IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM possible AS z WHERE z.id = r.id AND z.n >= r.low
      AND (r.high IS NULL OR z.n <= r.high))
  UNION ALL
  SELECT r.id,
    r.source,
    r.period,
    r.level,
    r.is_rate,
    3,
    'count',
    p.sum_text || printf(' were counted, but %s are on the roster', r.roster_text)
      || coalesce(iif(abs(p.percents - 100) > p.rounding, '; the percentages add up to ' || p.percents_text, NULL), ''),
    p.sum_text || printf(' daerah dihitung, padahal %s wajib lapor', r.roster_text)
      || coalesce(iif(abs(p.percents - 100) > p.rounding, '; jumlah persentasenya '
        || replace(p.percents_text, '.', ','), NULL), '')
  FROM rostered AS r
  JOIN pair AS p ON p.id = r.id
  WHERE r.least IS NOT NULL
    AND r.count >= 0
    AND p.counted IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM possible AS z WHERE z.id = r.id AND z.n = p.counted)
  UNION ALL
  SELECT r.id,
    r.source,
    r.period,
    r.level,
    r.is_rate,
    4,
    'parts',
    printf('%s = %d over the levels, not %d', l.terms, l.total, r.count),
    printf('%s = %d menurut tingkat, bukan %d', l.terms, l.total, r.count)
  FROM rostered AS r
  JOIN level_sum AS l ON l.id = r.id
  WHERE r.count <> l.total
  UNION ALL
  SELECT r.id,
    r.source,
    r.period,
    r.level,
    r.is_rate,
    6,
    'range',
    printf('%s cannot be %s', r.what, r.given) || coalesce(' of ' || r.of_text, ''),
    printf('%s tidak mungkin %s', r.yang, replace(replace(r.given, '.', ','), ' percent', ' persen'))
      || coalesce(' dari ' || r.of_text, '')
  FROM (
    SELECT t.id,
      t.source,
      t.period,
      t.level,
      t.what,
      t.is_rate,
      CASE
        WHEN t.count < 0 OR (t.is_rate AND t.count > t.most) THEN t.count
        WHEN t.percent < 0 OR t.percent > 100 THEN t.percent_text || ' percent'
        ELSE t.value
      END AS given,
      CASE t.what
        WHEN 'reported' THEN 'sudah lapor'
        WHEN 'not_reported' THEN 'belum lapor'
        WHEN 'index' THEN 'indeks'
        WHEN 'mean_index' THEN 'rata-rata indeks'
        WHEN 'rank' THEN 'peringkat'
        ELSE t.what
      END AS yang,
      iif(t.what = 'rank' OR (t.is_rate AND t.count > t.most), t.roster_text, NULL) AS of_text
    FROM rostered AS t
    WHERE t.count < 0
      OR (t.is_rate AND t.count > t.most)
      OR t.percent < 0
      OR t.percent > 100
      OR (t.what IN ('index', 'mean_index') AND (t.value < 0 OR t.value > 100))
      OR (t.what = 'rank' AND (t.value < 1 OR t.value > t.most OR t.value <> CAST(t.value AS INTEGER)))
  ) AS r
  UNION ALL
  SELECT r.id,
    r.source,
    r.period,
    r.level,
    NULL,
    5,
    'complement',
    printf('the percentages of reported and not reported add up to %s, not 100', p.percents_text),
    printf('persentase sudah dan belum lapor berjumlah %s, bukan 100', replace(p.percents_text, '.', ','))
  FROM rostered AS r
  JOIN pair AS p ON p.id = r.id
  WHERE abs(p.percents - 100) > p.rounding
),
-- the complement only where nothing else explains it
judged AS MATERIALIZED (
  SELECT b.id,
    b.position,
    b.rule,
    b.finding,
    b.temuan
  FROM (
    SELECT w.id,
      w.position,
      w.rule,
      w.finding,
      w.temuan,
      max(w.is_rate) OVER (PARTITION BY w.source, w.period, w.level) AS explained
    FROM broken AS w
  ) AS b
  WHERE b.rule <> 'complement'
    OR coalesce(b.explained, 0) = 0
),
candidate(id, position, candidate, kandidat) AS (
  SELECT r.id,
    1,
    printf('%d was the roster from %s to %s', z.n, min(z.period), max(z.period)),
    printf('%d adalah jumlah wajib lapor %s sampai %s', z.n, min(z.period), max(z.period))
  FROM rostered AS r
  JOIN judged AS b ON b.id = r.id AND b.rule = 'denominator'
  JOIN roster_size AS z
    ON z.level = r.level
    AND z.n BETWEEN r.low AND r.high
  GROUP BY r.id, z.n
  UNION ALL
  SELECT c.id,
    3,
    printf('%s percent of %d may be cut, not rounded', c.exact, c.n),
    replace(printf('%s persen dari %d mungkin dipotong, bukan dibulatkan', c.exact, c.n), '.', ',')
  FROM cut AS c
  JOIN judged AS b ON b.id = c.id AND b.rule = 'denominator'
  UNION ALL
  SELECT r.id,
    2,
    printf('%s has %d too %s: %d may stand under the wrong level', o.level, abs(d.counted - o.roster),
      iif(d.counted > o.roster, 'many', 'few'), abs(d.counted - o.roster)),
    printf('%s %s %d: mungkin %d tercatat pada tingkat yang salah', o.level, iif(d.counted > o.roster, 'lebih',
      'kurang'),
      abs(d.counted - o.roster), abs(d.counted - o.roster))
  FROM rostered AS r
  JOIN judged AS b ON b.id = r.id AND b.rule = 'count'
  JOIN pair AS p ON p.id = r.id
  JOIN rostered AS o
    ON o.source = r.source
    AND o.period = r.period
    AND o.what = r.what
    AND o.level NOT IN (r.level, 'semua')
  JOIN pair AS d
    ON d.id = o.id
    AND d.counted - o.roster = r.roster - p.counted
  WHERE p.counted <> r.roster
    AND r.level <> 'semua'
),
verdict AS MATERIALIZED (
  SELECT DISTINCT b.id,
    group_concat(b.rule, ', ') OVER whole AS rule,
    group_concat(b.finding, '; ') OVER whole AS finding,
    group_concat(b.temuan, '; ') OVER whole AS temuan
  FROM judged AS b
  WINDOW whole AS (PARTITION BY b.id ORDER BY b.position ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
excuse AS MATERIALIZED (
  SELECT DISTINCT c.id,
    group_concat(c.candidate, '; ') OVER english AS candidates,
    group_concat(c.kandidat, '; ') OVER indonesian AS kandidat
  FROM candidate AS c
  WINDOW english AS (PARTITION BY c.id ORDER BY c.position, c.candidate
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING),
    indonesian AS (PARTITION BY c.id ORDER BY c.position, c.kandidat
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT r.id,
  r.source,
  r.period AS printed_period,
  r.quarter AS period,
  r.level,
  r.region,
  r.what,
  r.count,
  r.percent,
  r.value,
  r.implied,
  r.roster,
  r.would_be,
  r.is_rate AND r.least IS NOT NULL AND r.count IS NOT NULL AS checked,
  v.rule AS rules,
  v.finding,
  e.candidates,
  v.temuan || coalesce(' (' || e.kandidat || ')', '') AS temuan
FROM rostered AS r
LEFT JOIN verdict AS v ON v.id = r.id
LEFT JOIN excuse AS e ON e.id = r.id
ORDER BY r.id
