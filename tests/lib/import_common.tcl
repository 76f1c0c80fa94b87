# import_common.tcl: what the test files of the import share; sourced after harness.tcl.
#
#   $folder, $csv          a folder of this process, and in.csv in it; the test file removes it
#   put TEXT ?FILE?        write TEXT as UTF-8, each line trimmed; put_bytes BYTES ?FILE? writes what it is given
#   import ?FILE?          spm_import; the report goes into $last; returns tally
#   take TEXT ?FILE?       put and import
#   accept                 spm_accept, in the same way
#   tally                  {rows accepted filings errors warnings notes superseded} of $last
#   state ?TABLE...?       every row of every table that an import writes, NULL and types told apart; one value to
#   compare
#   cells ?REGION?         {indicator need fulfilled ...} of the last revisions of the region, '-' is NULL
#   said ?IMPORT?          {line column rule severity ...} of the findings of the import (default: of $last)
#   waiting                numbers of the rows of the inbox that spm_accept would look at
#   give COLUMN VALUE ...  a row for the inbox as another tool puts it there (VALUE is SQL); returns its number
#   row CELL ...           a row of a sheet as JSON: a text in quotes, {n NUMBER} and {} as they are
#   book FILES SHEETS ?MORE?   write a workbook; SHEETS is {NAME STATE ROWS ...}; take_book does so and imports it
#   interrupted STEP BODY  run BODY with a progress handler that says stop at its STEP-th call; {code message}

set folder [file join /tmp spm_$test_file.[pid]]
file delete -force $folder
file mkdir $folder
set csv [file join $folder in.csv]
set last {}
set head region,period,indicator,required,fulfilled,submitted_at
set written {filing achievement budget problem stage action_plan team import inbox staging finding}

proc put_bytes {bytes {file ""}} {
  set f [open [expr {$file eq "" ? $::csv : $file}] wb]
  puts -nonewline $f $bytes
  close $f
}
proc put {text {file ""}} {
  put_bytes [encoding convertto utf-8 [join [lmap line [split [string trim $text] \n] { string trim $line }] \n]\n]\
    $file
}
proc import {{file ""}} {
  if {$file eq ""} { set file $::csv }
  set ::last [db onecolumn {SELECT spm_import($file)}]
  tally
}
proc take {text {file ""}} { put $text $file; import $file }
proc accept {} { set ::last [db onecolumn {SELECT spm_accept()}]; tally }
proc tally {} {
  db eval {SELECT $::last ->> 'rows', $::last ->> 'accepted', $::last ->> 'filings', $::last ->> 'errors', $::last ->>
    'warnings',
    $::last ->> 'notes', $::last ->> 'superseded'}
}
proc number {} { db onecolumn {SELECT $::last ->> 'import'} }

proc state {args} {
  set out {}
  foreach t [expr {[llength $args] ? $args : $::written}] {
    set cells [join [db eval {SELECT 'quote("' || name || '")' FROM pragma_table_info($t)}] { || ',' || }]
    lappend out $t [db eval "SELECT $cells FROM main.$t ORDER BY 1"]
  }
  return $out
}
proc cells {{region 11.01}} {
  db eval {SELECT a.indicator, coalesce(a.required, '-'), coalesce(a.fulfilled, '-') FROM achievement AS a
    JOIN filing AS f USING (filing)
    WHERE f.region = $region AND f.revision = (SELECT max(revision) FROM filing AS l WHERE l.region = f.region
      AND l.period = f.period AND l.field = f.field)
    ORDER BY f.period, a.indicator}
}
proc said {{import ""}} {
  if {$import eq ""} { set import [number] }
  db eval {SELECT line, column, rule, severity FROM finding WHERE import = CAST($import AS INTEGER) ORDER BY finding}
}
proc waiting {} { db eval {SELECT inbox FROM inbox WHERE settled_by IS NULL AND raw IS NULL ORDER BY inbox} }
proc give {args} {
  foreach {c v} $args { lappend columns $c; lappend values $v }
  db eval "INSERT INTO inbox([join $columns ,]) VALUES ([join $values ,])"
  db last_insert_rowid
}
proc interrupted {step body} {
  set ::step_left $step
  db progress 1 { expr {[incr ::step_left -1] <= 0} }
  set rc [catch { uplevel 1 $body } got]
  db progress 0 {}
  list $rc $got
}
# How many calls of a progress handler (one a step) BODY makes.
proc steps {body} {
  set ::step_count 0
  db progress 1 { incr ::step_count; expr 0 }
  uplevel 1 $body
  db progress 0 {}
  return $::step_count
}

proc row {args} {
  set out {}
  foreach x $args {
    if {$x eq ""} { lappend out null } elseif {[lindex $x 0] eq "n" && [llength $x] == 2} { lappend out [lindex $x 1]\
      } else {
      lappend out [db onecolumn {SELECT json_quote(CAST($x AS TEXT))}]
    }
  }
  return \[[join $out ,]\]
}
# SHEETS is {NAME STATE ROWS ...}; ROWS are JSON; MORE is JSON of formats and so on.
proc book {files sheets {more ""}} {
  set list {}
  foreach {name state rows} $sheets { lappend list "\[\"$name\",\"$state\",\[[join $rows ,]\]\]" }
  set paths [lmap f $files { string cat $::folder/ $f }]
  exec /usr/bin/python3 $::root/tests/lib/write_table.py {*}$paths << \
    "{\"sheets\":\[[join $list ,]\][expr {$more eq "" ? "" : ",$more"}]}"
  return [lindex $paths 0]
}
proc take_book {file args} { book $file {*}$args; db_new; import $::folder/$file }
