package access

import (
	"context"
	"slices"
	"strings"

	"ounce/checks"
)

// signInFiles are the settings of the programs that show the sign-in screen:
// GDM on Debian and on Fedora, LightDM, SDDM.
var signInFiles = []string{
	"/etc/gdm3/custom.conf", "/etc/gdm3/daemon.conf", "/etc/gdm/custom.conf",
	"/etc/lightdm/lightdm.conf", "/etc/sddm.conf",
}

// linuxSignIn reads whether a sign-in screen lets somebody in by itself. A
// machine with none of them has no desktop to sign in to.
func linuxSignIn(ctx context.Context, h checks.Host) checks.Fact[checks.AutoSignIn] {
	files := slices.Clone(signInFiles)
	for _, folder := range []string{"/etc/lightdm/lightdm.conf.d", "/etc/sddm.conf.d"} {
		entries, err := h.ReadDir(ctx, folder)
		if err != nil && !missing(err) {
			return checks.UnseenBy[checks.AutoSignIn](err)
		}
		for _, entry := range entries {
			if strings.HasSuffix(entry.Name, ".conf") {
				files = append(files, folder+"/"+entry.Name)
			}
		}
	}
	var evidence []checks.Evidence
	for i, file := range files {
		data, err := h.ReadFile(ctx, file)
		if err != nil && missing(err) && i < len(signInFiles) {
			continue
		}
		if err != nil {
			return checks.UnseenBy[checks.AutoSignIn](err)
		}
		automatic, err := parseSignIn(data)
		if err != nil {
			return checks.UnseenBy[checks.AutoSignIn](err, seen(h, "file "+file, ""))
		}
		if automatic {
			return checks.Known(checks.SignInAutomatic, seen(h, "file "+file, "signs somebody in by itself"))
		}
		evidence = append(evidence, seen(h, "file "+file, "no automatic sign-in"))
	}
	if len(evidence) == 0 {
		return checks.Known(checks.SignInNoDesktop, seen(h, "folder /etc", "no settings of GDM, LightDM or SDDM"))
	}
	return checks.Known(checks.SignInAsked, evidence...)
}

func switchedOn(value string) bool { return strings.EqualFold(value, "true") || value == "1" }

// parseSignIn reads the settings of a sign-in screen: GDM's [daemon]
// AutomaticLoginEnable with the name of somebody, LightDM's autologin-user and SDDM's [Autologin] User.
func parseSignIn(data []byte) (automatic bool, err error) {
	sections, err := parseINI(data)
	if err != nil {
		return false, err
	}
	for name, values := range sections {
		switch {
		case name == "daemon" && (switchedOn(values["AutomaticLoginEnable"]) && values["AutomaticLogin"] != "" || switchedOn(values["TimedLoginEnable"]) && values["TimedLogin"] != ""),
			strings.HasPrefix(name, "Seat:") && values["autologin-user"] != "",
			name == "SeatDefaults" && values["autologin-user"] != "",
			name == "Autologin" && values["User"] != "":
			return true, nil
		}
	}
	return false, nil
}
