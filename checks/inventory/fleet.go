package inventory

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// isFleet tells by its heading a report of Fleet: the results of a query, or the
// list of hosts.
func isFleet(start []byte) bool {
	rest, comma := separated(start)
	heading, _, _ := bytes.Cut(rest, []byte("\n"))
	heading = bytes.ToLower(heading)
	return bytes.Contains(heading, []byte("host_display_name")) || bytes.HasPrefix(bytes.TrimLeft(heading, `"`), []byte("host")) && bytes.ContainsRune(heading, comma) ||
		bytes.Contains(heading, []byte("osquery_version")) && bytes.Contains(heading, []byte("hostname"))
}

// separated tells by which sign the values of a report are set apart: a spreadsheet
// that saved it again may have put semicolons or tabs, and have said so in a line
// of its own, which is taken off.
func separated(text []byte) (rest []byte, comma rune) {
	heading, rest, _ := bytes.Cut(text, []byte("\n"))
	if sign, ok := bytes.CutPrefix(bytes.ToLower(bytes.TrimRight(heading, "\r")), []byte("sep=")); ok && len(sign) == 1 && bytes.ContainsAny(sign, ",;\t") {
		return rest, rune(sign[0])
	}
	comma = ','
	for _, other := range ";\t" {
		if bytes.Count(heading, []byte(string(other))) > bytes.Count(heading, []byte(string(comma))) {
			comma = other
		}
	}
	return text, comma
}

// records gives the lines of a report, each as long as the first. Fleet's pages
// write every value as JSON, so that a quote stands behind a backslash; its
// command line and spreadsheets write plain CSV.
func records(text []byte) ([][]string, error) {
	text, comma := separated(oneByteLetters(text))
	if all, ok := jsonRecords(text); ok && comma == ',' {
		return all, nil
	}
	in := csv.NewReader(bytes.NewReader(text))
	in.FieldsPerRecord, in.Comma = 0, comma
	var all [][]string
	for {
		record, err := in.Read()
		switch {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, errDamaged
		case len(all) > maxRows:
			return nil, errTooMuch
		}
		all = append(all, record)
	}
}

// jsonRecords reads lines of JSON values with commas between them; where a row
// has no value nothing stands. It tells whether the whole text is such.
func jsonRecords(text []byte) ([][]string, bool) {
	var all [][]string
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		record, ok := jsonRecord(line)
		if !ok || len(all) > maxRows || len(all) > 0 && len(record) != len(all[0]) {
			return nil, false
		}
		all = append(all, record)
	}
	return all, len(all) > 0
}

func jsonRecord(line []byte) ([]string, bool) {
	var record []string
	for {
		var value any
		if len(line) > 0 && line[0] != ',' {
			dec := json.NewDecoder(bytes.NewReader(line))
			dec.UseNumber()
			if dec.Decode(&value) != nil {
				return nil, false
			}
			line = bytes.TrimLeft(line[dec.InputOffset():], " ")
		}
		switch v := value.(type) {
		case nil:
			record = append(record, "")
		case string:
			record = append(record, v)
		case json.Number:
			record = append(record, v.String())
		case bool:
			record = append(record, strconv.FormatBool(v))
		default:
			return nil, false
		}
		if len(line) == 0 {
			return record, true
		}
		if line[0] != ',' {
			return nil, false
		}
		line = line[1:]
	}
}

// errNoRows is a report whose query gave nothing.
var errNoRows = errors.New("holds no row: its query found nothing on any computer; please leave it out")

// addReport reads a report of Fleet. What a live query gave has no date of its
// own: it is as old as its file.
func (h *hosts) addReport(file string, text []byte, modified time.Time) error {
	all, err := records(text)
	if err != nil {
		return err
	}
	if len(all) < 2 {
		return errNoRows
	}
	heading := all[0]
	for i := range heading {
		heading[i] = strings.ToLower(strings.TrimSpace(heading[i]))
	}
	for _, record := range all[1:] {
		row := checks.Row{}
		for i, column := range heading {
			row[column] = record[i]
		}
		name, rows := word(row, "host_display_name"), []checks.Row{row}
		if name == "" {
			name = word(row, "host")
		}
		if name == "" && word(row, "osquery_version") != "" {
			name, rows = hostName(row), asTables(row)
		}
		fetched := reportTime(row)
		if fetched.IsZero() {
			fetched = modified
		}
		if name == "" || fetched.IsZero() {
			return ErrOther
		}
		one, err := h.at(file, name, fetched)
		if err != nil {
			return err
		}
		for _, row := range rows {
			one.put(row)
		}
	}
	return nil
}

func reportTime(row checks.Row) time.Time {
	for _, column := range []string{"last_fetched", "last fetched", "detail_updated_at", "seen_time"} {
		if t, err := time.Parse(time.RFC3339, word(row, column)); err == nil {
			return t
		}
	}
	return time.Time{}
}

// asTables makes rows of tables out of a line of Fleet's list of hosts.
func asTables(row checks.Row) []checks.Row {
	version := word(row, "os_version") // "Microsoft Windows 11 Pro 25H2 10.0.26200.7171", "Ubuntu 24.04.3 LTS", "macOS 15.6"
	name, number := version, ""
	for _, field := range strings.Fields(version) {
		if field[0] >= '0' && field[0] <= '9' && strings.Contains(field, ".") {
			number = field
			name = strings.TrimSpace(strings.SplitN(version, field, 2)[0])
		}
	}
	platform := word(row, "platform")
	return []checks.Row{
		{"ounce": "system_info", "hostname": word(row, "hostname"), "computer_name": word(row, "computer_name"), "cpu_brand": word(row, "cpu_brand"),
			"cpu_physical_cores": word(row, "cpu_physical_cores"), "cpu_logical_cores": word(row, "cpu_logical_cores"), "physical_memory": word(row, "memory"),
			"hardware_vendor": word(row, "hardware_vendor"), "hardware_model": word(row, "hardware_model"), "uuid": word(row, "uuid")},
		{"ounce": "os_version", "name": name, "version": number, "platform": platform},
		{"ounce": "osquery_info", "version": word(row, "osquery_version")},
	}
}
