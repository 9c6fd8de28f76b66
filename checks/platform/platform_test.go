package platform

import (
	"context"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/damage"
	"ounce/checks/host"
)

// read plays a recording of what is given; all else is not on the machine.
func read(rec host.Recording) checks.Platform {
	rec.Now, rec.Unlisted = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), checks.Missing
	return Read(context.Background(), host.Play(&rec))
}

func windows(values checks.Row, build string, sku int) host.Recording {
	return host.Recording{
		System:   checks.Windows,
		Registry: []host.RegistryKey{{Key: currentVersion, Values: values}},
		WMI: []host.WMIAnswer{{Namespace: `root\cimv2`, Query: osQuery, Rows: []checks.Row{
			{"BuildNumber": build, "OperatingSystemSKU": sku, "ProductType": 1},
		}}},
	}
}

func TestWindowsIsReadTwice(t *testing.T) {
	t.Parallel()
	values := checks.Row{
		"CurrentBuildNumber": "26200", "UBR": 7171, "EditionID": "Professional", "InstallationType": "Client",
		"ProductName": "Windows 10 Pro", "DisplayVersion": "25H2", "CurrentMajorVersionNumber": 10, "CurrentMinorVersionNumber": 0,
	}
	p := read(windows(values, "26200", 48))
	if got := p.Product.Or(""); got != "Windows 11 Pro 25H2" {
		t.Errorf("product %q", got)
	}
	if got := p.Build.Or(""); got != "26200.7171" {
		t.Errorf("build %q", got)
	}
	if got := p.Release.Or(""); got != "10.0.26200" {
		t.Errorf("release %q", got)
	}
	if server, known := p.Server.Get(); server || !known {
		t.Error("a client is no server")
	}
	if got := read(windows(values, "19045", 48)).Build.Why().Reason; got != checks.Conflicting {
		t.Errorf("two builds are %q", got)
	}
	if got := read(windows(values, "26200", 125)).Edition.Why().Reason; got != checks.Conflicting {
		t.Errorf("two editions are %q", got)
	}
	values["InstallationType"] = "Server"
	if got := read(windows(values, "26200", 48)).Server.Why().Reason; got != checks.Conflicting {
		t.Errorf("two kinds are %q", got)
	}
	values["CurrentBuildNumber"] = "Access is denied."
	if read(windows(values, "26200", 48)).Build.Known() {
		t.Error("a refusal is no build")
	}
}

func mac(plistVersion, swVers, model, battery string) host.Recording {
	return host.Recording{
		System: checks.MacOS,
		Files:  []host.File{{Path: systemVersion, Text: `<plist version="1.0"><dict><key>ProductVersion</key><string>` + plistVersion + `</string></dict></plist>`}},
		Commands: []host.Command{
			{Run: []string{"sw_vers", "-productVersion"}, Output: swVers + "\n"},
			{Run: []string{"sysctl", "-n", "hw.model"}, Output: model + "\n"},
			{Run: []string{"pmset", "-g", "batt"}, Output: battery},
		},
	}
}

func TestMacs(t *testing.T) {
	t.Parallel()
	const built, none = "Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t100%; charged;\n", "Now drawing from 'AC Power'\n"
	for _, c := range []struct {
		name, plist, sw, model, battery string
		release                         string
		portable                        string
	}{
		{"a MacBook of today", "26.1", "26.1", "Mac15,12", built, "26.1", "true"},
		{"a Mac mini of today", "26.1", "26.1", "Mac14,3", none, "26.1", "false"},
		{"an iMac", "15.7.9", "15.7.9", "iMac20,1", "", "15.7.9", "false"},
		{"an old MacBook", "12.7.6", "12.7.6", "MacBookPro15,2", "", "12.7.6", "true"},
		{"sw_vers as old programs hear it", "26.1", "10.16", "Mac15,12", built, "26.1", "true"},
		{"two versions", "26.1", "15.7", "Mac15,12", "permission denied", "conflicting", "unreadable"},
		{"a refusal", "Operation not permitted", "Operation not permitted", "Operation not permitted", "", "unreadable", "unreadable"},
	} {
		p := read(mac(c.plist, c.sw, c.model, c.battery))
		if got := p.Release.Or(string(p.Release.Why().Reason)); got != c.release {
			t.Errorf("%s: release %q", c.name, got)
		}
		got := string(p.Portable.Why().Reason)
		if v, known := p.Portable.Get(); known {
			got = map[bool]string{true: "true", false: "false"}[v]
		}
		if got != c.portable {
			t.Errorf("%s: portable %q", c.name, got)
		}
	}
	if virtual, known := read(mac("26.1", "26.1", "VirtualMac2,1", none)).Virtual.Get(); !virtual || !known {
		t.Error("VirtualMac2,1 is a virtual machine")
	}
}

func TestLinux(t *testing.T) {
	t.Parallel()
	debian := host.File{Path: "/etc/os-release", Text: "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n"}
	for _, c := range []struct {
		name  string
		files []host.File
		want  string
	}{
		{"both agree", []host.File{debian, {Path: "/etc/debian_version", Text: "12.5\n"}}, "12"},
		{"one alone", []host.File{debian}, "12"},
		{"they differ", []host.File{debian, {Path: "/etc/debian_version", Text: "13.1\n"}}, "conflicting"},
		{"a refusal", []host.File{{Path: "/etc/os-release", Text: "Permission denied\n"}}, "unreadable"},
		{"nothing", nil, "missing"},
		{"rolling", []host.File{{Path: "/etc/os-release", Text: "ID=arch\nNAME=Arch\n"}}, "unsupported"},
	} {
		p := read(host.Recording{System: checks.Linux, Files: c.files})
		if got := p.Release.Or(string(p.Release.Why().Reason)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	vm := read(host.Recording{System: checks.Linux, Files: []host.File{
		{Path: "/sys/class/dmi/id/sys_vendor", Text: "QEMU\n"},
		{Path: "/sys/class/dmi/id/product_name", Text: "Standard PC\n"},
		{Path: "/sys/class/dmi/id/chassis_type", Text: "1\n"},
	}})
	if virtual, _ := vm.Virtual.Get(); !virtual || vm.Portable.Known() {
		t.Errorf("a virtual machine: %v, %v", vm.Virtual, vm.Portable)
	}
}

func TestAMachineThatSaysNothing(t *testing.T) {
	t.Parallel()
	for _, system := range []checks.System{checks.Linux, checks.MacOS, checks.Windows} {
		p := read(host.Recording{System: system})
		if p.Release.Known() || p.Product.Known() || p.Virtual.Known() || p.Portable.Known() || p.Managed.Known() || p.Hostname.Known() {
			t.Errorf("%s: something is known: %+v", system, p)
		}
	}
}

func FuzzParsers(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		text := string(data)
		_, _ = parseOSRelease(text)
		_, _ = parseSystemVersion(data)
		_, _ = parseFedoraRelease(text)
		_, _ = parseLSBRelease(text)
		_, _ = parseDebianVersion(text)
		_, _ = parseMacVersion(text)
		_, _ = wholeBuild(strings.TrimSpace(text))
	}, "ID=debian\nVERSION_ID=12", `<plist version="1.0"><dict><key>ProductVersion</key><string>26.1</string></dict></plist>`,
		"Fedora release 43 (Forty Three)", "DISTRIB_RELEASE=24.04\n", "12.11\n", "26100")
}
