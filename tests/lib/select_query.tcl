# select_query.tcl: makes random SELECTs for select.test, in two spellings: on table-valued functions, on their copies.
#
#   start N    the chance of the N-th query
#   generate   {TEXT N HOW}, or {} where it would be too large; side 1 TEXT is the one spelling, side 2 TEXT the other
#   begin TERMS 1; derived view 0   a relation whose R(T,body) may be a view
#
# It knows the functions from select.test: weights, M and P there, ::views, ::required.

proc quoted {text} { return '[string map {' ''} $text]' }

# ---- chance ----
proc start {n} { expr {srand(($::seed * 7919 + $n * 48271) % 2147483646 + 1)}; roll 9; roll 9 }
proc roll {n} { expr {int(rand() * $n)} }
proc chance {percent} { expr {rand() * 100 < $percent} }
proc pick {list} { lindex $list [roll [llength $list]] }
proc weighted {pairs} {
  set at [expr {rand() * [tcl::mathop::+ {*}[dict values $pairs]]}]
  foreach {what weight} $pairs { if {[set at [expr {$at - $weight}]] < 0} { return $what } }
  return $what
}
proc some {list n} { ;# n of them, in any order
  set out {}
  while {[incr n -1] >= 0 && [llength $list]} {
    set i [roll [llength $list]]
    lappend out [lindex $list $i]
    set list [lreplace $list $i $i]
  }
  return $out
}

# ---- a query: two spellings in one text ----
proc two {function copy} { return \x01$function\x02$copy\x03 }
proc side {which text} { regsub -all {\x01([^\x02]*)\x02([^\x03]*)\x03} $text \\$which }
proc both {terms pins} { ;# terms joined by AND; pins stand on the side of the copies alone
  set text [expr {[llength $terms] ? [join $terms { AND }] : 1}]
  foreach pin $pins { append text [two {} " AND ($pin)"] }
  return $text
}

# ---- relations ----
# What stands in FROM under the name T: R(T,text) how; R(T,terms) that give its arguments, R(T,pins) that do on the side
# of the copies; R(T,columns) NAME TYPE ...; R(T,hidden) its arguments that may be read; R(T,key) expressions that name
# a row, {} when there are none; R(T,star) all its columns; R(T,f) the function; R(T,rows) about how many; R(T,sources)
# what it can give to arguments of another: KIND EXPRESSION EXPRESSION-OF-THE-COPY VALUES; R(T,v,NAME) one row's values.
proc kind {arg} { switch -glob $arg { period* { return period } method* { return method } w_* - width { return number }
  default { return $arg } } }
set others {
  period {2023-TW1 {2023q1 {TW I 2023} 2023-02-11} 2023-TW2 {2023-Q2 {Triwulan II Tahun 2023} 2023-05-17}
    2023-TW3 2023-Q3}
  as_of {2023-08-06T00:00:00Z {2023-08-06T00:00:00.5Z 2023-08-06T07:00:00+07:00}}
  method {uji dua permendagri-59-2021 tiga}
}
proc spell {t arg value} { ;# on the side of the function
  if {$::respell && [chance 45] && [dict exists $::others [kind $arg] $value]} {
    set ::respelled 1
    if {$::many} { set ::R($t,hidden) {} } ;# it may echo what is given
    set value [pick [dict get $::others [kind $arg] $value]]
  }
  if {[kind $arg] eq "number"} { return $value }
  if {!$::view && $value eq $::b_text} { return [pick {$::b_text '2023-TW2'}] }
  if {!$::view && $value eq $::b_region && [chance 50]} { return {$::b_region} }
  set q [quoted $value]
  return [weighted [list $q 80 "(SELECT $q)" 8 "('' || $q)" 6 "+$q" 6]]
}
# A term that says the argument is one of these.
proc says {t arg values {may_be_list 1}} {
  set e $t."$arg"
  set list [join [lmap v $values { quoted $v }] {, }]
  set first [spell $t $arg [lindex $values 0]]
  if {[llength $values] == 1 && ([kind $arg] eq "number" || !$may_be_list || [chance 75])} {
    return [two [weighted [list "$e = $first" 60 "$e IS $first" 20 "$first = $e" 20]] "$e = $list"]
  }
  if {[chance 25] && $::respell} {
    set kind [kind $arg]
    set asked "FROM ask WHERE kind = '$kind' AND canon IN ($list)"
    set all [plain eval "SELECT DISTINCT canon $asked AND spelled IS NOT NULL ORDER BY 1"]
    if {$all eq [lsort $values]} {
      if {$::many} { set ::R($t,hidden) {} }
      set ::respelled 1
      return [two "$e IN (SELECT spelled $asked)" "$e IN ($list)"]
    }
  }
  set more [lmap v $values { spell $t $arg $v }]
  if {[chance 40]} { lappend more [spell $t $arg [pick $values]] }
  if {[chance 10]} { lappend more NULL }
  return [two "$e IN ([join $more {, }])" "$e IN ($list)"]
}
proc quoted_names {t list} { lmap c $list { string cat $t.\" $c \" } }
proc names_of {t list} { join [quoted_names $t $list] {, } }
proc relation {t f k} {
  global M R
  array set R [list $t,f $f $t,terms {} $t,pins {} $t,columns $M($f,columns) $t,hidden $M($f,args) $t,sources {} \
    $t,rows $M($f,$k,rows) $t,key [quoted_names $t $M($f,key)] $t,star [names_of $t [dict keys $M($f,columns)]]]
  set table copy_${f}_$k
  set n [plain onecolumn "SELECT max(rowid) FROM $table"]
  if {$n eq "∅"} return
  set at [plain eval "SELECT max(rowid) FROM $table WHERE rowid <= [roll $n] + 1"]
  if {"region" in [dict keys $M($f,columns)] && [chance 80]} {
    set near [plain eval "SELECT rowid FROM $table WHERE region = '$::focus' LIMIT 40"]
    if {$near ne {}} { set at [pick $near] }
  }
  if {"required" in [dict keys $M($f,columns)] && [chance 50]} {
    set near [plain eval "SELECT rowid FROM $table WHERE required > 9e15 LIMIT 10"]
    if {$near ne {}} { set at [pick $near] }
  }
  set all [concat [dict keys $M($f,columns)] $M($f,args)]
  set quotes [join [lmap c $all { string cat quote(\" $c \") }] {, }]
  foreach c $all v [plain eval "SELECT $quotes FROM $table WHERE rowid = $at"] { set R($t,v,$c) $v }
}
proc name {} { return t[incr ::named] }
# A function: PLACE says where its terms may stand: where, on, or only as arguments of a function.
proc function {place {sources {}} {f ""}} {
  global M R
  set t [name]
  set p {}; set source {}
  for {set try 0} {$try < 20} {incr try} {
    set one [expr {$f eq "" ? [weighted $::weights] : $f}]
    set k [roll $M($one,n)]
    if {$sources eq {}} break
    set source [pick $sources]
    set can [lmap a $M($one,args) {
      if {[kind $a] ne [lindex $source 0] || $a in {w_min w_max width}} continue
      if {[lsearch -not [lmap v [lindex $source 3] { expr {$v in $M($one,$k,$a)} }] 1] >= 0} continue
      if {$::many && $a ni $::required} continue ;# NULL for an option
      set a
    }]
    set source [expr {$can eq {} ? {} : $source}]
    if {$can ne {}} { set p [pick $can]; break }
  }
  set f $one
  relation $t $f $k
  set args $M($f,args)
  set mode one
  set can [lmap a $args { if {[llength $M($f,$k,$a)] < 2} continue; set a }]
  if {$p ne {}} { set mode lateral
  } elseif {$place ne "only" && $args ne {}} { set mode [weighted {one 55 again 18 many 27}] }
  if {$mode eq "many" && $can eq {}} { set mode one }
  if {$mode eq "many"} { set p [pick $can] }
  # how many stand as arguments of the function
  set last -1
  foreach a $args i [lsearch -all $args *] { if {$a in $M($f,$k,given) && $a ne $p} { set last $i } }
  set need [llength [lsearch -all -inline -regexp $args ^([join $::required |])$]]
  if {$args eq {}} { set n 0
  } elseif {$place eq "only"} { set n [expr {[chance 30] ? [llength $args] : max($last, [lsearch $args $p]) + 1}]
  } else { set n [weighted [list $need 50 0 25 [roll [expr {[llength $args] + 1}]] 25]] }
  if {$mode eq "many"} { set n [expr {min($n, [lsearch $args $p])}] }
  set given {}
  set i 0
  # what is given twice
  set twice [expr {$place ne "only" && ($mode eq "again" || [chance 8]) ? [pick $args] : {}}]
  if {$p ne {} && $p eq $twice && $mode eq "lateral"} { set twice {} }
  set respell $::respell
  foreach a $args v $M($f,$k) {
    set ::respell [expr {$respell && ($a ne $twice || ($i < $n && !$::many))}]
    set say [expr {$i >= $n && $place ne "only" && ($a in $M($f,$k,given) || [chance 8] || $a eq $twice) && $a ne $p}]
    if {$a eq $p && $mode eq "many"} {
      set values [some $M($f,$k,$a) [expr {1 + [roll [llength $M($f,$k,$a)]]}]]
      lappend R($t,terms) [says $t $a $values]
      set R($t,rows) [expr {$R($t,rows) * [llength $values]}]
    } elseif {$a eq $p} {
      lassign $source - spelled canon
      if {$i < $n} { lappend given $spelled; lappend R($t,pins) "$t.\"$a\" = $canon"
      } else { lappend R($t,terms) [two "$t.\"$a\" [pick {= = IS}] $spelled" "$t.\"$a\" = $canon"] }
      if {$::many} { set R($t,hidden) {} }
    } elseif {$i < $n} {
      lappend given [expr {$a ni $M($f,$k,given) && !$::many && $a ni $::required && [chance 60]
        ? "NULL" : [spell $t $a $v]}]
    } elseif {$say} {
      lappend R($t,terms) [says $t $a [list $v]]
    }
    if {$a eq $twice} {
      set values [expr {[chance 55] ? [list $v] : [some $M($f,all,$a) [expr {1 + [roll 2]}]]}]
      if {[kind $a] eq "number"} { set values [lrange $values 0 0] }
      lappend R($t,terms) [says $t $a $values]
    }
    if {$p ne {} && $a ne $p} { lappend R($t,pins) "$t.\"$a\" = [quoted $v]" }
    incr i
  }
  set ::respell $respell
  set copy copy_$f[expr {$p eq {} ? "_$k" : {}}]
  set R($t,text) "[two $f[expr {$given eq {} ? {} : "([join $given {, }])"}] $copy] AS $t"
  set R($t,star) [two $t.* $R($t,star)]
  if {$p ne {}} { set R($t,key) [expr {$p in $R($t,hidden) ? [concat $R($t,key) $t.\"$p\"] : {}}] }
  foreach a $R($t,hidden) {
    set values [expr {$a eq $p ? $M($f,$k,$a) : [list [lindex $M($f,$k) [lsearch $args $a]]]}]
    if {[kind $a] eq "period"} { lappend R($t,sources) [list period $t."$a" $t."$a" $values] }
  }
  return $t
}
proc table {} {
  global R M
  set f [weighted {region 50 period 20 filing 30}]
  set t [name]
  relation $t $f 0
  set R($t,text) "$f AS $t"
  set few {}
  if {$f eq "region" && [chance 75]} { set few {region IN ('11', '11.02', '11.03', '11.74', '12', '13', '31')} }
  if {$f eq "period"} { set few "period IN ([join [lmap q [some {2023-TW1 2023-TW2 2023-TW3} 3] { quoted $q }] {, }])" }
  if {$few ne {}} {
    set R($t,text) "(SELECT * FROM $f WHERE $few) AS $t"
    set R($t,rows) 7
  }
  if {$f eq "period"} { set R($t,sources) [list [list period $t.period $t.period {2023-TW1 2023-TW2 2023-TW3}]] }
  if {$f eq "filing"} { set R($t,sources) [list [list period $t.period $t.period {2023-TW1 2023-TW2}]] }
  return $t
}
# Rows of table ask: an argument for the function behind it.
proc asked {} {
  global R
  set t [name]
  set kind [weighted {period 60 region 12 level 6 as_of 8 by 8 method 4 of 4}]
  set all [plain eval {SELECT DISTINCT canon FROM ask WHERE kind = $kind AND canon IS NOT NULL}]
  set values [some $all [expr {1 + [roll 3]}]]
  set list [join [lmap v $values { quoted $v }] {, }]
  array set R [list $t,f ask $t,terms {} $t,pins {} $t,hidden {} $t,rows 4 $t,key {} $t,star $t.canon \
    $t,columns {canon TEXT} $t,sources [list [list $kind $t.spelled $t.canon $values]] \
    $t,text "(SELECT spelled, canon FROM ask WHERE kind = '$kind' AND (canon IN ($list) OR canon IS NULL)) AS $t"]
  set ::P(ask,canon) [lmap v $values { quoted $v }]
  return $t
}
# A SELECT over one function as a relation: in FROM, as a CTE, a view. IS_OUTSIDE: what gives the arguments may stand
# outside of it.
proc derived {how is_outside} {
  global R M
  set scope $::scope
  set t [name]
  set in [function where]
  set ::scope $in
  set f $R($in,f)
  set keep [lmap k $R($in,key) { string range $k [string length $in.\"] end-1 }]
  set columns {}
  set shown [lmap k $keep { if {[dict exists $M($f,columns) $k]} continue; set k }]
  if {$shown eq {}} { set shown [some $R($in,hidden) [chance 40]] }
  foreach c [lsort -unique [concat $keep [some [dict keys $M($f,columns)] [expr {1 + [roll 5]}]]]] {
    if {[dict exists $M($f,columns) $c]} { dict set columns $c [dict get $M($f,columns) $c] }
  }
  set terms $R($in,terms)
  set outside {}
  set distinct [expr {[chance 10] ? "DISTINCT " : {}}]
  set limit {}
  if {[chance 10] && $R($in,key) ne {}} { set limit " ORDER BY [join $R($in,key) {, }] LIMIT [roll 30]" }
  if {$is_outside && $how eq "from" && $distinct eq {} && $limit eq {} && [chance 40]} {
    # every argument that the terms name is a column too, and the terms name the relation
    if {[llength $R($in,hidden)]} {
      set shown $M($f,args)
      set outside [lmap term $terms { string map [list $in. $t.] $term }]
      set terms {}
    }
  }
  foreach i [lrepeat [roll 3] 1] { if {!$::many} { lappend terms [term 1] } }
  set pins [expr {$outside eq {} ? $R($in,pins) : {}}]
  set list [names_of $in [concat [dict keys $columns] $shown]]
  set text "SELECT $distinct$list FROM $R($in,text) WHERE [both $terms $pins]$limit"
  array set R [list $t,f $f $t,terms $outside $t,columns $columns $t,hidden $shown $t,rows $R($in,rows) $t,star $t.* \
    $t,pins [expr {$outside eq {} ? {} : [lmap pin $R($in,pins) { string map [list $in. $t.] $pin }]}] \
    $t,key [quoted_names $t $keep] $t,sources {}]
  foreach c [dict keys $columns] { if {[info exists R($in,v,$c)]} { set R($t,v,$c) $R($in,v,$c) } }
  set ::scope $scope
  set R($t,body) $text
  switch $how {
    with {
      lappend ::with "$t AS [weighted {{} 40 {MATERIALIZED } 35 {NOT MATERIALIZED } 25}]($text)"
      set R($t,text) $t
    }
    default { set R($t,text) "($text) AS $t" }
  }
  return $t
}
proc rename_relation {of t} {
  global R
  foreach part {f terms columns hidden rows star sources pins key} {
    set R($t,$part) [string map [list $of. $t.] $R($of,$part)]
  }
  foreach c [dict keys $R($of,columns)] { if {[info exists R($of,v,$c)]} { set R($t,v,$c) $R($of,v,$c) } }
}
# The same CTE or view once more, under another name.
proc again {of name} {
  global R
  set t [name]
  rename_relation $of $t
  set R($t,text) "$name AS $t"
  return $t
}

# ---- FROM ----
set apart {region 8 field 6 service 28 indicator 280 rule 12 level 3 province 2 other 8 filing 40}
# On what a new relation is joined; how many rows that leaves goes to ::rows.
proc on {t earlier} {
  global R
  set left [pick $earlier]
  set same [lmap c [dict keys $R($t,columns)] { if {![dict exists $R($left,columns) $c]} continue; set c }]
  set best [lmap c $same { if {![dict exists $::apart $c]} continue; set c }]
  set conditions {}
  set share 1
  if {$best ne {} && [chance 88]} {
    foreach c [some $best [expr {$R($t,rows) > 200 && $R($left,rows) > 200 ? 3 : 1 + [chance 25]}]] {
      lappend conditions "$t.\"$c\" [weighted {= 92 IS 8}] $left.\"$c\""
      set share [expr {max($share, [dict get $::apart $c]) * ($share > 1 ? 2 : 1)}]
    }
  } elseif {[chance 75]} {
    set a [pick [dict keys $R($t,columns)]]; set b [pick [dict keys $R($left,columns)]]
    lappend conditions "$t.\"$a\" [pick {= < > <= >= <>}] $left.\"$b\""
  }
  set ::rows [expr {$::rows * max(1, $R($t,rows)) / $share}]
  return $conditions
}
# ::scope, ::from, ::where, ::pins, ::rows
proc from {n} {
  global R
  set joins [lrepeat $n {}]
  foreach i [lsearch -all $joins *] {
    if {!$i} continue
    lset joins $i [weighted {JOIN 30 , 8 {CROSS JOIN} 9 {LEFT JOIN} 30 {FULL JOIN} 8 {RIGHT JOIN} 8 USING 7}]
  }
  set is_plain [expr {[lsearch -regexp $joins {FULL|RIGHT}] < 0}]
  set earlier {}
  set ::where [set ::pins {}]
  set ::rows 1
  foreach join $joins {
    set next_sources [concat {*}[lmap u $earlier { set R($u,sources) }]]
    set place [expr {!$is_plain || $join eq "USING" ? "only" : $join eq "LEFT JOIN" ? "on" : "where"}]
    set is_first [expr {$earlier eq {}}]
    set what [weighted [list function 60 table [expr {$n > 1 ? 14 : 0}] asked [expr {$is_first && $n > 1 ? 14 : 0}] \
      from 10 with 8 view 5 again [expr {$::with eq {} ? 0 : 25}]]]
    if {$join eq "RIGHT JOIN" || ($join eq "USING" && $what eq "asked")} { set what table }
    if {$::view} { set what function }
    set can [expr {$next_sources ne {} && $join ne "USING" && $is_plain}]
    if {$can && $R([lindex $earlier end],f) eq "ask"} { set what function }
    switch $what {
      function { set t [function $place [expr {$can && [chance 75] ? $next_sources : {}}]] }
      table { set t [table] }
      asked { set t [asked] }
      view { set of [pick $::views]; set t [again $of $of] }
      again { set of [lindex [split [pick $::with]] 0]; set t [again $of $of] }
      default { set t [derived $what [expr {$n == 1}]] }
    }
    set on [expr {$earlier eq {} ? {} : [on $t $earlier]}]
    if {$earlier eq {}} {
      set ::from $R($t,text)
      set ::rows [expr {max(1, $R($t,rows))}]
      lappend ::where {*}$R($t,terms)
      lappend ::pins {*}$R($t,pins)
    } elseif {$join eq "USING"} {
      set u [lindex $earlier end]
      set same [lmap c [dict keys $R($t,columns)] {
        if {![dict exists $R($u,columns) $c] || ![dict exists $::apart $c]} continue
        set c
      }]
      if {$same eq {} || [llength $earlier] > 1} { append ::from " JOIN $R($t,text) ON [both $on {}]"
      } else { append ::from " [pick {JOIN {LEFT JOIN}}] $R($t,text) USING (\"[pick $same]\")" }
    } elseif {$join in {JOIN , {CROSS JOIN}} && [chance [expr {$join eq "," ? 100 : 30}]]} {
      if {$is_plain && $n == 2 && $join eq "JOIN" && [chance 50]} { set ::from "$R($t,text) $join $::from"
      } else { append ::from "[expr {$join eq "," ? {} : { }}]$join $R($t,text)" }
      lappend ::where {*}$on {*}$R($t,terms)
      lappend ::pins {*}$R($t,pins)
    } else {
      set ::scope [concat $earlier $t]
      if {!$::many && [chance 30]} { lappend on [term 1] }
      append ::from " $join $R($t,text) ON [both [concat $R($t,terms) $on] $R($t,pins)]"
    }
    lappend earlier $t
  }
  set ::scope $earlier
}

# ---- terms ----
# Another look of a value, mostly one that compares the same.
proc disguise {v} {
  if {[string is double -strict $v]} {
    if {$v == 9007199254740992.0 && [chance 60]} {
      return [pick {9007199254740993 9007199254740992 '9007199254740993'}]
    }
    return [weighted [list '$v' 30 "' $v '" 10 "'${v}x'" 4 ($v+0) 15 "CAST($v AS TEXT)" 10 "(SELECT $v)" 10 +$v 8 \
      "$v || ''" 8]]
  }
  if {[regexp {^'[0-9]+(\.[0-9]+)?'$} $v] && [chance 50]} { return [string trim $v '] }
  return [weighted [list "$v || ''" 30 "(SELECT $v)" 30 "CAST($v AS BLOB)" 8 "+$v" 12 "$v COLLATE NOCASE" 20]]
}
set odd {NULL '' 0 1 -1 0.5 5 60 '60' 100 9007199254740993 9007199254740992 '9007199254740993' 9007199254740993.0
  9223372036854775807 -9223372036854775808 9223372036854775807.0 1e400 -1e400 x'' x'31312e3734' 'k' {'Kota Langsa'}
  '11.74' 11.74 {' 60 '} '6e1' '60x' '0x3C' TRUE {(SELECT NULL)} 2023 '2023-TW2'}
proc known {t c} { expr {[info exists ::R($t,v,$c)] ? $::R($t,v,$c) : "NULL"} }
proc value {t c is_true} {
  set v [known $t $c]
  if {!$is_true || $v eq "NULL"} {
    set f $::R($t,f)
    set pool [expr {[info exists ::P($f,$c)] ? $::P($f,$c) : $::odd}]
    set v [weighted [list pool 62 odd 22 other 8 bound 8]]
    switch $v {
      pool { set v [pick $pool] }
      odd { return [pick $::odd] }
      other { set v [known $t [pick [dict keys $::R($t,columns)]]] }
      bound { return [expr {$::view ? "60" : [pick {$::b_text $::b_region $::b_int $::b_big $::b_real $::b_null}]}] }
    }
  }
  return [expr {[chance 14] && $v ne "NULL" ? [disguise $v] : $v}]
}
# True of the row that R(T,v,...) holds, unless something else is false: COLUMN = VALUE in many ways.
proc true_term {t c type} {
  set e $t."$c"
  set v [known $t $c]
  if {$v eq "NULL"} {
    return [pick [list "$e IS NULL" "$e ISNULL" "$e IS NOT 5" "coalesce($e, 1) = 1" "NOT $e > 5 IS TRUE"]]
  }
  set w [value $t $c 1]
  set more [join [some [list $w [value $t $c 0] [value $t $c 0] [value $t $c 1]] 4] {, }]
  set out [list "$e = $w" 12 "$e IS $w" 6 "$w = $e" 4 "$e == $w" 2 "$e <= $w" 12 "$e >= $w" 12 "$w >= $e" 3 \
    "$w <= $e" 3 "$e IN ($more)" 10 "$e BETWEEN $w AND $w" 3 "$e IS NOT NULL" 5 "$e NOTNULL" 2 "+$e = $w" 2 \
    "likely($e >= $w)" 2 "$e COLLATE NOCASE = $w" 3 "$e <= $w COLLATE NOCASE" 3 "$w = $e COLLATE BINARY" 1]
  if {$type eq "TEXT"} {
    lappend out "$e LIKE '%'" 2 "$e >= ''" 2 "$e > x''" 1 "$e BETWEEN '' AND $w" 3 "upper($e) = upper($w)" 1 \
      "$e COLLATE NOCASE = upper($w)" 3 "length($e) = length($w)" 1
    if {[regexp {^'([A-Za-z0-9. -]{2,6})} $v -> head]} {
      lappend out "$e LIKE '$head%'" 4 "$e GLOB '$head*'" 4 "$e LIKE '[string tolower $head]%'" 3 \
        "substr($e, 1, [string length $head]) = '$head'" 2
    }
  } else {
    lappend out "$e BETWEEN $w AND 1e300" 4 "$e < 1e400" 2 "$e > -1" 2 "$e < 9223372036854775807" 2 \
      "abs($e) = abs($w)" 1 "$e + 0 = $w + 0" 1
  }
  set d [pick [dict keys $::R($t,columns)]]
  if {[known $t $d] ne "NULL"} {
    lappend out "($e, $t.\"$d\") = ($v, [known $t $d])" 4 "($e, $t.\"$d\") >= ($v, [known $t $d])" 4 \
      "($e, $t.\"$d\") <= ($w, [known $t $d])" 3 "($e, $t.\"$d\") IN (VALUES ($v, [known $t $d]), (NULL, 1))" 3
  }
  return [weighted $out]
}
proc any_term {t c type} {
  set e $t."$c"
  set v [value $t $c 0]
  set w [value $t $c 1]
  set u [pick $::scope]
  set d [pick [dict keys $::R($u,columns)]]
  set not [pick {{} { NOT}}]
  set x {
    {$e [pick {= < <= > >= <> != IS {IS NOT} ==}] $v} 40 {$v [pick {= < <= > >= <> IS}] $e} 8 {$e IS$not NULL} 5
    {$e$not IN ($v, $w, [value $t $c 0])} 12 {$e$not IN ()} 1 {$e$not BETWEEN $v AND $w} 7 {$e$not BETWEEN $w AND $v} 4
    {$e [pick {= < > IS <>}] $u."$d"} 8 {+$e [pick {< > =}] $w} 3 {$e COLLATE NOCASE [pick {< > = <= IS}] $v} 5
    {$e [pick {< > =}] $v COLLATE RTRIM} 2 {typeof($e) = [pick {'real' 'text' 'null'}]} 2 $e 2
    {[pick {1 0 NULL 'a' 1.5}]} 2
    {$e [pick {LIKE {NOT LIKE} GLOB}] [pick {'%a%' '11%' '_1%' '*' 'K*' '%' NULL ''}]} 5
    {($e, $u."$d") [pick {< > <= >= = <> IS}] ($w, [value $u $d 1])} 5
    {($e, $u."$d")$not IN (VALUES ($v, [value $u $d 1]), ($w, [value $u $d 0]))} 3
    {($e, $u."$d")$not IN (SELECT region, name FROM region WHERE level = 'kota')} 1
    {$e$not IN ([subquery $t $c])} 7 {$e [pick {= > <=}] ([subquery $t $c 1])} 5
  }
  if {$::rows < 80} { lappend x {[string trim $not] EXISTS ([correlated $t 1])} 6 }
  # where no constraint is seen, an argument is a column; but SQLite puts what = says in its place
  if {$::R($t,hidden) ne {} && !$::respelled} {
    set a [pick $::R($t,hidden)]
    lappend x {+$t."$a" [pick {= < > <>}] [quoted [pick {2023-TW2 2023-TW1 kota}]]} 2 {$t."$a" || '' <> $e} 1
  }
  return [subst [weighted $x]]
}
proc term {depth} {
  set t [pick $::scope]
  if {$depth < 3 && [chance [expr {$::many ? 10 : 22}]]} {
    incr depth
    switch [weighted {or 35 and 12 not 20 case 8 is 10 three 15}] {
      or { return "([term $depth] OR [term $depth])" }
      and { return "([term $depth] AND [term $depth])" }
      not { return "NOT ([term $depth])" }
      case { return "CASE WHEN [term $depth] THEN [term $depth] ELSE [pick {1 0 NULL}] END" }
      is { return "([term $depth]) IS [pick {TRUE FALSE NULL {NOT TRUE} {NOT NULL} {NOT FALSE}}]" }
      three { return "([term $depth] OR ([term $depth] AND [term $depth]) OR [term $depth])" }
    }
  }
  set c [pick [dict keys $::R($t,columns)]]
  if {[chance 25]} { set c [lindex [dict keys $::R($t,columns)] 0] } ;# mostly of the key
  foreach big {required fulfilled} { if {[known $t $big] eq "9007199254740992.0" && [chance 15]} { set c $big } }
  set type [dict get $::R($t,columns) $c]
  if {[chance $::truth]} { return [true_term $t $c $type] }
  return [any_term $t $c $type]
}
# A column of something else of the same name or kind; IS_ONE: a single value.
proc subquery {t c {is_one 0}} {
  set scope $::scope
  set many $::many
  set ::many 1
  if {$::depth || [chance 50] || $::view} {
    set from [expr {$c in {region name level province} ? "region" : $c in {period quarter} ? "period" : "filing"}]
    set column [expr {$from eq "filing" && $c ni {field submitted_at} ? [pick {region period field revision}] : $c}]
    set out "SELECT [expr {$is_one ? "[pick {min max}](\"$column\")" : "\"$column\""}] FROM $from WHERE [pick {
      "region >= '11'" "region IN ('11', '11.02', '11.74')" 1 "region LIKE '%1'"}]"
    if {$from eq "period"} { set out [regsub {WHERE.*} $out "WHERE year = 2023"] }
  } else {
    incr ::depth
    set u [function where]
    set ::scope $u
    set d [expr {[dict exists $::R($u,columns) $c] ? $c : [pick [dict keys $::R($u,columns)]]}]
    set out "SELECT [expr {$is_one ? "[pick {min max}]($u.\"$d\")" : "$u.\"$d\""}] FROM $::R($u,text) WHERE [both [
      concat $::R($u,terms) [expr {[chance 50] ? [list [term 3]] : {}}]] $::R($u,pins)]"
    incr ::depth -1
  }
  set ::scope $scope
  set ::many $many
  return [string trim $out]
}
# A subquery that reads a column of T; it begins anew for each row, so only of what is cheap.
proc correlated {t is_exists} {
  set scope $::scope
  set many $::many
  set ::many 1
  incr ::depth
  set cheap {spm_score spm_input_status spm_source spm_trend spm_help spm_field_score spm_deadline spm_pairs}
  set f [pick $cheap]
  set sources [expr {[chance 30] ? $::R($t,sources) : {}}]
  set u [expr {$::depth > 1 || $::view || $::rows > 25 ? [table] : [function where $sources $f]}]
  set same [lmap c [dict keys $::R($u,columns)] { if {![dict exists $::R($t,columns) $c]} continue; set c }]
  set c [pick [expr {$same eq {} || [chance 10] ? [dict keys $::R($u,columns)] : $same}]]
  set d [expr {[dict exists $::R($t,columns) $c] ? $c : [pick [dict keys $::R($t,columns)]]}]
  set ::scope $u
  set terms [concat $::R($u,terms) [list "$u.\"$c\" = $t.\"$d\""] [expr {[chance 50] ? [list [term 3]] : {}}]]
  set max "max($u.\"[pick [dict keys $::R($u,columns)]]\")"
  set what [expr {$is_exists ? 1 : [pick [list count(*) $max "count(DISTINCT $u.\"$c\")"]]}]
  set out "SELECT $what FROM $::R($u,text) WHERE [both $terms $::R($u,pins)]"
  incr ::depth -1
  set ::scope $scope
  set ::many $many
  return $out
}

# ---- queries ----
# Each gives {TEXT N HOW}: N columns; HOW: total (compare in order), or a number (compare sorted, and the first so many
# columns in order).
proc column {} {
  set t [pick $::scope]
  set all [dict keys $::R($t,columns)]
  if {$::R($t,hidden) ne {} && [chance 12]} { return $t."[pick $::R($t,hidden)]" }
  return $t."[pick $all]"
}
proc out {} {
  set e [column]
  set x {$e 60 quote($e) 10 typeof($e) 4 {coalesce($e, 'none')} 3 {$e || '|' || [column]} 4 {$e IS [column]} 2
    {$e > [column]} 2 -$e 1 {CASE WHEN [term 2] THEN 'yes' ELSE $e END} 3}
  if {$::rows < 60} { lappend x {([correlated [pick $::scope] 0])} 4 }
  return [subst [weighted $x]]
}
proc direction {} { weighted {{} 60 { ASC} 10 { DESC} 24 { DESC NULLS LAST} 3 { NULLS LAST} 3} }
proc total {} { ;# expressions that name a row, or {}
  set out {}
  foreach t $::scope {
    if {$::R($t,key) eq {}} { return {} }
    lappend out {*}$::R($t,key)
  }
  return $out
}
proc limit {} {
  if {[chance 45]} return
  return " LIMIT [pick {0 1 2 3 5 10 40 -1}][expr {[chance 50] ? " OFFSET [pick {0 1 2 7 30}]" : {}}]"
}
proc ordered_all {n} { ;# by all columns: what ties is the same
  for {set i 1} {$i <= $n} {incr i} { lappend all $i }
  return " ORDER BY [join [lmap i [some $all $n] { string cat $i [direction] }] {, }][limit]"
}
proc terms {n} {
  set out $::where
  while {[incr n -1] >= 0} { lappend out [term 0] }
  return " WHERE [both [expr {[chance 50] ? $out : [some $out [llength $out]]}] $::pins]"
}
proc in_order {t last} { ;# the columns in whose order the rows come, up to that one
  if {![info exists ::M($::R($t,f),order)]} return
  quoted_names $t [lmap c [lrange $::M($::R($t,f),order) 0 $last] {
    if {![dict exists $::R($t,columns) $c]} break
    set c
  }]
}
proc plain_select {} {
  set key [total]
  set how 0
  set order {}
  set outs [lmap i [lrepeat [expr {1 + [roll 6]}] {}] { out }]
  if {[chance 12]} {
    set t [pick $::scope]
    set outs [list $::R($t,star)]
    set n [llength [dict keys $::R($t,columns)]]
    if {$::R($t,star) eq "$t.*"} { incr n [llength $::R($t,hidden)] }
  } else {
    switch [weighted {none 40 total 32 prefix 36}] {
      total {
        if {$key ne {}} {
          set how total
          set first {}
          if {[chance 40]} { lappend first [column][pick {{} { COLLATE NOCASE}}][direction] }
          if {[chance 60]} { set key [some $key [llength $key]] }
          set order " ORDER BY [join [concat $first [lmap e $key { string cat $e [direction] }]] {, }][limit]"
        }
      }
      prefix {
        set t [lindex $::scope 0]
        set by [in_order $t [roll 3]]
        if {$by eq {} || [chance 30]} { set by [list [column]]; if {[chance 40]} { lappend by [column] } }
        set outs [concat $by [lrange $outs 0 3]]
        set how [llength $by]
        set order " ORDER BY [join [lmap e $by { string cat $e [expr {[chance 65] ? {} : [direction]}] }] {, }]"
      }
    }
    set n [llength $outs]
  }
  return [list "SELECT [join $outs {, }] FROM $::from[terms $::terms]$order" $n $how]
}
proc small_column {} { ;# to be added up: a whole number that is no sum of persons
  set t [pick $::scope]
  foreach c [some [dict keys $::R($t,columns)] 99] {
    if {[dict get $::R($t,columns) $c] eq "INTEGER"} { return $t."$c" }
  }
  return 1
}
proc aggregate {} {
  set e [column]
  return [subst [weighted {count(*) 20 count($e) 15 {count(DISTINCT $e)} 12 min($e) 14 max($e) 14
    {sum([small_column])} 10 {total([small_column])} 4 {count(*) FILTER (WHERE [term 2])} 8 {sum(([term 2]) IS TRUE)} 6
    count(quote($e)) 3}]]
}
proc group_select {} {
  set t [lindex $::scope 0]
  set by [expr {[chance 60] ? [in_order $t [roll 3]] : {}}]
  if {$by eq {} || [chance 25]} { lappend by [column] }
  if {[chance 25]} { lappend by [column] }
  set by [lsort -unique $by]
  set outs [concat $by [lmap i [lrepeat [expr {1 + [roll 3]}] {}] { aggregate }]]
  set n [llength $outs]
  set having [expr {[chance 25] ? " HAVING [pick {count(*) max(1)}] [pick {> = < >=}] [pick {1 2 3}]" : {}}]
  set order [expr {[chance 35] ? [ordered_all $n] : {}}]
  return [list "SELECT [join $outs {, }] FROM $::from[terms $::terms] GROUP BY [join $by {, }]$having$order" $n [
    expr {$order eq {} ? 0 : "total"}]]
}
proc aggregate_select {} {
  set outs [lmap i [lrepeat [pick {1 1 1 2 3}] {}] { aggregate }]
  return [list "SELECT [join $outs {, }] FROM $::from[terms $::terms]" [llength $outs] total]
}
proc distinct_select {} {
  set t [lindex $::scope 0]
  set outs [expr {[chance 50] ? [in_order $t [roll 2]] : {}}]
  if {$outs eq {} || [chance 40]} { lappend outs [column] }
  set n [llength $outs]
  set order [expr {[chance 35] ? [ordered_all $n] : {}}]
  return [list "SELECT DISTINCT [join $outs {, }] FROM $::from[terms $::terms]$order" $n [
    expr {$order eq {} ? 0 : "total"}]]
}
proc window_select {} {
  set key [total]
  set e [column]
  set part [expr {[chance 60] ? "PARTITION BY [column] " : {}}]
  set outs [list "rank() OVER (${part}ORDER BY $e[direction])" "count(*) OVER ($part)" \
    "max($e) OVER (${part}ORDER BY $e)"]
  if {$key ne {}} {
    set order "ORDER BY [join $key {, }]"
    lappend outs "row_number() OVER ($part$order)" "lag($e) OVER ($part$order)" \
      "sum([small_column]) OVER ($part$order ROWS 2 PRECEDING)" "first_value($e) OVER ($part$order)" \
      "group_concat($e) OVER ($order)"
  }
  set outs [concat [column] [some $outs [expr {1 + [roll 2]}]]]
  return [list "SELECT [join $outs {, }] FROM $::from[terms $::terms]" [llength $outs] 0]
}
# Arms over one function and the same columns.
proc compound_select {} {
  set f [weighted $::weights]
  set columns [some [dict keys $::M($f,columns)] [expr {1 + [roll 3]}]]
  set text {}
  foreach i [lrepeat [expr {2 + [chance 20]}] {}] {
    set t [function where {} $f]
    set ::scope $t
    set ::rows $::R($t,rows)
    set ::where $::R($t,terms)
    set ::pins $::R($t,pins)
    if {$text ne {}} { append text " [pick {UNION {UNION ALL} EXCEPT INTERSECT}] " }
    append text "SELECT [names_of $t $columns] FROM $::R($t,text)[terms [expr {$::terms / 2}]]"
  }
  set n [llength $columns]
  set how [expr {[chance 50] ? "total" : 0}]
  if {$how eq "total"} { append text [ordered_all $n] }
  if {[chance 25] && $how eq 0} { return [list "SELECT count(*) FROM ($text)" 1 total] }
  return [list $text $n $how]
}
# The same argument in each arm of an OR, with terms of its own; spared: 2.
proc or_select {} {
  for {set try 0} {$try < 50} {incr try} {
    set f [weighted $::weights]
    set k [roll $::M($f,n)]
    set need [lmap a $::M($f,args) { if {$a ni $::required} continue; set a }]
    set can [lmap a $need { if {[llength $::M($f,$k,$a)] < 2 || [llength $need] > 1} continue; set a }]
    if {$can ne {}} break
  }
  if {$can eq {}} { return [list "SELECT 1" 1 total] }
  set p [pick $can]
  set t [name]
  relation $t $f $k
  set ::scope $t
  set ::rows $::R($t,rows)
  set ::where {}
  set ::pins {}
  foreach a $::M($f,args) v $::M($f,$k) {
    if {$a eq $p} continue
    if {$a in $::M($f,$k,given)} { lappend ::where "$t.\"$a\" = [quoted $v]" }
    lappend ::pins "$t.\"$a\" = [quoted $v]"
  }
  set arms {}
  set truth $::truth
  set ::truth 100 ;# an arm that SQLite knows to be false has no argument
  foreach v [some $::M($f,$k,$p) [expr {2 + [roll 2]}]] {
    set arm [lmap i [lrepeat [roll 3] {}] { term 2 }]
    lappend arm [says $t $p [list $v]]
    lappend arms "([join [some $arm 9] { AND }])"
  }
  if {[chance 30]} { lappend arms "([says $t $p [list $v]] AND [term 2])" }
  set ::truth $truth
  lappend ::where "([join $arms { OR }])"
  set ::from "[two $f copy_$f] AS $t"
  set R($t,key) {}
  set outs [concat $t."$p" [lmap i [lrepeat [expr {1 + [roll 3]}] {}] { column }]]
  set rest "FROM $::from[terms [expr {$::terms / 3}]]"
  if {[chance 30]} { return [list "SELECT $t.\"$p\", count(*) $rest GROUP BY 1" 2 0] }
  return [list "SELECT [pick {{} {DISTINCT }}][join $outs {, }] $rest" [llength $outs] 0]
}
# A query of so many terms, or a view, is begun. ::many: SQLite may look at an argument again; ::respell: arguments may
# be spelled in other ways, ::respelled: one is; ::truth: how often of a hundred a term is true of the row R(T,v,...).
proc begin {terms is_view} {
  array unset ::R t*
  set ::named [set ::depth [set ::respelled 0]]
  set ::with [set ::scope {}]
  set ::rows 1
  set ::view $is_view
  set ::focus [pick {13 11.02 11.74 11.74 31 11.73}]
  set ::terms $terms
  set ::many [expr {$terms > 3}]
  set ::respell [expr {!$::many || [chance 40]}]
  set ::truth [expr {$terms > 8 ? [pick {96 99 100}] : [pick {30 60 80 90}]}]
}
proc generate {} {
  set terms [weighted [list 0 22 1 18 2 15 3 11 4 8 [expr {5 + [roll 8]}] 14 [expr {13 + [roll 13]}] 11 \
    [expr {41 + [roll 20]}] 1]]
  begin $terms 0
  set shape [weighted {compound 9 or 6 from 85}]
  if {$shape eq "compound"} { return [compound_select] }
  if {$shape eq "or"} { return [or_select] }
  foreach i [lrepeat [weighted {0 88 1 9 2 3}] {}] { derived with 0 }
  from [weighted {1 50 2 38 3 12}]
  set query [weighted [list plain 48 group 14 distinct 9 window 9 aggregate 14]]
  if {$::rows > 2000} { set query [pick {aggregate group}] }
  if {$::rows > 50000} { return {} }
  set out [${query}_select]
  if {$::with ne {}} { lset out 0 "WITH [join $::with {, }] [lindex $out 0]" }
  return $out
}
