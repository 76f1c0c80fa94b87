-- spm_summary(period, by): the quarter rolled up: mean of regions and pooled people side by side, and the bands.
-- ringkasan: Rekapitulasi triwulan: rata-rata daerah dan gabungan penduduk berdampingan, serta jumlah tiap kategori.
--
-- Semantics 3. mean_of_regions is the mean of the scores of the regions that have one: each region counts the same.
-- pooled is 100 x people served / people to be served over the recipients of scored services: each person counts the
-- same. They answer different questions and usually differ. People means indicators counted in 'Orang', never what a
-- service counts beside them in another unit; by='service' takes the service's own unit, of several 'Orang', else the
-- first. What is served beyond the need does not count. by='province' holds the provincial
-- government and its regencies and cities; by='field' and 'service' take the score of the field or service, banded
-- like an index.
--
-- Arguments:
--   period PERIOD: the quarter
--   by WORD(nation|province|level|field|service): what a row is: the nation, a province, a level, a field or a service
-- Columns:
--   grp TEXT KEY: semua, province code, level, field code or service code that the row is about
--   name TEXT: name of what the row is about
--   regions INTEGER: regions with a score
--   mean_of_regions REAL: mean of the scores of the regions, 0..100
--   mean_low REAL: mean of the lower bounds of every region expected
--   mean_high REAL: mean of the upper bounds of every region expected
--   regions_pooled INTEGER: regions whose people are in met, need and pooled
--   met REAL: people (or units) served, at most the need
--   need REAL: people (or units) to be served
--   pooled REAL: share of the people served: 100 x met / need
--   unit TEXT: unit of met and need
--   paripurna INTEGER: regions in Tuntas Paripurna
--   utama INTEGER: regions in Tuntas Utama
--   madya INTEGER: regions in Tuntas Madya
--   pratama INTEGER: regions in Tuntas Pratama
--   muda INTEGER: regions in Tuntas Muda
--   belum INTEGER: regions in Belum Tuntas
--   other_band INTEGER: regions in a band of another name (other methods)
-- Order: grp
-- Cost: whole
--
-- Example:
-- > SELECT grp, regions, round(mean_of_regions, 2) FROM spm_summary('2023-TW2', 'nation');
-- = semua|336|42.03
WITH counted AS MATERIALIZED (
  SELECT i.service,
    iif(max(i.unit = 'Orang'), 'Orang', min(i.unit)) AS unit,
    min(i.unit) < max(i.unit) AS is_mixed
  FROM main.indicator AS i
  WHERE i.component = 'penerima'
    AND i.scored
    AND @{in_force i}
  GROUP BY i.service
),
scored AS MATERIALIZED (
  SELECT s.region,
    s.field,
    s.service,
    s.filing,
    s.met,
    s.need,
    c.unit,
    c.is_mixed
  FROM main.spm_service_score(:period, :as_of, :method, :known_at) AS s
  JOIN counted AS c ON c.service = s.service
  WHERE s.score IS NOT NULL
    AND s.need > 0
),
served AS MATERIALIZED (
  SELECT s.region,
    s.field,
    s.service,
    s.unit,
    s.met,
    s.need
  FROM scored AS s
  WHERE NOT s.is_mixed
  UNION ALL
  -- the cells of its unit alone: below the need nothing counts twice, and a need without a figure is not served
  SELECT s.region,
    s.field,
    s.service,
    s.unit,
    total(CASE WHEN spm_status(a.required, a.fulfilled) IN ('ok', 'capped') THEN min(a.fulfilled, a.required) END),
    total(a.required)
  FROM scored AS s
  CROSS JOIN main.method AS m ON m.method = :method
  CROSS JOIN main.achievement AS a
    ON a.filing = s.filing
    AND a.service = s.service
  CROSS JOIN main.indicator AS i
    ON i.indicator = a.indicator
    AND i.component = 'penerima'
    AND i.scored
    AND i.unit = s.unit
    AND @{in_force i}
  WHERE s.is_mixed
    AND a.required > 0
    AND (m.missing = 'zero' OR a.fulfilled >= 0)
  GROUP BY s.region, s.service
),
one_score(grp, region, score, score_low, score_high, band) AS (
  SELECT CASE :by WHEN 'nation' THEN 'semua' WHEN 'province' THEN r.province ELSE r.level END,
    r.region,
    r.score,
    r.score_low,
    r.score_high,
    r.band
  FROM main.spm_score(:period, :as_of, :method, :known_at) AS r
  WHERE :by IN ('nation', 'province', 'level')
  UNION ALL
  SELECT f.field,
    f.region,
    f.score,
    f.score_low,
    f.score_high,
    f.band
  FROM main.spm_field_score(:period, :as_of, :method, :known_at) AS f
  WHERE :by = 'field'
  UNION ALL
  SELECT s.service,
    s.region,
    s.score,
    s.score_low,
    s.score_high,
    @{band_of s.score}
  FROM main.spm_service_score(:period, :as_of, :method, :known_at) AS s
  WHERE :by = 'service'
),
mean AS (
  SELECT o.grp,
    count(o.score) AS regions,
    spm_snap(spm_mean(o.score)) AS mean_of_regions,
    spm_snap(spm_mean(o.score_low)) AS mean_low,
    -- a high that is NULL beside a low has no end, and no mean
    iif(count(o.score_high) = count(o.score_low), spm_snap(spm_mean(o.score_high)), NULL) AS mean_high,
    sum(o.band IS 'Tuntas Paripurna') AS paripurna,
    sum(o.band IS 'Tuntas Utama') AS utama,
    sum(o.band IS 'Tuntas Madya') AS madya,
    sum(o.band IS 'Tuntas Pratama') AS pratama,
    sum(o.band IS 'Tuntas Muda') AS muda,
    sum(o.band IS 'Belum Tuntas') AS belum,
    count(o.band) AS banded
  FROM one_score AS o
  GROUP BY o.grp
),
pool AS (
  SELECT CASE :by
      WHEN 'nation' THEN 'semua'
      WHEN 'province' THEN r.province
      WHEN 'level' THEN r.level
      WHEN 'field' THEN v.field
      ELSE v.service
    END AS grp,
    count(DISTINCT v.region) AS regions_pooled,
    sum(v.met) AS met,
    sum(v.need) AS need,
    min(v.unit) AS unit
  FROM served AS v
  CROSS JOIN main.region AS r ON r.region = v.region
  WHERE :by = 'service'
    OR v.unit = 'Orang'
  GROUP BY 1
)
SELECT m.grp,
  coalesce(
    CASE m.grp WHEN 'semua' THEN 'Nasional' WHEN 'provinsi' THEN 'Provinsi' WHEN 'kabupaten' THEN 'Kabupaten'
      WHEN 'kota' THEN 'Kota' END,
    (SELECT r.name FROM main.region AS r WHERE r.region = m.grp),
    (SELECT u.name FROM main.field AS u WHERE u.field = m.grp),
    (SELECT s.name FROM main.service AS s WHERE s.service = m.grp)
  ) AS name,
  m.regions,
  m.mean_of_regions,
  m.mean_low,
  m.mean_high,
  coalesce(p.regions_pooled, 0) AS regions_pooled,
  p.met,
  p.need,
  100.0 * p.met / p.need AS pooled,
  p.unit,
  m.paripurna,
  m.utama,
  m.madya,
  m.pratama,
  m.muda,
  m.belum,
  m.banded - m.paripurna - m.utama - m.madya - m.pratama - m.muda - m.belum AS other_band
FROM mean AS m
LEFT JOIN pool AS p ON p.grp = m.grp
ORDER BY m.grp
