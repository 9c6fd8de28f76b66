package host

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// form is a kind of id that shows by its form alone.
type form int

const (
	email form = iota
	hardwareAddress
	uuid
	account
	directoryAccount
	licence
	productID
)

var (
	emails    = regexp.MustCompile(`[\p{L}\p{N}._%+'-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}`)
	macs      = regexp.MustCompile(`[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5}|(?:\\:[0-9A-Fa-f]{2}){5})`)
	bareMACs  = regexp.MustCompile(`[0-9A-F]{12}|[0-9a-f]{12}`)
	uuids     = regexp.MustCompile(`[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`)
	accounts  = regexp.MustCompile(`(?i)S-1-5-21(?:-\d+){3}`)
	directory = regexp.MustCompile(`(?i)S-1-12-1(?:-\d+){4}`)

	// licences are product keys, products the ids that come of them.
	licences = regexp.MustCompile(`(?i)[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}`)
	products = regexp.MustCompile(`(?i)\d{5}-\d{5}-\d{5}-[A-Z]{2}[0-9A-Z]{3}`)

	// units are endings of systemd's names, which look like e-mail addresses.
	units = regexp.MustCompile(`\.(?:service|socket|timer|target|device|mount|slice|scope|path|swap|automount|desktop|so|dll)$`)
	// knownUUIDs are kinds of partitions and roles, the same on every machine.
	knownUUIDs = regexp.MustCompile(`(?i)^(?:0{8}-|c12a7328-f81f-11d2-ba4b-00a0c93ec93b|.*-11aa-aa11-00306543ecac$)`)
)

func formOf(id string) form {
	switch {
	case strings.HasPrefix(id, "s-1-5-21-"):
		return account
	case strings.HasPrefix(id, "s-1-12-1-"):
		return directoryAccount
	case strings.Contains(id, "@"), strings.Contains(id, "%40"):
		return email
	case uuids.MatchString(id):
		return uuid
	case licences.MatchString(id):
		return licence
	case products.MatchString(id):
		return productID
	}
	return hardwareAddress
}

func (f form) replacement(number int) string {
	switch f {
	case email:
		return fmt.Sprintf("mail%03d@example.com", number)
	case uuid:
		return fmt.Sprintf("11111111-1111-4111-8111-%012d", number)
	case account:
		return fmt.Sprintf("S-1-5-21-1-1-%d", 1000+number)
	case licence:
		return fmt.Sprintf("AAAAA-AAAAA-AAAAA-AAAAA-%05d", number)
	case productID:
		return fmt.Sprintf("00000-00000-00000-AA%03d", number%1000)
	case directoryAccount:
		return fmt.Sprintf("S-1-12-1-1-1-1-%d", 1000+number)
	}
	// A locally administered address.
	return fmt.Sprintf("02:00:00:00:%02d:%02d", number/100%100, number%100)
}

// key is an id as it is compared: in small letters, and a hardware address with
// colons, however it is written.
func (f form) key(id string) string {
	id = strings.ToLower(id)
	if f != hardwareAddress {
		return id
	}
	var pairs []string
	for digits := strings.Map(hexDigit, id); len(digits) >= 2; digits = digits[2:] {
		pairs = append(pairs, digits[:2])
	}
	return strings.Join(pairs, ":")
}

func hexDigit(c rune) rune {
	if strings.ContainsRune("0123456789abcdef", c) {
		return c
	}
	return -1
}

// like writes a replacement with the separators of the original.
func (f form) like(id, with string) string {
	if f != hardwareAddress {
		return with
	}
	between := strings.TrimRight(id[2:4], "0123456789abcdefABCDEF") // ":", "-" or "\:"
	return strings.ReplaceAll(with, ":", between)
}

// inExact changes the ids that show by their form.
func (f *identities) inExact(text string, at place, change func(string, form) string) string {
	apply := func(form form, re *regexp.Regexp, ok func(before, id, after string) bool) {
		text = inMatches(text, re, func(before, id, after string) string {
			if !ok(before, id, after) {
				return id
			}
			return change(id, form)
		})
	}
	whole := func(before, _, after string) bool {
		last, _ := utf8.DecodeLastRuneInString(before)
		first, _ := utf8.DecodeRuneInString(after)
		return !isWordRune(last) && !isWordRune(first)
	}
	apply(account, accounts, whole)
	apply(directoryAccount, directory, whole)
	if at.exact {
		return text
	}
	apply(email, emails, func(_, id, _ string) bool { return !units.MatchString(id) })
	apply(hardwareAddress, macs, func(before, id, after string) bool {
		return whole(before, id, after) && !strings.HasSuffix(before, ":") && !strings.HasSuffix(before, "-") &&
			!(strings.HasPrefix(after, ":") && len(after) > 1 && isWordRune(rune(after[1]))) && !strings.HasPrefix(after, "-") &&
			strings.Trim(strings.ToLower(id), `0:-\`) != "" && strings.Trim(strings.ToLower(id), `f:-\`) != ""
	})
	if !at.versions {
		apply(hardwareAddress, bareMACs, func(before, id, after string) bool { return whole(before, id, after) && aloneMAC(before, id) })
	}
	apply(licence, licences, whole)
	apply(productID, products, whole)
	if at.hardware {
		apply(uuid, uuids, func(before, id, after string) bool {
			named := strings.HasSuffix(before, "{") && !strings.HasSuffix(before, "Volume{")
			return whole(before, id, after) && !named && !knownUUIDs.MatchString(id)
		})
	}
	return text
}

// aloneMAC tells twelve digits of a hardware address from the last part of a UUID,
// from parts of versions, and from numbers and words.
func aloneMAC(before, id string) bool {
	ours := strings.HasPrefix(id, "0200000") // what addresses are replaced by
	if !ours && (!strings.ContainsAny(id, "0123456789") || !strings.ContainsAny(id, "abcdefABCDEF")) {
		return false
	}
	return !inUUID.MatchString(before) && !strings.HasSuffix(before, ".") && !strings.HasSuffix(before, "+") && !strings.HasSuffix(before, "~")
}

var inUUID = regexp.MustCompile(`[0-9A-Fa-f]{4}-$`)

// inMatches changes each match of an expression, which is told what stands
// before and after it.
func inMatches(text string, re *regexp.Regexp, change func(before, match, after string) string) string {
	var out strings.Builder
	end := 0
	for _, m := range re.FindAllStringIndex(text, -1) {
		out.WriteString(text[end:m[0]])
		out.WriteString(change(text[:m[0]], text[m[0]:m[1]], text[m[1]:]))
		end = m[1]
	}
	if end == 0 {
		return text
	}
	out.WriteString(text[end:])
	return out.String()
}

var (
	v4Text      = regexp.MustCompile(`\d{1,3}(?:\.\d{1,3}){3}`)
	v6Text      = regexp.MustCompile(`[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:]*`)
	versionLine = regexp.MustCompile(`(?i)version[^\n]{0,24}$`)
	versionTail = regexp.MustCompile(`^(?:[\p{L}\d_+~]|\.\d|-\d)`)
)

// inAddresses changes IP addresses. Numbers with dots that are versions stay.
func (f *identities) inAddresses(text string, at place, change func(netip.Addr) netip.Addr) string {
	if at.exact || at.versions {
		return text
	}
	text = inMatches(text, v4Text, func(before, id, after string) string {
		last, size := utf8.DecodeLastRuneInString(before)
		ranged := last == '-' && v4Text.MatchString(before[max(0, len(before)-16):len(before)-size])
		rest := versionTail.MatchString(after)
		if rest && strings.HasPrefix(after, "-") && v4Text.MatchString(after[1:min(len(after), 16)]) {
			rest = false
		}
		if rest || isWordRune(last) || strings.ContainsRune("._+~", last) && last != utf8.RuneError || last == '-' && !ranged ||
			versionLine.MatchString(before[max(0, len(before)-40):]) {
			return id
		}
		return changed(id, change)
	})
	return inMatches(text, v6Text, func(before, id, after string) string {
		last, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(after)
		tail := ""
		if strings.HasSuffix(id, ":") && !strings.HasSuffix(id, "::") {
			id, tail = id[:len(id)-1], ":"
		}
		if isWordRune(last) || isWordRune(next) || next == '.' && len(after) > 1 && isWordRune(rune(after[1])) || !strings.ContainsAny(id, "0123456789") {
			return id + tail
		}
		return changed(id, change) + tail
	})
}

func changed(id string, change func(netip.Addr) netip.Addr) string {
	a, err := netip.ParseAddr(id)
	if err != nil || a.Is4In6() || a.IsLoopback() || a.IsUnspecified() || a.IsMulticast() || a.Is4() && (a.As4()[0] == 0 || a.As4()[0] >= 224) {
		return id
	}
	with := change(a)
	if with == a {
		return id
	}
	return with.String()
}

// ranges are where the addresses of each kind go: private stays private, public
// becomes one of the ranges for documentation (RFC 5737, RFC 3849).
var ranges = []struct{ from, to string }{
	{"10.0.0.0/8", "10.0.0.0"}, {"172.16.0.0/12", "172.16.0.0"}, {"192.168.0.0/16", "192.168.0.0"},
	{"169.254.0.0/16", "169.254.0.0"}, {"100.64.0.0/10", "100.64.0.0"},
	{"fe80::/10", "fe80::"}, {"fc00::/7", "fd00::"},
	{"0.0.0.0/0", "192.0.2.0"}, {"::/0", "2001:db8::"},
}

// numberAddresses gives each address its replacement, in sorted order.
func (f *identities) numberAddresses() {
	all := make([]netip.Addr, 0, len(f.addresses))
	for a := range f.addresses {
		all = append(all, a)
	}
	slices.SortFunc(all, netip.Addr.Compare)
	counts := map[string]int{}
	for _, a := range all {
		for _, r := range ranges {
			if netip.MustParsePrefix(r.from).Contains(a) {
				counts[r.to]++
				f.address[a] = numbered(r.to, counts[r.to])
				break
			}
		}
	}
}

func numbered(base string, number int) netip.Addr {
	if base == "192.0.2.0" {
		documented := []string{"192.0.2.0", "198.51.100.0", "203.0.113.0"}
		base, number = documented[min((number-1)/254, 2)], (number-1)%254+1
	}
	a := netip.MustParseAddr(base)
	if a.Is4() {
		b := a.As4()
		b[2], b[3] = b[2]+byte(number>>8), byte(number)
		return netip.AddrFrom4(b)
	}
	b := a.As16()
	b[14], b[15] = byte(number>>8), byte(number)
	return netip.AddrFrom16(b)
}

var (
	routes    = regexp.MustCompile(`(?m)^(\S+\t+)([0-9A-F]{8})(\t+)([0-9A-F]{8})`)
	cryptID   = regexp.MustCompile(`CRYPT-LUKS\d-[0-9a-f]{32}|LVM-[A-Za-z0-9]{64}`)
	machineID = regexp.MustCompile(`^[0-9a-f]{32}`)
)

// withoutKernelIDs replaces what the kernel writes in forms of its own: routes
// as hex numbers, ids of encrypted volumes, and the system's id.
func withoutKernelIDs(text string, at place) string {
	switch at.column {
	case "route":
		return routes.ReplaceAllStringFunc(text, func(line string) string {
			p := routes.FindStringSubmatch(line)
			for _, i := range []int{2, 4} {
				if p[i] != "00000000" {
					p[i] = "0000000A"
				}
			}
			return p[1] + p[2] + p[3] + p[4]
		})
	case "machine-id":
		return machineID.ReplaceAllString(text, strings.Repeat("0", 32))
	}
	return cryptID.ReplaceAllStringFunc(text, func(id string) string {
		i := strings.LastIndex(id, "-") + 1
		return id[:i] + strings.Repeat("0", len(id)-i)
	})
}
