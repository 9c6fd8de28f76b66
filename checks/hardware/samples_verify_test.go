//go:build verify

package hardware

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/micromdm/plist"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/samples"
)

func verdict(id string, system checks.System, hw checks.Hardware) string {
	return judge(id, hw, checks.Platform{System: system})
}

func oneDisk(d checks.Disk) checks.Hardware {
	return checks.Hardware{Disks: checks.Known([]checks.Disk{d})}
}

func smartSample(data []byte) string {
	report := parseSmart(data, quiet)
	return verdict("hardware.disk_health", checks.Linux, oneDisk(checks.Disk{Health: report.Health, Wear: report.Wear}))
}

// dump reads the text of wmic /format:list and of Format-List into rows.
func dump(data []byte) []checks.Row {
	text := string(data)
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) {
		units := make([]uint16, 0, len(data)/2)
		for i := 2; i+1 < len(data); i += 2 {
			units = append(units, uint16(data[i])|uint16(data[i+1])<<8)
		}
		text = string(utf16.Decode(units))
	}
	var rows []checks.Row
	var row checks.Row
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			name, value, ok = strings.Cut(line, " : ")
		}
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok || strings.Contains(name, " ") {
			continue
		}
		if _, again := row[name]; row == nil || again {
			row = checks.Row{}
			rows = append(rows, row)
		}
		switch {
		case strings.HasPrefix(value, "{"):
			var list []any
			for _, item := range strings.Split(strings.Trim(value, "{}"), ",") {
				list = append(list, strings.TrimSpace(item))
			}
			row[name] = list
		case value == "":
			row[name] = nil
		default:
			row[name] = value
		}
	}
	return rows
}

func physicalSample(data []byte) string {
	rec := host.Recording{System: checks.Windows, WMI: []host.WMIAnswer{{Namespace: storage, Query: physicalWQL, Rows: dump(data)}}}
	return verdict("hardware.disk_health", checks.Windows, checks.Hardware{Disks: playing(rec, noon).windowsDisks()})
}

func counterSample(data []byte) string {
	rows := dump(data)
	d := checks.Disk{Wear: playing(host.Recording{System: checks.Windows}, noon).reliability("8", rows, nil)}
	return verdict("hardware.disk_wear", checks.Windows, oneDisk(d))
}

func volumesSample(mount, total, free string) func([]byte) string {
	return func(data []byte) string {
		var rows []checks.Row
		for _, row := range dump(data) {
			kind, _ := row.Number("DriveType")
			out := checks.Row{"removable": kind == 2, "remote": kind == 4, "readonly": kind == 5}
			for name, from := range map[string]string{"mount": mount, "total": total, "free": free} {
				if row[from] != nil {
					out[name] = row[from]
				}
			}
			rows = append(rows, out)
		}
		rec := host.Recording{System: checks.Windows, Calls: []host.CallAnswer{{Call: []string{"filesystems"}, Rows: rows}},
			Registry: []host.RegistryKey{{Key: currentVersion, Values: checks.Row{"SystemRoot": `C:\Windows`}}}}
		return verdict("hardware.disk_free", checks.Windows, checks.Hardware{Volumes: playing(rec, noon).volumes()})
	}
}

type xmlEvent struct {
	System struct {
		Provider struct {
			Name string `xml:"Name,attr"`
		}
		EventID     int
		Level       int
		TimeCreated struct {
			When time.Time `xml:"SystemTime,attr"`
		}
	}
	EventData struct {
		Data []struct {
			Name  string `xml:"Name,attr"`
			Value string `xml:",chardata"`
		}
	}
}

// logSample counts what the rules would, over all times in the sample.
func logSample(data []byte) string {
	dec := xml.NewDecoder(bytes.NewReader(data))
	var events []checks.Event
	for {
		var e xmlEvent
		if err := dec.Decode(&e); err != nil {
			break
		}
		event := checks.Event{ID: e.System.EventID, Provider: e.System.Provider.Name, Level: e.System.Level, Time: e.System.TimeCreated.When, Data: map[string]string{}}
		for i, d := range e.EventData.Data {
			if d.Name == "" {
				d.Name = strconv.Itoa(i)
			}
			event.Data[d.Name] = d.Value
		}
		events = append(events, event)
	}
	if len(events) == 0 {
		return "unknown"
	}
	off, blue := incidents(events)
	errors, err := diskNotes(events, []checks.Disk{{Name: "0"}, {Name: "1"}, {Name: "2"}, {Name: "3"}})
	if err != nil {
		return "unknown: " + err.Error()
	}
	return fmt.Sprintf("off %d, crashed %d, damage %d, retries %d", off.Count, blue.Count, errors.Damage, errors.Retries)
}

func profileItems(data []byte) []checks.Row {
	var out []map[string]any
	if err := plist.Unmarshal(data, &out); err != nil || len(out) == 0 {
		return nil
	}
	return below(out[0], "_items")
}

func macPower(data []byte) string {
	rows, err := parseProfile("SPPowerDataType", data)
	if err != nil {
		return "unknown"
	}
	return verdict("hardware.battery", checks.MacOS, checks.Hardware{Batteries: macBatteriesOf(rows, quiet)})
}

func macSATA(data []byte) string {
	return verdict("hardware.disk_health", checks.MacOS, checks.Hardware{Disks: checks.Known(macDrives(profileItems(data), "sata", quiet))})
}

func macModel(rows []checks.Row) string {
	o, ok := overviewOf(rows, quiet).Get()
	if !ok {
		return "unknown"
	}
	return fmt.Sprintf("%s, %d", o.model, macYear(o.model))
}

func rootSample(check string) func([]byte) string {
	return func(data []byte) string {
		d := checks.Disk{Name: "disk0", Health: checks.Unseen[checks.DiskHealth](checks.Unsupported, "")}
		addRoot(&d, parseRootDisk(data, quiet), 1)
		return verdict(check, checks.MacOS, oneDisk(d))
	}
}

// notRead stands for formats that Ounce does not read: its nearest parser makes
// nothing of them.
func notRead(data []byte) string {
	if inner, err := parseBlockDevices(data); err == nil && len(innerDisks(inner)) > 0 {
		return "disks"
	}
	for _, kind := range []string{"SPHardwareDataType", "SPPowerDataType", "SPStorageDataType"} {
		if rows, err := parseProfile(kind, data); err == nil && len(rows) > 0 {
			return "profile"
		}
	}
	if parseRootDisk(data, quiet).Known() {
		return "root disk"
	}
	if _, err := parseManagedObjects(data); err == nil {
		return "drives"
	}
	if _, err := parseStops(data, noon); err == nil {
		return "stops"
	}
	if parseSmart(data, quiet).Health.Known() {
		return "health"
	}
	rec := host.Recording{System: checks.Linux, Files: []host.File{{Path: "b/energy_full", Text: string(data)}, {Path: "b/energy_full_design", Text: string(data)}}}
	if playing(rec, noon).capacity("b/", "energy_full").Known() {
		return "battery"
	}
	return "unknown"
}

func uptimeSample(seconds *regexp.Regexp, now time.Time) func([]byte) string {
	return func(data []byte) string {
		found := seconds.FindSubmatch(data)
		if found == nil {
			return "unknown"
		}
		row := checks.Row{"seconds": string(found[1])}
		if !now.IsZero() {
			since, _ := strconv.ParseInt(string(found[1]), 10, 64)
			row = checks.Row{"boot": time.Unix(since, 0).UTC().Format(time.RFC3339)}
		} else {
			now = noon
		}
		rec := host.Recording{System: checks.Linux, Calls: []host.CallAnswer{{Call: []string{"uptime"}, Rows: []checks.Row{row}}}}
		return verdict("hardware.uptime", checks.Linux, checks.Hardware{Uptime: playing(rec, now).uptime()})
	}
}

func batteryReport(data []byte) string {
	var report struct {
		Batteries []struct {
			Design int64 `xml:"DesignCapacity"`
			Full   int64 `xml:"FullChargeCapacity"`
			Cycles int64 `xml:"CycleCount"`
		} `xml:"Batteries>Battery"`
	}
	if err := xml.Unmarshal(data, &report); err != nil {
		return "unknown"
	}
	var rows []checks.Row
	for _, b := range report.Batteries {
		rows = append(rows, checks.Row{"design": b.Design, "full": b.Full, "cycles": b.Cycles})
	}
	rec := host.Recording{System: checks.Windows, Calls: []host.CallAnswer{{Call: []string{"windows.battery"}, Rows: rows}}}
	return verdict("hardware.battery", checks.Windows, checks.Hardware{Batteries: playing(rec, noon).windowsBatteries()})
}

func panicSample(data []byte) string {
	file := host.File{Path: reports + "/panic-full-1.ips", Text: string(data)}
	folder := host.File{Path: reports, Folder: true}
	if !bytes.HasPrefix(data, []byte("{")) {
		folder.Fails = checks.Denied
	}
	rec := host.Recording{System: checks.MacOS, Files: []host.File{folder, file}}
	return verdict("hardware.crashes", checks.MacOS, checks.Hardware{Crashes: playing(rec, noon).panics()})
}

func processorSample(data []byte) string {
	var said []string
	for _, row := range dump(data) {
		name, _ := row.Text("Name")
		p := describeProcessor(strings.Join(strings.Fields(name), " "))
		said = append(said, fmt.Sprintf("%s: %d %s", p.Name, p.Launched, p.Windows11))
	}
	return strings.Join(said, "; ")
}

func whole(data []byte) checks.Row {
	var all map[string]any
	_ = json.Unmarshal(data, &all)
	flat := checks.Row{}
	for _, kind := range []string{"comp_sys", "bios", "base_board"} {
		list, _ := all[kind].([]any)
		for len(list) > 0 {
			if nested, ok := list[0].([]any); ok && len(nested) > 0 {
				if m, ok := nested[0].(map[string]any); ok && len(nested) > 1 {
					for _, item := range nested {
						part, _ := item.(map[string]any)
						for k, v := range part {
							m[k] = v
						}
					}
				}
				list = nested
				continue
			}
			m, _ := list[0].(map[string]any)
			for k, v := range m {
				flat[kind+"."+k] = v
			}
			break
		}
	}
	return flat
}

func firmwareSample(data []byte) string {
	row := whole(data)
	text := func(name string) string { s, _ := row.Text(name); return s }
	named := modelFrom(names{maker: text("comp_sys.Manufacturer"), product: text("comp_sys.Model"), boardMaker: text("base_board.Manufacturer"), board: text("base_board.Product")})
	hw := checks.Hardware{Model: named}
	date := text("bios.ReleaseDate")
	if when, err := time.Parse(time.RFC3339, date); err == nil {
		hw.Built = builtBy(when, 1, noon, checks.Evidence{})
	} else if when, err := time.Parse("20060102", date[:min(8, len(date))]); err == nil {
		hw.Built = builtBy(when, 1, noon, checks.Evidence{})
	}
	m, _ := named.Get()
	return m.Text() + ", " + verdict("hardware.age", checks.Windows, hw)
}

func biosSample(data []byte) string {
	row := dump(data)[0]
	maker, _ := row.Text("Manufacturer")
	product, _ := row.Text("SMBIOSBIOSVersion")
	date, _ := row.Text("ReleaseDate")
	when, _ := time.Parse("20060102", date[:8])
	hw := checks.Hardware{Model: modelFrom(names{maker: maker, product: product}), Built: builtBy(when, 1, noon, checks.Evidence{})}
	return verdict("hardware.age", checks.Windows, hw)
}

func macStorage(data []byte) string {
	for _, row := range profileItems(data) {
		v, _, ok := volume(checks.Row{"mount": row["mount_point"], "total": row["size_in_bytes"], "free": row["free_space_in_bytes"]}, "/")
		if ok {
			return verdict("hardware.disk_free", checks.MacOS, checks.Hardware{Volumes: checks.Known([]checks.Volume{v})})
		}
	}
	return "unknown"
}

func tpmSample(data []byte) string {
	found := regexp.MustCompile(`-TPM Version: (\S+)`).FindSubmatch(data)
	return verdict("hardware.tpm", checks.Windows, checks.Hardware{TPM: tpmVersion(string(found[1]), checks.Evidence{})})
}

func macProfile(data []byte) string {
	rows, _ := parseProfile("SPHardwareDataType", data)
	return macModel(rows)
}

func macNVMe(data []byte) string {
	rows, _ := parseProfile("SPNVMeDataType", data)
	return verdict("hardware.disk_health", checks.MacOS, checks.Hardware{Disks: checks.Known(macDrives(rows, "nvme", quiet))})
}

// of makes a case: the sample, the check, the right verdict, and how it is read.
func of(sample, check, want string, got func([]byte) string) samples.Case {
	return samples.Case{Sample: sample, Of: check, Want: want, Got: got}
}

func TestSamples(t *testing.T) {
	boot := regexp.MustCompile(`kern\.boottime: \{ sec = (\d+),`)
	cases := []samples.Case{
		of("linux/smart/scrutiny_smart-ata.json", "disk_health", "pass fine", smartSample),
		of("linux/smart/scrutiny_smart-fail2.json", "disk_health", "fail failing", smartSample),
		of("linux/smart/scrutiny_smart-nvme.json", "disk_health", "pass fine", smartSample),
		of("linux/smart/scrutiny_smart-nvme2.json", "disk_health", "pass fine", smartSample),
		of("linux/smart/scrutiny_smart-pass.json", "disk_health", "pass fine", smartSample),
		of("linux/smart/scrutiny_smart-sat.json", "disk_health", "unknown unsupported", smartSample),
		of("linux/smart/scrutiny_smart-scsi.json", "disk_health", "pass fine", smartSample),
		of("linux/smart/smartctl_json_nvme.json", "disk_health", "pass fine", smartSample),
		of("linux/smart/smartctl_json_scsi.json", "disk_health", "pass fine", smartSample),
		of("linux/smart/smartctl_json_scsi_extended.json", "disk_health", "pass fine", smartSample),
		of("linux/smart/smartctl_no_smart_vmware.json", "disk_health", "unknown unsupported", smartSample),
		of("linux/smart/smartctl_permission_denied_json_min.json", "disk_health", "unknown denied", smartSample),
		of("linux/smart/scrutiny_scan_nvme.json", "disk_health", "unknown unsupported", smartSample),
		of("linux/smart/smartctl_scan_json.json", "disk_health", "unknown unsupported", smartSample),
		of("linux/smart/smartctl_text_sample1.txt", "disk_health", "unknown unreadable", smartSample),
		of("linux/smart/smartctl_text_sample5.txt", "disk_health", "unknown unreadable", smartSample),
		of("linux/smart/smartctl_text_sample7.txt", "disk_health", "unknown unreadable", smartSample),
		of("linux/smart/storages_dump_smartctl_failing.dump", "disk_health", "unknown unreadable", smartSample),
		of("linux/battery/upower_enumerate.txt", "battery", "unknown", notRead),
		of("linux/battery/upower_i_1.txt", "battery", "unknown", notRead),
		of("linux/battery/upower_i_2.txt", "battery", "unknown", notRead),
		of("linux/battery/upower_i_c_locale.txt", "battery", "unknown", notRead),
		of("linux/disks/df_linux.txt", "disk_free", "unknown", notRead),
		of("linux/disks/lsblk_allcols_centos7.txt", "disks", "unknown", notRead),
		of("linux/disks/mount_spaces_in_mountpoint.txt", "disks", "unknown", notRead),
		of("linux/hardware/dmidecode_surface_go2.txt", "model", "unknown", notRead),
		of("linux/hardware/dmidecode_thinkpad.txt", "model", "unknown", notRead),
		of("linux/uptime/last_crash_centos7.txt", "unexpected_restarts", "unknown", notRead),
		of("linux/uptime/proc_uptime.txt", "uptime", "pass today", uptimeSample(regexp.MustCompile(`^(\d+)`), time.Time{})),

		of("macos/battery/SPPowerDataType_10.11.txt", "battery", "unknown", macPower),
		of("macos/battery/SPPowerDataType_applesilicon_83pct_excerpt.json", "battery", "pass fine", macPower),
		of("macos/battery/SPPowerDataType_intel_check_battery_excerpt.json", "battery", "warn service", macPower),
		of("macos/battery/SPPowerDataType_m5_26.6.2.json", "battery", "pass fine", macPower),
		of("macos/battery/ioreg_AppleSmartBattery_m5_26.6.2_extract.plist", "battery", "unknown", notRead),
		of("macos/disks/SPNVMeDataType_m5_26.6.2.json", "disk_health", "pass fine", macNVMe),
		of("macos/disks/SPSerialATADataType.xml", "disk_health", "pass fine", macSATA),
		of("macos/disks/SPSerialATADataType2.xml", "disk_health", "pass fine", macSATA),
		of("macos/disks/SPStorageDataType_MacBookPro11_1.xml", "disk_free", "warn system_tight", macStorage),
		of("macos/disks/df_10.14.txt", "disk_free", "unknown", notRead),
		of("macos/disks/diskutil_apfs_list_plist.xml", "disks", "unknown", notRead),
		of("macos/disks/diskutil_info_SMART_failing_line.txt", "disk_health", "unknown unsupported", rootSample("hardware.disk_health")),
		of("macos/disks/diskutil_info_plist_root_m5_26.6.2.plist", "disk_health", "pass fine", rootSample("hardware.disk_health")),
		of("macos/disks/diskutil_info_plist_root_m5_26.6.2.plist", "disk_wear", "pass fine", rootSample("hardware.disk_wear")),
		of("macos/disks/diskutil_list_plist.xml", "disks", "unknown", notRead),
		of("macos/disks/mount_10.14.txt", "disks", "unknown", notRead),
		of("macos/hardware/SPHardwareDataType_MacBookPro11_1.xml", "model", "MacBookPro11,1, 2013", func(d []byte) string { return macModel(profileItems(d)) }),
		of("macos/hardware/SPHardwareDataType_m1_macbookair_11.0.txt", "model", "unknown", macProfile),
		of("macos/hardware/SPHardwareDataType_m5max_mac17,6_lock_enabled.json", "model", "Mac17,6, 2025", macProfile),
		of("macos/hardware/ioreg_IOPlatformExpertDevice_a_imac17_1.plist", "model", "unknown", notRead),
		of("macos/hardware/ioreg_IOPlatformExpertDevice_macbookpro12_1.txt", "model", "unknown", notRead),
		of("macos/hardware/smbios_dmidecode_macos_battery.txt", "battery", "unknown", notRead),
		of("macos/hardware/sysctl_m1_11.0.txt", "processor", "2020", func(d []byte) string {
			found := regexp.MustCompile(`brand_string: (.*)`).FindSubmatch(d)
			return strconv.Itoa(describeProcessor(string(found[1])).Launched)
		}),
		of("macos/hardware/system_profiler_listDataTypes.txt", "model", "unknown", notRead),
		of("macos/hardware/system_profiler_text_german_Macmini7_1.txt", "model", "unknown", macProfile),
		of("macos/hardware/vm_stat_intel.txt", "memory", "unknown", notRead),
		of("macos/uptime/DiagnosticReports_dir_mode.txt", "crashes", "unknown denied", panicSample),
		of("macos/uptime/panic_ips_shape.ips", "crashes", "warn some", panicSample),
		of("macos/uptime/sysctl-a_10.14.txt", "uptime", "pass recent", uptimeSample(boot, time.Date(2020, 7, 13, 0, 0, 0, 0, time.UTC))),
		of("macos/uptime/uptime_10.14.txt", "uptime", "unknown", uptimeSample(boot, time.Time{})),

		of("windows/battery/glpi-batteryreport-worn.xml", "battery", "warn worn", batteryReport),
		of("windows/disks/checkmk-win32_diskdrive-vbox-de.txt", "disk_health", "unknown unreadable", physicalSample),
		of("windows/disks/glpi-msft_physicaldisk-latitude7480-nvme.wmi", "disk_health", "pass fine", physicalSample),
		of("windows/disks/glpi-win32_diskdrive-latitude7480.wmi", "disk_health", "unknown unreadable", physicalSample),
		of("windows/disks/glpi-win32_logicaldisk-crypt.wmi", "disk_free", "pass room", volumesSample("DeviceID", "Size", "FreeSpace")),
		of("windows/disks/glpi-win32_logicaldisk-win7.wmi", "disk_free", "pass room", volumesSample("DeviceID", "Size", "FreeSpace")),
		of("windows/disks/glpi-win32_volume-crypt.wmi", "disk_free", "pass room", volumesSample("DriveLetter", "Capacity", "FreeSpace")),
		of("windows/disks/msdocs-get-physicaldisk-table.txt", "disk_health", "unknown missing", physicalSample),
		of("windows/disks/msdocs-storagereliabilitycounter.txt", "disk_wear", "unknown unsupported", counterSample),
		of("windows/disks/scrutiny-smart-nvme.json", "disk_health", "pass fine", smartSample),
		of("windows/disks/scrutiny-smart-pass.json", "disk_health", "pass fine", smartSample),
		of("windows/eventlog/bugcheck-1001-message-2021.txt", "log", "unknown", logSample),
		of("windows/eventlog/disk-11-zh.xml", "log", "off 0, crashed 0, damage 0, retries 1", logSample),
		of("windows/eventlog/disk-51-2024.xml", "log", "off 0, crashed 0, damage 0, retries 1", logSample),
		of("windows/eventlog/eventlog-6008-win11.xml", "log", "off 1, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/ezevtx-eventlog-6005.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/ezevtx-eventlog-6006.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/ezevtx-ntfs-55.xml", "log", "off 0, crashed 0, damage 1, retries 0", logSample),
		of("windows/eventlog/ezevtx-system-restore-8194.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/ezevtx-system-restore-8195.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/ezevtx-system-restore-8196.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/kernel-power-41-win11.xml", "log", "off 1, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/microsoft-windows-backup-524.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/omer-application-securitycenter-15.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/omer-kernel-boot-153-not-a-disk-error.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/omer-system-boot-shutdown.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/omer-wu-19-installed.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/omer-wu-20-failed.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/tpm-wmi-1801-secureboot-ca2023-not-applied.xml", "log", "off 0, crashed 0, damage 0, retries 0", logSample),
		of("windows/eventlog/trmm-eventlog-raw.json", "log", "unknown", logSample),
		of("windows/hardware/checkmk-win32_bios-virtualbox.txt", "age", "not_applicable virtual", biosSample),
		of("windows/hardware/glpi-win32_computersystem-azuread-win11.wmi", "disk_health", "unknown unreadable", physicalSample),
		of("windows/hardware/glpi-win32_operatingsystem-win7sp1.wmi", "disk_health", "unknown unreadable", physicalSample),
		of("windows/hardware/glpi-win32_physicalmemory-win7.wmi", "disk_health", "unknown unreadable", physicalSample),
		of("windows/hardware/glpi-win32_processor-2008-two-cpus.wmi", "processor", "Intel(R) Xeon(R) CPU E5506 @ 2.13GHz: 0 ; Intel(R) Xeon(R) CPU E5504 @ 2.00GHz: 0 ", processorSample),
		of("windows/hardware/glpi-win32_processor-amd-epyc-2019.wmi", "processor", "AMD EPYC 7302 16-Core Processor: 0 ", processorSample),
		of("windows/hardware/trmm-wmi-dl380-server2019.json", "age", "HP ProLiant DL380 Gen9, warn old", firmwareSample),
		of("windows/hardware/trmm-wmi-gigabyte-whitebox.json", "age", "Gigabyte Technology Co., Ltd. X570 AORUS ULTRA, warn old", firmwareSample),
		of("windows/tpm/tpmtool-getdeviceinformation-intel.txt", "tpm", "pass new", tpmSample),
	}
	samples.Run(t, "hardware", cases)
}
