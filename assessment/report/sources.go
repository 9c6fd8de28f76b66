package report

import (
	"fmt"
	"regexp"
	"strings"

	"ounce/checks"
)

// briefLines is how many sources a finding names; all of them stand under
// Evidence and method.
const briefLines = 4

// briefFrom says in a few lines where something was read, and what stood there.
func (b *book) briefFrom(evidence []checks.Evidence) string {
	var sources []string
	values := map[string][]string{}
	for _, e := range evidence {
		source := b.briefly(e.Source)
		if _, ok := values[source]; !ok {
			sources = append(sources, source)
		}
		values[source] = append(values[source], line(e.Value))
	}
	var lines []string
	for _, source := range sources {
		var said []string
		for _, v := range values[source] {
			if v != "" && !strings.Contains(strings.Join(said, "\n")+"\n", v+"\n") {
				said = append(said, v)
			}
		}
		if len(said) > 0 {
			source += ": " + b.short(strings.Join(said, ", "), 120)
		}
		lines = append(lines, source)
	}
	if more := len(lines) - briefLines; more > 0 {
		lines = append(lines[:briefLines], fmt.Sprintf("and %d more under Evidence and method", more))
	}
	return strings.Join(lines, "\n")
}

// briefly is briefSource without what is private; machines share their sources.
func (b *book) briefly(source string) string {
	brief, ok := b.brief[source]
	if !ok {
		brief = briefSource(b.private(source))
		b.brief[source] = brief
	}
	return brief
}

var queryClass = regexp.MustCompile(`(?i)^WMI .*\bFROM\s+(\w+)`)

// briefSource is the part of a source that tells it from others: the class of a
// query, the end of a registry key, a program without its flags.
func briefSource(source string) string {
	if class := queryClass.FindStringSubmatch(source); class != nil {
		return "WMI " + class[1]
	}
	kind, rest, ok := strings.Cut(source, " ")
	if !ok {
		return source
	}
	switch kind {
	case "registry":
		if parts := strings.Split(rest, `\`); len(parts) > 3 {
			return kind + ` …\` + strings.Join(parts[len(parts)-2:], `\`)
		}
	case "program":
		words := strings.Fields(rest)
		kept := words[:min(1, len(words))]
		if len(words) > 1 && !strings.HasPrefix(words[1], "-") {
			kept = words[:2]
		}
		return kind + " " + cut(strings.Join(kept, " "), 60)
	}
	return cut(source, 80)
}
