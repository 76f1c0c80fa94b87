# rule_common.tcl: a small world for the tests of the data rules, which source it after harness.tcl.
#
#   rule_world ?FILE?          a database in which a province owes one cell, p.A1 (field 1.02), a regency or city one
#   service of
#                              four, s.A1 s.A2 s.B1 s.B2 (field 1.01); 32 and 32.12 are on the roster. The triggers of
#                              filings
#                              and of rules stand, those of the other reference tables are gone.
#   crowd_world FILE           the same with 103 governments, four quarters of filings of every kind, findings of each
#   rule in
#                              2023-TW2; s.B2 ended in 2022, 33.01 filed without being on the roster. db has it open,
#                              and off
#                              with push-down off.
#   owes REGION...             put on the roster
#   send REGION PERIOD CELLS ?BUDGET? ?STAMP?   file {indicator need fulfilled ...} and {service allocated realised
#   ...}; '' is
#                              blank; the number of the filing
#   once BODY                  run BODY, undo what it wrote
#   judge RULE HISTORY ?SETUP?   after SETUP, HISTORY is filed: {quarter CELLS quarter CELLS ...}, '-' is nothing. Of
#   a service
#                              rule CELLS are {cells budget} of 32.12, else {need fulfilled} of 32. The verdict of the
#                              last.
#   verdict RULE REGION PERIOD pass, not_applicable, not_evaluable, or fail with given and against of the finding
#   ('-': NULL);
#                              the counts themselves when the rule looked at more than one thing
#   unlike FUNCTION WHERE...   the WHEREs that do not give what they keep of the whole, with push-down and without (db
#   and off)
set always 0000-01-01T00:00:00Z
set cell_rules {negative contradiction over-fulfilled falling {need changed} {need zero} {need fell} outlier unit}
set service_rules {{quality alone} unchanged overspent {service not owed}}
set data_rules [lsort [concat $cell_rules $service_rules {{region not owed} edition}]]

proc rule_world {{file :memory:}} {
  db_new $file
  db eval {SELECT name FROM sqlite_schema WHERE type = 'trigger'
    AND tbl_name NOT IN ('filing', 'achievement', 'budget', 'rule', 'rule_change')} { db eval "DROP TRIGGER $name" }
  db eval {DELETE FROM roster; DELETE FROM indicator; DELETE FROM service}
  foreach {service group field indicators} {s kabkota 1.01 {A1 A2 B1 B2} p provinsi 1.02 A1} {
    db eval {INSERT INTO service(service, level_group, field, name, position, recorded_at)
      VALUES ($service, $group, $field, 'Layanan ' || $service, 1, $::always)}
    foreach i $indicators {
      db eval {INSERT INTO indicator(indicator, service, component, name, unit, number, scored, recorded_at)
        VALUES ($service || '.' || $i, $service, iif($i LIKE 'A%', 'penerima', 'mutu'), $i, 'Orang', 'integer', 1,
          $::always)}
    }
  }
  # of the two services one is always needed
  db eval {INSERT INTO always_needed VALUES ('s', 'uji', 'uji', $::always)}
  owes 32 32.12
}

proc owes {args} {
  foreach region $args {
    db eval {INSERT INTO roster(region, from_period, recorded_at) VALUES ($region, '2019-TW1', $::always)}
  }
}

proc send {region period cells {budget {}} {stamp 2024-08-01T00:00:00Z}} {
  set field [expr {[string length $region] == 2 ? "1.02" : "1.01"}]
  db eval {INSERT INTO filing(region, period, field, revision, submitted_at) VALUES ($region, $period, $field,
    (SELECT 1 + count(*) FROM filing WHERE region = $region AND period = $period AND field = $field), $stamp)}
  set id [db last_insert_rowid]
  foreach {i r f} $cells {
    db eval {INSERT INTO achievement(filing, service, indicator, required, fulfilled)
      VALUES ($id, substr($i, 1, 1), $i, CAST(nullif($r, '') AS NUMERIC), CAST(nullif($f, '') AS NUMERIC))}
  }
  foreach {s a b} $budget {
    db eval {INSERT INTO budget VALUES ($id, $s, CAST(nullif($a, '') AS INTEGER), CAST(nullif($b, '') AS INTEGER))}
  }
  db eval {UPDATE filing SET status = 'filed' WHERE filing = $id}
  return $id
}

proc once {body} {
  db eval {SAVEPOINT once}
  set rc [catch {uplevel 1 $body} result]
  db eval {ROLLBACK TO once; RELEASE once}
  return -code $rc $result
}

proc judge {rule history {setup {}}} {
  once {
    set region [expr {$rule in $::service_rules ? "32.12" : "32"}]
    eval $setup
    foreach {period what} $history {
      if {$what eq "-"} continue
      if {$region eq "32"} { set what [list [list p.A1 {*}$what]] }
      send $region $period {*}$what
    }
    verdict $rule $region $period
  }
}

proc verdict {rule region period} {
  set counts [db eval {SELECT examined, pass, fail, not_applicable, not_evaluable FROM spm_quality($period)
    WHERE rule = $rule AND region = $region}]
  set found [db eval {SELECT ifnull(given, '-'), ifnull(against, '-') FROM spm_finding($period) WHERE rule = $rule
    AND region = $region}]
  switch $counts {
    {1 1 0 0 0} { set counts pass }
    {1 0 1 0 0} { set counts fail }
    {1 0 0 1 0} { set counts not_applicable }
    {1 0 0 0 1} { set counts not_evaluable }
  }
  return [concat $counts $found]
}

# the same numbers on every machine
proc dice {n} { set ::dice [expr {($::dice * 1103515245 + 12345) & 0x7fffffff}]; expr {($::dice >> 8) % $n} }
proc roll {list} { lindex $list [dice [llength $list]] }

proc crowd_world {file} {
  rule_world $file
  set ::dice 59
  set kinds {{10 4} {10 4} {10 5} {10 5} {10 9} {10 10} {0 0} {0 3} {10 12} {10 -1} {-2 1} {{} {}} {10 {}} {{} 5}\
    {10 2.5} {12 5} {11 5}}
  db eval {BEGIN; UPDATE indicator SET valid_to = '2022-TW4', closed_at = $::always WHERE indicator = 's.B2'}
  set regions [db eval {SELECT region FROM region WHERE level = 'provinsi' AND region <> '32' OR region GLOB '3[25].*'
    AND region <> '32.12'}]
  owes {*}$regions
  foreach region [concat $regions 32 32.12 33.01] {
    foreach period {2022-TW4 2023-TW1 2023-TW2 2023-TW3} {
      if {![dice 4] && $region ni {32.01 32.02 33.01}} continue
      set idle [expr {![dice 5]}]
      set cells {}
      foreach i [expr {[string length $region] == 2 ? "p.A1" : "s.A1 s.A2 s.B1 s.B2"}] {
        if {![dice 6]} continue
        lappend cells $i {*}[expr {$idle && [string match *.A? $i] ? {0 0} : [roll $kinds]}]
      }
      if {[string length $region] == 2 || ![dice 2]} { set budget {} } else {
        set budget [list s [roll {100 200 {}}] [roll {90 100 110 {}}]]
      }
      if {$region eq "32.01"} { set cells {s.A1 10 5 s.B1 4 1}; set budget {s 100 101} }
      if {$region eq "32.02"} { set cells {s.A1 0 0 s.A2 0 0 s.B1 4 1} }
      if {$region eq "11"} { set cells {p.A1 10 900} }
      send $region $period $cells $budget 2023-0[expr {1 + [dice 9]}]-1[dice 10]T0[dice 10]:00:00Z
    }
  }
  db eval {COMMIT}
  sqlite3 off $file
  off enable_load_extension 1
  off eval "SELECT load_extension('[file join $::build nopush spm.so]')"
}

proc unlike {function args} {
  set columns [join [db eval {SELECT iif(type = 'NUMERIC', 'CAST("' || name || '" AS REAL)', '"' || name || '"')
    FROM pragma_table_info($function)}] {, }]
  db eval "DROP TABLE IF EXISTS temp.whole; CREATE TEMP TABLE whole AS SELECT * FROM $function\('2023-TW2')"
  lmap where $args {
    set want [lsort [db eval "SELECT json_array($columns) FROM temp.whole WHERE $where"]]
    set sql "SELECT json_array($columns) FROM $function\('2023-TW2') WHERE $where"
    if {[lsort [db eval $sql]] eq $want && [lsort [off eval $sql]] eq $want} continue
    set where
  }
}
