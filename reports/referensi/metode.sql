--@ report 1
--@ in referensi 50
--@ sheet "Metode" tab=#c55a11 orientation=landscape fit=width plain filter freeze=1
--@ col name "Metode" text input width=26
--@ col band "Kategori" text input width=22
--@ col floor "Batas bawah" dec2 input validate=real min=0 width=13
--@ col served_weight "Bobot penerima" dec2 input validate=real min=0 width=15
--@ col combine "Cara menggabung" text input validate=list in="rata-rata",gabungan width=17
--@ col zero_need "Kebutuhan nol" text input validate=list in=dikeluarkan,penuh width=15
--@ col missing "Sel kosong" text input validate=list in=nol,dilewati width=12
--@ col cap "Rasio dibatasi" text input validate=list in=ya,tidak width=13
--@ col tree "Susunan" text input validate=list in=urusan,langsung width=12
--@ col valid_from "Berlaku sejak" text input width=14
--@ col note "Keterangan" wrap input width=30
--@ col back "Tarik kembali" text input validate=list in=ya width=14
--
-- The methods that stand, a line for each of their bands, and lines for another one. The choices of a method stand in
-- its first line.
WITH RECURSIVE blank(number) AS (
  SELECT 1
  UNION ALL
  SELECT number + 1 FROM blank WHERE number < 12
),
banded AS (
  SELECT m.*, b.name AS band, b.floor,
    row_number() OVER (PARTITION BY m.method ORDER BY b.floor DESC) AS place
  FROM method AS m
  JOIN band AS b ON b.method = m.method
  WHERE m.method NOT IN (SELECT w.key FROM withdrawal AS w WHERE w.what = 'method')
),
line AS (
  SELECT 0 AS number, method AS name, place, band, floor,
    iif(place = 1, served_weight, NULL) AS served_weight,
    iif(place = 1, iif(combine = 'mean', 'rata-rata', 'gabungan'), NULL) AS combine,
    iif(place = 1, iif(zero_need = 'exclude', 'dikeluarkan', 'penuh'), NULL) AS zero_need,
    iif(place = 1, iif(missing = 'zero', 'nol', 'dilewati'), NULL) AS missing,
    iif(place = 1, iif(cap, 'ya', 'tidak'), NULL) AS cap,
    iif(place = 1, iif(tree = 'field', 'urusan', 'langsung'), NULL) AS tree,
    iif(place = 1, valid_from, NULL) AS valid_from,
    iif(place = 1, note, NULL) AS note
  FROM banded
  UNION ALL
  SELECT number, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM blank
)
SELECT name, band, floor, served_weight, combine, zero_need, missing, cap, tree, valid_from, note, NULL AS back
FROM line
ORDER BY number, name, place;
