-- fold.sql: what a fold reads before its first row (fold.c).

-- bands: from the highest floor down
SELECT b.floor,
  b.name
FROM main.band AS b
WHERE @{band_known b}
ORDER BY b.floor DESC
