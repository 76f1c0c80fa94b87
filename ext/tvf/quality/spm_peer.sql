-- spm_peer(period): the ratio of each scored indicator among the regions of a level: median and spread; rule outlier
--   reads it.
-- ringkasan: Rasio tiap indikator yang dihitung di antara daerah setingkat: median dan sebarannya; dipakai aturan
--   pencilan.
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
SELECT p.level,
  p.indicator,
  p.cells AS regions,
  p.given AS median,
  p.against AS spread
FROM main.spm_examined(:period, :as_of, :known_at, :method, NULL, 'peer', :ours) AS p
ORDER BY p.indicator, p.level
