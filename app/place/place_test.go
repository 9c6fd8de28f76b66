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
			want: Places{Portable: true, Beside: "/stick", Data: "/stick/ounce-data", Settings: "/stick/ounce-settings.yaml"}},
		"portable bundle": {system: "darwin", program: "/stick/Ounce.app/Contents/MacOS/ounce", there: "/stick/ounce-portable",
			want: Places{Portable: true, Beside: "/stick", Data: "/stick/ounce-data", Settings: "/stick/ounce-settings.yaml"}},
		"portable without a home": {system: "linux", program: "/stick/ounce", homeless: true, there: "/stick/ounce-portable",
			want: Places{Portable: true, Beside: "/stick", Data: "/stick/ounce-data", Settings: "/stick/ounce-settings.yaml"}},
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
