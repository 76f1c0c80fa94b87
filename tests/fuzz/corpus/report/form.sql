--@ report 1
--@ form
--@ entry a integer min=0
--@ entry t list="x","y"
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
