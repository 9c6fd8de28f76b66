package checks

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("word ", 100)
	for text, want := range map[string]string{
		"": "", " \n\t ": "", "one\n  two\tthree \n": "one two three", "a\x00b\xff": "a?b?", "é\u200e": "é\u200e",
		long:                     strings.Repeat("word ", 23) + "word…",
		strings.Repeat("x", 119): strings.Repeat("x", 119), strings.Repeat("x", 121): strings.Repeat("x", 119) + "…",
	} {
		if got := Excerpt(text); got != want || utf8.RuneCountInString(got) > 120 {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if allocated := testing.AllocsPerRun(10, func() { Excerpt(strings.Repeat("y ", 1<<20)) }); allocated > 20 {
		t.Errorf("%v allocations for two megabytes", allocated)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Reason{
		"Access is denied.\n": Denied, "iptables: Permission denied (you must be root)": Denied, "fdesetup: Operation not permitted": Denied,
		"System has not been booted with systemd as init system": Unsupported, "Zugriff verweigert": Unreadable, "": Unreadable,
		strings.Repeat("x", 1000) + " permission denied": Unreadable,
	} {
		if got := Refused("program x", text).(*ReadError).Reason; got != want {
			t.Errorf("%.40q is %s, want %s", text, got, want)
		}
	}
}
