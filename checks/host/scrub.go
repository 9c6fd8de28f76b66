package host

import (
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"ounce/checks"
)

// Scrub gives a copy in which names of people and of the machine, e-mail
// addresses, serial numbers, hardware ids, names of wireless networks, and
// addresses are replaced. The same text is replaced by the same text
// everywhere, in sorted order, so that the copy leads to the same verdicts and
// scrubbing it again changes nothing. Registry keys and queries name products
// and stay, but for the security ids of accounts.
func (r *Recording) Scrub() *Recording {
	clean := r.scrubOnce()
	// A text that was of two kinds leaves a gap in the numbers of one of them;
	// the next round closes it.
	for range 4 {
		again := clean.scrubOnce()
		if reflect.DeepEqual(again, clean) {
			break
		}
		clean = again
	}
	return clean
}

func (r *Recording) scrubOnce() *Recording {
	found := newIdentities()
	r.rewrite(found.learn)
	found.number()
	return r.rewrite(found.replace)
}

// place says where a text of a recording stands.
type place struct {
	// column is the lower-case name of the column, value, or file that holds
	// nothing but this text; empty for text of its own.
	column string
	// versions is true where numbers with dots are versions, not addresses.
	versions bool
	// exact is true for names of products, in which only account ids are replaced.
	exact bool
	// hardware is true where a UUID is one of the machine, not of a product.
	hardware bool
	// binary is true for bytes that are no text; they keep their length.
	binary bool
}

// rewrite copies a recording and gives each of its texts to a function.
func (r *Recording) rewrite(change func(string, place) string) *Recording {
	out := *r
	plain := func(text string) string { return change(text, place{}) }
	failure := func(f Failure) Failure { f.Detail = plain(f.Detail); return f }
	out.Note = plain(r.Note)

	out.Commands = slices.Clone(r.Commands)
	for i, c := range r.Commands {
		at := place{hardware: true, versions: listsVersions(c.Run), column: commandColumn(c.Run)}
		out.Commands[i] = Command{
			Run: each(c.Run, plain), Output: change(c.Output, at), OutputHex: inHex(c.OutputHex, at, change), Errors: plain(c.Errors), Exit: c.Exit, Failure: failure(c.Failure),
		}
	}
	out.Files = slices.Clone(r.Files)
	for i, f := range r.Files {
		base := path.Base(strings.ReplaceAll(f.Path, `\`, "/"))
		at := place{hardware: true, column: fileColumn(base), versions: strings.Contains(f.Path, "dpkg") || strings.Contains(f.Path, "/apt/") || strings.Contains(f.Path, "/dnf")}
		// Elsewhere, as in /sys/firmware/efi, a UUID in a path is one of a product.
		inDev := strings.HasPrefix(f.Path, "/dev/")
		f.Path = change(f.Path, place{hardware: inDev})
		f.Text = change(f.Text, at)
		f.Hex = inHex(f.Hex, at, change)
		f.Entries = each(f.Entries, func(text string) string { return change(text, place{hardware: inDev}) })
		f.Failure = failure(f.Failure)
		out.Files[i] = f
	}
	out.Registry = slices.Clone(r.Registry)
	for i, k := range r.Registry {
		out.Registry[i] = RegistryKey{Key: change(k.Key, place{exact: true}), Values: rewriteRow(k.Values, change), Failure: failure(k.Failure)}
	}
	out.WMI = slices.Clone(r.WMI)
	for i, w := range r.WMI {
		out.WMI[i] = WMIAnswer{Namespace: w.Namespace, Query: w.Query, Rows: rewriteRows(w.Rows, change), Failure: failure(w.Failure)}
	}
	out.Events = slices.Clone(r.Events)
	for i, log := range r.Events {
		log.Events = slices.Clone(log.Events)
		for j, e := range log.Events {
			e.Data = maps.Clone(e.Data)
			for name, text := range e.Data {
				e.Data[name] = change(text, placeOf(name))
			}
			log.Events[j] = e
		}
		log.Failure = failure(log.Failure)
		out.Events[i] = log
	}
	out.Calls = slices.Clone(r.Calls)
	for i, c := range r.Calls {
		rename := change
		if c.Call[0] == "hostname" {
			rename = func(text string, _ place) string { return change(text, place{column: "hostname"}) }
		}
		out.Calls[i] = CallAnswer{Call: each(c.Call, plain), Rows: rewriteRows(c.Rows, rename), Failure: failure(c.Failure)}
	}
	return &out
}

func each(words []string, change func(string) string) []string {
	out := slices.Clone(words)
	for i, word := range words {
		out[i] = change(word)
	}
	return out
}

// listsVersions tells whether a program lists packages with their versions.
func listsVersions(run []string) bool {
	return slices.Contains([]string{
		"apt", "apt-get", "clamconf", "dnf", "dpkg-query", "flatpak", "freshclam", "mdatp", "pacman", "rpm", "snap", "softwareupdate", "sw_vers", "xprotect", "zypper",
	}, run[0])
}

// commandColumn is the column of a program that prints one name only.
func commandColumn(run []string) string {
	switch strings.Join(run, " ") {
	case "hostname", "scutil --get ComputerName", "scutil --get LocalHostName", "scutil --get HostName":
		return "hostname"
	case "whoami", "id -un":
		return "user"
	}
	return ""
}

// fileColumn is the column of a file that holds one name or number only.
func fileColumn(base string) string {
	switch base = strings.ToLower(base); base {
	case "hostname", "route", "machine-id", "serial", "serial_number", "product_serial", "board_serial", "chassis_serial":
		return base
	}
	return ""
}

func placeOf(column string) place {
	column = strings.ToLower(column)
	return place{column: column, versions: strings.Contains(column, "version"), hardware: identifies(column)}
}

// identifies tells of a column that a UUID in it is one of this machine or of
// whom it belongs to.
func identifies(column string) bool {
	return slices.ContainsFunc([]string{"uuid", "guid", "tenant", "machineid", "deviceid"}, func(part string) bool { return strings.Contains(column, part) })
}

func rewriteRows(rows []checks.Row, change func(string, place) string) []checks.Row {
	out := slices.Clone(rows)
	for i, row := range rows {
		out[i] = rewriteRow(row, change)
	}
	return out
}

func rewriteRow(row checks.Row, change func(string, place) string) checks.Row {
	if row == nil {
		return nil
	}
	out := checks.Row{}
	for name, value := range row {
		// Some keys of the registry have paths for names of values.
		out[change(name, place{})] = rewriteValue(value, placeOf(name), change)
	}
	return out
}

func rewriteValue(value any, at place, change func(string, place) string) any {
	switch x := value.(type) {
	case string:
		return change(x, at)
	case []string:
		return each(x, func(text string) string { return change(text, at) })
	case []any:
		out := slices.Clone(x)
		for i, item := range x {
			out[i] = rewriteValue(item, at, change)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for name, item := range x {
			text, isText := item.(string)
			if name == "hex" && isText {
				out[name] = inHex(text, at, change)
				continue
			}
			out[name] = rewriteValue(item, placeOf(name), change)
		}
		return out
	case checks.Row:
		return rewriteValue(map[string]any(x), at, change)
	case int, int64, uint64:
		// A serial number of digits comes as a number from some sources.
		if text := fmt.Sprint(x); isSerial(at.column) && change(text, at) != text {
			return 0
		}
	}
	return value
}

// inHex changes bytes that are written as hex digits: text in an encoding that
// its mark names is changed as text.
func inHex(digits string, at place, change func(string, place) string) string {
	bytes, err := unhex(digits)
	if err != nil || len(bytes) == 0 {
		return digits
	}
	data := string(bytes)
	clean := data
	if text, back, ok := encoded(data); ok {
		if changed := change(text, at); changed != text {
			clean = back(changed)
		}
	} else {
		clean = change(data, place{binary: true})
	}
	if clean != data {
		return hex.EncodeToString([]byte(clean))
	}
	return digits
}
