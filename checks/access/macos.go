package access

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ounce/checks"
)

func collectMacOS(ctx context.Context, h checks.Host) checks.Access {
	window := readLoginWindow(ctx, h)
	return checks.Access{
		SystemVolume: macVolume(answer(ctx, h, parseFileVault, "fdesetup", "status"), diskVault(ctx, h)),
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
		return checks.UnseenBy[T](checks.Refused(source, string(text)))
	}
	return checks.Known(value, seen(h, source, string(text)))
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
		return checks.UnseenBy[checks.Admins](checks.Refused(source, string(out.Stderr)))
	}
	return checks.Known(checks.Admins{Count: count}, seen(h, source, fmt.Sprintf("%d accounts beside root", count)))
}

func parseMembership(data []byte) (int, error) {
	text, err := checks.WholeText(data)
	if err != nil {
		return 0, err
	}
	list, ok := strings.CutPrefix(strings.TrimSpace(text), "GroupMembership:")
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
