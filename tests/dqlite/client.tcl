# client.tcl: what a client of dqlite says to a node, over TCP: version 1 of its protocol, as far as the test needs it.
#
#   dq_connect PORT             a connection to the node at 127.0.0.1:PORT
#   dq_leader C                 {id address} of the leader as that node knows it, {0 ""} when it knows none
#   dq_open C ?NAME?            open the database NAME (default spm), on the leader only
#   dq_exec C SQL               run statements that write: {last_insert_rowid rows_affected}
#   dq_query C SQL              run one statement that answers: a list of rows, each a list of values; NULL is {}
#   dq_add C ID ADDRESS, dq_assign C ID ROLE (0: it votes), dq_transfer C ID, dq_dump C NAME (a list of file name,
#   bytes)
#
# A refusal of the node is a Tcl error "dqlite CODE: message"; a connection that broke is "connection lost".
#
# A message is a head (words of 8 bytes, type, schema), then its body; numbers are little endian, texts end with a NUL
# and are
# filled up to whole words.

set dq_timeout 60000

proc dq_connect {port} {
  set c [socket 127.0.0.1 $port]
  fconfigure $c -translation binary -buffering full -blocking 0
  puts -nonewline $c [binary format wu 1]
  flush $c
  dq_call $c 1 [binary format wu 7]
  return $c
}

proc dq_read {c n} {
  set got ""
  set end [expr {[clock milliseconds] + $::dq_timeout}]
  while {[string length $got] < $n} {
    append got [read $c [expr {$n - [string length $got]}]]
    if {[string length $got] == $n} break
    if {[eof $c]} { error "connection lost" }
    if {[clock milliseconds] > $end} { error "no answer in $::dq_timeout ms" }
    after 1
  }
  return $got
}

proc dq_text {text} {
  set bytes [encoding convertto utf-8 $text]\0
  append bytes [string repeat \0 [expr {-[string length $bytes] % 8}]]
}

proc dq_send {c type body} {
  puts -nonewline $c [binary format iuccsu [expr {[string length $body] / 8}] $type 0 0]$body
  flush $c
}

# The answer to a request: {type body}
proc dq_receive {c} {
  binary scan [dq_read $c 8] iucucus words type schema extra
  set body [dq_read $c [expr {$words * 8}]]
  if {$type == 0} {
    binary scan $body wu code
    error "dqlite $code: [lindex [dq_take $body 8] 0]"
  }
  list $type $body
}

proc dq_call {c type body} {
  if {[catch { dq_send $c $type $body } e]} { error "connection lost" }
  dq_receive $c
}

# {text, where the next thing begins}
proc dq_take {body at} {
  set end [string first \0 $body $at]
  list [encoding convertfrom utf-8 [string range $body $at $end-1]] [expr {($end / 8 + 1) * 8}]
}

proc dq_leader {c} {
  lassign [dq_call $c 0 [binary format wu 0]] type body
  binary scan $body wu id
  list $id [lindex [dq_take $body 8] 0]
}

proc dq_open {c {name spm}} {
  lassign [dq_call $c 3 [dq_text $name][binary format wu 6][dq_text volatile]] type body
  binary scan $body iu ::dq_db($c)
}

proc dq_exec {c sql} {
  lassign [dq_call $c 8 [binary format wu $::dq_db($c)][dq_text $sql]] type body
  binary scan $body wuwu id n
  list $id $n
}

proc dq_query {c sql} {
  set rows {}
  dq_send $c 9 [binary format wu $::dq_db($c)][dq_text $sql]
  while 1 {
    lassign [dq_receive $c] type body
    lassign [dq_rows $body] more some
    lappend rows {*}$some
    if {!$more} { return $rows }
  }
}

# {whether another message follows, rows}. Before each row stand the types of its columns, 4 bits each, in whole words.
proc dq_rows {body} {
  binary scan $body wu columns
  set at 8
  for {set i 0} {$i < $columns} {incr i} { set at [lindex [dq_take $body $at] 1] }
  set rows {}
  while {$at < [string length $body]} {
    binary scan $body @${at}H2 mark
    if {$mark eq "ff"} { return [list 0 $rows] }
    if {$mark eq "ee"} { return [list 1 $rows] }
    set words [expr {($columns + 15) / 16}]
    binary scan $body @${at}h[expr {$words * 16}] types
    incr at [expr {$words * 8}]
    set row {}
    foreach t [split [string range $types 0 $columns-1] ""] {
      switch $t {
        1 { binary scan $body @${at}w value; incr at 8 }
        2 { binary scan $body @${at}q value; incr at 8 }
        3 { lassign [dq_take $body $at] value at }
        5 { set value ""; incr at 8 }
        default { error "no type $t in this client" }
      }
      lappend row $value
    }
    lappend rows $row
  }
  error "the rows end without a mark"
}

proc dq_add {c id address} { dq_call $c 12 [binary format wu $id][dq_text $address] }
proc dq_assign {c id role} { dq_call $c 13 [binary format wuwu $id $role] }
proc dq_transfer {c id} { dq_call $c 17 [binary format wu $id] }

proc dq_dump {c name} {
  lassign [dq_call $c 15 [dq_text $name]] type body
  binary scan $body wu n
  set at 8
  set files {}
  for {set i 0} {$i < $n} {incr i} {
    lassign [dq_take $body $at] file at
    binary scan $body @${at}wu size
    incr at 8
    lappend files $file [string range $body $at [expr {$at + $size - 1}]]
    incr at [expr {($size + 7) / 8 * 8}]
  }
  return $files
}
