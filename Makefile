# Makefile of spm. `make quarterly` and `make test` are all a newcomer types; both install what is missing.
#
#   make            build/spm.so (the extension), build/spm-report (the exporter) and build/spm.7 (the reference)
#   make quarterly  sample database and the national workbook of 2023-TW2, and ten lines of what is in it
#   make test       every test; NAME=spm_rank for one file of tests/, TESTS="tests/FOLDER/NAME.test ..." for some
#   make test-site test-hosts test-dqlite test-deb test-sanitize test-valgrind coverage torture property fuzz bench
#                   the other tests: tests/tests.mk says what each is
#   make install    below PREFIX (default /usr/local); uninstall, dist and deb beside it: reports/install.mk
#   make deps       install everything that building and testing needs: tests/packages.txt says what, and why
#   make deps-optional   LibreOffice, fonts and what else spm-pdf needs
#   make clean      remove build/
#
# CC, CFLAGS, LDFLAGS may be set. SANITIZE=1 builds and tests with ASan and UBSan (gcc), in build/sanitize. SANITIZE=thread
# builds with TSan, in build/tsan; tests/table/threads.test says how it is run.

CC = gcc
# of the two only gcc writes by itself what the valgrind of Debian 12 reads
CFLAGS = -O2 -g -gdwarf-4
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

# --- flags ------------------------------------------------------------------------------------------------------------
WARN = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
# The prefix map keeps the place of the source tree out of what is built: two trees give the same bytes.
ALL_CFLAGS = $(WARN) -D_GNU_SOURCE -ffp-contract=off -fvisibility=hidden -ffile-prefix-map="$(CURDIR)"=. $(SAN) $(CFLAGS) -MMD -MP -Iext -I$(B)
REPORT_CFLAGS = -Ireports/exporter
EXT_LIBS = -l:libcsv.a -l:libcrypto.a -l:libexpat.a -l:libz.a -lm

EXT = $(sort $(filter-out ext/embed/%,$(wildcard ext/*.c ext/*/*.c)))
TVF = $(sort $(wildcard ext/tvf/*/spm_*.sql))
PARTS = $(sort $(filter-out $(TVF),$(wildcard ext/tvf/*/*.sql)))
STATEMENTS = $(sort $(filter-out ext/tvf/%,$(wildcard ext/*/*.sql)))
SHARED = ext/tvf/conditions.sql ext/core/core.h ext/database/database.h
TEXTS = sql/schema.sql sql/trigger.sql $(sort $(wildcard sql/catalogue/*.csv))
REPORT = $(sort $(wildcard reports/exporter/*/*.c reports/exporter/*/*/*.c))
EXT_OBJ = $(EXT:ext/%.c=$(B)/ext/%.o) $(B)/ext/gen_embed.o
CORE_OBJ = $(EXT:ext/%.c=$(B)/core/%.o) $(B)/core/gen_embed.o
REPORT_OBJ = $(REPORT:reports/exporter/%.c=$(B)/report/%.o) $(B)/report/gen_texts.o
REPORT_FILES = $(wildcard reports/*.sql reports/*/*.sql)

.PHONY: all quarterly deps deps-product deps-test deps-site deps-hosts deps-bench deps-optional clean
.DELETE_ON_ERROR:

all: $(B)/spm.so $(B)/spm-report $(B)/spm.7

# --- the extension ----------------------------------------------------------------------------------------------------
EMBED = $(wildcard ext/embed/*.c)
$(B)/embed: $(EMBED) ext/embed/embed.h | $(B)/ext/.dir
	$(say) $@
	$(Q)$(CC) $(WARN) -D_POSIX_C_SOURCE=200809L $(if $(COVERAGE),-D_GNU_SOURCE $(SAN)) $(CFLAGS) -o $@ $(EMBED)

HEADERS = $(SHARED) ext/tvf/columns.sql $(TVF) $(PARTS) $(STATEMENTS) $(EXT)
$(B)/gen_embed.c: $(B)/embed $(HEADERS) $(TEXTS)
	$(say) $@
	$(Q)$(B)/embed $(HEADERS) $(TEXTS) > $@

$(B)/gen_sql.h: $(B)/embed $(SHARED) $(STATEMENTS)
	$(say) $@
	$(Q)$(B)/embed --names $(SHARED) $(STATEMENTS) > $@
$(EXT_OBJ) $(CORE_OBJ) $(REPORT_OBJ): | $(B)/gen_sql.h

$(B)/spm.7: $(B)/embed ext/spm.7.in $(HEADERS)
	$(say) $@
	$(Q)$(B)/embed --manual ext/spm.7.in $(HEADERS) > $@

$(B)/ext/%.o: ext/%.c | $(B)/ext/.dir
	$(say) $@
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -c -o $@ $<

$(B)/ext/gen_embed.o: $(B)/gen_embed.c
$(B)/report/gen_texts.o: $(B)/gen_texts.c
$(B)/ext/gen_embed.o $(B)/report/gen_texts.o:
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -c -o $@ $<

$(B)/spm.so: $(EXT_OBJ)
	$(say) $@
	$(Q)$(CC) -shared $(SAN) -Wl,--exclude-libs,ALL -Wl,-z,now,-z,relro $(if $(SAN),,-Wl,--no-undefined) $(LDFLAGS) -o $@ $^ $(EXT_LIBS)

# The suite runs a second time with push-down off and must agree.
$(B)/nopush/spm.so: $(EXT_OBJ) ext/table/plan.c | $(B)/nopush/.dir
	$(say) $@
	$(Q)$(CC) $(ALL_CFLAGS) -DSPM_NO_PUSHDOWN -fPIC -c -o $(B)/nopush/plan.o ext/table/plan.c
	$(Q)$(CC) -shared $(SAN) -Wl,--exclude-libs,ALL $(LDFLAGS) -o $@ $(filter-out %/table/plan.o,$(EXT_OBJ)) $(B)/nopush/plan.o $(EXT_LIBS)

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
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -DSQLITE_CORE $(REPORT_CFLAGS) -c -o $@ $<

# The style sheet and the text of --help as arrays, without the comment at the head of the first.
$(B)/gen_texts.c: reports/exporter/write/html/style.css reports/exporter/run/help.txt | $(B)/report/.dir
	$(say) $@
	$(Q)array() { echo "extern const char $$1[]; const char $$1[] = {" && od -An -v -tx1 | sed 's/ \(..\)/0x\1,/g' && echo '0};'; }; \
	{ sed '1,/\*\//d' $< | array html_style && array help < $(word 2,$^); } > $@

$(B)/spm-report: $(REPORT_OBJ) $(CORE_OBJ)
	$(say) $@
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ -lxlsxwriter -lminizip -ljansson -lsqlite3 $(EXT_LIBS)

%/.dir:
	@mkdir -p $(@D) && touch $@

.PRECIOUS: %/.dir

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
	@$(MAKE) --no-print-directory $(B)/spm.so $(B)/spm.7 $(B)/SPM_nasional_$(PERIOD).xlsx
	@echo
	@echo "$(B)/SPM_nasional_$(PERIOD).xlsx"
	@sqlite3 -batch -readonly -cmd ".load $(B)/spm" $(B)/sample.db < sql/sample/summary.sql

# --- packages ---------------------------------------------------------------------------------------------------------
# $(call packages,GROUP): the names of that group in tests/packages.txt. A line of the list that gives no reason stops make, and so
# does a group without a package: else deps.sh would be content with nothing.
PACKAGES = tests/packages.txt
packages = $(or $(strip $(shell awk -v group=$1 \
  '/^[a-z0-9]/ { if (NF < 3) bad = bad " " $$1; else if (index("," $$2 ",", "," group ",")) names = names " " $$1 } \
  END { if (bad != "") print "$(PACKAGES): no reason for" bad > "/dev/stderr"; else print names }' $(PACKAGES))), \
  $(error $(PACKAGES): it gives no packages of the group $1))
# Debian's npm, unless nodejs brought one along
npm = $$(command -v npm >/dev/null || echo $(call packages,npm))

deps: deps-product deps-test deps-site

deps-product:
	@sh tests/deps.sh $(call packages,product)

deps-test: deps-product
	@sh tests/deps.sh $(call packages,test)

deps-site:
	@sh tests/deps.sh $(call packages,site) $(npm)

deps-hosts:
	@sh tests/deps.sh $(call packages,hosts) $(npm)

deps-bench:
	@sh tests/deps.sh $(call packages,bench) $(npm)

deps-optional:
	@sh tests/deps.sh $(call packages,optional)

clean:
	rm -rf build

include tests/tests.mk reports/install.mk

-include $(EXT_OBJ:.o=.d) $(CORE_OBJ:.o=.d) $(REPORT_OBJ:.o=.d)
