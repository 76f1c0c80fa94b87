--@ report 1
--@ in referensi 20
--@ sheet "Tenggat" tab=#c55a11 orientation=landscape fit=width plain filter
--@ col period "Triwulan" text input width=12
--@ col due_on "Batas waktu" date input validate=date width=14
--@ col kind "Jenis batas" text input validate=list in=batas,perpanjangan,"dibuka kembali" width=18
--@ col zone "Zona waktu" text input validate=list in=WIB,WITA,WIT width=12
--@ col reported_on "Diumumkan pada" date input validate=date width=18
--@ col source "Sumber" wrap input width=50
--@ col back "Tarik kembali" text input validate=list in=ya width=14
--
-- The deadlines of the quarter that stand, and lines for more of them.
WITH RECURSIVE blank(number) AS (
  SELECT 1
  UNION ALL
  SELECT number + 1 FROM blank WHERE number < 10
),
line(number, period, due_on, kind, zone, reported_on, source) AS (
  SELECT 0, d.period, d.due_on,
    CASE d.kind WHEN 'deadline' THEN 'batas' WHEN 'extension' THEN 'perpanjangan' ELSE 'dibuka kembali' END,
    CASE d.zone WHEN '+07:00' THEN 'WIB' WHEN '+08:00' THEN 'WITA' WHEN '+09:00' THEN 'WIT' ELSE d.zone END,
    d.reported_on, d.source
  FROM deadline AS d
  WHERE d.period = :period
    AND d.period || ' ' || d.due_on || ' ' || d.zone || ' ' || d.reported_on NOT IN (
      SELECT w.key FROM withdrawal AS w WHERE w.what = 'deadline'
    )
  UNION ALL
  SELECT number, :period, NULL, NULL, NULL, NULL, NULL FROM blank
)
SELECT period, due_on, kind, zone, reported_on, source, NULL AS back
FROM line
ORDER BY number, reported_on, due_on;
