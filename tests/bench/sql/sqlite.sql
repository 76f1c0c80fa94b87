-- sqlite.sql: the questions as spm is asked them, and the floor of each: a bare scan that sums the cells that the
-- answer is made of. Parameters as in plain.sql.

-- part Q1 spm
SELECT region,
  score,
  rank,
  previous_rank
FROM spm_rank(:period)

-- part Q2 spm
SELECT region,
  score
FROM spm_score(:period)
WHERE region = :low

-- part Q3 spm
SELECT grp,
  expected,
  reported,
  complete,
  on_time,
  late,
  filled,
  owed
FROM spm_input_rate(:period, 'level')

-- part Q4 spm
SELECT period,
  regions,
  score,
  rate
FROM spm_trend('semua')

-- part Q5 spm
SELECT substr(path, length(rtrim(path, replace(path, '/', ''))) + 1) AS indicator,
  weight,
  points
FROM spm_explain(:low, :period)
WHERE leaf

-- part floor
SELECT sum(a.required),
  sum(a.fulfilled)
FROM period AS p
CROSS JOIN filing AS f ON f.period = p.period AND f.region BETWEEN :low AND :high
CROSS JOIN achievement AS a ON a.filing = f.filing
WHERE p.period BETWEEN :first AND :last
  AND f.revision = (
    SELECT max(e.revision)
    FROM filing AS e
    WHERE e.period = f.period
      AND e.region = f.region
      AND e.field = f.field
      AND e.status = 'filed'
      AND e.rejected_at IS NULL
  )

-- part own
-- the tables that the input rate reads itself: filings, their tallies and other parts
SELECT count(*),
  sum(length(f.submitted_at)),
  sum((SELECT sum(length(t.tally)) FROM tally AS t WHERE t.filing = f.filing)),
  sum((SELECT count(b.realised) FROM budget AS b WHERE b.filing = f.filing)),
  sum((SELECT count(p.solution) FROM problem AS p WHERE p.filing = f.filing)),
  sum((SELECT count(g.status) FROM stage AS g WHERE g.filing = f.filing)),
  sum((SELECT count(n.document) FROM action_plan AS n WHERE n.filing = f.filing)),
  sum((SELECT count(m.office) FROM team AS m WHERE m.filing = f.filing))
FROM filing AS f
WHERE f.period = :period
