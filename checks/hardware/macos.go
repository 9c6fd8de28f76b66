package hardware

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// macos reads what only macOS says in its own way.
func (r reader) macos(f *checks.Hardware) {
	var overview checks.Fact[macOverview]
	var setUp checks.Fact[checks.YearRange]
	together(
		func() { overview = r.macOverview() },
		func() { setUp = r.macSetUp() },
		func() { f.Disks = r.macDisks() },
		func() { f.Batteries = r.macBatteries() },
		func() { f.Crashes = r.panics() },
	)
	f.Model = checks.Then(overview, func(o macOverview) (checks.Model, error) {
		return checks.Model{Maker: "Apple", Name: fmt.Sprintf("%s (%s)", o.name, o.model)}, nil
	})
	f.Built = narrow(setUp, checks.Then(overview, func(o macOverview) (checks.YearRange, error) {
		if year := macYear(o.model); year != 0 {
			return checks.YearRange{From: year}, nil
		}
		return checks.YearRange{}, fmt.Errorf("no year is known of the model %s", o.model)
	}))
}

// profile asks system_profiler for one kind of data, whose keys and values are
// not localised in JSON.
func (r reader) profile(kind string) ([]checks.Row, string, error) {
	out, source, err := r.run("system_profiler", kind, "-json")
	if err != nil {
		return nil, source, err
	}
	rows, err := parseProfile(kind, out)
	return rows, source, err
}

// parseProfile reads the items of one kind from system_profiler -json (shape as
// of macos/hardware/SPHardwareDataType_m5max_mac17,6_lock_enabled.json).
func parseProfile(kind string, data []byte) ([]checks.Row, error) {
	var out map[string][]map[string]any
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("reading %s: %w", kind, err)
	}
	items, ok := out[kind]
	if !ok && len(out) > 0 { // a kind that the Mac has nothing of may be left out
		return nil, fmt.Errorf("reading %s: it is not in the answer", kind)
	}
	rows := make([]checks.Row, 0, len(items))
	for _, item := range items {
		rows = append(rows, item)
	}
	return rows, nil
}

// below gives the rows in a row's "_items".
func below(row checks.Row, name string) []checks.Row {
	list, _ := row[name].([]any)
	var rows []checks.Row
	for _, item := range list {
		if m, ok := item.(map[string]any); ok {
			rows = append(rows, m)
		}
	}
	return rows
}

type macOverview struct{ name, model string }

func (r reader) macOverview() checks.Fact[macOverview] {
	rows, source, err := r.profile("SPHardwareDataType")
	if err != nil {
		return checks.UnseenBy[macOverview](err)
	}
	return overviewOf(rows, func(said string) checks.Evidence { return r.evidence(source, said) })
}

func overviewOf(rows []checks.Row, say func(string) checks.Evidence) checks.Fact[macOverview] {
	for _, row := range rows {
		model, haveModel := row.Text("machine_model")
		name, haveName := row.Text("machine_name")
		if haveModel && haveName && model != "" && name != "" {
			return checks.Known(macOverview{name: name, model: model}, say(name+" "+model))
		}
	}
	return checks.Unseen[macOverview](checks.Unreadable, "no machine_model", say(""))
}

// macYears are the years in which the first Mac of a model number came out, by
// the name and the number before the comma; 13 in MacBookPro13,2.
var macYears = map[string]int{
	"MacBookPro10": 2012, "MacBookPro11": 2013, "MacBookPro12": 2015, "MacBookPro13": 2016, "MacBookPro14": 2017,
	"MacBookPro15": 2018, "MacBookPro16": 2019, "MacBookPro17": 2020, "MacBookPro18": 2021,
	"MacBookAir6": 2013, "MacBookAir7": 2015, "MacBookAir8": 2018, "MacBookAir9": 2020, "MacBookAir10": 2020,
	"MacBook8": 2015, "MacBook9": 2016, "MacBook10": 2017,
	"iMac14": 2013, "iMac15": 2014, "iMac16": 2015, "iMac17": 2015, "iMac18": 2017, "iMac19": 2019, "iMac20": 2020,
	"iMac21": 2021, "iMacPro1": 2017, "Macmini6": 2012, "Macmini7": 2014, "Macmini8": 2018, "Macmini9": 2020,
	"MacPro6": 2013, "MacPro7": 2019, "Mac13": 2022, "Mac14": 2022, "Mac15": 2023, "Mac16": 2024, "Mac17": 2025,
}

// macYear is the first year of a model, or 0 for one that is not in the table.
func macYear(model string) int {
	family, _, _ := strings.Cut(model, ",")
	return macYears[family]
}

// macSetUp reads when this Mac was first set up: the file that the assistant
// leaves behind when it ends.
func (r reader) macSetUp() checks.Fact[checks.YearRange] {
	const file = "/var/db/.AppleSetupDone"
	entry, err := r.host.Stat(r.ctx, file)
	if err != nil {
		return checks.UnseenBy[checks.YearRange](err)
	}
	return builtBy(entry.Modified, 0, r.host.Now(), r.evidence("file "+file, entry.Modified.Format(time.DateOnly)))
}

// macBatteries reads condition and capacity (shape as of macos/battery/
// SPPowerDataType_m5_26.6.2.json). A Mac without a battery lists its other
// power settings and no battery.
func (r reader) macBatteries() checks.Fact[[]checks.Battery] {
	rows, source, err := r.profile("SPPowerDataType")
	if err != nil {
		return checks.UnseenBy[[]checks.Battery](err)
	}
	return macBatteriesOf(rows, func(said string) checks.Evidence { return r.evidence(source, said) })
}

func macBatteriesOf(rows []checks.Row, say func(string) checks.Evidence) checks.Fact[[]checks.Battery] {
	if len(rows) == 0 {
		return checks.Unseen[[]checks.Battery](checks.Unreadable, "nothing on power", say(""))
	}
	batteries := []checks.Battery{}
	for _, row := range rows {
		name, _ := row.Text("_name")
		info, ok := row["sppower_battery_health_info"].(map[string]any)
		switch {
		case ok:
			batteries = append(batteries, macBattery(info, say))
		case name == "spbattery_information":
			return checks.Unseen[[]checks.Battery](checks.Unreadable, "a battery without its health", say(name))
		case name == "":
			return checks.Unseen[[]checks.Battery](checks.Unreadable, "an item without its name", say(""))
		}
	}
	return checks.Known(batteries, say(plural(len(batteries), "battery", "batteries")))
}

func macBattery(info checks.Row, say func(string) checks.Evidence) checks.Battery {
	var b checks.Battery
	condition, _ := info.Text("sppower_battery_health")
	switch condition {
	case "Good", "Normal":
		b.Service = checks.Known(false, say(condition))
	case "Check Battery", "Service Recommended", "Service Battery", "Fair", "Poor", "Replace Soon", "Replace Now":
		b.Service = checks.Known(true, say(condition))
	default:
		b.Service = checks.Unseen[bool](checks.Unreadable, "", say(condition))
	}
	text, told := info.Text("sppower_battery_health_maximum_capacity")
	percent, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")))
	switch {
	case !told:
		b.Capacity = checks.Unseen[int](checks.Unsupported, "", say(condition))
	case err != nil || percent <= 0 || percent > 130:
		b.Capacity = checks.Unseen[int](checks.Unreadable, "", say(text))
	default:
		b.Capacity = checks.Known(min(100, percent), say(text))
	}
	if n, ok := info.Number("sppower_battery_cycle_count"); ok {
		b.Cycles = cycles(strconv.FormatInt(n, 10))
	}
	return b
}

const reports = "/Library/Logs/DiagnosticReports"

// panics counts the reports of kernel panics of the last 90 days. Their folder
// is closed to ordinary users.
func (r reader) panics() checks.Fact[checks.Incidents] {
	entries, err := r.host.ReadDir(r.ctx, reports)
	if err != nil {
		return checks.UnseenBy[checks.Incidents](err)
	}
	now := r.host.Now()
	found := checks.Incidents{Since: now.Add(-window)}
	for _, e := range entries {
		if !isPanic(e.Name) {
			continue
		}
		when := e.Modified
		if data, err := r.host.ReadFile(r.ctx, reports+"/"+e.Name); err == nil {
			if told, err := parsePanic(data); err == nil {
				when = told
			} else if errors.Is(err, errNoPanic) {
				continue
			}
		}
		if !plausible(when, now) {
			return checks.Unseen[checks.Incidents](checks.Unreadable, "a report without its date", r.evidence("folder "+reports, ""))
		}
		if when.Before(found.Since) {
			continue
		}
		found.Count++
		if when.After(found.Last) {
			found.Last = when
		}
	}
	return checks.Known(found, r.evidence("folder "+reports, plural(found.Count, "panic report", "panic reports")))
}

func isPanic(name string) bool {
	return strings.HasSuffix(name, ".panic") || strings.HasPrefix(name, "panic-") && strings.HasSuffix(name, ".ips")
}

var errNoPanic = errors.New("the report is about something else")

// parsePanic reads the first line of a report: kernel panics are of type 210
// (shape as of macos/uptime/panic_ips_shape.ips).
func parsePanic(data []byte) (time.Time, error) {
	first, _, _ := strings.Cut(string(data), "\n")
	var head struct {
		Kind string `json:"bug_type"`
		When string `json:"timestamp"`
	}
	if err := json.Unmarshal([]byte(first), &head); err != nil {
		return time.Time{}, fmt.Errorf("reading a crash report: %w", err)
	}
	if head.Kind != "210" {
		return time.Time{}, errNoPanic
	}
	when, err := time.Parse("2006-01-02 15:04:05.00 -0700", head.When)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the date of a crash report: %w", err)
	}
	return when, nil
}
