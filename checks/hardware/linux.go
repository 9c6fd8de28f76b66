package hardware

import (
	"fmt"
	"time"

	"ounce/checks"
)

const dmi = "/sys/class/dmi/id/"

// linux reads what only Linux says in its own way.
func (r reader) linux(f *checks.Hardware) {
	var notes journal
	together(
		func() { notes = r.journal() },
		func() { f.Model = r.linuxModel() },
		func() { f.Built = narrow(r.linuxFirmwareDate(), r.linuxInstallDate()) },
		func() { f.Disks = r.linuxDisks() },
		func() { f.Arrays = r.mdArrays() },
		func() { f.Batteries = r.powerSupplies() },
		func() { f.Stops = r.wtmpStops() },
		func() { f.TPM = r.linuxTPM() },
		func() { f.Firmware = r.linuxFirmware() },
		func() { f.SecureBoot = r.linuxSecureBoot() },
	)
	f.DiskErrors = r.diskErrors(notes, f.Disks)
}

// linuxModel reads the names that the firmware gives in /sys/class/dmi/id; all
// of them are readable without administrator rights.
func (r reader) linuxModel() checks.Fact[checks.Model] {
	product, err := r.text(dmi + "product_name")
	if err != nil {
		return checks.UnseenBy[checks.Model](err)
	}
	n := names{product: product}
	for file, into := range map[string]*string{
		"sys_vendor": &n.maker, "product_version": &n.version, "board_vendor": &n.boardMaker, "board_name": &n.board,
	} {
		*into, _ = r.text(dmi + file)
	}
	return modelFrom(n, r.evidence("file "+dmi+"product_name", n.maker+" "+product))
}

// linuxFirmwareDate reads the date of the firmware, which every update moves:
// the machine was there by then, and nothing says how long before.
func (r reader) linuxFirmwareDate() checks.Fact[checks.YearRange] {
	text, err := r.text(dmi + "bios_date")
	if err != nil {
		return checks.UnseenBy[checks.YearRange](err)
	}
	seen := r.evidence("file "+dmi+"bios_date", text)
	date, err := parseFirmwareDate(text)
	if err != nil {
		return checks.UnseenBy[checks.YearRange](err, seen)
	}
	return builtBy(date, 1, r.host.Now(), seen)
}

// parseFirmwareDate reads a date as SMBIOS writes it, MM/DD/YYYY.
func parseFirmwareDate(text string) (time.Time, error) {
	date, err := time.Parse("01/02/2006", text)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the date of the firmware: %q is none", checks.Excerpt(text))
	}
	return date, nil
}

// linuxInstallDate takes the age of the folder that Debian's and Ubuntu's
// installer leaves behind. Only a physical machine has it for its own: images
// of virtual machines bring it along.
func (r reader) linuxInstallDate() checks.Fact[checks.YearRange] {
	const folder = "/var/log/installer"
	entry, err := r.host.Stat(r.ctx, folder)
	if err != nil {
		return checks.UnseenBy[checks.YearRange](err)
	}
	return builtBy(entry.Modified, 0, r.host.Now(), r.evidence("file "+folder, entry.Modified.Format(time.DateOnly)))
}

// linuxTPM reads the version that the kernel's driver tells (Linux 5.6 and up).
func (r reader) linuxTPM() checks.Fact[checks.TPM] {
	const folder = "/sys/class/tpm"
	chips, err := r.host.ReadDir(r.ctx, folder)
	if err != nil {
		return checks.UnseenBy[checks.TPM](err)
	}
	if len(chips) == 0 {
		return checks.Known(checks.NoTPM, r.evidence("folder "+folder, "empty"))
	}
	file := folder + "/" + chips[0].Name + "/tpm_version_major"
	version, err := r.text(file)
	if err != nil {
		return checks.UnseenBy[checks.TPM](err)
	}
	seen := r.evidence("file "+file, version)
	switch version {
	case "1":
		return checks.Known(checks.TPM12, seen)
	case "2":
		return checks.Known(checks.TPM20, seen)
	}
	return checks.Unseen[checks.TPM](checks.Unreadable, "no version", seen)
}

const (
	sysFirmware = "/sys/firmware"
	efi         = sysFirmware + "/efi"
)

// linuxFirmware tells UEFI by the folder that the kernel shows only then, and
// BIOS by a list of firmware folders that has the tables of a PC without it.
func (r reader) linuxFirmware() checks.Fact[checks.Firmware] {
	entries, err := r.host.ReadDir(r.ctx, sysFirmware)
	if err != nil {
		return checks.UnseenBy[checks.Firmware](err)
	}
	there := map[string]bool{}
	for _, entry := range entries {
		there[entry.Name] = true
	}
	seen := r.evidence("folder "+sysFirmware, fmt.Sprintf("efi %v, dmi %v", there["efi"], there["dmi"]))
	switch {
	case there["efi"]:
		return checks.Known(checks.UEFI, seen)
	case there["dmi"]:
		return checks.Known(checks.BIOS, seen)
	}
	return checks.Unseen[checks.Firmware](checks.Unsupported, "", seen)
}

// linuxSecureBoot reads the firmware variable: four bytes of attributes and one
// that is 0 or 1.
func (r reader) linuxSecureBoot() checks.Fact[bool] {
	const file = efi + "/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
	data, err := r.host.ReadFile(r.ctx, file)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	seen := r.evidence("file "+file, fmt.Sprintf("%x", data[:min(len(data), 8)]))
	if len(data) != 5 || data[4] > 1 {
		return checks.Unseen[bool](checks.Unreadable, "not five bytes with a truth value", seen)
	}
	return checks.Known(data[4] == 1, seen)
}
