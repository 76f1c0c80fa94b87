--@ report 1
--@ expect unique=a,b
--@ expect sum=a+b:t
--@ expect rows=1..5
--@ expect between=a:0..1e3
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
