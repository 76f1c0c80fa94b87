--@ workbook w 1
--@ title "Buku {p|tw}"
--@ file "w_{p}"
--@ param p text "Triwulan" required
--@ toc
--@ id "{p}"
SELECT :p AS p ORDER BY p;
