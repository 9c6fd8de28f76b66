package scan

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

func definitions(t *testing.T) *checks.Definitions {
	t.Helper()
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	return defs
}

// hanging never answers and does not heed its context.
type hanging struct{ checks.Host }

func (hanging) wait() { select {} }

func (h hanging) Run(context.Context, string, ...string) (checks.Output, error) {
	h.wait()
	return checks.Output{}, nil
}
func (h hanging) ReadFile(context.Context, string) ([]byte, error) { h.wait(); return nil, nil }
func (h hanging) Stat(context.Context, string) (checks.Entry, error) {
	h.wait()
	return checks.Entry{}, nil
}
func (h hanging) ReadDir(context.Context, string) ([]checks.Entry, error) { h.wait(); return nil, nil }
func (h hanging) ReadKey(context.Context, string) (checks.Key, error) {
	h.wait()
	return checks.Key{}, nil
}
func (h hanging) Query(context.Context, string, string) ([]checks.Row, error) {
	h.wait()
	return nil, nil
}
func (h hanging) Call(context.Context, string, ...string) ([]checks.Row, error) {
	h.wait()
	return nil, nil
}
func (h hanging) Events(context.Context, checks.EventQuery) ([]checks.Event, error) {
	h.wait()
	return nil, nil
}

func empty(system checks.System) *host.Playback {
	return host.Play(&host.Recording{System: system, Now: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)})
}

func TestAHangingHostEndsSoonAndDecidesNothing(t *testing.T) {
	t.Parallel()
	for _, system := range []checks.System{checks.Linux, checks.MacOS, checks.Windows} {
		t.Run(string(system), func(t *testing.T) {
			t.Parallel()
			s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: platform.Read}
			start := time.Now()
			m := s.Run(context.Background(), hanging{empty(system)})
			if took := time.Since(start); took > 8*time.Second {
				t.Errorf("took %s", took)
			}
			if len(m.Findings) == 0 {
				t.Fatal("no findings")
			}
			for _, f := range m.Findings {
				if f.Status != checks.Unclear && f.Status != checks.NotApplicable {
					t.Errorf("%s says %s of a machine that says nothing", f.Check, f.Status)
				}
			}
		})
	}
}

func TestNothingIsDecidedOfAnEmptyRecording(t *testing.T) {
	t.Parallel()
	for _, system := range []checks.System{checks.Linux, checks.MacOS, checks.Windows} {
		s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: platform.Read}
		for _, f := range s.Run(context.Background(), empty(system)).Findings {
			if f.Status != checks.Unclear && f.Status != checks.NotApplicable {
				t.Errorf("%s: %s says %s (%s)", system, f.Check, f.Status, f.Say)
			}
		}
	}
}

// rooms are two topics with checks of the catalogue: one quick, one as told.
func rooms(slow func(ctx context.Context)) []checks.Topic {
	pass := func(*checks.Machine) checks.Verdict { return checks.Passed("none", nil) }
	fail := func(*checks.Machine) checks.Verdict { return checks.Failed("ended", nil) }
	return []checks.Topic{
		{
			ID: "slow", Deadline: 50 * time.Millisecond, Checks: []checks.Check{{ID: "updates.pending", Judge: pass}},
			Collect: func(ctx context.Context, _ checks.Host, _ checks.Platform) checks.TopicFacts {
				slow(ctx)
				return checks.Network{}
			},
		},
		{
			ID: "quick", Checks: []checks.Check{{ID: "updates.os_support", Judge: fail}, {ID: "updates.last_install", Judge: pass}},
			Collect: func(context.Context, checks.Host, checks.Platform) checks.TopicFacts { return checks.Updates{} },
		},
	}
}

func statuses(m checks.Machine) map[string]checks.Status {
	all := map[string]checks.Status{}
	for _, f := range m.Findings {
		all[f.Check] = f.Status
	}
	return all
}

func TestATopicThatIgnoresItsDeadlineIsGivenUp(t *testing.T) {
	t.Parallel()
	s := Scanner{Definitions: definitions(t), Platform: platform.Read, Topics: rooms(func(context.Context) { time.Sleep(3 * time.Second) })}
	m := s.Run(context.Background(), empty(checks.Linux))
	if got := statuses(m)["updates.pending"]; got != checks.Unclear {
		t.Errorf("the given-up topic says %s", got)
	}
	i := slices.IndexFunc(m.Findings, func(f checks.Finding) bool { return f.Check == "updates.pending" })
	if got := m.Findings[i].Unknown; got != checks.TimedOut {
		t.Errorf("its reason is %s", got)
	}
}

func TestStoppingKeepsWhatWasFound(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(context.Background())
	topics := rooms(func(ctx context.Context) { <-ctx.Done(); time.Sleep(2 * time.Second) })
	topics[0].Deadline = time.Minute
	s := Scanner{Definitions: definitions(t), Platform: platform.Read, Topics: topics}
	s.OnProgress = func(p Progress) {
		if p.Done == 2 {
			stop()
		}
	}
	m := s.Run(ctx, empty(checks.Linux))
	got := statuses(m)
	if got["updates.os_support"] != checks.Fail || got["updates.pending"] != checks.Unclear {
		t.Errorf("got %v", got)
	}
	for _, f := range m.Findings {
		if f.Check == "updates.pending" && f.Unknown != checks.Stopped {
			t.Errorf("its reason is %s", f.Unknown)
		}
	}
}

func TestARootCauseSilencesItsSymptoms(t *testing.T) {
	t.Parallel()
	s := Scanner{Definitions: definitions(t), Platform: platform.Read, Topics: rooms(func(context.Context) {})}
	m := s.Run(context.Background(), empty(checks.Linux))
	for _, f := range m.Findings {
		if f.Check == "updates.last_install" && (f.Status != checks.NotApplicable || f.Because != "updates.os_support") {
			t.Errorf("the symptom says %s because of %q", f.Status, f.Because)
		}
	}
}

func TestAChainOfCausesNamesTheFirst(t *testing.T) {
	t.Parallel()
	chain := map[string][]string{"B": {"A"}, "C": {"B"}, "D": {"other", "C"}, "X": {"Y"}, "Y": {"X"}}
	dependsOn := func(id string) []string { return chain[id] }
	for _, c := range []struct {
		id     string
		failed []string
		want   string
	}{
		{"C", []string{"A", "B", "C"}, "A"},
		{"C", []string{"B"}, "B"},
		{"C", []string{"A"}, "A"}, // B, hidden by A, tells nothing about C
		{"D", []string{"other", "A"}, "A"},
		{"D", []string{"other"}, "other"},
		{"C", []string{"C"}, ""},
		{"A", []string{"A", "B"}, ""},
		{"X", nil, ""},
	} {
		failed := map[string]string{}
		for _, id := range c.failed {
			failed[id] = "its title"
		}
		if got := rootCause(c.id, dependsOn, failed, nil); got != c.want {
			t.Errorf("%s where %v fail: because of %q, want %q", c.id, c.failed, got, c.want)
		}
	}
}

func TestNoCauseGoesInACircle(t *testing.T) {
	t.Parallel()
	defs := definitions(t)
	var walk func(id string, below []string)
	walk = func(id string, below []string) {
		if slices.Contains(below, id) {
			t.Errorf("%s depends on itself: %v", id, below)
			return
		}
		def, _ := defs.Get(id)
		for _, cause := range def.DependsOn {
			walk(cause, append(below, id))
		}
	}
	for _, id := range defs.IDs() {
		walk(id, nil)
	}
}

func TestOrderAndProgress(t *testing.T) {
	t.Parallel()
	var first []string
	for range 5 {
		var mu sync.Mutex
		var seen []Progress
		s := Scanner{Definitions: definitions(t), Platform: platform.Read, Topics: rooms(func(context.Context) {})}
		s.OnProgress = func(p Progress) { mu.Lock(); seen = append(seen, p); mu.Unlock() }
		var order []string
		for _, f := range s.Run(context.Background(), empty(checks.Linux)).Findings {
			order = append(order, f.Check)
		}
		if first == nil {
			first = order
		}
		if !slices.Equal(order, first) {
			t.Errorf("order %v, before %v", order, first)
		}
		for i, p := range seen {
			if p.Done != i+1 || p.Total != 3 {
				t.Errorf("progress %d is %d of %d", i, p.Done, p.Total)
			}
		}
		if len(seen) != 3 {
			t.Errorf("%d progress calls", len(seen))
		}
	}
}

func TestTopicsAndTextsBelongTogether(t *testing.T) {
	t.Parallel()
	defs := definitions(t)
	have := map[string]bool{}
	for _, topic := range Topics() {
		for _, check := range topic.Checks {
			if have[check.ID] {
				t.Errorf("%s stands there twice", check.ID)
			}
			have[check.ID] = true
			if _, ok := defs.Get(check.ID); !ok {
				t.Errorf("%s has no texts", check.ID)
			}
		}
	}
	for _, id := range defs.IDs() {
		def, _ := defs.Get(id)
		if !have[id] {
			t.Errorf("texts of %s have no check", id)
		}
		for _, cause := range def.DependsOn {
			if !have[cause] {
				t.Errorf("%s depends on %s, which is no check", id, cause)
			}
		}
	}
}
