// Package hosttest helps tests of collectors and rules: it plays recordings
// and breaks them, one source at a time.
package hosttest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/damage"
	"ounce/checks/host"
)

// Broken is a recording in which one source says nothing useful.
type Broken struct {
	Source string // what is broken, as a program with its arguments or a path
	How    string
	Play   *host.Playback
}

// Name says what is broken and how.
func (b Broken) Name() string { return b.Source + ": " + b.How }

// refusals are what systems print instead of an answer, with exit code 0.
var refusals = map[string]string{
	"empty":    "",
	"garbage":  "\x00\xff\xfe{]<<0x?\n",
	"refusal":  "Access is denied.\n",
	"refusal2": "permission denied (are you root?)\n",
}

var failures = []checks.Reason{checks.Missing, checks.Denied, checks.TimedOut, checks.Unreadable}

// with is a recording with one change; the recording itself stays as it is.
func with(rec *host.Recording, change func(*host.Recording)) *host.Playback {
	broken := *rec
	broken.Commands = slices.Clone(rec.Commands)
	broken.Files = slices.Clone(rec.Files)
	broken.Registry = slices.Clone(rec.Registry)
	broken.WMI = slices.Clone(rec.WMI)
	broken.Events = slices.Clone(rec.Events)
	broken.Calls = slices.Clone(rec.Calls)
	change(&broken)
	return host.Play(&broken)
}

// Breaks gives a recording once for each of its sources and each way in which
// a source can fail.
func Breaks(rec *host.Recording) []Broken {
	var all []Broken
	add := func(source, how string, change func(*host.Recording)) {
		all = append(all, Broken{Source: source, How: how, Play: with(rec, change)})
	}
	for _, reason := range failures {
		fails := host.Failure{Fails: reason}
		how := string(reason)
		for i, x := range rec.Commands {
			add(strings.Join(x.Run, " "), how, func(r *host.Recording) { r.Commands[i] = host.Command{Run: x.Run, Failure: fails} })
		}
		for i, x := range rec.Files {
			add(x.Path, how, func(r *host.Recording) { r.Files[i] = host.File{Path: x.Path, Failure: fails} })
		}
		for i, x := range rec.Registry {
			add(x.Key, how, func(r *host.Recording) { r.Registry[i] = host.RegistryKey{Key: x.Key, Failure: fails} })
		}
		for i, x := range rec.WMI {
			add(x.Query, how, func(r *host.Recording) {
				r.WMI[i] = host.WMIAnswer{Namespace: x.Namespace, Query: x.Query, Failure: fails}
			})
		}
		for i, x := range rec.Events {
			add(x.Channel, how, func(r *host.Recording) { r.Events[i] = host.EventLog{Channel: x.Channel, Failure: fails} })
		}
		for i, x := range rec.Calls {
			add(strings.Join(x.Call, " "), how, func(r *host.Recording) { r.Calls[i] = host.CallAnswer{Call: x.Call, Failure: fails} })
		}
	}
	for how, text := range refusals {
		for i, x := range rec.Commands {
			add(strings.Join(x.Run, " "), how, func(r *host.Recording) { r.Commands[i] = host.Command{Run: x.Run, Output: text} })
		}
		for i, x := range rec.Files {
			if x.Text != "" || x.Hex != "" {
				add(x.Path, how, func(r *host.Recording) { r.Files[i].Text, r.Files[i].Hex = text, "" })
			}
		}
	}
	for i, x := range rec.Registry {
		add(x.Key, "no values", func(r *host.Recording) { r.Registry[i].Values = nil })
	}
	for i, x := range rec.WMI {
		add(x.Query, "no columns", func(r *host.Recording) { r.WMI[i].Rows = []checks.Row{{}} })
	}
	for i, x := range rec.Calls {
		add(strings.Join(x.Call, " "), "no columns", func(r *host.Recording) { r.Calls[i].Rows = []checks.Row{{}} })
	}
	return all
}

// Verdicts collects a topic's facts and gives its verdicts by check id.
func Verdicts(h checks.Host, topic checks.Topic, p checks.Platform) map[string]checks.Verdict {
	m := checks.Machine{Taken: h.Now()}
	m.Facts.Platform = p
	topic.Collect(context.Background(), h, p).AddTo(&m.Facts)
	all := map[string]checks.Verdict{}
	for _, check := range topic.Checks {
		all[check.ID] = check.Judge(&m)
	}
	return all
}

// Exception excuses a verdict that changes for good reason: what looks like
// damage is one of the answers of the source.
type Exception struct {
	Source, How string // How is the beginning of how it is broken
	Check       string
	Why         string
}

// NoFalseVerdict breaks and damages each source of a recording and fails the
// test when a check then passes, warns or fails although the whole recording did
// not say so. An exception that excuses nothing is an error.
func NoFalseVerdict(t *testing.T, rec *host.Recording, topic checks.Topic, p checks.Platform, allowed ...Exception) {
	t.Helper()
	NoFalseVerdictOf(t, rec, topic, func(*host.Playback) checks.Platform { return p }, allowed...)
}

// NoFalseVerdictOf is NoFalseVerdict for a platform that is read from the broken
// recording too.
func NoFalseVerdictOf(t *testing.T, rec *host.Recording, topic checks.Topic, read func(*host.Playback) checks.Platform, allowed ...Exception) {
	t.Helper()
	play := host.Play(rec)
	whole := Verdicts(play, topic, read(play))
	used := make([]bool, len(allowed))
	ways := Breaks(rec)
	if !damage.Race { // which sees nothing in reading text, and takes ten times as long
		ways = append(ways, Damages(rec)...)
	}
	for _, broken := range ways {
		for id, got := range Verdicts(broken.Play, topic, read(broken.Play)) {
			if got.Status == checks.Unclear || got.Status == checks.NotApplicable || got.Status == whole[id].Status {
				continue
			}
			i := slices.IndexFunc(allowed, func(e Exception) bool {
				return e.Check == id && e.Source == broken.Source && strings.HasPrefix(broken.How, e.How)
			})
			if i >= 0 {
				used[i] = true
				continue
			}
			t.Errorf("%s: %s says %s (%s), the whole recording says %s", broken.Name(), id, got.Status, got.Say, whole[id].Status)
		}
	}
	for i, e := range allowed {
		if !used[i] && !damage.Race {
			t.Errorf("the exception for %s, %s, %s excuses nothing", e.Source, e.How, e.Check)
		}
	}
}
