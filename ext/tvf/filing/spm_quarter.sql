-- spm_quarter(period): a quarter in words and days: its name, its neighbours, deadline and last filing, one row.
-- ringkasan: Satu triwulan: tahun, angka Romawi, nama, tanggal, triwulan sebelumnya, batas waktu, laporan terakhir.
--
-- Semantics 1, 5, 6. What the reports write about a quarter, worked out in one place. due_on and zone are those of
-- spm_deadline, NULL when none is known at as_of. A filing rejected by as_of does not count for received_until.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   year INTEGER KEY: year of the quarter
--   quarter INTEGER: number of the quarter in its year, 1..4
--   roman TEXT: number of the quarter: I, II, III or IV
--   label TEXT: the quarter in words: TW II 2023
--   start_on TEXT: first day of the quarter
--   end_on TEXT: last day of the quarter
--   previous_period TEXT: the quarter before, YYYY-TWn; NULL for the first that can be written, 1000-TW1
--   year_ago_period TEXT: the same quarter a year before
--   first_period TEXT: the first quarter of the year
--   due_on TEXT: last day to file in time
--   zone TEXT: time zone of the deadline, +07:00 is WIB
--   received_until TEXT: when the last filing that counts came in, UTC; NULL when none did
-- Cost: whole
--
-- Example:
-- > SELECT label, previous_period, year_ago_period, due_on FROM spm_quarter('2023-TW1');
-- = TW I 2023|2022-TW4|2022-TW1|2023-07-05
WITH asked AS (
  SELECT CAST(substr(:period, 1, 4) AS INTEGER) AS year,
    CAST(substr(:period, 8) AS INTEGER) AS quarter,
    rtrim(substr('I  II IIIIV ', 3 * substr(:period, 8) - 2, 3)) AS roman
)
SELECT a.year,
  a.quarter,
  a.roman,
  'TW ' || a.roman || ' ' || substr(:period, 1, 4) AS label,
  spm_period_start(:period) AS start_on,
  spm_period_end(:period) AS end_on,
  CASE WHEN :period > '1000-TW1' THEN spm_period_add(:period, -1) END AS previous_period,
  CASE WHEN :period > '1000-TW4' THEN spm_period_add(:period, -4) END AS year_ago_period,
  substr(:period, 1, 4) || '-TW1' AS first_period,
  (
    SELECT d.due_on
    FROM main.spm_deadline AS d
    WHERE d.period = :period
      AND d.as_of = :as_of
      AND d.known_at = :known_at
      AND d.method = :method
  ) AS due_on,
  (
    SELECT d.zone
    FROM main.spm_deadline AS d
    WHERE d.period = :period
      AND d.as_of = :as_of
      AND d.known_at = :known_at
      AND d.method = :method
  ) AS zone,
  (
    SELECT max(f.submitted_at)
    FROM main.filing AS f
    WHERE f.period = :period
      AND @{standing f, :as_of, :known_at}
  ) AS received_until
FROM asked AS a
