SELECT spm_score(column1, column2, column3) OVER (ORDER BY column2 ROWS BETWEEN 1 PRECEDING
AND 1 FOLLOWING EXCLUDE CURRENT ROW), spm_input_rate(column2, column3) OVER (ORDER BY column3 GROUPS 1 PRECEDING)
FROM (VALUES ('penerima', 10, 5), ('penerima', 11, 1), ('mutu', 12, 1))