DROP TABLE deadline;
CREATE VIEW deadline AS
SELECT '2023-TW2' AS period, 'x' AS due_on, 'y' AS zone, NULL AS reported_on, 3 AS kind, 4 AS recorded_at