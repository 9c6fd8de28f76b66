package access

import (
	"context"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
)

func TestParseSignInOfEachScreen(t *testing.T) {
	for text, want := range map[string]bool{
		"[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=kim\n": true,
		"[daemon]\nAutomaticLoginEnable=1\nAutomaticLogin=kim\n":    true,
		"[daemon]\nTimedLoginEnable=true\nTimedLogin=kim\n":         true,
		"[daemon]\nAutomaticLoginEnable=true\n":                     false, // GDM signs nobody in without a name
		"[daemon]\nAutomaticLogin=kim\n":                            false,
		"[daemon]\n# AutomaticLoginEnable=true\n":                   false,
		"[Seat:*]\nautologin-user=kim\n":                            true,
		"[Seat:*]\nautologin-user=\n":                               false,
		"[Autologin]\nUser=kim\n":                                   true,
		"[Autologin]\nRelogin=false\n":                              false,
	} {
		if got, err := parseSignIn([]byte(text)); err != nil || got != want {
			t.Errorf("%q: %t (%v), want %t", text, got, err, want)
		}
	}
}

// TestSettingsOfNobodyAreNoLock: without a desktop's settings at hand gsettings
// shows those that come with the program.
func TestSettingsOfNobodyAreNoLock(t *testing.T) {
	get := func(schema, key, value, errors string) host.Command {
		return host.Command{Run: []string{"gsettings", "get", schema, key}, Output: value + "\n", Errors: errors}
	}
	for _, c := range []struct {
		errors string
		known  bool
	}{
		{"", true},
		{"GLib-GIO-Message: 10:00:00.000: Using the 'memory' GSettings backend.  Your settings will not be saved or shared with other applications.\n", false},
	} {
		rec := &host.Recording{System: checks.Linux, Calls: []host.CallAnswer{{Call: []string{"session"}, Rows: []checks.Row{{"desktop": "ubuntu:GNOME"}}}}, Commands: []host.Command{
			get("org.gnome.desktop.screensaver", "lock-enabled", "true", c.errors),
			get("org.gnome.desktop.session", "idle-delay", "uint32 300", c.errors),
			get("org.gnome.desktop.screensaver", "lock-delay", "uint32 0", c.errors),
		}}
		if lock := linuxLock(context.Background(), host.Play(rec)); lock.Known() != c.known {
			t.Errorf("%q: known %t", c.errors, lock.Known())
		}
	}
}
