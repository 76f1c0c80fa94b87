# hostile_common.tcl: what the hostile tests share; sourced after harness.tcl and import_common.tcl.
#
#   pure, reads, acts      one call (SQL expression) for each function: pure reads nothing but its arguments, reads
#   looks into
#                          the database, acts writes it or reads a file
#   tables                 one FROM text for each table-valued function
#   known                  the names that have a call, to be held against what the extension adds
#   small FILE             an SPM database of five regions with filings, rows in the inbox, findings and an import
#   plant SQL              a fresh copy of the small database as db, with SQL done to it by a connection without the
#                          extension
#   ask NAME               all rows of one table-valued function, as a list
#   shuffle LIST           the list in another order, the same in every run with the same srand

set pure {
  spm_version() {spm_period('2023q2')} spm_period_start('2023-TW2') spm_period_end('2023-TW2')\
    {spm_period_add('2023-TW2', 1)}
  spm_days_late('2023-04-20T17:30:00Z','2023-04-20','+07:00') spm_band(90) spm_round(42.005) spm_snap(1)\
    {spm_ratio(10, 5)}
  {spm_status(10, 5)} {spm_shift(1, 2, 1, 1, 'denominator')} {spm_implied(23, 67.65)} {spm_implied(1, 50, 0)}
  {spm_number('1.234', 'integer')}
  {spm_score('penerima', 10, 5)} {spm_score('penerima', 10, 5, 0.8)} {spm_input_rate(10, 5)} {spm_mean(1)}\
    {spm_mean(1, 2)}
}
set scalar_pure [lsearch -all -inline -not -regexp $pure {spm_(score|input_rate|mean)\(}]
set reads {{spm_region('Kab. Gayo Lues')} spm_seal(1)}
set acts {spm_init() spm_upgrade() spm_check() spm_import('/etc/passwd')\
  {spm_import('/etc/passwd', '{"dry_run": true}')}\
  spm_accept() spm_import_undo(1) {spm_deadline_set('2026-TW3', '2026-10-20')}\
  {spm_office_set('11.01', '1.02', 'Dinas')} {spm_target_set('11.01', 'k-paud', 2026, 'RKPD', 50)}\
  {spm_method_set('x', '{"bands": {"A": 0}}')} spm_edition_set('x') {spm_criterion_set('x', 1, 'index')}\
  {spm_roster_set('11.01', '2019-TW1', '2026-TW4')} {spm_take_back('deadline', '2026-TW3')}\
  {spm_explained('11.01', '2023-TW2', 'k-paud', NULL)}\
  {spm_explained('11.01', '2023-TW2', 'k-paud', 'k-paud.A1', NULL)}}
set tables {
  spm_award('2023-TW2')\
    spm_budget('2023-TW2') {spm_change('2023-TW1', '2023-TW2', '11.01')} spm_chase('2023-TW2','2023-08-01') spm_column\
    spm_curve('2023-TW2','2023-07-05')
  spm_deadline('2023-TW2') {spm_denominator_watch('2023-TW1', '2023-TW2')} {spm_edition_diff('satu', 'dua')}\
    {spm_explain('11.01', '2023-TW2')}
  spm_field_score('2023-TW2') spm_filing('2023-TW2') spm_finding('2023-TW2') spm_help spm_import_report\
    spm_indicator_score('2023-TW2')\
    {spm_input_rate('2023-TW2', 'province')}
  spm_input_status('2023-TW2') spm_method('2023-TW2') {spm_next_band('11.01', '2023-TW2')} spm_opd_status('2023-TW2')\
    {spm_pairs('2023-TW2', 'kabupaten')}
  spm_peer('2023-TW2') spm_point('2023-TW2') spm_quality('2023-TW2') spm_quarter('2023-TW2') spm_rank('2023-TW2')\
    spm_reconcile spm_score('2023-TW2')
  spm_service_score('2023-TW2') {spm_source('11.01', '2023-TW2', 'k-paud.A1')} {spm_summary('2023-TW2', 'field')}\
    spm_target('2023-TW2')
  spm_trend('11.01') {spm_weight_range('2023-TW2', 'kabupaten')}
}
proc known {} {
  set names {}
  foreach call [concat $::pure $::reads $::acts $::tables] {
    foreach n [regexp -all -inline {spm_\w+} $call] { dict set names $n 1 }
  }
  lsort [dict keys $names]
}
# the tables of the schema, and their columns
proc schema {} {
  sqlite3 made :memory:
  db_load made
  made eval {SELECT spm_init()}
  set out [made eval {SELECT m.name, (SELECT json_group_array(name) FROM pragma_table_xinfo(m.name) WHERE hidden = 0)
    FROM sqlite_schema AS m
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY 1}]
  made close
  dict map {t c} $out { string map {\[ {} \] {} \" {} , { }} $c }
}

proc small {file} {
  file delete $file
  db_new $file
  db eval {PRAGMA synchronous = OFF;
    INSERT INTO filing(filing, region, period, field, revision, submitted_at, opd)
      VALUES (1, '11.01', '2023-TW2', '1.01', 1, '2023-07-01T00:00:00Z', 'Dinas'),
      (2, '11', '2023-TW2', '1.01', 1, '2023-07-01T00:00:00Z', 'Dinas'), (3, '11.01', '2023-TW1', '1.01', 1,
        '2023-04-01T00:00:00Z', 'Dinas'), (4, '11.02', '2023-TW2', '1.01', 1, '2023-07-02T00:00:00Z', 'Dinas');
    INSERT INTO achievement(filing, service, indicator, required, fulfilled)
      VALUES (1, 'k-paud', 'k-paud.A1', 100, 80), (1, 'k-paud', 'k-paud.B01', 10, 10), (2, 'p-dikmen', 'p-dikmen.A1',
      100, 20),
      (3, 'k-paud', 'k-paud.A1', 120, 30), (4, 'k-paud', 'k-paud.A1', 50, 10);
    INSERT INTO budget VALUES (1, 'k-paud', 1000, 900);
    UPDATE filing SET status = 'filed';
    INSERT INTO award_criterion VALUES ('indeks', 1, 'index');
    INSERT INTO edition(name, as_of, method) SELECT 'satu', '2023-08-01T00:00:00Z', method FROM method UNION ALL
      SELECT 'dua', '2023-09-01T00:00:00Z', method FROM method;
    INSERT INTO inbox(region, period, indicator, required, fulfilled, submitted_at)
      VALUES ('11.03', '2023-TW2', 'k-paud.A1', 10, 5, '2023-07-02'), ('11.1', '2023-TW2', 'k-paud.A1', 10, 5,
      '2023-07-02')}
  put "$::head\n11.01,2023-TW2,k-dikdas.A1,100,70,2023-08-20T00:00:00Z\n99.99,2023-TW2,k-paud.A1,1,1,"
  import
  db eval {DROP TRIGGER roster_delete; DELETE FROM roster WHERE region NOT IN ('11', '11.01', '11.02', '11.03',
    '93.01')}
  db eval {VACUUM}
  db close
}

proc plant {sql} {
  catch {db close}
  file copy -force $::folder/small.db $::folder/planted.db
  sqlite3 bare $::folder/planted.db
  bare eval {PRAGMA synchronous = OFF; PRAGMA legacy_alter_table = ON}
  set rc [catch {bare eval $sql} e]
  bare close
  if {$rc} { error "plant: $e: $sql" }
  db_open db $::folder/planted.db
  db eval {PRAGMA synchronous = OFF}
}
proc ask {from} { db eval "SELECT * FROM main.$from" }
proc shuffle {list} { lmap pair [lsort -real -index 0 [lmap x $list { list [expr {rand()}] $x }]] { lindex $pair 1 } }
