--@ report 1
--@ title "x"
--@ title "y"
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
