package scan

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
)

// TestEveryEvidenceSaysWithWhichRightAndEveryUnknownWhatWasTried: an unknown
// names at least one source and what came of it, on each recorded machine, on an
// empty one and on one that hangs.
func TestEveryEvidenceSaysWithWhichRightAndEveryUnknownWhatWasTried(t *testing.T) {
	hosts := map[string]checks.Host{}
	for _, path := range machines(t) {
		hosts[strings.TrimSuffix(filepath.Base(path), ".yaml")] = host.Play(build(t, path))
	}
	for _, system := range []checks.System{checks.Linux, checks.MacOS, checks.Windows} {
		hosts["empty "+string(system)] = empty(system)
	}
	for name, h := range hosts {
		t.Run(name, func(t *testing.T) {
			s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: platform.Read}
			for _, f := range s.Run(context.Background(), h).Findings {
				named := false
				for _, e := range f.Evidence {
					named = named || e.Source != "" && e.Value != ""
					if e.Privilege != checks.User && e.Privilege != checks.Administrator {
						t.Errorf("%s: %s has the privilege %q", f.Check, e.Source, e.Privilege)
					}
				}
				if f.Status == checks.Unclear && !named {
					t.Errorf("%s is unknown (%s) and names no source with what came of it: %v", f.Check, f.Unknown, f.Evidence)
				}
			}
		})
	}
}

// TestNobodyIsSentForRightsThatTheReadsHad: what an administrator was refused is
// not said to need an administrator.
func TestNobodyIsSentForRightsThatTheReadsHad(t *testing.T) {
	refused := 0
	for _, path := range machines(t) {
		recording := build(t, path)
		recording.Elevated = true
		s := Scanner{Definitions: definitions(t), Topics: Topics(), Platform: platform.Read}
		for _, f := range s.Run(context.Background(), host.Play(recording)).Findings {
			if f.Unknown == checks.Denied {
				refused++
			}
			if strings.Contains(f.Reason, "administrator rights can") || strings.Contains(f.Reason, "this account") && f.Unknown == checks.Denied {
				t.Errorf("%s of %s says %q", f.Check, path, f.Reason)
			}
		}
	}
	if refused == 0 {
		t.Error("nothing was refused, so nothing was tried")
	}
}
