package host

import (
	"os"
	"path"
	"strings"

	"ounce/checks"
)

// expand writes a path out for this machine.
func (l *live) expand(name string) (string, error) {
	home := func() (string, error) { return l.home, nil }
	return expand(l.system, name, home, func(variable string) (string, bool) { return l.lookup(l.system, variable) })
}

// surroundings are what this process was given of the person who started it.
type surroundings struct {
	home     string // folder; empty is unknown
	inherits []string
}

func around() surroundings {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "" // said when a path needs it
	}
	return surroundings{home, os.Environ()}
}

// lookup gives a variable; Windows tells no case apart in their names.
func (s surroundings) lookup(system checks.System, name string) (string, bool) {
	for _, variable := range s.inherits {
		key, value, _ := strings.Cut(variable, "=")
		if key == name || system == checks.Windows && strings.EqualFold(key, name) {
			return value, true
		}
	}
	return "", false
}

// expand replaces "~/" at the start by the home folder and, on Windows, each
// %Name% by its variable. The result is absolute and local: a relative path
// would depend on where Ounce was started, and a \\server path would open a
// connection. What cannot be written out is unreadable, never missing.
func expand(system checks.System, name string, home func() (string, error), variable func(string) (string, bool)) (string, error) {
	if strings.ContainsRune(name, 0) {
		return "", unexpanded("has a zero byte in its name")
	}
	out := name
	if rest, ok := cutHome(system, out); ok {
		folder, err := home()
		if err != nil || folder == "" {
			return "", unexpanded("the home folder is not known")
		}
		out = strings.TrimRight(folder, separators(system)) + rest
	}
	if system != checks.Windows {
		if !strings.HasPrefix(out, "/") {
			return "", unexpanded("is not an absolute path")
		}
		return path.Clean(out), nil
	}
	out, err := variables(out, variable)
	if err != nil {
		return "", err
	}
	out = strings.ReplaceAll(out, "/", `\`)
	if len(out) < 3 || !letter(out[0]) || out[1:3] != `:\` {
		return "", unexpanded("is not a path on a local drive")
	}
	if strings.Contains(out[2:], ":") {
		return "", unexpanded("names a stream of a file")
	}
	return out[:2] + strings.ReplaceAll(path.Clean(strings.ReplaceAll(out[2:], `\`, "/")), "/", `\`), nil
}

// cutHome gives what follows the sign for the home folder, with its separator.
func cutHome(system checks.System, name string) (string, bool) {
	if name == "~" {
		return "", true
	}
	if strings.HasPrefix(name, "~/") || system == checks.Windows && strings.HasPrefix(name, `~\`) {
		return name[1:], true
	}
	return "", false
}

func separators(system checks.System) string {
	if system == checks.Windows {
		return `/\`
	}
	return "/"
}

// variables replaces each %Name%. What a variable holds is taken as it is: a
// percent sign in it starts no other variable.
func variables(text string, lookup func(string) (string, bool)) (string, error) {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "%")
		out.WriteString(before)
		if !ok {
			return out.String(), nil
		}
		name, after, closed := strings.Cut(rest, "%")
		if !closed {
			return "", unexpanded("has a single percent sign")
		}
		value, set := lookup(name)
		if name == "" || !set || value == "" {
			return "", unexpanded("the variable %" + name + "% is not set")
		}
		out.WriteString(value)
		text = after
	}
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func unexpanded(why string) error {
	return &checks.ReadError{Reason: checks.Unreadable, Detail: why}
}
