package updates

import (
	"errors"
	"slices"
	"strings"

	"ounce/checks"
)

// errUnsettled is a timer of which systemd says neither on nor off.
var errUnsettled = errors.New("a timer that is neither on nor off")

// timer tells whether a timer of systemd is switched on. A timer that is not
// there is missing.
func (r reader) timer(name string) (bool, checks.Evidence, error) {
	out, source, err := r.run("systemctl", "is-enabled", name)
	if err != nil {
		return false, r.saw(source, ""), err
	}
	state := strings.TrimSpace(string(out.Stdout))
	seen := r.saw(source, state)
	switch {
	case state == "enabled" || state == "static":
		return true, seen, nil
	case state == "disabled" || state == "masked":
		return false, seen, nil
	case state == "not-found" || state == "" && strings.Contains(string(out.Stderr), "No such file or directory"):
		return false, seen, &checks.ReadError{Reason: checks.Missing, Source: source, Detail: "there is no such timer"}
	}
	return false, seen, errUnsettled
}

// aptAutomatic reads apt's whole configuration, since one that is cut short
// would look like one with nothing switched on (apt.systemd.daily(8)).
func (r reader) aptAutomatic(id string) checks.Fact[checks.Automatic] {
	out, source, err := r.run("apt-config", "dump")
	if err != nil {
		return checks.UnseenBy[checks.Automatic](err)
	}
	config := string(out.Stdout)
	if out.Exit != 0 || !strings.Contains(config, `APT::Architecture "`) || !strings.Contains(config, `Dir "`) {
		return checks.UnseenBy[checks.Automatic](errNoAnswer, r.saw(source, config))
	}
	enabled, lists, installs := aptPeriodic(config, "Enable", "1"), aptPeriodic(config, "Update-Package-Lists", "0"), aptPeriodic(config, "Unattended-Upgrade", "0")
	seen := r.saw(source, "Enable "+enabled+", Update-Package-Lists "+lists+", Unattended-Upgrade "+installs)
	switch {
	case never(enabled) || never(installs):
		return r.aptOther(id, seen)
	case never(lists):
		return checks.Unseen[checks.Automatic](checks.Unsupported, "something else has to fetch the lists", seen)
	}
	const tool = "/usr/bin/unattended-upgrade"
	if _, err := r.host.Stat(r.ctx, tool); err != nil {
		return checks.UnseenBy[checks.Automatic](err, seen, r.saw("file "+tool, ""))
	}
	on, timer, err := r.timer("apt-daily-upgrade.timer")
	switch {
	case err != nil:
		return checks.UnseenBy[checks.Automatic](err, seen, timer)
	case on:
		return checks.Known(checks.Automatic{Mode: checks.UpdatesOn}, seen, timer)
	}
	return r.aptOther(id, seen, timer)
}

// aptPeriodic gives the last value of an APT::Periodic setting.
func aptPeriodic(config, name, missing string) string {
	value := missing
	for line := range strings.Lines(config) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), "APT::Periodic::"+name+` "`); ok {
			value = strings.TrimSuffix(v, `";`)
		}
	}
	if value == "" {
		return missing
	}
	return value
}

// never tells that an interval, as "0", "1", "7d" or "always", is none.
func never(interval string) bool { return strings.Trim(interval, "0smhd") == "" }

// ownUpdaters install updates by a way of their own, of which apt knows nothing.
var ownUpdaters = []string{"pop", "elementary", "neon"}

// aptOther looks for who else may install updates where apt itself does not:
// nothing else has to be there before they are called off.
func (r reader) aptOther(id string, seen ...checks.Evidence) checks.Fact[checks.Automatic] {
	if slices.Contains(ownUpdaters, id) {
		return checks.Unseen[checks.Automatic](checks.Unsupported, id, seen...)
	}
	if id == "linuxmint" {
		on, timer, err := r.timer("mintupdate-automation-upgrade.timer")
		switch {
		case err != nil:
			return checks.UnseenBy[checks.Automatic](err, append(seen, timer)...)
		case on:
			return checks.Known(checks.Automatic{Mode: checks.UpdatesOn}, append(seen, timer)...)
		}
		return checks.Known(checks.Automatic{Mode: checks.UpdatesAsk}, append(seen, timer)...)
	}
	const cron = "/etc/cron.d/cron-apt"
	if _, err := r.host.Stat(r.ctx, cron); err == nil {
		return checks.Unseen[checks.Automatic](checks.Unsupported, "cron-apt", append(seen, r.saw("file "+cron, "is there"))...)
	} else if !missing(err) {
		return checks.UnseenBy[checks.Automatic](err, seen...)
	}
	server, known := r.platform.Server.Get()
	switch {
	case !known:
		return checks.Unseen[checks.Automatic](r.platform.Server.Why().Reason, "whether a desktop is installed", seen...)
	case server:
		return checks.Known(checks.Automatic{Mode: checks.UpdatesOff}, seen...)
	}
	return r.desktopUpdater(seen)
}

// announcers are started with the desktop and tell people about updates; they
// leave installing to them.
var announcers = []string{"org.gnome.Software.desktop", "gnome-software-service.desktop", "update-notifier.desktop", "pk-update-icon.desktop", "package-update-indicator.desktop"}

// installers are started with the desktop and may be set to install updates.
var installers = []string{"org.kde.discover.notifier.desktop", "io.elementary.appcenter-daemon.desktop"}

// desktopUpdater looks which updater the desktop starts.
func (r reader) desktopUpdater(seen []checks.Evidence) checks.Fact[checks.Automatic] {
	const folder = "/etc/xdg/autostart"
	entries, err := r.host.ReadDir(r.ctx, folder)
	if err == nil && len(entries) == 0 {
		err = errNoAnswer
	}
	if err != nil {
		return checks.UnseenBy[checks.Automatic](err, seen...)
	}
	mode, value := checks.UpdatesOff, "no updater that we know"
	for _, e := range entries {
		switch {
		case slices.Contains(installers, e.Name):
			return checks.Unseen[checks.Automatic](checks.Unsupported, e.Name, append(seen, r.saw("folder "+folder, e.Name))...)
		case slices.Contains(announcers, e.Name):
			mode, value = checks.UpdatesAsk, e.Name
		}
	}
	return checks.Known(checks.Automatic{Mode: mode}, append(seen, r.saw("folder "+folder, value))...)
}

// dnfAutomatic knows dnf-automatic alone; a desktop's own updater leaves no
// common trace.
func (r reader) dnfAutomatic() checks.Fact[checks.Automatic] {
	on, timer, err := r.timer("dnf-automatic-install.timer")
	if err == nil && on {
		return checks.Known(checks.Automatic{Mode: checks.UpdatesOn}, timer)
	}
	if err != nil && !missing(err) {
		return checks.UnseenBy[checks.Automatic](err, timer)
	}
	// One of these decides by its own settings what it does.
	const settings = "/etc/dnf/automatic.conf"
	for _, name := range []string{"dnf-automatic.timer", "dnf5-automatic.timer"} {
		on, timer, err := r.timer(name)
		switch {
		case missing(err) || err == nil && !on:
			continue
		case err != nil:
			return checks.UnseenBy[checks.Automatic](err, timer)
		}
		data, err := r.host.ReadFile(r.ctx, settings)
		if err != nil {
			return checks.UnseenBy[checks.Automatic](err, timer)
		}
		applies, said := dnfApplies(string(data))
		seen := r.saw("file "+settings, "apply_updates "+said)
		switch {
		case said == "":
			return checks.UnseenBy[checks.Automatic](errNoAnswer, timer, seen)
		case applies:
			return checks.Known(checks.Automatic{Mode: checks.UpdatesOn}, timer, seen)
		}
		return checks.Known(checks.Automatic{Mode: checks.UpdatesAsk}, timer, seen)
	}
	return checks.Unseen[checks.Automatic](checks.Unsupported, "", timer)
}

// dnfApplies reads apply_updates in the section [commands] of automatic.conf
// (dnf-automatic(8)); said is empty where it says nothing that is known.
func dnfApplies(text string) (applies bool, said string) {
	section := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			section = line
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || section != "[commands]" || strings.TrimSpace(key) != "apply_updates" {
			continue
		}
		switch value = strings.ToLower(strings.TrimSpace(value)); value {
		case "yes", "true", "1", "on":
			applies, said = true, value
		case "no", "false", "0", "off":
			applies, said = false, value
		default:
			return false, ""
		}
	}
	return applies, said
}
