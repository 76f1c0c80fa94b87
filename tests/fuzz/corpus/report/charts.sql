--@ report 1
--@ chart bar x=t y=a,b title="C" size=10x5 at=1
--@ chart pie x=t
--@ chart line x=t y=a legend=none
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
