--@ report 1
--@ in nasional 86
--@ sheet "Tren"
--@ title "Indeks nasional per tahun"
--@ col tahun "Tahun" text align=center
--@ col diumumkan "Diumumkan", dihitung "Dihitung" poin2
--@ col selisih "Selisih" dec2 null="–"
--@ col daerah "Daerah" int null="–"
--@ chart column "Indeks nasional per tahun" x=tahun y=dihitung,diumumkan at=right size=470x190 min=0 max=100
--@+     fmt=dec1 colors=#2f5597,#b4c7e7
--@+     alt="Diagram kolom: indeks nasional per tahun, yang diumumkan dan yang dihitung"
--@ source "Sumber: e-SPM, diolah. Diumumkan: angka pers (tabel published). Dihitung: rata-rata indeks daerah pada " +
--@+     "TW IV; tahun berjalan menunggu TW IV."
--@ expect unique=tahun between=dihitung:0..100
--
-- The national mean of each year: as published, and of its fourth quarter. Years after this quarter's are left out.
WITH announced AS (
  SELECT b.period AS tahun, b.value AS diumumkan
  FROM published AS b
  WHERE b.what = 'mean_index' AND b.level = 'semua' AND b.period GLOB '[0-9][0-9][0-9][0-9]'
    AND (b.period || '-TW4' <= :period OR b.period < substr(:period, 1, 4))
),
fourth AS (
  SELECT q.period
  FROM period AS q
  WHERE q.quarter = 4 AND q.period <= :period
    AND q.period >= (SELECT min(period) FROM filing WHERE status = 'filed')
),
counted AS (
  SELECT substr(q.period, 1, 4) AS tahun,
    count(s.score) AS daerah,
    spm_snap(spm_mean(s.score)) AS dihitung
  FROM fourth AS q
  CROSS JOIN spm_score(q.period, :per) AS s
  GROUP BY q.period
),
year(tahun) AS (
  SELECT tahun FROM announced
  UNION
  SELECT tahun FROM counted
)
SELECT y.tahun, a.diumumkan, c.dihitung,
  spm_snap(c.dihitung - a.diumumkan) AS selisih,
  c.daerah
FROM year AS y
LEFT JOIN announced AS a ON a.tahun = y.tahun
LEFT JOIN counted AS c ON c.tahun = y.tahun
ORDER BY y.tahun;
