package app

import (
	"fmt"
	"io"
	"strings"

	"ounce/checks"
)

const lineWidth = 92

// printMachine prints the findings of one machine for a terminal, area by area.
func printMachine(w io.Writer, m checks.Machine, defs *checks.Definitions, detail bool) {
	fmt.Fprintf(w, "%s, %s, checked %s\n", clean(m.Name), clean(m.OS), m.Taken.Format("2 January 2006 15:04"))
	counts := map[checks.Status]int{}
	for _, area := range checks.Areas() {
		first := true
		for _, f := range m.Findings {
			if f.Area != area {
				continue
			}
			counts[f.Status]++
			if f.Status == checks.NotApplicable && !detail {
				continue
			}
			if first {
				fmt.Fprintf(w, "\n%s\n", defs.Areas[area])
				first = false
			}
			printFinding(w, f, m.Facts.Platform.System, defs, detail)
		}
	}
	fmt.Fprintf(w, "\n%d fine, %d to look at, %d to act on, %d not seen, %d that do not apply.\n",
		counts[checks.Pass], counts[checks.Warn], counts[checks.Fail], counts[checks.Unclear], counts[checks.NotApplicable])
}

func printFinding(w io.Writer, f checks.Finding, system checks.System, defs *checks.Definitions, detail bool) {
	fmt.Fprintf(w, "  %-9s %s\n", defs.Statuses[f.Status], clean(f.Title))
	printWrapped(w, "            ", clean(f.Reason))
	if f.Status == checks.Fail || f.Status == checks.Warn {
		if def, ok := defs.Get(f.Check); ok {
			if fix, ok := def.FixFor(system); ok {
				printWrapped(w, "            ", "To do: "+strings.Join(fix.Steps, " "))
			}
		}
	}
	if !detail {
		return
	}
	for _, e := range f.Evidence {
		printWrapped(w, "            ", strings.TrimSuffix(fmt.Sprintf("Read: %s: %s", clean(e.Source), clean(e.Value)), ": "))
	}
}

func printWrapped(w io.Writer, indent, text string) {
	line := indent
	for _, word := range strings.Fields(text) {
		if len(line) > len(indent) && len([]rune(line))+1+len([]rune(word)) > lineWidth {
			fmt.Fprintln(w, line)
			line = indent
		}
		if len(line) > len(indent) {
			line += " "
		}
		line += word
	}
	fmt.Fprintln(w, line)
}

// clean takes out what could steer a terminal: control and direction
// characters of texts that come from machines and people.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < 0x20, r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0xfeff:
			return -1
		}
		return r
	}, text)
}

// cleanLines does the same for a text of several lines.
func cleanLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = clean(line)
	}
	return strings.Join(lines, "\n")
}
