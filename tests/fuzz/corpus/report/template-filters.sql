--@ report 1
--@ title "{p|tw|x}{|}{p|}{p|angka0}"
--@ param p int "P" default=5 min=1 max=9
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
