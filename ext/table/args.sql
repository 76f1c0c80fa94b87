-- args.sql: what resolves an argument (args.c).

-- @edition_named(e): edition e has the name, and was not taken back
$e.name = :name
AND NOT @{withdrawn edition, @{SPM_FOREVER}, $e.name}

-- edition(name): the time of an edition, its method, when it was made, and the last recording that it knew
SELECT e.as_of,
  e.method,
  e.made_at,
  e.recording
FROM main.edition AS e
WHERE @{edition_named e}

-- known(stamp): the last recording up to a time: no later one moves it, even one with an earlier stamp after the clock
-- was set back
SELECT coalesce(
    (SELECT min(c.recording) - 1 FROM main.recording AS c WHERE c.recorded_at > :stamp),
    (SELECT max(c.recording) FROM main.recording AS c),
    0
  )

-- edition_method(name): its method
SELECT e.method
FROM main.edition AS e
WHERE @{edition_named e}

-- edition_name(name): its name, when there is one
SELECT e.name
FROM main.edition AS e
WHERE @{edition_named e}

-- method(name, period, as_of, known_at): the named method, or the one in force in the period as known at as_of; without
-- a period in the last with a filing, which is the last that is shown; known_at NULL: no bound
SELECT m.method
FROM main.method AS m
WHERE
  CASE
    WHEN :name IS NOT NULL THEN m.method = :name
    ELSE m.recorded_at <= :as_of
      AND m.valid_from <= coalesce(
        :period,
        (SELECT f.period FROM main.filing AS f WHERE @{standing f, :as_of, :known_at} ORDER BY f.period DESC LIMIT 1)
      )
  END
  AND NOT @{withdrawn method, :as_of, m.method}
ORDER BY m.valid_from DESC, m.recorded_at DESC, m.method
LIMIT 1

-- has_province(code): the code, where it is one of a province
SELECT r.region
FROM main.region AS r
WHERE r.region = :code
  AND r.level = 'provinsi'

-- has_period(code): of a quarter in table period
SELECT p.period
FROM main.period AS p
WHERE p.period = :code

-- periods: from which quarter to which table period goes
SELECT min(p.period) || ' to ' || max(p.period)
FROM main.period AS p
