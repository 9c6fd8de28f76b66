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
	return slot.ReplaceAllStringFunc(sentence, func(found string) string {
		parts := slot.FindStringSubmatch(found)
		value, ok := args[parts[1]]
		if !ok {
			return found
		}
		text := word(value)
		if parts[2] == "" && parts[3] == "" {
			return text
		}
		if text == "1" {
			return text + " " + parts[2]
		}
		return text + " " + parts[3]
	})
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
		if sentence, ok = def.Says[f.Say]; !ok || lacks(sentence, f.Args) {
			sentence = d.Reasons[f.Unknown]
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
