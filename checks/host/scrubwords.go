package host

import (
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// identities is what a recording says about whom and what it is of, and by what
// each of it is replaced.
type identities struct {
	seen [kinds]map[string]bool // in lower case
	// as gives the replacement of what was seen, of any kind.
	as map[string]string
	// strong are the words that are replaced wherever they stand, longest first.
	strong []string
	starts *regexp.Regexp // finds where a strong word may begin

	services  map[string]bool // names of the accounts of services, which stay
	exact     map[string]bool // e-mail and hardware addresses, UUIDs, security ids
	addresses map[netip.Addr]bool
	address   map[netip.Addr]netip.Addr
}

func newIdentities() *identities {
	f := &identities{as: map[string]string{}, services: map[string]bool{}, exact: map[string]bool{}, addresses: map[netip.Addr]bool{}, address: map[netip.Addr]netip.Addr{}}
	for k := range f.seen {
		f.seen[k] = map[string]bool{}
	}
	return f
}

func isLetter(c rune) bool { return unicode.IsLetter(c) }

func isWordRune(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// learn takes in what a text tells, and leaves it as it is.
func (f *identities) learn(text string, at place) string {
	if at.binary || strings.Contains(text, "\x00") {
		f.learnBytes(text)
	}
	if at.binary {
		return text
	}
	f.inColumn(text, at, f.note)
	f.inSpots(text, f.note)
	for _, m := range serviceAccount.FindAllStringSubmatch(text, -1) {
		f.services[strings.ToLower(m[1])] = true
	}
	f.inExact(text, at, func(id string, kind form) string { f.exact[kind.key(id)] = true; return id })
	f.inAddresses(text, at, func(a netip.Addr) netip.Addr { f.addresses[a] = true; return a })
	return text
}

func (f *identities) note(word string, k kind) string {
	low := strings.ToLower(strings.TrimSpace(word))
	if kept(low) || f.known(low) || emails.MatchString(low) {
		return word
	}
	if _, err := netip.ParseAddr(low); err == nil {
		return word // an address is no name
	}
	if k == adapter && (!strings.ContainsAny(low, "abcdef") || !strings.ContainsAny(low, "0123456789")) {
		return word // a version, or a word
	}
	f.seen[k][low] = true
	// The first part of a full name of the machine is its name, too.
	if first, _, dotted := strings.Cut(low, "."); k == machine && dotted && !f.known(first) && !kept(first) {
		f.seen[k][first] = true
	}
	return word
}

func (f *identities) known(low string) bool {
	return slices.ContainsFunc(f.seen[:], func(words map[string]bool) bool { return words[low] })
}

// number decides on the replacements: numbers in sorted order.
func (f *identities) number() {
	for service := range f.services {
		delete(f.seen[person], service)
	}
	for k := range f.seen {
		for i, word := range slices.Sorted(maps.Keys(f.seen[k])) {
			f.as[word] = fmt.Sprintf(kind(k).pattern(), i+1)
			if !everyday(word) {
				f.strong = append(f.strong, word)
			}
		}
	}
	slices.SortFunc(f.strong, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	if len(f.strong) > 0 {
		quoted := make([]string, len(f.strong))
		for i, word := range f.strong {
			quoted[i] = regexp.QuoteMeta(word)
		}
		f.starts = regexp.MustCompile(`(?i)` + strings.Join(quoted, "|"))
	}
	counts := map[form]int{}
	for _, id := range slices.Sorted(maps.Keys(f.exact)) {
		form := formOf(id)
		counts[form]++
		f.as[id] = form.replacement(counts[form])
	}
	f.numberAddresses()
}

// replace gives a text without what identifies.
func (f *identities) replace(text string, at place) string {
	if at.binary {
		return f.blank(text)
	}
	if strings.Contains(text, "\x00") { // UTF-16 that was taken for text of bytes
		text = f.blank(text)
	}
	text = f.inExact(text, at, func(id string, kind form) string {
		with, known := f.as[kind.key(id)]
		if !known {
			return id
		}
		return kind.like(id, with)
	})
	text = f.inAddresses(text, at, func(a netip.Addr) netip.Addr {
		if with, known := f.address[a]; known {
			return with
		}
		return a
	})
	if at.exact {
		return text
	}
	text = withoutKernelIDs(text, at)
	text = f.inWords(text)
	weak := func(word string, _ kind) string {
		low := strings.ToLower(strings.TrimSpace(word))
		if with, known := f.as[low]; known && everyday(low) {
			return with
		}
		return word
	}
	return f.inColumn(f.inSpots(text, weak), at, weak)
}

// inColumn changes the text of a column that holds an identity only.
func (f *identities) inColumn(text string, at place, change func(string, kind) string) string {
	k, ok := columnKind(at.column)
	word := strings.TrimSpace(text)
	if !ok || at.exact || word == "" {
		return text
	}
	if domain, name, ok := strings.Cut(word, `\`); k == person && ok && name != "" {
		i := strings.Index(text, word)
		return text[:i] + change(domain, machine) + `\` + change(name, person) + text[i+len(word):]
	}
	if strings.ContainsAny(word, "\n\t") || len(word) > 128 {
		return text
	}
	i := strings.LastIndex(text, word)
	return text[:i] + change(word, k) + text[i+len(word):]
}

// inSpots changes what stands in the places that surely hold an identity.
func (f *identities) inSpots(text string, change func(string, kind) string) string {
	for _, spot := range spots {
		text = inGroups(text, spot.at, func(word string) string { return change(word, spot.kind) })
	}
	text = inAccounts(text, change)
	for _, list := range lists {
		text = inGroups(text, list, func(words string) string {
			return inGroups(words, listed, func(word string) string { return change(word, person) })
		})
	}
	if airports.MatchString(text) {
		text = inGroups(text, networkName, func(word string) string {
			if strings.HasPrefix(word, "spairport") || regexp.MustCompile(`^[a-z]{2,5}\d$`).MatchString(word) {
				return word // an adapter
			}
			return change(word, network)
		})
	}
	return text
}

// serviceAccount is a line of passwd(5) with an id below those of people.
var serviceAccount = regexp.MustCompile(`(?m)^([^:\s]+):[x*!]?:\d{1,3}:\d+:`)

var listed = regexp.MustCompile(`([^\s,]+)`)

// inGroups changes the first group of each match.
func inGroups(text string, at *regexp.Regexp, change func(string) string) string {
	var out strings.Builder
	end := 0
	for _, m := range at.FindAllStringSubmatchIndex(text, -1) {
		if m[2] < end {
			continue
		}
		out.WriteString(text[end:m[2]])
		out.WriteString(change(text[m[2]:m[3]]))
		end = m[3]
	}
	if end == 0 {
		return text
	}
	out.WriteString(text[end:])
	return out.String()
}

// inWords replaces the strong words where they stand as whole words.
func (f *identities) inWords(text string) string {
	if f.starts == nil {
		return text
	}
	var out strings.Builder
	for from := 0; ; {
		m := f.starts.FindStringIndex(text[from:])
		if m == nil {
			out.WriteString(text[from:])
			return out.String()
		}
		start := from + m[0]
		out.WriteString(text[from:start])
		word := f.wordAt(text, start)
		if word == "" {
			_, size := utf8.DecodeRuneInString(text[start:])
			out.WriteString(text[start : start+size])
			from = start + size
			continue
		}
		out.WriteString(f.as[word])
		from = start + len(word)
	}
}

func (f *identities) wordAt(text string, start int) string {
	if before, _ := utf8.DecodeLastRuneInString(text[:start]); isWordRune(before) {
		return ""
	}
	for _, word := range f.strong {
		end := start + len(word)
		if end > len(text) || !strings.EqualFold(text[start:end], word) {
			continue
		}
		if after, _ := utf8.DecodeRuneInString(text[end:]); !isWordRune(after) {
			return word
		}
	}
	return ""
}
