--@ report 1
--@ title "{p|tw} {{ {p|tanggal} {q"
--@ param p text "P"
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
