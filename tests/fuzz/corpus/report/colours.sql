--@ report 1
--@ sheet "S" tab=#12345g
--@ rule a = 1 fill=#1234567
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
