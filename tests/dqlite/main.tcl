# main.tcl: spm in a replicated SQLite: three nodes of dqlite on this machine, with the extension linked in, killed
# and brought back.
#
# Plan:
#   calls     functions that write work between BEGIN and COMMIT, and are then on every node; bare, dqlite answers
#             "another row
#             available" to one that it executes, and loses one that it takes for a query: its node stops, the others
#             go on
#   writers   rows put into the inbox by three clients by turns; who comes second is told that the database is locked;
#             a client that
#             goes away before COMMIT leaves nothing; spm_accept takes what is there
#   kills     province after province is imported; SIGKILL to the leader while it imports, before COMMIT, in COMMIT,
#             and to a
#             follower: two go on, the file is in wholly or not at all, the same import again ends well; the killed
#             node comes back and
#             catches up, once behind a snapshot. SPM_TORTURE: 34 kills instead of 8; moments come from a seed
#             (SPM_SEED)
#   equal     every row of every table is the same on the three, spm_check finds each sound, and the table of spm_rank
#             is the same
#             bytes from each: asked as the leader, and in its files taken out; and it is that of one plain file
#   too big   an import larger than the page cache fails where spilling is on, and leaves nothing
#   too long  an import that takes longer than an election: COMMIT is refused, nothing is stored (or, by a hair, all)
#
# make test-dqlite runs it; it needs build/dqlite_node (node.c) and the CSV of the sample.
set argv0 dqlite
source [file join [file dirname [info script]] .. lib harness.tcl]
source [file join [file dirname [info script]] client.tcl]
set torture [info exists env(SPM_TORTURE)]
set seed [expr {[info exists env(SPM_SEED)] ? $env(SPM_SEED) : [clock seconds] % 100000}]
expr {srand($seed)}
puts "dqlite: SPM_SEED=$seed"
set folder [file join /tmp spm_dqlite.[pid]]
file delete -force $folder
file mkdir $folder
array set fell {before 0 after 0 follower 0}

# ---- nodes ----
set latency 100 ;# ms; a follower waits 15 times that for its leader
proc free_port {} {
  set s [socket -server {} -myaddr 127.0.0.1 0]
  set port [lindex [fconfigure $s -sockname] 2]
  close $s
  return $port
}
proc alive {pid} {
  expr {![catch { set f [open /proc/$pid/stat]; set z [read $f]; close $f }] && ![regexp {\) [ZX]} $z]}
}
proc start {n} {
  file mkdir $::folder/$n
  set ::pid($n) [exec [file join $::build dqlite_node] $n 127.0.0.1:$::port($n) $::folder/$n $::latency >>\
    $::folder/$n.out 2>@1 &]
  for {set i 0} {$i < 200} {incr i} {
    if {![catch { set c [dq_connect $::port($n)] }]} { close $c; return }
    if {![alive $::pid($n)]} break
    after 50
  }
  set f [open $::folder/$n.out]; set said [read $f]; close $f
  error "node $n does not answer: $said"
}
proc kill {n} {
  catch { exec kill -KILL $::pid($n) 2>/dev/null }
  while {[alive $::pid($n)]} { after 2 }
}
proc running {} { lmap n {1 2 3} { if {![alive $::pid($n)]} continue; set n } }

# A connection to the leader, with the database open: {node connection}. Elections take a while. dqlite 1.11 cannot
# read back the
# pages that a big transaction spills before COMMIT (error 522), hence the pragma.
proc leader {} {
  set end [expr {[clock milliseconds] + 60000}]
  while {[clock milliseconds] < $end} {
    foreach n [running] {
      if {[catch { set c [dq_connect $::port($n)] }]} continue
      if {![catch { dq_leader $c } at] && [lindex $at 0] == $n &&\
        ![catch { dq_open $c; dq_exec $c {PRAGMA cache_spill = 0} }]} { return [list $n $c] }
      close $c
    }
    after 50
  }
  error "no leader in 60 s"
}
# One transaction on the leader: what the query answers; the connection ends with it.
proc transaction {sql} {
  lassign [leader] n c
  set rc [catch {
    dq_exec $c {BEGIN IMMEDIATE}
    set got [dq_query $c $sql]
    dq_exec $c COMMIT
  } e]
  close $c
  if {$rc} { error $e }
  return [lindex $got 0 0]
}
proc ask {sql} {
  lassign [leader] n c
  set got [dq_query $c $sql]
  close $c
  return $got
}

# The files of a node as plain SQLite: db is open on them.
proc db_of {n} {
  set c [dq_connect $::port($n)]
  foreach {name bytes} [dq_dump $c spm] {
    set f [open $::folder/[string map {spm out} $name] wb]
    puts -nonewline $f $bytes
    close $f
  }
  close $c
  db_open db $::folder/out
}
# Every row of every table, times of day too.
proc digest {} {
  set all ""
  foreach t [db eval {SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
    ORDER BY name}] {
    set cells [db eval {SELECT 'quote("' || name || '")' FROM pragma_table_info($t)}]
    append all "$t\n[join [lsort [db eval "SELECT [join $cells { || ',' || }] FROM main.\"$t\""]] \n]\n"
  }
  return [string length $all].[zlib crc32 [encoding convertto utf-8 $all]]
}
# Wait until every running node holds the same rows; the digest. A node that has been sent a snapshot may stand there
# for 30 s,
# until the leader's raft takes the sending for lost.
proc settled {} {
  set end [expr {[clock milliseconds] + 90000}]
  while {[clock milliseconds] < $end} {
    set got {}
    foreach n [running] {
      if {[catch { db_of $n; set d [digest]; db close } e]} { catch { db close }; set d "$n $e" }; lappend got $d
    }
    if {[llength [lsort -unique $got]] == 1 && [string is double [lindex $got 0]]} { return [lindex $got 0] }
    after 100
  }
  return "differ: $got"
}
proc same {digest} { if {[regexp {^\d+\.\d+$} $digest]} { return 1 }; return $digest }
set rank {SELECT region, name, level, score, band, rank, tied, best, worst, served, quality, why
  FROM spm_rank('2023-TW2') ORDER BY region}

if {[catch {
foreach n {1 2 3} { set port($n) [free_port]; start $n }
set c [dq_connect $port(1)]
foreach n {2 3} { dq_add $c $n 127.0.0.1:$port($n); dq_assign $c $n 0 }
close $c
check "three nodes, one of them leads" { list [running] [lindex [leader] 0] } {{1 2 3} 1}
check "a follower sends its client to the leader" {
  set c [dq_connect $port(2)]
  set answer [list [dq_leader $c] [catch { dq_open $c; dq_query $c {SELECT 1} } e] $e]
  close $c
  set answer
} [list [list 1 127.0.0.1:$port(1)] 1 {dqlite 10250: not leader}]

# ---- calls ----
check "BEGIN, SELECT spm_init(), COMMIT" { transaction {SELECT spm_init() ->> 'action'} } created
check "is on every node" { same [settled] } 1
check "foreign keys are on in dqlite, which spm does not mind" { ask {PRAGMA foreign_keys} } 1
proc province {name codes} {
  set in [open [file join $::build sample 2023-TW2.csv]]
  set out [open $::folder/$name.csv w]
  puts $out [gets $in]
  set n 0
  while {[gets $in line] >= 0} { if {[string range $line 0 1] in $codes} { puts $out $line; incr n } }
  close $in
  close $out
  return $n
}
set files {}
proc import_sql {name} { return "SELECT spm_import('$::folder/$name.csv') ->> 'accepted'" }
check "BEGIN, SELECT spm_import(), COMMIT: all rows" {
  set n [province first 36]; lappend files first; expr {[transaction [import_sql first]] == $n && $n > 1000}
} 1
check "are on every node" { same [settled] } 1
check "bare, as a statement to execute: an answer that says nothing, though it is done, on every node" {
  province second 31
  lassign [leader] n c
  set answer [catch { dq_exec $c [import_sql second] } e]
  close $c
  lappend files second
  list $answer $e [ask {SELECT count(*) FROM import}] [same [settled]]
} {1 {dqlite 100: another row available} 2 1}
check "bare, as a query: taken for a read; the node keeps it to itself and stops at the next write" {
  set before [settled]
  province third 65
  lassign [leader] n c
  dq_query $c [import_sql third]
  set answer [catch { dq_exec $c {CREATE TABLE nowhere(x)} } e]
  close $c
  for {set i 0} {$i < 500 && [alive $pid($n)]} {incr i} { after 10 }
  list $answer $e [alive $pid($n)] [llength [running]]
} {1 {connection lost} 0 2}
check "the two that are left have nothing of it, and go on" {
  list [expr {[settled] eq $before}] [ask {SELECT count(*) FROM import}] [transaction [import_sql third]]
} [list 1 2 [province third 65]]
lappend files third
check "the one that stopped comes back and has what they have" {
  start $n; list [expr {[settled] ne $before}] [running] [ask {SELECT count(*) FROM import}]
} {1 {1 2 3} 3}

# ---- writers ----
check "a second writer is told to wait, reads go on, and its turn comes" {
  lassign [leader] n a
  set b [dq_connect $port($n)]
  dq_open $b
  dq_exec $a {BEGIN IMMEDIATE}
  set answer [list [catch { dq_exec $b {BEGIN IMMEDIATE} } e] $e [dq_query $b {SELECT count(*) FROM import}]]
  dq_exec $a COMMIT
  dq_exec $b {BEGIN IMMEDIATE}
  dq_exec $b ROLLBACK
  close $a
  close $b
  set answer
} {1 {dqlite 5: database is locked} 3}
check "a client that goes away before COMMIT leaves nothing" {
  set before [settled]
  province fourth 92
  lassign [leader] n a
  dq_exec $a {BEGIN IMMEDIATE}
  set took [dq_query $a [import_sql fourth]]
  close $a
  list [expr {$took > 500}] [expr {[settled] eq $before}]
} {1 1}
check "three clients put rows into the inbox by turns while a node is away, more than the log keeps; then they are\
  accepted" {
  lassign [leader] n a
  set clients [list $a]
  foreach i {2 3} { set b [dq_connect $port($n)]; dq_open $b; lappend clients $b }
  set away [expr {$n % 3 + 1}]
  kill $away
  set i 0
  foreach indicator [dq_query $a {SELECT indicator FROM indicator WHERE service GLOB 'k-*' AND number = 'integer'
    AND valid_from IS NULL AND valid_to IS NULL ORDER BY 1}] {
    dq_exec [lindex $clients [expr {$i % 3}]] "INSERT INTO inbox(region, period, indicator, required, fulfilled,
      submitted_at) VALUES ('11.01', '2023-TW2', '$indicator', '[expr {$i + 100}]', '$i', '2023-07-20T00:00:00Z')"
    incr i
  }
  foreach b $clients { close $b }
  set taken [transaction {SELECT spm_accept() ->> 'accepted'}]
  start $away
  set stored [ask {SELECT count(*) FROM achievement AS a JOIN filing AS f USING (filing) WHERE f.region = '11.01'}]
  list [expr {$i > 130}] [expr {$taken == $i}] [expr {$stored == $i}] [same [settled]] [running]
} {1 1 1 1 {1 2 3}}
check "a snapshot was made" { expr {[llength [glob -nocomplain $folder/*/snapshot-*]] > 0} } 1

# ---- kills ----
# Provinces that filed, one for each kill.
set codes {11 12 13 14 15 16 17 18 19 21 32 33 34 35 51 52 53 61 62 63 64 71 72 73 74 75 76 81 82 91 93 94 96 95}
set kills [expr {$torture ? [llength $codes] : 8}]
set kinds {import "before COMMIT" COMMIT follower}
set bad {}
set expected [lindex [ask {SELECT count(*), (SELECT count(*) FROM import) FROM filing}] 0]
for {set k 0} {$k < $kills} {incr k} {
  set kind [lindex $kinds [expr {$k % 4}]]
  set name kill$k
  set rows [province $name [lindex $codes $k]]
  if {!$rows} { lappend bad "$name has no rows" }
  lassign [leader] n c
  set victim [expr {$kind eq "follower" ? $n % 3 + 1 : $n}]
  set before [lindex [dq_query $c {SELECT count(*), (SELECT max(import) FROM import) FROM achievement}] 0]
  set ms [expr {int(rand() * 120)}]
  catch {
    dq_exec $c {BEGIN IMMEDIATE}
    if {$kind in {import follower}} { exec sh -c "sleep [expr {$ms / 1000.0}]; kill -KILL $pid($victim)" 2>/dev/null & }
    dq_query $c [import_sql $name]
    if {$kind eq "before COMMIT"} { kill $victim }
    if {$kind eq "COMMIT"} {
      dq_send $c 8 [binary format wu $dq_db($c)][dq_text COMMIT]
      after [expr {int(rand() * 25)}]
      kill $victim
      dq_receive $c
    } else {
      dq_exec $c COMMIT
    }
  }
  close $c
  for {set i 0} {$i < 200 && [alive $pid($victim)]} {incr i} { after 5 }
  if {[alive $pid($victim)] || [llength [running]] != 2} { lappend bad "$name: [running] are running" }
  # two nodes: all of the file, or nothing
  set after [lindex [ask {SELECT count(*), (SELECT max(import) FROM import) FROM achievement}] 0]
  if {$after eq $before} { set where before } else { set where after }
  incr fell([expr {$kind eq "follower" ? "follower" : $where}])
  if {$where eq "after" && [lindex [ask {SELECT accepted FROM import ORDER BY import DESC LIMIT 1}] 0] != $rows} {
    lappend bad "$name: half"
  }
  if {$kind eq "before COMMIT" && $where eq "after"} { lappend bad "$name: stored without COMMIT" }
  # the client asks again, as it must when it has had no answer: now it is in, once
  if {[catch { transaction [import_sql $name] } e]} { lappend bad "$name: again: $e" }
  if {[ask "SELECT count(*), sum(accepted) FROM import WHERE path LIKE '%/$name.csv' AND accepted > 0"] ne\
    "{1 $rows}"} {
    lappend bad "$name: [ask "SELECT import, accepted, rows FROM import WHERE path LIKE '%/$name.csv'"] of $rows"
  }
  lappend files $name
  start $victim
  set got [settled]
  if {[same $got] ne 1} { lappend bad "$name: $got" }
}
check "$kills kills: two go on, wholly in or not at all, in by the second call, the third node catches up" {
  set bad
} {}
check "kills fell on both sides of the commit" { expr {$fell(before) > 0 && $fell(follower) > 0} } 1

# ---- equal ----
# One plain file that reads the same files in the same order.
db_new $folder/plain.db
foreach name $files {
  if {$name eq "kill0"} {
    # what three clients put into the inbox
    set i 0
    foreach indicator [db eval {SELECT indicator FROM indicator WHERE service GLOB 'k-*' AND number = 'integer'
      AND valid_from IS NULL AND valid_to IS NULL ORDER BY 1}] {
      db eval {INSERT INTO inbox(region, period, indicator, required, fulfilled, submitted_at)
        VALUES ('11.01', '2023-TW2', $indicator, CAST($i + 100 AS TEXT), CAST($i AS TEXT), '2023-07-20T00:00:00Z')}
      incr i
    }
    db eval {SELECT spm_accept()}
  }
  db eval [import_sql $name]
}
set want [db eval $rank]
set rows [db eval {SELECT (SELECT count(*) FROM achievement), (SELECT count(*) FROM filing), (SELECT count(*)
  FROM import), (SELECT count(*) FROM inbox), (SELECT count(*) FROM finding)}]
check "the plain file has ranks" {
  db eval {SELECT count(rank) > 50, count(DISTINCT score) > 50 FROM spm_rank('2023-TW2')}
} {1 1}
db close
foreach n {1 2 3} {
  db_of $n
  check "node $n, its files taken out: sound" {
    list [db onecolumn {SELECT spm_check() ->> 'problems'}] [db onecolumn {PRAGMA integrity_check}]
  } {{[]} ok}
  check "node $n, its files taken out: as many rows as the plain file" {
    db eval {SELECT (SELECT count(*) FROM achievement), (SELECT count(*) FROM filing), (SELECT count(*) FROM import),
      (SELECT count(*) FROM inbox), (SELECT count(*) FROM finding)}
  } $rows
  check "node $n, its files taken out: the rank table of the plain file" { db eval $rank } $want
  db close
}
foreach n {1 2 3} {
  check "node $n, asked as the leader: the rank table of the plain file" {
    lassign [leader] now c
    if {$now != $n} { dq_transfer $c $n }
    close $c
    lassign [leader] now c
    set got [dq_query $c $rank]
    set sound [dq_query $c {SELECT spm_check() ->> 'sound'}]
    close $c
    list $now $sound [expr {[concat {*}$got] eq $want}]
  } [list $n 1 1]
}

# ---- too long ----
set before [settled]
check_match "without PRAGMA cache_spill = 0 an import larger than the page cache fails" {
  lassign [leader] n c
  close $c
  set c [dq_connect $port($n)]
  dq_open $c
  dq_exec $c {BEGIN IMMEDIATE}
  set rc [catch { dq_exec $c "SELECT spm_import('[file join $build sample 2023-TW4.csv]')" } e]
  close $c
  list $rc $e
} {1 {dqlite 522: spm_import: *: disk I/O error}}
check "and nothing is stored" { expr {[settled] eq $before} } 1
set imports [ask {SELECT count(*) FROM import}]
set t [clock milliseconds]
lassign [leader] n c
dq_exec $c {BEGIN IMMEDIATE}
dq_query $c "SELECT spm_import('[file join $build sample 2023-TW4.csv]')"
set took [expr {[clock milliseconds] - $t}]
set rc [catch { dq_exec $c COMMIT } e]
close $c
if {$took > $latency * 20} {
  # 10250: it knows already that it leads no more, nothing is stored. 10506: it learns so while it replicates; then
  # what was sent may
  # have arrived, and only looking tells. Never half, never two answers.
  check "an import that takes longer than [expr {$latency * 15}] ms costs the leader its place: COMMIT is refused" {
    list $rc [lindex $e 1] [running]
  } [list 1 [expr {[lindex $e 1] eq "10506:" ? "10506:" : "10250:"}] {1 2 3}]
  check "and nothing of it is stored, or all ($e)" {
    set now [settled]
    expr {$now eq $before || ([lindex $e 1] eq "10506:" && [ask {SELECT count(*) FROM import}] == $imports + 1 &&\
      [ask {SELECT accepted = rows FROM import ORDER BY import DESC LIMIT 1}] == 1)}
  } 1
} else {
  skip "an import that is too long" "this machine needs $took ms for it"
}
} trouble]} { report "the cluster stands" 0 "  $trouble\n$::errorInfo" }

foreach n {1 2 3} { if {[info exists pid($n)]} { kill $n } }
puts "COUNT $fell(before) kills of the leader with nothing stored, $fell(after) with all of it, $fell(follower) of a\
  follower"
file delete -force $folder
finish
