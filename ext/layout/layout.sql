-- layout.sql: what the header of a file asks the database (columns.c).

-- names: what a file may call a column
SELECT name,
  means,
  second
FROM main.column_name
