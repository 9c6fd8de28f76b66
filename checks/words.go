package checks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

var slot = regexp.MustCompile(`\{([a-z_]+)(?::([^|{}]*)\|([^|{}]*))?\}`)

// Fill puts values into a sentence: {name} becomes the value, and
// {name:day|days} the value with the word that fits it. A date is written as
// 2 January 2006. A slot without a value stays as it is.
func Fill(sentence string, args Args) string {
	open := strings.IndexByte(sentence, '{')
	if open < 0 {
		return sentence
	}
	var b strings.Builder
	for ; open >= 0; open = strings.IndexByte(sentence, '{') {
		b.WriteString(sentence[:open])
		sentence = sentence[open:]
		text, length := fillSlot(sentence, args)
		b.WriteString(text)
		sentence = sentence[length:]
	}
	b.WriteString(sentence)
	return b.String()
}

// fillSlot fills the slot that a text begins with and gives its length; a brace
// that begins no slot with a value stays.
func fillSlot(text string, args Args) (filled string, length int) {
	end := strings.IndexByte(text, '}')
	if end < 0 {
		return "{", 1
	}
	name, words, chosen := strings.Cut(text[1:end], ":")
	value, ok := args[name]
	if !ok {
		return "{", 1
	}
	filled = word(value)
	if !chosen {
		return filled, end + 1
	}
	one, many, ok := strings.Cut(words, "|")
	switch {
	case !ok || strings.ContainsAny(many, "|{") || strings.Contains(one, "{"):
		return "{", 1
	case one == "" && many == "":
		return filled, end + 1
	case filled == "1":
		return filled + " " + one, end + 1
	}
	return filled + " " + many, end + 1
}

// Slots lists the names of the values that a sentence needs.
func Slots(sentence string) []string {
	var names []string
	for _, found := range slot.FindAllStringSubmatch(sentence, -1) {
		names = append(names, found[1])
	}
	return names
}

func word(value any) string {
	switch v := value.(type) {
	case time.Time:
		return v.Format("2 January 2006")
	case []string:
		return strings.Join(v, ", ")
	default:
		return fmt.Sprint(v)
	}
}

// Finding puts a verdict into words.
func (d *Definitions) Finding(def Definition, v Verdict) Finding {
	f := Finding{
		Check: def.ID, Area: def.Area, Title: def.Title, Severity: def.Severity,
		Status: v.Status, Say: v.Say, Args: v.Args, Evidence: v.Evidence,
	}
	sentence, ok := def.Says[v.Say]
	if v.Status == Unclear {
		f.Unknown = v.Unknown.Reason
		if f.Say == "" {
			f.Say = string(f.Unknown)
		}
		f.Args = withArgs(v.Args, Args{"thing": def.Thing, "detail": v.Unknown.Detail})
		common, shared := d.Common[f.Say]
		if sentence, ok = def.Says[f.Say]; !ok || lacks(sentence, f.Args) {
			sentence = d.Reasons[f.Unknown]
		}
		// Nobody is sent for rights that the reads were made with.
		above, rights := d.ReasonsElevated[f.Unknown]
		switch {
		case shared && !ok:
			sentence = common
		case rights && v.Elevated:
			sentence = above
		}
	} else if !ok {
		sentence = d.Common[v.Say]
	}
	f.Reason = Fill(sentence, f.Args)
	if f.Evidence == nil {
		f.Evidence = []Evidence{}
	}
	return f
}

// lacks tells that a sentence needs a value that the rule did not give: it was
// written for another way in which the check can be undecided.
func lacks(sentence string, args Args) bool {
	return slices.ContainsFunc(Slots(sentence), func(name string) bool { _, ok := args[name]; return !ok })
}

func withArgs(args, more Args) Args {
	all := Args{}
	for k, v := range more {
		all[k] = v
	}
	for k, v := range args {
		all[k] = v
	}
	return all
}
