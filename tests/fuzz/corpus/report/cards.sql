--@ report 1
--@ cards a b
--@ cards
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
