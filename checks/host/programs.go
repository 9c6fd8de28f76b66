package host

import "ounce/checks"

// program says where a program that Ounce may start lies on each system, in the
// order in which the places are tried. A system without a place does not have
// the program. No program is ever looked for in PATH, where anybody may put
// another one of the same name.
type program struct {
	name    string
	linux   []string
	macos   []string
	windows []string
}

// programs lists every program that Ounce may start. All of them are asked for
// what they know and change nothing with the arguments that Ounce gives them.
func programs() []program {
	return []program{
		{name: "apt", linux: usr("bin", "apt")},
		{name: "apt-config", linux: usr("bin", "apt-config")},
		{name: "apt-get", linux: usr("bin", "apt-get")},
		{name: "borg", linux: local("borg"), macos: local("borg")},
		{name: "busctl", linux: usr("bin", "busctl")},
		{name: "clamconf", linux: usr("bin", "clamconf")},
		{name: "coredumpctl", linux: usr("bin", "coredumpctl")},
		{name: "dnf", linux: usr("bin", "dnf")},
		{name: "dpkg-query", linux: usr("bin", "dpkg-query")},
		{name: "duplicity", linux: local("duplicity")},
		{name: "findmnt", linux: usr("bin", "findmnt")},
		{name: "firewall-cmd", linux: usr("bin", "firewall-cmd")},
		{name: "flatpak", linux: usr("bin", "flatpak")},
		{name: "freshclam", linux: usr("bin", "freshclam")},
		{name: "getent", linux: usr("bin", "getent")},
		{name: "gsettings", linux: usr("bin", "gsettings")},
		{name: "id", linux: usr("bin", "id"), macos: []string{"/usr/bin/id"}},
		{name: "ip6tables", linux: usr("sbin", "ip6tables")},
		{name: "iptables", linux: usr("sbin", "iptables")},
		{name: "iw", linux: usr("sbin", "iw")},
		{name: "journalctl", linux: usr("bin", "journalctl")},
		{name: "last", linux: usr("bin", "last"), macos: []string{"/usr/bin/last"}},
		{name: "loginctl", linux: usr("bin", "loginctl")},
		{name: "lsblk", linux: usr("bin", "lsblk")},
		{name: "mdatp", linux: []string{"/usr/bin/mdatp", "/opt/microsoft/mdatp/sbin/wdavdaemonclient"}, macos: []string{"/usr/local/bin/mdatp"}},
		{name: "needs-restarting", linux: usr("bin", "needs-restarting")},
		{name: "nft", linux: usr("sbin", "nft")},
		{name: "nmcli", linux: usr("bin", "nmcli")},
		{name: "resolvectl", linux: usr("bin", "resolvectl")},
		{name: "restic", linux: local("restic"), macos: local("restic")},
		{name: "rpm", linux: usr("bin", "rpm")},
		{name: "rsnapshot", linux: local("rsnapshot")},
		{name: "smartctl", linux: usr("sbin", "smartctl"), macos: local("smartctl"), windows: []string{`%ProgramFiles%\smartmontools\bin\smartctl.exe`}},
		{name: "snap", linux: usr("bin", "snap")},
		{name: "ss", linux: append(usr("bin", "ss"), usr("sbin", "ss")...)},
		{name: "systemctl", linux: usr("bin", "systemctl")},
		{name: "timeshift", linux: usr("bin", "timeshift")},
		{name: "ufw", linux: usr("sbin", "ufw")},
		{name: "upower", linux: usr("bin", "upower")},
		{name: "zfs", linux: usr("sbin", "zfs")},

		{name: "csrutil", macos: []string{"/usr/bin/csrutil"}},
		{name: "defaults", macos: []string{"/usr/bin/defaults"}},
		{name: "diskutil", macos: []string{"/usr/sbin/diskutil"}},
		{name: "dscl", macos: []string{"/usr/bin/dscl"}},
		{name: "fdesetup", macos: []string{"/usr/bin/fdesetup"}},
		{name: "ifconfig", macos: []string{"/sbin/ifconfig"}},
		{name: "ioreg", macos: []string{"/usr/sbin/ioreg"}},
		{name: "launchctl", macos: []string{"/bin/launchctl"}},
		{name: "mount", macos: []string{"/sbin/mount"}},
		{name: "pmset", macos: []string{"/usr/bin/pmset"}},
		{name: "profiles", macos: []string{"/usr/bin/profiles", "/usr/sbin/profiles"}},
		{name: "pwpolicy", macos: []string{"/usr/bin/pwpolicy"}},
		{name: "route", macos: []string{"/sbin/route"}},
		{name: "scutil", macos: []string{"/usr/sbin/scutil"}},
		{name: "socketfilterfw", macos: []string{"/usr/libexec/ApplicationFirewall/socketfilterfw"}},
		{name: "softwareupdate", macos: []string{"/usr/sbin/softwareupdate"}},
		{name: "spctl", macos: []string{"/usr/sbin/spctl"}},
		{name: "sw_vers", macos: []string{"/usr/bin/sw_vers"}},
		{name: "sysadminctl", macos: []string{"/usr/sbin/sysadminctl"}},
		{name: "sysctl", macos: []string{"/usr/sbin/sysctl"}},
		{name: "system_profiler", macos: []string{"/usr/sbin/system_profiler"}},
		{name: "systemextensionsctl", macos: []string{"/usr/bin/systemextensionsctl"}},
		{name: "tmutil", macos: []string{"/usr/bin/tmutil"}},
		{name: "xprotect", macos: []string{"/usr/bin/xprotect"}},
	}
}

// usr gives both places of a system program: systems merge /bin and /sbin into
// /usr, and sbin into bin, each in its own year.
func usr(folder, name string) []string {
	places := []string{"/usr/" + folder + "/" + name, "/" + folder + "/" + name}
	if folder == "sbin" {
		places = append(places, "/usr/bin/"+name)
	}
	return places
}

// local gives the places of a program that people install beside the system.
func local(name string) []string {
	return []string{"/usr/bin/" + name, "/usr/local/bin/" + name, "/opt/homebrew/bin/" + name}
}

// places gives where a program lies on a system; false means that it is not
// allowed or not of this system.
func places(system checks.System, name string) ([]string, bool) {
	for _, p := range programs() {
		if p.name != name {
			continue
		}
		switch system {
		case checks.Linux:
			return p.linux, p.linux != nil
		case checks.MacOS:
			return p.macos, p.macos != nil
		case checks.Windows:
			return p.windows, p.windows != nil
		}
	}
	return nil, false
}
