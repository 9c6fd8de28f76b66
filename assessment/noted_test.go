package assessment

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ounce/checks"
)

// started is a machine that a program looked at, an empty one is Ounce, with the
// moment of its last start.
func started(id, name, source string, system checks.System, boot time.Time) checks.Machine {
	m := machine(id, finding("firewall.on", checks.Pass))
	m.Name, m.Source = name, source
	m.Facts.Platform.System = system
	if !boot.IsZero() {
		m.Facts.Hardware.Uptime = checks.Known(checks.Uptime{Boot: boot})
	}
	return m
}

func TestOneComputerSeenByTwoProgramsIsOne(t *testing.T) {
	boot := now.Add(-50 * time.Hour)
	own := started("1", "Front-Desk.lan", "", checks.Linux, boot)
	for name, c := range map[string]struct {
		others []checks.Machine
		want   int
	}{
		"the same start":       {[]checks.Machine{started("a", "front-desk", "GLPI Agent 1.11", checks.Linux, boot.Add(time.Second))}, 1},
		"by two agents":        {[]checks.Machine{started("a", "front-desk", "GLPI Agent 1.11", checks.Linux, boot), started("b", "FRONT-DESK", "osquery 5.14.1", checks.Linux, boot)}, 1},
		"another start":        {[]checks.Machine{started("a", "front-desk", "GLPI Agent 1.11", checks.Linux, boot.Add(time.Hour))}, 2},
		"no start":             {[]checks.Machine{started("a", "front-desk", "GLPI Agent 1.11", checks.Linux, time.Time{})}, 2},
		"another name":         {[]checks.Machine{started("a", "workshop", "GLPI Agent 1.11", checks.Linux, boot)}, 2},
		"another system":       {[]checks.Machine{started("a", "front-desk", "GLPI Agent 1.11", checks.Windows, boot)}, 2},
		"two that Ounce saw":   {[]checks.Machine{started("a", "front-desk", "", checks.Linux, boot)}, 2},
		"two would fit":        {[]checks.Machine{started("2", "front-desk", "", checks.Linux, boot), started("a", "front-desk", "GLPI Agent 1.11", checks.Linux, boot)}, 3},
		"two agents, no Ounce": {[]checks.Machine{started("a", "pc", "GLPI Agent 1.11", checks.Linux, boot), started("b", "pc", "osquery 5.14.1", checks.Linux, boot)}, 3},
	} {
		visits := append([]checks.Machine{own}, c.others...)
		machines, office := Survey(visits)
		slices.Reverse(visits)
		turned, _ := Survey(visits)
		if len(machines) != c.want || len(turned) != c.want || len(office.Superseded) != len(visits)-c.want || len(office.Computers) != c.want {
			t.Errorf("%s: %d computers, turned round %d, told %+v", name, len(machines), len(turned), office.Superseded)
		}
		if !slices.ContainsFunc(machines, func(m checks.Machine) bool { return m.ID == own.ID && m.Source == "" }) {
			t.Errorf("%s: what Ounce saw itself is left out", name)
		}
		for _, s := range office.Superseded {
			if s.Machine != own.ID || !strings.HasSuffix(s.Words(), " was seen by Ounce and by "+s.Source+": Ounce looks closer, so its own check counts.") {
				t.Errorf("%s: it says %q of %s", name, s.Words(), s.Machine)
			}
		}
	}
}

func TestAVisitOfTheSameDayIsToldByTheHour(t *testing.T) {
	morning := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for by, want := range map[time.Time]string{
		morning.Add(5 * time.Hour):  "PC-1 was checked more than once: the check of 24 November 2026, 14:00 counts, not that of 24 November 2026, 09:00.",
		morning.Add(48 * time.Hour): "PC-1 was checked more than once: the check of 26 November 2026 counts, not that of 24 November 2026.",
	} {
		if got := (Superseded{Name: "PC-1", Taken: morning, By: by}).Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
