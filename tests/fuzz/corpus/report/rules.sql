--@ report 1
--@ rule a <= 5 style=buruk
--@ rule t = "x" style=tebal
--@ rule a != b style=sedang
--@ rule a between 1..2 style=redup
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
