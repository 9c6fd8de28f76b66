package inventory

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ounce/checks"
)

var taken = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

// pc is a computer as Ounce writes it.
func pc(name string) checks.Machine {
	m := checks.Machine{ID: "0123", Name: name, OS: "Windows 11 Pro 25H2", Taken: taken}
	m.Facts.Platform.System = checks.Windows
	m.Findings = []checks.Finding{{
		Check: "firewall.on", Area: checks.AreaFirewall, Title: "Firewall", Status: checks.Pass, Severity: checks.High,
		Say: "on", Reason: "The firewall is on & well.", Evidence: []checks.Evidence{},
	}}
	return m
}

func written(t testing.TB, machines ...checks.Machine) []byte {
	t.Helper()
	data, err := Write(machines, taken, "1.0.0")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// refused gives the sentence about a file, empty for one that is taken.
func refused(data []byte) string {
	var r Reader
	if err := r.Add("file", data, taken); err != nil {
		return err.Error()
	}
	return ""
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	var r Reader
	if err := r.Add("pc7"+".ounce-machine", written(t, pc("PC-7"), pc("PC-8")), taken); err != nil {
		t.Fatal(err)
	}
	machines, noted, problems := r.Done()
	if len(machines) != 2 || machines[1].Name != "PC-8" || len(noted)+len(problems) > 0 {
		t.Errorf("got %d machines, %d notes, %v", len(machines), len(noted), problems)
	}
	if again, _, _ := r.Done(); len(again) != 0 {
		t.Error("the reader is not empty when it is done")
	}
}

func TestFilesThatCannotBeReadAreSentences(t *testing.T) {
	own := written(t, pc("PC-7"))
	edit := func(from, to string) []byte {
		changed := bytes.Replace(own, []byte(from), []byte(to), 1)
		if bytes.Equal(changed, own) {
			t.Fatalf("%q does not stand in the file", from)
		}
		return changed
	}
	unsummed := func(change func(*checks.Machine)) []byte {
		m := pc("PC-7")
		change(&m)
		data, err := json.Marshal(map[string]any{"machines": []checks.Machine{m}, "schema": 1})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	xml := func(query, content string) []byte {
		return []byte(`<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>` + content + `</CONTENT><DEVICEID>x-2026-01-01-00-00-00</DEVICEID><QUERY>` + query + `</QUERY></REQUEST>`)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":             {nil, "is empty"},
		"only lines":          {[]byte("\n\n \n"), "is empty"},
		"another JSON":        {[]byte(`{"some": "thing"}`), "is no file of checked machines"},
		"half a file":         {own[:len(own)/2], "ends in the middle"},
		"half an XML":         {sample(t, "windows.xml")[:900], "ends in the middle"},
		"half a GLPI file":    {sample(t, "laptop.json")[:900], "ends in the middle"},
		"a flipped letter":    {edit(`"pass"`, `"warn"`), "is damaged"},
		"a newer Ounce":       {edit(`"schema": 1`, `"schema": 7`), "was written by a newer Ounce (schema 7)"},
		"no schema":           {edit(`"schema": 1`, `"schema": 0`), "is no file of checked machines"},
		"no computer":         {[]byte(`{"schema": 1, "machines": []}`), "holds no computer"},
		"no name":             {unsummed(func(m *checks.Machine) { m.Name = "" }), "without a name"},
		"no date":             {unsummed(func(m *checks.Machine) { m.Taken = time.Time{} }), "does not say when PC-7 was checked"},
		"no findings":         {unsummed(func(m *checks.Machine) { m.Findings = nil }), "holds no findings of PC-7"},
		"an odd status":       {unsummed(func(m *checks.Machine) { m.Findings[0].Status = "great" }), "is damaged"},
		"a check twice":       {unsummed(func(m *checks.Machine) { m.Findings = append(m.Findings, m.Findings[0]) }), "is damaged"},
		"an odd system":       {unsummed(func(m *checks.Machine) { m.Facts.Platform.System = "beos" }), "none of Windows, macOS and Linux"},
		"an archive":          {[]byte("PK\x03\x04 and more"), "is packed"},
		"a packed inventory":  {[]byte("\x78\x9c and more"), "is packed"},
		"a picture":           {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "is no file of checked machines"},
		"a web page":          {[]byte("<!DOCTYPE html><html></html>"), "is no file of checked machines"},
		"a printer":           {sample(t, "printer.json"), "inventory of a printer"},
		"a switch":            {xml("SNMPQUERY", `<DEVICE><INFO><TYPE>NETWORKING</TYPE></INFO></DEVICE>`), "inventory of a network device"},
		"a printer by SNMP":   {xml("SNMPQUERY", `<DEVICE><INFO><TYPE>PRINTER</TYPE></INFO></DEVICE>`), "inventory of a printer"},
		"a first contact":     {xml("PROLOG", ``), `what the agent calls "PROLOG"`},
		"an empty inventory":  {xml("INVENTORY", ``), "says nothing about the computer's system"},
		"a BSD":               {xml("INVENTORY", `<HARDWARE><OSNAME>FreeBSD 14</OSNAME></HARDWARE>`), "with FreeBSD 14; Ounce knows Windows, macOS and Linux"},
		"no day":              {xml("INVENTORY", `<HARDWARE><OSNAME>Debian GNU/Linux 12</OSNAME></HARDWARE>`), "does not say when the inventory was made"},
		"a phone":             {[]byte(`{"action":"inventory","content":{"hardware":{"name":"x"}},"itemtype":"Phone"}`), "inventory of a phone"},
		"a part":              {[]byte(`{"action":"inventory","content":{"hardware":{"name":"x"}},"itemtype":"Computer","partial":true}`), "only what changed"},
		"a bomb of entities":  {[]byte(`<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><REQUEST><CONTENT><BIOS><SSN>&b;</SSN></BIOS></CONTENT></REQUEST>`), "is damaged"},
		"a bomb of depth":     {[]byte(`{"action":"inventory","content":{"bios":` + strings.Repeat(`{"a":`, 200_000) + `1` + strings.Repeat(`}`, 200_000) + `}}`), "is damaged"},
		"a deep XML":          {xml("INVENTORY", `<BIOS>`+strings.Repeat(`<A>`, 100_000)+strings.Repeat(`</A>`, 100_000)+`</BIOS>`), "says nothing about"},
		"many programs":       {xml("INVENTORY", strings.Repeat(`<SOFTWARES><NAME>a</NAME></SOFTWARES>`, maxRows+1)), "more than a computer can have"},
		"another encoding":    {[]byte(`<?xml version="1.0" encoding="EBCDIC"?><REQUEST></REQUEST>`), "is damaged"},
		"sections of no rows": {[]byte(`{"action":"inventory","content":{"hardware":[1,2]},"itemtype":"Computer"}`), "is damaged"},
	} {
		if got := refused(c.data); !strings.Contains(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s: %q, want a sentence with %q", name, got, c.want)
		}
	}
}

func TestTextOfAWindowsShellIsRead(t *testing.T) {
	text := written(t, pc("Büro-1"))
	var wide bytes.Buffer
	wide.WriteString("\xff\xfe")
	for _, unit := range utf16.Encode([]rune(string(text))) {
		wide.Write([]byte{byte(unit), byte(unit >> 8)})
	}
	for name, data := range map[string][]byte{"UTF-16": wide.Bytes(), "UTF-8 with a mark": append([]byte("\xef\xbb\xbf"), text...)} {
		var r Reader
		if err := r.Add("file", data, taken); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if machines, _, _ := r.Done(); machines[0].Name != "Büro-1" {
			t.Errorf("%s: the name is %q", name, machines[0].Name)
		}
	}
}

func FuzzAdd(f *testing.F) {
	f.Add(written(f, pc("PC-7")))
	for _, name := range []string{"windows.xml", "laptop.json", "printer.json"} {
		f.Add(sample(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var r Reader
		err := r.Add("file", data, taken)
		if err != nil && (err.Error() == "" || strings.Contains(err.Error(), "\n")) {
			t.Errorf("the sentence is %q", err)
		}
		machines, noted, _ := r.Done()
		for i := range machines {
			if machines[i].Name == "" || machines[i].Taken.IsZero() {
				t.Error("a machine without name or date")
			}
		}
		for _, n := range noted {
			if n.Engine == "" || n.Recording.Now.IsZero() || n.Recording.Unlisted != checks.NotHeld {
				t.Errorf("an inventory without engine or date: %+v", n)
			}
		}
	})
}
