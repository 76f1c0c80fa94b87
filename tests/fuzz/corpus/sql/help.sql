SELECT name, summary FROM spm_help WHERE name LIKE 'spm%' ORDER BY name DESC LIMIT 2 OFFSET 1;
SELECT * FROM spm_help('x')