--@ report 1
--@ titel "x"
--@ ?
--@title "x"
  --@ title "x"
--@	title	"x"
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
