# ruled.tcl: write ruled.txt, the answers of frozen databases that a rule of semantics.md has changed since.
#
#   tclsh tests/database/frozen/ruled.tcl       look at its diff: each line must have a rule that says so
source [file join [file dirname [info script]] .. .. lib harness.tcl]
set frozen [file normalize [file dirname [info script]]]
source [file join $frozen world.tcl]

set out {}
foreach gz [lsort -dictionary [glob -directory $frozen schema*.db.gz]] {
  regexp {schema(\d+)} [file tail $gz] x version
  set file [file join $frozen work.db]
  thaw $gz $file
  db_open db $file
  db eval {SELECT spm_upgrade()}
  foreach {sql was} [frozen_answers [file rootname [file rootname $gz]].txt] {
    set now [answer db [of_version $version $sql]]
    if {$now ne $was} { append out "> $version $sql\n$now\n" }
  }
  db close
  file delete $file
}
set f [open [file join $frozen ruled.txt] w]
fconfigure $f -encoding utf-8 -translation lf
puts -nonewline $f $out
close $f
