-- explained.sql: what spm_explained asks and writes (fn_explained.c). Each but add returns one cell.

-- @last(m): the last row of table explained for this service and indicator
$m.period = :period
AND $m.region = :region
AND $m.service = :service
AND $m.indicator = :indicator
ORDER BY $m.explained DESC
LIMIT 1

-- @owed(s): service s is asked of the region in the quarter
$s.level_group = (SELECT r.level_group FROM main.region AS r WHERE r.region = :region)
AND coalesce($s.valid_from, :period) <= :period
AND coalesce($s.valid_to, :period) >= :period

-- service(region, period, given): the service that a text names, by its code in any capitals or its name
SELECT s.service
FROM main.service AS s
WHERE @{owed s}
  AND (s.service = trim(:given) COLLATE NOCASE OR s.name = trim(:given) COLLATE NOCASE)
ORDER BY s.service <> trim(:given) COLLATE NOCASE
LIMIT 1

-- services(region, period): all that there are
SELECT group_concat(service, ', ')
FROM (SELECT s.service FROM main.service AS s WHERE @{owed s} ORDER BY s.field, s.position)

-- indicator(given, service): the indicator of that service
SELECT i.indicator
FROM main.indicator AS i
WHERE i.service = :service
  AND i.indicator = trim(:given) COLLATE NOCASE

-- indicators(_, service): all that it has
SELECT group_concat(indicator, ', ')
FROM (SELECT i.indicator FROM main.indicator AS i WHERE i.service = :service ORDER BY i.indicator)

-- filing(region, period, service): the filing that stands
SELECT f.filing
FROM main.service AS s
JOIN main.filing AS f
  ON f.period = :period
  AND f.region = :region
  AND f.field = s.field
  AND f.revision = @{last_revision f.period, f.region, f.field, @{SPM_FOREVER}, NULL}
WHERE s.service = :service

-- warnings(region, period, service, indicator): how many warnings there are of its figures
SELECT count(*)
FROM main.spm_finding(:period) AS f, (SELECT :indicator AS indicator) AS x
WHERE f.region = :region
  AND f.service = :service
  AND f.severity = 'warning'
  AND (x.indicator = '' OR @{is_about x, f.rule, f.indicator, @{SPM_FOREVER}})

-- taken_back(region, period, service, indicator): the filing of what stands and can be taken back
SELECT filing
FROM (SELECT m.filing, m.text FROM main.explained AS m WHERE @{last m})
WHERE text IS NOT NULL

-- add(region, period, service, indicator, filing, text): one row more
INSERT INTO main.explained(region, period, service, indicator, filing, text)
VALUES (:region, :period, :service, :indicator, CAST(:filing AS INTEGER), :text)

-- report(region, period, service, indicator, warnings, text): what was done
SELECT json_object(
    'action', iif(:text IS NULL, 'taken back', 'explained'),
    'region', :region,
    'period', :period,
    'service', :service,
    'indicator', nullif(:indicator, ''),
    'warnings', CAST(:warnings AS INTEGER)
  )
