package hardware

import (
	"fmt"
	"strings"
	"time"

	"ounce/checks"
)

// evidence is what stood in a source, cut to what people read.
func (r reader) evidence(source, value string) checks.Evidence {
	return checks.Seen(r.host, source, value)
}

// row makes a native call that gives one row.
func (r reader) row(name string) (checks.Row, error) {
	rows, err := r.host.Call(r.ctx, name)
	if err != nil {
		return nil, err
	}
	if len(rows) != 1 {
		return nil, unreadable("system call "+name, fmt.Sprintf("%d rows", len(rows)))
	}
	return rows[0], nil
}

// run starts a program whose exit code other than zero means that it could not
// tell.
func (r reader) run(program string, args ...string) (out []byte, source string, err error) {
	source = "program " + strings.Join(append([]string{program}, args...), " ")
	output, err := r.host.Run(r.ctx, program, args...)
	if err != nil {
		return nil, source, err
	}
	if output.Exit != 0 {
		return nil, source, refused(source, output)
	}
	return output.Stdout, source, nil
}

// refused is the error of a program that ended with an exit code.
func refused(source string, output checks.Output) error {
	said := string(output.Stderr) + string(output.Stdout)
	reason := checks.Unreadable
	if refusal(said) {
		reason = checks.Denied
	}
	first, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	return &checks.ReadError{Reason: reason, Source: source, Detail: checks.Excerpt(first)}
}

// text reads a file of one short line.
func (r reader) text(path string) (string, error) {
	data, err := r.host.ReadFile(r.ctx, path)
	if err != nil {
		return "", err
	}
	text, err := checks.WholeText(data)
	line := strings.TrimRight(string(data), "\n\x00 ")
	if refusal(line) {
		return "", &checks.ReadError{Reason: checks.Denied, Source: "file " + path, Detail: checks.Excerpt(line)}
	}
	line = strings.TrimRight(text, "\n ")
	if err != nil || strings.ContainsFunc(line, func(c rune) bool { return c < ' ' || c == '\ufffd' }) {
		return "", unreadable("file "+path, "not a line of text")
	}
	return line, nil
}

// refusal tells a text in which a system says that it may not tell.
func refusal(text string) bool {
	text = strings.ToLower(text)
	for _, words := range []string{"permission denied", "not permitted", "access is denied", "access denied", "insufficient permissions"} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

func unreadable(source, detail string) error {
	return &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: detail}
}

// plausible tells whether a date can be one of this machine's life.
func plausible(date, now time.Time) bool {
	return date.Year() >= 1995 && !date.After(now.Add(24*time.Hour))
}

// window is how far back logs are read.
const window = 90 * 24 * time.Hour
