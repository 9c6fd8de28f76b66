package host

import (
	"slices"

	"ounce/checks"
)

// CallDoc documents one call of Host.Call: it is the contract between the live
// systems, the recordings, and the collectors. A test holds it against the live
// hosts of all systems.
type CallDoc struct {
	Name    string
	Args    string // what it takes; empty for nothing
	About   string
	Systems []checks.System
	Source  string // the system interface behind it
	Columns []ColumnDoc
}

// ColumnDoc documents one column. A column that the system does not know is
// absent from the row; it is never zero instead.
type ColumnDoc struct {
	Name  string
	Kind  string // text, number or truth
	Unit  string
	About string
}

func everywhere() []checks.System { return []checks.System{checks.Linux, checks.MacOS, checks.Windows} }

func onWindows() []checks.System { return []checks.System{checks.Windows} }

// Calls lists every call, sorted by name. None needs administrator rights.
func Calls() []CallDoc {
	all := slices.Concat(commonCalls(), windowsCalls())
	slices.SortFunc(all, func(a, b CallDoc) int {
		switch {
		case a.Name < b.Name:
			return -1
		case a.Name > b.Name:
			return 1
		}
		return 0
	})
	return all
}

func commonCalls() []CallDoc {
	return []CallDoc{
		{
			Name: "cpu", About: "the processor, one row", Systems: everywhere(),
			Source: "/proc/cpuinfo and /sys; sysctl; registry HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor and GetLogicalProcessorInformationEx",
			Columns: []ColumnDoc{
				{Name: "model", Kind: "text", About: "as its maker calls it"},
				{Name: "vendor", Kind: "text", About: "as GenuineIntel, AuthenticAMD, Apple"},
				{Name: "cores", Kind: "number", About: "physical cores of all sockets"},
				{Name: "threads", Kind: "number", About: "logical processors"},
				{Name: "mhz", Kind: "number", Unit: "MHz", About: "nominal speed; absent on Apple silicon"},
			},
		},
		{
			Name: "filesystems", About: "one row for each mounted local fixed, removable and network file system; no pseudo file systems", Systems: everywhere(),
			Source: "/proc/self/mountinfo and statfs; getfsstat; GetLogicalDrives, GetDriveType, GetVolumeInformation, GetDiskFreeSpaceEx",
			Columns: []ColumnDoc{
				{Name: "mount", Kind: "text", About: `mount point, as "/" or "C:\"`},
				{Name: "device", Kind: "text", About: "device or share; absent on Windows"},
				{Name: "type", Kind: "text", About: "as ext4, apfs, NTFS"},
				{Name: "total", Kind: "number", Unit: "bytes", About: "absent when the drive does not say, as a locked or a network drive that does not answer"},
				{Name: "free", Kind: "number", Unit: "bytes", About: "what the current user may still fill; absent with total"},
				{Name: "readonly", Kind: "truth", About: "mounted read-only"},
				{Name: "removable", Kind: "truth", About: "a removable medium, or attached by USB; absent when not known"},
				{Name: "remote", Kind: "truth", About: "kept on another machine"},
			},
		},
		{
			Name: "hostname", About: "the machine's name, one row", Systems: everywhere(), Source: "gethostname, GetComputerNameEx",
			Columns: []ColumnDoc{{Name: "name", Kind: "text", About: "the machine's own name"}},
		},
		{
			Name: "machine.id", About: "an id that stays the same on every visit, one row; the system's own id is never handed over", Systems: everywhere(),
			Source:  `/etc/machine-id; IOPlatformUUID by gethostuuid; registry HKLM\SOFTWARE\Microsoft\Cryptography MachineGuid`,
			Columns: []ColumnDoc{{Name: "id", Kind: "text", About: "32 hex digits of an HMAC-SHA256 over the system's id"}},
		},
		{
			Name: "memory", About: "main memory, one row", Systems: everywhere(), Source: "/proc/meminfo; sysctl hw.memsize; GlobalMemoryStatusEx",
			Columns: []ColumnDoc{
				{Name: "total", Kind: "number", Unit: "bytes", About: "what the system may use; a little less than what is fitted"},
				{Name: "available", Kind: "number", Unit: "bytes", About: "what programs can still get; absent on macOS"},
			},
		},
		{
			Name: "session", About: "the session that Ounce was started in, one row", Systems: []checks.System{checks.Linux}, Source: "the environment",
			Columns: []ColumnDoc{{Name: "desktop", Kind: "text", About: "XDG_CURRENT_DESKTOP; absent when it is not set"}},
		},
		{
			Name: "uptime", About: "since when the machine runs, one row", Systems: everywhere(), Source: "sysinfo; sysctl kern.boottime; GetTickCount64",
			Columns: []ColumnDoc{
				{Name: "seconds", Kind: "number", Unit: "seconds", About: "since the kernel started; on Windows with Fast Startup a shutdown does not start it anew"},
				{Name: "boot", Kind: "text", Unit: "RFC 3339", About: "when the kernel started"},
			},
		},
		{
			Name: "users.me", About: "the person who runs Ounce, without a name, one row", Systems: everywhere(), Source: "getgroups; the process token",
			Columns: []ColumnDoc{
				{Name: "administrator", Kind: "truth", About: "is an administrator, also while not using it: a member of sudo, wheel or admin, or of S-1-5-32-544 (also through a filtered token)"},
				{Name: "elevated", Kind: "truth", About: "this process has administrator rights"},
			},
		},
	}
}
