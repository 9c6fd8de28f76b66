package access

import (
	"context"
	"fmt"

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
	if !key.Values.Named("AutoAdminLogon") {
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
		if !key.Values.Named(name) {
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
