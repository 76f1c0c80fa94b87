-- province.sql: what a province hands to the nation from a file of its own: its rows of spm_service_score, one for each
-- region and service, and the first filing of each field, from spm_field_score. nation.sql reads them.
--
--   sqlite3 -csv -header -cmd '.load build/spm' -cmd ".parameter set :period \"'2023-TW2'\"" \
--     -cmd ".parameter set :province \"'32'\"" jabar.db < sql/scale/province.sql > 32.csv
--
-- :as_of and :method may be set in the same way; left out they are as everywhere, and the rows say what they were.
-- Every province must ask with the same ones, and hold the same catalogue (what spm_init makes, and the same
-- additions). The file of a province knows the whole roster, hence :province: only its own regions are its to speak
-- of.
--
-- The shares are text of 17 digits, because the shell writes REAL into CSV with 15, and those are not the same number.

-- A province that is none ends in an error of json_extract, which shows what it cannot read: SQL has no other way to
-- raise one.
WITH asked AS MATERIALIZED (
  SELECT CASE
      WHEN EXISTS (SELECT 1 FROM region AS r WHERE r.province = :province) THEN 1
      ELSE json_extract(
        '{}',
        '''' || coalesce(:province, '')
          || ''' is no province; set :province to a code of two digits in quotes, such as ''32'''
      )
    END AS is_province
)
SELECT s.period,
  s.as_of,
  s.method,
  s.region,
  s.field,
  s.service,
  s.status,
  s.filed_state,
  s.owed,
  s.filled,
  iif(s.ratio_served IS NULL, NULL, printf('%!.17g', s.ratio_served)) AS ratio_served,
  iif(s.ratio_quality IS NULL, NULL, printf('%!.17g', s.ratio_quality)) AS ratio_quality,
  iif(s.ratio_score IS NULL, NULL, printf('%!.17g', s.ratio_score)) AS ratio_score,
  iif(s.ratio_low IS NULL, NULL, printf('%!.17g', s.ratio_low)) AS ratio_low,
  iif(s.ratio_high IS NULL, NULL, printf('%!.17g', s.ratio_high)) AS ratio_high,
  f.arrived_at
FROM asked
CROSS JOIN spm_service_score(:period, :as_of, :method) AS s
CROSS JOIN spm_field_score(:period, :as_of, :method) AS f
  ON f.region = s.region
  AND f.field = s.field
WHERE asked.is_province
  AND s.region IN (
    SELECT r.region
    FROM region AS r
    WHERE r.province = :province
  )
ORDER BY s.region, s.field, s.service;
