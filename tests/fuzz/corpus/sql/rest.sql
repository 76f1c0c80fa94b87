SELECT count(*) FROM spm_award('2023-TW2'), spm_target('2023-TW2'), spm_deadline('2023-TW2') LIMIT 1;
SELECT * FROM spm_trend('11.01'); SELECT * FROM spm_curve('2023-TW2', '2023-07-05');
SELECT * FROM spm_summary('2023-TW2')