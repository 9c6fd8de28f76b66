package backup

import (
	"strings"
	"testing"
	"time"

	"ounce/checks/damage"
	"unicode/utf16"
)

func utf16le(text string) []byte {
	data := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		data = append(data, byte(u), byte(u>>8))
	}
	return data
}

func TestDecodeText(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
		bad  bool
	}{
		"plain":     {data: []byte("Größe"), want: "Größe"},
		"utf-8":     {data: append([]byte{0xEF, 0xBB, 0xBF}, "a"...), want: "a"},
		"utf-16":    {data: utf16le("Grüße"), want: "Grüße"},
		"odd bytes": {data: utf16le("ab")[:5], bad: true},
		"binary":    {data: []byte("a\x00b"), bad: true},
		"code page": {data: []byte{'a', 0xE4, 'b'}, bad: true},
	} {
		got, err := decodeText(c.data)
		if (err != nil) != c.bad || got != c.want {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

func TestPlausible(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]bool{
		"1601-01-01T00:00:00Z": false, "1970-01-01T00:00:00Z": false, "2099-01-01T00:00:00Z": false,
		"2106-02-07T06:28:15Z": false, "2026-11-24T09:00:01Z": false, "0001-01-01T00:00:00Z": false,
		"2026-11-24T08:59:59Z": true, "2019-03-01T00:00:00Z": true,
	} {
		if got := plausible(isoTime(text), now); got != want {
			t.Errorf("%s: got %t", text, got)
		}
	}
	if got := fileTime(0).Year(); got != 1601 {
		t.Errorf("FILETIME 0 is in %d", got)
	}
	if got := fileTime(134085168000000000).Format(time.RFC3339); got != "2025-11-25T04:00:00Z" {
		t.Errorf("FILETIME: got %s", got)
	}
}

func TestParseRsnapshotLog(t *testing.T) {
	for name, c := range map[string]struct {
		text, success string
		failures      int
		bad           bool
	}{
		"good":        {text: "[24/Nov/2026:03:40:02] /usr/bin/rsnapshot daily: started\n[24/Nov/2026:03:44:14] /usr/bin/rsnapshot daily: completed successfully\n", success: "2026-11-24 03:44"},
		"only begun":  {text: "[24/Nov/2026:03:40:02] /usr/bin/rsnapshot daily: started\n"},
		"with errors": {text: "[24/Nov/2026:03:40:02] /usr/bin/rsnapshot daily: completed, but with some errors\n", failures: 1},
		"one run, two errors": {text: "[24/Nov/2026:03:40:02] /usr/bin/rsnapshot daily: ERROR: a\n[24/Nov/2026:03:40:09] /usr/bin/rsnapshot daily: ERROR: b\n",
			failures: 1},
		"not successfully": {text: "[24/Nov/2026:03:40:02] /usr/bin/rsnapshot daily: not completed successfully\n"},
		"only moved":       {text: "[24/Nov/2026:03:44:14] /usr/bin/rsnapshot weekly: completed successfully\n"},
		"truncated":        {text: "[24/Nov/2026:03:4", bad: true},
		"empty":            {bad: true},
		"refusal":          {text: "permission denied\n", bad: true},
	} {
		log, err := parseRsnapshotLog(c.text, "daily", time.UTC)
		got := ""
		if !log.success.IsZero() {
			got = log.success.Format("2006-01-02 15:04")
		}
		if (err != nil) != c.bad || got != c.success || len(log.failures) != c.failures {
			t.Errorf("%s: got %q, %d failures, %v", name, got, len(log.failures), err)
		}
	}
}

func TestDuplicityManifest(t *testing.T) {
	for name, want := range map[string]string{
		"duplicity-full.20261120T020000Z.manifest":                         "2026-11-20",
		"duplicity-inc.20261120T020000Z.to.20261121T020000Z.manifest":      "2026-11-21",
		"duplicity-inc.20261120T020000Z.to.20261121T020000Z.manifest.part": "",
		"duplicity-full-signatures.20261120T020000Z.sigtar.gz":             "",
		"duplicity-full.99999999T999999Z.manifest":                         "",
	} {
		got, ok := duplicityManifest(name)
		if ok != (want != "") || ok && got.Format("2006-01-02") != want {
			t.Errorf("%s: got %v, %t", name, got, ok)
		}
	}
}

func TestParseUnits(t *testing.T) {
	block := func(result, status, at, path string) string {
		return "Id=restic-home.service\nActiveState=inactive\nResult=" + result + "\nExecMainStatus=" + status +
			"\nExecMainExitTimestamp=" + at + "\nExecStart={ path=" + path + " ; argv[]=restic backup ; }\n"
	}
	for name, c := range map[string]struct {
		text           string
		ran, well, bad bool
	}{
		"well":         {text: block("success", "0", "@1795500000", "/usr/bin/restic"), ran: true, well: true},
		"failed":       {text: block("exit-code", "3", "@1795500000", "/usr/bin/restic"), ran: true},
		"never ran":    {text: block("success", "0", "", "/usr/bin/restic"), well: true},
		"words for at": {text: block("success", "0", "Tue 2026-11-24 00:12:03 UTC", "/usr/bin/restic"), well: true},
		"refusal":      {text: "Failed to connect to bus: Permission denied\n", bad: true},
	} {
		units, err := parseUnits(c.text)
		if (err != nil) != c.bad {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err == nil && (units[0].ran != c.ran || units[0].well != c.well || units[0].program != "restic") {
			t.Errorf("%s: got %+v", name, units[0])
		}
	}
}

func TestParseTimeshift(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want timeshift
		bad  bool
	}{
		"defaults": {text: `{"backup_device_uuid":"","schedule_daily":"false"}`},
		"system":   {text: `{"backup_device_uuid":"a","schedule_boot":"true","exclude":["+ /home/kim/.**"]}`, want: timeshift{device: true, scheduled: true}},
		"home":     {text: `{"backup_device_uuid":"a","exclude":["+ /home/kim/**"]}`, want: timeshift{device: true, home: true}},
		"btrfs":    {text: `{"backup_device_uuid":"a","btrfs_mode":"true","include_btrfs_home_for_backup":"true"}`, want: timeshift{device: true, btrfs: true, home: true}},
		"cut":      {text: `{"backup_device_uuid":"a",`, bad: true},
		"other":    {text: `{}`, bad: true},
	} {
		got, err := parseTimeshift([]byte(c.text))
		if (err != nil) != c.bad || got != c.want {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

func TestParseFileHistory(t *testing.T) {
	good := `<?xml version="1.0" encoding="UTF-16"?><DataProtectionUserConfig><DPStatus>ENABLED</DPStatus><Target><TargetUrl>E:\</TargetUrl><TargetDriveType>REMOVABLE</TargetDriveType></Target></DataProtectionUserConfig>`
	text, err := decodeText(utf16le(good))
	if err != nil {
		t.Fatal(err)
	}
	if config, err := parseFileHistory(text); err != nil || config.Drive != "REMOVABLE" {
		t.Errorf("got %+v, %v", config, err)
	}
	for _, bad := range []string{"", good[:80], "<DataProtectionUserConfig/>", strings.Replace(good, "ENABLED", "maybe", 1)} {
		if _, err := parseFileHistory(bad); err == nil {
			t.Errorf("read %q", bad)
		}
	}
}

func TestParseAttribute(t *testing.T) {
	for text, want := range map[string]int64{
		`<contents><lastbackupcompleted gmt_millis="1795500000000"/></contents>`: 1795500000000,
		`<contents><x gmt_millis="-5"/></contents>`:                              0,
		`<contents><x gmt_millis="soon"/></contents>`:                            0,
		`<contents><x gmt_mil`:                                                   0,
		``:                                                                       0,
		`Access is denied.`:                                                      0,
	} {
		got, err := parseAttribute(text, "gmt_millis")
		if got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: got %d, %v", text, got, err)
		}
	}
}

func TestParseCove(t *testing.T) {
	good := `<Statistics><PluginFileSystem-LastSuccessfulSessionTimestamp>1795500000</PluginFileSystem-LastSuccessfulSessionTimestamp><PluginVssMsSql-LastSuccessfulSessionTimestamp>0</PluginVssMsSql-LastSuccessfulSessionTimestamp></Statistics>`
	if got, err := parseCove(good); err != nil || got.Unix() != 1795500000 {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"", good[:90], `<Statistics/>`} {
		if _, err := parseCove(bad); err == nil {
			t.Errorf("read %q", bad)
		}
	}
}

func TestParseSynology(t *testing.T) {
	line := `Nov 23 22:10:01 [INFO] server-requester.cpp (68): {"backup_result": {"last_backup_status": "complete", "last_success_time": 1795400000}}`
	if got, err := parseSynology(line + "\n" + `"last_success_time": 0`); err != nil || got.Unix() != 1795400000 {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"", `"last_success_time": `, `"last_success_time": 0`, `"last_success_time": 99999999999999`} {
		if _, err := parseSynology(bad); err == nil {
			t.Errorf("read %q", bad)
		}
	}
}

func FuzzParsers(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		text, err := decodeText(data)
		if err != nil {
			text = string(data)
		}
		_, _ = parseGSettings(text)
		_, _ = parseKeyfile(text)
		_, _ = parseTimeshift(data)
		_, _ = parseTimeshiftInfo(data)
		_, _ = parseBackInTime(text)
		_, _ = parseRsnapshotConfig(text)
		_, _ = parseRsnapshotLog(text, "daily", time.UTC)
		_, _ = parseResticProfile(text)
		_, _ = parseUnits(text)
		_, _ = parseFileHistory(text)
		_, _ = parseAttribute(text, "gmt_millis")
		_, _ = parseCove(text)
		_, _ = parseSynology(text)
		_, _ = parseDestinations(data)
		_, _ = parsePreferences(data)
		_, _ = duplicityManifest(text)
		_, _ = backInTimeDate(text, time.UTC)
	},
		"", "Access is denied.", "[24/Nov/2026:03:40:02] /usr/bin/rsnapshot daily: completed successfully",
		"org.gnome.DejaDup periodic true\norg.gnome.DejaDup last-backup ''", "[org/gnome/deja-dup]\nlast-backup='x'",
		`{"backup_device_uuid":"a"}`, `{"created":"1"}`, "<a gmt_millis='1'/>", "<?xml?><x><DPStatus>ENABLED</DPStatus></x>",
		"Id=a.service\nExecStart={ path=/a ; }", "snapshot_root\t/b/\nbackup\t/home/\tx", "profile1.snapshots.path=/x",
		"repository: \"local:/x\"", `<plist version="1.0"><dict/></plist>`, "bplist00\xd1\x01", "duplicity-full.20261120T020000Z.manifest",
	)
}
