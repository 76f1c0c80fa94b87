# compare.tcl: run the oracle of this folder and put the extension beside it; oracle.test and property.test source it
# after harness.tcl.
#
#   oracle_run PERIOD AS_OF METHOD ?PARTS?    fill the oracle's tables for one period
#   oracle_keep                               from here on they are emptied and filled, not dropped and made: nothing
#                                             is compiled twice
#   disagreements PERIOD AS_OF METHOD BOUNDS ?ONLY?   {} or the first rows in which the two differ, lowest layer first
#   file_cells, add_method                    write a filing or a method
#
# 'pooled' is compared without bounds (BOUNDS 0): semantics.md defines none for it. Under missing='available' the status
# of a service without served is not compared, nor why a region none of whose owed services has a score has no rank.

set no_bound 9999-12-31T23:59:59Z
set default_method permendagri-59-2021
set oracle_parts {known cell indicator service field score status rate rank leaf summary}
foreach part $oracle_parts {
  set f [open [file join $root tests oracle $part.sql]]
  set oracle($part) [read $f]
  close $f
}

proc oracle_run {period as_of method {parts {}}} {
  foreach part [expr {$parts eq "" ? $::oracle_parts : $parts}] { db eval $::oracle($part) }
}

# The previous quarter first, so that rank.sql knows the ranks that stood then.
proc oracle_run_two {previous period as_of method} {
  oracle_run $previous $as_of $method {known cell service field score rank}
  oracle_run $period $as_of $method
}

# Statements are kept by tclsqlite, at most 100; so all tables are emptied by one, through a trigger.
proc oracle_keep {} {
  set o {}
  foreach part $::oracle_parts {
    set sql $::oracle($part)
    regsub -all -line {^--.*$} $sql {} sql
    regsub -all {CREATE INDEX [^;]*;} $sql {} sql
    regsub -all {CREATE TEMP TABLE IF NOT EXISTS [^;]*;} $sql {} sql
    set emptied [expr {$part eq "rank" ? {DELETE FROM temp.\1;} : {}}]
    if {$part ne "rank"} {
      foreach {all name} [regexp -all -inline {DROP TABLE IF EXISTS temp\.(\w+);} $sql] { lappend o $name }
    }
    regsub -all {DROP TABLE IF EXISTS temp\.(\w+);} $sql $emptied sql
    regsub -all {CREATE TEMP TABLE (\w+) AS} $sql {INSERT INTO temp.\1} sql
    set ::oracle($part) $sql
  }
  set ::oracle(known) "INSERT INTO temp.empty VALUES ('oracle'); $::oracle(known)"
  db eval {CREATE TEMP TABLE IF NOT EXISTS empty(what TEXT)}
  db eval "CREATE TEMP TRIGGER empty_oracle AFTER INSERT ON temp.empty WHEN NEW.what = 'oracle' BEGIN
    [join [lmap name $o { set name "DELETE FROM $name;" }]] END"
  db cache size 100
}

# What is compared: extension call, oracle table, key, exact columns, columns within 1e-9 (extension=oracle), columns of
# bounds. The lower layers stand first.
set compared {
  indicator {spm_indicator_score(:period, :as_of, :method)} o_indicator_score {region indicator}
    {field service component name unit scored required fulfilled status} {ratio_raw ratio} {}
  service {spm_service_score(:period, :as_of, :method)} o_service_score {region field service}
    {status owed filled} {served quality score required fulfilled} {score_low=low score_high=high}
  field {spm_field_score(:period, :as_of, :method)} o_field_score {region field}
    {services_owed services_filed} {served quality score} {score_low=low score_high=high}
  score {spm_score(:period, :as_of, :method)} o_score region
    {name level province band fields_filed services_owed services_filed} {served quality score}
    {score_low=low score_high=high}
  status {spm_input_status(:period, :as_of, :method)} o_status region
    {name level province state first_at complete_at due_on on_time late_days filled owed last_period} fill_rate {}
  level {spm_input_rate(:period, 'level', :as_of, :method)} {(SELECT * FROM o_rate WHERE by = 'level')} grp
    {expected reported not_reported complete on_time late} {rate complete_rate on_time_rate fill_rate} {}
  province {spm_input_rate(:period, 'province', :as_of, :method)} {(SELECT * FROM o_rate WHERE by = 'province')} grp
    {expected reported not_reported complete on_time late} {rate complete_rate on_time_rate fill_rate} {}
  by_field {spm_input_rate(:period, 'field', :as_of, :method)} {(SELECT * FROM o_rate WHERE by = 'field')} grp
    {expected reported not_reported complete on_time late} {rate complete_rate on_time_rate fill_rate} {}
  rank {spm_rank(:period, :as_of, :method)} o_rank region
    {level province band rank tied ranked expected previous_rank change rank_in_province ranked_in_province why}
    score {best=best worst=worst}
  explain {(SELECT r.region, x.*, iif(x.leaf, replace(x.path, rtrim(x.path, replace(x.path, '/', '')), ''), x.path) AS indicator
      FROM o_roster AS r CROSS JOIN spm_explain(r.region, :period, :as_of, :method) AS x)}
    o_leaf {region indicator}
    {required fulfilled status} {ratio_raw ratio weight points points_lost} {}
}
foreach by {nation province level field service} {
  lappend compared summary_$by "spm_summary(:period, '$by', :as_of, :method)" \
    "(SELECT * FROM o_summary WHERE by = '$by')" grp \
    {regions regions_pooled} {mean_of_regions served_people needed_people pooled} {}
}

# The SQL of one comparison, made once: the answer goes into temp.e_WHAT, rows that differ come out of it.
proc comparison {what call model key exact near bound bounds} {
  set pairs {}
  foreach column $exact {
    set test "e.$column IS o.$column"
    if {$column eq "why"} {
      append test " OR o.why = 'nothing scored' AND e.why NOT IN ('nothing owed', 'not filed')"
    } elseif {$what eq "service" && $column eq "status"} {
      append test " OR o.score IS NULL AND o.status <> 'not_owed'"
    }
    lappend pairs $column $column "($test)"
  }
  foreach column [concat $near [expr {$bounds ? $bound : {}}]] {
    lassign [split $column =] x y
    if {$y eq ""} { set y $x }
    lappend pairs $x $y "(e.$x IS NULL AND o.$y IS NULL OR ifnull(abs(e.$x - o.$y) <= 1.0000001e-9, 0)[expr {
      $what eq "explain" && $x in {weight points points_lost} ? { OR NOT o.apart} : {}}])"
  }
  set on {}
  foreach k $key { lappend on "e.$k = o.$k" }
  set same {}
  set shown {}
  foreach {x y test} $pairs {
    lappend same $test
    lappend shown "CASE WHEN NOT $test THEN ' $x: extension ' || ifnull(e.$x, 'NULL') || ', oracle ' || ifnull(o.$y, 'NULL') || ';' ELSE '' END"
  }
  set from "FROM $model AS o LEFT JOIN temp.e_$what AS e ON [join $on { AND }]"
  # of the tree of spm_explain the oracle knows the leaves
  set leaves [expr {$what eq "explain" ? "WHERE leaf" : ""}]
  list \
    "CREATE TEMP TABLE IF NOT EXISTS e_$what AS SELECT * FROM $call LIMIT 0" \
    "CREATE INDEX IF NOT EXISTS temp.e_key_$what ON e_${what}([join $key ,])" \
    "DELETE FROM temp.e_$what" \
    "INSERT INTO temp.e_$what SELECT * FROM $call" \
    "SELECT (SELECT count(*) FROM temp.e_$what $leaves),
      (SELECT count(*) FROM (SELECT DISTINCT [join $key ,] FROM temp.e_$what $leaves)),
      (SELECT count(*) FROM $model), (SELECT count(*) $from WHERE NOT ([join $same { AND }]))" \
    "SELECT o.[join $key { || ' ' || o.}] || ':' || [join $shown { || }] $from WHERE NOT ([join $same { AND }]) LIMIT 3"
}

# Rows and values in which the two differ, the first three of each layer; {} when they agree.
proc disagreements {period as_of method bounds {only *}} {
  set found {}
  foreach {what call model key exact near bound} $::compared {
    if {$only ne "*" && $what ni $only} continue
    if {![info exists ::comparison($what,$bounds)]} {
      set ::comparison($what,$bounds) [comparison $what $call $model $key $exact $near $bound $bounds]
    }
    lassign $::comparison($what,$bounds) create index empty fill counts rows
    if {![info exists ::made($what)]} { db eval $create; db eval $index; set ::made($what) 1 }
    db eval $empty
    db eval $fill
    lassign [db eval $counts] a b c d
    if {$a != $b || $a != $c} { lappend found "$what: $a rows, $b distinct, the oracle has $c" }
    if {$d} { foreach row [db eval $rows] { lappend found "$what $row in $period as of $as_of by $method" } }
  }
  return [join $found "\n        "]
}

proc file_cells {region period field revision submitted_at cells {rejected_at {}} {status filed}} {
  db eval {INSERT INTO filing(region, period, field, revision, submitted_at)
    VALUES ($region, $period, $field, $revision, $submitted_at)}
  set filing [db last_insert_rowid]
  foreach {service indicator required fulfilled} $cells {
    db eval {INSERT INTO achievement(filing, service, indicator, required, fulfilled)
      VALUES ($filing, $service, $indicator, CASE WHEN $required <> '' THEN CAST($required AS NUMERIC) END,
        CASE WHEN $fulfilled <> '' THEN CAST($fulfilled AS NUMERIC) END)}
  }
  if {$status eq "filed"} {
    db eval {UPDATE filing SET status = 'filed' WHERE filing = $filing}
    if {$rejected_at ne ""} { db eval {UPDATE filing SET rejected_at = $rejected_at WHERE filing = $filing} }
  }
  return $filing
}

proc add_method {name served_weight combine zero_need missing cap tree} {
  db eval {
    INSERT INTO method(method, served_weight, quality_weight, combine, zero_need, missing, cap, tree, recorded_at)
    VALUES ($name, $served_weight, 1 - $served_weight, $combine, $zero_need, $missing, $cap, $tree,
      '0000-01-01T00:00:00Z');
    INSERT INTO band(method, floor, name, recorded_at) SELECT $name, floor, name, '0000-01-01T00:00:00Z' FROM band
    WHERE method = 'permendagri-59-2021';
  }
}

# A database of its own whose reference tables may be changed at will.
proc scaffold {} {
  db_new
  db eval {SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name NOT IN ('filing', 'achievement')} {
    db eval "DROP TRIGGER $name"
  }
}
