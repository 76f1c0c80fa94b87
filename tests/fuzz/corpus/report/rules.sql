--@ report 1
--@ rule a <= 5 fill=#ff0000 icon=up
--@ rule t = "x"
--@ rule a != b
--@ rule a in 1,2
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
