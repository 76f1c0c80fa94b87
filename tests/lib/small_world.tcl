# small_world.tcl: a world that is small enough to ask a table-valued function anything (tvf.test, select.test).
#
#   small_world FILE ?WHO?   a database of Aceh and Jakarta, two quarters, filings of every kind; db is left open on it.
#                            WHO: which rows of table roster report
#
# Kota Langsa (11.74) files 9007199254740993 in field 1.01: a REAL cannot hold it.
proc small_world {file {who "substr(region, 1, 2) IN ('11', '31') AND region <= '31.75'"}} {
  db_new $file
  db eval "DROP TRIGGER roster_delete; DELETE FROM roster WHERE NOT ($who)"
  db eval {BEGIN}
  set n 0
  foreach period {2023-TW1 2023-TW2} {
    foreach {region group} [db eval {SELECT region, level_group FROM region JOIN roster USING (region)
        WHERE from_period <= '2023-TW1'}] {
      incr n
      if {$n % 4 == 0} continue
      foreach field {1.01 1.02 1.03 1.04 1.05 1.06} {
        incr n
        if {$n % 7 == 0} continue
        db eval {INSERT INTO filing(region, period, field, revision, submitted_at) VALUES ($region, $period, $field, 1,
          strftime('%Y-%m-%dT%H:%M:%SZ', '2023-07-20', printf('%d hours', $n * 5)))}
        set id [db last_insert_rowid]
        set big [expr {$region eq "11.74" && $field eq "1.01"}]
        db eval {INSERT INTO achievement(filing, service, indicator, required, fulfilled)
          SELECT $id, s.service, i.indicator, CASE WHEN $big THEN 9007199254740993 ELSE 10 * (1 + $n % 3) END,
            CASE WHEN $n % 11 = 0 THEN NULL WHEN $big THEN 9007199254740993 ELSE $n % 13 + length(i.name) % 9 END
          FROM service AS s JOIN indicator AS i USING (service)
          WHERE s.field = $field AND s.level_group = $group AND coalesce(i.valid_to, '9') >= $period
            AND coalesce(i.valid_from, '0') <= $period}
        db eval {UPDATE filing SET status = 'filed' WHERE filing = $id}
      }
    }
  }
  db eval {COMMIT}
}
