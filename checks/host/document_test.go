package host

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"ounce/checks"
)

const document = "../RECORDINGS.md"

// callsTable is the part of the document on calls.
func callsTable() string {
	var text strings.Builder
	text.WriteString("| call | what it is | its columns |\n|---|---|---|\n")
	for _, c := range Calls() {
		var systems []string
		for _, s := range c.Systems {
			systems = append(systems, string(s))
		}
		var columns []string
		for _, column := range c.Columns {
			columns = append(columns, fmt.Sprintf("`%s` (%s): %s", column.Name, strings.TrimSuffix(column.Kind+", "+column.Unit, ", "), column.About))
		}
		name := strings.TrimSpace(c.Name + " " + c.Args)
		fmt.Fprintf(&text, "| `%s` | %s; on %s | %s |\n", name, c.About, strings.Join(systems, ", "), strings.Join(columns, "; "))
	}
	return text.String()
}

// TestTheFormatIsDocumented: each name that a recording may hold stands in the
// document, its examples are recordings, and its calls are those that there are.
func TestTheFormatIsDocumented(t *testing.T) {
	data, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(data), "| call |")
	if want := head + callsTable(); string(data) != want {
		if os.Getenv("OUNCE_UPDATE") == "" {
			t.Error("the table of calls is not what the program knows; OUNCE_UPDATE=1 writes it")
		} else if err := os.WriteFile(document, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range namesOf(reflect.TypeFor[Recording](), map[reflect.Type]bool{}) {
		if !strings.Contains(head, "`"+name+"`") && !strings.Contains(head, "`"+name+": ") {
			t.Errorf("nothing is said of %s", name)
		}
	}
	for _, reason := range checks.Reasons() {
		if reason == checks.Stopped || reason == checks.Conflicting || reason == checks.Unsupported { // nothing that a read says
			continue
		}
		if !strings.Contains(head, "`"+string(reason)+"`") {
			t.Errorf("nothing is said of %s", reason)
		}
	}
	examples := 0
	for block := range strings.SplitSeq(head, "\n\n") {
		if !strings.HasPrefix(block, "    ounce_recording: 1\n") {
			continue
		}
		examples++
		text := strings.ReplaceAll(block, "\n    ", "\n")
		if _, err := ParseRecording("the example", []byte(strings.TrimPrefix(text, "    ")+"\n")); err != nil {
			t.Error(err)
		}
	}
	if examples != 2 {
		t.Errorf("%d examples", examples)
	}
}

// namesOf gives the names in YAML of all that a type can hold.
func namesOf(of reflect.Type, seen map[reflect.Type]bool) []string {
	for of.Kind() == reflect.Slice || of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct || seen[of] || of.PkgPath() == "time" {
		return nil
	}
	seen[of] = true
	var names []string
	for i := range of.NumField() {
		field := of.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if name != "" {
			names = append(names, name)
		}
		names = append(names, namesOf(field.Type, seen)...)
	}
	return names
}
