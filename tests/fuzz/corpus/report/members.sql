--@ report 1
--@ in nasional 10
--@ in nasional
--@ in 5 5
--@ in w 99999999999
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
