--@ report 1
--@ total "Jumlah" sum=a,b ratio=a:b/a mean=a
--@ group t
--@ total "x" ratio=a:b
--@ numbering
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
