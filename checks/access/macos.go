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

	"github.com/micromdm/plist"

	"ounce/checks"
)

func collectMacOS(ctx context.Context, h checks.Host) checks.Access {
	window := readLoginWindow(ctx, h)
	return checks.Access{
		SystemVolume: checks.Agree(answer(ctx, h, parseFileVault, "fdesetup", "status"), diskVault(ctx, h)),
		RecoveryKey:  macRecoveryKey(ctx, h),
		ScreenLock:   macLock(ctx, h),
		DailyAdmin:   dailyUser(ctx, h),
		Admins:       macAdmins(ctx, h),
		Guest: checks.Agree(checks.Then(window, func(w loginWindow) (bool, error) { return w.Guest, nil }),
			answer(ctx, h, parseGuest, "sysadminctl", "-guestAccount", "status")),
		AutoSignIn: checks.Then(window, func(w loginWindow) (checks.AutoSignIn, error) {
			if w.AutoLogin != "" {
				return checks.SignInAutomatic, nil
			}
			return checks.SignInAsked, nil
		}),
		PasswordPolicy: macPasswords(ctx, h),
		Managed:        answer(ctx, h, parseEnrollment, "profiles", "status", "-type", "enrollment"),
	}
}

// answer runs a program and parses what it says on either stream; the evidence
// is its first line.
func answer[T any](ctx context.Context, h checks.Host, parse func([]byte) (T, error), program string, args ...string) checks.Fact[T] {
	source := strings.Join(append([]string{"program " + program}, args...), " ")
	out, err := h.Run(ctx, program, args...)
	if err != nil {
		return checks.UnseenBy[T](err)
	}
	text := slices.Concat(out.Stdout, out.Stderr)
	value, err := parse(text)
	if err != nil {
		return checks.UnseenBy[T](refuse(source, string(text)))
	}
	return checks.Known(value, seen(h, source, string(text)))
}

// parseFileVault reads `fdesetup status` (fdesetup_status_on.txt and others): the
// first line says on or off, a second one that it is under way.
func parseFileVault(data []byte) (checks.Encryption, error) {
	text := strings.TrimSpace(string(data))
	first, rest, _ := strings.Cut(text, "\n")
	rest = strings.TrimSpace(rest)
	switch strings.TrimSpace(first) {
	case "FileVault is On.":
		switch {
		case rest == "":
			return checks.EncryptionOn, nil
		case strings.HasPrefix(rest, "Encryption in progress"):
			return checks.EncryptionEncrypting, nil
		case strings.HasPrefix(rest, "Decryption in progress"):
			return checks.EncryptionDecrypting, nil
		}
	case "FileVault is Off.":
		switch {
		case rest == "":
			return checks.EncryptionOff, nil
		case strings.HasPrefix(rest, "Encryption in progress"):
			return checks.EncryptionEncrypting, nil
		case strings.HasPrefix(rest, "Decryption in progress"):
			return checks.EncryptionDecrypting, nil
		case strings.HasPrefix(rest, "Deferred enablement appears to be active"):
			return checks.EncryptionOff, nil
		}
	}
	return "", errors.New("no word of FileVault")
}

// diskVault is the second reading: the FileVault flag of the root volume
// (diskutil_info_plist_root_m5_26.6.2.plist). It cannot tell on from under way,
// so that it speaks only of a volume that is off.
func diskVault(ctx context.Context, h checks.Host) checks.Fact[checks.Encryption] {
	const source = "program diskutil info -plist /"
	out, err := h.Run(ctx, "diskutil", "info", "-plist", "/")
	if err != nil {
		return checks.UnseenBy[checks.Encryption](err)
	}
	on, err := parseDiskVault(out.Stdout)
	if err != nil {
		return checks.UnseenBy[checks.Encryption](refuse(source, string(out.Stdout)+string(out.Stderr)))
	}
	if on {
		return checks.Unseen[checks.Encryption](checks.Unsupported, "FileVault true, perhaps still under way", seen(h, source, "FileVault true"))
	}
	return checks.Known(checks.EncryptionOff, seen(h, source, "FileVault false"))
}

func parseDiskVault(data []byte) (bool, error) {
	var info struct {
		FileVault *bool `plist:"FileVault"`
	}
	if err := unmarshalPlist(data, &info); err != nil {
		return false, fmt.Errorf("reading diskutil: %w", err)
	}
	if info.FileVault == nil {
		return false, errors.New("diskutil does not tell FileVault")
	}
	return *info.FileVault, nil
}

// unmarshalPlist reads XML and binary property lists; the library gives up on
// some damaged ones by panicking, which is an error here.
func unmarshalPlist(data []byte, into any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a damaged property list: %v", p)
		}
	}()
	return plist.Unmarshal(data, into)
}

// macRecoveryKey is told to administrators alone.
func macRecoveryKey(ctx context.Context, h checks.Host) checks.Fact[bool] {
	if !h.Elevated() {
		return checks.Unseen[bool](checks.Denied, "told to administrators alone", seen(h, "program fdesetup haspersonalrecoverykey", ""))
	}
	return answer(ctx, h, func(data []byte) (bool, error) {
		return strconv.ParseBool(strings.TrimSpace(string(data)))
	}, "fdesetup", "haspersonalrecoverykey")
}

type loginWindow struct {
	AutoLogin string `plist:"autoLoginUser"`
	Guest     bool   `plist:"GuestEnabled"`
}

const loginWindowFile = "/Library/Preferences/com.apple.loginwindow.plist"

// readLoginWindow reads who the sign-in window lets in; keys that are absent
// mean nobody. The name of the account stays out of the evidence.
func readLoginWindow(ctx context.Context, h checks.Host) checks.Fact[loginWindow] {
	data, err := h.ReadFile(ctx, loginWindowFile)
	if err != nil {
		return checks.UnseenBy[loginWindow](err)
	}
	window, err := parseLoginWindow(data)
	if err != nil {
		return checks.UnseenBy[loginWindow](err, seen(h, "file "+loginWindowFile, ""))
	}
	return checks.Known(window, seen(h, "file "+loginWindowFile,
		fmt.Sprintf("autoLoginUser set: %t, GuestEnabled %t", window.AutoLogin != "", window.Guest)))
}

func parseLoginWindow(data []byte) (loginWindow, error) {
	var all map[string]any
	if err := unmarshalPlist(data, &all); err != nil {
		return loginWindow{}, fmt.Errorf("reading the sign-in window's settings: %w", err)
	}
	if len(all) == 0 {
		return loginWindow{}, errors.New("the sign-in window has no settings")
	}
	var window loginWindow
	err := unmarshalPlist(data, &window)
	return window, err
}

var guestLine = regexp.MustCompile(`(?:^|\] )Guest account (enabled|disabled)\.?$`)

// parseGuest reads `sysadminctl -guestAccount status`, which answers on the
// error stream with a date before it.
func parseGuest(data []byte) (bool, error) {
	found := guestLine.FindStringSubmatch(strings.TrimSpace(string(data)))
	if found == nil {
		return false, errors.New("no word on the guest account")
	}
	return found[1] == "enabled", nil
}

// macAdmins counts the members of the group admin other than root and the
// system's own; their names stay out of the evidence.
func macAdmins(ctx context.Context, h checks.Host) checks.Fact[checks.Admins] {
	const source = "program dscl . -read /Groups/admin GroupMembership"
	out, err := h.Run(ctx, "dscl", ".", "-read", "/Groups/admin", "GroupMembership")
	if err != nil {
		return checks.UnseenBy[checks.Admins](err)
	}
	count, err := parseMembership(out.Stdout)
	if err != nil {
		return checks.UnseenBy[checks.Admins](refuse(source, string(out.Stderr)))
	}
	return checks.Known(checks.Admins{Count: count}, seen(h, source, fmt.Sprintf("%d accounts beside root", count)))
}

func parseMembership(data []byte) (int, error) {
	list, ok := strings.CutPrefix(strings.TrimSpace(string(data)), "GroupMembership:")
	names := strings.Fields(list)
	if !ok || len(names) == 0 {
		return 0, errors.New("no members of the group")
	}
	count := 0
	for _, name := range names {
		if name != "root" && !strings.HasPrefix(name, "_") {
			count++
		}
	}
	return count, nil
}

// parseEnrollment reads `profiles status -type enrollment`
// (profiles_status_user_approved.txt).
func parseEnrollment(data []byte) (checks.Management, error) {
	for line := range strings.Lines(string(data)) {
		state, ok := strings.CutPrefix(strings.TrimSpace(line), "MDM enrollment: ")
		switch {
		case !ok:
		case state == "No":
			return checks.Management{Join: "none"}, nil
		case state == "Yes" || strings.HasPrefix(state, "Yes ("):
			return checks.Management{Join: "none", Device: true}, nil
		}
	}
	return checks.Management{}, errors.New("no word on the enrollment")
}

var (
	lengthRule = regexp.MustCompile(`policyAttributePassword matches '\^?\.\{(\d{1,3}),\d*\}\+?\$?'`)
	triesRule  = regexp.MustCompile(`(?s)<key>policyAttributeMaximumFailedAuthentications</key>\s*<integer>(\d{1,4})</integer>`)
)

// macPasswords reads the rules that a device management or an administrator has
// set. Without any, macOS keeps rules of its own that it does not tell.
func macPasswords(ctx context.Context, h checks.Host) checks.Fact[checks.PasswordPolicy] {
	f := answer(ctx, h, parsePwpolicy, "pwpolicy", "-getaccountpolicies")
	policy, known := f.Get()
	if !known {
		return f
	}
	return checks.Known(policy, seen(h, "program pwpolicy -getaccountpolicies",
		fmt.Sprintf("length %d, tries %d", policy.MinLength, policy.LockAfter)))
}

// parsePwpolicy reads the longest length and the fewest tries among the rules.
func parsePwpolicy(data []byte) (checks.PasswordPolicy, error) {
	var policy checks.PasswordPolicy
	text := string(data)
	if !strings.Contains(text, "<key>policyCategoryPasswordContent</key>") || !strings.Contains(text, "</plist>") {
		return policy, errors.New("no rules for passwords")
	}
	for _, found := range lengthRule.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(found[1])
		policy.MinLength = max(policy.MinLength, n)
	}
	if policy.MinLength == 0 {
		return policy, errors.New("no rule on the length of passwords")
	}
	for _, found := range triesRule.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(found[1])
		if policy.LockAfter == 0 || n < policy.LockAfter {
			policy.LockAfter = n
		}
	}
	return policy, nil
}

// never stands for a delay that does not end.
const never = time.Duration(-1)

// macLock joins three settings: how long after the screen goes dark the password
// is asked, and when the screen saver and the display sleep make it dark.
func macLock(ctx context.Context, h checks.Host) checks.Fact[checks.ScreenLock] {
	ask := answer(ctx, h, parseScreenLock, "sysadminctl", "-screenLock", "status")
	delay, known := ask.Get()
	if !known {
		return checks.Unseen[checks.ScreenLock](ask.Why().Reason, ask.Why().Detail, ask.Evidence()...)
	}
	if delay == never {
		return checks.Known(checks.ScreenLock{Never: true}, ask.Evidence()...)
	}
	idle := answer(ctx, h, parseIdleTime, "defaults", "-currentHost", "read", "com.apple.screensaver", "idleTime")
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
