package hardware

import (
	"strings"
	"time"

	"ounce/checks"
)

const (
	currentVersion = `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
	biosKey        = `HKLM\HARDWARE\DESCRIPTION\System\BIOS`
	secureBootKey  = `HKLM\SYSTEM\CurrentControlSet\Control\SecureBoot`
)

// windows reads what only Windows says in its own way.
func (r reader) windows(f *checks.Hardware) {
	together(
		func() { f.Model, f.Built = r.windowsFirmwareKey() },
		func() {
			f.Disks = r.windowsDisks()
			f.DiskErrors = r.windowsDiskErrors(f.Disks)
		},
		func() { f.Arrays = r.virtualDisks() },
		func() { f.Batteries = r.windowsBatteries() },
		func() { f.TPM = r.windowsTPM() },
		func() { f.Firmware, f.SecureBoot = r.windowsFirmware() },
		func() { f.BootCertificates = r.windowsCertificates() },
		func() { f.Stops, f.Crashes = r.windowsIncidents() },
	)
	f.Built = narrow(f.Built, r.windowsInstallDate())
}

// windowsFirmwareKey reads the names and the date that Windows copies from the
// firmware's tables at each start (shape as of windows/eventlog/
// tpm-wmi-1801-secureboot-ca2023-not-applied.xml and windows/hardware/
// trmm-wmi-gigabyte-whitebox.json, which hold the same texts).
func (r reader) windowsFirmwareKey() (checks.Fact[checks.Model], checks.Fact[checks.YearRange]) {
	key, err := r.host.ReadKey(r.ctx, biosKey)
	if err != nil {
		return checks.UnseenBy[checks.Model](err), checks.UnseenBy[checks.YearRange](err)
	}
	const source = "registry " + biosKey
	text := func(name string) string {
		value, _ := key.Values.Text(name)
		return value
	}
	n := names{
		maker: text("SystemManufacturer"), product: text("SystemProductName"), version: text("SystemVersion"),
		boardMaker: text("BaseBoardManufacturer"), board: text("BaseBoardProduct"),
	}
	named := modelFrom(n, r.evidence(source, n.maker+" "+n.product))
	released := text("BIOSReleaseDate")
	seen := r.evidence(source, released)
	date, err := parseFirmwareDate(released)
	if err != nil {
		return named, checks.UnseenBy[checks.YearRange](err, seen)
	}
	return named, builtBy(date, 1, r.host.Now(), seen)
}

// windowsInstallDate reads when this Windows was set up. A feature update moves
// it forward, so the machine was there by then and maybe long before.
func (r reader) windowsInstallDate() checks.Fact[checks.YearRange] {
	key, err := r.host.ReadKey(r.ctx, currentVersion)
	if err != nil {
		return checks.UnseenBy[checks.YearRange](err)
	}
	seconds, ok := key.Values.Number("InstallDate")
	date := time.Unix(seconds, 0).UTC()
	seen := r.evidence("registry "+currentVersion, "InstallDate "+date.Format(time.DateOnly))
	if !ok || seconds <= 0 {
		return checks.Unseen[checks.YearRange](checks.Unreadable, "no InstallDate", seen)
	}
	return builtBy(date, 0, r.host.Now(), seen)
}

// windowsBatteries asks the battery driver; an empty answer is a machine
// without a battery. The same capacities stand in windows/battery/
// glpi-batteryreport-worn.xml.
func (r reader) windowsBatteries() checks.Fact[[]checks.Battery] {
	const source = "system call windows.battery"
	rows, err := r.host.Call(r.ctx, "windows.battery")
	if err != nil {
		return checks.UnseenBy[[]checks.Battery](err)
	}
	batteries := []checks.Battery{}
	for _, row := range rows {
		full, haveFull := row.Number("full")
		design, haveDesign := row.Number("design")
		if !haveFull || !haveDesign {
			full, design = 0, 0
		}
		b := checks.Battery{Capacity: share(full, design, r.evidence(source, capacities(full, design)))}
		if n, ok := row.Number("cycles"); ok && n > 0 && n < 20000 {
			b.Cycles = int(n)
		}
		batteries = append(batteries, b)
	}
	return checks.Known(batteries, r.evidence(source, plural(len(rows), "battery", "batteries")))
}

// windowsTPM asks the TPM base services.
func (r reader) windowsTPM() checks.Fact[checks.TPM] {
	const source = "system call windows.tpm"
	rows, err := r.host.Call(r.ctx, "windows.tpm")
	if err != nil {
		return checks.UnseenBy[checks.TPM](err)
	}
	if len(rows) == 0 {
		return checks.Known(checks.NoTPM, r.evidence(source, "none"))
	}
	version, _ := rows[0].Text("version")
	return tpmVersion(version, r.evidence(source, version))
}

// tpmVersion reads a version as "2.0" or, of Win32_Tpm, "2.0, 0, 1.38".
func tpmVersion(text string, seen checks.Evidence) checks.Fact[checks.TPM] {
	first, _, _ := strings.Cut(text, ",")
	switch strings.TrimSpace(first) {
	case "1.2":
		return checks.Known(checks.TPM12, seen)
	case "2.0":
		return checks.Known(checks.TPM20, seen)
	}
	return checks.Unseen[checks.TPM](checks.Unreadable, "no version", seen)
}

// windowsFirmware reads how the machine starts, and whether Secure Boot is on
// from the registry value that every user may read.
func (r reader) windowsFirmware() (checks.Fact[checks.Firmware], checks.Fact[bool]) {
	const source = "system call windows.firmware"
	kind := func() checks.Fact[checks.Firmware] {
		row, err := r.row("windows.firmware")
		if err != nil {
			return checks.UnseenBy[checks.Firmware](err)
		}
		text, _ := row.Text("type")
		seen := r.evidence(source, text)
		switch checks.Firmware(text) {
		case checks.UEFI, checks.BIOS:
			return checks.Known(checks.Firmware(text), seen)
		}
		return checks.Unseen[checks.Firmware](checks.Unreadable, "", seen)
	}()
	key, err := r.host.ReadKey(r.ctx, secureBootKey+`\State`)
	if err != nil {
		return kind, checks.UnseenBy[bool](err)
	}
	on, ok := key.Values.Truth("UEFISecureBootEnabled")
	seen := r.evidence("registry "+secureBootKey+`\State`, "UEFISecureBootEnabled")
	if !ok {
		return kind, checks.Unseen[bool](checks.Unreadable, "no truth value", seen)
	}
	seen.Value = "UEFISecureBootEnabled " + map[bool]string{true: "1", false: "0"}[on]
	return kind, checks.Known(on, seen)
}

// windowsCertificates reads how far Windows has come with the Secure Boot
// certificates of 2023 (value UEFICA2023Status, from Microsoft's guidance for
// administrators).
func (r reader) windowsCertificates() checks.Fact[checks.CertificateState] {
	const name = secureBootKey + `\Servicing`
	key, err := r.host.ReadKey(r.ctx, name)
	if err != nil {
		return checks.UnseenBy[checks.CertificateState](err)
	}
	text, _ := key.Values.Text("UEFICA2023Status")
	seen := r.evidence("registry "+name, "UEFICA2023Status "+text)
	switch state := checks.CertificateState(text); state {
	case checks.CertificatesUpdated, checks.CertificatesInProgress, checks.CertificatesNotStarted:
		return checks.Known(state, seen)
	}
	return checks.Unseen[checks.CertificateState](checks.Unreadable, "", seen)
}
