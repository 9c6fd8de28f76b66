package host

import (
	"regexp"
	"slices"
	"strings"
)

// kind is a kind of identifying text; each is numbered on its own.
type kind int

const (
	person kind = iota
	machine
	serial
	network
	drive
	adapter
	kinds
)

// pattern gives the form of a replacement; a number fills it.
func (k kind) pattern() string {
	return [...]string{"person%03d", "host%03d", "SERIAL%03d", "network%03d", "drive_%03d", "02000000%04d"}[k]
}

// spot is a place in a text at which what stands there surely is of a kind: the
// first group of the expression.
type spot struct {
	kind kind
	at   *regexp.Regexp
}

// spots lists the places, in the forms of the sources that Ounce reads: home
// folders, passwd(5) and group(5), settings of sign-in, and lines, JSON and
// property lists that name a serial number or a wireless network.
var spots = []spot{
	{person, regexp.MustCompile(`(?:^|[^\w.~-])(?:/System/Volumes/Data)?(?:/home|/Users|/run/media|/var/mail)/([^/\s"'<>|:,;*?$%{}()\[\]\\]+)`)},
	{person, regexp.MustCompile(`/Library/Managed Preferences/([^/\s"'<>|:,;*?$%{}()\[\]\\]+)/`)},
	{person, regexp.MustCompile(`(?i)[A-Z]:[\\/]+Users[\\/]+([^/\\"'<>|:,;*?$%{}\r\n]+)`)},
	{person, regexp.MustCompile(`(?m)^([^:\s]+):[x*!]?:[1-9]\d{3,}:\d+:[^:\n]*:`)},
	{person, regexp.MustCompile(`(?m)^[^:\s]+:[x*!]?:[1-9]\d{3,}:\d+:([^:,\n]+)[^:\n]*:`)},
	{person, regexp.MustCompile(`(?im)^[ \t]*(?:user|user ?name|login|owner|full ?name|autologin-user|automaticlogin|timedlogin)[ \t]*[=:][ \t]*([^\s"'=:;,]+)[ \t]*\r?$`)},
	{person, regexp.MustCompile(`(?i)"(?:user|user_?name|login|owner|full_?name|account)"\s*:\s*"([^"]+)"`)},
	{person, regexp.MustCompile(`(?i)<key>(?:autoLoginUser|lastUser(?:Name)?|user(?:Name)?|realName|fullName|owner(?:Name)?|login)</key>\s*<string>([^<]+)</string>`)},
	{person, regexp.MustCompile(`(?m)^([^\s:]+) +(?:pts/|tty|console|:0)`)},
	{person, regexp.MustCompile(`(?:/home|/Users)/([^/\s"'<>|:,;*?$%{}()\[\]\\]+(?: [^/\s"'<>|:,;*?$%{}()\[\]\\]+){1,3})/`)},
	{person, regexp.MustCompile(`(?i)\b(?:smb|afp|nfs|s?ftp|ssh|davs?)://([^@/:\s'"]+)@`)},
	{machine, regexp.MustCompile(`(?i)\b(?:smb|afp|nfs|s?ftp|ssh|davs?)://(?:[^@/\s'"]+@)?([^@/:\s'"\[]+)`)},
	{machine, regexp.MustCompile(`(?:^|[^\\\w])\\{2,4}([A-Za-z0-9][\w.-]*)\\`)},
	{machine, regexp.MustCompile(`(?im)^[ \t]*(?:host ?name|computer ?name|static hostname)[ \t]*[=:][ \t]*([^\s"'=;,]+)[ \t]*\r?$`)},
	{machine, regexp.MustCompile(`(?i)"(?:_?hostname|computer_?name)"\s*:\s*"([^"]+)"`)},
	{serial, regexp.MustCompile(`(?i)"(?:[a-z0-9_]*[_ ])?(?:iop[a-z]*|battery|device)?serial(?:[ _]?(?:number|no|num)[a-z_ ]*)?"\s*[:=]\s*(?:\{[^{}]*?"data"\s*:\s*)?["<]?([^"<>{},\s][^"<>{},\n]*)`)},
	{serial, regexp.MustCompile(`(?im)^[ \t]*(?:[\w-]+[ _]){0,4}serial(?:[ _-]?(?:number|no|num))?(?:[ ]*\([^)\n]*\))?[ \t]*[:=][ \t]*"?([^\s"{}<>][^"\n{}<>\r]*)`)},
	{serial, regexp.MustCompile(`(?i)<key>[^<]*serial ?(?:number|no)?</key>\s*<string>([^<]+)</string>`)},
	{network, regexp.MustCompile(`(?im)^[ \t]*(?:current wi-fi network|ssid)[ \t]*[=:]?[ \t]+([^\n\r]*[^\s])`)},
	{serial, regexp.MustCompile(`(?im)(?:^|[\s"(,])(?:s/n|service ?tag|asset ?tag|imei|meid)"?[ \t]*[:=#][ \t]*"?([A-Za-z0-9][\w-]+)`)},
	{network, regexp.MustCompile(`(?i)\bessid:"([^"\n]+)"`)},
	{network, regexp.MustCompile(`(?im)^[ \t]*profile[ \t]*:[ \t]+([^\n\r]*\S)`)},
	{adapter, regexp.MustCompile(`(?i)\b(?:mac|ethernet|hardware|physical|permanent|bluetooth)[ _-]?addr(?:ess)?"?\s*[:=]\s*"?([0-9a-f]{12})\b`)},
	{adapter, regexp.MustCompile(`(?i)(?:^|[^\w.])([0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})(?:$|[^\w.])`)},
	{network, regexp.MustCompile(`(?i)"ssid(?:_str)?"\s*[:=]\s*"([^"]+)"`)},
	{network, regexp.MustCompile(`(?i)/system-connections/([^/\n]+?)(?:\.nmconnection|$)`)},
	{drive, regexp.MustCompile(`/org/freedesktop/UDisks2/drives/([A-Za-z0-9_]+)`)},
}

// lists are the places at which several names stand, split by commas or spaces.
var lists = []*regexp.Regexp{
	regexp.MustCompile(`(?m)^[A-Za-z_][\w.-]*:[x*!]?:\d+:([A-Za-z_][^:\n]*)$`),
	regexp.MustCompile(`(?m)^GroupMembership:[ \t]*([^\n]+)$`),
	regexp.MustCompile(`(?im)^[ \t]*AllowUsers[ \t]+([^\n]+)$`),
}

// airports is the part of system_profiler's answer that names networks.
var (
	airports    = regexp.MustCompile(`"spairport_[a-z_]*(?:network_information|local_wireless_networks)"\s*:\s*[\[{]`)
	networkName = regexp.MustCompile(`"_name"\s*:\s*"([^"]+)"`)
)

// columns gives the kind of what a column or a file of this name holds.
func columnKind(name string) (kind, bool) {
	switch {
	case isSerial(name):
		return serial, true
	case slices.Contains([]string{
		"user", "username", "user_name", "login", "owner", "account", "accountname", "fullname", "registeredowner", "defaultusername", "lastloggedonuser",
		"lastloggedonsamuser", "lastloggedondisplayname", "lastusedusername", "subjectusername", "targetusername", "useremail",
		"registeredorganization", "organization", "organizationname", "tenantname",
	}, name):
		return person, true
	case slices.Contains([]string{"hostname", "nv hostname", "computername", "nodename", "csname", "dnshostname", "workstationname", "pscomputername", "targetservername", "__server"}, name):
		return machine, true
	case slices.Contains([]string{"ssid", "essid", "profilename", "firstnetwork", "networkname"}, strings.Trim(name, "_")):
		return network, true
	case slices.Contains([]string{"mac", "localmac", "remotemac", "peermac", "macaddress", "mac_address", "permanentaddress", "currentaddress", "hwaddr"}, name):
		return adapter, true
	}
	return 0, false
}

func isSerial(column string) bool {
	if slices.Contains([]string{"identifyingnumber", "servicetag", "service_tag", "assettag", "asset_tag", "smbiosassettag", "imei", "meid", "uniqueid"}, column) {
		return true
	}
	return strings.Contains(column, "serial") && !strings.Contains(column, "serialata") && !strings.Contains(column, "serial_ata") &&
		!strings.Contains(column, ".") && !strings.Contains(column, "serialize") && !strings.Contains(column, "serialport")
}

// kept are words that name nobody, wherever they stand.
func kept(word string) bool {
	return strings.HasPrefix(word, "_") || slices.Contains(strings.Fields(`root nobody system localsystem localservice networkservice public shared default defaultuser0 defaultaccount
		wdagutilityaccount administrator guest localhost localhost.localdomain none null n/a unknown yes no true false linuxbrew lost+found
		all reboot shutdown runlevel unspecified name`), word) ||
		slices.Contains([]string{"", "0", "-", "all users", "default user", "nt authority", "builtin", "azuread", "workgroup", "nt service", "microsoftaccount", "nt authority\\system", "local service", "network service", "not available", "default string", "to be filled by o.e.m.", "no asset tag", "domain", "private", "standard", "system serial number"}, word)
}

// everyday tells whether a name is also a word that stands for other things; it
// is then replaced only where it surely is a name.
func everyday(word string) bool {
	if len([]rune(word)) < 4 || !strings.ContainsFunc(word, isLetter) {
		return true
	}
	for _, p := range programs() {
		if p.name == word {
			return true
		}
	}
	return slices.Contains(strings.Fields(`admin user users test demo owner office home work desk desktop laptop notebook server files file front back
		backup studio reception mail example com org net host drive serial person network service services support info sales windows linux macos apple
		microsoft ubuntu debian fedora centos arch mint manjaro opensuse suse redhat deploy data type state status value version true false enabled
		disabled active inactive running loaded exited failed local computer machine workstation thinkpad macbook imac monday tuesday wednesday
		thursday friday saturday sunday june july april august march kernel boot disk disks internal external main time update updates veeam
		restic borg duplicity timeshift acronis defender firewall security antivirus clamav sophos bitdefender eset bitlocker filevault
		dropbox onedrive google icloud carbonite library documents downloads public private chrome firefox mark will read write`), word)
}
