--@ report 1
--@ in provinsi 25
--@ sheet "Perkembangan" tab=#2e75b6 orientation=portrait fit=width freeze=2
--@ title "Perkembangan Indeks SPM Kabupaten dan Kota"
--@ note "Indeks kumulatif sejak Januari · skala warna tetap 40–70–100 · kosong: belum lapor, atau triwulan belum tiba"
--@ col tingkat "Tingkat" text
--@ col no "No" no width=6
--@ col daerah "Daerah" text wrap width=32 link=rapor:kode
--@ col tw1 "TW I", tw2 "TW II", tw3 "TW III", tw4 "TW IV" poin2 align=center width=10
--@ col kategori "Kategori triwulan ini" text align=center null="–" width=19
--@ col tahun_lalu "Triwulan yang sama tahun lalu" poin2 align=center null="–" width=17
--@ col selisih "Selisih" dec2 null="–" width=11
--@ col kode text hide
--@ band "Indeks" tw1..tw4
--@ group tingkat count "daerah"
--@ scale tw1..tw4 40#fc8d59 70#ffffbf 100#91bfdb
--@ rule kategori style=kategori
--@ rule selisih > 0 style=baik, < 0 style=buruk
--@ source "Sumber: e-SPM, diolah. Selisih terhadap triwulan yang sama tahun lalu."
--@ expect rows>=1 unique=kode between=tw1:0..100 between=tw2:0..100 between=tw3:0..100 between=tw4:0..100
--
-- The index of each government of the province in the quarters of the year, up to this one.
WITH quarter AS (
  SELECT q.period,
    iif(q.year = p.year, q.quarter, NULL) AS n,
    q.period = p.period AS is_now
  FROM spm_quarter(:period, :per) AS p
  CROSS JOIN period AS q ON q.period = p.year_ago_period OR q.period BETWEEN p.first_period AND p.period
)
SELECT CASE s.level WHEN 'provinsi' THEN 'Pemerintah provinsi' WHEN 'kabupaten' THEN 'Kabupaten' ELSE 'Kota'
  END AS tingkat,
  row_number() OVER (PARTITION BY s.level ORDER BY s.region) AS no,
  s.name AS daerah,
  max(s.score) FILTER (WHERE q.n = 1) AS tw1,
  max(s.score) FILTER (WHERE q.n = 2) AS tw2,
  max(s.score) FILTER (WHERE q.n = 3) AS tw3,
  max(s.score) FILTER (WHERE q.n = 4) AS tw4,
  max(s.band) FILTER (WHERE q.is_now) AS kategori,
  max(s.score) FILTER (WHERE q.n IS NULL) AS tahun_lalu,
  spm_snap(max(s.score) FILTER (WHERE q.is_now) - max(s.score) FILTER (WHERE q.n IS NULL)) AS selisih,
  s.region AS kode
FROM quarter AS q
CROSS JOIN spm_score(q.period, :per) AS s ON s.province = :provinsi
GROUP BY s.region, s.name, s.level
HAVING sum(q.is_now) > 0
ORDER BY instr('provinsi kabupaten kota', s.level), s.region;
