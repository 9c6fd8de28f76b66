package access

import (
	"strings"
	"testing"
	"time"

	"ounce/checks"
)

func TestRules(t *testing.T) {
	denied := checks.Unseen[checks.Encryption](checks.Denied, "")
	volume := func(state checks.Encryption) checks.Access { return checks.Access{SystemVolume: checks.Known(state)} }
	lock := func(l checks.ScreenLock) checks.Access { return checks.Access{ScreenLock: checks.Known(l)} }
	policy := func(length, tries int) checks.Access {
		return checks.Access{PasswordPolicy: checks.Known(checks.PasswordPolicy{MinLength: length, LockAfter: tries})}
	}
	managedBy := func(m checks.Management) checks.Access { return checks.Access{Managed: checks.Known(m)} }
	shell := func(s checks.RemoteShell) checks.Access { return checks.Access{RemoteShell: checks.Known(s)} }
	laptop, desk := checks.Platform{Portable: checks.Known(true)}, checks.Platform{Portable: checks.Known(false)}
	virtual := checks.Platform{Virtual: checks.Known(true)}
	tests := []struct {
		name     string
		judge    func(*checks.Machine) checks.Verdict
		id       string
		platform checks.Platform
		facts    checks.Access
		want     string
	}{
		{"on", diskEncryption, "disk_encryption", laptop, volume(checks.EncryptionOn), "pass on"},
		{"off, laptop", diskEncryption, "disk_encryption", laptop, volume(checks.EncryptionOff), "fail off"},
		{"off, on a desk", diskEncryption, "disk_encryption", desk, volume(checks.EncryptionOff), "warn off_desk"},
		{"off, not known where", diskEncryption, "disk_encryption", checks.Platform{}, volume(checks.EncryptionOff), "warn off"},
		{"off, virtual", diskEncryption, "disk_encryption", virtual, volume(checks.EncryptionOff), "not_applicable virtual"},
		{"on, virtual", diskEncryption, "disk_encryption", virtual, volume(checks.EncryptionOn), "pass on"},
		{"encrypting", diskEncryption, "disk_encryption", laptop, volume(checks.EncryptionEncrypting), "warn encrypting"},
		{"decrypting", diskEncryption, "disk_encryption", laptop, volume(checks.EncryptionDecrypting), "fail decrypting"},
		{"decrypting, desk", diskEncryption, "disk_encryption", desk, volume(checks.EncryptionDecrypting), "warn decrypting_desk"},
		{"suspended", diskEncryption, "disk_encryption", laptop, volume(checks.EncryptionSuspended), "fail suspended"},
		{"suspended, desk", diskEncryption, "disk_encryption", desk, volume(checks.EncryptionSuspended), "warn suspended_desk"},
		{"waiting", diskEncryption, "disk_encryption", laptop, volume(checks.EncryptionWaiting), "fail waiting"},
		{"waiting, desk", diskEncryption, "disk_encryption", desk, volume(checks.EncryptionWaiting), "warn waiting_desk"},
		{"home alone", diskEncryption, "disk_encryption", laptop, volume(checks.EncryptionDataOnly), "warn data_only"},
		{"denied", diskEncryption, "disk_encryption", laptop, checks.Access{SystemVolume: denied}, "unknown denied"},

		{"none", recoveryKey, "recovery_key", laptop, checks.Access{SystemVolume: checks.Known(checks.EncryptionOn), RecoveryKey: checks.Known(false)}, "warn none"},
		{"kept", recoveryKey, "recovery_key", laptop, checks.Access{SystemVolume: checks.Known(checks.EncryptionOn), RecoveryKey: checks.Known(true)}, "pass kept"},
		{"nothing to keep", recoveryKey, "recovery_key", laptop, volume(checks.EncryptionOff), "not_applicable not_encrypted"},

		{"at once", screenLock, "screen_lock", laptop, lock(checks.ScreenLock{After: 5 * time.Second}), "pass at_once"},
		{"fifteen minutes", screenLock, "screen_lock", laptop, lock(checks.ScreenLock{After: 15 * time.Minute}), "pass soon"},
		{"a second more", screenLock, "screen_lock", laptop, lock(checks.ScreenLock{After: 15*time.Minute + time.Second}), "warn late"},
		{"never", screenLock, "screen_lock", laptop, lock(checks.ScreenLock{Never: true}), "fail never"},
		{"no setting", screenLock, "screen_lock", laptop, lock(checks.ScreenLock{Never: true, Maybe: true}), "warn no_setting"},

		{"administrator", dailyAdmin, "daily_admin", laptop, checks.Access{DailyAdmin: checks.Known(true)}, "fail administrator"},
		{"standard", dailyAdmin, "daily_admin", laptop, checks.Access{DailyAdmin: checks.Known(false)}, "pass standard"},
		{"two", adminCount, "admin_count", laptop, checks.Access{Admins: checks.Known(checks.Admins{Count: 2})}, "pass few"},
		{"root alone", adminCount, "admin_count", laptop, checks.Access{Admins: checks.Known(checks.Admins{BuiltIn: true})}, "pass built_in"},
		{"nobody, which cannot be", adminCount, "admin_count", laptop, checks.Access{Admins: checks.Known(checks.Admins{})}, "unknown unreadable"},
		{"three", adminCount, "admin_count", laptop, checks.Access{Admins: checks.Known(checks.Admins{Count: 3})}, "warn many"},
		{"everyone", adminCount, "admin_count", laptop, checks.Access{Admins: checks.Known(checks.Admins{Everyone: true})}, "fail everyone"},
		{"on", guest, "guest", laptop, checks.Access{Guest: checks.Known(true)}, "fail on"},
		{"automatic", autoSignIn, "auto_signin", laptop, checks.Access{AutoSignIn: checks.Known(checks.SignInAutomatic)}, "fail automatic"},
		{"no desktop", autoSignIn, "auto_signin", laptop, checks.Access{AutoSignIn: checks.Known(checks.SignInNoDesktop)}, "not_applicable no_desktop"},
		{"off", uac, "uac", laptop, checks.Access{UAC: checks.Known(checks.UAC{Silent: true})}, "fail off"},
		{"silent", uac, "uac", laptop, checks.Access{UAC: checks.Known(checks.UAC{On: true, Silent: true})}, "warn silent"},

		{"strong", passwordPolicy, "password_policy", laptop, policy(12, 10), "pass strong"},
		{"never locks", passwordPolicy, "password_policy", laptop, policy(12, 0), "warn no_lock"},
		{"locks late", passwordPolicy, "password_policy", laptop, policy(12, 11), "warn no_lock"},
		{"short", passwordPolicy, "password_policy", laptop, policy(8, 5), "warn short"},
		{"any length", passwordPolicy, "password_policy", laptop, policy(0, 10), "warn no_length"},

		{"one", staleAccounts, "stale_accounts", laptop, checks.Access{StaleAccounts: checks.Known(1)}, "warn some"},
		{"none", staleAccounts, "stale_accounts", laptop, checks.Access{StaleAccounts: checks.Known(0)}, "pass none"},
		{"device", managed, "managed", laptop, managedBy(checks.Management{Join: "none", Device: true}), "pass device"},
		{"entra", managed, "managed", laptop, managedBy(checks.Management{Join: "entra"}), "pass entra"},
		{"hybrid", managed, "managed", laptop, managedBy(checks.Management{Join: "hybrid"}), "pass hybrid"},
		{"alone", managed, "managed", laptop, managedBy(checks.Management{Join: "workgroup"}), "not_applicable alone"},
		{"off", remoteRoot, "remote_root", laptop, shell(checks.RemoteShell{}), "not_applicable not_running"},
		{"root", remoteRoot, "remote_root", laptop, shell(checks.RemoteShell{Running: true, RootPassword: true, Password: true}), "fail root_password"},
		{"password", remoteRoot, "remote_root", laptop, shell(checks.RemoteShell{Running: true, Password: true}), "warn password"},
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.id+"/"+test.name, func(t *testing.T) {
			m := checks.Machine{}
			m.Facts.Platform, m.Facts.Access = test.platform, test.facts
			v := test.judge(&m)
			if got := string(v.Status) + " " + v.Say; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			def, _ := defs.Get("access." + test.id)
			if reason := defs.Finding(def, v).Reason; reason == "" || strings.Contains(reason, "{") {
				t.Errorf("%s has no whole sentence: %q", v.Say, reason)
			}
		})
	}
}

// TestNobodyLooked: without facts no rule decides.
func TestNobodyLooked(t *testing.T) {
	for _, check := range Topic().Checks {
		if v := check.Judge(&checks.Machine{}); v.Status != checks.Unclear {
			t.Errorf("%s says %s", check.ID, v.Status)
		}
	}
}

func TestParseLsblk(t *testing.T) {
	tests := []struct {
		name, tree string
		want       checks.Encryption
	}{
		{"the root on LUKS", `{"name":"c","type":"crypt","mountpoint":"/"}`, checks.EncryptionOn},
		{"swap alone", `{"name":"p","type":"part","mountpoints":["/"]},{"name":"s","type":"crypt","mountpoints":["[SWAP]"]}`, checks.EncryptionOff},
		{"the home alone", `{"name":"p","type":"part","mountpoints":["/"]},{"name":"h","type":"crypt","mountpoints":["/home"]}`, checks.EncryptionDataOnly},
		{"a name is no type", `{"name":"crypt","type":"lvm","mountpoint":"/"}`, checks.EncryptionOff},
		{"one leg of a mirror is open", `{"name":"a","type":"crypt","children":[{"name":"m","type":"raid1","mountpoint":"/"}]},{"name":"b","type":"part","children":[{"name":"m","type":"raid1","mountpoint":"/"}]}`, checks.EncryptionOff},
		{"no root", `{"name":"p","type":"part","mountpoint":"/boot"}`, ""},
	}
	for _, test := range tests {
		got, _, err := parseLsblk([]byte(`{"blockdevices":[` + test.tree + `]}`))
		if got != test.want || (err != nil) != (test.want == "") {
			t.Errorf("%s: %q %v", test.name, got, err)
		}
	}
}

func TestSSHDSettings(t *testing.T) {
	tests := []struct {
		name, text     string
		password, root bool
	}{
		{"defaults", "UsePAM yes\n", true, false},
		{"keys alone", "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM yes\n", false, false},
		{"a dialogue asks for the password", "PasswordAuthentication no\nUsePAM yes\n", true, false},
		{"root", "PermitRootLogin yes\n", true, true},
		{"root with a key", "PermitRootLogin yes\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n", false, false},
		{"the first value counts", "PasswordAuthentication no\nPasswordAuthentication yes\nKbdInteractiveAuthentication no\n", false, false},
	}
	for _, test := range tests {
		s, err := parseSSHD([]byte(test.text))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if got := s.shell(); got.Password != test.password || got.RootPassword != test.root {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
}

func TestParseFileVault(t *testing.T) {
	tests := map[string]checks.Encryption{
		"FileVault is On.":  checks.EncryptionOn,
		"FileVault is Off.": checks.EncryptionOff,
		"FileVault is On.\nEncryption in progress: Percent completed = 41":                checks.EncryptionEncrypting,
		"FileVault is On.\nDecryption in progress: Percent completed = 41":                checks.EncryptionDecrypting,
		"FileVault is Off.\nDeferred enablement appears to be active for user 'someone'.": checks.EncryptionOff,
		"FileVault is On.\nSomething new":                                                 "",
		"FileVault is On, but not really.":                                                "",
		"FileVault ist aktiviert.":                                                        "",
	}
	for text, want := range tests {
		if got, err := parseFileVault([]byte(text)); got != want || (err != nil) != (want == "") {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
}
