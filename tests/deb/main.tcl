# main.tcl: the package of `make deb` in a bare Debian 12, made with debootstrap; `make test-deb` runs it, as root.
# Plan:
#   1 a second make deb, from a clone in another folder: the same bytes                  2 bare: neither SQLite nor spm
#   3 apt install ./spm_*.deb, without what is only recommended: .load spm, an import, a rank, a workbook with the
#   bytes of the
#     source tree's, pages, completion, pkg-config, a report for a user that is nobody, timers there and not enabled
#   4 what is recommended can be had   5 installed again; upgraded, with a timer enabled; a report that is no more is
#   gone
#   6 removed: nothing of it is left but a timer's state; purged: not that either; and installed once more
# Packages come from where apt of this machine has Debian's from; nothing of this machine is changed. Everything runs
# in a mount
# and process space of its own, so that no mount outlives it.
source [file join [file dirname [info script]] .. lib harness.tcl]
set test_file deb-chroot
source [file join $root tests lib spm_report_common.tcl]
foreach v {MAKEFLAGS MFLAGS MAKELEVEL SOURCE_DATE_EPOCH LANG LC_ALL LANGUAGE} { array unset env $v }
array set env {DEBIAN_FRONTEND noninteractive GIT_CONFIG_COUNT 1 GIT_CONFIG_KEY_0 safe.directory GIT_CONFIG_VALUE_0 *}
if {[exec id -u] != 0} { puts "deb-chroot: make test-deb must be run as root"; exit 1 }
set deb [glob $build/dist/spm_*.deb]
set bare $build/bare
file delete -force $bare
proc write {file text} { file mkdir [file dirname $file]; set f [open $file w]; puts $f $text; close $f }

# In the bare system; the answer is its exit code, or with it what it printed.
proc inside {args} {
  command unshare --mount --pid --fork sh -c {mount -t proc proc "$0/proc" && exec chroot "$0" "$@"} $::bare env -i\
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive {*}$args
}
proc said {args} { inside {*}$args; list $::rc [string trim $::out] }
proc worked {args} { inside {*}$args; list $::rc [expr {$::rc ? "$::out$::err" : ""}] }
proc apt {args} { worked apt-get -q -y -o APT::Sandbox::User=root {*}$args }
# Files of the package's name; not what this test, or man for its own use, has written.
proc left {} {
  inside find / -xdev ( -name *spm* -o -path */share/spm/* ) -not -path /proc/* -not -path /root/* -not -path /tmp/*\
    -not -path /var/cache/man/* -printf %p\\n; lsort [split [string trim $::out] \n]
}

# 1
set clone $dir/tempat/lain
if {[file exists $root/.git]} {
  exec git clone -q $root $clone
  if {[exec git -C $root status --porcelain] ne ""} { skip "a second make deb" "the tree differs from its last commit"\
    } else {
    check "make deb in a clone elsewhere, under another umask, time zone and locale" {
      command env TZ=Asia/Jakarta LC_ALL=C sh -c "umask 077; exec make -s -C $clone deb"; list $rc\
        [expr {$rc ? "$out$err" : ""}]
    } {0 {}}
    foreach f [list $deb [glob $build/dist/*.tar.gz]] {
      check "[file tail $f] is the same bytes" {
        set a [exec sha256sum < $f]; expr {$a eq [exec sha256sum < $clone/build/dist/[file tail $f]]}
      } 1
    }
  }
}
check "lintian has neither an error nor a warning" {
  command lintian --allow-root --fail-on error,warning $deb; list $rc [string trim $out]
} {0 {}}

# 2
set mirror ""
foreach line [split [exec apt-get indextargets --format {$(REPO_URI) $(RELEASE)} "Created-By: Packages"\
  "Origin: Debian"] \n] { if {[lindex $line 1] eq "bookworm"} { set mirror [lindex $line 0] } }
check "apt of this machine knows Debian 12" { expr {$mirror ne ""} } 1
if {$mirror eq ""} { done }
check "debootstrap" {
  command debootstrap --variant=minbase bookworm $bare $mirror; list $rc [expr {$rc ? "$out$err" : ""}]
} {0 {}}
write $bare/usr/sbin/policy-rc.d "#!/bin/sh\nexit 101"
file attributes $bare/usr/sbin/policy-rc.d -permissions 0755
file copy -force /etc/resolv.conf $bare/etc/resolv.conf
check "apt-get update" { apt update } {0 {}}
check "man, completion and systemd, to look at it with" {
  apt install --no-install-recommends man-db bash-completion systemd pkg-config
} {0 {}}
check "there is no sqlite3" { inside sqlite3 -version; expr {$rc != 0} } 1
set clean [left]
check "and nothing of spm" { set clean } {}

# 3
foreach f [list $deb $sample $build/sample/2023-TW2.csv] { file copy $f $bare/root }
set file /root/[file tail $deb]
check "apt install ./spm.deb" { apt install --no-install-recommends $file } {0 {}}
check ".load spm" {
  said sqlite3 :memory: {.load spm} {SELECT spm_version() || ' ' || spm_band(100)}
} [list 0 "[lindex [split [exec dpkg-deb -f $deb Version] -] 0] Tuntas Paripurna"]
check "a database of its own: init, import, rank" {
  said sqlite3 /root/spm.db {.load spm} {SELECT json_extract(spm_init(), '$.action')}\
    {SELECT json_extract(spm_import('/root/2023-TW2.csv'), '$.rows') > 50000} {SELECT count(*), count(rank)
    FROM spm_rank('2023-TW2')}
} {0 {created
1
546|336}}
check "spm-report writes the workbook" {
  said env SOURCE_DATE_EPOCH=1694600000 spm-report --period 2023-TW2 -d /root/laporan /root/sample.db nasional
} {0 {}}
check "with the bytes of the source tree's" {
  command env SOURCE_DATE_EPOCH=1694600000 $tool -r $root/reports --period 2023-TW2 -d $dir/laporan $sample nasional
  list $rc [expr {[exec sha256sum < $dir/laporan/SPM_nasional_2023-TW2.xlsx] eq [exec sha256sum <\
    $bare/root/laporan/SPM_nasional_2023-TW2.xlsx]}]
} {0 1}
check "from the imported database, as csv, by a user that is nobody" {
  exec chmod 755 $bare/root
  inside sh -c {cp /root/spm.db /tmp && chown nobody /tmp/spm.db}
  said setpriv --reuid=nobody --regid=nogroup --clear-groups spm-report -f csv --period 2023-TW2 -o /tmp/kejar.csv\
    /tmp/spm.db nasional/belum_lapor
} {0 {}}
check "it has lines" { expr {[llength [split [slurp $bare/tmp/kejar.csv] \n]] > 100} } 1
foreach page {{1 spm-report} {5 spm-report} {1 spm-pdf}} {
  check "man $page" {
    inside man -P cat {*}$page; list $rc [regexp {spm-(report|pdf)} $out] [regexp {EXAMPLES|EXAMPLE} $out]
  } {0 1 1}
}
check "whatis knows the pages" {
  inside mandb -q; said sh -c {whatis -l spm-report spm-pdf | cut -d- -f1-2 | sort | sed 's/ .*//' | tr '\n' ' '}
} {0 {spm-pdf spm-report spm-report}}
check "completion is found by its name" {
  said bash -c {. /usr/share/bash-completion/bash_completion; _load_comp spm-report || __load_completion spm-report;\
    complete -p spm-report}
} {0 {complete -F _spm_report spm-report}}
check "pkg-config" {
  said sh -c {ls -L $(pkg-config --variable=extension spm) $(pkg-config --variable=reportdir spm)/nasional | head -1}
} [list 0 /usr/lib/[exec dpkg-architecture -qDEB_HOST_MULTIARCH]/spm.so]
check "every file is as the package has it" { said dpkg --verify spm } {0 {}}
foreach timer {spm-report.timer spm-report-belum.timer} {
  check "$timer is there, not enabled" { inside systemctl is-enabled $timer; string trim $out } disabled
}
check "systemd has nothing to say of the units" {
  worked systemd-analyze verify --man=yes --recursive-errors=no /lib/systemd/system/spm-report.timer\
    /lib/systemd/system/spm-report-belum.timer
} {0 {}}
check "spm-pdf says what is missing" {
  inside spm-pdf /root/laporan/SPM_nasional_2023-TW2.xlsx; list $rc [regexp {^spm-pdf: \S} $err]
} {4 1}

# 4
check "what is recommended can be had" {
  apt install -s libreoffice-calc fonts-crosextra-carlito poppler-utils unzip
} {0 {}}

# 5
check "installed again" {
  list [apt install --reinstall --no-install-recommends $file] [said sqlite3 :memory: {.load spm}\
    {SELECT spm_band(100)}]
} {{0 {}} {0 {Tuntas Paripurna}}}
check "its owner enables a timer" { worked systemctl enable spm-report.timer } {0 {}}
set gone [lindex [lsort [glob -tails -directory $root/reports nasional/*.sql]] 0]
exec dpkg-deb -R $deb $dir/next
file delete $dir/next/usr/share/spm/reports/$gone
write $dir/next/DEBIAN/control [string trim [regsub -line {^Version: .*$} [slurp $dir/next/DEBIAN/control]\
  "Version: 99-1"]]
exec dpkg-deb --root-owner-group -b $dir/next $bare/root/next.deb
check "upgraded" {
  list [apt install --no-install-recommends /root/next.deb] [said dpkg-query -W -f {${Version} ${db:Status-Status}} spm]
} {{0 {}} {0 {99-1 installed}}}
check "it works on, and a report that is no more is gone" {
  list [said sqlite3 :memory: {.load spm} {SELECT spm_band(100)}] [file exists $bare/usr/share/spm/reports/$gone]
} {{0 {Tuntas Paripurna}} 0}
check "the timer is still enabled, the other is not" {
  lmap t {spm-report.timer spm-report-belum.timer} { inside systemctl is-enabled $t; string trim $out }
} {enabled disabled}
check "back to the older one" {
  list [apt install --allow-downgrades --no-install-recommends $file] [file exists $bare/usr/share/spm/reports/$gone]
} {{0 {}} 1}

# 6
check "apt remove" { apt remove spm } {0 {}}
check "what it leaves is the timer's state" {
  lmap f [left] { if {[string match {/etc/systemd/system/*} $f] || [string match /var/lib/systemd/deb-systemd-helper-*\
    $f] || [string match /var/lib/dpkg/info/spm.* $f]} continue; set f }
} {}
check ".load spm is no more" { inside sqlite3 :memory: {.load spm}; expr {$rc != 0} } 1
check "apt purge" { apt purge spm } {0 {}}
check "nothing of it is left" { left } $clean
check "installed once more" {
  list [apt install --no-install-recommends $file] [said sqlite3 :memory: {.load spm} {SELECT spm_band(100)}]
} {{0 {}} {0 {Tuntas Paripurna}}}
check "purged at once" { list [apt purge spm] [left] } [list {0 {}} $clean]
file delete -force $bare
done
