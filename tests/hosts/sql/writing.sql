/* A database made, filled from the file CSV, corrected, checked: each SQLite must print the same. */
SELECT 'made', spm_init() ->> '$.action';
SELECT 'imported', report ->> '$.rows', report ->> '$.accepted', report ->> '$.errors'
FROM (SELECT spm_import('CSV') AS report);
SELECT 'finding', line, column, severity, message
FROM finding;
SELECT 'score', *
FROM spm_score('2023-TW2')
WHERE region IN ('11.01', '11.02');
UPDATE inbox
SET required = '80',
  submitted_at = '2023-07-21T00:00:00Z'
WHERE line = 3;
SELECT 'accepted', spm_accept() ->> '$.accepted';
SELECT 'field', *
FROM spm_field_score('2023-TW2')
WHERE region IN ('11.01', '11.02');
SELECT 'explained',
  spm_explained('11.02', '2023-TW2', 'k-paud', 'Murid pindahan dari kabupaten tetangga') ->> '$.warnings';
SELECT 'quality', rule, fail, explained, unexplained
FROM spm_quality('2023-TW2')
WHERE region = '11.02' AND fail > 0;
INSERT INTO award_criterion(name, weight, measure)
VALUES ('tim', 1, 'team');
SELECT 'award', region, rank
FROM spm_award('2023-TW2')
WHERE region IN ('11.01', '11.02');
SELECT 'sound', spm_check() ->> '$.sound';
SELECT 'undone', spm_import_undo((SELECT max(import) FROM import)) IS NOT NULL;
SELECT 'left', count(*)
FROM achievement;
