package app

import (
	"bytes"
	"fmt"
)

// Files that people hand over begin with what they are.
const (
	headAnswers   = "ounce_answers:"
	headRecording = "ounce_recording:"
	headSettings  = "ounce_settings:"
	headless      = "" // a list of tiers
)

var heads = []struct{ head, called string }{
	{headAnswers, "an answer sheet"}, {headRecording, "a recording"}, {headSettings, "a file of settings"}, {headless, "a list of tiers"},
}

// mostHead is how far from its beginning in bytes a file says what it is.
const mostHead = 4096

// notAnother refuses a file that says itself to be another one than is wanted,
// before each of its lines is called a mistake.
func notAnother(path string, data []byte, want string) error {
	begin := append([]byte("\n"), data[:min(len(data), mostHead)]...)
	says := func(head string) bool { return head != headless && bytes.Contains(begin, []byte("\n"+head)) }
	if says(want) {
		return nil
	}
	wanted := ""
	for _, h := range heads {
		if h.head == want {
			wanted = h.called
		}
	}
	for _, h := range heads {
		if says(h.head) {
			return fmt.Errorf("%s is %s and not %s", path, h.called, wanted)
		}
	}
	return nil
}
