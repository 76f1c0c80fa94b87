# calls.tcl: the arguments with which tests ask every table-valued function.
#
#   calls REGION EARLY LATE ?FUNCTION ARGUMENTS ...?   a dict of functions and what stands between their parentheses,
#   for
#   2023-TW1 and 2023-TW2, a region and two editions; those named at the end are asked in another way. A test that takes
#   them holds the dict against spm_help, so that a new function cannot be forgotten.
proc calls {region early late args} {
  set quarter '2023-TW2'
  set quarters "'2023-TW1', $quarter"
  foreach f {award budget chase curve deadline field_score filing finding\
    indicator_score input_rate input_status method opd_status\
    peer
      point quality quarter rank score service_score summary target} {
    dict set calls spm_$f $quarter
  }
  dict set calls spm_help {}
  dict set calls spm_column {}
  dict set calls spm_import_report {}
  dict set calls spm_reconcile {}
  dict set calls spm_change $quarters
  dict set calls spm_denominator_watch $quarters
  dict set calls spm_edition_diff "'$early', '$late'"
  dict set calls spm_explain "'$region', $quarter"
  dict set calls spm_next_band "'$region', $quarter"
  dict set calls spm_source "'$region', $quarter, 'k-paud.A1'"
  dict set calls spm_trend "'$region'"
  dict set calls spm_pairs "$quarter, 'kabupaten'"
  dict set calls spm_weight_range "$quarter, 'kabupaten'"
  return [dict merge $calls $args]
}
