package report

import (
	"bytes"
	"strings"
	"testing"

	"ounce/checks"
)

// secrets are identifiers that only a workbook for the house itself may show.
var secrets = []string{
	"192.168.17.23", "a4:5e:60:c1:22:9f", "A4-5E-60-C1-22-9F", "fe80::1c2d:3e4f:5a6b", "2001:db8:0:0:1:2:3:4", "j.miller@example.org",
	"S-1-5-21-1004336348-1177238915-682003330-1001", "C02XK1ABJG5H", "jmiller77", "anna.b",
	"a45e60c1229e", "a45e.60c1.229d", "4c4c4544-0042-3510-8051-b4c04f4d3233", "9f3b2c1d-1111-4222-8333-444455556666", "FILESRV-02", "nas-attic", "Anna Berg",
}

func revealing(t *testing.T) (r reportCase) {
	t.Helper()
	s := sample()
	s.Company = "Miller & Sons"
	s.Machines[0].Name = "annas-laptop"
	s.Machines[0].Facts.Platform.Hostname = checks.Known("annas-laptop.office.lan")
	f := &s.Machines[0].Findings[0]
	f.Reason = "The router at 192.168.17.23 (a4:5e:60:c1:22:9f, A4-5E-60-C1-22-9F) answers ANNAS-LAPTOP, and annas-laptop.office.lan too."
	f.Evidence = []checks.Evidence{
		{Source: `file C:\Users\jmiller77\AppData\x.log`, Value: "fe80::1c2d:3e4f:5a6b and 2001:db8:0:0:1:2:3:4"},
		{Source: "file /home/anna.b/.config/x", Value: "serial number: C02XK1ABJG5H"},
		{Source: `file \\FILESRV-02\scans\x`, Value: "smb://nas-attic/backup, cards a45e60c1229e and a45e.60c1.229d"},
		{Source: `file C:\Users\Anna Berg\x`, Value: "machine 4c4c4544-0042-3510-8051-b4c04f4d3233, volume {9f3b2c1d-1111-4222-8333-444455556666}"},
		{Source: "file /Users/anna.b/x", Value: "S-1-5-21-1004336348-1177238915-682003330-1001"},
	}
	s.Answers[0].Note = "Ask j.miller@example.org of Miller & Sons"
	s.First[0].Why = "Miller & Sons has annas-laptop."
	return reportCase{t, func(options ...Option) string {
		var out bytes.Buffer
		if err := Write(&out, s, options...); err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for name, content := range parts(t, out.Bytes()) {
			all.WriteString(name + "\n" + content + "\n")
		}
		return strings.ToLower(strings.NewReplacer("&amp;", "&", "&#39;", "'").Replace(all.String()))
	}}
}

type reportCase struct {
	t     *testing.T
	write func(...Option) string
}

func TestPrivacyHoldsInEveryPart(t *testing.T) {
	c := revealing(t)
	internal, client, public := c.write(Keeping(Internal)), c.write(), c.write(Keeping(Public))
	for _, secret := range secrets {
		secret = strings.ToLower(secret)
		if !strings.Contains(internal, secret) {
			t.Errorf("the workbook for the house does not show %s", secret)
		}
		if strings.Contains(client, secret) {
			t.Errorf("the workbook for the client shows %s", secret)
		}
		if strings.Contains(public, secret) {
			t.Errorf("the public workbook shows %s", secret)
		}
	}
	for _, name := range []string{"annas-laptop", "miller", "office.lan"} {
		if !strings.Contains(client, name) {
			t.Errorf("the workbook for the client does not show %s", name)
		}
		if strings.Contains(public, name) {
			t.Errorf("the public workbook shows %s", name)
		}
	}
	if !strings.Contains(public, "pc-1") {
		t.Error("the public workbook does not number the computers")
	}
}

func TestScrubLeavesOtherTextsAlone(t *testing.T) {
	for _, plain := range []string{
		"10.0.26200.7171", "23:59:59", "2026-11-24 09:30:00", `HKLM\SOFTWARE\Microsoft`, "Windows 11 24H2", "version 26.1", "serial port closed", "SATA: ok",
		"/usr/lib/os-release", "from 3:1 to 4.5:1",
	} {
		if got := scrub(plain); got != plain {
			t.Errorf("%q became %q", plain, got)
		}
	}
}

func TestPrivacyIsOneOfThree(t *testing.T) {
	for _, good := range []string{"internal", "client", "public"} {
		if level, err := ParsePrivacy(good); err != nil || string(level) != good {
			t.Errorf("%s: %v, %v", good, level, err)
		}
	}
	if _, err := ParsePrivacy("secret"); err == nil {
		t.Error("secret is accepted")
	}
}
