# world.tcl: random small worlds, for property.test and oracle.test; after compare.tcl.
#
#   world_template       a database named db that holds what all worlds share; made once
#   world_begin SEED N   random world N of SEED; sets ::world, a dict: period, previous, after, year_ago, regions
#                        ({code level_group ...}), filings (arguments of file_cells), stamps (all that occur, and
#                        others),
#                        imported (rows that went in by spm_import under an old code)
#   world_end            and nothing of it was
#   world_method K       write method K of 0..31, one of every combination of policies, with random weight; its name
#
# In a world: two provinces and four regencies and cities, now and then one whose code is new; a cut of the catalogue;
# cells missing, half there, zero, contradictory, negative, over-fulfilled, or tied; services and whole regions that
# need
# nothing; indicators not in force that were sent all the same; revisions, rejections, filings left open, stamps around
# the deadline to the second, in each of the zones, and stamps that were a date only; roster, services, indicators,
# deadlines
# of every kind, offices and targets recorded or ended at some stamp; budgets, problems, stages, plans and teams
# whole, half
# there and absent; figures that their office explains, or the ministry, which takes some of it back, and some of which
# change afterwards; quarters on both sides of the Papua recodes (2023-TW1) and of the health edition (2024-TW1).

proc chance {percent} { expr {rand() * 100 < $percent} }
proc shuffle {list} {
  lmap k [lsort -real -index 0 [lmap x $list { list [expr {rand()}] $x }]] { lindex $k 1 }
}

proc at {seconds} { clock format $seconds -gmt 1 -format %Y-%m-%dT%H:%M:%SZ }
# a time in the half year after the first day of the world's quarter
proc stamp {day} { at [expr {$::world_start + $day * 86400 + [draw 86400]}] }
# the end of such a day at +07:00: what a date only is stored as
proc stamp_day {day} { at [expr {$::world_start + $day * 86400 + 17 * 3600 - 1}] }
# the last seconds of the day of the deadline and the first of the next, in any zone of Indonesia
proc stamp_due {} {
  at [expr {$::world_due + 86400 - 3600 * [pick {7 7 7 8 9}] + [pick {-86400 -3601 -1 0 1 3600 86400}]}]
}

# The catalogue is cut to what has every oddity: A2 that are never scored, both health editions, services without a
# quality indicator in one edition, three or four services a field.
proc world_template {} {
  scaffold
  db eval {
    PRAGMA temp_store = memory;
    DELETE FROM service WHERE service NOT GLOB 'p-*' AND service NOT IN ('k-paud', 'k-dikdas', 'k-kes-hamil',
      'k-kes-bayi',
      'k-kes-hiv', 'k-pu-airminum', 'k-pu-limbah', 'k-pr-bencana', 'k-pr-relokasi', 'k-tr-trantibum',
        'k-tr-evak-kebakaran',
      'k-so-anak', 'k-so-lansia', 'k-so-bencana');
    DELETE FROM indicator WHERE service NOT IN (SELECT service FROM service)
      OR indicator NOT GLOB '*.A*' AND indicator NOT GLOB '*.B0[1-4]';
    CREATE TEMP TABLE wanted(region TEXT PRIMARY KEY);
    CREATE TEMP TABLE sent(region TEXT, period TEXT, indicator TEXT, required, fulfilled, submitted_at TEXT);
    CREATE TEMP TABLE empty(what TEXT);
    DROP TRIGGER filing_delete;
    DROP TRIGGER filing_delete_open;
    DROP TRIGGER achievement_delete;
  }
  # what a world changes is put back from copies: undoing a savepoint would undo the oracle's tables too, page by page
  set back {}
  foreach table {roster service indicator deadline method band office target} {
    db eval "CREATE TEMP TABLE kept_$table AS SELECT * FROM main.$table"
    append back "DELETE FROM $table; INSERT INTO $table SELECT * FROM kept_$table; "
  }
  foreach table {withdrawal recording filing achievement tally budget problem stage action_plan team explanation\
    explained import inbox finding wanted sent empty} {
    append back "DELETE FROM $table; "
  }
  db eval "CREATE TEMP TRIGGER empty_world AFTER INSERT ON temp.empty WHEN NEW.what = 'world' BEGIN $back END"
  db eval {DELETE FROM roster WHERE region <> '32'}
  foreach period {2023-TW1 2023-TW1} { oracle_run $period $::no_bound $::default_method }
  foreach bounds {0 1} { disagreements 2023-TW1 $::no_bound $::default_method $bounds }
  oracle_keep
  world_end
}

# One random cell: {required fulfilled}, '' is blank.
proc random_cell {} {
  set need [expr {[chance 15] ? [draw 2000] / 8.0 + 0.125 : 1 + [draw [pick {3 10 500}]]}]
  switch [pick {ok ok ok ok ok ok tenth tenth full full none zero zero over over blank half other contra minus\
    minus2}] {
    ok { return [list $need [expr {$need * [draw 1001] / 1000.0}]] }
    tenth { return [list 10 [draw 11]] }
    full { return [list $need $need] }
    none { return [list $need 0] }
    zero { return {0 0} }
    over { return [list $need [expr {$need + 1 + [draw 5]}]] }
    blank { return {{} {}} }
    half { return [list $need {}] }
    other { return [list {} $need] }
    contra { return [list 0 [expr {1 + [draw 4]}]] }
    minus { return [list $need [expr {-1 - [draw 4]}]] }
    minus2 { return [list [expr {-1 - [draw 4]}] [pick {0 3 -2}]] }
  }
}

# The cells of one filing, of every indicator of the field, in force or not: some services silent, some without need.
proc random_cells {field level_group idle} {
  set cells {}
  foreach {service indicator} $::world_cells($level_group,$field) {
    if {![info exists quiet($service)]} { set quiet($service) [chance 12]; set silent($service) [chance 8] }
    if {$silent($service) || [chance 6]} continue
    lappend cells $service $indicator {*}[expr {$idle || $quiet($service) ? {0 0} : [random_cell]}]
  }
  return $cells
}

# The other parts of one filing: of each service all, half of it or nothing.
proc random_parts {field level_group} {
  set parts [dict create budget {} problem {} stage {} plan {} team {}]
  set whole [chance 25]
  foreach service $::world_services($level_group,$field) {
    switch [expr {$whole ? "both" : [pick {both both allocated realised neither none}]}] {
      both { dict lappend parts budget $service [draw 1000] [draw 1000] }
      allocated { dict lappend parts budget $service [draw 1000] {} }
      realised { dict lappend parts budget $service {} [draw 1000] }
      neither { dict lappend parts budget $service {} {} }
    }
    for {set number 1; set last [expr {$whole + [draw 3]}]} {$number <= $last} {incr number} {
      dict lappend parts problem $service $number {*}[expr {$whole ? {p s} : [pick {{p s} {p s} {p s} {p {}} {{} s}\
        {{} {}}}]}]
    }
    foreach stage {{pengumpulan data} {penghitungan kebutuhan} {penyusunan rencana} pelaksanaan} {
      if {$whole || [chance 60]} {
        dict lappend parts stage $service $stage [expr {$whole ? "selesai" : [pick {belum proses selesai {}}]}]
      }
    }
  }
  dict set parts plan [expr {$whole ? {d} : [pick {{} {{}} d}]}]
  dict set parts team [expr {$whole ? {a} : [pick {{} {} a {a b}}]}]
  return $parts
}

# What an office says of figures of a filing, which are here or not: {service indicator text ...}.
proc random_texts {cells services} {
  set texts {}
  foreach {service indicator required fulfilled} $cells {
    if {[chance 12]} { lappend texts $service $indicator "Keterangan dinas atas $indicator" }
  }
  foreach service $services { if {[chance 12]} { lappend texts $service {} "Keterangan dinas atas anggaran $service" } }
  return $texts
}

# The filings as arguments of file_cells, those of one region, period and field in the order of revision. PERIODS are
# pairs of a period and the days by which its stamps come earlier than those of the world's quarter.
proc random_filings {regions periods} {
  db eval {SELECT s.level_group AS g, s.field AS f, i.service AS s, i.indicator AS i FROM indicator AS i
    JOIN service AS s USING (service) ORDER BY i.service, i.indicator} { lappend cells($g,$f) $s $i }
  unset -nocomplain ::world_cells ::world_services
  array set ::world_cells [array get cells]
  foreach {group list} [array get cells] {
    set ::world_services($group) [lsort -unique [lmap {service indicator} $list { set service }]]
  }
  set filings {}
  set start $::world_start
  set due $::world_due
  foreach {period earlier} $periods {
    set ::world_start [expr {$start - 86400 * $earlier}]
    set ::world_due [expr {$due - 86400 * $earlier}]
    set with_parts [expr {$earlier == 0 ? 60 : 10}]
    foreach {region level_group} $regions {
      if {[chance 15]} continue
      set idle [chance 6]
      set full [chance 15]
      foreach field {1.01 1.02 1.03 1.04 1.05 1.06} {
        if {![info exists cells($level_group,$field)] || !$full && [chance 15]} continue
        set day [draw 140]
        for {set revision 1; set last ""} {$revision <= 1 + [chance 30] + [chance 12]} {incr revision} {
          set day_only [chance 15]
          set submitted_at [expr {$day_only ? [stamp_day $day] : [chance 30] ? [stamp_due] : [stamp $day]}]
          if {$submitted_at <= $last} break
          set last $submitted_at
          set day [expr {$day + 1 + [draw 20]}]
          set rejected_at [expr {[chance 12] ? [at [expr {[clock scan $last -gmt 1 -format %Y-%m-%dT%H:%M:%SZ] \
            + [pick {0 1 86400 1000000}]}]] : ""}]
          set cells_now [random_cells $field $level_group $idle]
          set parts [expr {[chance $with_parts] ? [random_parts $field $level_group] : {}}]
          if {[chance 30]} {
            dict set parts explanation [random_texts $cells_now $::world_services($level_group,$field)]
          }
          lappend filings [list $region $period $field $revision $submitted_at $cells_now $rejected_at \
            [expr {[chance 4] ? "open" : "filed"}] [pick {{} {} {Dinas A} {Dinas B} {Dinas C}}] $day_only $parts]
        }
      }
    }
  }
  set ::world_start $start
  set ::world_due $due
  return $filings
}

# Reference rows that come or end in the quarter, known from some day on.
proc random_reference {regions period previous} {
  foreach what {roster_end roster_new roster_back indicator_end indicator_new indicator_new service_end service_new\
    due due2 due0 scored} {
    if {![chance 18]} continue
    set day [stamp [draw 150]]
    set from [pick [list $period $period $previous {}]]
    set service [pick [db eval {SELECT service FROM service ORDER BY service}]]
    set indicator [pick [db eval {SELECT indicator FROM indicator ORDER BY indicator}]]
    set region [pick [lmap {r g} $regions { set r }]]
    switch $what {
      roster_end { db eval {UPDATE roster SET to_period = $previous, closed_at = $day WHERE region = $region} }
      roster_new { db eval {INSERT OR IGNORE INTO roster VALUES ('35.01', $period, NULL, NULL, $day, NULL)} }
      roster_back {
        # ended a year before, and back again: two rows of one region
        db eval {UPDATE roster SET to_period = '2021-TW4', closed_at = '2022-01-01T00:00:00Z'
          WHERE region = $region AND from_period < '2021-TW4' AND to_period IS NULL;
          INSERT OR IGNORE INTO roster VALUES ($region, $previous, NULL, NULL, $day, NULL)}
      }
      indicator_end { db eval {UPDATE indicator SET valid_to = $previous, closed_at = $day
        WHERE indicator = $indicator AND valid_to IS NULL AND valid_from IS NULL} }
      indicator_new { db eval {INSERT OR IGNORE INTO indicator(indicator, service, component, kind, name, unit, number,
        scored, valid_from, recorded_at) SELECT service || '.' || iif(component = 'mutu', 'B', 'A') || '77', service,
        component, kind, name, iif(unit = 'Skor', 'Orang', unit), number, 1, nullif($from, ''), $day
        FROM indicator WHERE indicator = $indicator} }
      service_end { db eval {UPDATE service SET valid_to = $previous, closed_at = $day WHERE service = $service} }
      service_new { db eval {
        INSERT OR IGNORE INTO service(service, level_group, field, name, position, valid_from, recorded_at)
        SELECT level_group || '-new', level_group, field, 'new', 99, nullif($from, ''), $day FROM service
        WHERE service = $service;
        INSERT OR IGNORE INTO indicator(indicator, service, component, kind, name, unit, number, scored, recorded_at)
        SELECT n.service || '.' || substr(i.indicator, length(i.service) + 2), n.service, i.component, i.kind, i.name,
          i.unit, i.number, i.scored, '0000-01-01T00:00:00Z'
        FROM indicator AS i JOIN service AS n ON n.name = 'new'
        WHERE i.service = $service AND i.indicator NOT GLOB '*.2019.*'} }
      due { set on [clock format [expr {$::world_due + 86400 * [draw 30]}] -gmt 1 -format %Y-%m-%d]
        set zone [pick {+07:00 +08:00 +09:00}]
        set kind [pick {deadline extension reopening}]
        db eval {INSERT OR IGNORE INTO deadline(period, due_on, zone, reported_on, source, kind, recorded_at)
          VALUES ($period, $on, $zone, '2024-05-15', 'x', $kind, $day)} }
      due2 { set on [clock format [expr {$::world_due - 86400 * [draw 30]}] -gmt 1 -format %Y-%m-%d]
        set of [pick [list $period $period $previous]]
        db eval {INSERT OR IGNORE INTO deadline(period, due_on, zone, reported_on, source, kind, recorded_at)
          VALUES ($of, $on, '+09:00', '2024-05-14', 'x', 'deadline', $day)} }
      due0 { db eval {DELETE FROM deadline WHERE period = $period} }
      scored {
        # no service has scored recipients in two units: the other is not scored, or the unit is one
        db eval {UPDATE indicator SET scored = 1 - scored WHERE indicator = $indicator}
        if {[string match *.A2 $indicator]} {
          if {[chance 50]} { db eval {UPDATE indicator SET unit = 'Orang' WHERE indicator = $indicator} } else {
            db eval {UPDATE indicator SET scored = 0 WHERE unit <> 'Skor' AND component = 'penerima'
              AND service = (SELECT service FROM indicator WHERE indicator = $indicator)}
          }
        }
      }
    }
  }
}

# Offices and targets, some of them corrected, some not yet known or not yet in charge; of the year before too.
proc random_planning {regions period previous after} {
  set known [list 0000-01-01T00:00:00Z]
  for {set i 0} {$i < 10} {incr i} {
    set region [pick [dict keys $regions]]
    set duty [pick {data data 1.01 1.02 1.03 1.06}]
    set from [pick [list $previous $previous $period $after]]
    set day [expr {[chance 50] ? $known : [stamp [draw 150]]}]
    db eval {INSERT OR IGNORE INTO office(region, duty, from_period, name, recorded_at)
      VALUES ($region, $duty, $from, 'Kantor ' || $i, $day)}
  }
  set year [string range $period 0 3]
  set early [stamp_day 30]
  set late [stamp_day 110]
  for {set i 0} {$i < 16} {incr i} {
    set region [pick [dict keys $regions]]
    if {![info exists ::world_targets([dict get $regions $region])]} continue
    set service [pick $::world_targets([dict get $regions $region])]
    set of [expr {$year - [chance 15]}]
    set document [pick {RPJMD Renstra RKPD Renja}]
    set percent [pick [list {} 100 0 [draw 101] [expr {[draw 10001] / 100.0}]]]
    set need [pick [list {} 0 [draw 500] 12.5]]
    for {set times [expr {1 + [chance 30]}]} {$times > 0} {incr times -1} {
      set day [expr {[chance 50] ? $known : [stamp [draw 150]]}]
      db eval {INSERT OR IGNORE INTO target(region, service, year, document, percent, need, recorded_at)
        VALUES ($region, $service, $of, $document, CAST(nullif($percent, '') AS REAL), CAST(nullif($need, '') AS
          NUMERIC), $day)}
      set percent [draw 101]
    }
  }
  # some of them, and of the deadlines, are taken back, early or late in the world's time
  db eval {
    INSERT INTO withdrawal(what, key, recorded_at)
    SELECT 'office', printf('%s %s %s %s', region, duty, from_period, recorded_at), iif(name LIKE '%3', $late, $early)
    FROM office WHERE name LIKE '%3' OR name LIKE '%7';
    INSERT INTO withdrawal(what, key, recorded_at)
    SELECT 'target', printf('%s %s %d %s %s', region, service, year, document, recorded_at), $late
    FROM target WHERE CAST(percent AS INTEGER) % 4 = 1;
    INSERT INTO withdrawal(what, key, recorded_at)
    SELECT 'deadline', printf('%s %s %s %s', period, due_on, zone, reported_on), $early
    FROM deadline WHERE source = 'x' AND substr(due_on, 9) % 3 = 0;
  }
}

# What the ministry says of warnings, some of it taken back, known from days in the world's time on, the last of it from
# now on; then revisions that change some of those figures and leave others, as arguments of file_cells.
proc random_explained {period} {
  set found [db eval {SELECT f.region, f.service, f.indicator FROM spm_finding($period) AS f JOIN service AS s
    USING (service) WHERE f.severity = 'warning' AND ifnull(s.valid_from, $period) <= $period
      AND ifnull(s.valid_to, $period) >= $period}]
  set said {}
  set places {}
  for {set i [expr {[llength $found] ? [draw 12] : 0}]} {$i > 0} {incr i -1} {
    if {[llength $said] && [chance 25]} {
      set k [draw [llength $said]]
      db eval "SELECT spm_explained([join [lindex $said $k] {, }], NULL)"
      set said [lreplace $said $k $k]
      continue
    }
    lassign [lrange $found [set k [expr {3 * [draw [expr {[llength $found] / 3}]]}]] $k+2] region service indicator
    set key [list '$region' '$period' '$service']
    if {$indicator ne "" && [chance 50]} { lappend key '$indicator' }
    db eval "SELECT spm_explained([join $key {, }], 'Keterangan lisan kementerian dengan nomor $i')"
    if {$key ni $said} { lappend said $key }
    dict set places [list $region $service] 1
  }
  set rows [db eval {SELECT explained FROM explained ORDER BY explained}]
  foreach row [lrange $rows 0 end-[draw 3]] day [lsort [lmap row $rows { stamp [draw 150] }]] {
    if {$row ne ""} { db eval {UPDATE explained SET recorded_at = $day WHERE explained = $row} }
  }
  set filings {}
  foreach place [dict keys $places] {
    lassign $place region service
    set field [db onecolumn {SELECT field FROM service WHERE service = $service}]
    if {[info exists done($region,$field)] || [chance 40]} continue
    set done($region,$field) 1
    lassign [db eval {SELECT max(revision) + 1, max(submitted_at), (SELECT s.filing FROM filing AS s
        WHERE s.region = f.region AND s.period = f.period AND s.field = f.field AND s.status = 'filed'
          AND s.rejected_at IS NULL ORDER BY s.revision DESC LIMIT 1)
      FROM filing AS f WHERE region = $region AND period = $period AND field = $field}] revision last standing
    set cells {}
    db eval {SELECT service AS s, indicator AS i, required AS a, fulfilled AS b FROM achievement
      WHERE filing = $standing ORDER BY indicator} {
      if {![chance 5]} { lappend cells $s $i {*}[expr {[chance 30] ? [random_cell] : [list $a $b]}] }
    }
    set budget {}
    db eval {SELECT service AS s, allocated AS a, realised AS b FROM budget WHERE filing = $standing ORDER BY service} {
      lappend budget $s {*}[expr {[chance 30] ? [list [draw 1000] [draw 1000]] : [list $a $b]}]
    }
    set late [expr {[clock scan $last -gmt 1 -format %Y-%m-%dT%H:%M:%SZ] + 1 + [draw 864000]}]
    lappend filings [list $region $period $field $revision [at $late] $cells \
      [expr {[chance 15] ? [at [expr {$late + [draw 864000]}]] : ""}] filed {} 0 [dict create budget $budget]]
  }
  return $filings
}

# What Papua's OPD sent under the old code, by file: into the new region (semantics.md 5, 10). Rows of indicators in
# force, stamps after everything else.
proc random_import {period} {
  set on [db eval {SELECT region FROM roster WHERE region IN ('93.01', '93.02') AND from_period <= $period
    AND (to_period IS NULL OR to_period >= $period)}]
  if {$on eq ""} return
  set new [pick $on]
  set old [dict get {93.01 91.01 93.02 91.16} $new]
  # a single form: all rows of one region, quarter and field carry one stamp
  set stamp [stamp [expr {300 + [draw 10]}]]
  set rows {}
  db eval {SELECT i.indicator AS i FROM indicator AS i JOIN service AS s USING (service)
    WHERE s.level_group = 'kabkota' AND i.number = 'integer' AND i.recorded_at < '1' AND s.recorded_at < '1'
      AND (i.valid_from IS NULL OR i.valid_from <= $period) AND (i.valid_to IS NULL OR i.valid_to >= $period)
      AND (s.valid_to IS NULL OR s.valid_to >= $period)
    ORDER BY i.indicator} {
    if {[chance 70]} continue
    lassign [pick {{10 7} {4 4} {3 5} {0 0} {0 2} {12 0} {9 -1} {100 33}}] a b
    set why [expr {[chance 20] ? "Pindahan dari kabupaten tetangga ikut dilayani" : ""}]
    lappend rows [list $old $period $i $a $b $stamp $why]
  }
  if {![llength $rows]} return
  set f [open $::world_csv w]
  puts $f region,period,indicator,required,fulfilled,submitted_at,explanation
  foreach row $rows { puts $f [join $row ,] }
  close $f
  set said [db onecolumn {SELECT spm_import($::world_csv)}]
  foreach row $rows {
    lassign $row r p i a b s -
    db eval {INSERT INTO temp.sent VALUES ($new, $p, $i, CAST($a AS INTEGER), CAST($b AS INTEGER), $s)}
  }
}

proc world_begin {seed n} {
  # neighbouring seeds begin alike; some draws later they no longer do
  expr {srand((wide($seed) * 1000003 + wide($n) * 7919) % 2147483646 + 1)}
  for {set i 0} {$i < 8} {incr i} { expr {rand()} }
  db eval {BEGIN}
  set period [pick {2022-TW4 2023-TW1 2023-TW1 2023-TW2 2023-TW4 2024-TW1 2024-TW1 2024-TW2}]
  set previous [db onecolumn {SELECT max(period) FROM period WHERE period < $period}]
  set after [db onecolumn {SELECT min(period) FROM period WHERE period > $period}]
  set ::world_start [clock scan [db onecolumn {SELECT start_on FROM period WHERE period = $period}] -gmt 1 -format\
    %Y-%m-%d]
  set ::world_due [clock scan [db onecolumn {SELECT min(d) FROM (SELECT due_on AS d FROM deadline WHERE period = $period
    UNION ALL SELECT date(end_on, '+20 days') FROM period WHERE period = $period)}] -gmt 1 -format %Y-%m-%d]

  set regions {}
  foreach r [lrange [shuffle {32 33 36 93 93}] 0 1] { dict set regions $r provinsi }
  foreach r [lrange [shuffle {32.12 32.01 32.71 32.73 33.01 33.71 36.71 93.01 93.02 31.01}] 0 3] {
    dict set regions $r kabkota
  }
  dict for {r g} $regions { db eval {INSERT INTO temp.wanted VALUES ($r)} }
  db eval {DELETE FROM roster WHERE region NOT IN (SELECT region FROM temp.wanted)}
  # a catalogue of this world
  set cut [pick {20 40 60}]
  db eval {SELECT indicator AS i FROM indicator ORDER BY 1} { if {[chance $cut]} { lappend gone $i } }
  foreach i $gone { db eval {DELETE FROM indicator WHERE indicator = $i} }
  if {[chance 10]} { db eval {DELETE FROM indicator WHERE component = 'mutu'} }
  # of which nothing is asked
  if {[chance 4]} {
    set group [pick {provinsi kabkota}]
    db eval {DELETE FROM indicator WHERE service IN (SELECT service FROM service WHERE level_group = $group)}
  }
  db eval {DELETE FROM service WHERE service NOT IN (SELECT service FROM indicator)}
  random_reference $regions $period $previous

  set year_ago [db onecolumn {SELECT y.period FROM period AS p JOIN period AS y ON y.year = p.year - 1
    AND y.quarter = p.quarter WHERE p.period = $period}]
  set filings [random_filings [concat $regions {35.01 kabkota}] [concat $previous [pick {0 92}] $period 0 \
    [expr {[chance 20] ? [list $after 0] : {}}] [expr {[chance 30] ? [list $year_ago 365] : {}}]]]
  # services of all times, by services of each level
  unset -nocomplain ::world_targets
  db eval {SELECT level_group AS g, service AS s FROM service ORDER BY service} { lappend ::world_targets($g) $s }
  random_planning $regions $period $previous $after
  foreach f $filings { file_cells {*}$f }
  foreach f [random_explained $period] { file_cells {*}$f; lappend filings $f }
  db eval {COMMIT}
  if {[chance 60]} { random_import $period }
  set stamps [db eval {SELECT submitted_at FROM filing UNION SELECT rejected_at FROM filing
    WHERE rejected_at IS NOT NULL
    UNION SELECT recorded_at FROM roster WHERE recorded_at > '1' UNION SELECT closed_at FROM roster
      WHERE closed_at IS NOT NULL
    UNION SELECT recorded_at FROM service WHERE recorded_at > '1' UNION SELECT closed_at FROM service
      WHERE closed_at IS NOT NULL
    UNION SELECT recorded_at FROM indicator WHERE recorded_at > '1' UNION SELECT closed_at FROM indicator
      WHERE closed_at IS NOT NULL
    UNION SELECT recorded_at FROM deadline WHERE recorded_at > '1' UNION SELECT recorded_at FROM office
      WHERE recorded_at > '1'
    UNION SELECT recorded_at FROM target WHERE recorded_at > '1' UNION SELECT recorded_at FROM withdrawal
    UNION SELECT recorded_at FROM explained WHERE recorded_at < '2026'}]
  lappend stamps [stamp [draw 150]] [stamp [draw 150]] [stamp_due]
  set ::world [dict create period $period previous $previous after $after year_ago $year_ago regions $regions filings\
    $filings stamps $stamps]
}

proc world_end {} { db eval {INSERT INTO temp.empty VALUES ('world')} }

proc world_method {k} {
  set policies {}
  foreach choice {{mean pooled} {exclude full} {zero available} {1 0} {field flat}} {
    lappend policies [lindex $choice [expr {$k & 1}]]
    set k [expr {$k >> 1}]
  }
  set weight [pick {0.8 0.8 0.5 0.7 0.6 1 0}]
  set name [join $policies _]_$weight
  if {![db exists {SELECT 1 FROM method WHERE method = $name}]} {
    add_method $name $weight {*}$policies
    # a band that became known some day
    if {[chance 20]} {
      set day [stamp [draw 150]]
      db eval {INSERT INTO band VALUES ($name, 42.5, 'Tuntas Baru', $day)}
    }
  }
  return $name
}
