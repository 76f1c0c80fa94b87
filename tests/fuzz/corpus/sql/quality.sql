SELECT rule, count(*) FROM spm_quality('2023-TW2') GROUP BY 1 HAVING count(*) > 0;
SELECT * FROM spm_finding('2023-TW2', '2023-08-05') WHERE rule = 'unit'