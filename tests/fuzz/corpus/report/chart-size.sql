--@ report 1
--@ chart column "C" x=t y=a alt="c" size=99999999999x288
--@ chart column "D" x=t y=b alt="d" size=480x99999999999
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
