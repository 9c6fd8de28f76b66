package place

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	home := filepath.Join(string(filepath.Separator), "u", "kim")
	in := func(path ...string) string { return filepath.Join(append([]string{home}, path...)...) }
	for name, c := range map[string]struct {
		system, program string
		homeless        bool
		env             map[string]string
		there           string
		want            Places
		fails           bool
	}{
		"Linux": {system: "linux", program: "/usr/bin/ounce",
			want: Places{Beside: "/usr/bin", Data: in(".local/share/Ounce"), Toolkit: in(".config/fyne/org.ounce.Ounce"), Settings: in(".config/Ounce/settings.yaml"), Former: in(".config/Ounce/assessments")}},
		"Linux, moved": {system: "linux", program: "/usr/bin/ounce", env: map[string]string{"XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c"},
			want: Places{Beside: "/usr/bin", Data: "/d/Ounce", Toolkit: "/c/fyne/org.ounce.Ounce", Settings: "/c/Ounce/settings.yaml", Former: "/c/Ounce/assessments"}},
		"Linux, moved to nowhere": {system: "linux", program: "/usr/bin/ounce", env: map[string]string{"XDG_DATA_HOME": "d"},
			want: Places{Beside: "/usr/bin", Data: in(".local/share/Ounce"), Toolkit: in(".config/fyne/org.ounce.Ounce"), Settings: in(".config/Ounce/settings.yaml"), Former: in(".config/Ounce/assessments")}},
		"Windows": {system: "windows", program: "/p/ounce.exe", env: map[string]string{"LocalAppData": in("Local"), "AppData": in("Roaming")},
			want: Places{Beside: "/p", Data: in("Local/Ounce"), Toolkit: in("Roaming/fyne/org.ounce.Ounce"), Settings: in("Roaming/Ounce/settings.yaml"), Former: in("Roaming/Ounce/assessments")}},
		"macOS": {system: "darwin", program: "/Applications/Ounce.app/Contents/MacOS/ounce",
			want: Places{Beside: "/Applications", Data: in("Library/Application Support/Ounce"), Toolkit: in("Library/Preferences/fyne/org.ounce.Ounce"),
				Settings: in("Library/Application Support/Ounce/settings.yaml"), Former: in("Library/Application Support/Ounce/assessments")}},
		"portable": {system: "windows", program: "/stick/ounce.exe", there: "/stick/ounce-portable",
			want: Places{Portable: true, Beside: "/stick", Data: "/stick/ounce-data", Settings: "/stick/ounce-settings.yaml", Toolkit: "/stick/ounce-data/window"}},
		"portable bundle": {system: "darwin", program: "/stick/Ounce.app/Contents/MacOS/ounce", there: "/stick/ounce-portable",
			want: Places{Portable: true, Beside: "/stick", Data: "/stick/ounce-data", Settings: "/stick/ounce-settings.yaml", Toolkit: "/stick/ounce-data/window"}},
		"portable without a home": {system: "linux", program: "/stick/ounce", homeless: true, there: "/stick/ounce-portable",
			want: Places{Portable: true, Beside: "/stick", Data: "/stick/ounce-data", Settings: "/stick/ounce-settings.yaml", Toolkit: "/stick/ounce-data/window"}},
		"no home": {system: "linux", program: "/usr/bin/ounce", homeless: true, fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := System{OS: c.system, Program: c.program, Home: home, Env: func(name string) string { return c.env[name] },
				Exists: func(path string) bool { return filepath.ToSlash(path) == c.there }}
			if c.homeless {
				s.Home = ""
			}
			got, err := Find(s)
			if (err != nil) != c.fails {
				t.Fatalf("the error is %v", err)
			}
			if err != nil && !strings.Contains(err.Error(), Marker) {
				t.Errorf("%q names no way out", err)
			}
			if got != c.want {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// TestConfined names every variable from which the window's toolkit, the
// workbook's library or the graphics take a folder to write to.
func TestConfined(t *testing.T) {
	p := Places{Portable: true, Beside: "/stick", Toolkit: "/stick/ounce-data/window"}
	for system, names := range map[string][]string{
		"windows": {"TMP", "TEMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"}, "darwin": {"TMPDIR", "HOME"}, "linux": {"TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"},
	} {
		got := p.Confined(system)
		for _, name := range names {
			if !strings.HasPrefix(got[name], "/stick") {
				t.Errorf("%s: %s is %q", system, name, got[name])
			}
		}
		if len(got) != len(names) {
			t.Errorf("%s: %v", system, got)
		}
		if home := (Places{Beside: "/usr/bin", Toolkit: "/u"}).Confined(system); home != nil {
			t.Errorf("%s: at home it has %v", system, home)
		}
	}
}
