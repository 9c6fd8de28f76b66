package inventory

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/host"
)

// agent is an inventory of a FusionInventory or GLPI agent. Both know the same
// sections and columns, one as XML and the other as JSON; here their names are
// in lower case, and lists have the name that JSON gives them.
type agent struct {
	// deviceID is the name that the agent gave itself when it was set up:
	// the machine's name then, and the moment.
	deviceID string
	client   string // "FusionInventory-Agent_v2.6-3", "GLPI-Agent_v1.7.1"
	// query is what was asked: an inventory, or a device of the network.
	query, itemType, deviceType string
	partial                     bool
	sections                    map[string][]checks.Row
}

// sections lists those that are read, by their names in XML where these differ.
func sections() map[string]string {
	return map[string]string{
		"accesslog": "accesslog", "antivirus": "antivirus", "batteries": "batteries", "bios": "bios", "cpus": "cpus",
		"drives": "drives", "firewall": "firewalls", "firewalls": "firewalls", "hardware": "hardware", "networks": "networks",
		"operatingsystem": "operatingsystem", "remote_mgmt": "remote_mgmt", "softwares": "softwares",
	}
}

// maxRows is the most rows of a section that are read: more programs than any
// machine has.
const maxRows = 50_000

// refuse says what an inventory is of, where it is not one of a computer.
func (a *agent) refuse() error {
	what := strings.ToLower(a.itemType + " " + a.deviceType)
	query := strings.ToLower(a.query)
	switch {
	case strings.Contains(what, "printer"):
		return errors.New("holds the inventory of a printer, not of a computer")
	case strings.Contains(what, "phone"):
		return errors.New("holds the inventory of a phone, not of a computer")
	case strings.Contains(what, "network"), strings.Contains(query, "snmp"), strings.HasPrefix(query, "net"):
		return errors.New("holds the inventory of a network device, not of a computer")
	case !slices.Contains([]string{"", "computer"}, strings.TrimSpace(what)):
		return fmt.Errorf("holds the inventory of a %s, not of a computer", short(strings.TrimSpace(what)))
	case query != "" && query != "inventory":
		return fmt.Errorf("holds no inventory, but what the agent calls %q", short(a.query))
	case a.partial:
		return errors.New("holds only what changed since the last inventory; please take a whole one (glpi-agent --full)")
	case len(a.sections["operatingsystem"])+len(a.sections["hardware"]) == 0:
		return errors.New("says nothing about the computer's system")
	}
	return nil
}

// one gives the first row of a section, empty where there is none.
func (a *agent) one(section string) checks.Row {
	if rows := a.sections[section]; len(rows) > 0 {
		return rows[0]
	}
	return checks.Row{}
}

// word gives a column as text, whatever its type.
func word(row checks.Row, name string) string {
	if text, ok := row.Text(name); ok {
		return strings.Join(strings.Fields(text), " ")
	}
	if n, ok := row.Number(name); ok {
		return fmt.Sprint(n)
	}
	return ""
}

// noted makes a computer of the inventory.
func (a *agent) noted() (Noted, error) {
	if err := a.refuse(); err != nil {
		return Noted{}, err
	}
	system, err := a.system()
	if err != nil {
		return Noted{}, err
	}
	taken, err := a.taken()
	if err != nil {
		return Noted{}, err
	}
	n := Noted{
		Engine:    a.engine(),
		Recording: &host.Recording{Version: host.RecordingVersion, System: system, Now: taken, Unlisted: checks.NotHeld},
		Sources:   map[string]string{},
	}
	t := teller{agent: a, Noted: &n, system: system, taken: taken}
	t.tell()
	return n, nil
}

var clientName = regexp.MustCompile(`^(GLPI|FusionInventory)[- ]?Agent[_ ]?v?([0-9][0-9A-Za-z.-]*)?`)

// engine is the agent with its version.
func (a *agent) engine() string {
	found := clientName.FindStringSubmatch(a.client)
	switch {
	case found == nil && a.client == "":
		return "Inventory agent"
	case found == nil:
		return short(a.client)
	}
	return strings.TrimSpace(found[1] + " Agent " + found[2])
}

// system tells the family of the operating system.
func (a *agent) system() (checks.System, error) {
	os, hw := a.one("operatingsystem"), a.one("hardware")
	names := []string{word(os, "name"), word(os, "full_name"), word(hw, "osname")}
	said := strings.ToLower(strings.Join(append(names, word(os, "kernel_name")), "|"))
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(said, w) })
	}
	switch {
	case has("android", "esx", "vmware", "aix", "hp-ux", "hpux", "solaris", "bsd"):
	case has("windows", "mswin"):
		return checks.Windows, nil
	case has("macos", "mac os", "darwin"):
		return checks.MacOS, nil
	case has("linux", "ubuntu", "debian", "fedora", "centos", "red hat", "suse", "arch"):
		return checks.Linux, nil
	}
	for _, name := range names {
		if name != "" {
			return "", fmt.Errorf("holds a computer with %s; Ounce knows Windows, macOS and Linux", short(name))
		}
	}
	return "", errors.New("says nothing about the computer's system")
}

const agentTime = "2006-01-02 15:04:05"

// zone is the machine's own: its times are local ones.
func (a *agent) zone() *time.Location {
	offset := word(a.one("operatingsystem"), "timezone.offset")
	if t, err := time.Parse("-0700", offset); err == nil {
		return t.Location()
	}
	return time.UTC
}

// taken is when the inventory was made.
func (a *agent) taken() (time.Time, error) {
	text := word(a.one("accesslog"), "logdate")
	t, err := time.ParseInLocation(agentTime, text, a.zone())
	if err != nil || t.Year() < 2010 {
		return time.Time{}, errors.New("does not say when the inventory was made")
	}
	return t, nil
}

// short cuts a text to what people read in a sentence.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:59]) + "…"
	}
	return text
}
