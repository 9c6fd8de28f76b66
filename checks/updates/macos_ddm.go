package updates

import (
	"fmt"
	"strings"

	"ounce/checks"
)

const macDeclared = "/var/db/softwareupdate/SoftwareUpdateDDMStatePersistence.plist"

// declaredNames are a device management's declarations by the names of the
// settings over which they rule (names of usnistgov/macos_security, dev_27).
var declaredNames = map[string]string{
	"AutomaticDownload":                "automaticallyDownload",
	"AutomaticallyInstallMacOSUpdates": "automaticallyInstallOSUpdates",
	"CriticalUpdateInstall":            "automaticallyInstallSystemAndSecurityUpdates",
	"ConfigDataInstall":                "automaticallyInstallSystemAndSecurityUpdates",
}

// declared are the settings that a device management declares. Only an enrolled
// Mac has any, so that elsewhere nobody looks.
func (r reader) declared() (checks.Row, error) {
	if managed, known := r.platform.Managed.Get(); known && !managed {
		return nil, nil
	}
	values, err := r.plistFile(macDeclared)
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	fields, _ := values["SUCorePersistedStatePolicyFields"].(map[string]any)
	if fields == nil {
		return nil, fmt.Errorf("has no policy fields: %w", errNoAnswer)
	}
	settings, _ := fields["SUCoreDDMDeclarationGlobalSettings"].(map[string]any)
	return settings, nil
}

// delays names a delay that is declared, in a unit that is nowhere written down.
func delays(declared checks.Row) (string, bool) {
	for name := range declared {
		if n, ok := declared.Number(name); ok && n != 0 && strings.HasSuffix(name, "DeferralPeriod") {
			return fmt.Sprintf("%s %d", name, n), true
		}
	}
	return "", false
}
