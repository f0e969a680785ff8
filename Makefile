# make help says what there is.  No configure step: pkg-config finds libraries.

PREFIX  ?= /usr/local
DESTDIR ?=
B       ?= build
CFLAGS  ?= -O2 -g
CORES   ?= $(shell nproc 2>/dev/null || echo 1)
# What every package is called on Debian and Ubuntu; README.md has Fedora's.
# build: to compile; test: to run all tests; lint: for make lint and CI.
PACKAGES_build := gcc make pkg-config libc6-dev libcurl4-openssl-dev \
	libcjson-dev libyaml-dev libpcre2-dev
PACKAGES_test  := libcmocka-dev libxml2-utils mandoc curl openssl iproute2 \
	iptables busybox-static python3
PACKAGES_lint  := clang clang-format clang-tidy cppcheck shellcheck \
	libclang-rt-14-dev

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-qual \
	-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wformat=2 \
	-Wswitch-enum -Wundef -Wvla -Wnull-dereference -Wpointer-arith \
	-Werror
HARDEN   := -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection -fPIE
FORTIFY  := $(if $(filter -O0,$(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
LINK     := -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
LIBS     := libcurl libcjson yaml-0.1 libpcre2-8

ifeq ($(filter clean help deps deps-% audit check format,$(MAKECMDGOALS)),)
PKG_CFLAGS := $(shell pkg-config --cflags $(LIBS))
PKG_LIBS   := $(shell pkg-config --libs $(LIBS)) -lm
endif

# make V=1 shows the commands.
Q = $(if $(V),,@echo "  $(if $(filter %.o,$@),CC  ,LINK) $@";)

COMPILE = $(CC) -std=gnu17 -Iinclude -D_GNU_SOURCE -MMD -MP $(WARNINGS) \
	$(HARDEN) $(FORTIFY) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS)

policies := $(sort $(wildcard checks/*.yaml)) $(sort $(wildcard profiles/*.yaml))
sources  := $(sort $(shell find src -name '*.c'))
tests    := $(sort $(wildcard tests/unit/test_*.c))
helpers  := $(sort $(filter-out $(tests),$(wildcard tests/unit/*.c)))
objects  := $(sources:%.c=$B/%.o) $B/builtins.o
library  := $B/libdockaudit.a
programs := $(tests:%.c=$B/%)
fakes    := $(patsubst tests/fake/%.c,$B/tests/fake/%,$(wildcard tests/fake/*.c))

all: $B/dockaudit ## build build/dockaudit

$B/dockaudit: $B/src/main.o $(library)
	$Q$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) $^ $(PKG_LIBS) -o $@

# An archive, so that a test can put something of its own in the place of a
# member (a small builtins[], say).
$(library): $(filter-out $B/src/main.o,$(objects))
	@rm -f $@
	@$(AR) rcs $@ $^

$B/%.o: %.c
	@mkdir -p $(@D)
	$Q$(COMPILE) -c $< -o $@

# Checks and profiles, compiled in: see include/dockaudit/policy.h.
$B/builtins.c: $(policies) src/policy/embed.sh
	@mkdir -p $(@D)
	@sh src/policy/embed.sh $(policies) > $@.new && mv $@.new $@

$B/builtins.o: $B/builtins.c
	$Q$(COMPILE) -c $< -o $@

$B/tests/unit/%: $B/tests/unit/%.o $(helpers:%.c=$B/%.o) $(library)
	$Q$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) $^ $(PKG_LIBS) -lcmocka -o $@

$B/tests/fake/%: $B/tests/fake/%.o
	$Q$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) $^ -o $@

audit: deps-build ## install what is missing, build, audit this host
	@$(MAKE) --no-print-directory -j$(CORES) all
	@sh tests/first-audit.sh $B/dockaudit

check: deps-build deps-test ## install what is missing, build, run all tests
	@$(MAKE) --no-print-directory -j$(CORES) run-tests

run-tests: all $(programs) $(fakes)
	@sh tests/run.sh $B

deps: deps-build deps-test deps-lint ## install every package named above

deps-%:
	@sh tests/deps.sh $* $(PACKAGES_$*)

asan: ## build and run the tests under ASan and UBSan
	@$(MAKE) --no-print-directory -j$(CORES) run-tests B=build-asan \
		CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"

lint: ## formatter, analysers, shellcheck, manuals
	@sh tests/lint.sh

format: ## format every source file
	clang-format -i $$(find src include tests -name '*.[ch]')

accept: all $(fakes) ## write what the whole-program cases print now
	@ACCEPT=1 sh tests/cases.sh $B

install: all ## install into DESTDIR/PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/man/man5
	install -m 755 $B/dockaudit $(DESTDIR)$(PREFIX)/bin/dockaudit
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/dockaudit
	cd man && for page in *.[15]; do \
		rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$$page; done

clean: ## remove what was built
	rm -rf build build-*

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

-include $(objects:.o=.d) $(programs:=.d)
.SECONDARY:
.PHONY: all audit check run-tests deps asan lint format accept install \
	uninstall clean help
