package checks_test

import (
	"strings"
	"testing"

	"ounce/checks"
)

func TestMachineIDIsHashed(t *testing.T) {
	id, ok := checks.MachineID("0123456789abcdef0123456789abcdef\n")
	if !ok || len(id) != 32 || strings.Contains(id, "0123456789abcdef") {
		t.Errorf("got %q, %v", id, ok)
	}
	if same, _ := checks.MachineID("0123456789ABCDEF0123456789ABCDEF"); same != id {
		t.Error("the case of the id changes the hash")
	}
	for _, none := range []string{"", "uninitialized\n", "00000000-0000-0000-0000-000000000000"} {
		if _, ok := checks.MachineID(none); ok {
			t.Errorf("%q gives an id", none)
		}
	}
}

func TestIdentityIsIDAndName(t *testing.T) {
	same := []checks.Machine{{ID: "1", Name: "Front Desk.local"}, {ID: "1", Name: "FRONT-DESK"}}
	a, _ := same[0].Identity()
	b, _ := same[1].Identity()
	if a != b {
		t.Errorf("%q and %q are one machine", a, b)
	}
	copied := checks.Machine{ID: "1", Name: "OFFICE-2"}
	if c, _ := copied.Identity(); c == a {
		t.Error("two machines from one disk image are two")
	}
	if _, ok := (&checks.Machine{Name: "OFFICE-2"}).Identity(); ok {
		t.Error("a machine without an id has an identity")
	}
}

func TestLearningKeepsWhatIsKnown(t *testing.T) {
	var own, other checks.Facts
	own.Platform.System = checks.Windows
	own.Hardware.Memory = checks.Known(checks.Memory{Total: 8 << 30})
	own.Hardware.TPM = checks.Unseen[checks.TPM](checks.NotHeld, "")
	own.Hardware.Uptime = checks.Unseen[checks.Uptime](checks.NotHeld, "")
	own.Firewall.On = checks.Unseen[bool](checks.Conflicting, "on and off")
	other.Platform.System = checks.Linux
	other.Hardware.Memory = checks.Known(checks.Memory{Total: 4 << 30})
	other.Hardware.TPM = checks.Known(checks.TPM20)
	other.Firewall.On = checks.Known(true)
	other.Hardware.Model = checks.Unseen[checks.Model](checks.Denied, "")
	other.Backup.Tools = []checks.BackupTool{{ID: "x"}}
	own.Learn(other)
	memory, _ := own.Hardware.Memory.Get()
	chip, _ := own.Hardware.TPM.Get()
	if own.Platform.System != checks.Windows || memory.Total != 8<<30 {
		t.Error("what was known is overwritten")
	}
	if chip != checks.TPM20 || own.Hardware.Model.Why().Reason != checks.Denied || len(own.Backup.Tools) != 1 {
		t.Errorf("not learnt: chip %q, model %v, tools %v", chip, own.Hardware.Model.Why(), own.Backup.Tools)
	}
	if own.Firewall.On.Known() {
		t.Error("two answers that differ are settled by a third")
	}
	if own.Hardware.Uptime.Why().Reason != checks.NotHeld || !own.Updates.LastCheck.IsZero() {
		t.Error("nothing is learnt from nothing")
	}
}
