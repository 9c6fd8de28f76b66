package updates

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"ounce/checks"
)

// saw is evidence of something that stood somewhere.
func (r reader) saw(source, value string) checks.Evidence {
	return checks.Seen(r.host, source, value)
}

// run starts a program and gives what it printed, and its name for evidence.
func (r reader) run(program string, args ...string) (checks.Output, string, error) {
	source := strings.Join(append([]string{"program " + program}, args...), " ")
	out, err := r.host.Run(r.ctx, program, args...)
	return out, source, err
}

func missing(err error) bool {
	var read *checks.ReadError
	return errors.As(err, &read) && read.Reason == checks.Missing
}

// errAbsurd is a time that no reading of an update can have.
var errAbsurd = errors.New("a date that cannot be")

// past takes a time that can be the time of an update: not before 2005, not to
// come. Times without a zone may be up to a day ahead.
func (r reader) past(t time.Time) (time.Time, error) {
	if t.Year() < 2005 || t.After(r.now.Add(24*time.Hour)) {
		return time.Time{}, fmt.Errorf("%s: %w", t.Format(time.DateOnly), errAbsurd)
	}
	return t, nil
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

// modified gives the time of a file's last change.
func (r reader) modified(path string) (time.Time, error) {
	entry, err := r.host.Stat(r.ctx, path)
	if err != nil {
		return time.Time{}, err
	}
	return r.past(entry.Modified)
}

// browsers looks for program files and takes their dates: a browser that updates
// itself replaces its program file every few weeks.
func (r reader) browsers(files []program) checks.Fact[[]checks.Browser] {
	var found []checks.Browser
	var evidence []checks.Evidence
	seen := map[string]bool{}
	for _, file := range files {
		if seen[file.name] {
			continue
		}
		entry, err := r.host.Stat(r.ctx, file.path)
		if missing(err) {
			continue
		}
		if err != nil {
			return checks.UnseenBy[[]checks.Browser](err)
		}
		dated, err := r.past(entry.Modified)
		if err != nil {
			return checks.UnseenBy[[]checks.Browser](err, r.saw("file "+file.path, day(entry.Modified)))
		}
		seen[file.name] = true
		found = append(found, checks.Browser{Name: file.name, Dated: dated})
		evidence = append(evidence, r.saw("file "+file.path, "changed "+day(dated)))
	}
	return checks.Known(found, evidence...)
}

// program is a program and the file whose date tells its age.
type program struct{ name, path string }
