package access

import (
	"context"
	"fmt"
	"strings"

	"ounce/checks"
)

const (
	volumeSpace = `root\cimv2\Security\MicrosoftVolumeEncryption`
	volumeQuery = "SELECT DriveLetter, ProtectionStatus, ConversionStatus FROM Win32_EncryptableVolume WHERE DriveLetter = 'C:'"
)

// windowsVolume reads BitLocker twice: by the shell's property, which needs no
// administrator, and by WMI, which needs one.
func windowsVolume(ctx context.Context, h checks.Host) checks.Fact[checks.Encryption] {
	return checks.Agree(shellVolume(ctx, h), wmiVolume(ctx, h))
}

func shellVolume(ctx context.Context, h checks.Host) checks.Fact[checks.Encryption] {
	const source = "system call windows.volume C:"
	rows, err := h.Call(ctx, "windows.volume", "C:")
	if err != nil {
		return checks.UnseenBy[checks.Encryption](err)
	}
	if len(rows) == 1 {
		if n, ok := rows[0].Number("bitlocker"); ok {
			evidence := seen(h, source, fmt.Sprintf("System.Volume.BitLockerProtection %d", n))
			if state, ok := shellStates[n]; ok {
				return checks.Known(state, evidence)
			}
			return checks.Unseen[checks.Encryption](checks.Unreadable, fmt.Sprintf("protection %d", n), evidence)
		}
	}
	return checks.Unseen[checks.Encryption](checks.Unreadable, "no answer", seen(h, source, ""))
}

// shellStates are values of System.Volume.BitLockerProtection, which Microsoft
// does not document; sources disagree on 5 (suspended, or on), so it is left out.
var shellStates = map[int64]checks.Encryption{
	1: checks.EncryptionOn,
	2: checks.EncryptionOff,
	3: checks.EncryptionEncrypting,
	4: checks.EncryptionDecrypting,
	6: checks.EncryptionOn,
	8: checks.EncryptionWaiting,
}

func wmiVolume(ctx context.Context, h checks.Host) checks.Fact[checks.Encryption] {
	source := "WMI " + volumeSpace + ": Win32_EncryptableVolume C:"
	rows, err := h.Query(ctx, volumeSpace, volumeQuery)
	if err != nil {
		return checks.UnseenBy[checks.Encryption](err)
	}
	state, note, err := parseVolume(rows)
	if err != nil {
		return checks.UnseenBy[checks.Encryption](err, seen(h, source, note))
	}
	return checks.Known(state, seen(h, source, note))
}

// parseVolume reads the system volume's row of Win32_EncryptableVolume
// (glpi-win32_encryptablevolume-on.wmi): ProtectionStatus 0 off, 1 on, 2 unknown;
// ConversionStatus 0 decrypted, 1 encrypted, 2 encrypting, 3 decrypting, 4 and 5
// paused on the way. Encrypted without protection is suspended.
func parseVolume(rows []checks.Row) (checks.Encryption, string, error) {
	for _, row := range rows {
		letter, _ := row.Text("DriveLetter")
		protection, ok := row.Number("ProtectionStatus")
		conversion, ok2 := row.Number("ConversionStatus")
		if !strings.EqualFold(letter, "C:") || !ok || !ok2 {
			continue
		}
		note := fmt.Sprintf("ProtectionStatus %d, ConversionStatus %d", protection, conversion)
		switch {
		case protection == 1 && conversion == 1:
			return checks.EncryptionOn, note, nil
		case protection == 0 && conversion == 0:
			return checks.EncryptionOff, note, nil
		case protection == 0 && conversion == 1:
			return checks.EncryptionSuspended, note, nil
		case conversion == 2 || conversion == 4:
			return checks.EncryptionEncrypting, note, nil
		case conversion == 3 || conversion == 5:
			return checks.EncryptionDecrypting, note, nil
		}
		return "", note, fmt.Errorf("the volume is in no state that is known: %s", note)
	}
	return "", "", fmt.Errorf("drive C is not there")
}

const recoveryPolicyKey = `HKLM\SOFTWARE\Policies\Microsoft\FVE`

// windowsRecoveryKey: a policy that lets BitLocker start only after the key went
// to the directory shows that the key is kept. Nothing else that can be read
// shows whether it is, or that it is not.
func windowsRecoveryKey(ctx context.Context, h checks.Host) checks.Fact[bool] {
	key, err := h.ReadKey(ctx, recoveryPolicyKey)
	if err != nil && !missing(err) {
		return checks.UnseenBy[bool](err)
	}
	backup, _ := key.Values.Truth("OSActiveDirectoryBackup")
	required, _ := key.Values.Truth("OSRequireActiveDirectoryBackup")
	evidence := seen(h, "registry "+recoveryPolicyKey,
		fmt.Sprintf("OSActiveDirectoryBackup %t, OSRequireActiveDirectoryBackup %t", backup, required))
	if backup && required {
		return checks.Known(true, evidence)
	}
	return checks.Unseen[bool](checks.Unsupported, "no policy keeps the key", evidence)
}
