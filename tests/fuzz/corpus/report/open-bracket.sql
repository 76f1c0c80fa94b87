--@ report 1
SELECT [x