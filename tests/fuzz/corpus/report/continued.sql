--@ report 1
--@ rule a > 5
--@+ fill=#ff0000
--@+ bold
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
