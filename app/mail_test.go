package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ounce/app/settings"
	"ounce/app/store"
	"ounce/assessment"
)

// TestWhatAMailSays puts reports and sealed copies into mails: what is locked is
// told of, and nothing of what is in it.
func TestWhatAMailSays(t *testing.T) {
	folder := t.TempDir()
	path := func(name string, data []byte) string {
		at := filepath.Join(folder, name)
		must(t, os.WriteFile(at, data, 0o600))
		return at
	}
	open := path("open.xlsx", workbook(t))
	locked := path("locked.xlsx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 a locked book"))
	sealed := path("miller.ounce", []byte(store.Begins+"x"))
	result := &assessment.Result{Company: "Miller & Sons"}
	result.Recommendation.Verdict = "Stay as you are."
	const verdict, report, copied = "Stay as you are.", "as an Excel workbook", "miller.ounce is a sealed copy"
	for name, c := range map[string]struct {
		paths       []string
		says, hides []string
	}{
		"a report":            {[]string{open}, []string{verdict, report, "Miller & Sons"}, []string{copied}},
		"a locked report":     {[]string{locked}, []string{report}, []string{verdict, copied}},
		"a copy":              {[]string{sealed}, []string{copied, "another way than by mail"}, []string{verdict, report}},
		"both":                {[]string{sealed, open}, []string{verdict, report, copied}, nil},
		"both and one locked": {[]string{locked, sealed, ""}, []string{report, copied}, []string{verdict}},
	} {
		files, err := readAttached(c.paths...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		subject, text, err := mailWords(files, result, result.Generated, settings.Brand{})
		if err != nil || subject != "IT assessment of Miller & Sons" {
			t.Errorf("%s is about %q (%v)", name, subject, err)
		}
		for _, words := range c.says {
			if !strings.Contains(text, words) {
				t.Errorf("%s: the mail lacks %q:\n%s", name, words, text)
			}
		}
		for _, words := range c.hides {
			if strings.Contains(text, words) {
				t.Errorf("%s: the mail tells %q:\n%s", name, words, text)
			}
		}
	}
	if _, err := readAttached(open, path("holiday.jpg", []byte("\xff\xd8"))); err == nil || !strings.Contains(err.Error(), "holiday.jpg is neither") {
		t.Errorf("a picture goes with the mail: %v", err)
	}
}

// TestMailSaysTheScoreAsItIs has a score with and without a range.
func TestMailSaysTheScoreAsItIs(t *testing.T) {
	for _, c := range []struct {
		score *assessment.Range
		want  string
	}{
		{&assessment.Range{Low: 40.6, Mid: 50, High: 57.6}, "On a scale of 100, your IT stands between 41 and 58 today."},
		{&assessment.Range{Low: 50.6, Mid: 50.9, High: 51.2}, "On a scale of 100, your IT stands at 51 today."},
		{nil, ""},
	} {
		r := assessment.Result{Company: "Miller"}
		r.Scores.Overall.Range = c.score
		_, text, err := mailWords(attached{report: true}, &r, r.Generated, settings.Brand{})
		if err != nil || c.want != "" && !strings.Contains(text, "\n"+c.want+"\n") || strings.Count(text, "scale") != min(1, len(c.want)) {
			t.Errorf("the mail says (%v)\n%s\nwant %q", err, text, c.want)
		}
	}
}
