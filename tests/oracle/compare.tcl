# compare.tcl: run the oracle of this folder and put the extension beside it; oracle.test and property.test source it
# after harness.tcl.
#
#   oracle_run PERIOD AS_OF METHOD ?PARTS?    fill the oracle's tables for one period; as known now, or up to the number
#                                             of table recording in the global variable known_at
#   oracle_keep                               from here on they are emptied and filled, not dropped and made: nothing
#                                             is compiled twice
#   disagreements PERIOD AS_OF METHOD BOUNDS ?ONLY?   {} or the first rows in which the two differ, lowest layer first
#   file_cells, add_method                    write a filing or a method
#
# BOUNDS 0 leaves the bounds out. Under missing='available' the status
# of a service without served is not compared, nor why a region none of whose owed services has a score has no rank.
# spm_chase and spm_curve go up to now where there is no bound: they get NULL for it.

set no_bound 9999-12-31T23:59:59Z
set default_method permendagri-59-2021
set oracle_parts {known cell doubt indicator service field score part status opd budget rate chase curve rank leaf\
  summary target}
foreach part $oracle_parts {
  set f [open [glob -directory [file join $root tests oracle] $part.sql */$part.sql]]
  set oracle($part) [read $f]
  close $f
}

proc oracle_run {period as_of method {parts {}}} {
  global known_at ;# not set: NULL
  foreach part [expr {$parts eq "" ? $::oracle_parts : $parts}] { db eval $::oracle($part) }
}

# The previous quarter first, so that rank.sql knows the ranks that stood then.
proc oracle_run_two {previous period as_of method} {
  oracle_run $previous $as_of $method {known cell doubt service field score rank}
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
  indicator {spm_indicator_score(:period, :as_of, :method, :known_at)} o_indicator_score {region indicator}
    {field service component indicator_name=name unit scored required fulfilled status} {ratio_raw ratio} {}
  service {spm_service_score(:period, :as_of, :method, :known_at)} o_service_score {region field service}
    {status owed filled} {served quality score required fulfilled} {score_low=low score_high=high}
  field {spm_field_score(:period, :as_of, :method, :known_at)} o_field_score {region field}
    {services_owed services_filed} {served quality score} {score_low=low score_high=high}
  score {spm_score(:period, :as_of, :method, :known_at)} o_score region
    {name level province band fields_filed services_owed services_filed unverified} {served quality score}
    {score_low=low score_high=high}
  status {spm_input_status(:period, :as_of, :method, :known_at)} o_status region
    {name level province state first_at complete_at due_on on_time late_days filled owed last_period fields_filed zone
      day_only data_office other_parts overdue_days}
    {fill_rate fill_penerima fill_mutu fill_anggaran fill_masalah fill_tahapan fill_rencana_aksi fill_tim
      fill_at_due} {}
  fill_field {(SELECT s.region, j.key AS field, j.value AS fill_rate FROM temp.e_status AS s, json_each(s.fill_field)\
    AS j)}
    o_fill_field {region field} {} fill_rate {}
  offices {(SELECT s.region, j.key AS field, j.value AS opd FROM temp.e_status AS s, json_each(s.offices) AS j)}
    o_opd {region field} opd {} {}
  opd {spm_opd_status(:period, :as_of, :method, :known_at)} o_opd_status {region field}
    {name level province field_name opd filed arrived_at due_on zone on_time late_days day_only revisions rejected\
      filled
      owed band filled_penerima owed_penerima filled_mutu owed_mutu filled_anggaran owed_anggaran filled_masalah
      owed_masalah filled_tahapan owed_tahapan filled_rencana_aksi owed_rencana_aksi filled_tim owed_tim filled_at_due}
    {fill_rate score} {}
  filing {spm_filing(:period, :as_of, :method, :known_at)} o_filing {region field}
    {name level province field_name filing revision submitted_at day_only opd arrived_at on_time late_days import file\
      imported_at} {} {}
  budget {spm_budget(:period, :as_of, :method, :known_at)} o_budget {region service}
    {name level province field field_name service_name allocated realised filing} absorption {}
  level {spm_input_rate(:period, 'level', :as_of, :method, :known_at)}
    {(SELECT * FROM o_rate WHERE by = 'level')} grp
    {expected reported not_reported complete on_time late filled owed why other_parts not_owed}
    {rate complete_rate on_time_rate fill_rate fill_at_due} {}
  province {spm_input_rate(:period, 'province', :as_of, :method, :known_at)}
    {(SELECT * FROM o_rate WHERE by = 'province')} grp
    {expected reported not_reported complete on_time late filled owed why other_parts not_owed}
    {rate complete_rate on_time_rate fill_rate fill_at_due} {}
  by_field {spm_input_rate(:period, 'field', :as_of, :method, :known_at)}
    {(SELECT * FROM o_rate WHERE by = 'field')} grp
    {expected reported not_reported complete on_time late filled owed why other_parts not_owed}
    {rate complete_rate on_time_rate fill_rate fill_at_due} {}
  part {spm_input_rate(:period, 'part', :as_of, :method, :known_at)} {(SELECT * FROM o_rate WHERE by = 'part')} grp
    {expected reported not_reported complete on_time late filled owed why other_parts not_owed}
    {rate complete_rate on_time_rate fill_rate fill_at_due} {}
  chase {spm_chase(:period, nullif(:as_of, '9999-12-31T23:59:59Z'), :method, :known_at)} o_chase {region field}
    {call name level province field_name opd data_office state due_on days_left unfilled=missing cells parts
      overdue_days}
    {lift_rate lift_complete_rate lift_fill_rate lift_rate_province lift_complete_rate_province
      lift_fill_rate_province fill_at_due} {}
  curve {spm_curve(:period, nullif(:as_of, '9999-12-31T23:59:59Z'), :method, :known_at)} o_curve day
    {on_date days_left filings reported expected previous_reported year_ago_reported} {rate previous_rate\
      year_ago_rate} {}
  target {spm_target(:period, :as_of, :method, :known_at)} o_target {region service}
    {name level province field service_name status documents why}
    {served=achieved required rpjmd rpjmd_need rpjmd_gap renstra renstra_need renstra_gap rkpd rkpd_need rkpd_gap renja
      renja_need renja_gap} {}
  rank {spm_rank(:period, :as_of, :method, NULL, NULL, NULL, :known_at)} o_rank region
    {level province band rank tied ranked expected previous_rank rank_change=change rank_in_province\
      ranked_in_province why unverified}
    score {best=best worst=worst}
  explain {(SELECT r.region, x.*, iif(x.leaf, replace(x.path, rtrim(x.path, replace(x.path, '/', '')), ''), x.path) AS\
    indicator
      FROM o_roster AS r CROSS JOIN spm_explain(r.region, :period, :as_of, :method, :known_at) AS x)}
    o_leaf {region indicator}
    {required fulfilled status} {ratio_raw ratio weight points points_lost} {}
}
foreach by {nation province level field service} {
  lappend compared summary_$by "spm_summary(:period, '$by', :as_of, :method, :known_at)" \
    "(SELECT * FROM o_summary WHERE by = '$by')" grp \
    {regions regions_pooled} {mean_of_regions met=served_people need=needed_people pooled} {}
}

# Whether column x of the extension agrees with column y of the oracle.
proc agrees {what x y near} {
  if {$near} {
    set test "(e.$x IS NULL AND o.$y IS NULL OR ifnull(abs(e.$x - o.$y) <= 1.0000001e-9, 0)"
    if {$what eq "explain" && $x in {weight points points_lost}} { append test " OR NOT o.apart" }
    return "$test)"
  }
  set test "e.$x IS o.$y"
  if {$x eq "why" && $what eq "rank"} {
    append test " OR o.why = 'nothing scored' AND e.why NOT IN ('nothing owed', 'not filed')"
  } elseif {$x eq "status" && $what in {service target}} {
    append test " OR o.[expr {$what eq "service" ? "score" : "achieved"}] IS NULL AND o.status = 'scored'"
  } elseif {$x eq "days_left"} {
    # without a bound it counts from today, and midnight may have passed in between
    append test " OR :as_of = '9999-12-31T23:59:59Z' AND e.days_left = o.days_left - 1"
  } elseif {$x eq "overdue_days"} {
    append test " OR :as_of = '9999-12-31T23:59:59Z' AND e.overdue_days = o.overdue_days + 1"
  }
  return "($test)"
}

# The SQL of one comparison: of the table temp.e_WHAT, of what goes into it, of the counts, of three rows that differ.
proc comparison {what call model key exact near bound bounds} {
  set same {}
  set shown {}
  foreach {columns close} [list $exact 0 [concat $near [expr {$bounds ? $bound : {}}]] 1] {
    foreach column $columns {
      lassign [split $column =] x y
      if {$y eq ""} { set y $x }
      set test [agrees $what $x $y $close]
      lappend same $test
      lappend shown "CASE WHEN NOT $test THEN ' $x: extension ' || ifnull(e.$x, 'NULL') || ', oracle ' ||\
        ifnull(o.$y, 'NULL') || ';' ELSE '' END"
    }
  }
  set on {}
  foreach k $key { lappend on "e.$k = o.$k" }
  set from "FROM $model AS o LEFT JOIN temp.e_$what AS e ON [join $on { AND }]"
  # of the tree of spm_explain the oracle knows the leaves
  set leaves [expr {$what eq "explain" ? "WHERE leaf" : ""}]
  list \
    "CREATE TEMP TABLE e_$what AS SELECT * FROM $call LIMIT 0; CREATE INDEX temp.e_key_$what
      ON e_${what}([join $key ,])" \
    "INSERT INTO temp.e_$what SELECT * FROM $call" \
    "SELECT '$what', (SELECT count(*) FROM temp.e_$what $leaves),
      (SELECT count(*) FROM (SELECT DISTINCT [join $key ,] FROM temp.e_$what $leaves)),
      (SELECT count(*) FROM $model), (SELECT count(*) $from WHERE NOT ([join $same { AND }]))" \
    "SELECT o.[join $key { || ' ' || o.}] || ':' || [join $shown { || }] $from WHERE NOT ([join $same { AND }]) LIMIT 3"
}

# The answers of the extension are emptied by one statement, through a trigger: few statements stay in the cache.
proc make_answer {what create} {
  db eval $create
  set ::made($what) 1
  db eval {CREATE TEMP TABLE IF NOT EXISTS empty(what TEXT); DROP TRIGGER IF EXISTS temp.empty_extension}
  db eval "CREATE TEMP TRIGGER empty_extension AFTER INSERT ON temp.empty WHEN NEW.what = 'extension' BEGIN
    [join [lmap name [array names ::made] { set name "DELETE FROM e_$name;" }]] END"
}

# Rows and values in which the two differ, the first three of each layer; {} when they agree.
proc disagreements {period as_of method bounds {only *}} {
  global known_at
  set counts {}
  set fills {}
  foreach {what call model key exact near bound} $::compared {
    if {$only ne "*" && $what ni $only} continue
    if {![info exists ::comparison($what,$bounds)]} {
      set ::comparison($what,$bounds) [comparison $what $call $model $key $exact $near $bound $bounds]
    }
    lassign $::comparison($what,$bounds) create fill count rows
    if {![info exists ::made($what)]} { make_answer $what $create }
    lappend fills $fill
    lappend counts $count
    set differing($what) $rows
  }
  db eval {INSERT INTO temp.empty VALUES ('extension')}
  foreach fill $fills { db eval $fill }
  set found {}
  foreach {what a b c d} [db eval [join $counts " UNION ALL "]] {
    if {$a != $b || $a != $c} { lappend found "$what: $a rows, $b distinct, the oracle has $c" }
    if {$d} {
      foreach row [db eval $differing($what)] { lappend found "$what $row in $period as of $as_of by $method" }
    }
  }
  return [join $found "\n        "]
}

# A filing: CELLS are {service indicator required fulfilled ...}, PARTS a dict of budget {service allocated realised
# ...},
# problem {service number problem solution ...}, stage {service stage status ...}, plan {document}, team {office ...}
# and explanation {service indicator text ...}, of a budget without the indicator; '' is NULL everywhere else.
proc file_cells {region period field revision submitted_at cells {rejected_at {}} {status filed} {opd {}} {day_only 0}\
  {parts {}}} {
  db eval {INSERT INTO filing(region, period, field, revision, submitted_at, opd, day_only)
    VALUES ($region, $period, $field, $revision, $submitted_at, nullif($opd, ''), $day_only)}
  set filing [db last_insert_rowid]
  foreach {service indicator required fulfilled} $cells {
    db eval {INSERT INTO achievement(filing, service, indicator, required, fulfilled)
      VALUES ($filing, $service, $indicator, CASE WHEN $required <> '' THEN CAST($required AS NUMERIC) END,
        CASE WHEN $fulfilled <> '' THEN CAST($fulfilled AS NUMERIC) END)}
  }
  dict for {part rows} $parts {
    switch $part {
      budget { foreach {service allocated realised} $rows {
        db eval {INSERT INTO budget(filing, service, allocated, realised)
          VALUES ($filing, $service, CAST(nullif($allocated, '') AS INTEGER), CAST(nullif($realised, '') AS INTEGER))}\
            } }
      problem { foreach {service number problem solution} $rows {
        db eval {INSERT INTO problem(filing, service, number, problem, solution)
          VALUES ($filing, $service, $number, nullif($problem, ''), nullif($solution, ''))} } }
      stage { foreach {service stage progress} $rows {
        db eval {INSERT INTO stage(filing, service, stage, status)
          VALUES ($filing, $service, $stage, nullif($progress, ''))} } }
      plan { foreach document $rows {
        db eval {INSERT INTO action_plan(filing, document, number) VALUES ($filing, nullif($document, ''), '1')} } }
      team { foreach office $rows { db eval {INSERT INTO team(filing, office) VALUES ($filing, $office)} } }
      explanation { foreach {service indicator text} $rows {
        db eval {INSERT INTO explanation(filing, service, indicator, text)
          VALUES ($filing, $service, $indicator, $text)} } }
    }
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
