-- conditions.sql: what a row of our tables means, each said once (semantics 5). The build tool puts them where a body,
-- a statement of C code, a trigger, or a condition below says @{NAME ...}.

-- now(): the time stamp of this moment
strftime('%Y-%m-%dT%H:%M:%SZ', 'now')

-- is_recorded(f, what, known_at): that filing f was filed, or was rejected, has a number in table recording up to
-- known_at; known_at NULL: no bound, and the table is not asked
(
  $known_at IS NULL
  OR EXISTS (
    SELECT 1
    FROM main.recording AS c
    WHERE c.filing = $f.filing
      AND c.what = '$what'
      AND c.recording <= $known_at
  )
)

-- sent(f, as_of, known_at): filing f was submitted by as_of, as known at known_at
$f.status = 'filed'
AND $f.submitted_at <= $as_of
AND @{is_recorded $f, filed, $known_at}

-- rejected(f, as_of, known_at): and filing f was rejected
($f.rejected_at <= $as_of AND @{is_recorded $f, rejected, $known_at})

-- standing(f, as_of, known_at): filing f counts at as_of as known at known_at, if it is the last revision that does
@{sent $f, $as_of, $known_at}
AND ($f.rejected_at IS NULL OR NOT @{rejected $f, $as_of, $known_at})

-- last_revision(period, region, field, as_of, known_at): number of the revision that counts; NULL: none
(
  SELECT max(e.revision)
  FROM main.filing AS e
  WHERE e.period = $period
    AND e.region = $region
    AND e.field = $field
    AND @{standing e, $as_of, $known_at}
)

-- shown(x): number x in an Indonesian sentence, 1.234,5, with all its digits; NULL: x is
CASE
  WHEN $x IS NULL THEN NULL
  WHEN CAST($x AS TEXT) GLOB '*[a-zA-Z]*' THEN replace($x, '.', ',')
  ELSE iif($x < 0, '-', '') || replace(ltrim(printf('%,d', CAST(CAST($x AS TEXT) AS INTEGER)), '-'), ',', '.')
    || iif(instr($x, '.') > 0 AND substr($x, -2) <> '.0', ',' || substr($x, instr($x, '.') + 1), '')
END

-- standing_filing(period, region, field, as_of, known_at): number of the filing that counts; NULL: none
(
  SELECT e.filing
  FROM main.filing AS e
  WHERE e.period = $period
    AND e.region = $region
    AND e.field = $field
    AND @{standing e, $as_of, $known_at}
  ORDER BY e.revision DESC
  LIMIT 1
)

-- accepted(f, at): filing f had not been rejected at that time
$f.status = 'filed'
AND ($f.rejected_at IS NULL OR $f.rejected_at > $at)

-- of_field(f): filing f is of the field, region and quarter that are asked for
$f.period = :period
AND $f.region = :region
AND $f.field = :field

-- same_figure(now, then, service, indicator): a cell, or without an indicator the budget of a service, is in filing now
-- what it is in filing then
EXISTS (
  SELECT 1
  FROM (SELECT $now AS at_now, $then AS at_then)
  LEFT JOIN main.achievement AS cell_now
    ON cell_now.filing = at_now
    AND cell_now.service = $service
    AND cell_now.indicator = $indicator
  LEFT JOIN main.achievement AS cell_then
    ON cell_then.filing = at_then
    AND cell_then.service = $service
    AND cell_then.indicator = $indicator
  LEFT JOIN main.budget AS money_now
    ON money_now.filing = at_now
    AND money_now.service = $service
    AND $indicator = ''
  LEFT JOIN main.budget AS money_then
    ON money_then.filing = at_then
    AND money_then.service = $service
    AND $indicator = ''
  WHERE cell_now.required IS cell_then.required
    AND cell_now.fulfilled IS cell_then.fulfilled
    AND money_now.allocated IS money_then.allocated
    AND money_now.realised IS money_then.realised
)

-- asked_for(s, period, as_of): service or indicator s is asked for in that quarter, as known at as_of
$s.recorded_at <= $as_of
AND ($s.valid_from IS NULL OR $s.valid_from <= $period)
AND ($s.valid_to IS NULL OR $s.closed_at > $as_of OR $s.valid_to >= $period)

-- is_about(x, rule, indicator, as_of): x.indicator is a figure that a finding is about: its cell; '', the budget; or,
-- where a rule looks at a service as a whole, its recipients that are asked for (one that ended never changes)
CASE
  WHEN $indicator <> '' THEN $x.indicator = $indicator
  WHEN $rule = 'overspent' THEN $x.indicator = ''
  ELSE EXISTS (
    SELECT 1
    FROM main.indicator AS p
    WHERE p.indicator = $x.indicator
      AND p.component = 'penerima'
      AND @{asked_for p, :period, $as_of}
  )
END

-- office_says(filing, service, rule, indicator): the indicator under which that filing explains a finding; NULL: none
(
  SELECT x.indicator
  FROM main.explanation AS x
  WHERE x.filing = $filing
    AND x.service = $service
    AND @{is_about x, $rule, $indicator, :as_of}
  ORDER BY x.indicator
  LIMIT 1
)

-- ministry_says(filing, service, rule, indicator): the row of table explained that explains a finding in that
-- filing, as known at as_of; NULL: none
(
  SELECT m.explained
  FROM main.explained AS m
  CROSS JOIN (
    SELECT k.indicator FROM main.indicator AS k WHERE k.service = $service
    UNION ALL
    SELECT ''
  ) AS x
  WHERE (m.period, m.region) = (SELECT g.period, g.region FROM main.filing AS g WHERE g.filing = $filing)
    AND m.service = $service
    AND m.indicator IN ('', x.indicator)
    AND m.text IS NOT NULL
    AND m.explained = (
      SELECT max(l.explained)
      FROM main.explained AS l
      WHERE l.period = m.period
        AND l.region = m.region
        AND l.service = m.service
        AND l.indicator = m.indicator
        AND l.recorded_at <= :as_of
    )
    AND @{is_about x, $rule, $indicator, :as_of}
    AND @{same_figure $filing, m.filing, m.service, x.indicator}
  ORDER BY m.indicator = '',
    m.indicator
  LIMIT 1
)

-- known_need(region, field, service, indicator, year): the need that is known last of a cell whose need is blank: of an
-- earlier revision, or an earlier quarter from a year on; NULL: none
(
  SELECT k.required
  FROM main.filing AS e
  CROSS JOIN main.achievement AS k
    ON k.filing = e.filing
    AND k.service = $service
    AND k.indicator = $indicator
  WHERE e.period IN (
      SELECT p.period
      FROM main.period AS p
      WHERE p.year >= $year
        AND p.period <= :period
    )
    AND e.region = $region
    AND e.field = $field
    AND @{standing e, :as_of, :known_at}
    AND k.required >= 0
  ORDER BY e.period DESC, e.revision DESC
  LIMIT 1
)

-- kept_need(region, field, service, indicator): what stays in a pooled denominator of it: also one of last year
@{known_need $region, $field, $service, $indicator, CAST(substr(:period, 1, 4) AS INTEGER) - 1}

-- staged_group(): a row of staging is of the filing that is asked for
period = :period
AND region = :region
AND field = :field
AND submitted_at = :submitted_at

-- in_force(s): service or indicator s is asked for in the quarter of a question
@{asked_for $s, :period, :as_of}

-- asked_rows(group): what is owed: the indicators in force of the services in force, of a level group, or of all where
-- group is NULL, in the order in which the cells of a filing are stored
-- (ext/examine/catalogue.c)
SELECT s.level_group,
  s.field,
  s.service,
  s.name AS service_name,
  i.component,
  i.scored,
  i.indicator,
  i.name AS indicator_name,
  i.unit,
  i.number = 'integer' AS is_counted,
  n.service IS NOT NULL AS is_always_needed
FROM main.service AS s
LEFT JOIN main.always_needed AS n
  ON n.service = s.service
  AND n.recorded_at <= :as_of
CROSS JOIN main.indicator AS i ON i.service = s.service
WHERE s.level_group BETWEEN coalesce($group, '') AND coalesce($group, '~')
  AND @{in_force s}
  AND @{in_force i}
ORDER BY s.level_group, s.field, s.service, i.indicator

-- filled_cell(filing): the owed cells of that filing that have both figures, as c
FROM main.achievement AS c
CROSS JOIN main.indicator AS k
  ON k.indicator = c.indicator
  AND @{in_force k}
CROSS JOIN main.service AS v
  ON v.service = k.service
  AND @{in_force v}
WHERE c.filing = $filing
  AND c.required IS NOT NULL
  AND c.fulfilled IS NOT NULL

-- has_cell(filing): an owed cell of that filing has both figures, so that its field has reported (semantics 6)
EXISTS (
  SELECT 1
  @{filled_cell $filing}
)

-- first_arrival(region, field): when the first filing of the field with an owed cell came that stands or was replaced,
-- as known at as_of
(
  SELECT min(e.submitted_at)
  FROM main.filing AS e
  WHERE e.period = :period
    AND e.region = $region
    AND e.field = $field
    AND @{standing e, :as_of, :known_at}
    AND @{has_cell e.filing}
)

-- filled_at(s, before): of row s of spm_field_score, how many owed cells the filing held that stood before that time.
-- No other is looked for where the one that stands came before it, or is the first one
CASE (
    SELECT CASE WHEN g.submitted_at < $before THEN 'in time' WHEN g.revision = 1 THEN 'late' END
    FROM main.filing AS g
    WHERE g.filing = $s.filing
  )
  WHEN 'in time' THEN $s.filled
  WHEN 'late' THEN 0
  ELSE coalesce(
      (
        SELECT (
            SELECT count(*)
            @{filled_cell g.filing}
          )
        FROM main.filing AS g
        WHERE g.period = :period
          AND g.region = $s.region
          AND g.field = $s.field
          AND g.submitted_at < $before
          AND @{standing g, :as_of, :known_at}
        ORDER BY g.revision DESC
        LIMIT 1
      ),
      0
    )
END

-- days_overdue(d): the days from the due day of row d up to as_of, without it up to now; below 0 before it
spm_days_late(iif(:as_of >= '9999', @{now}, :as_of), $d.due_on, $d.zone)

-- on_roster(o, period): row o of roster owes the quarter, as known at as_of
$o.recorded_at <= :as_of
AND $o.from_period <= $period
AND ($o.to_period IS NULL OR $o.closed_at > :as_of OR $o.to_period >= $period)

-- is_listed(r): region r has a row of the roster for the quarter
EXISTS (
  SELECT 1
  FROM main.roster AS o
  WHERE o.region = $r.region
    AND @{on_roster o, :period}
)

-- deadline_key(d): what table withdrawal calls row d of deadline
$d.period || ' ' || $d.due_on || ' ' || $d.zone || ' ' || $d.reported_on

-- office_key(o): row o of office
$o.region || ' ' || $o.duty || ' ' || $o.from_period || ' ' || $o.recorded_at

-- target_key(t): row t of target
$t.region || ' ' || $t.service || ' ' || $t.year || ' ' || $t.document || ' ' || $t.recorded_at

-- withdrawn(what, as_of, key): the row of that table with that key was taken back, as known at as_of
EXISTS (
  SELECT 1
  FROM main.withdrawal AS w
  WHERE w.what = '$what'
    AND w.recorded_at <= $as_of
    AND w.key = $key
)

-- some_withdrawn(what): any row of that table was ever taken back; asked once a statement, before a key is made
EXISTS (SELECT 1 FROM main.withdrawal AS n WHERE n.what = '$what')

-- deadline_known(d): row d of deadline counts among those known at as_of
$d.recorded_at <= :as_of
AND NOT @{withdrawn deadline, :as_of, @{deadline_key $d}}

-- office_known(o): row o of office does
$o.recorded_at <= :as_of
AND NOT (@{some_withdrawn office} AND @{withdrawn office, :as_of, @{office_key $o}})

-- target_known(t): row t of target does
$t.recorded_at <= :as_of
AND NOT (@{some_withdrawn target} AND @{withdrawn target, :as_of, @{target_key $t}})

-- service_code(): the service of the region's level that is named, by its code in any capitals or its name
(
  SELECT s.service
  FROM main.region AS r
  JOIN main.service AS s ON s.level_group = r.level_group
  WHERE r.region = :region
    AND trim(:service) COLLATE NOCASE IN (s.service, s.name)
  ORDER BY s.service
  LIMIT 1
)

-- duty_code(): the field that is named, by its code or its name, or 'data'
(
  SELECT u.field
  FROM (SELECT 'data' AS field, 'data' AS name UNION ALL SELECT field, name FROM main.field) AS u
  WHERE trim(:duty) COLLATE NOCASE IN (u.field, u.name)
)

-- document_name(): the planning document that is named
(
  SELECT d.name
  FROM (
    SELECT 'RPJMD' AS name
    UNION ALL SELECT 'Renstra'
    UNION ALL SELECT 'RKPD'
    UNION ALL SELECT 'Renja'
  ) AS d
  WHERE d.name = trim(:document) COLLATE NOCASE
)

-- this_quarter(): the quarter of today, in WIB
spm_period(date('now', '+7 hours'))

-- zone_offset(): the zone that is asked for; of none WIB
CASE upper(:zone)
  WHEN 'WIB' THEN '+07:00'
  WHEN 'WITA' THEN '+08:00'
  WHEN 'WIT' THEN '+09:00'
  ELSE coalesce(:zone, '+07:00')
END

-- reported(): the day on which the deadline was reported; else today, in WIB
coalesce(:reported_on, date('now', '+7 hours'))

-- method_choices(): the choices of the method that is asked for
SELECT m.method,
  m.served_weight,
  m.quality_weight,
  m.cap,
  m.combine,
  m.zero_need,
  m.missing,
  m.tree
FROM main.method AS m
WHERE m.method = :method

-- band_known(b): band b is one of the method, as known at as_of
$b.method = :method
AND $b.recorded_at <= :as_of

-- band_of(score): name of the band that the score has reached under the method, as known at as_of; NULL: none
(
  SELECT b.name
  FROM main.band AS b
  WHERE @{band_known b}
    AND b.floor <= $score
  ORDER BY b.floor DESC
  LIMIT 1
)

-- office_of(region, duty): name of the office in charge of a field, or of the data ('data'); NULL: none named
(
  SELECT o.name
  FROM main.office AS o
  WHERE o.region = $region
    AND o.duty = $duty
    AND o.from_period <= :period
    AND @{office_known o}
  ORDER BY o.from_period DESC, o.recorded_at DESC
  LIMIT 1
)
