--@ report 1
--@ in nasional 50
--@ sheet "Kategori" tab=#4575b4 orientation=portrait fit=width freeze=1
--@ title "Kategori Capaian SPM menurut Tingkat"
--@ note "Persentase dari daerah yang mempunyai indeks. Angka kumulatif mulai lagi tiap Januari: pada TW I " +
--@+     "bandingkan dengan hati-hati."
--@ col tingkat "Tingkat" text
--@ col kategori "Kategori" text align=center width=22
--@ col jumlah "Daerah" int width=11
--@ col persen "%" percent2 bar=0..100 null="–" width=13
--@ col jumlah_lalu "Daerah" int width=11
--@ col persen_lalu "%" percent2 bar=0..100 color=#d6dce5 null="–" width=13
--@ col selisih "Daerah" int width=11
--@ col poin "Poin persen" dec2 null="–" width=12
--@ col dinilai, dinilai_lalu, urut int hide
--@ band "Triwulan ini" jumlah..persen
--@ band "Triwulan lalu" jumlah_lalu..persen_lalu
--@ band "Selisih" selisih..poin
--@ group tingkat
--@ rule kategori style=kategori, = "belum ada indeks" style=redup
--@ source "Sumber: e-SPM, diolah. Belum ada indeks: belum lapor, atau tidak ada kebutuhan sama sekali."
--@ expect rows>=4 unique=urut notnull=kategori,jumlah,jumlah_lalu percent=persen:jumlah/dinilai
--@ expect percent=persen_lalu:jumlah_lalu/dinilai_lalu
--
-- How many regions are in each category, by level, this quarter and the one before.
WITH level(position, level, tingkat) AS (
  VALUES (1, 'provinsi', 'Provinsi'), (2, 'kabupaten', 'Kabupaten'), (3, 'kota', 'Kota'), (4, 'semua', 'Nasional')
),
category(floor, kategori) AS (
  SELECT m.floor, m.band FROM spm_method(:period, :per) AS m WHERE m.band IS NOT NULL
  UNION ALL
  SELECT -1, 'belum ada indeks'
),
region_of(level, kategori, is_now) AS (
  SELECT s.level, coalesce(s.band, 'belum ada indeks'), 1 FROM spm_score(:period, :per) AS s
  UNION ALL
  SELECT s.level, coalesce(s.band, 'belum ada indeks'), 0
  FROM spm_score(spm_period_add(:period, -1), :per) AS s
),
counted AS (
  SELECT l.level, r.kategori,
    sum(r.is_now) AS jumlah,
    sum(NOT r.is_now) AS jumlah_lalu
  FROM region_of AS r
  JOIN level AS l ON l.level IN (r.level, 'semua')
  GROUP BY l.level, r.kategori
),
line AS (
  SELECT l.position, l.tingkat, c.floor, c.kategori,
    coalesce(n.jumlah, 0) AS jumlah,
    coalesce(n.jumlah_lalu, 0) AS jumlah_lalu,
    sum(n.jumlah) FILTER (WHERE c.floor >= 0) OVER (PARTITION BY l.level) AS dinilai,
    sum(n.jumlah_lalu) FILTER (WHERE c.floor >= 0) OVER (PARTITION BY l.level) AS dinilai_lalu
  FROM level AS l
  CROSS JOIN category AS c
  LEFT JOIN counted AS n ON n.level = l.level AND n.kategori = c.kategori
)
SELECT tingkat, kategori, jumlah,
  CASE WHEN floor >= 0 THEN 100.0 * jumlah / nullif(dinilai, 0) END AS persen,
  jumlah_lalu,
  CASE WHEN floor >= 0 THEN 100.0 * jumlah_lalu / nullif(dinilai_lalu, 0) END AS persen_lalu,
  jumlah - jumlah_lalu AS selisih,
  CASE WHEN floor >= 0 THEN 100.0 * jumlah / nullif(dinilai, 0) - 100.0 * jumlah_lalu / nullif(dinilai_lalu, 0)
    END AS poin,
  CASE WHEN floor >= 0 AND dinilai > 0 THEN dinilai END AS dinilai,
  CASE WHEN floor >= 0 AND dinilai_lalu > 0 THEN dinilai_lalu END AS dinilai_lalu,
  row_number() OVER (ORDER BY position, floor DESC) AS urut
FROM line
ORDER BY position, floor DESC;
