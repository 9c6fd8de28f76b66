package scan

import (
	"context"
	"testing"

	"ounce/checks"
	"ounce/checks/platform"
)

// breaking is a Host with a mistake in one of its reads.
type breaking struct{ checks.Host }

func (breaking) ReadFile(context.Context, string) ([]byte, error) { panic("no file") }

// TestAMistakeInThePlatform: what is not known of it is known of no check.
func TestAMistakeInThePlatform(t *testing.T) {
	s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: func(context.Context, checks.Host) checks.Platform { panic("no platform") }}
	m := s.Run(context.Background(), empty(checks.Windows))
	if len(m.Findings) == 0 || m.Facts.Platform.System != checks.Windows {
		t.Fatalf("%d findings on %q", len(m.Findings), m.Facts.Platform.System)
	}
	for _, f := range m.Findings {
		if f.Status != checks.Unclear && f.Status != checks.NotApplicable {
			t.Errorf("%s says %s", f.Check, f.Status)
		}
	}
}

// TestAMistakeTakesNothingWithIt: a panic in a read, in a collector, in a read
// beside others, or in a rule leaves that unknown, and the rest is told.
func TestAMistakeTakesNothingWithIt(t *testing.T) {
	fine := checks.Topic{
		ID:      "fine",
		Checks:  []checks.Check{{ID: "updates.os_support", Judge: func(*checks.Machine) checks.Verdict { return checks.Passed("supported", nil) }}},
		Collect: func(context.Context, checks.Host, checks.Platform) checks.TopicFacts { return checks.Updates{} },
	}
	broken := func(collect func(context.Context, checks.Host, checks.Platform) checks.TopicFacts, judge func(*checks.Machine) checks.Verdict) checks.Topic {
		return checks.Topic{ID: "broken", Checks: []checks.Check{{ID: "updates.pending", Judge: judge}}, Collect: collect}
	}
	pass := func(*checks.Machine) checks.Verdict { return checks.Passed("none", nil) }
	for name, topic := range map[string]checks.Topic{
		"a collector": broken(func(context.Context, checks.Host, checks.Platform) checks.TopicFacts { panic("no facts") }, pass),
		"a read beside others": broken(func(context.Context, checks.Host, checks.Platform) checks.TopicFacts {
			var reads checks.Reads
			reads.Go(func() {})
			reads.Go(func() { panic("no read") })
			reads.Wait()
			return checks.Updates{}
		}, pass),
		"a rule": broken(func(context.Context, checks.Host, checks.Platform) checks.TopicFacts { return checks.Updates{} },
			func(*checks.Machine) checks.Verdict { panic("no verdict") }),
		"a read": broken(func(ctx context.Context, h checks.Host, _ checks.Platform) checks.TopicFacts {
			_, err := h.ReadFile(ctx, "/x")
			return checks.Updates{Pending: checks.UnseenBy[checks.Pending](err)}
		}, func(m *checks.Machine) checks.Verdict {
			_, verdict, _ := checks.Need(m.Facts.Updates.Pending)
			return verdict
		}),
	} {
		s := Scanner{Definitions: definitions(t), Platform: platform.Read, Topics: []checks.Topic{topic, fine}}
		m := s.Run(context.Background(), breaking{empty(checks.Linux)})
		if got := statuses(m); got["updates.pending"] != checks.Unclear || got["updates.os_support"] != checks.Pass {
			t.Errorf("%s: %v", name, got)
		}
		for _, f := range m.Findings {
			if f.Check == "updates.pending" && (f.Unknown != checks.Unreadable || len(f.Evidence) == 0) {
				t.Errorf("%s: %s, %v", name, f.Unknown, f.Evidence)
			}
		}
	}
}
