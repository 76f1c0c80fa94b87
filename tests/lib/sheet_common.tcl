# sheet_common.tcl: workbooks made by hand, and what build/sheet (tests/c/sheet.c) reads of them. For tests/read.
#
#   zip FILE PARTS ?CHANGES?   a zip file of {name bytes ...}; CHANGES: {method 0}, {comment TEXT}, {zip64 1},
#                              {flags N} (8: sizes behind the bytes), {crc 0}, {says N} (an unpacked size that is not
#                              true)
#   xlsx SHEET ?PARTS?         an xlsx with this XML for its only sheet, and parts that are added or stand for others; a
#                              part without a text is left out. Returns its path
#   cells XML ?PARTS?          the same, with the elements of sheetData alone
#   ods TABLES ?STYLES?        an ods with this XML in office:spreadsheet
#   rows FILE ?SHEET?          what is read: one line a row
#   shows NAME FILE WANT       a check of rows, but for the name of the sheet S
#   counted NAME cut|fault FILE   the same cut off anywhere, or with each allocation failing
#   refuses NAME FILE PATTERN  reading FILE ends in an error, one sentence in English that matches and one in
#                              Indonesian that says what to do
set folder /tmp/spm_$test_file.[pid]
file delete -force $folder
file mkdir $folder
set sheet [file join $build sheet]
set made 0
if {[regexp {sanitize|tsan} $build] && ![info exists env(SPM_FAULT_DENSE)]} { set env(SPM_FAULT_DENSE) 60 }
set main http://schemas.openxmlformats.org/spreadsheetml/2006/main
set office http://schemas.openxmlformats.org/officeDocument/2006/relationships
set package http://schemas.openxmlformats.org/package/2006/relationships

proc put_bytes {file bytes} {
  set f [open $file wb]
  puts -nonewline $f $bytes
  close $f
  return $file
}

proc zip {file parts {changes {}}} {
  set change [dict merge {method 8 comment {} zip64 0 flags 0 crc 1 says {}} $changes]
  dict with change {}
  set out ""
  set central ""
  dict for {name bytes} $parts {
    set packed [expr {$method == 8 ? [zlib deflate $bytes] : $bytes}]
    set sum [expr {$crc ? [zlib crc32 $bytes] : 1}]
    set size [expr {$says eq "" ? [string length $bytes] : $says}]
    set where [string length $out]
    set sizes [binary format iii $sum [string length $packed] $size]
    set extra ""
    if {$zip64} {
      set extra [binary format ssisssswww 0x5455 4 0 0xcafe 0 1 24 $size [string length $packed] $where]
      set sizes [binary format iii $sum -1 -1]
    }
    set isBehind [expr {$flags & 8}]
    append out [binary format a4ssssS "PK\3\4" 20 $flags $method 0 0] [expr {$isBehind ? [binary format iii 0 0 0] :
      $sizes}] [binary format ss [string length $name] 0] $name $packed
    if {$isBehind} { append out "PK\7\10" $sizes }
    append central [binary format a4sssssS "PK\1\2" 20 20 $flags $method 0 0] $sizes [binary format sssssii\
      [string length $name] [string length $extra] 0 0 0 0 [expr {$zip64 ? -1 : $where}]] $name $extra
  }
  set n [expr {[dict size $parts]}]
  set end [list [string length $central] [string length $out]]
  append out $central
  if {$zip64} {
    set at [string length $out]
    append out [binary format a4wssiiwwww "PK\6\6" 44 45 45 0 0 $n $n {*}$end] [binary format a4iwi "PK\6\7" 0 $at 1]
    set end {-1 -1}
  }
  append out [binary format a4ssssiis "PK\5\6" 0 0 [expr {$zip64 ? -1 : $n}] [expr {$zip64 ? -1 : $n}] {*}$end\
    [string length $comment]] $comment
  put_bytes $file $out
}

proc relations {args} {
  set xml "<Relationships xmlns='$::package'>"
  foreach {id type target} $args {
    append xml "<Relationship Id='$id' Type='$::office/$type' Target='$target'/>"
  }
  return "$xml</Relationships>"
}

proc workbook {sheets {more {}}} {
  return "<workbook xmlns='$::main' xmlns:r='$::office'>$more<sheets>$sheets</sheets></workbook>"
}

proc xlsx {sheet {parts {}} {changes {}}} {
  set all [dict create _rels/.rels [relations a officeDocument xl/workbook.xml]\
    xl/workbook.xml [workbook {<sheet name="S" sheetId="1" r:id="r1"/>}]\
    xl/_rels/workbook.xml.rels [relations r1 worksheet worksheets/sheet1.xml r2 sharedStrings sharedStrings.xml\
    r3 styles styles.xml] xl/worksheets/sheet1.xml $sheet]
  set all [dict merge $all $parts]
  dict for {name text} $all {
    if {$text eq ""} { dict unset all $name } else { dict set all $name [encoding convertto utf-8 $text] }
  }
  zip [file join $::folder [incr ::made].xlsx] $all $changes
}

proc cells {xml {parts {}}} {
  xlsx "<worksheet xmlns='$::main'><sheetData>$xml</sheetData></worksheet>" $parts
}
proc strings {xml} { list xl/sharedStrings.xml "<sst xmlns='$::main'>$xml</sst>" }
# Styles of formats: a number is one that is built in, a text one of the workbook's own.
proc styles {args} {
  set i 163
  foreach format $args {
    if {[string is integer -strict $format]} { append xfs "<xf numFmtId='$format'/>"; continue }
    set code [string map {& &amp; < &lt; ' &apos; \" &quot;} $format]
    append formats "<numFmt numFmtId='[incr i]' formatCode='$code'/>"
    append xfs "<xf numFmtId='$i'/>"
  }
  list xl/styles.xml "<styleSheet xmlns='$::main'><numFmts>[expr {[info exists formats] ? $formats : {}}]</numFmts>\
    <cellStyleXfs><xf numFmtId='14'/><xf numFmtId='9'/></cellStyleXfs><cellXfs>$xfs</cellXfs></styleSheet>"
}

proc ods {tables {styles {}} {parts {}}} {
  set urn urn:oasis:names:tc:opendocument:xmlns
  set xml "<office:document-content xmlns:office='$urn:office:1.0' xmlns:table='$urn:table:1.0'\
    xmlns:text='$urn:text:1.0' xmlns:style='$urn:style:1.0' xmlns:draw='$urn:drawing:1.0'\
    xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'\
    ><office:automatic-styles>$styles\
    </office:automatic-styles><office:body><office:spreadsheet>$tables</office:spreadsheet></office:body>\
    </office:document-content>"
  set all [dict merge [dict create mimetype application/vnd.oasis.opendocument.spreadsheet content.xml\
    [encoding convertto utf-8 $xml]] $parts]
  zip [file join $::folder [incr ::made].ods] $all
}

proc run {args} {
  set rc [catch {exec $::sheet {*}$args 2>@1} out]
  if {$rc} { regsub {\nchild process exited abnormally$} $out {} out }
  return $out
}
proc rows {file args} { run rows $file {*}$args }

proc shows {name file want args} {
  check $name { regsub -all -line {^S\t} [rows $file {*}$args] {} } [string map {" / " \n " : " \t} $want]
}

# The whole of what is printed is one line: no row came before, unless the test says so.
proc refuses {name file pattern args} {
  check "refused: $name" {
    lassign [lrange [split [rows $file {*}$args] \n] end-1 end] out pesan
    set does {(buka|salin|simpan|hapus|pendekkan|batalkan|keluarkan|sebutkan|ekspor|baca|minta)( |$)|tidak ada lembar}
    set isTold [expr {[string match "error 1: $pattern" $out] && [regexp $does $pesan]}]
    list $isTold [expr {$isTold ? "" : "$out / $pesan"}]
  } {1 {}}
}

# build/sheet cut or fault, whose count is added to ours.
proc counted {what mode file} {
  set rc [catch {exec $::sheet $mode $file 2>@1} out]
  if {[regexp {sheet: (\d+) passed, (\d+) failed} $out all p f]} {
    incr ::passed $p
    incr ::failed $f
    if {$f} { puts [string range $out 0 3000] }
  }
  check "$what: the program runs to its end" { list $rc [regexp {sheet: \d+ passed, 0 failed$} $out] } {0 1}
}

proc done {} { file delete -force $::folder; finish }
