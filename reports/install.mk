# install.mk: how spm is installed and packed; the Makefile includes it.
#
#   make install    extension, programs, reports, manual pages, completion, timers, below PREFIX (default /usr/local);
#                   DESTDIR in front of it for packages, LIBDIR where PREFIX/lib is not it, UNITDIR where
#                   PREFIX/lib/systemd/system is not it. make uninstall takes it away
#   make dist       build/dist/spm-VERSION.tar.gz, the same bytes wherever and whenever it is made
#   make deb        build/dist/spm_VERSION_ARCH.deb, looked over by lintian; make test-deb (tests/tests.mk) tries it

.PHONY: install uninstall dist deb

# --- install ----------------------------------------------------------------------------------------------------------
# spm.so stands in LIBDIR itself, as mod_spatialite does: where LIBDIR is a folder of the dynamic loader (/usr/lib,
# /usr/lib/x86_64-linux-gnu), `.load spm` finds it by its name; elsewhere it is `.load LIBDIR/spm`, and
# `pkg-config --variable=extension spm` says that path. spm-report finds its reports at ../share/spm/reports from its own
# folder, so a tree can be moved. share/spm belongs to make install: it is emptied before it is filled, or a report that
# was renamed would stay a member of its workbook; and so is share/doc/spm.
PREFIX = /usr/local
LIBDIR = $(PREFIX)/lib
UNITDIR = $(PREFIX)/lib/systemd/system
DESTDIR =
INSTALL = install

TO = $(DESTDIR)$(PREFIX)
TO_LIB = $(DESTDIR)$(LIBDIR)
TO_UNIT = $(DESTDIR)$(UNITDIR)
PAGES = $(wildcard reports/man/*) $(B)/spm.7
# below share/doc/spm by their paths in the source tree, which is how they name each other; but the contract of the
# numbers, which spm(7) names too, stands at the top
DOCS = README.md ext/README.md ext/OFFICE.md reports/README.md sql/schema.sql sql/catalogue/README.md \
  sql/scale/README.md tests/hosts/README.md
UNITS = $(wildcard reports/systemd/*.service reports/systemd/*.timer)
# $(call fill,FILE,DIR): into DIR, with the places of this installation for those of the default one
VERSION = $(shell sed -n 's/^.define SPM_VERSION *"\(.*\)"/\1/p' ext/spm.h)
fill = sed -e 's|/usr/local/lib/spm|@LIBDIR@/spm|g; s|/usr/local|@PREFIX@|g' -e 's|@VERSION@|$(VERSION)|g' \
  -e 's|@LIBDIR@|$(LIBDIR)|g; s|@PREFIX@|$(PREFIX)|g' "$1" > "$2" && chmod 644 "$2"

install: all
	$(say) "$(TO)"
	$(Q)$(INSTALL) -d -m 755 "$(TO)" "$(TO)/bin" "$(TO)/include" "$(TO_LIB)/pkgconfig" "$(TO_UNIT)" "$(TO)/share/man/man1" \
	  "$(TO)/share/man/man5" "$(TO)/share/man/man7" "$(TO)/share/bash-completion/completions"
	$(Q)rm -rf "$(TO)/share/doc/spm"
	$(Q)for d in $(sort $(dir $(DOCS))); do $(INSTALL) -d -m 755 "$(TO)/share/doc/spm/$$d" || exit; done
	$(Q)$(INSTALL) -m 755 $(B)/spm-report reports/spm-pdf "$(TO)/bin"
	$(Q)$(INSTALL) -m 644 $(B)/spm.so "$(TO_LIB)"
	$(Q)$(INSTALL) -m 644 ext/spm.h "$(TO)/include"
	$(Q)$(call fill,ext/spm.pc.in,$(TO_LIB)/pkgconfig/spm.pc)
	$(Q)$(INSTALL) -m 644 reports/completion/spm-report "$(TO)/share/bash-completion/completions"
	$(Q)for f in $(PAGES); do $(call fill,$$f,$(TO)/share/man/man$${f##*.}/$${f##*/}) || exit; done
	$(Q)for f in $(UNITS); do $(call fill,$$f,$(TO_UNIT)/$${f##*/}) || exit; done
	$(Q)for f in $(DOCS); do to="$(TO)/share/doc/spm/$$f"; \
	  sed 's|sql/semantics\.md|semantics.md|g' "$$f" > "$$to" && chmod 644 "$$to" || exit; done
	$(Q)$(INSTALL) -m 644 sql/semantics.md "$(TO)/share/doc/spm/semantics.md"
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
PACKED = spm-$(VERSION)
dist:
	$(say) $(DIST)/$(PACKED).tar.gz
	@mkdir -p $(DIST)
	$(Q)set -eu; export LC_ALL=C; out=$(DIST)/$(PACKED).tar; \
	if [ -e .git ]; then \
	  git ls-files -z > $$out.files; \
	  time=$$(git log -1 --format=%ct); \
	  git diff --quiet HEAD || echo "make dist: files differ from the last commit; they are packed as they stand here" >&2; \
	else \
	  find . -path ./build -prune -o -type f -printf '%P\0' > $$out.files; \
	  time=$$(stat -c %Y Makefile); \
	fi; \
	sort -z -o $$out.files $$out.files; \
	tar --create --file $$out --format=ustar --null --verbatim-files-from --files-from $$out.files --transform 's|^|$(PACKED)/|' \
	  --mtime "@$${SOURCE_DATE_EPOCH:-$$time}" --mode u=rwX,go=rX --owner 0 --group 0 --numeric-owner; \
	rm $$out.files; \
	gzip -9nf $$out

# Made from the tarball, in a folder of its own, where reports/debian goes to the top as dpkg wants it. dpkg-buildpackage -d: deps.sh has seen to what is needed.
deb:
	@sh tests/deps.sh $(call packages,product) $(call packages,deb)
	@$(MAKE) --no-print-directory dist
	$(say) $(DIST)/spm_*.deb
	@rm -rf $(B)/deb $(DIST)/*.deb && mkdir -p $(B)/deb && tar -C $(B)/deb -xf $(DIST)/$(PACKED).tar.gz
	@mv $(B)/deb/$(PACKED)/reports/debian $(B)/deb/$(PACKED)
	$(Q)cd $(B)/deb/$(PACKED) && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u SANITIZE dpkg-buildpackage -b -us -uc -d > ../log 2>&1 || { cat ../log; exit 1; }
	$(Q)lintian --allow-root --fail-on error,warning $(B)/deb/*.changes
	@mv $(B)/deb/spm_*.deb $(DIST)
