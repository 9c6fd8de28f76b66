package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ounce/checks"
	"ounce/checks/plists"
)

// parseFileVault reads `fdesetup status` (fdesetup_status_on.txt and others): the
// first line says on or off, a second one that it is under way.
func parseFileVault(data []byte) (checks.Encryption, error) {
	text := strings.TrimSpace(string(data))
	first, rest, _ := strings.Cut(text, "\n")
	rest = strings.TrimSpace(rest)
	switch strings.TrimSpace(first) {
	case "FileVault is On.":
		switch {
		case rest == "":
			return checks.EncryptionOn, nil
		case strings.HasPrefix(rest, "Encryption in progress"):
			return checks.EncryptionEncrypting, nil
		case strings.HasPrefix(rest, "Decryption in progress"):
			return checks.EncryptionDecrypting, nil
		}
	case "FileVault is Off.":
		switch {
		case rest == "":
			return checks.EncryptionOff, nil
		case strings.HasPrefix(rest, "Encryption in progress"):
			return checks.EncryptionEncrypting, nil
		case strings.HasPrefix(rest, "Decryption in progress"):
			return checks.EncryptionDecrypting, nil
		case strings.HasPrefix(rest, "Deferred enablement appears to be active"):
			return checks.EncryptionOff, nil
		}
	}
	return "", errors.New("no word of FileVault")
}

// macVolume joins what fdesetup says with the flag of the volume. A flag that is
// set cannot tell on from under way, so it only speaks against off.
func macVolume(state checks.Fact[checks.Encryption], flag checks.Fact[bool]) checks.Fact[checks.Encryption] {
	set, known := flag.Get()
	told, ok := state.Get()
	evidence := append(slices.Clone(state.Evidence()), flag.Evidence()...)
	switch {
	case known && !set, !known:
		return checks.Agree(state, checks.Then(flag, func(bool) (checks.Encryption, error) { return checks.EncryptionOff, nil }))
	case ok && told == checks.EncryptionOff:
		return checks.Unseen[checks.Encryption](checks.Conflicting, "off and on", evidence...)
	case ok:
		return checks.Known(told, evidence...)
	}
	return checks.Unseen[checks.Encryption](state.Why().Reason, state.Why().Detail, evidence...)
}

// diskVault is the second reading: the FileVault flag of the root volume
// (diskutil_info_plist_root_m5_26.6.2.plist).
func diskVault(ctx context.Context, h checks.Host) checks.Fact[bool] {
	const source = "program diskutil info -plist /"
	out, err := h.Run(ctx, "diskutil", "info", "-plist", "/")
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	on, err := parseDiskVault(out.Stdout)
	if err != nil {
		return checks.UnseenBy[bool](checks.Refused(source, string(out.Stdout)+string(out.Stderr)))
	}
	return checks.Known(on, seen(h, source, fmt.Sprintf("FileVault %t", on)))
}

func parseDiskVault(data []byte) (bool, error) {
	var info struct {
		FileVault *bool `plist:"FileVault"`
	}
	if err := unmarshalPlist(data, &info); err != nil {
		return false, fmt.Errorf("reading diskutil: %w", err)
	}
	if info.FileVault == nil {
		return false, errors.New("diskutil does not tell FileVault")
	}
	return *info.FileVault, nil
}

// unmarshalPlist reads XML and binary property lists; the library gives up on
// some damaged ones by panicking, which is an error here.
func unmarshalPlist(data []byte, into any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a damaged property list: %v", p)
		}
	}()
	return plists.Unmarshal(data, into)
}

// macRecoveryKey is told to administrators alone.
func macRecoveryKey(ctx context.Context, h checks.Host) checks.Fact[bool] {
	if !h.Elevated() {
		return checks.Unseen[bool](checks.Denied, "told to administrators alone", seen(h, "program fdesetup haspersonalrecoverykey", ""))
	}
	return answer(ctx, h, func(data []byte) (bool, error) {
		return strconv.ParseBool(strings.TrimSpace(string(data)))
	}, "fdesetup", "haspersonalrecoverykey")
}
