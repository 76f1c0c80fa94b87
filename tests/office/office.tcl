# office.tcl: what the tests of the calls of an office share; sourced after harness.tcl.
#
#   said CALL           what a call returns, as names and values
#   no CALL PATTERN     refused with such a message, and nothing is written
#   placed CALL         where it may not stand: a view, another statement, a read-only database, one that is not ours;
#                       in a transaction it is undone with it. It is the last of a test, and leaves no database
proc said {call} { db eval "SELECT key, value FROM json_each(\(SELECT $call\))" }
proc rows {} {
  db eval {SELECT (SELECT count(*) FROM deadline), (SELECT count(*) FROM office), (SELECT count(*) FROM target),
    (SELECT count(*) FROM method), (SELECT count(*) FROM band), (SELECT count(*) FROM edition),
    (SELECT count(*) FROM award_criterion), (SELECT count(*) FROM roster), (SELECT count(to_period) FROM roster),
    (SELECT count(*) FROM withdrawal)}
}
proc no {call pattern} {
  set before [rows]
  refused "$call" "SELECT $call" $pattern
  check "and it writes nothing: $call" { rows } $before
}
proc placed {call} {
  regexp {^\w+} $call f
  set before [rows]
  check "what stands is sound" { db onecolumn {SELECT spm_check() ->> 'problems'} } {[]}
  refused "$f in a view" "CREATE VIEW v AS SELECT $call AS a; SELECT * FROM v" *unsafe*
  db eval {DROP VIEW IF EXISTS v}
  refused "$f in a trigger" "CREATE TABLE x(a); CREATE TRIGGER t AFTER INSERT ON x BEGIN SELECT $call; END;
    INSERT INTO x VALUES (1)" *unsafe*
  db eval {DROP TABLE IF EXISTS x}
  refused "$f in an INSERT" "INSERT INTO about SELECT 'a', $call" {*plain SELECT, not inside another statement*}
  check "$f in a transaction is undone with it" {
    db eval BEGIN
    db eval "SELECT $call"
    set there [expr {[rows] ne $before}]
    db eval ROLLBACK
    list $there [expr {[rows] eq $before}]
  } {1 1}
  set file [file join /tmp spm_office.[pid].db]
  db eval {VACUUM INTO $file}
  db close
  db_open db $file -readonly 1
  refused "$f on a read-only database" "SELECT $call" "$f: *readonly*"
  db close
  file delete $file
  db_open db :memory:
  refused "$f on a database that is not ours" "SELECT $call" "$f: *spm_init*"
}
