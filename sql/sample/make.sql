-- make.sql: DATA CONTOH. Makes the sample filings 2023-TW1 to 2024-TW2: invented numbers, never anybody's report.
--
--   cd BUILD/sample && sqlite3 -readonly ../sample.db < .../make.sql
--
-- The database must hold schema and catalogue (SELECT spm_init()). The result is six files, 2023-TW1.csv to
-- 2024-TW2.csv, in the current directory. They are the same bytes every time and on every SQLite from 3.38 on: every
-- choice is integer arithmetic on the codes of the catalogue, nothing is REAL, every ORDER BY is total, and the output
-- mode is "list" with a comma, because what mode csv puts in quotes has changed between shells.
--
-- What is public and therefore matched (published.csv): in 2023-TW2 exactly 23 provinces, 237 regencies and 76 cities
-- have filed; the mean index of those that filed is 42.03 in 2023-TW2 and 83.29 in 2023-TW4. Table quarter below holds
-- the counts and the pace that lead there; tests/quality/sample.test measures the result. All else is made up: which
-- government files when, how large it is, how well it does.
--
-- How a number comes about
--   seed    every code and period gets a number (text hash); mix = ((a*48271 + b*69621 + salt) mod p) squared mod p,
--           p = 2^31-1, and further draws are that times 16807, 48271 mod p. "draw % 1000" is a share in per mille.
--   area    a government: population, level of service (quality), how far it is ahead of the calendar (lead), diligence
--   need    a cell's need for the year: population x share of the service, by the unit of the indicator
--   pace    how much of the year's work is done, 0..1000 per mille: of the country (quarter), the area, the cell. It
--           only grows within a year, and so do the figures: fulfilled = need x target x pace.
--   form    one filing of one field: stamps, revisions, what it leaves blank
--   line    a row of a file
--
-- A form's first revision gives some cells as they stood a quarter earlier, or not at all; the revision that follows
-- brings only those cells up to date.

.bail on
.mode list
.separator "," "\n"
.headers on
.nullvalue ""
PRAGMA temp_store = MEMORY;

-- seed: one number for each code
CREATE TEMP TABLE seed(key TEXT PRIMARY KEY, h INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO seed
WITH RECURSIVE
  word(key) AS (
    SELECT region FROM main.region
    UNION SELECT field FROM main.field
    UNION SELECT service FROM main.service
    UNION SELECT indicator FROM main.indicator
    UNION SELECT period FROM main.period
    UNION SELECT 'year ' || year FROM main.period
  ),
  letter(key, at, h) AS (
    SELECT key, 1, 5381 FROM word
    UNION ALL
    SELECT key, at + 1, (h * 33 + unicode(substr(key, at, 1))) % 2147483647 FROM letter WHERE at <= length(key)
  ),
  hash(key, h) AS (SELECT key, h FROM letter WHERE at = length(key) + 1)
SELECT key, ((h * h + 97) % 2147483647 * 16807 + h) % 2147483647 FROM hash;

-- quarter: how many of each level file, how far the year's work is (pace), days from opening to deadline (span),
-- and per mille of fields left out by those who leave out, of filings that come late
CREATE TEMP TABLE quarter(
  period TEXT PRIMARY KEY, year TEXT, h INTEGER, provinsi INTEGER, kabupaten INTEGER, kota INTEGER, pace INTEGER,
  before INTEGER, due INTEGER, span INTEGER, gap INTEGER, late INTEGER
);
INSERT INTO quarter
WITH
  plan(period, provinsi, kabupaten, kota, pace, before, span, gap, late) AS (
    VALUES
      ('2023-TW1', 19, 201, 70, 176, 0, 45, 220, 90),
      ('2023-TW2', 23, 237, 76, 437, 176, 33, 180, 70),
      ('2023-TW3', 30, 330, 85, 724, 437, 9, 140, 120),
      ('2023-TW4', 37, 402, 92, 997, 724, 18, 80, 80),
      ('2024-TW1', 27, 290, 70, 195, 0, 18, 200, 260),
      ('2024-TW2', 29, 318, 79, 500, 195, 18, 160, 90)
  ),
  latest_report(period, reported_on) AS (SELECT period, max(reported_on) FROM main.deadline GROUP BY period),
  due_day(period, due_on) AS (
    SELECT d.period, min(d.due_on)
    FROM main.deadline AS d
    JOIN latest_report AS l ON l.period = d.period AND l.reported_on = d.reported_on
    GROUP BY d.period
  )
SELECT p.period, 'year ' || substr(p.period, 1, 4), s.h, provinsi, kabupaten, kota, pace, before,
  CAST(strftime('%s', u.due_on) AS INTEGER) - 7 * 3600, span, gap, late
FROM plan AS p
JOIN due_day AS u ON u.period = p.period
JOIN seed AS s ON s.key = p.period;

-- offering: a service's users in 100 000 people, what one user costs (rupiah), and per mille of governments in which
-- nobody needs it in a year
CREATE TEMP TABLE offering(service TEXT PRIMARY KEY, users INTEGER, cost INTEGER, unneeded INTEGER);
INSERT INTO offering VALUES
  ('p-dikmen', 4900, 1500000, 0), ('p-diksus', 160, 3200000, 0), ('p-kes-krisis', 90, 250000, 300),
  ('p-kes-klb', 40, 300000, 350), ('p-pu-airminum', 6000, 180000, 300), ('p-pu-limbah', 2500, 220000, 400),
  ('p-pr-bencana', 6, 35000000, 450), ('p-pr-relokasi', 3, 30000000, 700), ('p-tr-trantibum', 25, 400000, 30),
  ('p-so-disabilitas', 8, 9000000, 0), ('p-so-anak', 9, 8500000, 0), ('p-so-lansia', 7, 9500000, 0),
  ('p-so-gepeng', 5, 7000000, 60), ('p-so-bencana', 120, 600000, 250),
  ('k-paud', 3300, 600000, 0), ('k-dikdas', 15200, 1100000, 0), ('k-kesetaraan', 820, 1300000, 0),
  ('k-kes-hamil', 1900, 320000, 0), ('k-kes-bersalin', 1800, 900000, 0), ('k-kes-bayi', 1740, 180000, 0),
  ('k-kes-balita', 8300, 95000, 0), ('k-kes-dikdas', 15400, 22000, 0), ('k-kes-produktif', 61000, 9000, 0),
  ('k-kes-lansia', 10400, 38000, 0), ('k-kes-hipertensi', 17600, 26000, 0), ('k-kes-dm', 1500, 85000, 0),
  ('k-kes-odgj', 155, 240000, 0), ('k-kes-tb', 1350, 120000, 0), ('k-kes-hiv', 720, 90000, 0),
  ('k-pu-airminum', 58000, 60000, 0), ('k-pu-limbah', 41000, 55000, 0), ('k-pr-bencana', 45, 32000000, 450),
  ('k-pr-relokasi', 18, 28000000, 700), ('k-tr-trantibum', 60, 300000, 40), ('k-tr-info-bencana', 21000, 4000, 0),
  ('k-tr-siaga-bencana', 7600, 18000, 0), ('k-tr-evak-bencana', 130, 650000, 120),
  ('k-tr-evak-kebakaran', 85, 2400000, 30),
  ('k-so-disabilitas', 48, 1600000, 0), ('k-so-anak', 62, 1500000, 0), ('k-so-lansia', 85, 1400000, 0),
  ('k-so-gepeng', 26, 1200000, 80), ('k-so-bencana', 310, 450000, 250);

-- office: perangkat daerah in charge of a field; alternative names by level and luck
CREATE TEMP TABLE office(field TEXT, n INTEGER, opd TEXT, PRIMARY KEY (field, n));
INSERT INTO office VALUES
  ('1.01', 0, 'Dinas Pendidikan'), ('1.01', 1, 'Dinas Pendidikan dan Kebudayaan'),
  ('1.02', 0, 'Dinas Kesehatan'), ('1.02', 1, 'Dinas Kesehatan'),
  ('1.03', 0, 'Dinas Pekerjaan Umum dan Penataan Ruang'), ('1.03', 1, 'Dinas Pekerjaan Umum'),
  ('1.04', 0, 'Dinas Perumahan Rakyat dan Kawasan Permukiman'), ('1.04', 1, 'Dinas Perumahan dan Permukiman'),
  ('1.05', 0, 'Satuan Polisi Pamong Praja'), ('1.05', 1, 'Satuan Polisi Pamong Praja dan Pemadam Kebakaran'),
  ('1.06', 0, 'Dinas Sosial'), ('1.06', 1, 'Dinas Sosial dan Pemberdayaan Masyarakat');

-- area: a government. luck decides in which quarters it files: the lowest are the most eager; the last six regencies
-- and the last city never do. A champion does everything, completely, from 2023-TW3 on: exactly 100.
CREATE TEMP TABLE area(
  region TEXT PRIMARY KEY, level TEXT, level_group TEXT, h INTEGER, population INTEGER, quality INTEGER, lead INTEGER,
  luck INTEGER, champion INTEGER, tidy INTEGER, whole INTEGER, slow INTEGER
);
INSERT INTO area
WITH
  draw(region, level, province, level_group, h, a, b, c) AS (
    SELECT r.region, r.level, r.province, r.level_group, s.h, s.h * s.h % 2147483647, s.h * 16807 % 2147483647,
      s.h * 48271 % 2147483647
    FROM main.region AS r
    JOIN seed AS s ON s.key = r.region
  ),
  town(region, province, population) AS (
    SELECT region, province,
      CASE level WHEN 'kota' THEN 60000 ELSE 25000 END
        + (a % 1000) * (a % 1000) * (a % 1000) / 1000000 * CASE level WHEN 'kota' THEN 2400 ELSE 1700 END + b % 1000
    FROM draw
    WHERE level <> 'provinsi'
  ),
  people(region, population) AS (
    SELECT region, population FROM town
    UNION ALL
    SELECT province, sum(population) FROM town GROUP BY province
  ),
  eager(region, n, last) AS (
    SELECT d.region, row_number() OVER (PARTITION BY d.level ORDER BY d.b % 1009, d.region),
      row_number() OVER (PARTITION BY d.level ORDER BY d.b % 1009 DESC, d.region DESC)
    FROM draw AS d
    WHERE EXISTS (SELECT 1 FROM main.roster AS o WHERE o.region = d.region AND o.from_period <= '2024-TW2')
  )
SELECT d.region, d.level, d.level_group, d.h, p.population,
  1000 - (d.c % 1000) * (d.c % 1000) * 460 / 1000000,
  CASE WHEN d.c / 1009 % 1000 < 90 THEN 600 + d.c / 7 % 400 ELSE (d.a / 11 % 1000) * (d.a / 11 % 1000) / 5000 END,
  CASE
    WHEN d.region = '32.12' THEN 0 -- the region of the README's examples always files
    WHEN d.level = 'kabupaten' AND e.last <= 6 OR d.level = 'kota' AND e.last = 1 THEN 1000000
    ELSE d.b % 1009
  END,
  d.level <> 'provinsi' AND e.n % 60 = 2 OR d.level = 'provinsi' AND e.n = 3,
  d.a / 1013 % 1000 < 520, d.b / 1013 % 1000 < 620, d.a / 17 % 1000 < 30
FROM draw AS d
JOIN people AS p ON p.region = d.region
JOIN eager AS e ON e.region = d.region;

-- filer: who files in which quarter; draw is the quarter's luck
CREATE TEMP TABLE filer(period TEXT, region TEXT, draw INTEGER, PRIMARY KEY (period, region)) WITHOUT ROWID;
INSERT INTO filer
WITH
  expected(period, region, level, luck, champion, draw, places) AS (
    SELECT q.period, a.region, a.level, a.luck, a.champion,
      ((a.h * 48271 + q.h * 69621 + 3) % 2147483647) * ((a.h * 48271 + q.h * 69621 + 3) % 2147483647) % 2147483647,
      CASE a.level WHEN 'provinsi' THEN q.provinsi WHEN 'kabupaten' THEN q.kabupaten ELSE q.kota END
    FROM quarter AS q
    JOIN main.roster AS o ON o.from_period <= q.period AND ifnull(o.to_period, q.period) >= q.period
    JOIN area AS a ON a.region = o.region
  ),
  queued(period, region, draw, places, n) AS (
    SELECT period, region, draw, places,
      row_number() OVER (PARTITION BY period, level ORDER BY champion DESC, luck * 2 + draw % 900, region)
    FROM expected
  )
SELECT period, region, draw FROM queued WHERE n <= places;

-- form: one filing of one field. sent, resent, again: seconds of its revisions 1, 2, 3 (NULL: there is none).
CREATE TEMP TABLE form(
  period TEXT, region TEXT, field TEXT, year TEXT, level_group TEXT, draw INTEGER, sent INTEGER, resent INTEGER,
  again INTEGER, tidy INTEGER, opd TEXT, PRIMARY KEY (period, region, field)
) WITHOUT ROWID;
INSERT INTO form
WITH
  wanted(period, region, field, n, year, level_group, champion, tidy, whole, due, span, gap, late, drawn, h, x) AS (
    SELECT q.period, a.region, u.field, row_number() OVER (PARTITION BY q.period, a.region ORDER BY u.field) - 1,
      q.year, a.level_group, a.champion, a.tidy, a.whole, q.due, q.span, q.gap, q.late, f.draw, a.h,
      (f.draw * 48271 + u_seed.h * 69621 + 11) % 2147483647
    FROM quarter AS q
    JOIN filer AS f ON f.period = q.period
    JOIN area AS a ON a.region = f.region
    CROSS JOIN main.field AS u
    JOIN seed AS u_seed ON u_seed.key = u.field
  ),
  drawn_form AS (
    SELECT *, x * x % 2147483647 AS a, x * 16807 % 2147483647 AS b, x * 48271 % 2147483647 AS c,
      drawn / 7919 % 1000 < 35 AND NOT champion AS single, drawn / 31 % 6 AS sure
    FROM wanted
  ),
  kept AS (
    SELECT *,
      -- seconds after midnight of the due day: the days before it, most of them few, or a few days late
      CASE
        WHEN NOT champion AND (drawn / 104729 % 1000 < late * 2 / 3 OR b / 13 % 1000 < late / 8)
          THEN 1 + (drawn / 17 % 1000) * (drawn / 17 % 1000) * 16 / 1000000 + c % 3
        ELSE -((drawn / 19 % 1000) * (drawn / 19 % 1000) / 1000 * (drawn / 19 % 1000) / 1000 * span / 1000) - c % 4
      END AS days
    FROM drawn_form
    WHERE n = sure
      OR NOT single AND (champion OR whole OR a % 1000 >= gap)
  ),
  sent_form AS (
    SELECT *,
      due + max(days, -span) * 86400
        + CASE WHEN c / 23 % 10 < 7 THEN 28800 + b % 36000 ELSE 57600 + b % 28799 END AS sent,
      CASE WHEN NOT champion AND b / 101 % 1000 < 62
        THEN due + (max(days, -span) + 1 + a / 29 % 21) * 86400 + 28800 + a / 41 % 32400
      END AS resent
    FROM kept
  )
SELECT t.period, t.region, t.field, t.year, t.level_group, t.x, t.sent, t.resent,
  CASE WHEN t.a / 37 % 1000 < 120 THEN t.resent + (1 + t.b / 41 % 10) * 86400 + t.b % 3600 END,
  t.champion OR t.tidy OR t.a / 43 % 1000 < 300,
  o.opd
FROM sent_form AS t
JOIN office AS o ON o.field = t.field AND o.n = (t.level_group = 'kabkota' AND t.h / 53 % 10 < 3);

-- Two governments at the last second of 2023-TW2: the one is on time, the other a second late (semantics.md 6).
UPDATE form
SET sent = (SELECT q.due + 86399 + (form.region <> b.region) FROM quarter AS q WHERE q.period = form.period)
FROM (
  SELECT min(region) AS region, max(region) AS second
  FROM (
    SELECT f.region
    FROM form AS f
    JOIN quarter AS q ON q.period = f.period
    WHERE f.period = '2023-TW2' AND f.level_group = 'kabkota'
    GROUP BY f.region
    HAVING count(*) = 6 AND max(f.sent) < q.due AND max(f.resent) IS NULL
    ORDER BY f.region
    LIMIT 2
  )
) AS b
WHERE form.period = '2023-TW2' AND form.field = '1.06' AND form.region IN (b.region, b.second);

-- need: an area's need for one indicator in one year, its target and its own pace. lead_cell: the first recipients'
-- cell of a field, which every revision carries.
CREATE TEMP TABLE need(
  year TEXT, region TEXT, indicator TEXT, service TEXT, field TEXT, draw INTEGER, need INTEGER, target INTEGER,
  swing INTEGER, number TEXT, scored INTEGER, lead_cell INTEGER, opens_late INTEGER,
  PRIMARY KEY (year, region, field, indicator)
) WITHOUT ROWID;
INSERT INTO need
WITH
  edition(year, y, first, last) AS (
    SELECT DISTINCT q.year, s.h, min(q.period) OVER (PARTITION BY q.year), max(q.period) OVER (PARTITION BY q.year)
    FROM quarter AS q
    JOIN seed AS s ON s.key = q.year
  ),
  item(year, y, service, level_group, field, users, unneeded, indicator, component, kind, unit, number, scored, name,
    s, i, lead_cell) AS (
    SELECT e.year, e.y, v.service, v.level_group, v.field, g.users, g.unneeded, i.indicator, i.component,
      ifnull(i.kind, ''), i.unit, i.number, i.scored, i.name, vs.h, ih.h,
      i.indicator = min(i.indicator) OVER (PARTITION BY e.year, v.level_group, v.field)
    FROM edition AS e
    JOIN main.indicator AS i ON ifnull(i.valid_from, e.first) <= e.first AND ifnull(i.valid_to, e.last) >= e.last
    JOIN main.service AS v ON v.service = i.service
    JOIN offering AS g ON g.service = v.service
    JOIN seed AS vs ON vs.key = v.service
    JOIN seed AS ih ON ih.key = i.indicator
  ),
  offered AS (
    -- v: draw of (area, service), the same in both years; w: with the year; x: of (area, indicator, year)
    SELECT t.*, a.region, a.population, a.quality, a.champion,
      ((a.h * 48271 + t.s * 69621 + 5) % 2147483647) * ((a.h * 48271 + t.s * 69621 + 5) % 2147483647) % 2147483647 AS v,
      ((a.h * 48271 + t.s * 69621 + t.y) % 2147483647) * ((a.h * 48271 + t.s * 69621 + t.y) % 2147483647) % 2147483647
        AS w,
      ((a.h * 48271 + t.i * 69621 + t.y) % 2147483647) * ((a.h * 48271 + t.i * 69621 + t.y) % 2147483647) % 2147483647
        AS x
    FROM item AS t
    JOIN area AS a ON a.level_group = t.level_group
  ),
  used AS (
    SELECT *,
      max(1, population * users / 100000 * (850 + v % 300) / 1000 * (985 + w / 61 % 40) / 1000) AS recipients,
      w % 1000 < unneeded AS nobody
    FROM offered
  ),
  measured AS (
    SELECT *,
      CASE
        WHEN nobody AND w / 67 % 1000 >= 70 THEN 0
        WHEN scored = 0 THEN 5500 + x % 2000
        WHEN component = 'penerima' THEN recipients
        WHEN NOT champion AND x / 71 % 1000 < 22 THEN 0
        WHEN kind = 'sdm' AND name LIKE 'Kepala sekolah%' THEN 1 + recipients / 190
        WHEN kind = 'sdm' AND field = '1.01' THEN 2 + recipients / 23
        WHEN kind = 'sdm' THEN (2 + population / 30000) * (1 + i % 5) + v % 5
        WHEN number = 'real' THEN 100 + recipients / 5
        WHEN unit IN ('Orang', 'Paket', 'Formulir', 'Buku') THEN recipients
        WHEN unit IN ('Vaksin', 'Ampul', 'Kapsul', 'Test', 'Vial') THEN recipients * (1 + i % 3)
        WHEN unit IN ('Tablet', 'Strip') THEN recipients * 90
        WHEN unit = 'Rombel' THEN 1 + recipients / 26
        WHEN unit = 'Satuan pendidikan' THEN 1 + recipients / 185
        WHEN unit IN ('Rumah tangga', 'Unit rumah') THEN 1 + recipients / 4
        WHEN unit IN ('Dokumen', 'Laporan', 'Jenis', 'Aplikasi', 'Pedoman', 'Kejadian') AND field = '1.02'
          THEN 3 + population / 30000 + x % 4
        WHEN unit IN ('Dokumen', 'Laporan') THEN 1 + x % 3
        ELSE (1 + population / 40000) * (1 + i % 4) + x % 6
      END AS amount,
      -- per mille of the year's need that is met at the year's end; a third of the cells are met in full
      CASE
        WHEN champion THEN 1000
        WHEN x / 73 % 1000 < 7 THEN 1004 + x / 79 % 240
        WHEN x / 73 % 1000 < 380 THEN 1000
        ELSE min(1000, max(0,
          quality + v / 83 % 130 - 65 + x / 89 % 220 - 120 - CASE kind WHEN 'sdm' THEN 30 ELSE 0 END))
      END AS target
    FROM used
  )
SELECT year, region, indicator, service, field, x, amount, target,
  CASE WHEN champion THEN 0 ELSE v / 97 % 500 - 250 + x / 101 % 500 - 250 END, number, scored, lead_cell,
  nobody AND amount > 0
FROM measured;

-- cell: what each form holds. first_*: as revision 1 gives it; now_*: as it is after the last revision. revised: 0 only
-- revision 1 has it, 1 revision 2 brings it up to date. blank: 0 no; 1 no row; 2 a row of two blanks; 3 fulfilled is
-- blank. clears: revision 2 takes it back.
CREATE TEMP TABLE cell(
  period TEXT, region TEXT, field TEXT, service TEXT, indicator TEXT, number TEXT, revised INTEGER, blank INTEGER,
  lead_cell INTEGER, clears INTEGER, first_required INTEGER, first_fulfilled INTEGER, now_required INTEGER,
  now_fulfilled INTEGER
);
INSERT INTO cell
WITH
  pace(period, region, before, now) AS (
    -- the area's pace in the quarter before (of the same year) and in this one
    SELECT q.period, a.region,
      CASE
        WHEN q.period IN ('2023-TW1', '2024-TW1') THEN 0
        WHEN a.champion AND (q.period = '2023-TW4' OR q.period LIKE '2024%') THEN 1000
        WHEN a.slow AND q.period LIKE '%-TW2' THEN 0
        ELSE q.before + (1000 - q.before) * a.lead / 1000
      END,
      CASE
        WHEN a.champion AND (q.period >= '2023-TW3') THEN 1000
        WHEN a.slow AND q.period LIKE '%-TW1' THEN 0
        ELSE q.pace + (1000 - q.pace) * a.lead / 1000
      END
    FROM quarter AS q
    CROSS JOIN area AS a
  ),
  drawn AS (
    SELECT f.period, f.region, f.field, n.service, n.indicator, n.number, n.scored, n.draw, n.need, n.target,
      n.lead_cell, f.tidy,
      f.resent IS NOT NULL AS resent,
      n.opens_late AND f.period < '2023-TW3' AS not_yet,
      n.opens_late AND f.period LIKE '2024%' AS not_any_more,
      min(1000, max(0, p.before + n.swing * p.before / 1000 * (1000 - p.before) / 1000)) AS before,
      min(1000, max(0, p.now + n.swing * p.now / 1000 * (1000 - p.now) / 1000)) AS now,
      (n.draw * 48271 + f.draw * 69621 + 13) % 2147483647 * ((n.draw * 48271 + f.draw * 69621 + 13) % 2147483647)
        % 2147483647 AS x,
      (s.h * 48271 + f.draw * 69621 + 17) % 2147483647 * ((s.h * 48271 + f.draw * 69621 + 17) % 2147483647)
        % 2147483647 AS y
    FROM form AS f
    JOIN need AS n ON n.year = f.year AND n.region = f.region AND n.field = f.field
    JOIN seed AS s ON s.key = n.service
    JOIN pace AS p ON p.period = f.period AND p.region = f.region
  ),
  counted AS (
    SELECT *,
      CASE WHEN not_yet OR not_any_more THEN 0 ELSE need END AS required,
      CASE
        WHEN not_yet OR not_any_more OR need = 0 THEN 0
        WHEN scored = 0 THEN need * (840 + draw % 220) / 1000
        WHEN target > 1000 THEN (need * target + 999) / 1000
        ELSE (need * target * now + 500000) / 1000000
      END AS fulfilled,
      CASE
        WHEN not_yet OR not_any_more OR need = 0 THEN 0
        WHEN scored = 0 THEN need * (840 + draw % 220) / 1000
        WHEN target > 1000 THEN (need * target + 999) / 1000
        ELSE (need * target * before + 500000) / 1000000
      END AS earlier
    FROM drawn
  ),
  judged AS (
    SELECT *,
      resent AND (lead_cell OR x / 11 % 1000 < 60) AS revised,
      CASE
        WHEN tidy OR lead_cell THEN 0
        WHEN y % 1000 < 45 THEN 1
        WHEN x / 13 % 1000 < 34 THEN 1 + x / 17 % 3
        ELSE 0
      END AS blank
    FROM counted
  )
SELECT period, region, field, service, indicator, number, revised, blank, lead_cell,
  resent AND NOT lead_cell AND NOT tidy AND x / 11 % 1000 BETWEEN 60 AND 61,
  CASE WHEN revised AND scored AND x / 23 % 1000 < 120 THEN required * 11 / 10 ELSE required END,
  CASE
    WHEN revised THEN earlier
    WHEN scored AND required = 0 AND x / 29 % 2500 = 0 THEN 1 + x / 31 % 9    -- a contradiction: nobody in need
    WHEN scored AND required > 0 AND x / 29 % 90000 = 1 THEN -1 - x / 31 % 9  -- a slip: a negative figure
    WHEN scored AND x / 29 % 90000 = 2 THEN fulfilled / 3                     -- a slip: less than the quarter before
    ELSE fulfilled
  END,
  required, fulfilled
FROM judged;

-- line: the rows of the files. part 0: cells, 1: budget, 2: the stages, problems, action plan and team, which most
-- offices
-- leave out. of_field is the field where a row belongs to no service; stamp is the date alone on a few forms.
CREATE TEMP TABLE line(
  region TEXT, period TEXT, indicator TEXT, service TEXT, required TEXT, fulfilled TEXT, allocated INTEGER,
  realised INTEGER, sent INTEGER, opd TEXT, field TEXT, part INTEGER, of_field TEXT, problem_no INTEGER, problem TEXT,
  solution TEXT, stage TEXT, status TEXT, note TEXT, document TEXT, office TEXT, role TEXT, document_no TEXT,
  document_on TEXT
);
INSERT INTO line(
  region, period, indicator, service, required, fulfilled, allocated, realised, sent, opd, field, part
)
WITH
  entry(period, region, field, indicator, number, required, fulfilled, sent, opd) AS (
    SELECT c.period, c.region, c.field, c.indicator, c.number,
      CASE c.blank WHEN 2 THEN NULL ELSE c.first_required END,
      CASE WHEN c.blank >= 2 THEN NULL ELSE c.first_fulfilled END,
      f.sent, f.opd
    FROM cell AS c
    JOIN form AS f ON f.period = c.period AND f.region = c.region AND f.field = c.field
    WHERE c.blank <> 1
    UNION ALL
    -- revision 2: cells brought up to date (where there is a third, the first cell only half way), and rows that clear
    SELECT c.period, c.region, c.field, c.indicator, c.number,
      CASE WHEN NOT c.clears THEN c.now_required END,
      CASE
        WHEN c.clears THEN NULL
        WHEN c.lead_cell AND f.again IS NOT NULL THEN (c.first_fulfilled + c.now_fulfilled) / 2
        ELSE c.now_fulfilled
      END,
      f.resent, f.opd
    FROM cell AS c
    JOIN form AS f ON f.period = c.period AND f.region = c.region AND f.field = c.field
    WHERE c.clears AND c.blank = 0
      OR c.revised AND (c.blank > 0 OR c.first_fulfilled <> c.now_fulfilled OR c.first_required <> c.now_required)
    UNION ALL
    SELECT c.period, c.region, c.field, c.indicator, c.number, c.now_required, c.now_fulfilled, f.again, f.opd
    FROM cell AS c
    JOIN form AS f ON f.period = c.period AND f.region = c.region AND f.field = c.field
    WHERE f.again IS NOT NULL AND c.lead_cell AND c.revised AND c.first_fulfilled <> c.now_fulfilled
  ),
  money(period, region, field, service, draw, allocated, pace, sent, opd) AS (
    SELECT f.period, f.region, f.field, n.service, n.draw, n.need * o.cost / 1000 * (700 + n.draw / 103 % 600),
      q.pace + (1000 - q.pace) * a.lead / 1000, f.sent, f.opd
    FROM form AS f
    JOIN quarter AS q ON q.period = f.period
    JOIN area AS a ON a.region = f.region
    JOIN need AS n ON n.year = f.year AND n.region = f.region AND n.field = f.field
    JOIN offering AS o ON o.service = n.service
    WHERE n.indicator = n.service || '.A1' AND n.need > 0 AND NOT n.opens_late
      AND (f.tidy OR f.draw / 107 % 1000 < 600)
  )
SELECT region, period, indicator, NULL,
  CASE WHEN number = 'real' THEN (required / 100) || '.' || substr('0' || (required % 100), -2) ELSE required END,
  CASE WHEN number = 'real' THEN (fulfilled / 100) || '.' || substr('0' || (fulfilled % 100), -2) ELSE fulfilled END,
  NULL, NULL, sent, opd, field, 0
FROM entry
UNION ALL
SELECT region, period, NULL, service, NULL, NULL, allocated,
  allocated / 1000000 * (pace * (780 + draw / 109 % 220)) + draw % 1000, sent, opd, field, 1
FROM money;

-- hurdle: problems and their solutions, as offices word them
CREATE TEMP TABLE hurdle(n INTEGER PRIMARY KEY, problem TEXT, solution TEXT);
INSERT INTO hurdle VALUES
  (0, 'Data sasaran belum terpadu antarperangkat daerah', 'Pemadanan data dengan Dukcapil setiap triwulan'),
  (1, 'Jumlah tenaga belum mencukupi', 'Pengusulan formasi dan pelatihan tenaga yang ada'),
  (2, 'Anggaran tersedia setelah perubahan APBD', 'Pengalihan kegiatan ke triwulan berikutnya'),
  (3, 'Wilayah sulit dijangkau pada musim hujan', 'Pelayanan bergerak dan penjadwalan ulang'),
  (4, 'Tidak ada permasalahan', 'Tidak ada tindak lanjut');

INSERT INTO line(
  region, period, service, sent, opd, field, part, of_field, problem_no, problem, solution, stage, status, note,
    document, office,
  role, document_no, document_on
)
WITH
  step(n, stage) AS (
    VALUES (0, 'pengumpulan data'), (1, 'penghitungan kebutuhan'), (2, 'penyusunan rencana'), (3, 'pelaksanaan')
  ),
  told AS (
    SELECT f.*, substr(f.year, 6) AS y, CAST(substr(f.period, 8) AS INTEGER) AS quarter, f.draw / 211 % 1000 AS share
    FROM form AS f
    WHERE f.draw / 113 % 1000 < 120
  ),
  served AS (
    SELECT t.*, s.service, ((s.h * 48271 + t.draw * 69621 + 23) % 2147483647) AS x
    FROM told AS t
    JOIN main.service AS m ON m.field = t.field AND m.level_group = t.level_group
    JOIN (SELECT key AS service, h FROM seed) AS s ON s.service = m.service
  )
-- the stages move on with the quarters; one in ten gives no status
SELECT v.region, v.period, v.service, v.sent, v.opd, v.field, 2, NULL, NULL, NULL, NULL, p.stage,
  CASE
    WHEN (v.x / 7 + p.n) % 10 = 0 THEN NULL
    WHEN p.n < v.quarter THEN 'selesai'
    WHEN p.n = v.quarter THEN 'proses'
    ELSE 'belum'
  END,
  CASE WHEN (v.x / 7 + p.n) % 10 = 0 THEN 'Menunggu berita acara' END,
  NULL, NULL, NULL, NULL, NULL
FROM served AS v
CROSS JOIN step AS p
WHERE v.share < 700
UNION ALL
SELECT v.region, v.period, v.service, v.sent, v.opd, v.field, 2, NULL, 1, h.problem,
  CASE WHEN v.x / 11 % 8 > 0 THEN h.solution END, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM served AS v
JOIN hurdle AS h ON h.n = v.x / 13 % 5
WHERE v.share BETWEEN 200 AND 899
UNION ALL
SELECT t.region, t.period, NULL, t.sent, t.opd, t.field, 2, t.field, NULL, NULL, NULL, NULL, NULL, NULL,
  'Rencana Aksi Penerapan SPM Tahun ' || t.y, NULL, NULL, (1 + t.draw / 17 % 90) || '/RA-SPM/' || t.y, t.y || '-01-'
    || (10 + t.draw / 19 % 19)
FROM told AS t
WHERE t.share BETWEEN 400 AND 999
UNION ALL
SELECT t.region, t.period, NULL, t.sent, t.opd, t.field, 2, t.field, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  m.office, m.role,
  '188/' || (1 + t.draw / 23 % 400) || '/' || t.y, t.y || '-02-' || (10 + t.draw / 29 % 18)
FROM told AS t
JOIN (
  SELECT 'Sekretariat Daerah' AS office, 'Ketua' AS role
  UNION ALL
  SELECT 'Badan Perencanaan Pembangunan Daerah', 'Sekretaris'
) AS m
WHERE t.share BETWEEN 300 AND 999;

CREATE INDEX temp.line_order ON line(period, region, field, sent, part, indicator, service, stage, problem_no, office);

-- file_row: a line as it is written. One form in some hundreds gives the date alone.
CREATE TEMP VIEW file_row AS
SELECT l.region, l.period, l.indicator, l.service, l.required, l.fulfilled, l.allocated, l.realised,
  CASE
    WHEN EXISTS (
      SELECT 1
      FROM form AS f
      WHERE f.period = l.period AND f.region = l.region AND f.field = l.field AND f.sent = l.sent
        AND f.draw / 307 % 400 = 0
    ) THEN date(l.sent, 'unixepoch', '+7 hours')
    ELSE strftime('%Y-%m-%dT%H:%M:%SZ', l.sent, 'unixepoch')
  END AS submitted_at,
  l.opd, l.of_field AS field, l.problem_no, l.problem, l.solution, l.stage, l.status, l.note, l.document, l.office,
    l.role,
  l.document_no, l.document_on
FROM line AS l
ORDER BY l.region, l.field, l.sent, l.part, l.indicator, l.service, l.stage, l.problem_no, l.office;

.once 2023-TW1.csv
SELECT *
FROM file_row
WHERE period = '2023-TW1';

.once 2023-TW2.csv
SELECT *
FROM file_row
WHERE period = '2023-TW2';

.once 2023-TW3.csv
SELECT *
FROM file_row
WHERE period = '2023-TW3';

.once 2023-TW4.csv
SELECT *
FROM file_row
WHERE period = '2023-TW4';

.once 2024-TW1.csv
SELECT *
FROM file_row
WHERE period = '2024-TW1';

.once 2024-TW2.csv
SELECT *
FROM file_row
WHERE period = '2024-TW2';
