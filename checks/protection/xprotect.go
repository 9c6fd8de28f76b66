package protection

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/plists"
)

// readXProtect reads version and date of the Mac's own scanner: from macOS 15 on
// by its own tool, before that from the bundle and the list of installations.
func readXProtect(ctx context.Context, h checks.Host, p checks.Platform) (checks.Fact[string], checks.Fact[time.Time]) {
	if release, known := p.Release.Get(); !known || major(release) >= 15 {
		state := answer(ctx, h, parseXProtect, "xprotect", "version")
		return checks.Then(state, func(x xprotectState) (string, error) { return x.version, nil }),
			checks.Then(state, func(x xprotectState) (time.Time, error) { return dated(h, x.installed) })
	}
	const bundle = "/Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Info.plist"
	const history = "/Library/Receipts/InstallHistory.plist"
	version, updated := checks.Fact[string]{}, checks.Fact[time.Time]{}
	if data, err := h.ReadFile(ctx, bundle); err != nil {
		version = checks.UnseenBy[string](err)
	} else if text, err := parseBundle(data); err != nil {
		version = checks.UnseenBy[string](err, seen(h, "file "+bundle, ""))
	} else {
		version = checks.Known(text, seen(h, "file "+bundle, text))
	}
	if data, err := h.ReadFile(ctx, history); err != nil {
		updated = checks.UnseenBy[time.Time](err)
	} else if when, err := parseInstalls(data); err != nil {
		updated = checks.UnseenBy[time.Time](err, seen(h, "file "+history, ""))
	} else {
		updated = checks.Then(checks.Known(when, seen(h, "file "+history, when.UTC().Format(time.DateOnly))),
			func(when time.Time) (time.Time, error) { return dated(h, when) })
	}
	return version, updated
}

// dated refuses a date that cannot be.
func dated(h checks.Host, when time.Time) (time.Time, error) {
	if when.Year() < 2009 || when.After(h.Now().Add(24*time.Hour)) {
		return when, errors.New("a date that cannot be: " + when.UTC().Format(time.DateOnly))
	}
	return when, nil
}

func major(release string) int {
	text, _, _ := strings.Cut(release, ".")
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

type xprotectState struct {
	version   string
	installed time.Time
}

var xprotectLine = regexp.MustCompile(`^Version: (\d{3,6}) Installed: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4})$`)

// parseXProtect reads `xprotect version`: "Version: 5325 Installed: 2025-11-18
// 10:11:12 +0000", the form that macOS 15 and 26 print.
func parseXProtect(data []byte) (xprotectState, error) {
	found := xprotectLine.FindStringSubmatch(strings.TrimSpace(string(data)))
	if found == nil {
		return xprotectState{}, errors.New("no word of XProtect")
	}
	when, err := time.Parse("2006-01-02 15:04:05 -0700", found[2])
	return xprotectState{found[1], when}, err
}

// unmarshalPlist reads XML and binary property lists; the library gives up on
// some damaged ones by panicking, which is an error here.
func unmarshalPlist(data []byte, into any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a damaged property list: %v", p)
		}
	}()
	return plists.Unmarshal(data, into)
}

// parseBundle reads the version in a bundle's Info.plist.
func parseBundle(data []byte) (string, error) {
	var info struct {
		Version string `plist:"CFBundleShortVersionString"`
	}
	if err := unmarshalPlist(data, &info); err != nil {
		return "", fmt.Errorf("reading the XProtect bundle: %w", err)
	}
	if info.Version == "" || len(info.Version) > 12 {
		return "", errors.New("the XProtect bundle has no version")
	}
	return info.Version, nil
}

// parseInstalls gives the newest installation of XProtect's definitions.
func parseInstalls(data []byte) (time.Time, error) {
	var list []struct {
		Date time.Time `plist:"date"`
		Name string    `plist:"displayName"`
	}
	if err := unmarshalPlist(data, &list); err != nil {
		return time.Time{}, fmt.Errorf("reading the list of installations: %w", err)
	}
	var newest time.Time
	for _, item := range list {
		if item.Name == "XProtectPlistConfigData" && item.Date.After(newest) {
			newest = item.Date
		}
	}
	if newest.IsZero() {
		return newest, errors.New("no XProtect in the list of installations")
	}
	return newest, nil
}
