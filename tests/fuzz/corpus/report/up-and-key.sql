--@ report 1
--@ up w:a
--@ key a
--@ up
--@ key a..b
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
