--@ report 1
--@ in referensi 60
--@ sheet "Terbitan" tab=#c55a11 orientation=landscape fit=width plain filter
--@ col name "Terbitan" text input width=40
--@ col as_of "Keadaan pada" text input width=24
--@ col method "Metode" text input width=26
--@ col note "Keterangan" wrap input width=48
--@ col back "Tarik kembali" text input validate=list in=ya width=14
--
-- The editions that stand, and lines for more of them. A day is its end in WIB.
WITH RECURSIVE blank(number) AS (
  SELECT 1
  UNION ALL
  SELECT number + 1 FROM blank WHERE number < 10
),
line(number, name, as_of, method, note) AS (
  SELECT 0, e.name,
    iif(e.as_of GLOB '*T16:59:59Z', date(e.as_of, '+7 hours'),
      strftime('%Y-%m-%d %H:%M:%S+07:00', e.as_of, '+7 hours')),
    e.method, e.note
  FROM edition AS e
  WHERE e.name NOT IN (SELECT w.key FROM withdrawal AS w WHERE w.what = 'edition')
  UNION ALL
  SELECT number, NULL, NULL, NULL, NULL FROM blank
)
SELECT name, as_of, method, note, NULL AS back
FROM line
ORDER BY number, as_of, name;
