// Package hosttest helps tests of collectors and rules: it plays recordings
// and breaks them, one source at a time.
package hosttest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
)

// Broken is a recording in which one source says nothing useful.
type Broken struct {
	Name string
	Play *host.Playback
}

// refusals are what systems print instead of an answer, with exit code 0.
var refusals = map[string]string{
	"empty":    "",
	"garbage":  "\x00\xff\xfe{]<<0x?\n",
	"refusal":  "Access is denied.\n",
	"refusal2": "permission denied (are you root?)\n",
}

var failures = []checks.Reason{checks.Missing, checks.Denied, checks.TimedOut, checks.Unreadable}

// Breaks gives a recording once for each of its sources and each way in which
// a source can fail.
func Breaks(rec *host.Recording) []Broken {
	var all []Broken
	add := func(source, how string, change func(*host.Recording)) {
		broken := *rec
		broken.Commands = slices.Clone(rec.Commands)
		broken.Files = slices.Clone(rec.Files)
		broken.Registry = slices.Clone(rec.Registry)
		broken.WMI = slices.Clone(rec.WMI)
		broken.Events = slices.Clone(rec.Events)
		broken.Calls = slices.Clone(rec.Calls)
		change(&broken)
		all = append(all, Broken{Name: source + " " + how, Play: host.Play(&broken)})
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

// NoFalseVerdict breaks each source of a recording and fails the test when a
// check then passes, warns or fails although the whole recording did not say
// so. Allowed names exceptions as "source: check", each with its reason.
func NoFalseVerdict(t *testing.T, rec *host.Recording, topic checks.Topic, p checks.Platform, allowed map[string]string) {
	t.Helper()
	whole := Verdicts(host.Play(rec), topic, p)
	for _, broken := range Breaks(rec) {
		for id, got := range Verdicts(broken.Play, topic, p) {
			if got.Status == checks.Unclear || got.Status == checks.NotApplicable || got.Status == whole[id].Status {
				continue
			}
			source := broken.Name[:strings.LastIndex(broken.Name, " ")]
			if allowed[fmt.Sprintf("%s: %s", source, id)] == "" {
				t.Errorf("%s: %s says %s (%s), the whole recording says %s", broken.Name, id, got.Status, got.Say, whole[id].Status)
			}
		}
	}
}
