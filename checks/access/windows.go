package access

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

func collectWindows(ctx context.Context, h checks.Host) checks.Access {
	accounts := localUsers(ctx, h)
	managed := windowsManaged(ctx, h)
	return checks.Access{
		SystemVolume:   windowsVolume(ctx, h),
		RecoveryKey:    windowsRecoveryKey(ctx, h),
		ScreenLock:     windowsLock(ctx, h),
		DailyAdmin:     dailyUser(ctx, h),
		Admins:         windowsAdmins(ctx, h, accounts),
		Guest:          windowsGuest(accounts),
		AutoSignIn:     windowsSignIn(ctx, h),
		UAC:            windowsUAC(ctx, h),
		PasswordPolicy: windowsPasswords(ctx, h, managed),
		StaleAccounts:  windowsStale(h, accounts),
		Managed:        managed,
	}
}

// account is a local account without its name.
type account struct {
	rid                   int64
	enabled, guest, admin bool
	lastSignIn            time.Time // zero when none is recorded
}

// localUsers reads the local accounts. One without number or state makes the
// whole list unreadable: half a list would count too few.
func localUsers(ctx context.Context, h checks.Host) checks.Fact[[]account] {
	const source = "system call windows.local_users"
	rows, err := h.Call(ctx, "windows.local_users")
	if err != nil {
		return checks.UnseenBy[[]account](err)
	}
	accounts, err := parseAccounts(rows, h.Now())
	if err != nil {
		return checks.UnseenBy[[]account](err, seen(h, source, ""))
	}
	enabled := 0
	for _, a := range accounts {
		if a.enabled {
			enabled++
		}
	}
	return checks.Known(accounts, seen(h, source, fmt.Sprintf("%d accounts, %d enabled", len(accounts), enabled)))
}

func parseAccounts(rows []checks.Row, now time.Time) ([]account, error) {
	accounts := make([]account, 0, len(rows))
	for _, row := range rows {
		var a account
		var ok [4]bool
		a.rid, ok[0] = row.Number("rid")
		a.enabled, ok[1] = row.Truth("enabled")
		a.guest, ok[2] = row.Truth("guest")
		a.admin, ok[3] = row.Truth("admin")
		if ok != [4]bool{true, true, true, true} {
			return nil, fmt.Errorf("an account without number, state or rights")
		}
		if text, told := row.Text("last_logon"); told {
			when, err := time.Parse(time.RFC3339, text)
			if err != nil || when.After(now.Add(24*time.Hour)) {
				return nil, fmt.Errorf("a sign-in at a time that cannot be")
			}
			if when.Year() > 1990 {
				a.lastSignIn = when
			}
		}
		accounts = append(accounts, a)
	}
	if len(accounts) == 0 {
		return nil, fmt.Errorf("no account at all")
	}
	return accounts, nil
}

// windowsGuest: the guest account has the number 501 in each language.
func windowsGuest(accounts checks.Fact[[]account]) checks.Fact[bool] {
	return checks.Then(accounts, func(list []account) (bool, error) {
		for _, a := range list {
			if a.guest || a.rid == 501 {
				return a.enabled, nil
			}
		}
		return false, fmt.Errorf("no guest account in the list")
	})
}

// windowsStale counts accounts of people (numbers from 1000 on).
func windowsStale(h checks.Host, accounts checks.Fact[[]account]) checks.Fact[int] {
	return checks.Then(accounts, func(list []account) (int, error) {
		stale := 0
		for _, a := range list {
			if a.enabled && a.rid >= 1000 && !a.lastSignIn.IsZero() && h.Now().Sub(a.lastSignIn) > checks.StaleAfter {
				stale++
			}
		}
		return stale, nil
	})
}

// windowsAdmins counts enabled local administrators and the members of the
// Administrators group that come from a domain or from Entra.
func windowsAdmins(ctx context.Context, h checks.Host, accounts checks.Fact[[]account]) checks.Fact[checks.Admins] {
	const source = "system call windows.admins"
	rows, err := h.Call(ctx, "windows.admins")
	if err != nil {
		return checks.UnseenBy[checks.Admins](err)
	}
	if len(rows) != 1 {
		return checks.Unseen[checks.Admins](checks.Unreadable, "no answer", seen(h, source, ""))
	}
	domain, ok := rows[0].Number("domain_members")
	entra, ok2 := rows[0].Number("azure_members")
	if !ok || !ok2 || domain < 0 || entra < 0 || domain > 1000 || entra > 1000 {
		return checks.Unseen[checks.Admins](checks.Unreadable, "no count of members", seen(h, source, ""))
	}
	everyone, told := rows[0].Truth("everyone")
	evidence := seen(h, source, fmt.Sprintf("%d from a domain, %d from Entra, everyone: %t", domain, entra, everyone))
	if !told {
		return checks.Unseen[checks.Admins](checks.Unreadable, "members without their kind", evidence)
	}
	if everyone {
		return checks.Known(checks.Admins{Everyone: true}, evidence)
	}
	list, known := accounts.Get()
	if !known {
		return checks.Unseen[checks.Admins](accounts.Why().Reason, accounts.Why().Detail, accounts.Evidence()...)
	}
	admins := checks.Admins{Count: int(domain + entra)}
	for _, a := range list {
		if a.enabled && a.admin {
			admins.Count++
		}
	}
	return checks.Known(admins, append([]checks.Evidence{evidence}, accounts.Evidence()...)...)
}

const winlogonKey = `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon`

// windowsSignIn reads AutoAdminLogon; its absence means no. The key always holds
// the shell, so that a key without one was not read.
func windowsSignIn(ctx context.Context, h checks.Host) checks.Fact[checks.AutoSignIn] {
	source := "registry " + winlogonKey
	key, err := h.ReadKey(ctx, winlogonKey)
	if err != nil {
		return checks.UnseenBy[checks.AutoSignIn](err)
	}
	if _, ok := key.Values.Text("Shell"); !ok {
		return checks.Unseen[checks.AutoSignIn](checks.Unreadable, "no Shell", seen(h, source, ""))
	}
	if _, there := key.Values["AutoAdminLogon"]; !there {
		return checks.Known(checks.SignInAsked, seen(h, source, "no AutoAdminLogon"))
	}
	switch on, ok := key.Values.Truth("AutoAdminLogon"); {
	case !ok:
		return checks.Unseen[checks.AutoSignIn](checks.Unreadable, "AutoAdminLogon is neither 0 nor 1", seen(h, source, ""))
	case on:
		return checks.Known(checks.SignInAutomatic, seen(h, source, "AutoAdminLogon 1"))
	}
	return checks.Known(checks.SignInAsked, seen(h, source, "AutoAdminLogon 0"))
}

const policiesKey = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System`

// windowsUAC reads EnableLUA (missing is on) and ConsentPromptBehaviorAdmin (0
// asks nothing; missing is 5).
func windowsUAC(ctx context.Context, h checks.Host) checks.Fact[checks.UAC] {
	source := "registry " + policiesKey
	key, err := h.ReadKey(ctx, policiesKey)
	if err != nil {
		return checks.UnseenBy[checks.UAC](err)
	}
	if len(key.Values) == 0 {
		return checks.Unseen[checks.UAC](checks.Unreadable, "an empty key", seen(h, source, ""))
	}
	on, prompt := int64(1), int64(5)
	for name, into := range map[string]*int64{"EnableLUA": &on, "ConsentPromptBehaviorAdmin": &prompt} {
		if _, there := key.Values[name]; !there {
			continue
		}
		n, ok := key.Values.Number(name)
		if !ok || n < 0 || n > 5 {
			return checks.Unseen[checks.UAC](checks.Unreadable, name+" is no setting", seen(h, source, ""))
		}
		*into = n
	}
	return checks.Known(checks.UAC{On: on != 0, Silent: prompt == 0},
		seen(h, source, fmt.Sprintf("EnableLUA %d, ConsentPromptBehaviorAdmin %d", on, prompt)))
}

// windowsPasswords reads the rules for local passwords (NetUserModalsGet). In a
// directory of the cloud they say nothing about the passwords in use.
func windowsPasswords(ctx context.Context, h checks.Host, managed checks.Fact[checks.Management]) checks.Fact[checks.PasswordPolicy] {
	const source = "system call windows.accounts_policy"
	by, known := managed.Get()
	if !known {
		return checks.Unseen[checks.PasswordPolicy](managed.Why().Reason, managed.Why().Detail, managed.Evidence()...)
	}
	if by.Join != "workgroup" {
		return checks.Unseen[checks.PasswordPolicy](checks.Unsupported, "ruled by the directory", managed.Evidence()...)
	}
	rows, err := h.Call(ctx, "windows.accounts_policy")
	if err != nil {
		return checks.UnseenBy[checks.PasswordPolicy](err)
	}
	if len(rows) == 1 {
		length, ok := rows[0].Number("min_length")
		tries, ok2 := rows[0].Number("lockout_threshold")
		if ok && ok2 && length >= 0 && length <= 128 && tries >= 0 && tries <= 999 {
			return checks.Known(checks.PasswordPolicy{MinLength: int(length), LockAfter: int(tries)},
				seen(h, source, fmt.Sprintf("min_length %d, lockout_threshold %d", length, tries)))
		}
	}
	return checks.Unseen[checks.PasswordPolicy](checks.Unreadable, "no answer", seen(h, source, ""))
}

func windowsManaged(ctx context.Context, h checks.Host) checks.Fact[checks.Management] {
	const source = "system call windows.join"
	rows, err := h.Call(ctx, "windows.join")
	if err != nil {
		return checks.UnseenBy[checks.Management](err)
	}
	if len(rows) == 1 {
		kind, _ := rows[0].Text("kind")
		mdm, told := rows[0].Truth("mdm")
		switch kind {
		case "workgroup", "domain", "entra", "hybrid":
			if told {
				return checks.Known(checks.Management{Join: kind, Device: mdm}, seen(h, source, fmt.Sprintf("%s, mdm %t", kind, mdm)))
			}
		}
	}
	return checks.Unseen[checks.Management](checks.Unreadable, "no answer", seen(h, source, ""))
}

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
		if _, there := key.Values[s.value]; !there {
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
