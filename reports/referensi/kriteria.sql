--@ report 1
--@ in referensi 70
--@ sheet "Kriteria" tab=#c55a11 orientation=landscape fit=width plain filter
--@ col name "Kriteria" text input width=40
--@ col weight "Bobot" dec2 input validate=real min=0 width=12
--@ col measure "Ukuran" text input width=24 validate=list
--@+     in=indeks,"realisasi anggaran",tahapan,tim,"rencana aksi",keterisian,"ketepatan waktu"
--@ col back "Tarik kembali" text input validate=list in=ya width=14
--@ col was "Semula" text hide
--
-- The criteria of the award, and lines for more of them.
WITH RECURSIVE blank(number) AS (
  SELECT 1
  UNION ALL
  SELECT number + 1 FROM blank WHERE number < 10
),
line(number, name, weight, measure, was) AS (
  SELECT 0, c.name, c.weight,
    CASE c.measure
      WHEN 'index' THEN 'indeks'
      WHEN 'budget realised' THEN 'realisasi anggaran'
      WHEN 'stages' THEN 'tahapan'
      WHEN 'team' THEN 'tim'
      WHEN 'action plan' THEN 'rencana aksi'
      WHEN 'fill rate' THEN 'keterisian'
      ELSE 'ketepatan waktu'
    END,
    c.name || '|' || c.weight || '|' || c.measure
  FROM award_criterion AS c
  UNION ALL
  SELECT number, NULL, NULL, NULL, NULL FROM blank
)
SELECT name, weight, measure, NULL AS back, was
FROM line
ORDER BY number, weight DESC, name;
