package access

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// never stands for a delay that does not end.
const never = time.Duration(-1)

// macLock joins three settings: how long after the screen goes dark the password
// is asked, and when the screen saver and the display sleep make it dark. A
// profile may rule over the first two.
func macLock(ctx context.Context, h checks.Host) checks.Fact[checks.ScreenLock] {
	ask := answer(ctx, h, parseScreenLock, "sysadminctl", "-screenLock", "status")
	delay, known := ask.Get()
	if !known {
		return checks.Unseen[checks.ScreenLock](ask.Why().Reason, ask.Why().Detail, ask.Evidence()...)
	}
	managed := readManagedSaver(ctx, h)
	ruled, told := managed.Get()
	if delay == never {
		switch {
		case !told:
			return checks.Unseen[checks.ScreenLock](managed.Why().Reason, managed.Why().Detail, managed.Evidence()...)
		case ruled.ask:
			return checks.Unseen[checks.ScreenLock](checks.Conflicting, "off, and on by a profile", slices.Concat(ask.Evidence(), managed.Evidence())...)
		}
		return checks.Known(checks.ScreenLock{Never: true}, ask.Evidence()...)
	}
	idle := answer(ctx, h, parseIdleTime, "defaults", "-currentHost", "read", "com.apple.screensaver", "idleTime")
	switch {
	case !told:
		idle = checks.Unseen[time.Duration](managed.Why().Reason, managed.Why().Detail, managed.Evidence()...)
	case ruled.idle > 0:
		idle = checks.Known(ruled.idle, managed.Evidence()...)
	}
	dark := answer(ctx, h, parseDisplaySleep, "pmset", "-g", "custom")
	evidence := slices.Concat(ask.Evidence(), idle.Evidence(), dark.Evidence())
	first := never
	for _, f := range []checks.Fact[time.Duration]{idle, dark} {
		if after, known := f.Get(); known && after != never && (first == never || after < first) {
			first = after
		}
	}
	bothKnown := idle.Known() && dark.Known()
	switch {
	case first != never && (bothKnown || first+delay <= lockFine):
		// One of them alone is the latest that it can be.
		return checks.Known(checks.ScreenLock{After: first + delay}, evidence...)
	case bothKnown:
		return checks.Known(checks.ScreenLock{Never: true}, evidence...)
	}
	why := checks.First(idle, dark).Why()
	return checks.Unseen[checks.ScreenLock](why.Reason, why.Detail, evidence...)
}

var screenLockLine = regexp.MustCompile(`(?:^|\] )screenLock (?:(is off)|delay is (immediate)|(?:delay )?is (\d{1,6}) seconds)\.?$`)

// parseScreenLock reads `sysadminctl -screenLock status`
// (sysadminctl_screenLock_immediate_stderr.txt), on the error stream.
func parseScreenLock(data []byte) (time.Duration, error) {
	found := screenLockLine.FindStringSubmatch(strings.TrimSpace(string(data)))
	switch {
	case found == nil:
		return 0, errors.New("no word on the screen lock")
	case found[1] != "":
		return never, nil
	case found[2] != "":
		return 0, nil
	}
	return seconds(found[3])
}

// parseIdleTime reads the screen saver's seconds; 0 is never. A setting that
// does not exist is a default, which differs between releases.
func parseIdleTime(data []byte) (time.Duration, error) {
	after, err := seconds(strings.TrimSpace(string(data)))
	if err == nil && after == 0 {
		after = never
	}
	return after, err
}

func seconds(text string) (time.Duration, error) {
	n, err := strconv.ParseUint(text, 10, 24)
	if err != nil {
		return 0, fmt.Errorf("%.20q is no number of seconds", text)
	}
	return time.Duration(n) * time.Second, nil
}

var displaySleepLine = regexp.MustCompile(`(?m)^\s*displaysleep\s+(\d{1,5})\b`)

// parseDisplaySleep reads the latest display sleep of the power sources of
// `pmset -g custom`, in minutes; 0 is never.
func parseDisplaySleep(data []byte) (time.Duration, error) {
	all := displaySleepLine.FindAllStringSubmatch(string(data), -1)
	if len(all) == 0 {
		return 0, errors.New("no word on the display's sleep")
	}
	latest := time.Duration(0)
	for _, found := range all {
		n, err := strconv.Atoi(found[1])
		if err != nil || n == 0 {
			return never, err
		}
		latest = max(latest, time.Duration(n)*time.Minute)
	}
	return latest, nil
}
