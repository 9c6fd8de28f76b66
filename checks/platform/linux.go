package platform

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ounce/checks"
)

// linux reads os-release (freedesktop.org), /sys/class/dmi and what is started
// at boot.
func (r reader) linux(p *checks.Platform) {
	p.Distribution, p.Release, p.Product = r.osRelease()
	p.Server = r.linuxServer()
	p.Portable = r.linuxPortable()
	p.Virtual = r.linuxVirtual()
	p.Managed = r.linuxManaged()
}

func (r reader) osRelease() (id, release, product checks.Fact[string]) {
	const path = "/etc/os-release"
	text, err := r.file(path)
	if err == nil {
		var values map[string]string
		if values, err = parseOSRelease(text); err == nil {
			id = checks.Known(values["ID"], r.saw("file "+path, "ID="+values["ID"]))
			product = checks.Known(values["PRETTY_NAME"], r.saw("file "+path, values["PRETTY_NAME"]))
			if version := values["VERSION_ID"]; version != "" {
				release = checks.Known(version, r.saw("file "+path, "VERSION_ID="+version))
			} else {
				release = checks.Unseen[string](checks.Unsupported, "this release has no number", r.saw("file "+path, values["PRETTY_NAME"]))
			}
			return id, r.secondRelease(values["ID"], release), product
		}
	}
	return checks.UnseenBy[string](err), checks.UnseenBy[string](err), checks.UnseenBy[string](err)
}

// parseOSRelease reads KEY=value lines, values in quotes or not.
func parseOSRelease(text string) (map[string]string, error) {
	values := map[string]string{}
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		values[key] = strings.Trim(value, `"'`)
	}
	if values["ID"] == "" || strings.ContainsAny(values["ID"], " \t\x00") {
		return nil, errors.New("no os-release: it names no ID")
	}
	if values["PRETTY_NAME"] == "" {
		values["PRETTY_NAME"] = strings.TrimSpace(values["NAME"] + " " + values["VERSION_ID"])
	}
	return values, nil
}

// secondRelease holds VERSION_ID against the distribution's own older file,
// where it has one.
func (r reader) secondRelease(id string, first checks.Fact[string]) checks.Fact[string] {
	var path string
	var parse func(string) (string, bool)
	switch id {
	case "debian":
		path, parse = "/etc/debian_version", parseDebianVersion
	case "ubuntu":
		path, parse = "/etc/lsb-release", parseLSBRelease
	case "fedora":
		path, parse = "/etc/fedora-release", parseFedoraRelease
	default:
		return first
	}
	text, err := r.file(path)
	if err != nil {
		return first
	}
	version, ok := parse(text)
	if !ok || !first.Known() {
		return first
	}
	return checks.Agree(first, checks.Known(version, r.saw("file "+path, text)))
}

// parseDebianVersion reads "12.5" as 12; "trixie/sid" has no number.
func parseDebianVersion(text string) (string, bool) {
	major, _, _ := strings.Cut(strings.TrimSpace(text), ".")
	_, err := strconv.Atoi(major)
	return major, err == nil
}

func parseLSBRelease(text string) (string, bool) {
	for line := range strings.Lines(text) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), "DISTRIB_RELEASE="); ok && value != "" {
			return strings.Trim(value, `"`), true
		}
	}
	return "", false
}

// parseFedoraRelease reads "Fedora release 43 (Forty Three)".
func parseFedoraRelease(text string) (string, bool) {
	words := strings.Fields(text)
	if len(words) < 3 || words[0] != "Fedora" || words[1] != "release" {
		return "", false
	}
	_, err := strconv.Atoi(words[2])
	return words[2], err == nil
}

// linuxServer takes a machine for a client that has a desktop session to offer.
func (r reader) linuxServer() checks.Fact[bool] {
	missing := 0
	for _, folder := range []string{"/usr/share/wayland-sessions", "/usr/share/xsessions"} {
		entries, err := r.host.ReadDir(r.ctx, folder)
		var read *checks.ReadError
		switch {
		case err == nil && len(entries) > 0:
			return checks.Known(false, r.saw("folder "+folder, entries[0].Name))
		case err == nil || errors.As(err, &read) && read.Reason == checks.Missing:
			missing++
		}
	}
	if missing < 2 {
		return checks.Unseen[bool](checks.Unreadable, "the desktop sessions could not be listed")
	}
	return checks.Known(true, r.saw("folder /usr/share/xsessions", "no desktop session is installed"))
}

func (r reader) linuxPortable() checks.Fact[bool] {
	const path = "/sys/class/dmi/id/chassis_type"
	text, err := r.file(path)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	kind, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return checks.Unseen[bool](checks.Unreadable, "chassis type "+checks.Excerpt(text), r.saw("file "+path, text))
	}
	portable, ok := portableChassis(kind)
	if !ok {
		return checks.Unseen[bool](checks.Unsupported, fmt.Sprintf("chassis type %d", kind), r.saw("file "+path, text))
	}
	return checks.Known(portable, r.saw("file "+path, text))
}

func (r reader) linuxVirtual() checks.Fact[bool] {
	for _, path := range []string{"/run/systemd/container", "/.dockerenv"} {
		if _, err := r.host.Stat(r.ctx, path); err == nil {
			return checks.Known(true, r.saw("file "+path, "is there"))
		}
	}
	maker, makerErr := r.file("/sys/class/dmi/id/sys_vendor")
	model, modelErr := r.file("/sys/class/dmi/id/product_name")
	seen := r.saw("file /sys/class/dmi/id/product_name", maker+" "+model)
	switch {
	case makerErr == nil && modelErr == nil && virtualModel(maker, model):
		return checks.Known(true, seen)
	case makerErr == nil && modelErr == nil && !placeholder(maker) && !placeholder(model):
		return checks.Known(false, seen)
	}
	info, err := r.file("/proc/cpuinfo")
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	for line := range strings.Lines(info) {
		name, flags, _ := strings.Cut(line, ":")
		if strings.TrimSpace(name) == "flags" && strings.Contains(" "+strings.TrimSpace(flags)+" ", " hypervisor ") {
			return checks.Known(true, r.saw("file /proc/cpuinfo", "flag hypervisor"))
		}
	}
	return checks.Unseen[bool](checks.Unreadable, "maker and model are not named", seen)
}

// linuxManaged knows a member of a directory alone: other management leaves no
// common trace.
func (r reader) linuxManaged() checks.Fact[bool] {
	const path = "/etc/sssd/sssd.conf"
	if _, err := r.host.Stat(r.ctx, path); err == nil {
		return checks.Known(true, r.saw("file "+path, "is there"))
	}
	return checks.Unseen[bool](checks.Unsupported, "management of Linux leaves no common trace")
}
