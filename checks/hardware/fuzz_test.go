package hardware

import (
	"strings"
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/damage"
)

func FuzzBlockDevices(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		devices, _ := parseBlockDevices(data)
		for _, d := range innerDisks(devices) {
			d.holds("/")
		}
	}, `{"blockdevices":[{"name":"sda","type":"disk","rota":"1","children":[{"mountpoint":"/"}]}]}`, `{"blockdevices":[{"name":"sda","children":[{"children":[{}]}]}]}`)
}

func FuzzManagedObjects(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		drives, _ := parseManagedObjects(data)
		for _, d := range drives {
			ataHealth(d.ata, noon, quiet)
			nvmeHealth(d.nvme, noon, quiet)
		}
		_, _ = parseNVMeAttributes(data)
	}, `{"data":[{"/block_devices/sda":{"org.freedesktop.UDisks2.Block":{"Drive":{"data":"/d"}}},"/d":{"org.freedesktop.UDisks2.Drive.Ata":{"SmartUpdated":{"data":1}}}}]}`,
		`{"data":[{"percent_used":{"data":3}}]}`)
}

func FuzzSmart(f *testing.F) {
	damage.Fuzz(f, func(t testing.TB, data []byte) {
		report := parseSmart(data, quiet)
		if h, ok := report.Health.Get(); ok && h.Sectors < 0 {
			t.Errorf("%d sectors", h.Sectors)
		}
		if used, ok := report.Wear.Get(); ok && (used < 0 || used >= 255) {
			t.Errorf("wear %d", used)
		}
	}, `{"smart_status":{"passed":true},"ata_smart_attributes":{"table":[{"id":5,"raw":{"value":1e300}}]}}`,
		`{"smart_status":{"passed":true},"nvme_smart_health_information_log":{"percentage_used":255,"media_errors":-1}}`)
}

func FuzzMDStat(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) { _, _ = parseMDStat(data) },
		"Personalities :\nmd0 : active raid1 sda[0]\n      [2/1] [U_]", "Personalities :\n [2/1] [U_]")
}

func FuzzStops(f *testing.F) {
	damage.Fuzz(f, func(t testing.TB, data []byte) {
		stops, _ := parseStops(data, noon)
		if stops.Count < 0 || stops.Last.After(noon.Add(24*time.Hour)) {
			t.Errorf("stops %+v", stops)
		}
	}, "reboot   system boot  6.1 Sun Nov 15 10:00:11 2026   still running\nreboot   system boot  6.1 Sun Nov  1 10:00:11 2026")
}

func FuzzJournal(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		messages, _ := parseJournal(data)
		kernelErrors(messages, []checks.Disk{{Name: "sda"}})
	}, `{"__REALTIME_TIMESTAMP":"1","MESSAGE":"I/O error, dev sda, sector 1"}`, `{"__REALTIME_TIMESTAMP":"1","MESSAGE":[1,2]}`)
}

func FuzzProfile(f *testing.F) {
	damage.Fuzz(f, func(t testing.TB, data []byte) {
		for _, kind := range []string{"SPPowerDataType", "SPNVMeDataType", "SPHardwareDataType"} {
			rows, _ := parseProfile(kind, data)
			batteries, _ := macBatteriesOf(rows, quiet).Get()
			for _, b := range batteries {
				if percent, ok := b.Capacity.Get(); ok && (percent < 1 || percent > 100) {
					t.Errorf("capacity %d", percent)
				}
			}
			macDrives(rows, "nvme", quiet)
			overviewOf(rows, quiet)
		}
	}, `{"SPPowerDataType":[{"_name":"spbattery_information","sppower_battery_health_info":{"sppower_battery_health_maximum_capacity":"900%"}}]}`,
		`{"SPNVMeDataType":[{"_items":[{"bsd_name":"disk0","smart_status":"Failing"}]}]}`)
}

func FuzzRootDisk(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) { parseRootDisk(data, quiet) }, "<plist><dict><key>SMARTStatus</key><string>Verified</string></dict></plist>")
}

func FuzzPanic(f *testing.F) {
	damage.Fuzz(f, func(_ testing.TB, data []byte) { _, _ = parsePanic(data) }, `{"bug_type":"210","timestamp":"2026-10-07 12:09:51.00 -0700"}`)
}

func FuzzNames(f *testing.F) {
	damage.Fuzz(f, func(t testing.TB, data []byte) {
		text := string(data)
		tpmVersion(text, checks.Evidence{})
		describeProcessor(text)
		_, _ = parseFirmwareDate(text)
		if clean, _ := meaningful(text); strings.Contains(clean, "  ") {
			t.Errorf("%q keeps its padding", clean)
		}
	}, "Intel(R) Core(TM) i5-1", "AMD Ryzen 5", "2.0, 0, 1.38", "06/26/2015", "To Be Filled By O.E.M.")
}
