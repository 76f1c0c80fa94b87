-- spm_award(period): a composite of the criteria that table award_criterion holds, with ranks within the level.
-- ringkasan: Nilai gabungan menurut kriteria pada tabel award_criterion, dengan peringkat per tingkat.
--
-- No weights are published, so none are shipped: without rows in award_criterion the function says so. A criterion
-- takes one measure of a fixed list, each 0..100. A measure without a value counts 0 (method missing='zero') or is
-- left out ('available'); punctuality in a quarter without a deadline, which nobody can have met, is left out under
-- both. A region without a score has no award and no rank.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   province TEXT: code of its province
--   award REAL: weighted mean of the criteria, 0..100
--   rank INTEGER: rank in the level
--   tied INTEGER: how many share the rank, 1 alone
--   ranked INTEGER: regions of the level with an award
--   expected INTEGER: regions of the level on the roster
--   why TEXT: why there is no award: as in spm_rank, or nothing measured (no criterion has a value)
--   index_score REAL: measure 'index': the score of the region
--   budget_realised REAL: measure 'budget realised': 100 x realised / allocated over the services in force, at most 100
--   stages REAL: measure 'stages': percent of the stages owed that are selesai
--   team REAL: measure 'team': percent of the fields with a team
--   action_plan REAL: measure 'action plan': percent of the fields with an action plan
--   fill_rate REAL: measure 'fill rate': percent of the owed cells that are filled
--   punctuality REAL: measure 'punctuality': percent of the owed cells that were filled at the deadline, so far before
--     it; NULL without one
--   criteria TEXT: points of each criterion, a JSON object by name
-- Errors: no criteria: table award_criterion is empty
-- Order: region
-- Cost: whole
--
-- Example:
-- > SELECT count(*) FROM award_criterion;
-- = 0
WITH criterion AS MATERIALIZED (
  SELECT c.name,
    c.weight,
    c.measure
  FROM main.award_criterion AS c
  ORDER BY c.name
),
ranked_region AS MATERIALIZED (
  SELECT r.region,
    r.name,
    r.level,
    r.province,
    r.score,
    r.expected,
    r.why
  FROM main.spm_rank(:period, :as_of, :method, NULL, NULL, NULL, :known_at) AS r
  WHERE spm_require(
      :ours,
      EXISTS (SELECT 1 FROM main.award_criterion),
      'spm_award: no criteria: no weights are published, so none are shipped;'
        || ' INSERT INTO award_criterion(name, weight, measure) yours'
    )
),
office AS MATERIALIZED (
  SELECT o.region,
    100.0 * sum(o.filled) / nullif(sum(o.owed), 0) AS fill_rate,
    100.0 * sum(o.filled_tim) / count(*) AS team,
    100.0 * sum(o.filled_rencana_aksi) / count(*) AS action_plan,
    100.0 * sum(o.filled_at_due) / nullif(sum(o.owed), 0) AS punctuality,
    max(o.due_on) AS due_on,
    100.0 * sum(o.done_tahapan) / nullif(sum(o.owed_tahapan), 0) AS stages,
    total(o.allocated) AS allocated,
    total(o.realised) AS realised
  FROM main.spm_opd_status(:period, :as_of, :method, :known_at) AS o
  GROUP BY o.region
),
measured AS MATERIALIZED (
  SELECT r.region,
    r.name,
    r.level,
    r.province,
    r.score,
    r.expected,
    r.why,
    o.fill_rate,
    o.team,
    o.action_plan,
    o.punctuality,
    o.due_on,
    o.stages,
    CASE WHEN o.allocated > 0 THEN max(0.0, min(100.0, 100.0 * o.realised / o.allocated)) END AS budget_realised
  FROM ranked_region AS r
  LEFT JOIN office AS o ON o.region = r.region
),
valued AS (
  SELECT m.region,
    c.name,
    c.weight,
    CASE c.measure
      WHEN 'index' THEN m.score
      WHEN 'budget realised' THEN m.budget_realised
      WHEN 'stages' THEN m.stages
      WHEN 'team' THEN m.team
      WHEN 'action plan' THEN m.action_plan
      WHEN 'fill rate' THEN m.fill_rate
      ELSE m.punctuality
    END AS value,
    c.measure = 'punctuality' AND m.due_on IS NULL AS is_out
  FROM measured AS m
  CROSS JOIN criterion AS c
  WHERE m.score IS NOT NULL
),
composite AS MATERIALIZED (
  SELECT v.region,
    sum(v.weight * coalesce(v.value, 0))
      / nullif(sum(iif(v.is_out OR v.value IS NULL AND p.missing = 'available', 0, v.weight)), 0) AS award,
    sum(iif(v.is_out OR v.value IS NULL AND p.missing = 'available', 0, v.weight)) AS weights
  FROM valued AS v
  CROSS JOIN main.method AS p ON p.method = :method
  GROUP BY v.region
),
placed AS (
  SELECT m.region,
    m.name,
    m.level,
    m.province,
    m.score,
    m.expected,
    m.why,
    m.fill_rate,
    m.team,
    m.action_plan,
    m.punctuality,
    m.stages,
    m.budget_realised,
    spm_snap(c.award) AS award,
    c.weights,
    rank() OVER (PARTITION BY m.level ORDER BY spm_snap(c.award) DESC NULLS LAST) AS place,
    count(*) OVER (PARTITION BY m.level, spm_snap(c.award)) AS tied,
    count(c.award) OVER (PARTITION BY m.level) AS ranked
  FROM measured AS m
  LEFT JOIN composite AS c ON c.region = m.region
)
SELECT p.region,
  p.name,
  p.level,
  p.province,
  p.award,
  CASE WHEN p.award IS NOT NULL THEN p.place END AS rank,
  CASE WHEN p.award IS NOT NULL THEN p.tied END AS tied,
  p.ranked,
  p.expected,
  CASE WHEN p.award IS NULL THEN coalesce(p.why, 'nothing measured') END AS why,
  p.score AS index_score,
  p.budget_realised,
  p.stages,
  p.team,
  p.action_plan,
  p.fill_rate,
  p.punctuality,
  CASE
    WHEN p.award IS NOT NULL THEN (
      SELECT json_group_object(v.name, v.weight * v.value / p.weights)
      FROM (SELECT region, name, weight, value FROM valued ORDER BY name) AS v
      WHERE v.region = p.region
    )
  END AS criteria
FROM placed AS p
ORDER BY p.region
