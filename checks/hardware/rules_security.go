package hardware

import (
	"strconv"
	"strings"

	"ounce/checks"
)

func tpm(m *checks.Machine) checks.Verdict {
	chip, verdict, ok := checks.Need(m.Facts.Hardware.TPM)
	if !ok {
		if virtual(m) {
			return onHost(m)
		}
		return verdict
	}
	switch {
	case chip == checks.TPM20:
		verdict = checks.Passed("new", nil)
	case virtual(m):
		return onHost(m)
	case chip == checks.TPM12:
		verdict = checks.Warned("old", nil)
	default:
		verdict = checks.Warned("none", nil)
	}
	return verdict.Because(m.Facts.Hardware.TPM)
}

func secureBoot(m *checks.Machine) checks.Verdict {
	on, verdict, ok := checks.Need(m.Facts.Hardware.SecureBoot)
	switch {
	case ok && on:
		return checks.Passed("on", nil).Because(m.Facts.Hardware.SecureBoot)
	case virtual(m):
		return onHost(m)
	case ok:
		return checks.Warned("off", nil).Because(m.Facts.Hardware.SecureBoot)
	}
	if kind, known := m.Facts.Hardware.Firmware.Get(); known && kind == checks.BIOS {
		return checks.Warned("old_start", nil).Because(m.Facts.Hardware.Firmware)
	}
	return verdict
}

func bootCertificates(m *checks.Machine) checks.Verdict {
	if on, known := m.Facts.Hardware.SecureBoot.Get(); known && !on {
		return checks.Skipped("secure_boot_off", nil).Because(m.Facts.Hardware.SecureBoot)
	}
	if kind, known := m.Facts.Hardware.Firmware.Get(); known && kind == checks.BIOS {
		return checks.Skipped("secure_boot_off", nil).Because(m.Facts.Hardware.Firmware)
	}
	state, verdict, ok := checks.Need(m.Facts.Hardware.BootCertificates)
	if !ok {
		return verdict
	}
	switch state {
	case checks.CertificatesUpdated:
		verdict = checks.Passed("updated", nil)
	case checks.CertificatesInProgress:
		verdict = checks.Warned("under_way", nil)
	case checks.CertificatesNotStarted:
		verdict = checks.Warned("waiting", nil)
	default:
		verdict = checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: string(state)})
	}
	return verdict.Because(m.Facts.Hardware.BootCertificates)
}

// windows11Build is the first build of Windows 11.
const windows11Build = 22000

// What Windows 11 asks for (Microsoft's published minimum). Memory and disk are
// compared with a little less: what is seen of 4 GB and of 64 GB.
const (
	leastMemory = 3 * gb
	leastDisk   = 55 * gb
)

// windows11Ready holds a Windows 10 computer against the requirements. What is
// certain to miss decides; what only seems to be switched off is said as that;
// and where a requirement could not be seen, nothing is promised.
func windows11Ready(m *checks.Machine) checks.Verdict {
	on, hw := m.Facts.Platform, m.Facts.Hardware
	server, verdict, ok := checks.Need(on.Server)
	if !ok {
		return verdict
	}
	if server {
		return checks.Skipped("server", nil).Because(on.Server)
	}
	build, verdict, ok := checks.Need(on.Build)
	if !ok {
		return verdict
	}
	major, _, _ := strings.Cut(build, ".")
	number, err := strconv.Atoi(major)
	switch {
	case err != nil || number < 2600 || number > 99999:
		return checks.Undecided(checks.Unknown{Reason: checks.Unreadable, Detail: checks.Excerpt(build)}).Because(on.Build)
	case number >= windows11Build:
		return checks.Passed("has_it", nil).Because(on.Build)
	}
	return readiness(hw).Because(on.Build, hw.Processor, hw.Memory, hw.Volumes, hw.TPM, hw.Firmware)
}

func readiness(hw checks.Hardware) checks.Verdict {
	chip, haveChip := hw.Processor.Get()
	size, haveSize := hw.Memory.Get()
	security, haveSecurity := hw.TPM.Get()
	firmware, haveFirmware := hw.Firmware.Get()
	system, haveSystem := systemVolume(hw.Volumes)
	switch {
	case haveChip && chip.Windows11 == "no":
		return checks.Warned("processor", checks.Args{"name": chip.Name})
	case haveSize && size.Total < leastMemory:
		return checks.Warned("memory", checks.Args{"size": gigabytes(size.Total)})
	case haveSystem && system.Total < leastDisk:
		return checks.Warned("disk", checks.Args{"size": gigabytes(system.Total)})
	case haveSecurity && security == checks.TPM12:
		return checks.Warned("tpm_old", nil)
	case haveSecurity && security == checks.NoTPM:
		return checks.Warned("tpm", nil)
	case haveFirmware && firmware == checks.BIOS:
		return checks.Warned("firmware", nil)
	case haveChip && chip.Windows11 == "":
		v := checks.Undecided(checks.Unknown{Reason: checks.Unsupported})
		v.Say, v.Args = "processor_open", checks.Args{"name": chip.Name}
		return v
	}
	for _, why := range []checks.Unknown{hw.Processor.Why(), hw.Memory.Why(), hw.Volumes.Why(), hw.TPM.Why(), hw.Firmware.Why()} {
		if why.Reason != "" {
			return checks.Undecided(why)
		}
	}
	if !haveChip || !haveSize || !haveSecurity || !haveFirmware || !haveSystem {
		return checks.Undecided(checks.Unknown{Reason: checks.Unreadable})
	}
	return checks.Passed("ready", nil)
}

func systemVolume(volumes checks.Fact[[]checks.Volume]) (checks.Volume, bool) {
	list, _ := volumes.Get()
	for _, v := range list {
		if v.System && v.Total > 0 {
			return v, true
		}
	}
	return checks.Volume{}, false
}
