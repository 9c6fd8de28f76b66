//go:build verify

package hardware

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

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

func processorSample(data []byte) string {
	var said []string
	for _, row := range dump(data) {
		name, _ := row.Text("Name")
		p := describeProcessor(strings.Join(strings.Fields(name), " "))
		said = append(said, fmt.Sprintf("%s: %d %s", p.Name, p.Launched, p.Windows11))
	}
	return strings.Join(said, "; ")
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
