package hardware

import (
	"math"
	"strings"
	"testing"
	"time"

	"ounce/checks"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func judge(id string, hw checks.Hardware, on checks.Platform) string { return said(rule(id, hw, on)) }

func rule(id string, hw checks.Hardware, on checks.Platform) checks.Verdict {
	m := checks.Machine{Taken: noon}
	m.Facts.Hardware, m.Facts.Platform = hw, on
	for _, c := range rules() {
		if c.ID == id {
			return c.Judge(&m)
		}
	}
	return checks.Verdict{Say: "no such check"}
}

// inWords fails the test for a verdict that has no sentence or lacks a value.
func inWords(t *testing.T, defs *checks.Definitions, id string, v checks.Verdict) {
	t.Helper()
	def, _ := defs.Get(id)
	if reason := defs.Finding(def, v).Reason; v.Say != "" && (reason == "" || strings.ContainsAny(reason, "{}")) {
		t.Errorf("%s says %s as %q", id, v.Say, reason)
	}
}

func definitions(t *testing.T) *checks.Definitions {
	t.Helper()
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	return defs
}

func TestRules(t *testing.T) {
	defs := definitions(t)
	known := func(v checks.DiskHealth) checks.Fact[checks.DiskHealth] { return checks.Known(v) }
	disks := func(list ...checks.Disk) checks.Hardware { return checks.Hardware{Disks: checks.Known(list)} }
	volume := func(total, free int64) checks.Hardware {
		return checks.Hardware{Volumes: checks.Known([]checks.Volume{{Mount: "/", Total: total, Free: free, System: true}})}
	}
	span := func(from, to int) checks.Hardware {
		return checks.Hardware{Built: checks.Known(checks.YearRange{From: from, To: to})}
	}
	power := func(percent ...int) checks.Hardware {
		var list []checks.Battery
		for _, p := range percent {
			list = append(list, checks.Battery{Capacity: checks.Known(p)})
		}
		return checks.Hardware{Batteries: checks.Known(list)}
	}
	linux := checks.Platform{System: checks.Linux}
	windows := checks.Platform{System: checks.Windows}
	desktop := checks.Platform{System: checks.Windows, Portable: checks.Known(false)}
	laptop := checks.Platform{System: checks.Windows, Portable: checks.Known(true)}
	guest := checks.Platform{System: checks.Linux, Virtual: checks.Known(true)}
	cases := []struct {
		check string
		name  string
		hw    checks.Hardware
		on    checks.Platform
		want  string
	}{
		{"hardware.disk_free", "plenty", volume(500*gb, 250*gb), linux, "pass room"},
		{"hardware.disk_free", "a small share of much", volume(4000*gb, 200*gb), linux, "pass room"},
		{"hardware.disk_free", "14 percent", volume(100*gb, 14*gb), linux, "warn system_tight"},
		{"hardware.disk_free", "15 percent", volume(100*gb, 15*gb), linux, "pass room"},
		{"hardware.disk_free", "nothing", volume(100*gb, 0), linux, "fail system_full"},
		{"hardware.disk_free", "more free than there is", volume(100*gb, 101*gb), linux, "unknown unreadable"},
		{"hardware.disk_free", "negative", volume(-1, -1), linux, "unknown unreadable"},
		{"hardware.disk_free", "nobody looked", checks.Hardware{}, linux, "unknown "},
		{"hardware.disk_free", "no system volume", checks.Hardware{Volumes: checks.Known([]checks.Volume{{Mount: "/data", Total: gb, Free: gb}})}, linux, "unknown missing"},
		{"hardware.disk_health", "weak", disks(checks.Disk{Health: known(checks.DiskHealth{State: checks.Weak, Sectors: 8})}), linux, "warn sectors"},
		{"hardware.disk_health", "failing beside one that is silent", disks(checks.Disk{Health: known(checks.DiskHealth{State: checks.Failing})},
			checks.Disk{Health: checks.Unseen[checks.DiskHealth](checks.Denied, "")}), linux, "fail failing"},
		{"hardware.disk_health", "healthy beside one that is silent", disks(checks.Disk{Health: known(checks.DiskHealth{State: checks.Healthy})},
			checks.Disk{Health: checks.Unseen[checks.DiskHealth](checks.Denied, "")}), linux, "unknown denied"},
		{"hardware.disk_health", "no disks", disks(), linux, "unknown missing"},
		{"hardware.disk_wear", "79", disks(checks.Disk{Wear: checks.Known(79)}), linux, "pass fine"},
		{"hardware.disk_wear", "80", disks(checks.Disk{Wear: checks.Known(80)}), linux, "warn worn"},
		{"hardware.disk_wear", "past its life", disks(checks.Disk{Wear: checks.Known(130)}), linux, "fail worn_out"},
		{"hardware.memory", "8 GB less graphics", checks.Hardware{Memory: checks.Known(checks.Memory{Total: 63 * gb / 10})}, windows, "pass enough"},
		{"hardware.memory", "4 GB", checks.Hardware{Memory: checks.Known(checks.Memory{Total: 4*gb - 100<<20})}, windows, "warn little"},
		{"hardware.memory", "2 GB", checks.Hardware{Memory: checks.Known(checks.Memory{Total: 2 * gb})}, windows, "fail far_too_little"},
		{"hardware.memory", "2 GB on Linux", checks.Hardware{Memory: checks.Known(checks.Memory{Total: 2 * gb})}, linux, "warn little"},
		{"hardware.memory", "none", checks.Hardware{Memory: checks.Known(checks.Memory{})}, linux, "unknown unreadable"},
		{"hardware.age", "a lower bound of the year is no age", span(2018, 0), linux, "unknown at_most"},
		{"hardware.age", "young for certain", span(2023, 0), linux, "pass young"},
		{"hardware.age", "an upper bound of the year alone", span(0, 2025), linux, "unknown at_least"},
		{"hardware.age", "old for certain", span(0, 2019), linux, "warn old"},
		{"hardware.age", "on both sides", span(2019, 2024), linux, "unknown between"},
		{"hardware.age", "in years to come", span(0, 2099), linux, "unknown at_least"},
		{"hardware.age", "nothing known", checks.Hardware{}, linux, "unknown "},
		{"hardware.age", "virtual", span(0, 2006), guest, "not_applicable virtual"},
		{"hardware.battery", "80", power(80), laptop, "pass fine"},
		{"hardware.battery", "two", power(83, 69), laptop, "warn worn"},
		{"hardware.battery", "dead", power(49), laptop, "fail dead"},
		{"hardware.battery", "none in a desktop", power(), desktop, "not_applicable none"},
		{"hardware.battery", "none in a laptop", power(), laptop, "unknown laptop_without"},
		{"hardware.uptime", "30 days", checks.Hardware{Uptime: checks.Known(checks.Uptime{Days: 30})}, linux, "pass recent"},
		{"hardware.uptime", "31 days", checks.Hardware{Uptime: checks.Known(checks.Uptime{Days: 31})}, linux, "warn long"},
		{"hardware.uptime", "negative", checks.Hardware{Uptime: checks.Known(checks.Uptime{Days: math.MinInt32})}, linux, "unknown unreadable"},
		{"hardware.crashes", "three", checks.Hardware{Crashes: checks.Known(checks.Incidents{Count: 3})}, windows, "fail many"},
		{"hardware.unexpected_restarts", "three", checks.Hardware{Stops: checks.Known(checks.Incidents{Count: 3})}, windows, "warn often"},
		{"hardware.disk_type", "virtual disks look spinning", disks(checks.Disk{Spinning: checks.Known(true)}), guest, "not_applicable virtual"},
		{"hardware.disk_array", "degraded", checks.Hardware{Arrays: checks.Known([]checks.Array{{Name: "md0", State: checks.Failing}})}, linux, "fail degraded"},
		{"hardware.disk_array", "complete", checks.Hardware{Arrays: checks.Known([]checks.Array{{Name: "md0", State: checks.Healthy}})}, linux, "pass complete"},
		{"hardware.disk_array", "stopped", checks.Hardware{Arrays: checks.Known([]checks.Array{{Name: "md0", State: checks.Weak}})}, linux, "warn weak"},
		{"hardware.disk_errors", "many", checks.Hardware{DiskErrors: checks.Known(checks.DiskErrors{Damage: 10})}, linux, "fail many"},
		{"hardware.disk_errors", "second tries", checks.Hardware{DiskErrors: checks.Known(checks.DiskErrors{Retries: 5})}, linux, "warn retries"},
		{"hardware.tpm", "old", checks.Hardware{TPM: checks.Known(checks.TPM12)}, windows, "warn old"},
		{"hardware.secure_boot", "off", checks.Hardware{SecureBoot: checks.Known(false)}, windows, "warn off"},
		{"hardware.secure_boot", "off in a virtual machine", checks.Hardware{SecureBoot: checks.Known(false)}, guest, "not_applicable virtual"},
		{"hardware.boot_certificates", "waiting", checks.Hardware{BootCertificates: checks.Known(checks.CertificatesNotStarted)}, windows, "warn waiting"},
		{"hardware.boot_certificates", "under way", checks.Hardware{BootCertificates: checks.Known(checks.CertificatesInProgress)}, windows, "warn under_way"},
		{"hardware.boot_certificates", "in other words", checks.Hardware{BootCertificates: checks.Known(checks.CertificateState("Done"))}, windows, "unknown unreadable"},
		{"hardware.windows11_ready", "server unknown", checks.Hardware{}, windows, "unknown "},
	}
	for _, c := range cases {
		inWords(t, defs, c.check, rule(c.check, c.hw, c.on))
		if got := judge(c.check, c.hw, c.on); got != c.want {
			t.Errorf("%s, %s: got %q, want %q", c.check, c.name, got, c.want)
		}
	}
}

func TestWindows11(t *testing.T) {
	defs := definitions(t)
	on := checks.Platform{System: checks.Windows, Server: checks.Known(false), Build: checks.Known("19045.6456")}
	good := checks.Hardware{
		Processor: checks.Known(describeProcessor("Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz")),
		Memory:    checks.Known(checks.Memory{Total: 8 * gb}),
		Volumes:   checks.Known([]checks.Volume{{Mount: "C:", Total: 200 * gb, Free: 100 * gb, System: true}}),
		TPM:       checks.Known(checks.TPM20),
		Firmware:  checks.Known(checks.UEFI),
	}
	cases := []struct {
		name   string
		change func(*checks.Hardware)
		want   string
	}{
		{"all met", func(*checks.Hardware) {}, "pass ready"},
		{"old processor", func(h *checks.Hardware) { h.Processor = checks.Known(describeProcessor("Intel(R) Core(TM) i7-6700")) }, "warn processor"},
		{"processor of an unknown series", func(h *checks.Hardware) { h.Processor = checks.Known(describeProcessor("Intel(R) Celeron(R) N4020")) }, "unknown processor_open"},
		{"no chip", func(h *checks.Hardware) { h.TPM = checks.Known(checks.NoTPM) }, "warn tpm"},
		{"chip not seen", func(h *checks.Hardware) { h.TPM = checks.Unseen[checks.TPM](checks.Denied, "") }, "unknown denied"},
		{"memory never looked at", func(h *checks.Hardware) { h.Memory = checks.Fact[checks.Memory]{} }, "unknown unreadable"},
		{"old start", func(h *checks.Hardware) { h.Firmware = checks.Known(checks.BIOS) }, "warn firmware"},
	}
	for _, c := range cases {
		hw := good
		c.change(&hw)
		inWords(t, defs, "hardware.windows11_ready", rule("hardware.windows11_ready", hw, on))
		if got := judge("hardware.windows11_ready", hw, on); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
