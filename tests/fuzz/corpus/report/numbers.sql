--@ report 1
--@ col a int width=12abc
--@ col b width=-.5
--@ col t width=1x
--@ rule a > --5
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
