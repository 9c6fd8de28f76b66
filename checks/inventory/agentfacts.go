package inventory

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/host"
)

// teller puts what an agent noted where the collectors read, and into facts
// where nothing that they read stands for it.
type teller struct {
	agent *agent
	*Noted
	system checks.System
	taken  time.Time
}

const megabyte = 1 << 20

func (t *teller) tell() {
	t.call("hostname", "hardware", checks.Row{"name": word(t.agent.one("hardware"), "name")})
	if id, ok := t.id(); ok {
		t.call("machine.id", "deviceid", checks.Row{"id": id})
	}
	if size, ok := t.agent.one("hardware").Number("memory"); ok && size > 0 && size < 1<<30 {
		t.call("memory", "hardware", checks.Row{"total": size * megabyte})
	}
	t.processor()
	t.uptime()
	t.firmware()
	t.platform()
	t.volumes()
	t.batteries()
	t.encryption()
	t.firewall()
	t.protection()
	t.updates()
	t.remoteTools()
	t.network()
}

// saw is the evidence of one section.
func (t *teller) saw(section, value string) checks.Evidence {
	return checks.Evidence{Source: t.Engine + ": " + section, Value: short(value)}
}

// call records a native call and says which section stands behind it.
func (t *teller) call(name, section string, rows ...checks.Row) {
	for _, row := range rows {
		for column, value := range row {
			if value == "" {
				delete(row, column)
			}
		}
	}
	t.Recording.Calls = append(t.Recording.Calls, host.CallAnswer{Call: []string{name}, Rows: rows})
	t.Sources["system call "+name] = section
}

func (t *teller) file(path, section, text string) {
	if text == "" {
		return
	}
	t.Recording.Files = append(t.Recording.Files, host.File{Path: path, Text: text + "\n"})
	t.Sources["file "+path] = section
}

// id tells the machine by the name that the agent gave itself. A Mac's platform
// id is what Ounce takes itself, so that a Mac is known again. The SMBIOS id and
// the serial numbers of the other machines are left alone: see checks.MachineID.
func (t *teller) id() (string, bool) {
	if uuid := word(t.agent.one("hardware"), "uuid"); t.system == checks.MacOS && uuid != "" {
		return checks.MachineID(uuid)
	}
	if strings.TrimSpace(t.agent.deviceID) == "" {
		return "", false
	}
	return checks.MachineID("agent " + t.agent.deviceID)
}

// processor: THREAD counts those of a whole processor, whatever the schema says
// (2 cores and 4 threads of an i5-4210U in its own example).
func (t *teller) processor() {
	rows := t.agent.sections["cpus"]
	if len(rows) == 0 {
		return
	}
	row := checks.Row{"model": word(rows[0], "name")}
	for into, column := range map[string]string{"cores": "core", "threads": "thread"} {
		total := int64(0)
		for _, cpu := range rows {
			if n, ok := cpu.Number(column); ok && n > 0 && n < 4096 {
				total += n
			}
		}
		if total > 0 {
			row[into] = total
		}
	}
	t.call("cpu", "cpus", row)
}

func (t *teller) uptime() {
	text := word(t.agent.one("operatingsystem"), "boot_time")
	if boot, err := time.ParseInLocation(agentTime, text, t.agent.zone()); err == nil {
		t.call("uptime", "operatingsystem", checks.Row{"boot": boot.Format(time.RFC3339)})
	}
}

// firmware puts the texts of SMBIOS where each system keeps them; agents read
// the same ones. What stands for a virtual machine says nothing of hardware.
func (t *teller) firmware() {
	bios := t.agent.one("bios")
	texts := map[string]string{
		"maker": word(bios, "smanufacturer"), "product": word(bios, "smodel"),
		"board maker": word(bios, "mmanufacturer"), "board": word(bios, "mmodel"), "date": firmwareDate(word(bios, "bdate")),
	}
	if texts["product"] == "" {
		return
	}
	switch t.system {
	case checks.Windows:
		const key = `HKLM\HARDWARE\DESCRIPTION\System\BIOS`
		values := checks.Row{}
		for name, text := range map[string]string{
			"SystemManufacturer": "maker", "SystemProductName": "product", "BaseBoardManufacturer": "board maker",
			"BaseBoardProduct": "board", "BIOSReleaseDate": "date",
		} {
			if texts[text] != "" {
				values[name] = texts[text]
			}
		}
		t.Recording.Registry = append(t.Recording.Registry, host.RegistryKey{Key: key, Values: values})
		t.Sources["registry "+key] = "bios"
	case checks.Linux:
		const dmi = "/sys/class/dmi/id/"
		for name, text := range map[string]string{
			"sys_vendor": "maker", "product_name": "product", "board_vendor": "board maker", "board_name": "board", "bios_date": "date",
		} {
			t.file(dmi+name, "bios", texts[text])
		}
	case checks.MacOS:
		model := texts["product"]
		name := strings.TrimRight(strings.SplitN(model, ",", 2)[0], "0123456789")
		profile, err := json.Marshal(map[string]any{"SPHardwareDataType": []any{map[string]string{"machine_model": model, "machine_name": name}}})
		if err == nil {
			run := []string{"system_profiler", "SPHardwareDataType", "-json"}
			t.Recording.Commands = append(t.Recording.Commands, host.Command{Run: run, Output: string(profile)})
			t.Sources["program "+strings.Join(run, " ")] = "bios"
		}
	}
}

// firmwareDate writes a date as SMBIOS does: MM/DD/YYYY. JSON has it as
// YYYY-MM-DD.
func firmwareDate(text string) string {
	if date, err := time.Parse(time.DateOnly, text); err == nil {
		return date.Format("01/02/2006")
	}
	return text
}

// chassis tells a laptop from a desktop by the names that SMBIOS gives.
func chassis(text string) (portable, ok bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "laptop", "notebook", "portable", "sub notebook", "tablet", "convertible", "detachable", "hand held":
		return true, true
	case "desktop", "low profile desktop", "tower", "mini tower", "pizza box", "all in one", "space-saving", "lunch box",
		"main server chassis", "main system chassis", "rack mount chassis", "mini pc", "stick pc", "sealed-case pc", "blade":
		return false, true
	}
	return false, false
}

// platform fills what collectors would read of the system itself.
func (t *teller) platform() {
	os, hw, p := t.agent.one("operatingsystem"), t.agent.one("hardware"), &t.Facts.Platform
	if portable, ok := chassis(word(hw, "chassis_type")); ok {
		p.Portable = checks.Known(portable, t.saw("hardware", "chassis "+word(hw, "chassis_type")))
	}
	if kind := word(hw, "vmsystem"); kind != "" {
		p.Virtual = checks.Known(!strings.EqualFold(kind, "Physical"), t.saw("hardware", "vmsystem "+kind))
	}
	full := word(os, "full_name")
	if full == "" {
		full = word(hw, "osname")
	}
	switch t.system {
	case checks.Windows:
		version := word(os, "kernel_version")
		if version == "" {
			version = word(hw, "osversion")
		}
		windowsPlatform(p, full, version, word(os, "version"), t.saw("operatingsystem", full+" "+version))
	case checks.MacOS:
		version := word(os, "version")
		if version == "" {
			version = word(hw, "osversion")
		}
		macPlatform(p, version, t.saw("operatingsystem", full+" "+version))
	default:
		linuxPlatform(p, word(os, "name"), full, word(os, "version"), t.saw("operatingsystem", full))
	}
}

var macVersion = regexp.MustCompile(`^\d{2}(\.\d+){0,2}`)

// macPlatform reads a version as "14.5 (23F79)".
func macPlatform(p *checks.Platform, version string, seen checks.Evidence) {
	number := macVersion.FindString(version)
	if number == "" {
		return
	}
	p.Release = checks.Known(number, seen)
	p.Product = checks.Known("macOS "+number, seen)
}

var numbered = regexp.MustCompile(`^\d+(\.\d+)?`)

// linuxPlatform knows the distributions that are in the table of support by the
// names that they give themselves.
func linuxPlatform(p *checks.Platform, name, full, version string, seen checks.Evidence) {
	lower := strings.ToLower(name + " " + full)
	number := numbered.FindString(version)
	id := ""
	switch {
	case strings.HasPrefix(lower, "ubuntu"):
		id = "ubuntu"
	case strings.HasPrefix(lower, "debian"):
		id = "debian"
		number, _, _ = strings.Cut(number, ".")
	case strings.HasPrefix(lower, "fedora"):
		id = "fedora"
	}
	if full != "" {
		p.Product = checks.Known(full, seen)
	}
	if id != "" {
		p.Distribution = checks.Known(id, seen)
	}
	if number != "" {
		p.Release = checks.Known(number, seen)
	}
}

var build = regexp.MustCompile(`^(\d+)\.(\d+)\.(\d{4,5})(?:\.(\d+))?$`)

// windowsRelease leaves out 2009, where the number stood still for all that came
// after.
var windowsRelease = regexp.MustCompile(`^(\d\dH\d|1[5-9]\d\d|2004)$`)

// windowsPlatform reads a name as Windows shows it ("Microsoft Windows 11
// Professionnel"), in any language, and a version as 10.0.22631 or with the
// revision. Names of editions that differ by language and are not here leave the
// edition open.
func windowsPlatform(p *checks.Platform, name, version, release string, seen checks.Evidence) {
	name = strings.TrimSpace(strings.NewReplacer("Microsoft ", "", "Microsoft® ", "", "®", "", "™", "", "(R)", "").Replace(name))
	server := strings.Contains(name, "Server")
	if found := build.FindStringSubmatch(version); found != nil {
		p.Release = checks.Known(fmt.Sprintf("%s.%s.%s", found[1], found[2], found[3]), seen)
		p.Build = checks.Known(strings.TrimSuffix(found[3]+"."+found[4], "."), seen)
	}
	if !strings.Contains(name, "Windows") {
		return
	}
	p.Server = checks.Known(server, seen)
	product := name
	if !server && windowsRelease.MatchString(release) {
		product += " " + release
	}
	p.Product = checks.Known(product, seen)
	if edition := windowsEdition(name); edition != "" {
		p.Edition = checks.Known(edition, seen)
	}
}

// windowsEdition gives the EditionID behind a name of Windows; empty for one
// that could be several.
func windowsEdition(name string) string {
	words := strings.Fields(name)
	at := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	switch {
	case len(words) < 3 || words[0] != "Windows" || strings.Contains(name, "LTS"):
		return ""
	case strings.Contains(name, "Server"):
		for _, word := range words {
			switch word {
			case "Standard":
				return "ServerStandard"
			case "Datacenter":
				return "ServerDatacenter"
			case "Essentials":
				return "ServerSolution"
			}
		}
		return ""
	}
	switch at(2) {
	case "Pro", "Professional", "Professionnel":
		return "Professional"
	case "Home", "Famille":
		return "Core"
	case "Enterprise", "Entreprise":
		return "Enterprise"
	case "Education", "Éducation":
		return "Education"
	}
	return ""
}
