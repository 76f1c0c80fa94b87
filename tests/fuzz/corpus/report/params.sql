--@ report 1
--@ param p text "P" in="a","b" default="a"
--@ param d date "D" default="2023-02-29"
--@ param r real "R" min=1 max=-1
--@ param p bool "P"
--@ param g region "G" in="11","Kota Bandung" default=11.01
SELECT 1 AS a, 2 AS b, 'x' AS t ORDER BY a;
