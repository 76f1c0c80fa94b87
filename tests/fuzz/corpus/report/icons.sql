--@ report 1
--@ icons a set=arrows3 at=60,80 reverse
--@ icons b set=arrows4 at=80,60
--@ icons t at=1
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
