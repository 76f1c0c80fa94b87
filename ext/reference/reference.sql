-- reference.sql: what a sheet of references is asked (ext/reference). Of each kind statement row makes the arguments of
-- the two calls (ext/office) from the cells of a row, as JSON; parameters are bound by the names of the columns.
-- Statement tell has those of the call as it reads them, and one row: what the row is about, what it says of that, what
-- stands of that ('-': nothing), whether what it says stands, and whether that was taken back.

-- @said(cell): an Indonesian word in any capitals
lower(trim($cell))

-- row_deadline: batas waktu
SELECT json_array(
    :period,
    :due_on,
    json_object(
      'kind', CASE @{said :kind}
        WHEN 'batas' THEN 'deadline'
        WHEN 'perpanjangan' THEN 'extension'
        WHEN 'dibuka kembali' THEN 'reopening'
        ELSE :kind
      END,
      'zone', :zone,
      'reported_on', :reported_on,
      'source', :source
    )
  ),
  json_array(:period, :due_on)

-- row_office: perangkat daerah
SELECT json_array(:region, :duty, :name, :from_period),
  json_array(:region, :duty, coalesce(:from_period, @{this_quarter}))

-- row_target: target
SELECT json_array(:region, :service, :year, :document, :percent, :need),
  json_array(:region, :service, :year, :document)

-- row_method: metode; bands is a list of names and floors
SELECT json_array(
    :name,
    json_object(
      'bands', (
        SELECT json_group_object(coalesce(b.value ->> 0, ''), b.value ->> 1)
        FROM main.json_each(coalesce(:bands, '[]')) AS b
      ),
      'served_weight', :served_weight,
      'combine', CASE @{said :combine}
        WHEN 'rata-rata' THEN 'mean'
        WHEN 'gabungan' THEN 'pooled'
        ELSE :combine
      END,
      'zero_need', CASE @{said :zero_need}
        WHEN 'dikeluarkan' THEN 'exclude'
        WHEN 'penuh' THEN 'full'
        ELSE :zero_need
      END,
      'missing', CASE @{said :missing}
        WHEN 'nol' THEN 'zero'
        WHEN 'dilewati' THEN 'available'
        ELSE :missing
      END,
      'cap', CASE
        WHEN @{said :cap} IN ('ya', '1') THEN 1
        WHEN @{said :cap} IN ('tidak', '0') THEN 0
        ELSE :cap
      END,
      'tree', CASE @{said :tree}
        WHEN 'urusan' THEN 'field'
        WHEN 'langsung' THEN 'flat'
        ELSE :tree
      END,
      'valid_from', :valid_from,
      'note', :note
    )
  ),
  json_array(:name)

-- row_edition: terbitan
SELECT json_array(:name, json_object('as_of', :as_of, 'method', :method, 'note', :note)),
  json_array(:name)

-- row_criterion: kriteria penghargaan
SELECT json_array(
    :name,
    :weight,
    CASE @{said :measure}
      WHEN 'indeks' THEN 'index'
      WHEN 'realisasi anggaran' THEN 'budget realised'
      WHEN 'tahapan' THEN 'stages'
      WHEN 'tim' THEN 'team'
      WHEN 'rencana aksi' THEN 'action plan'
      WHEN 'keterisian' THEN 'fill rate'
      WHEN 'ketepatan waktu' THEN 'punctuality'
      ELSE :measure
    END
  ),
  json_array(:name)

-- row_roster: daftar daerah
SELECT json_array(:region, :from_period, :to_period),
  json_array(:region, :from_period)

-- @same_deadline(): row d of deadline is what the row says, where it says it
d.period = :period
AND d.due_on = :due_on
AND d.zone = @{zone_offset}
AND d.kind = coalesce(:kind, 'deadline')
AND coalesce(d.reported_on = :reported_on, 1)
AND coalesce(d.source = :source, 1)

-- tell_deadline: a row that leaves out when it was reported, or by whom, says what stands whenever that was
SELECT :period || ' ' || :due_on || ' ' || @{zone_offset} || ' ' || coalesce(:reported_on, ''),
  coalesce(:kind, 'deadline') || '|' || coalesce(:source, ''),
  '-',
  EXISTS (SELECT 1 FROM main.deadline AS d WHERE @{same_deadline} AND @{deadline_known d}),
  EXISTS (SELECT 1 FROM main.deadline AS d WHERE @{same_deadline} AND NOT (@{deadline_known d}))

-- @of_duty(): row o of office is of the duty
o.region = :region
AND o.duty = @{duty_code}

-- tell_office: a row that leaves out the quarter says what stands whenever that began
SELECT :region || ' ' || @{duty_code} || ' ' || coalesce(:from_period, @{this_quarter}),
  trim(:name),
  coalesce(
    (
      SELECT o.name
      FROM main.office AS o
      WHERE @{of_duty}
        AND o.from_period = coalesce(:from_period, @{this_quarter})
        AND @{office_known o}
      ORDER BY o.recorded_at DESC
      LIMIT 1
    ),
    '-'
  ),
  trim(:name) IS (
    SELECT o.name
    FROM main.office AS o
    WHERE @{of_duty}
      AND iif(:from_period IS NULL, o.from_period <= @{this_quarter}, o.from_period = :from_period)
      AND @{office_known o}
    ORDER BY o.from_period DESC, o.recorded_at DESC
    LIMIT 1
  ),
  EXISTS (
    SELECT 1
    FROM main.office AS o
    WHERE @{of_duty}
      AND o.from_period = coalesce(:from_period, @{this_quarter})
      AND o.name = trim(:name)
      AND NOT (@{office_known o})
  )

-- @of_promise(): row t of target is of the service, the year and the document
t.region = :region
AND t.service = @{service_code}
AND t.year = :year
AND t.document = @{document_name}

-- tell_target: percent and need
WITH stands(percent, need) AS (
  SELECT t.percent,
    t.need
  FROM main.target AS t
  WHERE @{of_promise}
    AND @{target_known t}
  ORDER BY t.recorded_at DESC
  LIMIT 1
)
SELECT :region || ' ' || @{service_code} || ' ' || :year || ' ' || @{document_name},
  coalesce(:percent + 0.0, '') || '|' || coalesce(:need + 0.0, ''),
  coalesce((SELECT coalesce(s.percent, '') || '|' || coalesce(s.need + 0.0, '') FROM stands AS s), '-'),
  EXISTS (SELECT 1 FROM stands AS s WHERE s.percent IS :percent AND s.need IS :need),
  EXISTS (
    SELECT 1
    FROM main.target AS t
    WHERE @{of_promise}
      AND t.percent IS :percent
      AND t.need IS :need
      AND NOT (@{target_known t})
  )

-- @usual(column): what the default method has there
(SELECT m.$column FROM main.method AS m WHERE m.method = @{SPM_DEFAULT_METHOD})

-- tell_method: every choice and every band
WITH
  asked(name, floor) AS (
    SELECT b.key,
      b.value
    FROM main.json_each(:bands) AS b
  ),
  given(name, floor) AS (
    SELECT b.name,
      b.floor
    FROM main.band AS b
    WHERE b.method = :name
  )
SELECT :name,
  json_array(:bands, :served_weight, :combine, :zero_need, :missing, :cap, :tree, :valid_from, :note),
  '-',
  EXISTS (
    SELECT 1
    FROM main.method AS m
    WHERE m.method = :name
      AND m.served_weight = coalesce(:served_weight, @{usual served_weight})
      AND m.combine = coalesce(:combine, @{usual combine})
      AND m.zero_need = coalesce(:zero_need, @{usual zero_need})
      AND m.missing = coalesce(:missing, @{usual missing})
      AND m.cap = coalesce(:cap, @{usual cap})
      AND m.tree = coalesce(:tree, @{usual tree})
      AND m.valid_from IS :valid_from
      AND m.note IS :note
      AND NOT EXISTS (SELECT name, floor FROM asked EXCEPT SELECT name, floor FROM given)
      AND NOT EXISTS (SELECT name, floor FROM given EXCEPT SELECT name, floor FROM asked)
      AND NOT @{withdrawn method, :as_of, m.method}
  ),
  @{withdrawn method, :as_of, :name}

-- tell_edition: a row that leaves out the time says what stands, whatever its time
SELECT :name,
  json_array(:stamp, :method, :note),
  '-',
  EXISTS (
    SELECT 1
    FROM main.edition AS e
    WHERE e.name = :name
      AND coalesce(e.as_of = :stamp, 1)
      AND e.method IS :method
      AND e.note IS :note
      AND NOT @{withdrawn edition, :as_of, e.name}
  ),
  @{withdrawn edition, :as_of, :name}

-- tell_criterion: weight and measure; a criterion that is not there was taken back, as they have no history
SELECT :name,
  (:weight + 0.0) || '|' || :measure,
  coalesce((SELECT c.weight || '|' || c.measure FROM main.award_criterion AS c WHERE c.name = :name), '-'),
  EXISTS (
    SELECT 1
    FROM main.award_criterion AS c
    WHERE c.name = :name
      AND c.weight = :weight
      AND c.measure = :measure
  ),
  NOT EXISTS (SELECT 1 FROM main.award_criterion AS c WHERE c.name = :name)

-- @of_roster(): row o of roster is that of the region and the quarter
o.region = :region
AND o.from_period = :from_period

-- tell_roster: one that ended before it began was taken back
SELECT :region || ' ' || :from_period,
  coalesce(:to_period, ''),
  coalesce(
    (
      SELECT coalesce(o.to_period, '')
      FROM main.roster AS o
      WHERE @{of_roster}
        AND coalesce(o.to_period >= o.from_period, 1)
    ),
    '-'
  ),
  EXISTS (SELECT 1 FROM main.roster AS o WHERE @{of_roster} AND o.to_period IS :to_period),
  EXISTS (SELECT 1 FROM main.roster AS o WHERE @{of_roster} AND o.to_period < o.from_period)

-- add_band(bands, name, floor): one more band of a method
SELECT json_insert(coalesce(:bands, '[]'), '$[#]', json_array(:name, :floor))

-- values(json): the arguments of a call
SELECT j.value
FROM main.json_each(:json) AS j

-- recorded(what, key, said, before, action, set, back, report): what is kept of a row that was recorded, or taken back
SELECT json_object('what', :what, 'key', :key, 'said', :said, 'before', :before, 'action', :action, 'set', json(:set),
  'back', json(:back), 'report', json(:report))

-- is_own(sheet, what, key, said): an import of the same sheet has recorded what stands; what findings of other rules
-- have read is no JSON
WITH own(read) AS (
  SELECT iif(f.rule = 'recorded', f.read, NULL)
  FROM main.entry_sheet AS s
  JOIN main.finding AS f ON f.import = s.import
  WHERE s.sheet = :sheet
)
SELECT 1
FROM own AS o
WHERE o.read ->> 'what' = :what
  AND o.read ->> 'key' = :key
  AND o.read ->> 'said' = :said
LIMIT 1

-- kept(import): what an import has recorded and taken back, the last first
SELECT f.read ->> 'what',
  f.read ->> 'action',
  f.read ->> 'key',
  f.read ->> 'set',
  f.read ->> 'back',
  f.read ->> 'what' = 'criterion' AND f.read ->> 'before' <> '-'
FROM main.finding AS f
WHERE f.import = :import
  AND f.rule = 'recorded'
ORDER BY f.finding DESC
