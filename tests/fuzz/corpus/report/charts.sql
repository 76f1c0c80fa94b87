--@ report 1
--@ chart bar "C" x=t y=a,b alt="c" size=300x200 at=right
--@ chart pie "P" x=t y=a alt="p"
--@ chart line "L" x=t y=a alt="l" min=0 max=5 fmt=dec1
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
