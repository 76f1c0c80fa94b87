INSERT INTO inbox(region, period, indicator, required, fulfilled, submitted_at)
VALUES ('11.03', '2023-TW2', 'k-paud.A1', 10, '5', NULL), (11.1, 2023, x'00', 1e999, -1, 'x');
SELECT spm_accept()