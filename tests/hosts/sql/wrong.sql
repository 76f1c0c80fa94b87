/* The same of a quarter that there is not. The refusal must arrive, dash and all, and names the SQLite that ran it. */
SELECT region,
  name,
  rank,
  score,
  band,
  best || '–' || worst AS span
FROM spm_rank('2023–TW9, SQLite ' || sqlite_version())
