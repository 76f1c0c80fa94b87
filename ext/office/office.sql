-- office.sql: what the calls of an office ask and write (fn_office.c). Of each call statement refuse has one row, in
-- words what is wrong, empty when nothing is; they begin with the argument or option that they are about (call.c). The
-- last row that one of the others returns is the report. Parameters are bound by their names: arguments and options,
-- NULL where they are not given; :as_of is without a bound.

-- @pesan(): what stands between a sentence and the same in Indonesian, which a sheet gets, too (SPM_PESAN)
char(31)

-- @wrong_service(): that there is none, with those that there are
'service ''' || :service || ''' is none of a ' || (SELECT r.level FROM main.region AS r WHERE r.region = :region)
  || '; there are ' || (
    SELECT group_concat(s.service, ', ')
    FROM main.region AS r
    JOIN main.service AS s ON s.level_group = r.level_group
    WHERE r.region = :region
  ) || @{pesan} || '''' || :service
  || ''' bukan jenis pelayanan dasar daerah ini; tulis nama atau kodenya seperti di katalog'

-- @wrong_duty(): that there is none
'duty ''' || :duty || ''' is no field: give data, or one of '
  || (SELECT group_concat(u.field || ' (' || u.name || ')', ', ') FROM main.field AS u)
  || @{pesan} || '''' || :duty || ''' bukan urusan; tulis data, atau nama atau kode satu urusan'

-- @wrong_document(): that there is none
'document ''' || :document || ''' is none of RPJMD, Renstra, RKPD and Renja'
  || @{pesan} || '''' || :document || ''' bukan salah satu dari RPJMD, Renstra, RKPD, dan Renja'

-- @this_second(): the row was recorded in the second that is, and two of one second have no order
'the same was recorded within this second; record it again in a second'
  || @{pesan} || 'hal yang sama baru saja dicatat pada detik ini; ulangi sesaat lagi'

-- refuse_deadline: a day, its options, and what stands already, reopenings left out
WITH
  given(zone, reported_on) AS (
    SELECT @{zone_offset},
      @{reported}
  ),
  stands AS MATERIALIZED (
    SELECT d.due_on,
      d.reported_on,
      d.kind
    FROM main.deadline AS d
    WHERE d.period = :period
      AND d.kind <> 'reopening'
      AND @{deadline_known d}
  )
SELECT
  CASE
    WHEN date(:due_on, '+0 days') IS NOT :due_on THEN 'due_on ''' || :due_on || ''' is no day; write it like 2026-10-20'
        || @{pesan} || '''' || :due_on || ''' bukan tanggal; tulis seperti 2026-10-20'
    WHEN :due_on <= spm_period_end(:period)
      THEN 'due_on ' || :due_on || ' is before ' || :period || ' is over'
        || @{pesan} || :due_on || ' mendahului akhir ' || :period
    WHEN g.zone NOT IN ('+07:00', '+08:00', '+09:00')
      THEN 'option zone ''' || :zone || ''' is none of WIB, WITA, WIT, +07:00, +08:00 and +09:00'
        || @{pesan} || '''' || :zone || ''' bukan WIB, WITA, atau WIT'
    WHEN :kind NOT IN ('deadline', 'extension', 'reopening')
      THEN 'option kind ''' || :kind || ''' is none of deadline, extension and reopening'
        || @{pesan} || '''' || :kind || ''' bukan batas, perpanjangan, atau dibuka kembali'
    WHEN date(g.reported_on, '+0 days') IS NOT g.reported_on
      THEN 'option reported_on ''' || :reported_on || ''' is no day; write it like 2026-09-15'
        || @{pesan} || '''' || :reported_on || ''' bukan tanggal; tulis seperti 2026-09-15'
    WHEN (:period, :due_on, g.zone, g.reported_on) IN (SELECT period, due_on, zone, reported_on FROM main.deadline)
      THEN 'the deadline ' || :due_on || ' of ' || :period || ', reported on ' || g.reported_on
        || ', is on record, or was taken back; give another day as option reported_on'
        || @{pesan} || 'batas ' || :due_on || ' untuk ' || :period || ' yang diumumkan ' || g.reported_on
        || ' sudah tercatat, atau pernah ditarik kembali; isi tanggal pengumuman yang lain'
    WHEN ifnull(:kind, 'deadline') = 'deadline' AND 'extension' IN (SELECT kind FROM stands)
      THEN :period || ' is extended already: take that back first, or give option kind extension'
        || @{pesan} || :period || ' sudah diperpanjang: tarik kembali dulu, atau isi perpanjangan'
    WHEN :kind <> 'deadline' AND NOT EXISTS (SELECT 1 FROM stands)
      THEN :period || ' has no deadline yet that this ' || :kind || ' could follow; set it first, without kind'
        || @{pesan} || :period || ' belum punya batas waktu; catat dulu batasnya, baru perpanjangan atau'
        || ' pembukaannya'
    WHEN :kind <> 'deadline' AND :due_on < (SELECT max(due_on) FROM stands)
      THEN 'due_on ' || :due_on || ' is before ' || (SELECT max(due_on) FROM stands) || ', the deadline that it follows'
        || @{pesan} || :due_on || ' mendahului batas yang diikutinya, ' || (SELECT max(due_on) FROM stands)
    WHEN g.reported_on < (SELECT max(reported_on) FROM stands)
      OR g.reported_on IN (SELECT reported_on FROM stands WHERE :kind <> 'deadline' OR due_on < :due_on)
      THEN 'the deadline ' || (
        SELECT due_on || ' was reported on ' || reported_on
        FROM stands
        ORDER BY reported_on DESC, due_on
        LIMIT 1
      ) || iif(:kind <> 'deadline', ', and this ' || :kind || ' follows it: give a later day as option reported_on, or'
        || ' take the deadline back and set it with the day of its own',
        ' and would go on counting: give a later day as option reported_on, or take it back first')
        || @{pesan} || 'batas lain diumumkan ' || (SELECT max(reported_on) FROM stands)
        || ' dan tetap berlaku; isi tanggal pengumuman yang lebih baru, atau tarik kembali dulu'
    ELSE ''
  END
FROM given AS g

-- put_deadline: the row
INSERT INTO main.deadline(period, due_on, zone, reported_on, source, kind)
VALUES (:period, :due_on, @{zone_offset}, @{reported}, coalesce(:source, 'spm_deadline_set'),
  coalesce(:kind, 'deadline'))
RETURNING json_object('action', 'set', 'period', period, 'kind', kind, 'due_on', due_on, 'zone', zone, 'reported_on',
  reported_on, 'source', source)

-- refuse_office: a duty that there is
SELECT
  CASE
    WHEN @{duty_code} IS NULL THEN @{wrong_duty}
    WHEN EXISTS (
      SELECT 1
      FROM main.office AS o
      WHERE o.region = :region
        AND o.duty = @{duty_code}
        AND o.from_period = coalesce(:from_period, @{this_quarter})
        AND o.recorded_at = @{now}
    ) THEN @{this_second}
    ELSE ''
  END

-- put_office: the row
INSERT INTO main.office(region, duty, from_period, name)
VALUES (:region, @{duty_code}, coalesce(:from_period, @{this_quarter}), trim(:name))
RETURNING json_object('action', 'set', 'region', region, 'duty', duty, 'office', name, 'from_period', from_period)

-- refuse_target: a service of the region, a document, and figures
SELECT
  CASE
    WHEN @{service_code} IS NULL THEN @{wrong_service}
    WHEN @{document_name} IS NULL THEN @{wrong_document}
    WHEN typeof(:year) <> 'integer' OR :year NOT BETWEEN 2000 AND 2100
      THEN 'year ' || coalesce(:year, 'NULL') || ' is no year from 2000 to 2100; write it like 2026'
        || @{pesan} || coalesce(:year || ' bukan tahun 2000 sampai 2100', 'tahun kosong') || '; tulis seperti 2026'
    WHEN :percent IS NULL AND :need IS NULL
      THEN 'percent and need are NULL; give one of them, or both'
        || @{pesan} || 'persen dan kebutuhan kosong; isi salah satu, atau keduanya'
    WHEN :percent NOT BETWEEN 0 AND 100
      THEN 'percent ' || :percent || ' is not between 0 and 100'
        || @{pesan} || :percent || ' bukan persen 0 sampai 100'
    WHEN :need < 0
      THEN 'need ' || :need || ' is less than 0'
        || @{pesan} || :need || ' kurang dari 0'
    WHEN EXISTS (
      SELECT 1
      FROM main.target AS t
      WHERE t.region = :region
        AND t.service = @{service_code}
        AND t.year = :year
        AND t.document = @{document_name}
        AND t.recorded_at = @{now}
    ) THEN @{this_second}
    ELSE ''
  END

-- put_target: the row
INSERT INTO main.target(region, service, year, document, percent, need, source)
VALUES (:region, @{service_code}, :year, @{document_name}, :percent, :need, 'spm_target_set')
RETURNING json_object('action', 'set', 'region', region, 'service', service, 'year', year, 'document', document,
  'percent', percent, 'need', need)

-- @default(column): what the default method has there
(SELECT m.$column FROM main.method AS m WHERE m.method = @{SPM_DEFAULT_METHOD})

-- @band_row(): the bands that are asked for, those of a method or of an object
SELECT b.name, b.floor, 'real' AS type
FROM main.band AS b
WHERE b.method = :bands
UNION ALL
SELECT j.key, j.value, j.type
FROM main.json_each(iif(:bands GLOB '{*', :bands, '{}')) AS j

-- refuse_method: its choices and its bands
WITH asked_band AS (
  @{band_row}
)
SELECT
  CASE
    WHEN EXISTS (SELECT 1 FROM main.method AS m WHERE m.method = :name)
      THEN 'name ''' || :name || ''' is that of a method already, or of one taken back; a changed method is a new name'
        || @{pesan} || 'metode ''' || :name || ''' sudah ada dengan isi lain, atau pernah ditarik kembali; metode yang'
        || ' berubah memakai nama baru'
    WHEN EXISTS (SELECT 1 FROM main.edition AS e WHERE e.name = :name)
      THEN 'name ''' || :name || ''' is that of an edition; method takes both, so names must differ'
        || @{pesan} || '''' || :name || ''' sudah nama satu terbitan; pakai nama lain'
    WHEN typeof(coalesce(:served_weight, 0)) NOT IN ('integer', 'real') OR :served_weight NOT BETWEEN 0 AND 1
      THEN 'option served_weight ' || :served_weight || ' is no number from 0 to 1'
        || @{pesan} || :served_weight || ' bukan bobot 0 sampai 1'
    WHEN :combine NOT IN ('mean', 'pooled')
      THEN 'option combine ''' || :combine || ''' is neither mean nor pooled'
        || @{pesan} || '''' || :combine || ''' bukan rata-rata atau gabungan'
    WHEN :zero_need NOT IN ('exclude', 'full')
      THEN 'option zero_need ''' || :zero_need || ''' is neither exclude nor full'
        || @{pesan} || '''' || :zero_need || ''' bukan dikeluarkan atau penuh'
    WHEN :missing NOT IN ('zero', 'available')
      THEN 'option missing ''' || :missing || ''' is neither zero nor available'
        || @{pesan} || '''' || :missing || ''' bukan nol atau dilewati'
    WHEN :cap NOT IN (0, 1)
      THEN 'option cap ''' || :cap || ''' is neither 0 nor 1'
        || @{pesan} || '''' || :cap || ''' bukan ya atau tidak'
    WHEN :tree NOT IN ('field', 'flat')
      THEN 'option tree ''' || :tree || ''' is neither field nor flat'
        || @{pesan} || '''' || :tree || ''' bukan urusan atau langsung'
    WHEN NOT EXISTS (SELECT 1 FROM asked_band)
      THEN 'option bands: a method without bands gives no score its word; name another method whose bands it takes, or'
        || ' give them with their floors, such as {"Tuntas": 90, "Belum Tuntas": 0}'
        || @{pesan} || 'metode tanpa kategori tidak memberi sebutan pada indeks; isi kategori dan batas bawahnya,'
        || ' satu baris satu kategori'
    WHEN EXISTS (SELECT 1 FROM asked_band WHERE type NOT IN ('integer', 'real') OR floor NOT BETWEEN 0 AND 100)
      THEN (
        SELECT 'option bands: the floor of ' || name || ' is no number from 0 to 100'
          || @{pesan} || 'batas bawah kategori ' || name || ' bukan angka 0 sampai 100'
        FROM asked_band
        WHERE type NOT IN ('integer', 'real')
          OR floor NOT BETWEEN 0 AND 100
      )
    WHEN (SELECT count(*) - count(DISTINCT floor) FROM asked_band) > 0
      THEN 'option bands: two have the same floor'
        || @{pesan} || 'dua kategori mempunyai batas bawah yang sama'
    WHEN EXISTS (SELECT 1 FROM asked_band WHERE trim(name) = '')
      THEN 'option bands: one has no name'
        || @{pesan} || 'satu kategori tidak bernama'
    WHEN (SELECT min(floor) FROM asked_band) > 0
      THEN 'option bands: the lowest has the floor 0, that every score has its word'
        || @{pesan} || 'kategori terendah harus berbatas bawah 0'
    ELSE ''
  END

-- put_method: the row, which is in force nowhere yet
INSERT INTO main.method(method, served_weight, quality_weight, combine, zero_need, missing, cap, tree, note)
VALUES (:name, coalesce(:served_weight, @{default served_weight}),
  1 - coalesce(:served_weight, @{default served_weight}),
  coalesce(:combine, @{default combine}), coalesce(:zero_need, @{default zero_need}),
  coalesce(:missing, @{default missing}), coalesce(:cap, @{default cap}), coalesce(:tree, @{default tree}), :note)

-- put_bands: its bands
INSERT INTO main.band(method, floor, name)
SELECT :name, floor, name
FROM (@{band_row})

-- put_valid_from: from which quarter it is in force; the tables take that when it has its bands
UPDATE main.method
SET valid_from = spm_period(:valid_from),
  recorded_at = @{now}
WHERE method = :name
  AND :valid_from IS NOT NULL

-- report_method: what it is
SELECT json_object('action', 'set', 'method', m.method, 'served_weight', m.served_weight, 'combine', m.combine,
  'zero_need', m.zero_need, 'missing', m.missing, 'cap', m.cap, 'tree', m.tree, 'valid_from', m.valid_from, 'bands',
  (SELECT json_group_object(b.name, b.floor) FROM main.band AS b WHERE b.method = m.method))
FROM main.method AS m
WHERE m.method = :name

-- refuse_edition: its name, its time and its method
SELECT
  CASE
    WHEN EXISTS (SELECT 1 FROM main.edition AS e WHERE e.name = :name)
      THEN 'name ''' || :name || ''' is that of an edition already, or of one taken back; what was published stays'
        || @{pesan} || 'terbitan ''' || :name || ''' sudah ada dengan isi lain, atau pernah ditarik kembali; pakai'
        || ' nama lain'
    WHEN EXISTS (SELECT 1 FROM main.method AS m WHERE m.method = :name)
      THEN 'name ''' || :name || ''' is that of a method; method takes both, so names must differ'
        || @{pesan} || '''' || :name || ''' sudah nama satu metode; pakai nama lain'
    WHEN :name GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'
      THEN 'name ''' || :name || ''' looks like a day'
        || @{pesan} || '''' || :name || ''' tampak seperti tanggal; beri nama'
    WHEN :stamp > @{now}
      THEN 'option as_of ' || :stamp || ' lies ahead; leave it out for what is known now'
        || @{pesan} || :stamp || ' belum tiba; kosongkan untuk keadaan sekarang'
    WHEN :method IS NOT NULL AND NOT EXISTS (
      SELECT 1
      FROM main.method AS m
      WHERE m.method = :method
        AND NOT @{withdrawn method, :as_of, m.method}
    ) THEN 'option method ''' || :method || ''' is no method; there are '
        || (SELECT group_concat(m.method, ', ') FROM main.method AS m)
        || @{pesan} || '''' || :method || ''' bukan metode; ada '
        || (SELECT group_concat(m.method, ', ') FROM main.method AS m)
    ELSE ''
  END

-- edition_time: the time of an edition that is of now; no row where one is given
SELECT @{now}
WHERE :stamp IS NULL

-- edition_over: whether its second is over
SELECT 1
WHERE :stamp < @{now}

-- put_edition: the row
INSERT INTO main.edition(name, as_of, method, note)
VALUES (:name, :stamp, :method, :note)
RETURNING json_object('action', 'set', 'edition', name, 'as_of', as_of, 'method', method)

-- refuse_criterion: its weight and what it measures
SELECT
  CASE
    WHEN :weight IS NULL OR :weight <= 0
      THEN 'weight ' || coalesce(:weight, 'NULL') || ' is not above 0'
        || @{pesan} || coalesce('bobot ' || :weight || ' tidak di atas 0', 'bobot kosong')
    WHEN :measure NOT IN ('index', 'budget realised', 'stages', 'team', 'action plan', 'fill rate', 'punctuality')
      THEN 'measure ''' || :measure || ''' is none of index, budget realised, stages, team, action plan, fill rate and'
        || ' punctuality'
        || @{pesan} || '''' || :measure || ''' bukan indeks, realisasi anggaran, tahapan, tim, rencana aksi,'
        || ' keterisian, atau ketepatan waktu'
    ELSE ''
  END

-- put_criterion: the row, in the place of one of that name
INSERT INTO main.award_criterion(name, weight, measure)
VALUES (:name, :weight, :measure)
ON CONFLICT (name) DO UPDATE SET weight = excluded.weight, measure = excluded.measure
RETURNING json_object('action', 'set', 'criterion', name, 'weight', weight, 'measure', measure)

-- @roster_row(): the row that begins with the quarter
SELECT 1
FROM main.roster AS o
WHERE o.region = :region
  AND o.from_period = :from_period

-- refuse_roster: what the region has there already
SELECT
  CASE
    WHEN :to_period < :from_period
      THEN 'to_period ' || :to_period || ' is before from_period ' || :from_period
        || @{pesan} || :to_period || ' mendahului triwulan pertamanya, ' || :from_period
    WHEN EXISTS (@{roster_row} AND o.to_period IS NOT NULL)
      THEN :region || ' has a row from ' || :from_period || ' that was ended; begin with another quarter'
        || @{pesan} || 'baris sejak ' || :from_period || ' sudah diakhiri; mulai dari triwulan lain'
    WHEN :to_period IS NULL AND EXISTS (@{roster_row})
      THEN :region || ' is on the roster from ' || :from_period || '; to end it, give its last quarter as to_period'
        || @{pesan} || 'sudah wajib lapor sejak ' || :from_period || '; untuk mengakhirinya isi triwulan terakhir'
    WHEN EXISTS (
      SELECT 1
      FROM main.roster AS o
      WHERE o.region = :region
        AND o.from_period <> :from_period
        AND o.from_period <= coalesce(:to_period, '9999')
        AND coalesce(o.to_period, '9999') >= :from_period
    ) THEN :region || ' is on the roster from ' || (
        SELECT o.from_period || coalesce(' to ' || o.to_period, '')
        FROM main.roster AS o
        WHERE o.region = :region
        ORDER BY o.from_period DESC
        LIMIT 1
      ) || ' already; to end that row, give its first and its last quarter'
        || @{pesan} || 'sudah wajib lapor pada triwulan itu menurut baris lain; akhiri dulu baris itu'
    ELSE ''
  END

-- put_roster: a row that is there is ended
UPDATE main.roster
SET to_period = :to_period,
  closed_at = @{now}
WHERE region = :region
  AND from_period = :from_period

-- put_roster_new: and one that is not is added
INSERT INTO main.roster(region, from_period, to_period, source, closed_at)
SELECT :region, :from_period, :to_period, 'spm_roster_set', iif(:to_period IS NULL, NULL, @{now})
WHERE NOT EXISTS (@{roster_row})

-- report_roster: what it is
SELECT json_object('action', 'set', 'region', o.region, 'from_period', o.from_period, 'to_period', o.to_period)
FROM main.roster AS o
WHERE o.region = :region
  AND o.from_period = :from_period

-- @last_deadline(): of what an office added and stands, the deadline of the quarter, or of the day, recorded last
(
  SELECT @{deadline_key d}
  FROM main.deadline AS d
  WHERE d.period = :period
    AND d.recorded_at > @{SPM_ALWAYS}
    AND (:due_on IS NULL OR d.due_on = :due_on)
    AND @{deadline_known d}
  ORDER BY d.recorded_at DESC, d.reported_on DESC, d.kind <> 'deadline' DESC, d.due_on DESC
  LIMIT 1
)

-- @last_office(): the same of an office of the duty, or of that from the quarter
(
  SELECT @{office_key o}
  FROM main.office AS o
  WHERE o.region = :region
    AND o.duty = @{duty_code}
    AND o.recorded_at > @{SPM_ALWAYS}
    AND (:from_period IS NULL OR o.from_period = :from_period)
    AND @{office_known o}
  ORDER BY o.recorded_at DESC, o.from_period DESC
  LIMIT 1
)

-- @last_target(): the same of a target of the service in the document
(
  SELECT @{target_key t}
  FROM main.target AS t
  WHERE t.region = :region
    AND t.service = @{service_code}
    AND t.year = :year
    AND t.document = @{document_name}
    AND t.recorded_at > @{SPM_ALWAYS}
    AND @{target_known t}
  ORDER BY t.recorded_at DESC
  LIMIT 1
)

-- @taken_back(): the report of it
RETURNING json_object('action', 'taken back', 'what', what, 'key', key, 'recorded_at', recorded_at)

-- refuse_back_deadline: there is none
SELECT iif(@{last_deadline} IS NULL,
  'no deadline of ' || :period || coalesce(' on ' || :due_on, '') || ' stands that an office added'
    || @{pesan} || 'tidak ada batas waktu ' || :period || coalesce(' ' || :due_on, '')
    || ' yang dicatat kantor dan masih berlaku; yang bawaan tidak dapat ditarik', '')

-- back_deadline: it is taken back
INSERT INTO main.withdrawal(what, key)
VALUES ('deadline', @{last_deadline})
@{taken_back}

-- refuse_back_office: there is none
SELECT
  CASE
    WHEN @{duty_code} IS NULL THEN @{wrong_duty}
    WHEN @{last_office} IS NULL
      THEN 'no office of ' || :region || ' for ' || @{duty_code} || coalesce(' from ' || :from_period, '') || ' stands'
        || @{pesan} || 'tidak ada perangkat daerah yang berlaku untuk tugas itu'
        || coalesce(' sejak ' || :from_period, '')
    ELSE ''
  END

-- back_office: it is taken back
INSERT INTO main.withdrawal(what, key)
VALUES ('office', @{last_office})
@{taken_back}

-- refuse_back_target: there is none
SELECT
  CASE
    WHEN @{service_code} IS NULL THEN @{wrong_service}
    WHEN @{document_name} IS NULL THEN @{wrong_document}
    WHEN @{last_target} IS NULL
      THEN 'no target of ' || :region || ' for ' || @{service_code} || ' in the ' || @{document_name} || ' of '
        || coalesce(:year, 'NULL') || ' stands'
        || @{pesan} || 'tidak ada target yang berlaku untuk pelayanan, tahun, dan dokumen itu'
    ELSE ''
  END

-- back_target: it is taken back
INSERT INTO main.withdrawal(what, key)
VALUES ('target', @{last_target})
@{taken_back}

-- refuse_back_method: there is none, or it is needed
SELECT
  CASE
    WHEN NOT EXISTS (SELECT 1 FROM main.method AS m WHERE m.method = :name)
      THEN 'there is no method ''' || :name || ''''
        || @{pesan} || 'tidak ada metode ''' || :name || ''''
    WHEN @{withdrawn method, :as_of, :name}
      THEN 'method ''' || :name || ''' was taken back already'
        || @{pesan} || 'metode ''' || :name || ''' sudah ditarik kembali'
    WHEN EXISTS (SELECT 1 FROM main.method AS m WHERE m.method = :name AND m.recorded_at = @{SPM_ALWAYS})
      THEN 'method ''' || :name || ''' comes with spm and stays'
        || @{pesan} || 'metode ''' || :name || ''' adalah bawaan dan tetap ada'
    WHEN EXISTS (
      SELECT 1
      FROM main.edition AS e
      WHERE e.method = :name
        AND NOT @{withdrawn edition, :as_of, e.name}
    ) THEN 'an edition names method ''' || :name || '''; take the edition back first'
        || @{pesan} || 'satu terbitan memakai metode ''' || :name || '''; tarik dulu terbitan itu'
    ELSE ''
  END

-- back_method: it is taken back
INSERT INTO main.withdrawal(what, key)
VALUES ('method', :name)
@{taken_back}

-- refuse_back_edition: there is none
SELECT
  CASE
    WHEN NOT EXISTS (SELECT 1 FROM main.edition AS e WHERE e.name = :name)
      THEN 'there is no edition ''' || :name || ''''
        || @{pesan} || 'tidak ada terbitan ''' || :name || ''''
    WHEN @{withdrawn edition, :as_of, :name}
      THEN 'edition ''' || :name || ''' was taken back already'
        || @{pesan} || 'terbitan ''' || :name || ''' sudah ditarik kembali'
    ELSE ''
  END

-- back_edition: it is taken back
INSERT INTO main.withdrawal(what, key)
VALUES ('edition', :name)
@{taken_back}

-- refuse_back_criterion: there is none
SELECT iif(EXISTS (SELECT 1 FROM main.award_criterion AS c WHERE c.name = :name), '',
  'there is no criterion ''' || :name || '''' || @{pesan} || 'tidak ada kriteria ''' || :name || '''')

-- back_criterion: it goes; criteria have no history
DELETE FROM main.award_criterion
WHERE name = :name
RETURNING json_object('action', 'taken back', 'what', 'criterion', 'key', name)

-- refuse_back_roster: there is none, or it ships
SELECT
  CASE
    WHEN NOT EXISTS (@{roster_row})
      THEN 'the roster has no row of ' || :region || ' from ' || :from_period
        || @{pesan} || 'daftar tidak memuat baris daerah itu sejak ' || :from_period
    WHEN EXISTS (@{roster_row} AND o.recorded_at = @{SPM_ALWAYS})
      THEN 'the row of ' || :region || ' from ' || :from_period || ' comes with spm; end it by spm_roster_set'
        || @{pesan} || 'baris bawaan tidak dapat ditarik; isi triwulan terakhirnya'
    WHEN EXISTS (@{roster_row} AND o.to_period IS NOT NULL)
      THEN 'the row of ' || :region || ' from ' || :from_period || ' was ended already'
        || @{pesan} || 'baris itu sudah diakhiri'
    ELSE ''
  END

-- back_roster: it ends before it begins
UPDATE main.roster
SET to_period = spm_period_add(from_period, -1),
  closed_at = @{now}
WHERE region = :region
  AND from_period = :from_period
RETURNING json_object('action', 'taken back', 'what', 'roster', 'key', region || ' ' || from_period, 'recorded_at',
  closed_at)

-- options(json): the options of a call: name, type and value, a row each
SELECT key,
  type,
  value
FROM main.json_each(:json)

-- quarter(period): whether table period has it
SELECT p.period
FROM main.period AS p
WHERE p.period = :period
