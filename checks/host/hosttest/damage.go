package hosttest

import (
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/damage"
	"ounce/checks/host"
)

// Damages gives a recording once for each of its sources and each form in which
// what the source says comes damaged: cut off, in another encoding, in another
// language, of another type, with numbers and dates that cannot be. Only one
// thing is damaged at a time.
func Damages(rec *host.Recording) []Broken {
	var all []Broken
	add := func(source, how string, change func(*host.Recording)) {
		all = append(all, Broken{Source: source, How: how, Play: with(rec, change)})
	}
	for i, x := range rec.Commands {
		for _, form := range damage.Forms([]byte(x.Output)) {
			if x.Output != "" {
				add(strings.Join(x.Run, " "), form.Name, func(r *host.Recording) { r.Commands[i].Output = string(form.Data) })
			}
		}
		for _, form := range damage.Forms([]byte(x.Errors)) {
			if x.Errors != "" {
				add(strings.Join(x.Run, " "), "errors "+form.Name, func(r *host.Recording) { r.Commands[i].Errors = string(form.Data) })
			}
		}
	}
	for i, x := range rec.Files {
		content := []byte(x.Text)
		if x.Hex != "" {
			content, _ = hex.DecodeString(strings.Join(strings.Fields(x.Hex), ""))
		}
		for _, form := range damage.Forms(content) {
			// A read gives a file whole or fails, and what people write may end anywhere.
			cut := strings.HasPrefix(form.Name, "cut") && (strings.HasPrefix(x.Path, "/etc/") || strings.HasPrefix(x.Path, "~/.config/"))
			if len(content) > 0 && !cut {
				add(x.Path, form.Name, func(r *host.Recording) { r.Files[i].Text, r.Files[i].Hex = "", hex.EncodeToString(form.Data)+" " })
			}
		}
		if !x.Modified.IsZero() {
			for _, at := range absurdTimes() {
				add(x.Path, "changed in "+at.Format("2006"), func(r *host.Recording) { r.Files[i].Modified = at })
			}
		}
	}
	for i, x := range rec.Registry {
		for _, form := range rowForms(x.Values, false) {
			add(x.Key, form.name, func(r *host.Recording) { r.Registry[i].Values = form.row })
		}
	}
	for i, x := range rec.WMI {
		for _, form := range rowsForms(x.Rows) {
			add(x.Query, form.name, func(r *host.Recording) { r.WMI[i].Rows = form.rows })
		}
	}
	for i, x := range rec.Calls {
		for _, form := range rowsForms(x.Rows) {
			add(strings.Join(x.Call, " "), form.name, func(r *host.Recording) { r.Calls[i].Rows = form.rows })
		}
	}
	for i, x := range rec.Events {
		for j, event := range x.Events {
			for _, form := range eventForms(event) {
				add(x.Channel, fmt.Sprintf("event %d %s", event.ID, form.name), func(r *host.Recording) {
					r.Events[i].Events = slices.Clone(x.Events)
					r.Events[i].Events[j] = form.event
				})
			}
		}
	}
	return all
}

// absurdTimes are what clocks, empty fields and overflows give.
func absurdTimes() []time.Time {
	return []time.Time{
		time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(0, 0).UTC(), time.Date(2099, 12, 31, 0, 0, 0, 0, time.UTC),
	}
}

type rowForm struct {
	name string
	row  checks.Row
}

// rowForms damages one column at a time. A registry value that is absent is a
// setting that nobody made, no damage: only what has columns always can lose one.
func rowForms(row checks.Row, absent bool) []rowForm {
	var forms []rowForm
	for _, column := range slices.Sorted(maps.Keys(row)) {
		add := func(how string, value any) {
			damaged := maps.Clone(row)
			damaged[column] = value
			forms = append(forms, rowForm{column + " " + how, damaged})
		}
		if absent {
			damaged := maps.Clone(row)
			delete(damaged, column)
			forms = append(forms, rowForm{column + " absent", damaged})
		}
		for how, value := range valueForms(row[column]) {
			add(how, value)
		}
	}
	return forms
}

var year = regexp.MustCompile(`\b20\d\d\b`)

// valueForms gives the forms in which a value comes damaged.
func valueForms(value any) map[string]any {
	forms := map[string]any{"an object": checks.Row{}}
	if _, list := value.([]any); !list {
		forms["a list of nothing"] = []any{}
	}
	switch v := value.(type) {
	case bool:
		forms["a text"], forms["a number beyond truth"] = fmt.Sprint(v), 7
	case string:
		forms["empty"], forms["a refusal"], forms["a number"], forms["cut"] = "", "Access is denied.", 4294967295, v[:len(v)/2]
		forms["with zeros inside"], forms["in other letters"] = strings.ReplaceAll(v, " ", "\x00"), strings.ReplaceAll(v, "e", "ä")
		for _, at := range absurdTimes() {
			if year.MatchString(v) {
				forms["of "+at.Format("2006")] = year.ReplaceAllString(v, at.Format("2006"))
			}
		}
	case int, int64, uint64, float64:
		forms["as text"], forms["all ones"], forms["below nothing"] = fmt.Sprint(v), uint64(4294967295), -1
		forms["64 ones"], forms["a refusal"], forms["half"] = uint64(18446744073709551615), "Access is denied.", 0.5
	}
	return forms
}

type rowsForm struct {
	name string
	rows []checks.Row
}

func rowsForms(rows []checks.Row) []rowsForm {
	var forms []rowsForm
	for i, row := range rows {
		for _, form := range rowForms(row, true) {
			damaged := slices.Clone(rows)
			damaged[i] = form.row
			forms = append(forms, rowsForm{form.name, damaged})
		}
	}
	return forms
}

type eventForm struct {
	name  string
	event host.Event
}

func eventForms(event host.Event) []eventForm {
	var forms []eventForm
	damaged := event
	damaged.Time = time.Date(2099, 12, 31, 0, 0, 0, 0, time.UTC) // an old event is outside of what is asked for
	forms = append(forms, eventForm{"of 2099", damaged})
	bare := event
	bare.Data = nil
	forms = append(forms, eventForm{"without data", bare})
	for name, value := range event.Data {
		for how, form := range valueForms(value) {
			if text, ok := form.(string); ok {
				damaged := event
				damaged.Data = maps.Clone(event.Data)
				damaged.Data[name] = text
				forms = append(forms, eventForm{name + " " + how, damaged})
			}
		}
	}
	return forms
}
