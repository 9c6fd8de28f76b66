package checks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

// idKey keys the hash of a machine's id. It is no secret, so that every Ounce
// gives the same machine the same id, whoever visits it and whenever.
const idKey = "Ounce machine id"

// MachineID makes of what tells a machine from all others an id that is the same
// on every visit and leads back to nothing: 32 hex digits of an HMAC-SHA256. ok
// is false for what tells nothing.
//
// The key is known, so what keeps the way back closed is what goes in: numbers
// drawn at random when a system was set up (machine-id, MachineGuid), the
// platform id of a Mac, or the name that an inventory's agent gave itself. A
// serial number or an SMBIOS id must never go in: makers write the one into the
// other, and who has a list of them could try each.
func MachineID(own string) (id string, ok bool) {
	own = strings.ToLower(strings.TrimSpace(own))
	if strings.Trim(own, "0-") == "" || own == "uninitialized" {
		return "", false
	}
	mac := hmac.New(sha256.New, []byte(idKey))
	mac.Write([]byte(own))
	return hex.EncodeToString(mac.Sum(nil)[:16]), true
}

// Identity tells machines apart: two with the same are one machine, seen twice.
// It is the id and the name together, since systems that were copied from one
// disk image share their id. A machine without an id is like no other.
func (m *Machine) Identity() (identity string, ok bool) {
	if m.ID == "" {
		return "", false
	}
	return m.ID + " " + PlainName(m.Name), true
}

// PlainName is a computer's name as it compares: without its domain, in lower
// case, letters and digits alone.
func PlainName(name string) string {
	host, _, _ := strings.Cut(name, ".")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, host)
}
