package checks

import "time"

// Access is who can get at a machine and what is on it.
type Access struct {
	// SystemVolume is whether the volume that holds the system is encrypted.
	SystemVolume Fact[Encryption] `json:"system_volume,omitzero"`
	// RecoveryKey tells whether a recovery key of that volume is kept.
	RecoveryKey Fact[bool] `json:"recovery_key,omitzero"`
	// ScreenLock is when an unused screen locks.
	ScreenLock Fact[ScreenLock] `json:"screen_lock,omitzero"`
	// DailyAdmin tells whether the person at the machine is an administrator.
	DailyAdmin Fact[bool] `json:"daily_admin,omitzero"`
	// Admins are the accounts that can change everything.
	Admins Fact[Admins] `json:"admins,omitzero"`
	// Guest tells whether people without an account can sign in.
	Guest Fact[bool] `json:"guest,omitzero"`
	// AutoSignIn tells whether the machine signs somebody in by itself.
	AutoSignIn Fact[AutoSignIn] `json:"auto_sign_in,omitzero"`
	// UAC is how Windows asks before a program gets administrator rights.
	UAC Fact[UAC] `json:"uac,omitzero"`
	// PasswordPolicy is what the system asks of local passwords.
	PasswordPolicy Fact[PasswordPolicy] `json:"password_policy,omitzero"`
	// StaleAccounts counts enabled local accounts that nobody used for
	// StaleAfter; accounts without a recorded sign-in are not counted.
	StaleAccounts Fact[int] `json:"stale_accounts,omitzero"`
	// Managed is who rules the machine's settings.
	Managed Fact[Management] `json:"managed,omitzero"`
	// RemoteShell is who can sign in to the machine's SSH server, and how.
	RemoteShell Fact[RemoteShell] `json:"remote_shell,omitzero"`
}

// AddTo puts the facts in their place.
func (f Access) AddTo(all *Facts) { all.Access = f }

// StaleAfter is how long an account may lie unused.
const StaleAfter = 45 * 24 * time.Hour

// Encryption is the state of a volume's encryption.
type Encryption string

// The states. Suspended and waiting volumes are encrypted with a key that lies
// open beside the data.
const (
	EncryptionOn         Encryption = "on"
	EncryptionOff        Encryption = "off"
	EncryptionEncrypting Encryption = "encrypting"
	EncryptionDecrypting Encryption = "decrypting"
	EncryptionSuspended  Encryption = "suspended"
	EncryptionWaiting    Encryption = "waiting"
	EncryptionDataOnly   Encryption = "data_only" // the people's files, not the system
)

// ScreenLock is when an unused screen locks.
type ScreenLock struct {
	// Never tells that no setting locks it; After is then zero.
	Never bool `json:"never"`
	// After is the time from the last key press to the lock.
	After time.Duration `json:"after"`
	// Maybe tells, with Never, that sleep may still lock it.
	Maybe bool `json:"maybe,omitempty"`
}

// Admins are the accounts that can change everything on a machine.
type Admins struct {
	// Count is the number of enabled accounts and of groups that are members.
	Count int `json:"count"`
	// Everyone tells that a group of everybody is among them.
	Everyone bool `json:"everyone"`
	// BuiltIn tells that the system's own administrator account is another one,
	// which Count leaves out.
	BuiltIn bool `json:"built_in,omitempty"`
}

// AutoSignIn is what a machine does when it starts.
type AutoSignIn string

// The ways. None: nobody is signed in; NoDesktop: there is nothing to sign in to.
const (
	SignInAsked     AutoSignIn = "asked"
	SignInAutomatic AutoSignIn = "automatic"
	SignInNoDesktop AutoSignIn = "no_desktop"
)

// UAC is how Windows asks before a program gets administrator rights.
type UAC struct {
	On bool `json:"on"`
	// Silent tells that administrators' programs get the rights unasked.
	Silent bool `json:"silent"`
}

// PasswordPolicy is what a system asks of local passwords.
type PasswordPolicy struct {
	// MinLength is the fewest characters of a password; zero is no rule.
	MinLength int `json:"min_length"`
	// LockAfter is the number of wrong tries that lock an account; zero is never.
	LockAfter int `json:"lock_after"`
}

// Management is who rules a machine's settings.
type Management struct {
	// Join is "workgroup", "domain", "entra", "hybrid", or "none" where the
	// system has no such thing.
	Join string `json:"join"`
	// Device tells whether a device management (MDM) rules it.
	Device bool `json:"device"`
}

// RemoteShell is how people can sign in to an SSH server.
type RemoteShell struct {
	Running bool `json:"running"`
	// RootPassword: the administrator account can sign in with a password.
	RootPassword bool `json:"root_password"`
	// Password: other people can sign in with a password.
	Password bool `json:"password"`
}
