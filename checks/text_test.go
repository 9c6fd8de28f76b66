package checks

import "testing"

func TestText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]bool{
		"":                    {true, true},
		"a\n":                 {true, true},
		"é\n":                 {true, true},
		"a":                   {true, false},
		"a\x00\n":             {false, false},
		"\x84\n":              {false, false},
		"\xef\xbb\xbfa\n":     {false, false},
		"\xff\xfea\x00\n\x00": {false, false},
	} {
		_, err := Text([]byte(text))
		_, err2 := WholeText([]byte(text))
		if got := [2]bool{err == nil, err2 == nil}; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if !ASCII("AutomaticLogin") || ASCII("Zeitüberschreitung") || ASCII("a\x00") {
		t.Error("names of settings")
	}
}
