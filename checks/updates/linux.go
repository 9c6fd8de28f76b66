package updates

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/lifecycle"
)

// packagers are the distributions by the tool that installs their updates.
var packagers = map[string]string{
	"debian": "apt", "ubuntu": "apt", "linuxmint": "apt", "pop": "apt", "zorin": "apt", "elementary": "apt", "neon": "apt", "raspbian": "apt",
	"fedora": "dnf", "rhel": "dnf", "centos": "dnf", "rocky": "dnf", "almalinux": "dnf", "ol": "dnf",
}

func (r reader) linux(f *checks.Updates, table *lifecycle.Table) {
	var wg checks.Reads
	wg.Go(func() { f.Restart, f.RestartSince = r.linuxRestart() })
	wg.Go(func() { f.Browsers = r.browsers(linuxBrowsers) })
	id, known := r.platform.Distribution.Get()
	switch packager := packagers[id]; {
	case packager == "apt":
		wg.Go(func() { f.Automatic = r.aptAutomatic(id) })
		wg.Go(func() {
			f.LastCheck = r.aptLastCheck()
			f.Pending = r.aptPending(f.LastCheck)
		})
		wg.Go(func() { f.LastInstall = r.aptLastInstall() })
	case packager == "dnf":
		wg.Go(func() { f.Automatic = r.dnfAutomatic() })
		wg.Go(func() { f.LastCheck, f.Pending = r.dnfPending() })
		wg.Go(func() { f.LastInstall = r.rpmLastInstall() })
	default:
		why := checks.Unknown{Reason: checks.Unsupported, Detail: id}
		if !known {
			why = r.platform.Distribution.Why()
		}
		asked := r.platform.Distribution.Evidence()
		f.Automatic = checks.Unseen[checks.Automatic](why.Reason, why.Detail, asked...)
		f.LastCheck = checks.Unseen[time.Time](why.Reason, why.Detail, asked...)
		f.Pending = checks.Unseen[checks.Pending](why.Reason, why.Detail, asked...)
		f.LastInstall = checks.Unseen[checks.LastInstall](why.Reason, why.Detail, asked...)
	}
	switch {
	case !known:
		f.PointRelease = checks.Unseen[checks.PointRelease](r.platform.Distribution.Why().Reason, "", r.platform.Distribution.Evidence()...)
	case id == "debian" && table != nil:
		f.PointRelease = r.point(table, lifecycle.Debian, r.platform.Release.Or(""), r.debianVersion())
	default:
		f.PointRelease = checks.Unseen[checks.PointRelease](checks.Unsupported, id, r.platform.Distribution.Evidence()...)
	}
	wg.Wait()
}

var linuxBrowsers = []program{
	{"Chrome", "/opt/google/chrome/chrome"},
	{"Edge", "/opt/microsoft/msedge/msedge"},
	{"Brave", "/opt/brave.com/brave/brave"},
	{"Firefox", "/usr/lib/firefox-esr/firefox-esr"},
	{"Firefox", "/usr/lib64/firefox/firefox"},
	{"Firefox", "/usr/lib/firefox/firefox"},
	{"Chromium", "/usr/lib/chromium/chromium"},
}

func (r reader) debianVersion() checks.Fact[string] {
	const path = "/etc/debian_version"
	data, err := r.host.ReadFile(r.ctx, path)
	if err != nil {
		return checks.UnseenBy[string](err)
	}
	return checks.Known(strings.TrimSpace(string(data)), r.saw("file "+path, string(data)))
}

// linuxRestart holds the running kernel against the installed ones, and looks
// for the mark that Debian and Ubuntu leave (/run/reboot-required).
func (r reader) linuxRestart() (checks.Fact[bool], checks.Fact[time.Time]) {
	const mark = "/run/reboot-required"
	never := checks.Unseen[time.Time](checks.Unsupported, "")
	if entry, err := r.host.Stat(r.ctx, mark); err == nil {
		since := never
		if t, err := r.past(entry.Modified); err == nil {
			since = checks.Known(t, r.saw("file "+mark, "since "+day(t)))
		}
		return checks.Known(true, r.saw("file "+mark, "is there")), since
	} else if !missing(err) {
		return checks.UnseenBy[bool](err), never
	}
	const running, modules = "/proc/sys/kernel/osrelease", "/usr/lib/modules"
	data, err := r.host.ReadFile(r.ctx, running)
	if err != nil {
		return checks.UnseenBy[bool](err), never
	}
	entries, err := r.host.ReadDir(r.ctx, modules)
	if err != nil {
		return checks.UnseenBy[bool](err), never
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name)
	}
	kernel := strings.TrimSpace(string(data))
	newest, err := newestKernel(kernel, names)
	seen := []checks.Evidence{r.saw("file "+running, kernel), r.saw("folder "+modules, "newest "+newest)}
	if err != nil {
		return checks.UnseenBy[bool](err, seen...), never
	}
	return checks.Known(newest != kernel, seen...), never
}

// newestKernel gives the newest installed kernel of the flavour that runs.
func newestKernel(running string, installed []string) (string, error) {
	if !slices.Contains(installed, running) || running == "" || len(running) > longestKernel {
		return "", errors.New("the running kernel is not among the installed ones")
	}
	numbers, flavour := kernelParts(running)
	newest := running
	for _, name := range installed {
		if len(name) > longestKernel {
			continue
		}
		other, kind := kernelParts(name)
		if kind == flavour && less(numbers, other) {
			newest, numbers = name, other
		}
	}
	return newest, nil
}

// longestKernel is the longest name of a kernel (Linux, UTS_LEN and NAME_MAX).
const longestKernel = 255

// kernelParts splits "6.8.0-45-generic" into its numbers and the rest.
func kernelParts(name string) (numbers []int, flavour string) {
	words := strings.FieldsFunc(name, func(c rune) bool { return c == '.' || c == '-' || c == '+' })
	for _, word := range words {
		if n, err := strconv.Atoi(word); err == nil {
			numbers = append(numbers, n)
		} else if !strings.HasPrefix(word, "fc") && !strings.HasPrefix(word, "el") {
			flavour += "-" + word
		}
	}
	return numbers, flavour
}

var errNoAnswer = errors.New("not an answer that is known")

func exitError(out checks.Output) error {
	return fmt.Errorf("exit code %d: %w", out.Exit, errNoAnswer)
}
