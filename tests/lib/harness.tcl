# harness.tcl: what every test file begins with (source [file join [file dirname [info script]] .. lib harness.tcl]).
#
#   db_new ?file?            a connection named db with the extension loaded and spm_init run (default :memory:)
#   db_sample                a read-only connection named db on build/sample.db, with the extension loaded
#   check NAME BODY WANT     run BODY; its result must equal WANT (string compare after list normalisation)
#   check_match NAME BODY P  the result must match the glob pattern P
#   check_error NAME BODY P  BODY must fail, with a message that matches the glob pattern P
#   check_near NAME BODY X ?EPS?   numbers: |result - X| <= EPS (1e-9)
#   filing REGION PERIOD FIELD STAMP ALL ?CELLS?   write a filing straight into the tables
#   method NAME CHANGES      a row of table method: the default one with these columns changed
#   begins NAME QUARTER      a method that is there, in force from then on; it gets a band of floor 0 if it has none
#   refused NAME SQL ?P?     the SQL must fail, with a message like P
#   setting NAME DEFAULT     a variable of the environment, where it is set
#   draw N, pick LIST        a random number below N, an element of the list
#   read_text FILE           what stands in it
#   packages GROUP           the names of that group in tests/packages.txt
#   source_of NAME           the file of ext/ with this name, in whatever folder
#   examples FILE...         run the "> SELECT ..." / "= row" examples of header comments, as printed
#   has_office               whether LibreOffice is here and Python can ask it
#   office FOLDER JSON       what tests/lib/office.py makes in it
#   skip WHAT WHY            say that a part of the file cannot run here; all.tcl shows it
#   finish                   print "NAME: P passed, F failed" and exit; every file ends with it
#
# SPM_SO names the extension (default build/spm.so); SPM_BUILD the build directory.

encoding system utf-8 ;# a bare machine has no locale
package require sqlite3
set root [file normalize [file join [file dirname [info script]] .. ..]]
set build [expr {[info exists env(SPM_BUILD)] ? [file normalize $env(SPM_BUILD)] : [file join $root build]}]
set spm_so [expr {[info exists env(SPM_SO)] ? [file normalize $env(SPM_SO)] : [file join $build spm.so]}]
set test_file [file rootname [file tail $argv0]]
if {![info exists passed]} { set passed 0; set failed 0 }

proc db_load {handle} {
  $handle enable_load_extension 1
  $handle eval {SELECT load_extension($::spm_so)}
  $handle enable_load_extension 0
}

proc db_open {handle file args} {
  catch {$handle close}
  sqlite3 $handle $file {*}$args
  db_load $handle
}

proc db_new {{file :memory:}} {
  db_open db $file
  db eval {SELECT spm_init()}
}

proc db_sample {} { db_open db [file join $::build sample.db] -readonly 1 }

# A filing, written and filed: every owed cell of the field gets ALL ({need fulfilled}, {} for none), then CELLS
# (indicator need fulfilled ...) are put over it; '' is a blank. Returns the number of the filing.
proc filing {region period field stamp all {cells {}}} {
  db eval {INSERT INTO filing(region, period, field, revision, submitted_at) VALUES ($region, $period, $field,
    (SELECT 1 + count(*) FROM filing WHERE region = $region AND period = $period AND field = $field), $stamp)}
  set id [db last_insert_rowid]
  lassign $all r f
  if {$r ne ""} {
    db eval {INSERT INTO achievement(filing, service, indicator, required, fulfilled)
      SELECT $id, i.service, i.indicator, CAST($r AS NUMERIC), CAST(nullif($f, '') AS NUMERIC)
      FROM region AS g JOIN service AS s ON s.field = $field AND s.level_group = g.level_group JOIN indicator AS i
        ON i.service = s.service
      WHERE g.region = $region AND coalesce(i.valid_from, $period) <= $period AND coalesce(i.valid_to, $period) >=
        $period}
  }
  foreach {i r f} $cells {
    db eval {INSERT OR REPLACE INTO achievement(filing, service, indicator, required, fulfilled)
      SELECT $id, service, indicator, CAST(nullif($r, '') AS NUMERIC), CAST(nullif($f, '') AS NUMERIC)
      FROM indicator WHERE indicator = $i}
  }
  db eval {UPDATE filing SET status = 'filed' WHERE filing = $id}
  return $id
}

proc method {name changes} {
  set m [dict merge {served_weight 0.8 quality_weight 0.2 combine mean zero_need exclude missing zero cap 1 tree\
    field} $changes]
  dict with m {
    db eval {INSERT INTO method(method, served_weight, quality_weight, combine, zero_need, missing, cap, tree)
      VALUES ($name, $served_weight, $quality_weight, $combine, $zero_need, $missing, $cap, $tree)}
  }
}

proc begins {name quarter} {
  db eval {INSERT INTO band(method, floor, name) SELECT $name, 0, 'Rendah'
    WHERE NOT EXISTS (SELECT 1 FROM band WHERE method = $name AND floor = 0);
    UPDATE method SET valid_from = $quarter, recorded_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE method = $name}
}

proc setting {name default} { expr {[info exists ::env($name)] && $::env($name) ne "" ? $::env($name) : $default} }
proc draw {n} { expr {int(rand() * $n)} }
proc pick {list} { lindex $list [draw [llength $list]] }
proc read_text {file} { set f [open $file]; set text [read $f]; close $f; return $text }

proc packages {group} {
  set text [read_text [file join $::root tests packages.txt]]
  set names {}
  foreach {all name groups} [regexp -all -inline -line {^([a-z0-9]\S*) +(\S+)} $text] {
    if {$group in [split $groups ,]} { lappend names $name }
  }
  return $names
}

proc source_of {name} {
  set found [glob -directory [file join $::root ext] $name */$name */*/$name */*/*/$name]
  if {[llength $found] != 1} { error "[llength $found] files of ext are named $name" }
  return [lindex $found 0]
}

proc report {name ok detail} {
  if {$ok} { incr ::passed; return }
  incr ::failed
  puts "FAILED $::test_file: $name\n$detail"
}

proc check {name body want} {
  if {[catch {uplevel 1 $body} got]} { report $name 0 "  error: $got"; return }
  set ok [expr {$got eq $want}]
  if {!$ok} { catch {set ok [expr {[list {*}$got] eq [list {*}$want]}]} }
  report $name $ok "  want: $want\n  got:  $got"
}

proc check_match {name body pattern} {
  if {[catch {uplevel 1 $body} got]} { report $name 0 "  error: $got"; return }
  report $name [string match $pattern $got] "  want: $pattern\n  got:  $got"
}

proc check_error {name body pattern} {
  set rc [catch {uplevel 1 $body} got]
  report $name [expr {$rc == 1 && [string match $pattern $got]}] "  want error: $pattern\n  got ($rc): $got"
}

proc refused {name sql {pattern *}} { check_error "refused: $name" [list db eval $sql] $pattern }

proc check_near {name body want {eps 1e-9}} {
  if {[catch {uplevel 1 $body} got]} { report $name 0 "  error: $got"; return }
  set ok 0
  catch {set ok [expr {abs($got - $want) <= $eps}]}
  report $name $ok "  want: $want\n  got:  $got"
}

# Examples of a header comment: a line "> SQL", then one "= value|value" line a row, as the sqlite3 shell prints it.
proc examples {file} {
  set f [open $file]; set text [read $f]; close $f
  set sql ""; set want {}; set n 0
  foreach line [concat [split $text \n] {{}}] {
    regsub {^\s*(--|\*\*|#|/\*)?\s*} $line {} line
    if {[string match "> *" $line] && $sql ne "" && ![llength $want]} {
      append sql " " [string range $line 2 end]; continue
    }
    if {[string match "= *" $line] || $line eq "="} { lappend want [string range $line 2 end]; continue }
    if {$sql ne ""} {
      incr n
      check "example of [file tail $file]: $sql" { shell_rows $sql } $want
      set sql ""; set want {}
    }
    if {[string match "> *" $line]} { set sql [string range $line 2 end] }
  }
  if {!$n} { report "[file tail $file] has an example" 0 "  none found" }
}

proc shell_rows {sql} {
  set rows {}
  db eval $sql row { set cells {}; foreach c $row(*) { lappend cells $row($c) }; lappend rows [join $cells |] }
  return $rows
}

proc has_office {} {
  expr {[auto_execok soffice] ne "" && ![catch {exec /usr/bin/python3 -c "import uno" 2>@1}]}
}
proc office {folder json} { exec /usr/bin/python3 [file join $::root tests lib office.py] $folder << $json 2>@1 }

proc skip {what why} { puts "SKIPPED $::test_file: $what: $why" }

proc finish {} {
  set busy {}
  catch {set busy [db eval {SELECT sql FROM sqlite_stmt WHERE busy AND sql NOT LIKE '%sqlite_stmt%'}]}
  if {[llength [info commands db]]} {
    report "no statement is left open" [expr {$busy eq {}}] "  $busy"
    report "the connection closes" [expr {![catch {db close} e]}] "  $e"
  }
  puts "$::test_file: $::passed passed, $::failed failed"
  exit [expr {$::failed > 0}]
}
