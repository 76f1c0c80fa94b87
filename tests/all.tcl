# all.tcl: run every tests/*.test (or those named) in a tclsh of its own, add up, and print "N passed, N failed" last.
# A file that dies or prints no count is one failure: a crash must never look like a shorter run.
encoding system utf-8 ;# a bare machine has no locale, and the tests are UTF-8
set here [file dirname [file normalize [info script]]]
set files [expr {[llength $argv] ? $argv : [lsort [glob -directory $here *.test]]}]
set passed 0; set failed 0
foreach file $files {
  set rc [catch {exec [info nameofexecutable] -encoding utf-8 $file 2>@1} out]
  if {[regexp -line {^(\S+): (\d+) passed, (\d+) failed$} $out line name p f]} {
    incr passed $p; incr failed $f
    if {$rc && !$f} { incr failed; puts "$out\nFAILED [file tail $file]: did not end well" }
    if {$f} { puts $out } else { puts $line }
  } else {
    incr failed
    puts "$out\nFAILED [file tail $file]: printed no count"
  }
}
puts "$passed passed, $failed failed"
exit [expr {$failed > 0}]
