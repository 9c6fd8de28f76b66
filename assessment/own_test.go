package assessment

import (
	"strings"
	"testing"
)

func TestAnswersReadAsPeopleWriteThem(t *testing.T) {
	d := load(t)
	a := example(t, d, "average")
	words := func(id string) string { return d.Questions.words(d.Questions.at(id), a.Given[id]) }
	for id, want := range map[string]string{
		"B05": "How often did you need outside IT help? 64; ",
		"B06": "All invoices, without new devices and without monthly fees: 17,600; ",
		"B01": "People who work with a computer: 20; ",
	} {
		if got := words(id); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want it to begin with %q", id, got, want)
		}
	}
}
