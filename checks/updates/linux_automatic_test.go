package updates_test

import (
	"slices"
	"testing"

	"ounce/checks"
	"ounce/checks/damage"
	"ounce/checks/host"
	"ounce/checks/updates"
)

// linuxWith plays the healthy Linux with other answers in place of its own.
func linuxWith(t *testing.T, osRelease, config string, commands []host.Command, files []host.File) string {
	t.Helper()
	rec := open(t, "linux.yaml")
	commands = append(commands, host.Command{Run: []string{"apt-config", "dump"}, Output: "APT::Architecture \"amd64\";\n" + config + "Dir \"/\";\n"})
	for _, c := range commands {
		i := slices.IndexFunc(rec.Commands, func(have host.Command) bool { return slices.Equal(have.Run, c.Run) })
		if i < 0 {
			rec.Commands = append(rec.Commands, c)
			continue
		}
		rec.Commands[i] = c
	}
	rec.Files = append(rec.Files, files...)
	if osRelease != "" {
		rec.Files = append(rec.Files, host.File{Path: "/etc/os-release", Text: osRelease})
	}
	return verdicts(rec)["updates.automatic"]
}

func timer(name, state string) host.Command {
	return host.Command{Run: []string{"systemctl", "is-enabled", name}, Output: state + "\n"}
}

func TestWhoInstallsUpdatesOnLinux(t *testing.T) {
	t.Parallel()
	const on = "APT::Periodic::Update-Package-Lists \"1\";\nAPT::Periodic::Unattended-Upgrade \"always\";\n"
	const lists = "APT::Periodic::Update-Package-Lists \"1\";\n"
	const mint, pop, fedora = "ID=linuxmint\nVERSION_ID=22\n", "ID=pop\nVERSION_ID=24.04\n", "ID=fedora\nVERSION_ID=43\n"
	autostart := func(names ...string) []host.File {
		return []host.File{{Path: "/etc/xdg/autostart", Entries: append(names, "gnome-keyring-ssh.desktop")}}
	}
	conf := func(value string) []host.File {
		return []host.File{{Path: "/etc/dnf/automatic.conf", Text: "[emitters]\napply_updates = no\n[commands]\nupgrade_type = security\napply_updates = " + value + "\n"}}
	}
	noDesktop := []host.File{{Path: "/usr/share/wayland-sessions", Failure: host.Failure{Fails: checks.Missing}}}
	for _, c := range []struct {
		about, release, config string
		commands               []host.Command
		files                  []host.File
		want                   string
	}{
		{"installs", "", on, nil, nil, "pass on"},
		{"the last word of the configuration counts", "", on + "APT::Periodic::Unattended-Upgrade \"0\";\n", nil, autostart("update-notifier.desktop"), "warn ask"},
		{"all of it switched off", "", on + "APT::Periodic::Enable \"0\";\n", nil, autostart("update-notifier.desktop"), "warn ask"},
		{"its timer switched off", "", on, []host.Command{timer("apt-daily-upgrade.timer", "masked")}, autostart("org.gnome.Software.desktop"), "warn ask"},
		{"lists from somewhere else", "", "APT::Periodic::Unattended-Upgrade \"1\";\n", nil, nil, "unknown unsupported"},
		{"nothing announces", "", lists, nil, autostart(), "fail off"},
		{"a server without anything", "", "", nil, noDesktop, "fail off"},
		{"the desktop starts what nobody could list", "", lists, nil, []host.File{{Path: "/etc/xdg/autostart", Failure: host.Failure{Fails: checks.Denied}}}, "unknown denied"},
		{"Discover may install", "", lists, nil, autostart("org.kde.discover.notifier.desktop"), "unknown unsupported"},
		{"cron-apt may install", "", lists, nil, []host.File{{Path: "/etc/cron.d/cron-apt", Unread: true}}, "unknown unsupported"},
		{"Mint installs by itself", mint, lists, []host.Command{timer("mintupdate-automation-upgrade.timer", "enabled")}, nil, "pass on"},
		{"Mint announces", mint, lists, []host.Command{timer("mintupdate-automation-upgrade.timer", "disabled")}, nil, "warn ask"},
		{"Mint does not say", mint, lists, nil, nil, "unknown missing"},
		{"an updater of its own", pop, lists, nil, nil, "unknown unsupported"},
		{"dnf installs", fedora, "", []host.Command{timer("dnf-automatic-install.timer", "enabled")}, nil, "pass on"},
		{"dnf installs by its settings", fedora, "", []host.Command{timer("dnf-automatic-install.timer", "disabled"), timer("dnf5-automatic.timer", "enabled")}, conf("yes"), "pass on"},
		{"dnf announces by its settings", fedora, "", []host.Command{timer("dnf-automatic-install.timer", "not-found"), timer("dnf-automatic.timer", "enabled")}, conf("no"), "warn ask"},
		{"dnf's settings make no sense", fedora, "", []host.Command{timer("dnf-automatic-install.timer", "disabled"), timer("dnf-automatic.timer", "enabled")}, conf("perhaps"), "unknown unreadable"},
		{"dnf alone says nothing of a desktop", fedora, "", []host.Command{timer("dnf-automatic-install.timer", "disabled")}, nil, "unknown unsupported"},
	} {
		if got := linuxWith(t, c.release, c.config, c.commands, c.files); got != c.want {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}

func FuzzLinuxAutomatic(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		_, _ = updates.DnfApplies(string(data))
		_ = updates.AptPeriodic(string(data), "Enable", "1")
	}, "[commands]\napply_updates = yes\n", "APT::Periodic::Enable \"0\";\nAPT::Periodic::Unattended-Upgrade \"7d\";\n")
}
