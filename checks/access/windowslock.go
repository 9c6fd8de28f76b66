package access

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// lockSource is one place where Windows keeps a lock of the unused screen.
type lockSource struct {
	key, value string
	unit       time.Duration
}

// windowsLock gives the earliest lock that any setting brings: the limit of the
// machine, that of a device management, or a screen saver that asks for the
// password. Without any of them sleep may still lock, which no setting tells.
func windowsLock(ctx context.Context, h checks.Host) checks.Fact[checks.ScreenLock] {
	var evidence []checks.Evidence
	after := time.Duration(0)
	for _, s := range []lockSource{
		{policiesKey, "InactivityTimeoutSecs", time.Second},
		{`HKLM\SOFTWARE\Microsoft\PolicyManager\current\device\DeviceLock`, "MaxInactivityTimeDeviceLock", time.Minute},
	} {
		key, err := h.ReadKey(ctx, s.key)
		always := s.key == policiesKey // the one that each Windows has, with values
		if err != nil && (always || !missing(err)) {
			return checks.UnseenBy[checks.ScreenLock](err)
		}
		if always && len(key.Values) == 0 {
			return checks.Unseen[checks.ScreenLock](checks.Unreadable, "an empty key", seen(h, "registry "+s.key, ""))
		}
		if !key.Values.Named(s.value) {
			continue
		}
		n, ok := key.Values.Number(s.value)
		if !ok || n < 0 || n > 599940 {
			return checks.Unseen[checks.ScreenLock](checks.Unreadable, s.value+" is no time", seen(h, "registry "+s.key, ""))
		}
		evidence = append(evidence, seen(h, "registry "+s.key, fmt.Sprintf("%s %d", s.value, n)))
		if t := time.Duration(n) * s.unit; t > 0 && (after == 0 || t < after) {
			after = t
		}
	}
	saver, err := screenSaver(ctx, h)
	if err != nil {
		return checks.UnseenBy[checks.ScreenLock](err)
	}
	evidence = append(evidence, seen(h, "registry "+desktopKey, saver.note))
	if saver.after > 0 && (after == 0 || saver.after < after) {
		after = saver.after
	}
	if after == 0 {
		return checks.Known(checks.ScreenLock{Never: true, Maybe: true}, evidence...)
	}
	return checks.Known(checks.ScreenLock{After: after}, evidence...)
}

const (
	desktopPolicyKey = `HKCU\Software\Policies\Microsoft\Windows\Control Panel\Desktop`
	desktopKey       = `HKCU\Control Panel\Desktop`
)

type saver struct {
	after time.Duration // zero when it does not lock
	note  string
}

// screenSaver reads the person's screen saver; a policy stands before their own
// setting. The person's key is never empty.
func screenSaver(ctx context.Context, h checks.Host) (saver, error) {
	policy, err := h.ReadKey(ctx, desktopPolicyKey)
	if err != nil && !missing(err) {
		return saver{}, err
	}
	own, err := h.ReadKey(ctx, desktopKey)
	if err != nil {
		return saver{}, err
	}
	if len(own.Values) == 0 {
		return saver{}, &checks.ReadError{Reason: checks.Unreadable, Source: "registry " + desktopKey, Detail: "an empty key"}
	}
	value := func(name string) string {
		for _, values := range []checks.Row{policy.Values, own.Values} {
			if text, ok := values.Text(name); ok {
				return strings.TrimSpace(text)
			}
		}
		return ""
	}
	active, secure, timeout := value("ScreenSaveActive"), value("ScreenSaverIsSecure"), value("ScreenSaveTimeOut")
	s := saver{note: fmt.Sprintf("ScreenSaveActive %q, ScreenSaverIsSecure %q, ScreenSaveTimeOut %q", active, secure, timeout)}
	if active == "1" && secure == "1" && value("SCRNSAVE.EXE") != "" {
		seconds, err := strconv.ParseUint(timeout, 10, 24)
		if err != nil {
			return s, &checks.ReadError{Reason: checks.Unreadable, Source: "registry " + desktopKey, Detail: "ScreenSaveTimeOut is no number"}
		}
		s.after = time.Duration(seconds) * time.Second
	}
	return s, nil
}
