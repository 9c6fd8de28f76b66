package host

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/damage"
)

func home() (string, error) { return "/home/me", nil }

func lookup(name string) (string, bool) {
	v, ok := map[string]string{"PROGRAMDATA": `C:\ProgramData`, "ODD": `C:\50%off%`}[strings.ToUpper(name)]
	return v, ok
}

func TestExpand(t *testing.T) {
	windowsHome := func() (string, error) { return `C:\Users\me`, nil }
	cases := []struct {
		system checks.System
		in     string
		want   string
	}{
		{checks.Linux, "~/.config/x", "/home/me/.config/x"},
		{checks.Linux, "/etc/%x%", "/etc/%x%"},
		{checks.Linux, "/etc/../etc/fstab", "/etc/fstab"},
		{checks.Linux, "~other/x", ""},
		{checks.Linux, "x", ""},
		{checks.Linux, "", ""},
		{checks.Linux, "/a\x00b", ""},
		{checks.Windows, `%ProgramData%\MXB\x.xml`, `C:\ProgramData\MXB\x.xml`},
		{checks.Windows, `%ProgramData%/MXB`, `C:\ProgramData\MXB`},
		{checks.Windows, `%Odd%\x`, `C:\50%off%\x`},
		{checks.Windows, `~/AppData`, `C:\Users\me\AppData`},
		{checks.Windows, `%Nothing%\x`, ""},
		{checks.Windows, `%%\x`, ""},
		{checks.Windows, `C:\50% off`, ""},
		{checks.Windows, `\\server\share\x`, ""},
		{checks.Windows, `\\.\PhysicalDrive0`, ""},
		{checks.Windows, `C:\x:stream`, ""},
		{checks.Windows, `C:`, ""},
	}
	for _, c := range cases {
		folder := home
		if c.system == checks.Windows {
			folder = windowsHome
		}
		got, err := expand(c.system, c.in, folder, lookup)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s %q: got %q, %v; want %q", c.system, c.in, got, err, c.want)
		}
		if err != nil {
			var read *checks.ReadError
			if !errors.As(err, &read) || read.Reason != checks.Unreadable {
				t.Errorf("%q: %v is not unreadable", c.in, err)
			}
		}
	}
}

func FuzzExpand(f *testing.F) {
	damage.Fuzz(f, func(t testing.TB, data []byte) {
		name := string(data)
		if got, err := expand(checks.Linux, name, home, lookup); err == nil && !strings.HasPrefix(got, "/") {
			t.Errorf("%q leads to %q", name, got)
		}
		if got, err := expand(checks.Windows, name, home, lookup); err == nil && (got[1:3] != `:\` || strings.HasPrefix(got, `\`)) {
			t.Errorf("%q leads to %q", name, got)
		}
	}, "~/x", `%ProgramData%\x`, "/etc", "%", "%%", `C:\..\..\x`, "~")
}

const mounts = `22 1 0:20 / /proc rw,relatime - proc proc rw
29 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
30 29 259:1 / /boot/efi rw - vfat /dev/nvme0n1p1 rw
31 29 259:2 /srv/a /var/bound rw - ext4 /dev/nvme0n1p2 rw
32 29 0:44 /@home /home rw - btrfs /dev/sdb1 rw
33 29 8:33 / /media/My\040Stick ro - exfat /dev/sdc1 rw
34 29 0:50 / /mnt/office rw - cifs //nas/office rw
35 29 7:1 / /snap/core/1 ro - squashfs /dev/loop1 ro
`

func TestParseMountInfo(t *testing.T) {
	got, err := parseMountInfo([]byte(mounts))
	if err != nil {
		t.Fatal(err)
	}
	var points []string
	for _, m := range got {
		points = append(points, m.Point)
	}
	if want := "/ /boot/efi /home /media/My Stick /mnt/office"; strings.Join(points, " ") != want {
		t.Errorf("got %v", points)
	}
	if len(got) == 5 && (!got[3].ReadOnly || !got[4].Remote || got[0].ReadOnly) {
		t.Errorf("got %+v", got)
	}
	for _, bad := range []string{"", "garbage\n", "22 1 0:20 / /proc rw,relatime - proc proc rw\n"} {
		if _, err := parseMountInfo([]byte(bad)); err == nil {
			t.Errorf("%q is no error", bad)
		}
	}
}

func FuzzParseMountInfo(f *testing.F) { damage.Parser(f, parseMountInfo, mounts) }

const powerLoss = `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Kernel-Power' Guid='{x}'/><EventID>41</EventID><Level>1</Level><TimeCreated SystemTime='2026-10-02T07:11:12.1234567Z'/><Channel>System</Channel></System><EventData><Data Name='BugcheckCode'>0</Data><Data>first</Data></EventData></Event>`

func TestParseEvent(t *testing.T) {
	e, err := parseEvent([]byte(powerLoss))
	if err != nil {
		t.Fatal(err)
	}
	if e.ID != 41 || e.Provider != "Microsoft-Windows-Kernel-Power" || e.Level != 1 || e.Data["BugcheckCode"] != "0" || e.Data["1"] != "first" ||
		!e.Time.Equal(time.Date(2026, 10, 2, 7, 11, 12, 123456700, time.UTC)) {
		t.Errorf("got %+v", e)
	}
	run, err := parseEvents([]byte(powerLoss + "\n" + powerLoss))
	if err != nil || len(run) != 2 {
		t.Errorf("a run gives %d, %v", len(run), err)
	}
	for _, bad := range []string{"", "Access is denied.", "<Event/>", strings.Replace(powerLoss, "41", "many", 1), strings.Replace(powerLoss, "2026-", "", 1), powerLoss[:200]} {
		if e, err := parseEvent([]byte(bad)); err == nil {
			t.Errorf("%.40q gives %+v", bad, e)
		}
	}
}

func FuzzParseEvent(f *testing.F) {
	damage.Fuzz(f, func(t testing.TB, data []byte) {
		if e, err := parseEvent(data); err == nil && (e.Provider == "" || e.Time.IsZero()) {
			t.Errorf("an event without a source or time: %+v", e)
		}
		_, _ = parseEvents(data)
	}, powerLoss, "<Events>"+powerLoss+"</Events>")
}

func TestEventXPath(t *testing.T) {
	cases := []struct {
		q    checks.EventQuery
		want string
	}{
		{checks.EventQuery{}, "*"},
		{checks.EventQuery{IDs: []int{41, 6008}, Since: time.Hour}, "*[System[(EventID=41 or EventID=6008) and TimeCreated[timediff(@SystemTime) <= 3600000]]]"},
		{checks.EventQuery{Provider: "disk"}, "*[System[Provider[@Name='disk']]]"},
		{checks.EventQuery{Provider: "x' or '1"}, "*"},
		{checks.EventQuery{IDs: make([]int, 30)}, "*"},
	}
	for _, c := range cases {
		if got := eventXPath(c.q); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestWindowsReason(t *testing.T) {
	for code, want := range map[uint32]checks.Reason{
		5: checks.Denied, 0x80070005: checks.Denied, 0x80041003: checks.Denied, 2: checks.Missing, 0x80070002: checks.Missing,
		0x8004100E: checks.Unsupported, 0x80041010: checks.Unsupported, 0x80004001: checks.Unsupported, 124: checks.Unsupported, 0x800706BA: checks.Unreadable, 0x80041069: checks.TimedOut, 0x80080005: checks.Unreadable,
	} {
		if got := windowsReason(code); got != want {
			t.Errorf("%s is %s, want %s", hresult(code), got, want)
		}
	}
}

func TestAdminRow(t *testing.T) {
	row := adminRow([]string{"S-1-5-21-1-2-3-500", "S-1-5-21-1-2-3-1001", "S-1-5-21-9-9-9-513", "S-1-12-1-7-7-7-7"}, "S-1-5-21-1-2-3")
	if row["count"] != 4 || row["domain_members"] != 1 || row["azure_members"] != 1 || row["everyone"] != true {
		t.Errorf("got %v", row)
	}
	if row := adminRow([]string{"S-1-5-21-1-2-3-500"}, ""); row["domain_members"] != nil {
		t.Errorf("without the machine's SID: %v", row)
	}
}

func TestCountRecords(t *testing.T) {
	two := []byte{0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0}
	if n, ok := countRecords(two); n != 2 || !ok {
		t.Errorf("got %d, %v", n, ok)
	}
	for _, bad := range [][]byte{nil, two[:12], {0, 0, 0, 0, 0, 0, 0, 0}} {
		if n, ok := countRecords(bad); ok {
			t.Errorf("%v gives %d", bad, n)
		}
	}
}
