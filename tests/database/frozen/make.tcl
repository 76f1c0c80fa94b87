# make.tcl: freeze the small world of world.tcl as this version makes it: its database file, and the answers.
#
#   tclsh tests/database/frozen/make.tcl        writes schemaN.db.gz and schemaN.txt beside it; N is the schema version
source [file join [file dirname [info script]] .. .. lib harness.tcl]
source [file join $root tests lib calls.tcl]
set frozen [file normalize [file dirname [info script]]]
source [file join $frozen world.tcl]

set file [file join $frozen new.db]
file delete $file
db_new $file
set stem [file join $frozen schema[db onecolumn {PRAGMA user_version}]]
world db
db eval {VACUUM}
set f [open $stem.txt w]
fconfigure $f -encoding utf-8 -translation lf
foreach sql [questions db] { puts $f "> $sql\n[answer db $sql]" }
close $f
puts [db onecolumn {SELECT spm_check()}]
db close
file rename -force $file $stem.db
freeze $stem.db
puts "[file tail $stem].db.gz [file size $stem.db.gz], [file tail $stem].txt [file size $stem.txt]"
