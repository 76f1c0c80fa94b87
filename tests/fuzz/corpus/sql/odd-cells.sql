INSERT INTO filing(region, period, field, revision, submitted_at)
VALUES ('36.71', '2023-TW2', '1.01', 1, '2023-07-01T00:00:00Z');
INSERT INTO achievement(filing, service, indicator, required, fulfilled)
SELECT last_insert_rowid(), service, indicator, 9223372036854775807, -9223372036854775808 FROM indicator
WHERE service = 'k-paud';
UPDATE filing SET status = 'filed'