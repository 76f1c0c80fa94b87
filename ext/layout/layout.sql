-- layout.sql: what the header of a file asks the database (columns.c, subject.c).

-- names: what a file may call a column
SELECT name,
  means,
  second
FROM main.column_name

-- subject(text): 1 the text names an indicator, 2 a service, by its code or its name
SELECT 1
FROM main.indicator AS i
WHERE i.indicator = :text COLLATE NOCASE
  OR i.name = :text COLLATE NOCASE
UNION ALL
SELECT 2
FROM main.service AS s
WHERE s.service = :text COLLATE NOCASE
  OR s.name = :text COLLATE NOCASE
LIMIT 1
