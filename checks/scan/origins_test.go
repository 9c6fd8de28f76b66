package scan

import (
	"context"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ounce/assets"
	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

// everyRead is a Host that notes whatever is read of it.
type everyRead struct{ logged }

func (h everyRead) ReadFile(ctx context.Context, path string) ([]byte, error) {
	data, err := h.Host.ReadFile(ctx, path)
	h.log.note("file "+path, err)
	return data, err
}

func (h everyRead) Stat(ctx context.Context, path string) (checks.Entry, error) {
	entry, err := h.Host.Stat(ctx, path)
	h.log.note("file "+path, err)
	return entry, err
}

func (h everyRead) ReadDir(ctx context.Context, path string) ([]checks.Entry, error) {
	entries, err := h.Host.ReadDir(ctx, path)
	h.log.note("file "+path, err)
	return entries, err
}

func (h everyRead) ReadKey(ctx context.Context, key string) (checks.Key, error) {
	k, err := h.Host.ReadKey(ctx, key)
	h.log.note("registry "+key, err)
	return k, err
}

// asksOf gives what is asked of the machines of a system, over all recordings.
func asksOf(t *testing.T, system checks.System) []string {
	t.Helper()
	asked := &log{answered: map[string]bool{}}
	for _, pattern := range []string{"../*/testdata/*.yaml", "testdata/recordings/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d recordings (%v)", pattern, len(files), err)
		}
		for _, file := range files {
			if !isRecording(t, file) {
				continue
			}
			recording := build(t, file)
			if recording.System != system {
				continue
			}
			h := everyRead{logged{host.Play(recording), asked}}
			p := platform.Read(context.Background(), h)
			if !p.Server.Known() {
				p.Server = checks.Known(false)
			}
			for _, topic := range Topics() {
				topic.Collect(context.Background(), h, p)
			}
		}
	}
	return slices.Sorted(maps.Keys(asked.answered))
}

// origin is where the reading of one source, or of several of one form, was
// taken from: a sample, by its path among the samples, or a document.
type origin struct {
	Source string `yaml:"source"` // * stands for any text
	From   string `yaml:"from"`
}

// fits tells whether a source is of the form of an origin.
func (o origin) fits(source string) bool {
	parts := strings.Split(strings.ToLower(o.Source), "*")
	rest := strings.ToLower(source)
	if !strings.HasPrefix(rest, parts[0]) {
		return false
	}
	rest = rest[len(parts[0]):]
	for i, part := range parts[1:] {
		if i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return rest == ""
}

// TestEachSourceSaysWhereItsReadingIsFrom: whatever is asked of Windows and of
// macOS stands in testdata/sources/origins.yaml with its sample or document, and nothing
// else does. Where the samples lie, each that is named is there.
func TestEachSourceSaysWhereItsReadingIsFrom(t *testing.T) {
	const file = "testdata/sources/origins.yaml"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var origins map[checks.System][]origin
	if err := assets.Strict(file, data, &origins); err != nil {
		t.Fatal(err)
	}
	for _, system := range []checks.System{checks.Windows, checks.MacOS} {
		used := map[string]bool{}
		for _, source := range asksOf(t, system) {
			i := slices.IndexFunc(origins[system], func(o origin) bool { return o.fits(source) })
			if i < 0 {
				t.Errorf("%s: nothing says where the reading is from of\n%s", system, source)
				continue
			}
			used[origins[system][i].Source] = true
		}
		for _, o := range origins[system] {
			if !used[o.Source] {
				t.Errorf("%s: nobody asks for %s, or a line above has it", system, o.Source)
			}
			if len(strings.Fields(o.From)) < 2 && !strings.Contains(o.From, "/") {
				t.Errorf("%s: %s is from %q, which is neither a sample nor a document", system, o.Source, o.From)
			}
			samples := os.Getenv("OUNCE_SAMPLES")
			name, isSample := strings.CutPrefix(o.From, "sample ")
			if samples == "" || !isSample {
				continue
			}
			name, _, _ = strings.Cut(name, " ")
			if _, err := os.Stat(filepath.Join(samples, filepath.FromSlash(path.Clean(name)))); err != nil {
				t.Errorf("%s: %s: there is no %s", system, o.Source, name)
			}
		}
	}
}
