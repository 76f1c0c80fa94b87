# spm_report_common.tcl: what the tests of spm-report share; sourced after harness.tcl.
#
#   tool ARGS...        run spm-report; sets rc, out, err; returns rc
#   tool_env {K V ...} ARGS...   the same with these environment variables
#   put NAME TEXT       write a report file into the test's own reports folder ($dir/reports/NAME.sql)
#   small_db ?FILE?     an SPM database without filings, made once per test file
#   listed              the answer of spm-report --list --json for the reports of the tree, as JSON
#   report_sql NAME     the text of a report of the tree (_NAME: a workbook's), as plain_report.py writes it; all
#                       are in the folder that plain_reports makes
#   bound WORKBOOK PARAMS   the first row of the workbook's SELECT, as {name value ...} without what is NULL; db is open
#   declared NAME VALUES    those of {name value ...} that the report has as parameters
#   shell NAME PARAMS   run a report in the sqlite3 shell on the sample, into $dir/shell.csv
#   Everything lives in $dir, which `done` removes before `finish`.

set dir [file join /tmp spm-report-test-[pid]-$test_file]
file delete -force $dir
file mkdir $dir/reports $dir/out
cd $dir
set tool [file join $build spm-report]
set sample [file join $build sample.db]
array unset env SOURCE_DATE_EPOCH
array unset env JOURNAL_STREAM
array unset env SPM_REPORTS
set env(SOURCE_DATE_EPOCH) 1694600000

proc slurp {file} {
  set f [open $file rb]
  set z [read $f]
  close $f
  encoding convertfrom utf-8 $z
}

proc command {args} {
  global rc out err dir
  set rc 0
  if {[catch {exec {*}$args >$dir/stdout 2>$dir/stderr} msg opt]} {
    set code [dict get $opt -errorcode]
    set rc [switch [lindex $code 0] CHILDSTATUS {lindex $code 2} CHILDKILLED {lindex $code 2} default {set msg}]
  }
  set out [slurp $dir/stdout]
  set err [slurp $dir/stderr]
  set rc
}

proc tool {args} { command $::tool -r $::dir/reports {*}$args }
proc tool_env {vars args} {
  set set {}
  foreach {k v} $vars { lappend set $k=$v }
  command env {*}$set $::tool -r $::dir/reports {*}$args
}

proc put {name text} {
  file mkdir [file dirname $::dir/reports/$name.sql]
  set f [open $::dir/reports/$name.sql w]
  fconfigure $f -encoding utf-8 -translation lf
  puts -nonewline $f $text
  close $f
}

proc listed {} { exec $::tool -r $::root/reports --list --json }
proc plain_reports {} {
  if {![file exists $::dir/plain]} {
    exec /usr/bin/python3 $::root/tests/lib/plain_report.py $::tool $::root/reports $::dir/plain
  }
  return $::dir/plain
}
proc report_sql {name} { slurp [plain_reports]/$name.sql }
proc bound {workbook params} {
  foreach {k v} $params { set $k $v }
  set out {}
  db eval " [report_sql _$workbook]" row {
    foreach c $row(*) { if {$row($c) ne ""} { lappend out $c $row($c) } }
    break
  }
  return $out
}
proc declared {name values} {
  set mine {}
  foreach {k v} $values { if {[regexp "\n--@ param $k " [report_sql $name]]} { lappend mine $k $v } }
  return $mine
}
# Without rows the shell prints no header either.
proc shell {name {params {}}} {
  set set {}
  foreach {k v} $params { lappend set -cmd ".parameter set :$k \"'[string map {' ''} $v]'\"" }
  exec sqlite3 -readonly -batch -csv -header -cmd ".load [file rootname $::spm_so]" {*}$set $::sample\
    <[plain_reports]/$name.sql >$::dir/shell.csv
}

proc only {name text} {
  file delete -force $::dir/reports
  put $name $text
}

proc small_db {{file {}}} {
  if {$file eq ""} { set file $::dir/small.db }
  if {![file exists $file]} { db_new $file; db close }
  return $file
}

proc files {folder} { lsort [glob -nocomplain -tails -directory $folder * .*.??????] }
proc sha {file} { lindex [exec sha256sum $file] 0 }

proc done {} {
  file delete -force $::dir
  finish
}
