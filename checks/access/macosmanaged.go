package access

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ounce/checks"
)

const managedFolder = "/Library/Managed Preferences"

// managedSaver is what a profile says of the screen saver, for all people or for
// one: after how long it starts, and whether it asks for the password.
type managedSaver struct {
	idle time.Duration // zero when nothing is said, or never
	ask  bool
}

// readManagedSaver looks for com.apple.screensaver.plist among the managed
// settings (evidence/macos.md, 2.9). Those of one person lie in a folder of their
// name; with several of them, nothing here tells whose Ounce runs for.
func readManagedSaver(ctx context.Context, h checks.Host) checks.Fact[managedSaver] {
	entries, err := h.ReadDir(ctx, managedFolder)
	if err != nil && missing(err) {
		return checks.Known(managedSaver{}, seen(h, "folder "+managedFolder, "is not there"))
	}
	if err != nil {
		return checks.UnseenBy[managedSaver](err)
	}
	files, people := []string{managedFolder + "/" + saverFile}, 0
	for _, entry := range entries {
		if entry.Folder {
			files = append(files, managedFolder+"/"+entry.Name+"/"+saverFile)
			people++
		}
	}
	var all managedSaver
	found := false
	for _, file := range files {
		data, err := h.ReadFile(ctx, file)
		if err != nil && missing(err) {
			continue
		}
		var one managedSaver
		if err == nil {
			one, err = parseManagedSaver(data)
		}
		if err != nil {
			return checks.UnseenBy[managedSaver](err, seen(h, "folder "+managedFolder, saverFile))
		}
		found = true
		all.ask = all.ask || one.ask
		all.idle = max(all.idle, one.idle)
	}
	if found && people > 1 {
		return checks.Unseen[managedSaver](checks.Unreadable, "settings of several people", seen(h, "folder "+managedFolder, saverFile))
	}
	return checks.Known(all, seen(h, "folder "+managedFolder, fmt.Sprintf("%s: idle %s, asks for the password: %t", saverFile, all.idle, all.ask)))
}

const saverFile = "com.apple.screensaver.plist"

// parseManagedSaver reads idleTime and askForPassword of Apple's payload for the
// screen saver.
func parseManagedSaver(data []byte) (managedSaver, error) {
	var values map[string]any
	if err := unmarshalPlist(data, &values); err != nil {
		return managedSaver{}, fmt.Errorf("reading the managed screen saver: %w", err)
	}
	row, saver := checks.Row(values), managedSaver{}
	if row.Named("idleTime") {
		n, ok := row.Number("idleTime")
		if !ok || n < 0 || n > 1<<24 {
			return saver, errors.New("idleTime is no number of seconds")
		}
		saver.idle = time.Duration(n) * time.Second
	}
	if row.Named("askForPassword") {
		ask, ok := row.Truth("askForPassword")
		if !ok {
			return saver, errors.New("askForPassword is no truth value")
		}
		saver.ask = ask
	}
	return saver, nil
}
