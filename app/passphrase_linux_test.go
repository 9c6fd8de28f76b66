package app

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is a terminal of the test's own: what a person types and sees, and
// the end that a program has.
func terminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	must(t, err)
	t.Cleanup(func() { person.Close() })
	must(t, unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	must(t, err)
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	must(t, err)
	t.Cleanup(func() { program.Close() })
	return person, program
}

// echoes tells whether a terminal shows what is typed.
func echoes(t *testing.T, terminal *os.File) bool {
	t.Helper()
	state, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
	must(t, err)
	return state.Lflag&unix.ECHO != 0
}

// TestNobodyReadsThePasswordAlong types the password of a report at a terminal.
func TestNobodyReadsThePasswordAlong(t *testing.T) {
	person, program := terminal(t)
	s, _, _ := newSession(t.Context(), nil)
	s.in, s.err = program, program
	s.secret = func(prompt string) (string, error) { return askSecret(context.Background(), program, program, prompt) }
	c := assessCommand{Password: "-"}
	asked := make(chan error, 1)
	go func() { asked <- c.askPassword(s) }()
	for began := time.Now(); echoes(t, program); time.Sleep(time.Millisecond) {
		if time.Since(began) > 10*time.Second {
			t.Fatal("the terminal goes on showing what is typed")
		}
	}
	_, err := person.WriteString("hunter two\n")
	must(t, err)
	must(t, <-asked)
	if c.Password != "hunter two" || !echoes(t, program) {
		t.Errorf("the password is %q, and the terminal shows again what is typed: %t", c.Password, echoes(t, program))
	}
	shown := make([]byte, 4096)
	n, err := person.Read(shown)
	must(t, err)
	if !bytes.Contains(shown[:n], []byte("Password: ")) || bytes.Contains(shown[:n], []byte("hunter")) {
		t.Errorf("the terminal shows %q", shown[:n])
	}
}

// TestAScriptGivesThePasswordAsALine leaves what follows to the interview.
func TestAScriptGivesThePasswordAsALine(t *testing.T) {
	for typed, want := range map[string]string{"secret words\nMiller\n": "secret words", "secret": "secret", "secret\r\nMiller\n": "secret", "": ""} {
		s, _, _ := newSession(t.Context(), nil)
		rest := strings.NewReader(typed)
		s.in = rest
		c := assessCommand{Password: "-"}
		if err := c.askPassword(s); c.Password != want || (err == nil) != (want != "") {
			t.Errorf("%q gives %q (%v)", typed, c.Password, err)
		}
		if left := rest.Len(); strings.HasSuffix(typed, "Miller\n") && left != len("Miller\n") {
			t.Errorf("after %q %d bytes are left for the interview", typed, left)
		}
	}
}
