package scan

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ounce/assets"
	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

var update = flag.Bool("update", false, "write the expected verdicts anew; read them before you believe them")

// built is a machine put together from pieces; what it says itself comes last
// and wins.
type built struct {
	Pieces         []string `yaml:"pieces,flow"`
	host.Recording `yaml:",inline"`
}

// pieceFile gives where a piece lies: "linux-vm" here, "access/linux" with the
// recordings of its topic.
func pieceFile(name string) string {
	if topic, rest, ok := strings.Cut(name, "/"); ok {
		return filepath.Join("..", topic, "testdata", rest+".yaml")
	}
	return filepath.Join("testdata", "pieces", name+".yaml")
}

func build(t *testing.T, path string) *host.Recording {
	t.Helper()
	read := func(name string, into any) {
		data, err := os.ReadFile(name)
		if err == nil {
			err = assets.Strict(name, data, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var m built
	read(path, &m)
	whole := m.Recording
	whole.Commands, whole.Files, whole.Registry, whole.WMI, whole.Events, whole.Calls = nil, nil, nil, nil, nil, nil
	for _, name := range m.Pieces {
		var piece host.Recording
		read(pieceFile(name), &piece)
		if piece.System != m.System {
			t.Fatalf("%s: piece %s is of another system", path, name)
		}
		lay(&whole, piece)
	}
	lay(&whole, m.Recording)
	return &whole
}

// lay puts a piece over a recording: an answer of the same name is replaced,
// values of a registry key and events of a channel are added.
func lay(whole *host.Recording, piece host.Recording) {
	whole.Commands = over(whole.Commands, piece.Commands, func(c host.Command) string { return strings.Join(c.Run, "\x00") }, nil)
	whole.Files = over(whole.Files, piece.Files, func(f host.File) string { return f.Path }, nil)
	whole.WMI = over(whole.WMI, piece.WMI, func(w host.WMIAnswer) string { return w.Namespace + w.Query }, nil)
	whole.Calls = over(whole.Calls, piece.Calls, func(c host.CallAnswer) string { return strings.Join(c.Call, "\x00") }, nil)
	whole.Registry = over(whole.Registry, piece.Registry, func(k host.RegistryKey) string { return strings.ToLower(k.Key) },
		func(a, b host.RegistryKey) host.RegistryKey {
			values := checks.Row{}
			for _, row := range []checks.Row{a.Values, b.Values} {
				for name, value := range row {
					values[name] = value
				}
			}
			b.Values = values
			return b
		})
	whole.Events = over(whole.Events, piece.Events, func(e host.EventLog) string { return e.Channel },
		func(a, b host.EventLog) host.EventLog {
			b.Events = append(slices.Clone(a.Events), b.Events...)
			return b
		})
}

func over[T any](list, more []T, name func(T) string, join func(a, b T) T) []T {
	out := slices.Clone(list)
	for _, item := range more {
		i := slices.IndexFunc(out, func(x T) bool { return name(x) == name(item) })
		switch {
		case i < 0:
			out = append(out, item)
		case join != nil:
			out[i] = join(out[i], item)
		default:
			out[i] = item
		}
	}
	return out
}

func machines(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("testdata", "recordings", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(name string) bool { return strings.HasSuffix(name, ".want.yaml") })
}

// TestMachines plays every machine through every topic and holds each verdict
// against the expected one.
func TestMachines(t *testing.T) {
	all := machines(t)
	if len(all) < 30 {
		t.Errorf("only %d machines", len(all))
	}
	defs := definitions(t)
	for _, path := range all {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			s := Scanner{Definitions: defs, Topics: Topics(), Platform: platform.Read}
			m := s.Run(context.Background(), host.Play(build(t, path)))
			wanted := strings.TrimSuffix(path, ".yaml") + ".want.yaml"
			if *update {
				writeWanted(t, wanted, m)
			}
			data, err := os.ReadFile(wanted)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]checks.Status{}
			if err := assets.Strict(wanted, data, &want); err != nil {
				t.Fatal(err)
			}
			got := statuses(m)
			for id := range got {
				if want[id] == "" {
					t.Errorf("%s has no expected verdict", id)
				}
			}
			for id, status := range want {
				if got[id] != status {
					t.Errorf("%s says %q, want %q", id, got[id], status)
				}
			}
			for _, f := range m.Findings {
				if strings.Contains(f.Reason, "{") || f.Reason == "" {
					t.Errorf("%s (%s) says %q", f.Check, f.Say, f.Reason)
				}
			}
		})
	}
}

func writeWanted(t *testing.T, path string, m checks.Machine) {
	t.Helper()
	var text strings.Builder
	for _, f := range m.Findings {
		fmt.Fprintf(&text, "%s: %s\n", f.Check, f.Status)
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestAStandardUserLearnsMost holds a healthy machine of today to a conclusion
// on at least four of five checks that concern it, without administrator.
func TestAStandardUserLearnsMost(t *testing.T) {
	for _, name := range []string{"windows-healthy-laptop", "macos-healthy-laptop"} {
		s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: platform.Read}
		m := s.Run(context.Background(), host.Play(build(t, filepath.Join("testdata", "recordings", name+".yaml"))))
		applicable, decided := 0, 0
		var open []string
		for _, f := range m.Findings {
			switch f.Status {
			case checks.NotApplicable:
				continue
			case checks.Unclear:
				open = append(open, f.Check)
			default:
				decided++
			}
			applicable++
		}
		if decided*100 < applicable*80 {
			t.Errorf("%s: %d of %d checks are decided; open: %v", name, decided, applicable, open)
		}
		t.Logf("%s: %d of %d checks are decided; open: %v", name, decided, applicable, open)
	}
}
