//go:build verify

// Package samples holds real captured outputs against what Ounce makes of them.
// The captures are not part of the project; the variable OUNCE_SAMPLES names
// their folder.
package samples

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Case is one captured output and the verdict it must lead to.
type Case struct {
	// Sample is the file below the folder of samples, as "linux/battery/x.txt".
	Sample string
	// Of is the check, or the fact, that it is about.
	Of string
	// Want is the right verdict and value in words, as "fail: 1975 sectors".
	Want string
	// Got reads the sample with the real parser and rule and says the verdict in
	// the words of Want; one that begins with "unknown" is undecided.
	Got func(data []byte) string
}

// Run runs a topic's cases and prints how many came out right, wrong and
// unknown. An unknown where the sample shows a verdict is no error, a wrong
// verdict is.
func Run(t *testing.T, topic string, cases []Case) {
	t.Helper()
	folder := os.Getenv("OUNCE_SAMPLES")
	if folder == "" {
		t.Log("OUNCE_SAMPLES names no folder of samples: not held against them")
		return
	}
	right, wrong, unknown := 0, 0, 0
	for _, c := range cases {
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(c.Sample)))
		if err != nil {
			t.Errorf("reading a sample: %v", err)
			continue
		}
		switch got := c.Got(data); {
		case got == c.Want:
			right++
		case strings.HasPrefix(got, "unknown"):
			unknown++
			t.Logf("%s: %s: undecided (%s), shows %q", c.Sample, c.Of, got, c.Want)
		default:
			wrong++
			t.Errorf("%s: %s: got %q, want %q", c.Sample, c.Of, got, c.Want)
		}
	}
	t.Logf("samples of %-12s right %3d  wrong %3d  unknown %3d", topic, right, wrong, unknown)
}
