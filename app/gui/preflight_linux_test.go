package gui

import (
	"io"
	"net"
	"strconv"
	"testing"
)

func TestOffersGLX(t *testing.T) {
	setup := []byte{1, 0, 11, 0, 0, 0, 1, 0, 'x', 'x', 'x', 'x'}
	reply := func(present byte) []byte {
		r := make([]byte, 32)
		r[0], r[8] = 1, present
		return r
	}
	for name, c := range map[string]struct {
		first, second []byte
		offered, ok   bool
	}{
		"with":    {setup, reply(1), true, true},
		"without": {setup, reply(0), false, true},
		"refused": {[]byte{0, 3, 11, 0, 0, 0, 0, 0}, nil, false, false},
		"cut off": {setup[:5], nil, false, false},
		"silent":  {setup, nil, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			conn, _, err := dialDisplay(fakeDisplay(t, c.first, c.second))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			offered, err := offersGLX(conn, nil)
			if offered != c.offered || (err == nil) != c.ok {
				t.Errorf("offersGLX = %v, %v", offered, err)
			}
		})
	}
}

// fakeDisplay answers a connection's setup and its one request, and gives the
// name of the display.
func fakeDisplay(t *testing.T, first, second []byte) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		if _, err := io.ReadFull(conn, make([]byte, 12)); err != nil {
			return
		}
		if _, err := conn.Write(first); err != nil || second == nil {
			return
		}
		if _, err := io.ReadFull(conn, make([]byte, 12)); err != nil {
			return
		}
		_, _ = conn.Write(second) // the client sees what is missing
	}()
	return "127.0.0.1:" + strconv.Itoa(listener.Addr().(*net.TCPAddr).Port-6000)
}

func TestNoDisplayNamesTheCommand(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if _, err := preflight(); err == nil {
		t.Error("a machine without display passes")
	}
}

func TestDisplayNames(t *testing.T) {
	for _, display := range []string{"", "0", ":", ":x", ":-1"} {
		if _, _, err := dialDisplay(display); err == nil {
			t.Errorf("%q is taken for a display", display)
		}
	}
}

func TestFindCookie(t *testing.T) {
	entry := func(number, name, key string) []byte {
		data := []byte{1, 0}
		for _, field := range []string{"host", number, name, key} {
			data = append(data, 0, byte(len(field)))
			data = append(data, field...)
		}
		return data
	}
	file := append(entry("0", magicCookie, "aaaa"), entry("1", magicCookie, "bbbb")...)
	if got := string(findCookie(file, "1")); got != "bbbb" {
		t.Errorf("found %q", got)
	}
	for cut := range file {
		findCookie(file[:cut], "1") // a damaged file must not end the program
	}
	if got := findCookie(file, "7"); got != nil {
		t.Errorf("found %q for a display that has none", got)
	}
}
