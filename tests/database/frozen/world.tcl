# world.tcl: the small world of a frozen database, and what is asked of it; make.tcl freezes it, spm_upgrade.test thaws
# it.
#
#   world DB        fill an empty SPM database: a few regions, filings with revisions and all their parts, one rejected,
#                   an import taken back, an inbox with rows that wait and rows that are settled, findings, editions,
#                   and rows of an office's own in the tables of reference
#   questions DB    the SQL of every question about it, with the columns that are there now, by their names
#   answer DB SQL   its rows as text; of many rows their number and SHA-256
#   freeze FILE, thaw FILE   write a file compressed, read it

set world_files {
  pertama.csv "region,period,indicator,required,fulfilled,submitted_at,opd
11.01,2023-TW1,k-paud.A1,90,60,2023-04-01T00:00:00Z,Dinas Pendidikan
11.01,2023-TW2,k-paud.A1,100,80,2023-07-03T00:00:00Z,Dinas Pendidikan
11.01,2023-TW2,k-paud.B01,10,12,2023-07-03T00:00:00Z,Dinas Pendidikan
11.01,2023-TW2,k-dikdas.A1,200,150,2023-07-03T00:00:00Z,Dinas Pendidikan
11.1,2023-TW2,k-paud.A1,10,5,2023-07-03T00:00:00Z,Dinas Pendidikan
11.01,2023-TW2,k-paud.B02,10,banyak,2023-07-03T00:00:00Z,Dinas Pendidikan
99.99,2023-TW2,k-paud.A1,1,1,2023-07-03T00:00:00Z,Dinas Pendidikan"
  bagian.csv
"region;period;indicator;required;fulfilled;service;allocated;realised;problem;solution;stage;status;field;document;document_no;document_on;office;role;submitted_at
31;2023-TW2;p-dikmen.A1;1.000;900;;;;;;;;;;;;;;2023-07-04
31;2023-TW2;p-dikmen.B01;12,5;5;;;;;;;;;;;;;;2023-07-04
31;2023-TW2;p-dikmen.B02;12;5;;;;;;;;;;;;;;2023-07-04
31;2023-TW2;;;;p-dikmen;Rp 1.500.000,00;900;;;;;;;;;;;2023-07-04
31;2023-TW2;;;;p-dikmen;;;Guru kurang;Pelatihan;;;;;;;;;2023-07-04
31;2023-TW2;;;;p-dikmen;;;;;pelaksanaan;proses;;;;;;;2023-07-04
31;2023-TW2;;;;;;;;;;;1.01;Rencana Aksi;12/2023;2023-01-05;;;2023-07-04
31;2023-TW2;;;;;;;;;;;1.01;;4/2023;;Bappeda;ketua;2023-07-04"
  susulan.csv "region,period,indicator,required,fulfilled,submitted_at
11.01,2023-TW2,k-paud.A1,100,95,2023-08-20T00:00:00Z
11.01,2023-TW2,k-paud.B01,,,2023-08-20T00:00:00Z"
  keliru.csv "region,period,indicator,required,fulfilled,submitted_at
31,2023-TW1,p-dikmen.A1,5,5,2023-04-04T00:00:00Z
31,2023-TW1,p-dikmen.Z1,5,5,2023-04-04T00:00:00Z"
}

proc world {db} {
  set folder [file join /tmp spm_world.[pid]]
  file mkdir $folder
  set here [pwd]
  cd $folder ;# the path of an import is kept as it is given
  foreach {name text} $::world_files {
    set f [open $name w]; fconfigure $f -translation lf; puts $f $text; close $f
    $db eval {SELECT spm_import($name)}
  }
  $db eval {SELECT spm_import_undo(4)}
  # of the three that wait one is corrected and taken, and one of another tool
  $db eval {
    UPDATE inbox SET region = '11.02' WHERE region = '11.1';
    INSERT INTO inbox(region, period, indicator, required, fulfilled, submitted_at)
      VALUES ('31', '2023-TW2', 'p-dikmen.B03', 12, 7.0, '2023-07-20T00:00:00Z'),
      ('31', '2023-TW2', 'p-dikmen.B04', 12, x'00ff', '2023-07-20T00:00:00Z');
    SELECT spm_accept();
    INSERT INTO filing(filing, region, period, field, revision, submitted_at, opd)
      VALUES (90, '11.01', '2023-TW2', '1.02', 1, '2023-07-05T00:00:00Z', 'Dinas Kesehatan'),
      (91, '11.01', '2023-TW2', '1.03', 1, '2023-07-06T00:00:00Z', 'Dinas PU'),
      (95, '11.01', '2023-TW2', '1.04', 1, '2023-07-07T00:00:00Z', NULL);
    INSERT INTO achievement(filing, service, indicator, required, fulfilled)
      SELECT 90, i.service, i.indicator, 50, 45 + length(i.name) % 5
      FROM indicator AS i JOIN service AS s USING (service)
      WHERE s.field = '1.02' AND s.level_group = 'kabkota' AND i.valid_to IS NULL AND i.valid_from IS NULL;
    UPDATE filing SET status = 'filed', seal = spm_seal(filing) WHERE filing IN (90, 91);
    UPDATE filing SET rejected_at = '2023-08-01T00:00:00Z' WHERE filing = 91;
    INSERT INTO about VALUES ('mark', 'CONTOH BEKU');
    INSERT INTO deadline(period, due_on, zone, reported_on, source)
      VALUES ('2023-TW2', '2023-08-12', '+07:00', '2024-06-01', 'Surat edaran');
    INSERT INTO method(method, served_weight, quality_weight, combine, zero_need, missing, cap, tree)
      VALUES ('milik sendiri', 0.6, 0.4, 'pooled', 'full', 'available', 0, 'flat');
    INSERT INTO band(method, floor, name) VALUES ('milik sendiri', 50, 'Cukup'), ('milik sendiri', 0, 'Kurang');
    INSERT INTO edition(name, as_of, method, note) VALUES ('Terbitan Agustus', '2023-08-10T00:00:00Z', NULL, 'uji'),
      ('Terbitan September', '2023-09-10T00:00:00Z', 'milik sendiri', NULL);
    INSERT INTO target(region, service, year, document, percent, need, source)
      VALUES ('11.01', 'k-paud', 2023, 'RPJMD', 90, 110, 'uji'), ('31', 'p-dikmen', 2023, 'RKPD', 100, NULL, 'uji');
    INSERT INTO office(region, duty, from_period, name)
      VALUES ('11.01', 'data', '2019-TW1', 'Bagian Tata Pemerintahan');
    INSERT INTO region_group(grouping, region, name) VALUES ('uji coba', '11', 'Barat'), ('uji coba', '31', 'Tengah');
    INSERT INTO award_criterion(name, weight, measure) VALUES ('indeks', 2, 'index'), ('tim', 1, 'team');
    INSERT INTO published(id, source, period, quarter, level, what, count, percent)
      VALUES ('milik', 'koran', '2023-TW2', '2023-TW2', 'kota', 'reported', 90, 96.77);
    UPDATE rule SET threshold = 0.25 WHERE rule = 'need changed';
  }
  if {[$db onecolumn {PRAGMA user_version}] >= 5} {
    $db eval {INSERT INTO column_name(name, means, source) VALUES ('anak usia dini', 'required', 'lembar kami');
      INSERT INTO region_name(name, region, source) VALUES ('Pangkep', '73.10', 'lembar kami')}
  }
  if {[$db onecolumn {PRAGMA user_version}] >= 6} {
    $db eval {SELECT spm_office_set('11.01', '1.01', 'Dinas Coba', '2023-TW1');
      SELECT spm_take_back('office', '11.01', '1.01');
      SELECT spm_deadline_set('2023-TW1', '2023-05-01', '{"reported_on": "2024-06-01"}');
      SELECT spm_take_back('deadline', '2023-TW1')}
    $db eval {
      INSERT INTO filing(filing, region, period, field, revision, submitted_at, opd)
        VALUES (96, '11.01', '2023-TW2', '1.06', 1, '2023-07-08T00:00:00Z', 'Dinas Sosial');
      INSERT INTO achievement(filing, service, indicator, required, fulfilled)
        SELECT 96, i.service, i.indicator, 10, 12 FROM indicator AS i
        WHERE i.service = 'k-so-lansia' AND i.component = 'penerima';
      INSERT INTO explanation(filing, service, indicator, text)
        SELECT filing, service, indicator, 'Lansia terlantar dari kabupaten tetangga ikut dilayani' FROM achievement
        WHERE filing = 96;
      UPDATE filing SET status = 'filed', seal = spm_seal(filing) WHERE filing = 96;
      INSERT INTO explained(region, period, service, indicator, filing, text)
        SELECT region, period, 'k-paud', 'k-paud.B01', filing, 'Menurut surat dinas pendidikan bulan Juli' FROM filing
        WHERE region = '11.01' AND period = '2023-TW2' AND field = '1.01' ORDER BY revision DESC LIMIT 1}
  }
  # far ahead of every quarter that is asked
  if {[$db onecolumn {PRAGMA user_version}] >= 7} {
    $db eval {SELECT spm_method_set('kelak', '{"bands": {"Tuntas": 75, "Belum": 0}, "valid_from": "2035-TW1"}')}
  }
  cd $here
  file delete -force $folder
}

proc has {db f column hidden} {
  $db exists {SELECT 1 FROM pragma_table_xinfo($f) WHERE name = $column AND (hidden <> 0) = $hidden}
}
# A question without as_of of what counts days up to now has another answer every day.
proc questions {db} {
  set calls [calls 11.01 {Terbitan Agustus} {Terbitan September}\
    spm_change "'2023-TW1', '2023-TW2', '11.01'"]
  set asked {}
  foreach call {spm_score('2023-TW1') spm_input_status('2023-TW1') {spm_explain('31', '2023-TW2')}
    {spm_source('31', '2023-TW2', 'p-dikmen.B03')} {spm_input_rate('2023-TW2', 'province')} spm_trend('31')
    {spm_summary('2023-TW2', 'field')} {spm_rank('2023-TW2') WHERE grouping = 'uji coba'}} {
    lappend asked $call
  }
  dict for {f args} $calls { if {$f ni {spm_help spm_column}} { lappend asked "$f\($args)" } }
  set sql {}
  foreach call $asked {
    regexp {^\w+} $call f
    set columns [join [$db eval {SELECT '"' || name || '"' FROM pragma_table_xinfo($f) WHERE NOT hidden}] ", "]
    # a country of 546 regions is a page of blanks: its rows of the three that filed
    if {[has $db $f region 0] && $f ne "spm_change"} {
      append call [expr {[string match *WHERE* $call] ? " AND" : " WHERE"}] " region IN ('11.01', '11.02', '31')"
    }
    set and [expr {[string match *WHERE* $call] ? "AND" : "WHERE"}]
    if {$f ni {spm_chase spm_curve spm_input_status}} { lappend sql "SELECT $columns FROM $call" }
    if {![has $db $f as_of 1]} continue
    lappend sql "SELECT $columns FROM $call $and as_of = 'Terbitan September'"
    if {$f ni {spm_finding spm_quality}} { lappend sql "SELECT $columns FROM $call $and as_of = '2023-07-31'" }
  }
  foreach t [$db eval {SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
      AND name NOT IN ('column_name', 'region_name') ORDER BY name}] {
    set columns [join [$db eval {SELECT 'quote("' || name || '")' FROM pragma_table_info($t)}] ", "]
    set rowid [expr {[catch { $db eval "SELECT rowid FROM \"$t\" LIMIT 1" }] ? "" : "rowid, "}]
    lappend sql "SELECT $rowid$columns FROM \"$t\""
  }
  lappend sql "SELECT filing, seal IS NOT NULL, spm_seal(filing) FROM filing" "SELECT spm_region('Kab. Gayo Lues')"
  return $sql
}

proc answer {db sql} {
  set rows {}
  $db nullvalue ~
  $db eval $sql row {
    lappend rows [string map {\n \\n \r \\r} [join [lmap c $row(*) { set row($c) }] |]]
  }
  $db nullvalue ""
  if {[llength $rows] <= 12} { return [join $rows \n] }
  set f [file tempfile name]
  fconfigure $f -encoding utf-8 -translation lf
  puts $f [join $rows \n]
  close $f
  set sha [lindex [exec sha256sum $name] 0]
  file delete $name
  return "[llength $rows] rows, SHA-256 $sha"
}

proc freeze {file} {
  exec gzip -9 -n -f $file
}
proc thaw {file to} {
  exec gzip -dc $file > $to
}

# What a text of answers says: SQL ANSWER ...
proc frozen_answers {file} {
  set all {}
  foreach asked [lrange [split [string map [list "\n> " \0] \n[read_text $file]] \0] 1 end] {
    set sql [lindex [split $asked \n] 0]
    lappend all $sql [string trimright [string range $asked [string length $sql]+1 end] \n]
  }
  return $all
}
# A question as it is asked of a database of that schema version: without the rules that came later.
proc of_version {version sql} {
  set since6 {'explanation', 'file', 'need fell', 'need zero', 'recorded', 'reference', 'text'}
  regsub {FROM "rule(?:_change)?"$} $sql "& WHERE rule NOT IN ([expr {$version < 6 ? $since6 : {}}])"
}
