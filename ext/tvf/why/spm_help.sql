-- spm_help(): every SQL object of the extension: name, kind, arguments, columns and a summary in two languages.
-- ringkasan: Semua fungsi dan tabel ekstensi: nama, jenis, argumen, kolom dan ringkasan dalam dua bahasa.
--
-- The rows come from the header comments of ext/, so help and manual cannot differ. Needs no database.
--
-- Arguments: none
-- Columns:
--   name TEXT KEY: name of the object
--   kind TEXT KEY: what it is: scalar, aggregate or table
--   arguments TEXT: arguments in their order; those in square brackets may be left out
--   columns TEXT: visible columns of a table; type of the result of a function
--   summary TEXT: what it is for
--   ringkasan TEXT: what it is for, in Indonesian
-- Order: name, kind
-- Cost: whole
--
-- Example:
-- > SELECT name, kind, arguments FROM spm_help WHERE name = 'spm_score' ORDER BY kind;
-- = spm_score|aggregate|component, required, fulfilled [, served_weight]
-- = spm_score|table|period [, as_of] [, method] [, known_at]
SELECT name,
  kind,
  arguments,
  columns,
  summary,
  ringkasan
FROM help_row
ORDER BY name, kind
