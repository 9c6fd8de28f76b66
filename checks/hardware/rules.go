package hardware

import (
	"ounce/checks"
)

func rules() []checks.Check {
	return []checks.Check{
		{ID: "hardware.disk_free", Judge: diskFree},
		{ID: "hardware.disk_health", Judge: diskHealth},
		{ID: "hardware.disk_wear", Judge: diskWear},
		{ID: "hardware.disk_errors", Judge: diskErrors},
		{ID: "hardware.disk_type", Judge: diskType},
		{ID: "hardware.disk_array", Judge: diskArray},
		{ID: "hardware.memory", Judge: memory},
		{ID: "hardware.processor", Judge: processor},
		{ID: "hardware.model", Judge: model},
		{ID: "hardware.age", Judge: age},
		{ID: "hardware.battery", Judge: battery},
		{ID: "hardware.uptime", Judge: uptime},
		{ID: "hardware.unexpected_restarts", Judge: unexpectedRestarts},
		{ID: "hardware.crashes", Judge: crashes},
		{ID: "hardware.tpm", Judge: tpm},
		{ID: "hardware.secure_boot", Judge: secureBoot},
		{ID: "hardware.boot_certificates", Judge: bootCertificates},
		{ID: "hardware.windows11_ready", Judge: windows11Ready},
	}
}

// virtual tells whether the machine is known to be a virtual one: what it is
// made of is then its host's matter.
func virtual(m *checks.Machine) bool {
	if v, ok := m.Facts.Platform.Virtual.Get(); ok {
		return v
	}
	named, ok := m.Facts.Hardware.Model.Get()
	return ok && isVirtual(named)
}

// physical tells whether a rule about the machine's own parts may judge. It may
// not on a virtual machine, nor where nobody could look whether it is one.
func physical(m *checks.Machine) (checks.Verdict, bool) {
	if virtual(m) {
		return onHost(m), false
	}
	if kind := m.Facts.Platform.Virtual; kind.Why().ReadFailed() {
		return checks.Undecided(kind.Why()).Because(kind), false
	}
	return checks.Verdict{}, true
}

// onHost is the verdict for a virtual machine.
func onHost(m *checks.Machine) checks.Verdict {
	return checks.Skipped("virtual", nil).Because(m.Facts.Platform.Virtual)
}

// gigabytes says a size as people buy it: 16 for what a system calls 15.6.
func gigabytes(bytes int64) int64 { return (bytes + gb/2) / gb }

const gb = 1 << 30
