# all.tcl: run every tests/*/*.test (or those named) in a tclsh of its own, as many at a time as there are processors
# (or
# SPM_JOBS), add up, and print "N passed, N failed" last. What a file printed comes out whole, when it has ended.
# A file that dies or prints no count is one failure: a crash must never look like a shorter run.
encoding system utf-8 ;# a bare machine has no locale, and the tests are UTF-8
set here [file dirname [file normalize [info script]]]
# the long ones first, so that no processor waits for one of them at the end
set long [lmap name {spm_quality oracle workbooks property explain_points round_trip select interrupt spm_check oom io\
  step corrupt provinces} { glob -directory $here */$name.test }]
set waiting [expr {[llength $argv] ? $argv : [concat $long [lmap f [lsort [glob -directory $here */*.test]]\
  { if {$f in $long} continue; set f }]]}]
# SPM_HOST: what runs a file, as a list; valgrind and its options stand in front of tclsh
set host [expr {[info exists env(SPM_HOST)] ? $env(SPM_HOST) : [list [info nameofexecutable]]}]
set passed 0; set failed 0; set running 0

proc jobs {} {
  if {[info exists ::env(SPM_JOBS)]} { return $::env(SPM_JOBS) }
  if {[catch {exec nproc} n]} { return 1 }
  return $n
}

proc start {} {
  while {$::running < $::jobs && [llength $::waiting]} {
    set ::waiting [lassign $::waiting file]
    set job [open |[list {*}$::host -encoding utf-8 $file 2>@1] r]
    fconfigure $job -encoding utf-8 -blocking 0
    set ::out($job) ""
    fileevent $job readable [list more $job $file]
    incr ::running
  }
  if {!$::running} { set ::done 1 }
}

proc more {job file} {
  append ::out($job) [read $job]
  if {![eof $job]} return
  fconfigure $job -blocking 1
  set rc [catch {close $job}]
  ended $file $rc [string trimright $::out($job) \n]
  unset ::out($job)
  incr ::running -1
  start
}

proc ended {file rc out} {
  if {![regexp -line {^(\S+): (\d+) passed, (\d+) failed$} $out line name p f]} {
    incr ::failed
    puts "$out\nFAILED [file tail $file]: printed no count"
    return
  }
  incr ::passed $p; incr ::failed $f
  if {$rc && !$f} { incr ::failed; puts "$out\nFAILED [file tail $file]: did not end well" }
  if {$f} { puts $out } else {
    puts [join [concat [regexp -all -inline -line {^(?:SKIPPED|COUNT) .*$} $out] [list $line]] \n]
  }
}

set jobs [jobs]
start
if {![info exists done]} { vwait done }
puts "$passed passed, $failed failed"
exit [expr {$failed > 0}]
