-- spm_explain(region, period): where each point of a region's score comes from and goes to, as a tree.
-- ringkasan: Asal setiap poin indeks satu daerah, sebagai pohon: daerah, urusan, pelayanan, komponen, indikator.
--
-- Semantics 3, backwards. weight is what a node could give to the score, points what it gives, points_lost the rest.
-- Over the leaves points add up to the score and points + points_lost to 100. Region, field and service rows come from
-- the layers themselves, so that the tree cannot differ from the score. A region without a score has no weights and no
-- points.
--
-- Arguments:
--   region REGION: code or name
--   period PERIOD: the quarter
-- Columns:
--   path TEXT KEY: region/field/service/component/indicator, down to the node
--   label TEXT: name of the node
--   leaf INTEGER: 1 on indicator rows
--   required REAL: need as filed (indicator rows)
--   fulfilled REAL: fulfilled as filed (indicator rows)
--   ratio_raw REAL: fulfilled / required, uncapped (indicator rows)
--   ratio REAL: ratio 0..1 as it counts
--   weight REAL: points that the node can give, 0..100
--   points REAL: points that it gives
--   points_lost REAL: points that it does not give: weight - points
--   status TEXT: status of the cell or the service
--   why TEXT: why it counts as it does, in words
-- Errors: a region that has no such code
-- Order: path
-- Cost: whole
--
-- Example:
-- > SELECT count(*), sum(leaf) FROM spm_explain('32.12', '2023-TW2');
-- = 388|294
WITH region_row AS (
  SELECT s.region,
    s.name,
    s.score,
    s.fields_filed
  FROM main.spm_score(:period, :as_of, :method, :known_at) AS s
  WHERE s.region = :region
),
field_row AS MATERIALIZED (
  SELECT f.region,
    f.field,
    f.field_name AS name,
    f.ratio_score,
    f.filed_state AS filed,
    CASE m.tree
      WHEN 'field' THEN iif(f.ratio_score IS NULL, 0, 100.0 / nullif(count(f.ratio_score) OVER (), 0))
      ELSE 100.0 * f.services_scored / nullif(sum(f.services_scored) OVER (), 0)
    END AS weight,
    f.services_scored
  FROM main.spm_field_score(:period, :as_of, :method, :known_at) AS f
  CROSS JOIN main.method AS m ON m.method = :method
  WHERE f.region = :region
),
service_row AS MATERIALIZED (
  SELECT s.region,
    s.field,
    s.service,
    s.service_name AS name,
    s.ratio_score,
    s.served,
    s.quality,
    s.status,
    iif(s.ratio_score IS NULL, 0, f.weight / nullif(f.services_scored, 0)) AS weight
  FROM main.spm_service_score(:period, :as_of, :method, :known_at) AS s
  JOIN field_row AS f ON f.field = s.field
  WHERE s.region = :region
),
leaf AS MATERIALIZED (
  SELECT p.region,
    p.field,
    p.service,
    p.component,
    p.indicator,
    p.indicator_name AS name,
    p.scored,
    p.required,
    p.fulfilled,
    p.ratio_raw,
    p.ratio,
    p.status,
    p.weight,
    p.counts,
    s.weight AS service_weight
  FROM main.spm_point(:period, :as_of, :method, :known_at) AS p
  JOIN service_row AS s ON s.service = p.service
  WHERE p.region = :region
),
node(path, label, leaf, required, fulfilled, ratio_raw, ratio, weight, points, status, why) AS (
  SELECT r.region,
    r.name,
    0,
    NULL,
    NULL,
    NULL,
    r.score / 100,
    iif(r.score IS NULL, NULL, 100.0),
    r.score,
    CASE WHEN r.score IS NOT NULL THEN 'scored' WHEN r.fields_filed = 0 THEN 'not_filed' ELSE 'not_owed' END,
    CASE
      WHEN r.score IS NOT NULL THEN 'mean of what is owed'
      WHEN r.fields_filed = 0 THEN 'nothing was filed: there is no score'
      ELSE 'nothing is owed: there is no score'
    END
  FROM region_row AS r
  UNION ALL
  SELECT f.region || '/' || f.field,
    f.name,
    0,
    NULL,
    NULL,
    NULL,
    f.ratio_score,
    f.weight,
    f.weight * coalesce(f.ratio_score, 0),
    CASE WHEN f.filed < 2 THEN 'not_filed' WHEN f.ratio_score IS NULL THEN 'not_owed' ELSE 'scored' END,
    CASE
      WHEN f.filed < 2 THEN iif(f.ratio_score IS NULL, 'not filed: leaves the mean', 'not filed: counts 0')
      WHEN f.ratio_score IS NULL THEN 'no service counts: leaves the mean'
      ELSE 'mean of ' || f.services_scored || ' services'
    END
  FROM field_row AS f
  UNION ALL
  SELECT s.region || '/' || s.field || '/' || s.service,
    s.name,
    0,
    NULL,
    NULL,
    NULL,
    s.ratio_score,
    s.weight,
    s.weight * coalesce(s.ratio_score, 0),
    s.status,
    CASE s.status
      WHEN 'not_owed' THEN 'every need is 0: leaves the mean'
      WHEN 'not_filed' THEN iif(s.ratio_score IS NULL, 'not filed: leaves the mean', 'not filed: counts 0')
      WHEN 'no_value' THEN 'no recipients figure: leaves the mean'
      ELSE iif(s.quality IS NULL, 'recipients alone: no quality is owed', 'recipients and quality by weight')
    END
  FROM service_row AS s
  UNION ALL
  SELECT l.region || '/' || l.field || '/' || l.service || '/' || l.component,
    iif(l.component = 'penerima', 'Penerima layanan dasar', 'Mutu minimal layanan dasar'),
    0,
    NULL,
    NULL,
    NULL,
    sum(l.weight * coalesce(l.ratio, 0)) / nullif(sum(l.weight), 0),
    sum(l.weight),
    sum(l.weight * coalesce(l.ratio, 0)),
    NULL,
    sum(l.counts) || ' of ' || count(*) || ' indicators count'
  FROM leaf AS l
  GROUP BY l.region, l.field, l.service, l.component
  UNION ALL
  SELECT l.region || '/' || l.field || '/' || l.service || '/' || l.component || '/' || l.indicator,
    l.name,
    1,
    l.required,
    l.fulfilled,
    l.ratio_raw,
    l.ratio,
    l.weight,
    l.weight * coalesce(l.ratio, 0),
    l.status,
    CASE
      WHEN NOT l.scored THEN 'shown, never scored'
      WHEN l.status = 'not_filed' THEN iif(l.weight > 0, 'not filed: counts 0', 'not filed')
      WHEN l.status = 'missing' THEN iif(l.weight > 0, 'missing: counts 0', 'missing: left out')
      WHEN l.status = 'not_needed' THEN iif(l.weight > 0, 'not needed: counts as full', 'not needed: leaves the mean')
      WHEN l.status = 'contradiction' THEN 'nothing was needed, yet something fulfilled: counts as missing'
      WHEN l.status = 'invalid' THEN 'a figure below 0: counts as missing'
      WHEN l.status = 'capped' THEN iif(l.ratio > 1, 'more than needed, not capped', 'more than needed: counts as 1')
      WHEN l.service_weight = 0 THEN 'its service leaves the mean'
      ELSE printf('%.15g of %.15g', l.fulfilled, l.required)
    END
  FROM leaf AS l
)
SELECT n.path,
  n.label,
  n.leaf,
  n.required,
  n.fulfilled,
  n.ratio_raw,
  n.ratio,
  iif(r.score IS NULL, NULL, n.weight) AS weight,
  iif(r.score IS NULL, NULL, n.points) AS points,
  iif(r.score IS NULL, NULL, n.weight - n.points) AS points_lost,
  n.status,
  n.why
FROM node AS n
CROSS JOIN region_row AS r
ORDER BY n.path
