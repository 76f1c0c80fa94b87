# spm_report_common.tcl: what the tests of spm-report share; sourced after harness.tcl.
#
#   tool ARGS...        run spm-report; sets rc, out, err; returns rc
#   tool_env {K V ...} ARGS...   the same with these environment variables
#   put NAME TEXT       write a report file into the test's own reports folder ($dir/reports/NAME.sql)
#   small_db ?FILE?     an SPM database without filings, made once per test file
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
