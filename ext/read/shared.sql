-- shared.sql: the shared strings of a workbook that do not stay in memory (shared.c), in a database of their own.

-- begin: no journal, since the database is thrown away whatever happens
PRAGMA journal_mode = OFF

-- table: the strings by their number
CREATE TABLE string(string INTEGER PRIMARY KEY, text TEXT NOT NULL)

-- open: one transaction, which is never ended
BEGIN

-- put(string, text): one more
INSERT INTO string(string, text)
VALUES (:string, :text)

-- get(string): its text
SELECT text
FROM string
WHERE string = :string
