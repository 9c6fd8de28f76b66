package gui

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
)

// preflight finds out whether a window can be shown, before the window toolkit
// tries and ends the process: there has to be a display, and an X display has
// to offer GLX. Call release once the window has its own connection: a bare X
// server starts anew when its last client leaves.
func preflight() (release func(), err error) {
	if os.Getenv("WAYLAND_DISPLAY") != "" {
		return func() {}, nil
	}
	display := os.Getenv("DISPLAY")
	if display == "" {
		return nil, noScreen(lang.L("There is no display here"))
	}
	conn, number, err := dialDisplay(display)
	if err != nil {
		return nil, noScreen(lang.L("The display {{.Display}} does not answer", map[string]any{"Display": display}))
	}
	offered, err := offersGLX(conn, cookieFor(number))
	if err == nil && offered {
		return func() { conn.Close() }, nil
	}
	conn.Close()
	if err != nil {
		return nil, noScreen(lang.L("The display {{.Display}} does not answer", map[string]any{"Display": display}))
	}
	return nil, noOpenGL(lang.L("This display has no OpenGL"))
}

const displayPatience = 3 * time.Second

// offersGLX asks an X server whether it has the GLX extension, as section 8 and
// appendix B of the X11 protocol describe.
func offersGLX(conn net.Conn, cookie []byte) (bool, error) {
	if err := conn.SetDeadline(time.Now().Add(displayPatience)); err != nil {
		return false, err
	}
	if _, err := conn.Write(setupRequest(cookie)); err != nil {
		return false, err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(conn, head); err != nil {
		return false, err
	}
	if head[0] != 1 {
		return false, errors.New("the X server refused the connection")
	}
	if _, err := io.CopyN(io.Discard, conn, 4*int64(binary.LittleEndian.Uint16(head[6:]))); err != nil {
		return false, err
	}
	// QueryExtension: opcode 98, length 3 words, name of 3 bytes and 1 of padding.
	if _, err := conn.Write([]byte{98, 0, 3, 0, 3, 0, 0, 0, 'G', 'L', 'X', 0}); err != nil {
		return false, err
	}
	reply := make([]byte, 32)
	if _, err := io.ReadFull(conn, reply); err != nil {
		return false, err
	}
	return reply[0] == 1 && reply[8] == 1, nil
}

// dialDisplay connects to a display such as ":0", ":1.0" or "host:10.0".
func dialDisplay(display string) (net.Conn, string, error) {
	colon := strings.LastIndex(display, ":")
	if colon < 0 {
		return nil, "", errors.New("a display is written as :0")
	}
	host := display[:colon]
	number, _, _ := strings.Cut(display[colon+1:], ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 {
		return nil, "", errors.New("a display is written as :0")
	}
	if host == "" || host == "unix" {
		socket := "/tmp/.X11-unix/X" + number
		conn, err := net.DialTimeout("unix", "@"+socket, displayPatience)
		if err != nil {
			conn, err = net.DialTimeout("unix", socket, displayPatience)
		}
		return conn, number, err
	}
	conn, err := net.DialTimeout("tcp", net.JoinHostPort(host, strconv.Itoa(6000+n)), displayPatience)
	return conn, number, err
}

// setupRequest is the first message to an X server, little end first.
func setupRequest(cookie []byte) []byte {
	name := ""
	if len(cookie) > 0 {
		name = magicCookie
	}
	request := []byte{'l', 0, 11, 0, 0, 0}
	request = binary.LittleEndian.AppendUint16(request, uint16(len(name)))
	request = binary.LittleEndian.AppendUint16(request, uint16(len(cookie)))
	request = append(request, 0, 0)
	request = append(request, padded([]byte(name))...)
	return append(request, padded(cookie)...)
}

func padded(data []byte) []byte { return append(data, make([]byte, (4-len(data)%4)%4)...) }

const magicCookie = "MIT-MAGIC-COOKIE-1"

// cookieFor reads the key of a display from the user's own authority file;
// none is no key, which many servers accept.
func cookieFor(number string) []byte {
	path := os.Getenv("XAUTHORITY")
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil
		}
		path = filepath.Join(home, ".Xauthority")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return findCookie(data, number)
}

// findCookie looks through an authority file: per entry a family of two bytes,
// then address, display number, name and key, each behind its length.
func findCookie(data []byte, number string) []byte {
	for len(data) >= 2 {
		data = data[2:]
		var fields [4][]byte
		for i := range fields {
			if len(data) < 2 {
				return nil
			}
			length := int(binary.BigEndian.Uint16(data))
			if data = data[2:]; len(data) < length {
				return nil
			}
			fields[i], data = data[:length], data[length:]
		}
		if (len(fields[1]) == 0 || string(fields[1]) == number) && string(fields[2]) == magicCookie {
			return fields[3]
		}
	}
	return nil
}
