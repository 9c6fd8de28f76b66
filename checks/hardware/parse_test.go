package hardware

import (
	"context"
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
)

func quiet(string) checks.Evidence { return checks.Evidence{} }

func TestDescribeProcessor(t *testing.T) {
	cases := []struct {
		name, windows11 string
		year            int
	}{
		{"Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz", "yes", 2017},
		{"11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz", "yes", 2020},
		{"12th Gen Intel(R) Core(TM) i5-1235U", "yes", 2021},
		{"Intel(R) Core(TM) i7-12700", "yes", 2021},
		{"Intel(R) Core(TM) i7-6700 CPU @ 3.40GHz", "no", 2015},
		{"Intel(R) Core(TM) i7-7820HQ CPU @ 2.90GHz", "", 2016},
		{"Intel(R) Core(TM) i5 CPU 760 @ 2.80GHz", "", 0},
		{"Intel(R) Core(TM) Ultra 7 155H", "yes", 2023},
		{"Intel(R) Core(TM)2 Duo CPU E8400", "no", 0},
		{"AMD Ryzen 5 PRO 4650U with Radeon Graphics", "yes", 2020},
		{"AMD Ryzen 7 1700 Eight-Core Processor", "no", 2017},
		{"AMD Ryzen 5 2400G with Radeon Vega Graphics", "", 2017},
		{"Apple M3 Pro", "", 2023},
		{"Intel(R) Xeon(R) Gold 6140", "", 0},
		{"", "", 0},
	}
	for _, c := range cases {
		if got := describeProcessor(c.name); got.Launched != c.year || got.Windows11 != c.windows11 {
			t.Errorf("%s: got %d %q, want %d %q", c.name, got.Launched, got.Windows11, c.year, c.windows11)
		}
	}
}

func TestModelFrom(t *testing.T) {
	cases := []struct {
		in   names
		want string
	}{
		{names{maker: "Dell Inc.", product: "OptiPlex 7050"}, "Dell Inc. OptiPlex 7050"},
		{names{maker: "LENOVO", product: "20L7CTO1WW", version: "ThinkPad T480s"}, "LENOVO ThinkPad T480s"},
		{names{maker: "HP", product: "HP EliteBook 840 G5"}, "HP EliteBook 840 G5"},
		{names{maker: "To Be Filled By O.E.M.", product: "To Be Filled By O.E.M."}, ""},
		{names{maker: "System manufacturer", product: "System Product Name", board: "PRIME B450", boardMaker: "ASUS"}, "ASUS PRIME B450"},
		{names{product: "Default string", board: "Default string"}, ""},
		{names{product: "0000000"}, ""},
	}
	for _, c := range cases {
		named, _ := modelFrom(c.in).Get()
		if got := named.Text(); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		full, design int64
		want         int
		known        bool
	}{
		{41, 60, 68, true}, {61, 60, 100, true}, {100, 60, 0, false}, {0, 60, 0, false}, {50, 0, 0, false},
		{50, 1<<32 - 1, 0, false}, {1<<32 - 1, 50, 0, false}, {-5, 60, 0, false},
	} {
		if got, ok := share(c.full, c.design, checks.Evidence{}).Get(); ok != c.known || got != c.want {
			t.Errorf("%d of %d: got %d %v", c.full, c.design, got, ok)
		}
	}
}

func TestBuiltBy(t *testing.T) {
	for _, year := range []int{1601, 1970, 2027, 2099} {
		if builtBy(time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC), 1, noon, checks.Evidence{}).Known() {
			t.Errorf("%d counts as a date", year)
		}
	}
	early, late := checks.Known(checks.YearRange{From: 2021}), checks.Known(checks.YearRange{To: 2019})
	if got := narrow(early, late); got.Why().Reason != checks.Conflicting {
		t.Errorf("a processor younger than its machine: %+v", got)
	}
}

func TestParseMDStat(t *testing.T) {
	text := "Personalities : [raid1]\nmd0 : active raid1 sdb1[1] sda1[0]\n      976630464 blocks super 1.2 [2/2] [UU]\n\n" +
		"md1 : active raid1 sda2[0]\n      976630464 blocks super 1.2 [2/1] [U_]\n\nunused devices: <none>\n"
	arrays, err := parseMDStat([]byte(text))
	if err != nil || len(arrays) != 2 || arrays[0].State != checks.Healthy || arrays[1].State != checks.Failing {
		t.Errorf("got %+v, %v", arrays, err)
	}
}

func TestParseSmart(t *testing.T) {
	cases := []struct{ in, want string }{
		{`{"smart_status":{"passed":false}}`, "failing"},
		{`{"smart_status":{"passed":true},"ata_smart_attributes":{"table":[{"id":197,"raw":{"value":8}}]}}`, "weak"},
		{`{"smart_status":{"passed":true},"ata_smart_attributes":{"table":[{"id":197,"raw":{"value":53416508262463}}]}}`, "healthy"},
		{`{"smart_status":{"passed":true},"nvme_smart_health_information_log":{"critical_warning":4}}`, "weak"},
		{`{"smartctl":{"exit_status":2,"messages":[{"string":"Smartctl open device: /dev/sda failed: Permission denied"}]}}`, "denied"},
		{`{"smart_status":{}}`, "unsupported"},
		{`{}`, "unsupported"},
		{`failed`, "unreadable"},
	}
	for _, c := range cases {
		if got := healthWord(parseSmart([]byte(c.in), quiet).Health); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
}

func TestReliability(t *testing.T) {
	for _, c := range []struct {
		row  checks.Row
		want int
		ok   bool
	}{
		{checks.Row{"DeviceId": "0", "Wear": 12, "PowerOnHours": 900}, 12, true},
		{checks.Row{"DeviceId": "0", "Wear": 0, "PowerOnHours": 900}, 0, true},
		{checks.Row{"DeviceId": "0", "Wear": 0}, 0, false},
		{checks.Row{"DeviceId": "0", "Wear": 100, "PowerOnHours": 900}, 0, false},
		{checks.Row{"DeviceId": "0", "Wear": 255}, 0, false},
		{checks.Row{"DeviceId": "0", "Wear": uint32(4294967295)}, 0, false},
		{checks.Row{"DeviceId": "0", "Wear": nil}, 0, false},
		{checks.Row{"DeviceId": "1", "Wear": 50}, 0, false},
	} {
		r := playing(host.Recording{System: checks.Windows}, noon)
		if got, ok := r.reliability("0", []checks.Row{c.row}, nil).Get(); got != c.want || ok != c.ok {
			t.Errorf("%v: got %d %v", c.row, got, ok)
		}
	}
}

// TestNoSerialNumberInEvidence reads a drive whose D-Bus name holds its serial
// number, with an answer that fails.
func TestNoSerialNumberInEvidence(t *testing.T) {
	r := playing(host.Recording{System: checks.Linux}, noon)
	for _, e := range r.nvmeWear("/org/freedesktop/UDisks2/drives/MODEL_SERIAL123").Evidence() {
		if strings.Contains(e.Source+e.Value, "SERIAL123") {
			t.Errorf("evidence names the serial number: %+v", e)
		}
	}
}

// playing is a reader on a recording.
func playing(rec host.Recording, now time.Time) reader {
	rec.Now = now
	return reader{context.Background(), host.Play(&rec), checks.Platform{System: rec.System}}
}

func healthWord(f checks.Fact[checks.DiskHealth]) string {
	if h, ok := f.Get(); ok {
		return string(h.State)
	}
	return string(f.Why().Reason)
}
