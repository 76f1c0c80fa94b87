# run.tcl DIR SECONDS TARGET...: each fuzzing target of DIR for so long, from the corpus here and from what earlier
# runs have
# kept in DIR/corpus. Prints a COUNT line a target, and for what was found the file that shows it; exit 1 when there
# is any.
# Put such a file into tests/fuzz/corpus/TARGET, under a name that says what it is, before the error is mended.
set here [file dirname [file normalize [info script]]]
set argv [lassign $argv dir seconds]
file mkdir $dir/found
set bad 0
# the reports that ship are the best corpus for their own parser
array set also [list report [lsort -unique [lmap f [glob $here/../../reports/*/*.sql] { file dirname $f }]]]
foreach target $argv {
  file mkdir $dir/corpus/$target
  set options [list -max_total_time=$seconds -max_len=3000 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1\
    -artifact_prefix=$dir/found/$target-]
  if {[file exists $here/dict/$target.dict]} { lappend options -dict=$here/dict/$target.dict }
  set ::env(ASAN_OPTIONS) quarantine_size_mb=8:malloc_context_size=8
  set corpora [list $dir/corpus/$target $here/corpus/$target]
  if {[info exists also($target)]} { lappend corpora {*}$also($target) }
  set failed [catch {exec nice $dir/fuzz/$target {*}$options {*}$corpora 2>@1} out]
  if {![regexp {number_of_executed_units: (\d+)} $out all runs]} { set runs 0 }
  puts "COUNT $runs inputs given to $target"
  if {!$failed && $runs} continue
  set bad 1
  set log [open $dir/found/$target.log w]
  puts $log $out
  close $log
  set files [regexp -all -inline {Test unit written to (\S+)} $out]
  puts "FOUND in $target: [expr {[llength $files] ? [lindex $files 1] : {it did not run to its end}}]; what was said\
    is in $dir/found/$target.log"
}
exit $bad
