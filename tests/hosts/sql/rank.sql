/* The rank table that every host prints: text, a dash that is not ASCII, integers, a real,
  and NULL for whoever has not filed. */
SELECT region,
  name,
  rank,
  score,
  band,
  best || '–' || worst AS span
FROM spm_rank('2023-TW2')
WHERE level = 'kota'
ORDER BY rank IS NULL,
  rank,
  region
