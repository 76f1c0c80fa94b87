-- spm_trend(who): one row a quarter for a region, a level or the nation: score, band, rates and changes.
-- ringkasan: Perkembangan per triwulan satu daerah, satu tingkat, atau nasional: indeks, kategori, tingkat pelaporan.
--
-- Semantics 3: figures are cumulative and start again each year, so change (against the quarter before) mixes progress
-- with the restart; change_year (against the same quarter a year before) is the fair one. Every quarter is scored
-- under one method: the one given, else the one in force in the last quarter shown (semantics 5). Quarters run from
-- the first to the last with any filing at as_of.
--
-- Arguments:
--   who REGION(provinsi|kabupaten|kota|semua): a region, provinsi, kabupaten, kota, or semua
-- Columns:
--   period TEXT KEY: the quarter, YYYY-TWn
--   regions INTEGER: regions with a score (0 or 1 for a region)
--   score REAL: score of the region, or mean of the scores of the level
--   band TEXT: band of the score
--   rate REAL: 100 x reported / expected; NULL when nobody was expected
--   fill_rate REAL: 100 x cells filled / cells owed
--   change REAL: score minus that of the quarter before
--   change_year REAL: score minus that of the same quarter a year before
-- Errors: a who that is no code of a region and no level
-- Order: period
-- Cost: whole
--
-- Example:
-- > SELECT period, regions, round(rate, 2), change_year IS NULL FROM spm_trend('kota') WHERE period = '2023-TW2';
-- = 2023-TW2|76|81.72|1
WITH filed AS MATERIALIZED (
  SELECT min(f.period) AS first_period,
    max(f.period) AS last_period
  FROM main.filing AS f
  WHERE @{standing f, :as_of, :known_at}
),
-- two branches, so that the code of a region is passed down to the tables and one region costs one region
member AS (
  SELECT p.period,
    s.region,
    s.score,
    s.fields_filed,
    s.filled,
    s.owed
  FROM filed AS d
  CROSS JOIN main.period AS p ON p.period BETWEEN d.first_period AND d.last_period
  LEFT JOIN main.spm_score AS s
    ON s.period = p.period
    AND s.as_of = :as_of
    AND s.known_at = :known_at
    AND s.method = :method
    AND s.region = :who
  WHERE EXISTS (SELECT 1 FROM main.region AS r WHERE r.region = :who)
  UNION ALL
  SELECT p.period,
    s.region,
    s.score,
    s.fields_filed,
    s.filled,
    s.owed
  FROM filed AS d
  CROSS JOIN main.period AS p ON p.period BETWEEN d.first_period AND d.last_period
  CROSS JOIN main.spm_score AS s
    ON s.period = p.period
    AND s.as_of = :as_of
    AND s.known_at = :known_at
    AND s.method = :method
    AND :who IN (s.level, 'semua')
  WHERE :who IN ('provinsi', 'kabupaten', 'kota', 'semua')
),
one_quarter AS MATERIALIZED (
  SELECT m.period,
    count(m.score) AS regions,
    spm_snap(spm_mean(m.score)) AS score,
    spm_input_rate(m.region IS NOT NULL, coalesce(m.fields_filed, 0) > 0) AS rate,
    100.0 * sum(m.filled) / nullif(sum(m.owed), 0) AS fill_rate
  FROM member AS m
  GROUP BY m.period
)
SELECT q.period,
  q.regions,
  q.score,
  @{band_of q.score} AS band,
  q.rate,
  q.fill_rate,
  spm_snap(q.score - before.score) AS change,
  spm_snap(q.score - year.score) AS change_year
FROM one_quarter AS q
LEFT JOIN one_quarter AS before ON before.period = spm_period_add(q.period, -1)
LEFT JOIN one_quarter AS year ON year.period = spm_period_add(q.period, -4)
ORDER BY q.period
