SELECT * FROM spm_score WHERE period IN ('2023-TW1', '2023-TW2', NULL, 3) AND region IN (SELECT region FROM roster)
OR region = '11.01'