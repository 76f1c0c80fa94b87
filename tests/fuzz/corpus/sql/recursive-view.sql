CREATE VIEW v AS SELECT * FROM spm_score('2023-TW2');
SELECT * FROM v WHERE region = '11.01' AND score > (SELECT avg(score) FROM v)