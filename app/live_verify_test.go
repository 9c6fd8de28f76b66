//go:build verify && linux

package app

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ounce/checks"
)

// liveMachine is what ounce check --json says of this very machine.
type liveMachine struct {
	*testing.T
	checks.Machine
}

func live(t *testing.T) liveMachine {
	t.Helper()
	file := filepath.Join(t.TempDir(), "live.json")
	runProgram(t, program(t), "check", "--json", file)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var result struct{ Machines []checks.Machine }
	if err := json.Unmarshal(data, &result); err != nil || len(result.Machines) != 1 {
		t.Fatalf("%d machines, %v", len(result.Machines), err)
	}
	return liveMachine{t, result.Machines[0]}
}

// status gives the verdict of a check.
func (m liveMachine) status(id string) checks.Status {
	i := slices.IndexFunc(m.Findings, func(f checks.Finding) bool { return f.Check == id })
	if i < 0 {
		m.Fatalf("no finding of %s", id)
	}
	return m.Findings[i].Status
}

// byHand is what one of the system's own tools prints; ok is false where it is
// not installed or does not answer.
func byHand(name string, args ...string) (text string, ok bool) {
	out, err := exec.Command(name, args...).Output()
	return strings.TrimSpace(string(out)), err == nil
}

// printedNumber is the number that a tool prints.
func printedNumber(t *testing.T, name string, args ...string) float64 {
	t.Helper()
	text, _ := byHand(name, args...)
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		t.Fatalf("%s: %q", name, text)
	}
	return n
}

// near holds a reading against a figure, both known, within a share of it.
func (m liveMachine) near(what string, got, want, share float64) {
	m.Helper()
	if math.Abs(got-want) > share*want {
		m.Errorf("%s: %.0f, by hand %.0f", what, got, want)
	}
}

func TestLiveHardwareIsWhatTheSystemsToolsSay(t *testing.T) {
	m := live(t)
	hardware := m.Facts.Hardware
	volumes, known := hardware.Volumes.Get()
	root := slices.IndexFunc(volumes, func(v checks.Volume) bool { return v.Mount == "/" })
	if !known || root < 0 {
		t.Fatalf("no volume /: %v", volumes)
	}
	sizes, _ := byHand("df", "--output=size,avail", "-B1", "/")
	fields := strings.Fields(sizes)
	total, _ := strconv.ParseFloat(fields[len(fields)-2], 64)
	free, _ := strconv.ParseFloat(fields[len(fields)-1], 64)
	m.near("size of /", float64(volumes[root].Total), total, 0.001)
	m.near("room on /", float64(volumes[root].Free), free, 0.05)

	memory, known := hardware.Memory.Get()
	if !known {
		t.Error("the memory is not known")
	}
	total = printedNumber(t, "sh", "-c", "free -b | awk '/^Mem:/ {print $2}'")
	m.near("memory", float64(memory.Total), total, 0.001)

	processor, known := hardware.Processor.Get()
	if threads := printedNumber(t, "nproc", "--all"); !known || float64(processor.Threads) != threads {
		t.Errorf("%d threads, by hand %.0f", processor.Threads, threads)
	}

	up, known := hardware.Uptime.Get()
	since, _ := byHand("uptime", "-s")
	started, err := time.ParseInLocation("2006-01-02 15:04:05", since, time.Local)
	if err != nil || !known || up.Boot.Sub(started).Abs() > time.Minute {
		t.Errorf("started %s, by hand %s (%v)", up.Boot, since, err)
	}

	if virtual, _ := m.Facts.Platform.Virtual.Get(); virtual {
		for _, id := range []string{"hardware.processor", "hardware.age", "hardware.disk_type"} {
			if got := m.status(id); got != checks.NotApplicable {
				t.Errorf("%s of a virtual machine is %s", id, got)
			}
		}
	}
}

func TestLiveNetworkIsWhatTheSystemsToolsSay(t *testing.T) {
	m := live(t)
	route, _ := byHand("ip", "route", "show", "default")
	six, _ := byHand("ip", "-6", "route", "show", "default")
	if got, known := m.Facts.Network.Gateway.Get(); !known || got != (route+six != "") {
		t.Errorf("a way out: %t (%t), by hand %q", got, known, route+six)
	}
	links, _ := byHand("ip", "-o", "link", "show", "up")
	up := slices.ContainsFunc(strings.Split(links, "\n"), func(l string) bool { return strings.Contains(l, "LOWER_UP") && !strings.Contains(l, "LOOPBACK") })
	if got, known := m.Facts.Network.Joined.Get(); known && got != up {
		t.Errorf("joined: %t, by hand %t", got, up)
	}
	servers, _ := byHand("awk", "$1 == \"nameserver\"", "/etc/resolv.conf")
	if got := m.status("network.dns"); (got == checks.Pass) != (servers != "") {
		t.Errorf("name servers: %s, by hand %q", got, servers)
	}
}

// listeningPorts reads the kernel's table of sockets: those that wait on an
// address which is no loopback.
func listeningPorts(t *testing.T) []int {
	t.Helper()
	var ports []int
	for _, file := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		data, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for _, line := range strings.Split(string(data), "\n")[1:] {
			fields := strings.Fields(line)
			if len(fields) < 4 || fields[3] != "0A" { // TCP_LISTEN
				continue
			}
			address, port, _ := strings.Cut(fields[1], ":")
			loopback := strings.HasSuffix(address, "7F") && len(address) == 8 || address == "00000000000000000000000001000000" ||
				strings.HasSuffix(address, "7F") && strings.HasPrefix(address, "0000000000000000FFFF0000")
			if n, err := strconv.ParseInt(port, 16, 32); err == nil && !loopback {
				ports = append(ports, int(n))
			}
		}
	}
	slices.Sort(ports)
	return slices.Compact(ports)
}

func TestLiveFirewallIsWhatTheSystemsToolsSay(t *testing.T) {
	m := live(t)
	listening, known := m.Facts.Firewall.Listening.Get()
	var got []int
	for _, l := range listening {
		got = append(got, l.Port)
	}
	slices.Sort(got)
	if want := listeningPorts(t); !known || !slices.Equal(slices.Compact(got), want) {
		t.Errorf("open to others: %v, by hand %v", got, want)
	}
	on, known := m.Facts.Firewall.On.Get()
	nft, nftRead := byHand("nft", "list", "ruleset")
	old, oldRead := byHand("iptables", "-S", "INPUT")
	filters := regexp.MustCompile(`hook input[^}]*\b(drop|reject|jump|goto)\b`).MatchString(nft) || regexp.MustCompile(`-P INPUT DROP|-j (DROP|REJECT)`).MatchString(old)
	switch {
	case !nftRead && !oldRead && known:
		t.Errorf("the firewall is said to be %t, and no tool shows its rules", on)
	case known && on != filters:
		t.Errorf("the firewall filters: %t, by hand %t", on, filters)
	}
}

func TestLiveUpdatesAreWhatTheSystemsToolsSay(t *testing.T) {
	m := live(t)
	release, _ := byHand("sh", "-c", ". /etc/os-release; echo $VERSION_ID")
	if got := m.Facts.Platform.Release.Or(""); got != release {
		t.Errorf("release %q, by hand %q", got, release)
	}
	if newest, ok := byHand("sh", "-c", "grep -h ' upgrade ' /var/log/dpkg.log | tail -n 1 | cut -d' ' -f1"); ok && newest != "" {
		last, known := m.Facts.Updates.LastInstall.Get()
		at := last.At
		if last.Single.After(at) {
			at = last.Single
		}
		if got := at.Local().Format(time.DateOnly); !known || got != newest {
			t.Errorf("the newest upgrade is of %s, by hand %s", got, newest)
		}
		for _, f := range m.Findings {
			if f.Check == "updates.last_install" && strings.Contains(f.Reason, "No system update has been installed") && at.After(last.At) {
				t.Errorf("packages were upgraded on %s, and Ounce says %q", newest, f.Reason)
			}
		}
	}
	if settings, ok := byHand("apt-config", "dump", "APT::Periodic::Unattended-Upgrade"); ok {
		automatic, known := m.Facts.Updates.Automatic.Get()
		if off := !regexp.MustCompile(`"[1-9]`).MatchString(settings); known && off && automatic.Mode == checks.UpdatesOn {
			t.Errorf("updates install themselves, by hand %q", settings)
		}
	}
	if _, err := os.Stat("/run/reboot-required"); err == nil && m.status("updates.restart_pending") == checks.Pass {
		t.Error("a restart waits")
	}
}

func TestLiveAccessIsWhatTheSystemsToolsSay(t *testing.T) {
	m := live(t)
	members := map[string]bool{}
	for _, group := range []string{"sudo", "wheel", "admin"} {
		line, ok := byHand("getent", "group", group)
		fields := strings.Split(line, ":")
		if !ok || len(fields) != 4 {
			continue
		}
		for _, name := range strings.Split(fields[3], ",") {
			members[name] = name != "" && name != "root"
		}
		main, _ := byHand("sh", "-c", "getent passwd | awk -F: -v g="+fields[2]+" '$4 == g {print $1}'")
		for _, name := range strings.Fields(main) {
			members[name] = name != "root"
		}
	}
	zero, _ := byHand("sh", "-c", "getent passwd | awk -F: '$3 == 0 && $1 != \"root\" {print $1}'")
	for _, name := range strings.Fields(zero) {
		members[name] = true
	}
	want := 0
	for _, counts := range members {
		if counts {
			want++
		}
	}
	if got, known := m.Facts.Access.Admins.Get(); !known || got.Count != want {
		t.Errorf("%d administrators besides root, by hand %d", got.Count, want)
	}
	device, _ := byHand("findmnt", "-no", "SOURCE", "/")
	if kinds, ok := byHand("lsblk", "-sno", "TYPE", device); ok {
		if got, known := m.Facts.Access.SystemVolume.Get(); known && (got == checks.EncryptionOn) != strings.Contains(kinds, "crypt") {
			t.Errorf("encryption is %s, by hand %q", got, kinds)
		}
	}
	if slices.Contains(listeningPorts(t), 22) && m.status("access.remote_root") == checks.NotApplicable {
		t.Error("an SSH server listens")
	}
}

func TestLiveProtectionIsWhatTheSystemsToolsSay(t *testing.T) {
	m := live(t)
	running, _ := byHand("sh", "-c", "cat /proc/[0-9]*/comm")
	scanner := ""
	for _, name := range strings.Fields(running) {
		if slices.Contains([]string{"clamonacc", "wdavdaemon", "falcon-sensor", "s1-agent", "savd"}, name) {
			scanner = name
		}
	}
	switch got := m.status("protection.antivirus"); {
	case got == checks.Pass && scanner == "":
		t.Error("a virus scanner is said to be on, and none runs")
	case scanner != "" && (got == checks.Fail || got == checks.NotApplicable):
		t.Errorf("%s runs, and the protection is %s", scanner, got)
	}
}

func TestLiveBackupIsWhatTheSystemsToolsSay(t *testing.T) {
	m := live(t)
	for tool, id := range map[string]string{"restic": "restic", "borg": "borg", "deja-dup": "deja_dup", "timeshift": "timeshift", "rsnapshot": "rsnapshot", "duplicity": "duplicity", "backintime": "back_in_time"} {
		_, installed := byHand("sh", "-c", "command -v "+tool)
		found := slices.ContainsFunc(m.Facts.Backup.Tools, func(b checks.BackupTool) bool { return strings.ReplaceAll(b.ID, "-", "_") == id })
		if installed != found {
			t.Errorf("%s: found %t, by hand %t", tool, found, installed)
		}
	}
	if len(m.Facts.Backup.Tools) == 0 && m.status("backup.product") == checks.Pass {
		t.Error("a backup is said to be there, and no product is")
	}
}
