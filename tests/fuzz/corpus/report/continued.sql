--@ report 1
--@ rule a > 5
--@+ style=buruk
--@ rule b > 5
--@+ style=baik
--@+ bold
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
