//go:build wine && linux

package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ounce/checks"
)

// Keys as .reg files name them.
const (
	currentVersion = `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
	firewallKey    = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy`
	firewallPolicy = `HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\WindowsFirewall`
	terminalServer = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Terminal Server`
	systemPolicies = `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System`
	desktopOfMine  = `HKEY_CURRENT_USER\Control Panel\Desktop`
	servicingKey   = `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing`
	updatesKey     = `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update`
	oneDriveOfMine = `HKEY_CURRENT_USER\Software\Microsoft\OneDrive\Accounts`
	installedList  = `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`
)

// key is one key of a .reg file: its name, and its values as name=value.
func key(name string, values ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[%s]\r\n", name)
	for _, value := range values {
		name, content, _ := strings.Cut(value, "=")
		fmt.Fprintf(&b, "\"%s\"=%s\r\n", name, content)
	}
	return b.String()
}

// number and text write values as .reg files do.
func number(name string, n uint32) string { return fmt.Sprintf("%s=dword:%08x", name, n) }
func text(name, content string) string    { return fmt.Sprintf("%s=%q", name, content) }

// firewalls writes the three profiles of the machine itself.
func firewalls(domain, private, public uint32) string {
	on := func(name string, n uint32) string {
		return key(firewallKey+`\`+name, number("EnableFirewall", n), number("DefaultInboundAction", 1)) +
			key(firewallKey+`\`+name+`\Logging`, number("LogDroppedPackets", 0))
	}
	return on("DomainProfile", domain) + on("StandardProfile", private) + on("PublicProfile", public)
}

// edition writes what every Windows says about itself.
func edition(id, kind string) string {
	return key(currentVersion, text("CurrentBuildNumber", "26200"), text("CurrentBuild", "26200"), number("CurrentMajorVersionNumber", 10),
		number("CurrentMinorVersionNumber", 0), number("UBR", 7171), text("EditionID", id), text("InstallationType", kind),
		text("ProductName", "Windows 10 Pro"), text("DisplayVersion", "25H2"), number("InstallDate", 1735689600))
}

// ordinaryPC is an office PC: every setting that a round does not change.
func ordinaryPC() string {
	return edition("Professional", "Client") + firewalls(1, 1, 1) +
		key(terminalServer, number("fDenyTSConnections", 1)) + key(terminalServer+`\WinStations\RDP-Tcp`, number("UserAuthentication", 1)) +
		key(systemPolicies, number("EnableLUA", 1), number("ConsentPromptBehaviorAdmin", 5)) +
		key(currentVersion+`\Winlogon`, text("Shell", "explorer.exe")) +
		key(desktopOfMine, text("ScreenSaveActive", "0")) +
		key(servicingKey, text("Version", "26100.1")) + key(servicingKey+`\Packages`) +
		key(updatesKey, number("AcceleratedInstallRequired", 0)) +
		key(installedList+`\7-Zip`, text("DisplayName", "7-Zip 25.01"))
}

// round is one state of the registry, and what has to be seen of it. Each begins
// with the registry of a new Windows and an ordinary PC's settings.
type round struct {
	name     string
	writes   string
	services []string // that run besides those of an ordinary PC
	sees     func(t *testing.T, m checks.Machine)
}

// proveRegistry writes settings into this Windows and has them read back by the
// program for Windows, through the real registry and the real list of services.
func proveRegistry(t *testing.T, w *wine) {
	t.Cleanup(func() { w.anew(t) })
	for _, r := range registryRounds() {
		t.Run(r.name, func(t *testing.T) {
			w.anew(t)
			w.registryFile(t, ordinaryPC()+r.writes)
			for _, service := range append([]string{"MpsSvc"}, r.services...) {
				w.must(t, "sc", "create", service, "binPath=", `C:\service.exe`, "start=", "demand")
				w.must(t, "sc", "start", service)
			}
			r.sees(t, w.check(t))
		})
	}
}

func registryRounds() []round {
	return []round{
		{"an ordinary PC", "", nil, func(t *testing.T, m checks.Machine) {
			guards(t, m, true, true, true)
			known(t, "firewall", m.Facts.Firewall.On, true)
			known(t, "desktop", m.Facts.Firewall.Desktop, checks.DesktopOff)
			known(t, "UAC", m.Facts.Access.UAC, checks.UAC{On: true})
			known(t, "lock", m.Facts.Access.ScreenLock, checks.ScreenLock{Never: true, Maybe: true})
			known(t, "sign-in", m.Facts.Access.AutoSignIn, checks.SignInAsked)
			known(t, "restart", m.Facts.Updates.Restart, false)
			absent(t, m, "onedrive")
			foundOn(t, m, "firewall.on", checks.Pass)
			if m.OS != "Windows 11 Pro 25H2" {
				t.Errorf("the system is called %q", m.OS)
			}
		}},
		{"off in a domain; remote desktop guarded; no UAC; lock of the machine",
			firewalls(0, 1, 1) + key(terminalServer, number("fDenyTSConnections", 0)) +
				key(systemPolicies, number("EnableLUA", 0), number("InactivityTimeoutSecs", 600)),
			nil, func(t *testing.T, m checks.Machine) {
				guards(t, m, false, true, true)
				known(t, "desktop", m.Facts.Firewall.Desktop, checks.DesktopGuarded)
				known(t, "UAC", m.Facts.Access.UAC, checks.UAC{})
				known(t, "lock", m.Facts.Access.ScreenLock, checks.ScreenLock{After: 10 * time.Minute})
			}},
		{"off in the office; remote desktop open; UAC asks nothing; automatic sign-in",
			firewalls(1, 0, 1) + key(terminalServer, number("fDenyTSConnections", 0)) +
				key(terminalServer+`\WinStations\RDP-Tcp`, number("UserAuthentication", 0)) +
				key(systemPolicies, number("ConsentPromptBehaviorAdmin", 0)) + key(currentVersion+`\Winlogon`, text("AutoAdminLogon", "1")),
			nil, func(t *testing.T, m checks.Machine) {
				guards(t, m, true, false, true)
				known(t, "desktop", m.Facts.Firewall.Desktop, checks.DesktopOpen)
				known(t, "UAC", m.Facts.Access.UAC, checks.UAC{On: true, Silent: true})
				known(t, "sign-in", m.Facts.Access.AutoSignIn, checks.SignInAutomatic)
				// Nobody can say here whether another firewall does the work.
				foundOn(t, m, "firewall.on", checks.Unclear)
			}},
		{"off in public; a screen saver locks; a restart is due; OneDrive keeps the folders",
			firewalls(1, 1, 0) + key(servicingKey+`\RebootPending`) +
				key(desktopOfMine, text("ScreenSaveActive", "1"), text("ScreenSaverIsSecure", "1"), text("ScreenSaveTimeOut", "300"), text("SCRNSAVE.EXE", "scrnsave.scr")) +
				key(oneDriveOfMine+`\Business1`, text("UserFolder", `C:\Users\ounce\OneDrive`), number("KfmFoldersProtectedNow", 3584)),
			nil, func(t *testing.T, m checks.Machine) {
				guards(t, m, true, true, false)
				known(t, "lock", m.Facts.Access.ScreenLock, checks.ScreenLock{After: 5 * time.Minute})
				known(t, "restart", m.Facts.Updates.Restart, true)
				drive := tool(t, m, "onedrive")
				known(t, "OneDrive", drive.Found, true)
				known(t, "the folders", drive.Home, true)
			}},
		{"policy over what is set: on over off",
			firewalls(0, 0, 0) + policy(1), nil, func(t *testing.T, m checks.Machine) { guards(t, m, true, true, true) }},
		{"policy over what is set: off over on",
			firewalls(1, 1, 1) + policy(0), nil, func(t *testing.T, m checks.Machine) {
				guards(t, m, false, false, false)
				foundOn(t, m, "firewall.on", checks.Unclear)
			}},
		{"a backup product is installed",
			key(installedList+`\{7C3A4E0B}`, text("DisplayName", "Veeam Agent for Microsoft Windows")),
			[]string{"VeeamEndpointBackupSvc"}, func(t *testing.T, m checks.Machine) {
				known(t, "Veeam", tool(t, m, "veeam_agent").Found, true)
			}},
		{"values of the wrong type",
			key(firewallKey+`\PublicProfile`, text("EnableFirewall", "yes")) + key(terminalServer, text("fDenyTSConnections", "perhaps")) +
				key(systemPolicies, text("EnableLUA", "on")) + key(currentVersion+`\Winlogon`, "AutoAdminLogon=hex:ff,fe,00,01,02") +
				key(updatesKey, "AcceleratedInstallRequired=hex:ff"),
			nil, func(t *testing.T, m checks.Machine) {
				unknown(t, "the guard in public", m.Facts.Firewall.Guards[2].On)
				unknown(t, "desktop", m.Facts.Firewall.Desktop)
				unknown(t, "UAC", m.Facts.Access.UAC)
				unknown(t, "sign-in", m.Facts.Access.AutoSignIn)
			}},
	}
}

// policy writes the three profiles of group policy.
func policy(on uint32) string {
	var all string
	for _, name := range []string{"DomainProfile", "PrivateProfile", "PublicProfile"} {
		all += key(firewallPolicy+`\`+name, number("EnableFirewall", on))
	}
	return all
}

func (w *wine) must(t *testing.T, program string, args ...string) {
	t.Helper()
	if status, out, said := w.run(t, program, args...); status != 0 {
		t.Fatalf("%s %s ended with %d\n%s%s", program, strings.Join(args, " "), status, out, said)
	}
}

func known[T comparable](t *testing.T, what string, f checks.Fact[T], want T) {
	t.Helper()
	if got, ok := f.Get(); !ok {
		t.Errorf("%s is unknown: %+v", what, f.Why())
	} else if got != want {
		t.Errorf("%s is %+v, want %+v", what, got, want)
	}
}

func unknown[T any](t *testing.T, what string, f checks.Fact[T]) {
	t.Helper()
	if got, ok := f.Get(); ok {
		t.Errorf("%s is %+v, want it unknown", what, got)
	} else if f.Why().Reason == "" {
		t.Errorf("%s is unknown without a reason", what)
	}
}

func guards(t *testing.T, m checks.Machine, want ...bool) {
	t.Helper()
	if len(m.Facts.Firewall.Guards) != len(want) {
		t.Fatalf("%d profiles", len(m.Facts.Firewall.Guards))
	}
	for i, guard := range m.Facts.Firewall.Guards {
		known(t, "the firewall's profile "+guard.Name, guard.On, want[i])
	}
}

func tool(t *testing.T, m checks.Machine, id string) checks.BackupTool {
	t.Helper()
	i := slices.IndexFunc(m.Facts.Backup.Tools, func(b checks.BackupTool) bool { return b.ID == id })
	if i < 0 {
		t.Errorf("%s is not among the backup tools: %+v", id, m.Facts.Backup.Tools)
		return checks.BackupTool{}
	}
	return m.Facts.Backup.Tools[i]
}

// absent holds that a backup product was not found.
func absent(t *testing.T, m checks.Machine, id string) {
	t.Helper()
	if slices.ContainsFunc(m.Facts.Backup.Tools, func(b checks.BackupTool) bool { return b.ID == id }) {
		t.Errorf("%s is among the backup tools: %+v", id, m.Facts.Backup.Tools)
	}
}

func foundOn(t *testing.T, m checks.Machine, check string, want checks.Status) {
	t.Helper()
	for _, f := range m.Findings {
		if string(f.Check) == check {
			if f.Status != want {
				t.Errorf("%s is %s (%s), want %s", check, f.Status, f.Reason, want)
			}
			return
		}
	}
	t.Errorf("there is no finding %s", check)
}
