package access

import (
	"time"

	"ounce/checks"
)

// diskEncryption judges the system's volume. An open disk wants an act on a
// laptop and a look elsewhere; in a virtual machine the disk belongs to another
// machine.
func diskEncryption(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.SystemVolume
	state, verdict, ok := checks.Need(f)
	kind := m.Facts.Platform.Virtual
	if virtual, _ := kind.Get(); virtual && state != checks.EncryptionOn {
		return checks.Skipped("virtual", nil).Because(kind)
	}
	if !ok {
		return verdict
	}
	switch state {
	case checks.EncryptionOn:
		return checks.Passed("on", nil).Because(f)
	case checks.EncryptionEncrypting, checks.EncryptionDataOnly:
		return checks.Warned(string(state), nil).Because(f)
	}
	if kind.Why().ReadFailed() {
		return checks.Undecided(kind.Why()).Because(kind)
	}
	switch portable, known := m.Facts.Platform.Portable.Get(); {
	case known && portable:
		return checks.Failed(string(state), nil).Because(f)
	case known:
		return checks.Warned(string(state)+"_desk", nil).Because(f)
	default:
		return checks.Warned(string(state), nil).Because(f)
	}
}

// recoveryKey judges whether the key that opens an encrypted volume is kept.
func recoveryKey(m *checks.Machine) checks.Verdict {
	volume, key := m.Facts.Access.SystemVolume, m.Facts.Access.RecoveryKey
	state, verdict, ok := checks.Need(volume)
	if !ok {
		return verdict
	}
	if state == checks.EncryptionOff || state == checks.EncryptionDecrypting {
		return checks.Skipped("not_encrypted", nil).Because(volume)
	}
	kept, verdict, ok := checks.Need(key)
	switch {
	case !ok:
		return verdict
	case kept:
		return checks.Passed("kept", nil).Because(key)
	default:
		return checks.Warned("none", nil).Because(key)
	}
}

// lockFine is the longest that an unused screen may stay open.
const lockFine = 15 * time.Minute

func screenLock(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.ScreenLock
	lock, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	minutes := int((lock.After + time.Minute - 1) / time.Minute)
	switch {
	case lock.Never && lock.Maybe:
		return checks.Warned("no_setting", nil).Because(f)
	case lock.Never:
		return checks.Failed("never", nil).Because(f)
	case lock.After < time.Minute:
		return checks.Passed("at_once", nil).Because(f)
	case lock.After <= lockFine:
		return checks.Passed("soon", checks.Args{"minutes": minutes}).Because(f)
	default:
		return checks.Warned("late", checks.Args{"minutes": minutes}).Because(f)
	}
}

func dailyAdmin(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.DailyAdmin
	admin, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case admin:
		return checks.Failed("administrator", nil).Because(f)
	default:
		return checks.Passed("standard", nil).Because(f)
	}
}

// adminsFine is the most accounts with all rights: the daily person's spare one
// and the provider's.
const adminsFine = 2

func adminCount(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.Admins
	admins, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case admins.Everyone:
		return checks.Failed("everyone", nil).Because(f)
	case admins.Count > adminsFine:
		return checks.Warned("many", checks.Args{"count": admins.Count}).Because(f)
	case admins.Count > 0:
		return checks.Passed("few", checks.Args{"count": admins.Count}).Because(f)
	case admins.BuiltIn:
		return checks.Passed("built_in", nil).Because(f)
	default:
		// A computer that nobody rules cannot be: some way to rule it was not seen.
		return checks.Undecided(checks.Unknown{Reason: checks.Unreadable}).Because(f)
	}
}

func guest(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.Guest
	on, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case on:
		return checks.Failed("on", nil).Because(f)
	default:
		return checks.Passed("off", nil).Because(f)
	}
}

func autoSignIn(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.AutoSignIn
	way, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case way == checks.SignInNoDesktop:
		return checks.Skipped("no_desktop", nil).Because(f)
	case way == checks.SignInAutomatic:
		return checks.Failed("automatic", nil).Because(f)
	default:
		return checks.Passed("asked", nil).Because(f)
	}
}

func uac(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.UAC
	set, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case !set.On:
		return checks.Failed("off", nil).Because(f)
	case set.Silent:
		return checks.Warned("silent", nil).Because(f)
	default:
		return checks.Passed("on", nil).Because(f)
	}
}

// What a password policy must ask for: so many characters, and a lock after at
// most so many wrong tries.
const (
	passwordFine = 12
	triesFine    = 10
)

func passwordPolicy(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.PasswordPolicy
	policy, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	args := checks.Args{"characters": policy.MinLength, "tries": policy.LockAfter}
	long, locks := policy.MinLength >= passwordFine, policy.LockAfter > 0 && policy.LockAfter <= triesFine
	switch {
	case long && locks:
		return checks.Passed("strong", args).Because(f)
	case long:
		return checks.Warned("no_lock", args).Because(f)
	case policy.MinLength == 0:
		return checks.Warned("no_length", args).Because(f)
	default:
		return checks.Warned("short", args).Because(f)
	}
}

func staleAccounts(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.StaleAccounts
	count, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case count > 0:
		return checks.Warned("some", checks.Args{"count": count}).Because(f)
	default:
		return checks.Passed("none", nil).Because(f)
	}
}

// managed tells who rules the machine's settings; being on one's own is no fault.
func managed(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.Managed
	by, verdict, ok := checks.Need(f)
	if !ok {
		return verdict
	}
	switch {
	case by.Device:
		return checks.Passed("device", nil).Because(f)
	case by.Join == "domain" || by.Join == "entra" || by.Join == "hybrid":
		return checks.Passed(by.Join, nil).Because(f)
	default:
		return checks.Skipped("alone", nil).Because(f)
	}
}

func remoteRoot(m *checks.Machine) checks.Verdict {
	f := m.Facts.Access.RemoteShell
	shell, verdict, ok := checks.Need(f)
	switch {
	case !ok:
		return verdict
	case !shell.Running:
		return checks.Skipped("not_running", nil).Because(f)
	case shell.RootPassword:
		return checks.Failed("root_password", nil).Because(f)
	case shell.Password:
		return checks.Warned("password", nil).Because(f)
	default:
		return checks.Passed("keys", nil).Because(f)
	}
}
