package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// gnomeLike are desktops that keep their lock in gsettings, by a word of
// XDG_CURRENT_DESKTOP: the schema of the lock, and that of the idle time.
var gnomeLike = map[string][2]string{
	"GNOME":      {"org.gnome.desktop.screensaver", "org.gnome.desktop.session"},
	"Unity":      {"org.gnome.desktop.screensaver", "org.gnome.desktop.session"},
	"Budgie":     {"org.gnome.desktop.screensaver", "org.gnome.desktop.session"},
	"X-Cinnamon": {"org.cinnamon.desktop.screensaver", "org.cinnamon.desktop.session"},
}

// linuxLock reads the lock of the desktop that the person is signed in to. The
// settings of a desktop that is only installed say nothing.
func linuxLock(ctx context.Context, h checks.Host) checks.Fact[checks.ScreenLock] {
	if h.Elevated() {
		return checks.Unseen[checks.ScreenLock](checks.Unsupported, "run with administrator rights: these have another desktop",
			seen(h, "account of this process", "administrator"))
	}
	rows, err := h.Call(ctx, "session")
	if err != nil {
		return checks.UnseenBy[checks.ScreenLock](err)
	}
	desktop := ""
	if len(rows) == 1 {
		desktop, _ = rows[0].Text("desktop")
	}
	evidence := seen(h, "system call session", desktop)
	words := strings.Split(desktop, ":")
	for _, word := range words {
		if schemas, ok := gnomeLike[word]; ok {
			return gsettingsLock(ctx, h, schemas[0], schemas[1])
		}
	}
	if slices.Contains(words, "KDE") {
		return kdeLock(ctx, h)
	}
	return checks.Unseen[checks.ScreenLock](checks.Unsupported, "desktop "+desktop, evidence)
}

func gsettingsLock(ctx context.Context, h checks.Host, lock, session string) checks.Fact[checks.ScreenLock] {
	var evidence []checks.Evidence
	get := func(schema, key string, parse func(string) (uint64, error)) (uint64, error) {
		source := "program gsettings get " + schema + " " + key
		out, err := h.Run(ctx, "gsettings", "get", schema, key)
		if err != nil {
			return 0, err
		}
		if checks.DefaultsOnly(out) {
			return 0, &checks.ReadError{Reason: checks.Unsupported, Source: source, Detail: "no settings of a person are at hand"}
		}
		text := strings.TrimSpace(string(out.Stdout))
		n, err := parse(text)
		if err != nil || out.Exit != 0 {
			return 0, checks.Refused(source, text+string(out.Stderr))
		}
		evidence = append(evidence, seen(h, source, text))
		return n, nil
	}
	enabled, err := get(lock, "lock-enabled", parseTruth)
	if err != nil {
		return checks.UnseenBy[checks.ScreenLock](err)
	}
	idle, err := get(session, "idle-delay", parseUint32)
	if err != nil {
		return checks.UnseenBy[checks.ScreenLock](err)
	}
	delay, err := get(lock, "lock-delay", parseUint32)
	if err != nil {
		return checks.UnseenBy[checks.ScreenLock](err)
	}
	if enabled == 0 || idle == 0 {
		return checks.Known(checks.ScreenLock{Never: true}, evidence...)
	}
	return checks.Known(checks.ScreenLock{After: time.Duration(idle+delay) * time.Second}, evidence...)
}

// parseTruth reads gsettings' boolean.
func parseTruth(text string) (uint64, error) {
	switch text {
	case "true":
		return 1, nil
	case "false":
		return 0, nil
	}
	return 0, fmt.Errorf("%q is no truth value", text)
}

// parseUint32 reads gsettings' "uint32 300".
func parseUint32(text string) (uint64, error) {
	number, ok := strings.CutPrefix(text, "uint32 ")
	if !ok {
		return 0, fmt.Errorf("%q is no number", text)
	}
	n, err := strconv.ParseUint(number, 10, 32)
	if err == nil && n == checks.FullOf32 {
		err = fmt.Errorf("%q is a number that was never set", text)
	}
	return n, err
}

// kdeLock reads Plasma's settings; a file that is not there, and a key that is
// not in it, is Plasma's own default.
func kdeLock(ctx context.Context, h checks.Host) checks.Fact[checks.ScreenLock] {
	const file = "~/.config/kscreenlockerrc"
	data, err := h.ReadFile(ctx, file)
	if err != nil {
		// Its default would be fine, but a file may also be absent because the
		// person's settings lie elsewhere.
		return checks.UnseenBy[checks.ScreenLock](err)
	}
	lock, err := parseKscreenlocker(data)
	if err != nil {
		return checks.UnseenBy[checks.ScreenLock](err, seen(h, "file "+file, ""))
	}
	note := "locks after " + lock.After.String()
	if lock.Never {
		note = "Autolock=false"
	}
	return checks.Known(lock, seen(h, "file "+file, note))
}

// parseKscreenlocker reads [Daemon] Autolock, Timeout (minutes) and LockGrace
// (seconds); Plasma's defaults are true, 5 and 5.
func parseKscreenlocker(data []byte) (checks.ScreenLock, error) {
	sections, err := parseINI(data)
	if err != nil {
		return checks.ScreenLock{}, err
	}
	daemon := sections["Daemon"]
	switch daemon["Autolock"] {
	case "false":
		return checks.ScreenLock{Never: true}, nil
	case "", "true":
	default:
		return checks.ScreenLock{}, fmt.Errorf("the setting Autolock is %q", daemon["Autolock"])
	}
	minutes, seconds := uint64(5), uint64(5)
	if text, ok := daemon["Timeout"]; ok {
		if minutes, err = strconv.ParseUint(text, 10, 16); err != nil {
			return checks.ScreenLock{}, errors.New("the setting Timeout is no number of minutes")
		}
	}
	if text, ok := daemon["LockGrace"]; ok {
		if seconds, err = strconv.ParseUint(text, 10, 16); err != nil {
			return checks.ScreenLock{}, errors.New("LockGrace is no number of seconds")
		}
	}
	if minutes == 0 {
		return checks.ScreenLock{Never: true}, nil
	}
	return checks.ScreenLock{After: time.Duration(minutes)*time.Minute + time.Duration(seconds)*time.Second}, nil
}

// parseINI reads sections of key=value lines; # and ; begin comments. Text
// without a section, or with a line that is none of these, is an error.
func parseINI(data []byte) (map[string]map[string]string, error) {
	sections := map[string]map[string]string{}
	var current map[string]string
	text, err := checks.Text(data)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		key, value, pair := strings.Cut(line, "=")
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case line[0] == '[' && strings.HasSuffix(line, "]"):
			name := line[1 : len(line)-1]
			if sections[name] == nil {
				sections[name] = map[string]string{}
			}
			current = sections[name]
		case pair && current != nil && checks.ASCII(key):
			current[strings.TrimSpace(key)] = strings.TrimSpace(value)
		default:
			return nil, fmt.Errorf("no settings: line %.40q", line)
		}
	}
	if len(sections) == 0 {
		return nil, errors.New("no settings")
	}
	return sections, nil
}
