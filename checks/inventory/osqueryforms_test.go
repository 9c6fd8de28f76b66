package inventory_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"ounce/checks"
	"ounce/checks/inventory"
)

// published is a table as osquery publishes it.
type published struct {
	Systems, Columns []string
	Darwin           []string // columns that it has on a Mac alone
}

// TestEveryColumnOfThePackIsPublished holds the pack against osquery's schema:
// osqueryi stops at the first query that names what it does not have.
func TestEveryColumnOfThePackIsPublished(t *testing.T) {
	var schema map[string]published
	if err := yaml.Unmarshal(load(t, "osquery-tables.yaml"), &schema); err != nil {
		t.Fatal(err)
	}
	data, err := inventory.Pack()
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Packs map[string]struct {
			Queries map[string]struct{ Query, Platform string }
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	shape := regexp.MustCompile(`^SELECT '(\w+)' AS ounce, (.+) FROM (\w+);$`)
	asked := 0
	for name, q := range file.Packs["ounce"].Queries {
		parts := shape.FindStringSubmatch(q.Query)
		if parts == nil || parts[1] != parts[3] {
			t.Errorf("%s asks %q", name, q.Query)
			continue
		}
		table, ok := schema[parts[3]]
		if !ok {
			t.Errorf("%s asks the table %s, which is not published", name, parts[3])
			continue
		}
		systems := []string{"windows", "darwin", "linux"}
		if q.Platform != "" {
			systems = strings.Split(q.Platform, ",")
		}
		has := table.Columns
		if slices.Equal(systems, []string{"darwin"}) {
			has = slices.Concat(has, table.Darwin)
		}
		for _, system := range systems {
			if !slices.Contains(table.Systems, system) {
				t.Errorf("%s asks %s on %s, where it is not", name, parts[3], system)
			}
		}
		for _, column := range strings.Split(parts[2], ", ") {
			asked++
			if !slices.Contains(has, column) {
				t.Errorf("%s asks for %s, which %s does not have", name, column, parts[3])
			}
		}
	}
	if len(file.Packs["ounce"].Queries) != len(schema) || asked < 40 {
		t.Errorf("%d queries over %d published tables ask for %d columns", len(file.Packs["ounce"].Queries), len(schema), asked)
	}
}

// rowsOf takes the rows of osqueryi apart.
func rowsOf(t *testing.T, text string) (all [][]checks.Row) {
	t.Helper()
	for dec := json.NewDecoder(strings.NewReader(text)); dec.More(); {
		var rows []checks.Row
		if err := dec.Decode(&rows); err != nil {
			t.Fatal(err)
		}
		if len(rows) > 0 {
			all = append(all, rows)
		}
	}
	return all
}

// numerics are rows as osqueryd writes them with --log_numerics_as_numbers.
func numerics(rows []checks.Row) []checks.Row {
	whole := regexp.MustCompile(`^\d{1,15}$`)
	var all []checks.Row
	for _, row := range rows {
		typed := checks.Row{}
		for name, value := range row {
			if text, ok := value.(string); ok && whole.MatchString(text) {
				value = json.Number(text)
			}
			typed[name] = value
		}
		all = append(all, typed)
	}
	return all
}

// logged writes lines of the results log; edit may change each.
func logged(t *testing.T, edit func(line map[string]any)) string {
	t.Helper()
	var lines strings.Builder
	for i, rows := range rowsOf(t, rowsOfOsqueryi) {
		line := map[string]any{"snapshot": rows, "action": "snapshot", "name": fmt.Sprintf("pack_ounce_ounce_%02d", i), "hostIdentifier": "LAP-9",
			"calendarTime": "Tue Nov 24 09:30:00 2026 UTC", "unixTime": 1795512600, "epoch": 0, "counter": 0, "numerics": false,
			"decorations": map[string]any{"host_uuid": "4C4C4544-0042-3510-8051-B7C04F4E3132", "username": "kim"}}
		edit(line)
		data, err := json.Marshal(line)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(data, '\n'))
	}
	return lines.String()
}

// differential writes what changed, as the log has it without snapshots: each
// row a line, its earlier state before it, in either order.
func differential(t *testing.T, removedFirst bool) string {
	t.Helper()
	var lines strings.Builder
	write := func(action string, at int, row checks.Row) {
		data, err := json.Marshal(map[string]any{"name": "pack_ounce_x", "hostIdentifier": "LAP-9", "unixTime": at, "counter": 1, "columns": row, "action": action})
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(data, '\n'))
	}
	for _, rows := range rowsOf(t, rowsOfOsqueryi) {
		for _, row := range rows {
			was := checks.Row{}
			for name, value := range row {
				was[name] = value
			}
			was["name"], was["free_space"], was["protection_status"], was["state"] = "before", "1", "1", "Off"
			write("added", 1795000000, was)
			if removedFirst {
				write("removed", 1795512600, was)
			}
			write("added", 1795512600, row)
			if !removedFirst {
				write("removed", 1795512600, was)
			}
		}
	}
	return lines.String()
}

// csvReports are the same rows as reports of Fleet, a table each: as its pages
// write them, every value in JSON, and as its command line does.
func csvReports(t *testing.T, asJSON, dated bool) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, rows := range rowsOf(t, rowsOfOsqueryi) {
		names := []string{"host_display_name"}
		if dated {
			names = append(names, "last_fetched")
		}
		for name := range rows[0] {
			names = append(names, name)
		}
		slices.Sort(names[1:])
		write := func(values []string) string {
			if !asJSON {
				return strings.Join(values, ",") + "\n"
			}
			for i, value := range values {
				quoted, err := json.Marshal(value)
				if err != nil {
					t.Fatal(err)
				}
				values[i] = string(quoted)
			}
			return strings.Join(values, ",") + "\n"
		}
		text := write(slices.Clone(names))
		for _, row := range rows {
			var values []string
			for _, name := range names {
				value, _ := row.Text(name)
				switch name {
				case "host_display_name":
					value = "LAP-9"
				case "last_fetched":
					value = "2026-11-24T09:30:00Z"
				}
				values = append(values, value)
			}
			text += write(values)
		}
		all[fmt.Sprint(rows[0]["ounce"], ".csv")] = text
	}
	return all
}

// again are plain reports as a spreadsheet saves them again.
func again(reports map[string]string, before, comma, end string) map[string]string {
	for name, text := range reports {
		reports[name] = before + strings.NewReplacer(",", comma, "\n", end).Replace(text)
	}
	return reports
}

// TestEveryFormGivesTheSameFacts reads one computer in every form in which
// osquery and Fleet hand it over.
func TestEveryFormGivesTheSameFacts(t *testing.T) {
	want := judge(t, read(t, []byte(rowsOfOsqueryi)))
	one := func(text string) map[string]string { return map[string]string{"file": text} }
	for form, files := range map[string]map[string]string{
		"snapshots": one(logged(t, func(map[string]any) {})),
		"snapshots with numbers": one(logged(t, func(line map[string]any) {
			line["snapshot"], line["numerics"] = numerics(line["snapshot"].([]checks.Row)), true
		})),
		"snapshots of a host by its number":   one(logged(t, func(line map[string]any) { line["hostIdentifier"] = "4C4C4544-0042-3510-8051-B7C04F4E3132" })),
		"changes, the old row removed first":  one(differential(t, true)),
		"changes, the old row removed behind": one(differential(t, false)),
		"batches": one(logged(t, func(line map[string]any) {
			line["diffResults"] = map[string]any{"added": line["snapshot"], "removed": []any{}}
			delete(line, "snapshot")
			delete(line, "action")
		})),
		"between lines of status":            one(`{"hostIdentifier":"LAP-9","calendarTime":"x","unixTime":"1795512000","severity":"0","filename":"scheduler.cpp","line":"83","message":"Executing scheduled query: snapshot","version":"5.19.0"}` + "\n" + logged(t, func(map[string]any) {})),
		"reports of Fleet's pages":           csvReports(t, true, true),
		"reports of Fleet's command line":    csvReports(t, false, true),
		"what a live query of Fleet exports": csvReports(t, true, false),
		"saved by a spreadsheet":             again(csvReports(t, false, true), "\xef\xbb\xbf", ";", "\r\n"),
		"saved by one that says its sign":    again(csvReports(t, false, true), "sep=;\r\n", ";", "\r\n"),
		"saved with tabs":                    again(csvReports(t, false, true), "", "\t", "\n"),
	} {
		var r inventory.Reader
		for name, text := range files {
			if err := r.Add(name, []byte(text), time.Unix(1795512600, 0)); err != nil {
				t.Fatalf("%s: %s: %v", form, name, err)
			}
		}
		_, noted, problems := r.Done()
		if len(noted) != 1 || len(problems) > 0 {
			t.Errorf("%s: %d computers, %v", form, len(noted), problems)
			continue
		}
		got := judge(t, noted[0])
		if got.Name != want.Name || got.OS != want.OS || got.ID != want.ID || !got.Taken.Equal(want.Taken) {
			t.Errorf("%s: %s, %s, %s, %s", form, got.Name, got.OS, got.ID, got.Taken)
		}
		compare(t, got, verdicts(want))
	}
}

// TestQuotesInReportsOfFleet are values that plain CSV writes another way.
func TestQuotesInReportsOfFleet(t *testing.T) {
	n := read(t, []byte(`"host_display_name","last_fetched","major","minor","name","platform","version"
"Kim's \"big\" PC, left","2026-11-24T09:30:00Z","10","0","Microsoft Windows 11 Pro \\ \"N\"","windows","10.0.26200"
`))
	if m := judge(t, n); m.Name != `Kim's "big" PC, left` || m.OS != `Windows 11 Pro \ "N"` {
		t.Errorf("%q, %q", m.Name, m.OS)
	}
}

// TestLettersInReportsOfFleet are of one byte each, as a spreadsheet of Windows
// saves them, and within quotes what elsewhere sets values and lines apart.
func TestLettersInReportsOfFleet(t *testing.T) {
	n := read(t, []byte("host_display_name;last_fetched;major;minor;name;platform;version\r\n"+
		"\"B\xfcro; \"\"links\"\"\nhinten\";2026-11-24T09:30:00Z;10;0;Microsoft Windows 11 Pro;windows;10.0.26200\r\n"))
	if m := judge(t, n); m.Name != `Büro; "links" hinten` || m.OS != "Windows 11 Pro" {
		t.Errorf("%q, %q", m.Name, m.OS)
	}
}

func TestAReportOfFleetWithoutARow(t *testing.T) {
	var r inventory.Reader
	err := r.Add("bitlocker.csv", []byte("host_display_name,last_fetched,drive_letter\n"), time.Unix(1795512600, 0))
	if err == nil || !strings.Contains(err.Error(), "its query found nothing") {
		t.Errorf("it says %v", err)
	}
}
