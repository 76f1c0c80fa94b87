-- spm_column(): every column and argument of every table-valued function: type, unit, key, and its meaning in two
--   languages.
-- ringkasan: Semua kolom dan argumen setiap fungsi tabel: jenis, satuan, kunci, dan artinya dalam dua bahasa.
--
-- The English meaning comes from the header comments of ext/tvf, the Indonesian one and the unit from
-- ext/tvf/columns.sql. The arguments are hidden columns and part of the row key, as the table declares them. Needs no
-- database.
--
-- Arguments: none
-- Columns:
--   function TEXT KEY: name of the table-valued function
--   position INTEGER KEY: place in the table, from 1: columns first, then arguments
--   name TEXT: name of the column or argument
--   role TEXT: column or argument
--   type TEXT: what it holds: TEXT, INTEGER, REAL or NUMERIC
--   unit TEXT: unit of the figure; NULL where it has none
--   key INTEGER: 1 when it is part of the row key
--   takes TEXT: what an argument takes, and what it is when it is left out; NULL for a column
--   meaning TEXT: what it means, in English
--   arti TEXT: what it means, in Indonesian
-- Order: function, position
-- Cost: whole
--
-- Example:
-- > SELECT name, type, unit, key, meaning, arti FROM spm_column WHERE function = 'spm_rank' AND name IN ('region',
-- > 'tied');
-- = region|TEXT||1|Kemendagri code|kode daerah menurut Kemendagri
-- = tied|INTEGER|regions|0|how many share the rank, 1 alone|banyaknya daerah dengan peringkat itu; 1 bila sendiri
,
place(function, list, position) AS (
  SELECT d.function,
    d.list,
    1
  FROM described AS d
  UNION ALL
  SELECT p.function,
    p.list,
    p.position + 1
  FROM place AS p
  WHERE p.position < json_array_length(p.list)
),
member AS (
  SELECT p.function,
    p.position,
    json_extract(p.list, '$[' || (p.position - 1) || ']') AS cells
  FROM place AS p
)
SELECT m.function,
  m.position,
  json_extract(m.cells, '$[0]') AS name,
  json_extract(m.cells, '$[1]') AS role,
  json_extract(m.cells, '$[2]') AS type,
  json_extract(m.cells, '$[3]') AS unit,
  json_extract(m.cells, '$[4]') AS key,
  json_extract(m.cells, '$[5]') AS takes,
  json_extract(m.cells, '$[6]') AS meaning,
  json_extract(m.cells, '$[7]') AS arti
FROM member AS m
ORDER BY m.function, m.position
