SELECT a.region, b.score FROM spm_score('2023-TW2') AS a LEFT JOIN spm_score('2023-TW1') AS b
ON b.region = a.region WHERE a.level = 'kabupaten' ORDER BY a.score DESC LIMIT 2