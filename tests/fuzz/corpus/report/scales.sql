--@ report 1
--@ scale a 0#ff0000 50#ffff00 100#00ff00
--@ scale b 100#ff0000 0#00ff00
--@ scale a low=#000000
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
