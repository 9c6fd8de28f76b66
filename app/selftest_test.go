package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ounce/app/place"
	"ounce/checks"
	"ounce/checks/host"
)

// selftestHere runs the self-test with a home of the test's own and a recorded
// computer as this one.
func selftestHere(t *testing.T) (status int, out, said string) {
	t.Helper()
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "TMPDIR"} {
		t.Setenv(name, home)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", home)
	data, err := recorded.ReadFile("testdata/recordings/linux.yaml")
	if err != nil {
		t.Fatal(err)
	}
	recording, err := host.ParseRecording("linux.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	var outBuffer, errBuffer bytes.Buffer
	status = run([]string{"selftest"}, &session{ctx: context.Background(), out: &outBuffer, err: &errBuffer, now: time.Now,
		live: func() checks.Host { return host.Play(recording) }, places: placesIn(home)})
	left, err := filepath.Glob(filepath.Join(home, "*.xlsx"))
	if err != nil || len(left) > 0 {
		t.Errorf("leaves %v behind (%v)", left, err)
	}
	return status, outBuffer.String(), errBuffer.String()
}

// placesIn puts what is kept below a folder.
func placesIn(home string) func() (place.Places, error) {
	return func() (place.Places, error) { return place.Places{Data: filepath.Join(home, "data")}, nil }
}

func TestSelftestTellsWhatWorks(t *testing.T) {
	status, out, said := selftestHere(t)
	for _, line := range []string{"works     Recorded computers", "works     This computer", "works     Report", "fails     Keychain", "works     Own folder"} {
		if !strings.Contains(out, line) {
			t.Errorf("there is no line %q in\n%s", line, out)
		}
	}
	if status != statusFailed || !strings.Contains(said, "things do not work here") {
		t.Errorf("without a keychain it ends with %d and says %q", status, said)
	}
}

func TestSelftestSeesAFolderThatRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	st := &selftest{session: &session{places: placesIn(file)}}
	if _, err := st.folder(); err == nil {
		t.Error("a file passes for a folder")
	}
}

func TestRereadRefusesADamagedReport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.xlsx")
	if err := os.WriteFile(path, []byte("PK no workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := reread(path); err == nil {
		t.Error("rubbish passes for a report")
	}
}
