package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ounce/assessment"
)

// Privacy is how much a workbook tells of people and machines.
type Privacy string

// The levels. Internal writes what was read. Client, the usual one, leaves out
// addresses, serial numbers, accounts and the names in paths. Public also
// leaves out the company, the notes, and the machines' names.
const (
	Internal Privacy = "internal"
	Client   Privacy = "client"
	Public   Privacy = "public"
)

// ParsePrivacy gives the level of that name.
func ParsePrivacy(name string) (Privacy, error) {
	levels := []Privacy{Internal, Client, Public}
	if i := slices.Index(levels, Privacy(name)); i >= 0 {
		return levels[i], nil
	}
	return "", fmt.Errorf("privacy must be internal, client or public; it is %q", cut(line(name), 40))
}

// Keeping sets the level; without it a workbook is for the client.
func Keeping(level Privacy) Option { return func(b *book) { b.privacy = level } }

// leftOut stands where something was left out.
const leftOut = "(left out)"

// identifiers are what a workbook for a client does not show. Each hint is
// looked for first: most texts hold none.
var identifiers = []struct {
	hint    string // lower case
	pattern *regexp.Regexp
	instead string
}{
	{":", regexp.MustCompile(`(?i)\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b`), leftOut},
	{"-", regexp.MustCompile(`(?i)\b(?:[0-9a-f]{2}-){5}[0-9a-f]{2}\b`), leftOut},
	{".", regexp.MustCompile(`(?i)\b(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}\b`), leftOut},
	// A class in the registry has such a name too, and it is the same everywhere.
	{"-", regexp.MustCompile(`(?i)(^|[^\\{0-9a-f]|[^\\]\{)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b`), "${1}" + leftOut},
	{`\\`, regexp.MustCompile(`\\\\[\pL\d][^\\\s/:*?"<>|]*`), `\\` + leftOut},
	{"://", regexp.MustCompile(`(?i)\b((?:smb|afp|nfs|cifs|ftp|sftp|ssh|rsync)://)[^/\s]+`), "${1}" + leftOut},
	{".", regexp.MustCompile(`\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b`), leftOut},
	{":", regexp.MustCompile(`(?i)\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b|\b(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?`), leftOut},
	{"@", regexp.MustCompile(`(?i)\b[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}\b`), leftOut},
	{"s-1-5-21-", regexp.MustCompile(`\bS-1-5-21(?:-\d+){3,4}\b`), leftOut},
	{"serial", regexp.MustCompile(`(?i)\bserial(?: ?(?:number|no\.?))?(?:\s*[:=]\s*|\s+)[a-z0-9][a-z0-9-]{4,}`), "serial number " + leftOut},
	{`:\users\`, regexp.MustCompile(`(?i)([a-z]:\\users\\)[^\\/\n:*?"<>|]+`), "${1}" + leftOut},
	{"/home/", regexp.MustCompile(`(/home/)[^/\s]+`), "${1}" + leftOut},
	{"/users/", regexp.MustCompile(`(/Users/)[^/\s]+`), "${1}" + leftOut},
}

// scrub takes identifiers out of a text.
func scrub(s string) string {
	low := strings.ToLower(s)
	for _, one := range identifiers {
		if strings.Contains(low, one.hint) {
			s = one.pattern.ReplaceAllString(s, one.instead)
		}
	}
	if !longHex(s) {
		return s
	}
	return bareAddress.ReplaceAllStringFunc(s, func(word string) string {
		if strings.ContainsAny(word, "0123456789") && strings.ContainsAny(word, "abcdefABCDEF") {
			return leftOut
		}
		return word
	})
}

// bareAddress is the address of a network card without signs between its bytes,
// when it holds letters as well as digits.
var bareAddress = regexp.MustCompile(`(?i)\b[0-9a-f]{12}\b`)

// longHex tells at once of most texts that they hold no bareAddress.
func longHex(s string) bool {
	run := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F':
			if run++; run == 12 {
				return true
			}
		default:
			run = 0
		}
	}
	return false
}

// private is a text as the workbook's level shows it.
func (b *book) private(s string) string {
	if b.privacy == Internal {
		return s
	}
	for _, one := range b.aliases {
		s = one.pattern.ReplaceAllString(s, one.instead)
	}
	return scrub(s)
}

// short cuts a text after what is private was taken out: half an identifier is
// none that could be found.
func (b *book) short(s string, most int) string { return cut(b.private(s), most) }

type alias struct {
	pattern *regexp.Regexp
	instead string
}

// anonymous gives a result without company, notes and names of machines, and
// the aliases for where a name stands inside a text.
func anonymous(r assessment.Result) (assessment.Result, []alias) {
	var aliases []alias
	name := func(s, instead string) {
		if s = strings.TrimSpace(text(s)); len([]rune(s)) > 1 {
			aliases = append(aliases, alias{regexp.MustCompile(`(?i)` + boundary(s, 0) + regexp.QuoteMeta(s) + boundary(s, len(s)-1)), instead})
		}
	}
	name(r.Company, "the company")
	machines := slices.Clone(r.Machines)
	names := map[string]string{}
	for i := range machines {
		label := fmt.Sprintf("PC-%d", i+1)
		names[machines[i].ID] = label
		name(machines[i].Name, label)
		if host, ok := machines[i].Facts.Platform.Hostname.Get(); ok {
			name(host, label)
		}
		machines[i].Name = label
	}
	// A longer name goes first: it can hold a shorter one.
	slices.SortStableFunc(aliases, func(a, b alias) int { return len(b.pattern.String()) - len(a.pattern.String()) })
	r.Company, r.Machines = "", machines
	r.Answers = slices.Clone(r.Answers)
	for i := range r.Answers {
		r.Answers[i].Note = ""
	}
	r.Contradictions = slices.Clone(r.Contradictions)
	for i := range r.Contradictions {
		if label, ok := names[r.Contradictions[i].Machine]; ok {
			r.Contradictions[i].Name = label
		}
	}
	return r, aliases
}

// boundary keeps a name from matching inside a longer word.
func boundary(s string, at int) string {
	if c := s[at]; c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' {
		return `\b`
	}
	return ""
}
