--@ report 1
--@ col a "A" int width=99999999999 align=right total=sum
--@ col b "B" percent1 bar=0..100 color=#ffe699
--@ col a "A"
--@ col z "Z"
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
