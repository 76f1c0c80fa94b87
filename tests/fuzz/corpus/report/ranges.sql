--@ report 1
--@ band "B" a..t
--@ band "C" t..a
--@ band "D" a..
--@ band "E" ..a
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
