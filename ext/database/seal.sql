-- seal.sql: what is hashed of a filing, in this order (seal.c). quote() ends a text at a zero byte, which only other
-- tools put there: such rows are followed by their bytes. Cells, nearly all of the rows, are quoted in C.

-- filing(filing): the filing itself
SELECT quote(region) || quote(period) || quote(field) || quote(revision) || quote(submitted_at) || quote(day_only)
  || quote(opd) || quote(source) || iif(instr(opd, char(0)), hex(opd), '')
FROM main.filing
WHERE filing = :filing

-- cells(filing): its cells
SELECT service,
  indicator,
  required,
  fulfilled,
  line,
  origin
FROM main.achievement
WHERE filing = :filing
ORDER BY service, indicator

-- parts(filing): its other parts
SELECT *
FROM (
  SELECT 'b' || quote(service) || quote(allocated) || ',' || quote(realised)
  FROM main.budget
  WHERE filing = :filing
  ORDER BY service
)
UNION ALL
SELECT *
FROM (
  SELECT 'p' || quote(service) || quote(number) || quote(problem) || quote(solution)
    || iif(
      instr(coalesce(problem, '') || coalesce(solution, ''), char(0)),
      hex(problem) || ',' || hex(solution),
      ''
    )
  FROM main.problem
  WHERE filing = :filing
  ORDER BY service, number
)
UNION ALL
SELECT *
FROM (
  SELECT 's' || quote(service) || quote(stage) || quote(status) || quote(note)
    || iif(instr(note, char(0)), hex(note), '')
  FROM main.stage
  WHERE filing = :filing
  ORDER BY service, stage
)
UNION ALL
SELECT 'a' || quote(document) || quote(number) || quote(dated)
  || iif(
    instr(coalesce(document, '') || coalesce(number, ''), char(0)),
    hex(document) || ',' || hex(number),
    ''
  )
FROM main.action_plan
WHERE filing = :filing
UNION ALL
SELECT *
FROM (
  SELECT 't' || quote(office) || quote(role) || quote(number) || quote(dated)
    || iif(
      instr(office || coalesce(role, '') || coalesce(number, ''), char(0)),
      hex(office) || ',' || hex(role) || ',' || hex(number),
      ''
    )
  FROM main.team
  WHERE filing = :filing
  ORDER BY office
)
UNION ALL
SELECT *
FROM (
  SELECT 'e' || quote(service) || quote(indicator) || quote(text) || quote(origin)
    || iif(instr(text, char(0)), hex(text), '')
  FROM main.explanation
  WHERE filing = :filing
  ORDER BY service, indicator
)

-- quote(value): a cell that is neither NULL nor whole nor plain text, as quote() has it
SELECT quote(:value)
