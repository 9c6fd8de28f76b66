package scan

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

// failing is a host of which one source cannot be read. It also keeps what was
// asked for.
type failing struct {
	checks.Host
	source string

	mu    sync.Mutex
	asked []string
}

func (f *failing) ask(source string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !slices.Contains(f.asked, source) {
		f.asked = append(f.asked, source)
	}
	if source == f.source {
		return &checks.ReadError{Reason: checks.Denied, Source: source}
	}
	return nil
}

func (f *failing) Run(ctx context.Context, program string, args ...string) (checks.Output, error) {
	if err := f.ask(host.Source(program, args...)); err != nil {
		return checks.Output{}, err
	}
	return f.Host.Run(ctx, program, args...)
}

func (f *failing) ReadFile(ctx context.Context, path string) ([]byte, error) {
	if err := f.ask("file " + path); err != nil {
		return nil, err
	}
	return f.Host.ReadFile(ctx, path)
}

func (f *failing) Stat(ctx context.Context, path string) (checks.Entry, error) {
	if err := f.ask("file " + path); err != nil {
		return checks.Entry{}, err
	}
	return f.Host.Stat(ctx, path)
}

func (f *failing) ReadDir(ctx context.Context, path string) ([]checks.Entry, error) {
	if err := f.ask("folder " + path); err != nil {
		return nil, err
	}
	return f.Host.ReadDir(ctx, path)
}

func (f *failing) ReadKey(ctx context.Context, key string) (checks.Key, error) {
	if err := f.ask("registry " + key); err != nil {
		return checks.Key{}, err
	}
	return f.Host.ReadKey(ctx, key)
}

func (f *failing) Query(ctx context.Context, namespace, query string) ([]checks.Row, error) {
	if err := f.ask("WMI " + namespace + ": " + query); err != nil {
		return nil, err
	}
	return f.Host.Query(ctx, namespace, query)
}

func (f *failing) Events(ctx context.Context, q checks.EventQuery) ([]checks.Event, error) {
	if err := f.ask("event log " + q.Channel); err != nil {
		return nil, err
	}
	return f.Host.Events(ctx, q)
}

func (f *failing) Call(ctx context.Context, name string, args ...string) ([]checks.Row, error) {
	if err := f.ask("system call " + strings.Join(append([]string{name}, args...), " ")); err != nil {
		return nil, err
	}
	return f.Host.Call(ctx, name, args...)
}

// TestOneSourceThatFailsDecidesNothing takes every source of a machine away,
// one at a time: a verdict may become unknown, with a reason, or milder, and
// never turns into another one. Symptoms speak up when their root cause is not
// seen any more.
func TestOneSourceThatFailsDecidesNothing(t *testing.T) {
	t.Parallel()
	defs := definitions(t)
	for _, path := range machines(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			t.Parallel()
			rec, turned := build(t, path), 0
			for _, topic := range Topics() {
				s := Scanner{Definitions: defs, Topics: []checks.Topic{topic}, Platform: platform.Read}
				whole := &failing{Host: host.Play(rec)}
				before := map[string]checks.Finding{}
				for _, f := range s.Run(context.Background(), whole).Findings {
					before[f.Check] = f
				}
				for _, source := range whole.asked {
					for _, now := range s.Run(context.Background(), &failing{Host: host.Play(rec), source: source}).Findings {
						was := before[now.Check]
						if now.Status != was.Status {
							turned++
						}
						if !turnsHonestly(was, now) {
							t.Errorf("without %s %s turns from %s (%s) to %s (%s): %s", source, now.Check, was.Status, was.Say, now.Status, now.Say, now.Reason)
						}
					}
				}
			}
			if turned == 0 {
				t.Error("no source matters to any verdict")
			}
		})
	}
}

// turnsHonestly tells whether a verdict may change so when less could be read.
func turnsHonestly(was, now checks.Finding) bool {
	switch {
	case now.Status == was.Status, was.Status == checks.Unclear, was.Say == "root_cause":
		return true
	case now.Status == checks.Unclear, now.Status == checks.NotApplicable:
		return now.Reason != ""
	default:
		return was.Status == checks.Fail && now.Status == checks.Warn
	}
}
