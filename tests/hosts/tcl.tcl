# tcl.tcl SO DB SQL: Tcl's sqlite3.
encoding system utf-8
foreach channel {stdout stderr} { fconfigure $channel -encoding utf-8 }
package require sqlite3
lassign $argv so file sql
set f [open $sql]; fconfigure $f -encoding utf-8; set query [read $f]; close $f
sqlite3 db $file -readonly 1
db enable_load_extension 1
db eval {SELECT load_extension($so)}
db nullvalue \\N
if {[catch {
  db eval $query {
    if {$score ne "\\N"} { set score [binary encode hex [binary format Q $score]] }
    puts [join [list $region $name $rank $score $band $span] \t]
  }
} message]} { puts stderr $message; exit 1 }
