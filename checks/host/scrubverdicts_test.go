package host_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
	"ounce/checks/scan"
)

func statuses(t *testing.T, rec *host.Recording) map[string]checks.Status {
	t.Helper()
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	scanner := scan.Scanner{Definitions: defs, Topics: scan.Topics(), Platform: platform.Read}
	all := map[string]checks.Status{}
	for _, f := range scanner.Run(context.Background(), host.Play(rec)).Findings {
		all[f.Check] = f.Status
	}
	return all
}

// TestScrubbedRecordingsLeadToTheSameVerdicts holds every recording of the
// project against its scrubbed copy, also after it was written and read.
func TestScrubbedRecordingsLeadToTheSameVerdicts(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../app/testdata/recordings/*.yaml", "../*/testdata/*.yaml", "../scan/testdata/pieces/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d recordings (%v)", pattern, len(found), err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		if data, err := os.ReadFile(file); err != nil || !bytes.Contains(data, []byte("ounce_recording:")) {
			continue // a table of another test
		}
		t.Run(filepath.Base(filepath.Dir(filepath.Dir(file)))+"/"+filepath.Base(file), func(t *testing.T) {
			rec, err := host.OpenRecording(file)
			if err != nil {
				t.Fatal(err)
			}
			text, err := rec.Scrub().YAML()
			if err != nil {
				t.Fatal(err)
			}
			read, err := host.ParseRecording("scrubbed", text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(statuses(t, rec), statuses(t, read)); diff != "" {
				t.Errorf("(-recorded +scrubbed)\n%s", diff)
			}
		})
	}
}
