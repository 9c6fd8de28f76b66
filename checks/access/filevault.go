package access

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/micromdm/plist"

	"ounce/checks"
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

// diskVault is the second reading: the FileVault flag of the root volume
// (diskutil_info_plist_root_m5_26.6.2.plist). It cannot tell on from under way,
// so that it speaks only of a volume that is off.
func diskVault(ctx context.Context, h checks.Host) checks.Fact[checks.Encryption] {
	const source = "program diskutil info -plist /"
	out, err := h.Run(ctx, "diskutil", "info", "-plist", "/")
	if err != nil {
		return checks.UnseenBy[checks.Encryption](err)
	}
	on, err := parseDiskVault(out.Stdout)
	if err != nil {
		return checks.UnseenBy[checks.Encryption](checks.Refused(source, string(out.Stdout)+string(out.Stderr)))
	}
	if on {
		return checks.Unseen[checks.Encryption](checks.Unsupported, "FileVault true, perhaps still under way", seen(h, source, "FileVault true"))
	}
	return checks.Known(checks.EncryptionOff, seen(h, source, "FileVault false"))
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
	return plist.Unmarshal(data, into)
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
