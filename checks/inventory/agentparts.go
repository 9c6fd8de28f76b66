package inventory

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/lifecycle"
	"ounce/checks/protection"
)

// volumes: on Windows the agent names the kind of a drive and the system's own,
// elsewhere the collector sorts them by mount and file system. Sizes are whole
// megabytes.
func (t *teller) volumes() {
	drives := t.agent.sections["drives"]
	if t.system != checks.Windows {
		rows := []checks.Row{}
		for _, d := range drives {
			total, free, ok := sizes(d)
			if !ok {
				continue
			}
			rows = append(rows, checks.Row{
				"mount": word(d, "type"), "device": word(d, "volumn"), "type": word(d, "filesystem"), "total": total, "free": free,
				"remote": remoteKind(word(d, "filesystem")),
			})
		}
		if len(rows) > 0 {
			t.call("filesystems", "drives", rows...)
		}
		return
	}
	var list []checks.Volume
	var seen []checks.Evidence
	for _, d := range drives {
		total, free, ok := sizes(d)
		if system, _ := d.Truth("systemdrive"); ok && strings.EqualFold(word(d, "type"), "Local Disk") {
			letter := strings.ToUpper(word(d, "letter"))
			list = append(list, checks.Volume{Mount: letter, Total: total, Free: free, System: system})
			seen = append(seen, t.saw("drives", fmt.Sprintf("%s %d of %d bytes free", letter, free, total)))
		}
	}
	if len(list) > 0 {
		t.Facts.Hardware.Volumes = checks.Known(list, seen...)
	}
}

func sizes(drive checks.Row) (total, free int64, ok bool) {
	total, ok1 := drive.Number("total")
	free, ok2 := drive.Number("free")
	if !ok1 || !ok2 || total <= 0 || free < 0 || free > total || total > 1<<34 {
		return 0, 0, false
	}
	return total * megabyte, free * megabyte, true
}

func remoteKind(filesystem string) bool {
	switch strings.ToLower(filesystem) {
	case "nfs", "nfs4", "cifs", "smbfs", "smb3", "sshfs", "fuse.sshfs", "afpfs", "webdav":
		return true
	}
	return false
}

// batteries counts those of which both capacities are noted, in mWh.
func (t *teller) batteries() {
	var list []checks.Battery
	var seen []checks.Evidence
	for _, b := range t.agent.sections["batteries"] {
		design, ok1 := b.Number("capacity")
		left, ok2 := b.Number("real_capacity")
		one := checks.Battery{Capacity: checks.Unseen[int](checks.NotHeld, "")}
		if ok1 && ok2 && design > 0 && left > 0 && left <= design*2 {
			saw := t.saw("batteries", fmt.Sprintf("%d of %d mWh", left, design))
			one.Capacity = checks.Known(int(left*100/design), saw)
			seen = append(seen, saw)
		}
		list = append(list, one)
	}
	if len(list) > 0 {
		t.Facts.Hardware.Batteries = checks.Known(list, seen...)
	}
}

// firstBuildWithMethods is the first Windows that tells by which method a volume
// is encrypted, so that one whose protection is only suspended shows itself.
const firstBuildWithMethods = 10240

// encryption reads what the agent says of the system's volume. On a Mac and on
// Linux it notes only what is encrypted: silence is not "off".
func (t *teller) encryption() {
	for _, d := range t.agent.sections["drives"] {
		system, _ := d.Truth("systemdrive")
		if t.system != checks.Windows {
			system = word(d, "type") == "/"
		}
		status, method := strings.ToLower(word(d, "encrypt_status")), word(d, "encrypt_algo")
		if !system || status == "" {
			continue
		}
		seen := t.saw("drives", strings.Join([]string{word(d, "encrypt_name"), status, method}, " "))
		f := &t.Facts.Access.SystemVolume
		number, _ := strconv.Atoi(strings.SplitN(t.Facts.Platform.Build.Or("0"), ".", 2)[0])
		switch {
		case status == "yes":
			*f = checks.Known(checks.EncryptionOn, seen)
		case status == "no" && t.system == checks.Windows && strings.EqualFold(method, "None") && number >= firstBuildWithMethods:
			*f = checks.Known(checks.EncryptionOff, seen)
		default:
			*f = checks.Unseen[checks.Encryption](checks.NotHeld, "", seen)
		}
	}
}

// firewall takes the agent's word for a firewall that is on. It calls off what
// it could not ask as well: ufw without its rights, other firewalls of Linux, a
// Mac since macOS 15. Of Windows it notes the local settings and not the policy
// that overrules them.
func (t *teller) firewall() {
	for _, f := range t.agent.sections["firewalls"] {
		if t.system != checks.Windows && strings.EqualFold(word(f, "status"), "on") {
			t.Facts.Firewall.On = checks.Known(true, t.saw("firewalls", "on"))
		}
	}
}

// protection reads the antivirus products. A list without one says nothing: on
// servers, and where Security Center did not answer, there is none to read.
func (t *teller) protection() {
	rows := t.agent.sections["antivirus"]
	var list []protection.Listing
	for _, row := range rows {
		l := protection.Listing{Name: word(row, "name")}
		enabled, ok := row.Truth("enabled")
		seen := t.saw("antivirus", strings.TrimSpace(fmt.Sprintf("%s enabled %s, up to date %s", l.Name, told(row, "enabled"), told(row, "uptodate"))))
		switch {
		case l.Name == "":
			continue
		case !ok:
			l.State = checks.Unseen[checks.ProductState](checks.NotHeld, "", seen)
		case enabled:
			l.State = checks.Known(checks.ProductOn, seen)
		default:
			l.State = checks.Known(checks.ProductOff, seen)
		}
		if current, ok := row.Truth("uptodate"); ok {
			l.Current = checks.Known(current, seen)
		}
		list = append(list, l)
	}
	if len(list) == 0 {
		return
	}
	products, err := protection.Listed(list)
	if err != nil {
		return
	}
	fact := checks.Known(products, t.saw("antivirus", fmt.Sprintf("%d products", len(products))))
	if t.system == checks.Windows {
		t.Facts.Protection.Registered = fact
	} else {
		t.Facts.Protection.Agents = fact
	}
}

// told gives a truth value as text.
func told(row checks.Row, name string) string {
	if v, ok := row.Truth(name); ok {
		return fmt.Sprint(v)
	}
	return "not said"
}

var (
	hotfix = regexp.MustCompile(`\bKB\d{6,7}\b`)
	office = regexp.MustCompile(`^Microsoft Office (?:Standard|Professional Plus|Professional|Home and Business|Home and Student|Personal|` +
		`Professionnel Plus|Professionnel|Famille et Petite Entreprise|Famille et Étudiant) (20\d\d)(?: - [a-z]{2}-[a-z]{2})?$`)
)

// updates reads the newest update among the programs, and the Office whose year
// its name says. Both can miss some; neither invents one.
func (t *teller) updates() {
	if t.system != checks.Windows {
		return
	}
	table, err := lifecycle.Load()
	if err != nil {
		return
	}
	var newest time.Time
	var named string
	var list []checks.Support
	var seen []checks.Evidence
	for _, row := range t.agent.sections["softwares"] {
		name := word(row, "name")
		if found := office.FindStringSubmatch(name); found != nil {
			if s, ok := table.Ask(lifecycle.Office, "", found[1], t.taken); ok {
				list, seen = append(list, s), append(seen, t.saw("softwares", name))
			}
		}
		date, err := time.Parse(time.DateOnly, word(row, "install_date"))
		if hotfix.MatchString(name) && err == nil && date.After(newest) && date.Before(t.taken.Add(24*time.Hour)) {
			newest, named = date, name
		}
	}
	if !newest.IsZero() {
		t.Facts.Updates.LastInstall = checks.Known(checks.LastInstall{At: newest}, t.saw("softwares", named+" on "+newest.Format(time.DateOnly)))
	}
	if len(list) > 0 {
		t.Facts.Updates.Programs = checks.Known(list, seen...)
	}
}

// remoteTools knows the tools that the agent looks for by itself. Finding none
// is no proof that there is none, and one that manages may not be the only one.
func (t *teller) remoteTools() {
	var list []checks.RemoteTool
	var seen []checks.Evidence
	for _, row := range t.agent.sections["remote_mgmt"] {
		switch kind := strings.ToLower(word(row, "type")); kind {
		case "teamviewer", "anydesk", "rustdesk":
			name := map[string]string{"teamviewer": "TeamViewer", "anydesk": "AnyDesk", "rustdesk": "RustDesk"}[kind]
			list = append(list, checks.RemoteTool{ID: kind, Name: name})
			seen = append(seen, t.saw("remote_mgmt", kind))
		}
	}
	if len(list) > 0 {
		t.Facts.Firewall.RemoteTools = checks.Known(list, seen...)
	}
}

// network reads what is joined; the slowest cable counts.
func (t *teller) network() {
	slowest := int64(0)
	for _, row := range t.agent.sections["networks"] {
		kind := strings.ToLower(word(row, "type"))
		virtual, _ := row.Truth("virtualdev")
		if virtual || !strings.EqualFold(word(row, "status"), "up") || kind != "ethernet" && kind != "wifi" || word(row, "ipaddress") == "" {
			continue
		}
		t.Facts.Network.Joined = checks.Known(true, t.saw("networks", kind+" up"))
		if speed, ok := row.Number("speed"); ok && kind == "ethernet" && speed >= 10 && speed <= 400_000 && (slowest == 0 || speed < slowest) {
			slowest = speed
		}
	}
	if slowest > 0 {
		t.Facts.Network.Wired = checks.Known(checks.Wired{Connected: true, Megabits: slowest}, t.saw("networks", fmt.Sprintf("%d Mbit/s", slowest)))
	}
	if word(t.agent.one("hardware"), "defaultgateway") != "" {
		t.Facts.Network.Gateway = checks.Known(true, t.saw("hardware", "a gateway"))
	}
}
