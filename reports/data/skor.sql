--@ report 1
--@ in data 32
--@ sheet "Skor" tab=#2e75b6 orientation=landscape fit=width freeze=1 filter
--@ title "Indeks, Kategori, dan Peringkat Daerah"
--@ subtitle "{period|tw}"
--@ note "Satu baris satu daerah wajib lapor; kosong: belum dilaporkan. score_low dan score_high: indeks bila " +
--@+     "semua yang kosong bernilai 0, atau 100"
--@ param per asof "Keadaan per tanggal, atau nama terbitan"
--@ col region "region" text width=8
--@ col name "name" text width=30
--@ col level "level" text width=11
--@ col province "province" text width=9
--@ col period "period" text width=10
--@ col score "score", score_low "score_low", score_high "score_high", served "served", quality "quality" dec2 width=11
--@ col band "band" text width=18
--@ col rank "rank", ranked "ranked", best "best", worst "worst" int width=8
--@ col rank_in_province "rank_in_province", ranked_in_province "ranked_in_province" int width=18
--@ col why "why" text width=24
--@ col unverified "unverified" int width=11
--@ expect unique=region notnull=region,level,province,period between=score:0..100
--
-- The index of every region on the roster with its range, its band, and its rank with the ranks that are possible.
SELECT r.region, r.name, r.level, r.province,
  :period AS period,
  r.score, s.score_low, s.score_high, r.served, r.quality, r.band, r.rank, r.ranked, r.best, r.worst,
  r.rank_in_province, r.ranked_in_province, r.why, r.unverified
FROM spm_rank(:period, :per) AS r
JOIN spm_score(:period, :per) AS s ON s.region = r.region
ORDER BY r.region;
