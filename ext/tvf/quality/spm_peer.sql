-- spm_peer(period): the ratio of each scored indicator among the regions of a level: median and spread; rule outlier reads it.
-- ringkasan: Rasio tiap indikator yang dihitung di antara daerah setingkat: median dan sebarannya; dipakai aturan pencilan.
--
-- Ratios are as filed, not capped (semantics 2). spread is the yardstick of the modified z of Iglewicz and
-- Hoaglin, z = (ratio - median) / spread: the median absolute deviation / 0.6745. Where more than half of the
-- regions have one value that deviation is 0, and the mean absolute deviation x 1.253314 takes its place;
-- spread is 0 when all are equal.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   level TEXT KEY: provinsi, kabupaten or kota
--   indicator TEXT KEY: code of the indicator
--   regions INTEGER: regions of the level that have a ratio
--   median REAL: median of the ratios
--   spread REAL: yardstick of the modified z, as described above; 0 when all ratios are equal
-- Order: indicator, level
-- Cost: whole
--
-- Example:
-- > SELECT level, regions, round(median, 4), round(spread, 4) FROM spm_peer('2023-TW2') WHERE indicator = 'k-paud.A1';
-- = kabupaten|220|0.4284|0.0846
-- = kota|70|0.4476|0.1121
WITH ratio AS (
  SELECT r.level,
    i.indicator,
    i.ratio_raw AS ratio
  FROM main.spm_indicator_score(:period, :as_of, :method, :known_at) AS i
  CROSS JOIN main.region AS r ON r.region = i.region
  WHERE i.scored
    AND i.ratio_raw IS NOT NULL
),
placed AS (
  SELECT level,
    indicator,
    ratio,
    row_number() OVER (PARTITION BY level, indicator ORDER BY ratio) AS place,
    count(*) OVER (PARTITION BY level, indicator) AS regions
  FROM ratio
),
middle AS (
  SELECT level,
    indicator,
    regions,
    avg(ratio) AS median
  FROM placed
  WHERE place IN ((regions + 1) / 2, (regions + 2) / 2)
  GROUP BY level, indicator
),
away AS (
  SELECT m.level,
    m.indicator,
    m.regions,
    m.median,
    abs(p.ratio - m.median) AS away,
    row_number() OVER (PARTITION BY m.level, m.indicator ORDER BY abs(p.ratio - m.median)) AS place
  FROM middle AS m
  JOIN placed AS p
    ON p.level = m.level
    AND p.indicator = m.indicator
),
yardstick AS (
  SELECT level,
    indicator,
    regions,
    median,
    avg(away) FILTER (WHERE place IN ((regions + 1) / 2, (regions + 2) / 2)) AS median_away,
    avg(away) AS mean_away
  FROM away
  GROUP BY level, indicator
)
SELECT level,
  indicator,
  regions,
  median,
  iif(median_away > 0, median_away / 0.6745, mean_away * 1.253314) AS spread
FROM yardstick
ORDER BY indicator, level
