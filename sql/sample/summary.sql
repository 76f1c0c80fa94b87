-- summary.sql: ten lines of the sample's 2023-TW2, as `make quarterly` prints them.
.mode list
.headers off

WITH level_mean AS (
  SELECT level AS grp,
    avg(score) AS mean_score
  FROM spm_score('2023-TW2')
  GROUP BY level
  UNION ALL
  SELECT 'semua',
    avg(score)
  FROM spm_score('2023-TW2')
),
best_region AS (
  SELECT level,
    name || ' ' || printf('%.2f', spm_round(score)) AS text
  FROM spm_rank('2023-TW2')
  WHERE rank = 1
  GROUP BY level
),
line(position, text) AS (
  SELECT 1, 'SPM ' || spm_period('2023-TW2') || ' - ' || (SELECT value FROM about WHERE name = 'mark')
  UNION ALL
  SELECT 2, printf('%-10s %6s %6s %6s %8s %8s', 'Tingkat', 'Wajib', 'Sudah', 'Belum', '% lapor', 'Indeks')
  UNION ALL
  SELECT CASE r.grp WHEN 'provinsi' THEN 3 WHEN 'kabupaten' THEN 4 WHEN 'kota' THEN 5 ELSE 6 END,
    printf('%-10s %6d %6d %6d %8.2f %8.2f', r.name, r.expected, r.reported, r.not_reported, spm_round(r.rate),
      spm_round(m.mean_score))
  FROM spm_input_rate('2023-TW2') AS r
  JOIN level_mean AS m ON m.grp = r.grp
  UNION ALL
  SELECT 7, printf('Dari %d daerah, semua urusan terkirim: %d tepat waktu, %d terlambat; semua sel terisi: %d',
    reported, on_time, late,
      complete)
  FROM spm_input_rate('2023-TW2')
  WHERE grp = 'semua'
  UNION ALL
  SELECT 8, 'Tertinggi: ' || group_concat(text, ', ')
  FROM best_region
  UNION ALL
  SELECT 9, 'Kategori: ' || group_concat(band || ' ' || regions, ', ')
  FROM (
    SELECT band,
      count(*) AS regions
    FROM spm_score('2023-TW2')
    WHERE band IS NOT NULL
    GROUP BY band
    ORDER BY min(score) DESC
  )
  UNION ALL
  SELECT 10, 'Temuan: ' || group_concat(rule || ' ' || cells, ', ')
  FROM (
    SELECT rule,
      count(*) AS cells
    FROM finding
    WHERE import = (SELECT i.import FROM import AS i WHERE i.path = '2023-TW2.csv')
    GROUP BY rule
    ORDER BY rule
  )
)
SELECT text
FROM line
ORDER BY position;
