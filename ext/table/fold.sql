-- fold.sql: what a fold reads before its first row (fold.c).

-- method: its choices
SELECT m.method,
  m.served_weight,
  m.quality_weight,
  m.cap,
  m.combine,
  m.zero_need,
  m.missing,
  m.tree
FROM main.method AS m
WHERE m.method = :method

-- bands: from the highest floor down
SELECT b.floor,
  b.name
FROM main.band AS b
WHERE @{band_known b}
ORDER BY b.floor DESC
