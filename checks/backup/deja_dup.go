package backup

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"ounce/checks"
)

const (
	dejaSettings = "program gsettings list-recursively org.gnome.DejaDup"
	dejaKeyfile  = "~/.var/app/org.gnome.DejaDup/config/glib-2.0/settings/keyfile"
)

// readDejaDup reads the settings of Déjà Dup. The package of a distribution
// keeps them in the desktop's settings, the Flatpak in a key file of its own.
// Keys after the schema org.gnome.DejaDup: last-backup is the last success,
// last-run the last attempt (evidence/linux.md, 3).
func readDejaDup(r *room, tool *checks.BackupTool) {
	settings, source, err := dejaDupSettings(r)
	if err != nil {
		why := checks.UnseenBy[bool](err)
		tool.InUse, tool.Automatic, tool.Home = why, why, why
		tool.LastSuccess = checks.UnseenBy[checks.BackupMoment](err)
		tool.Destinations = checks.UnseenBy[[]checks.BackupDestination](err)
		return
	}
	periodic, scheduled := settings["periodic"]
	last, ran := settings["last-backup"]
	e := r.evidence(source, fmt.Sprintf("periodic %s, last-backup %s", periodic, last))
	if ran && last == "" {
		tool.LastSuccess = never(e)
		if periodic == "false" {
			tool.InUse = checks.Known(false, e)
		}
	} else if ran {
		tool.LastSuccess = r.success(isoTime(last), source)
		tool.InUse = checks.Known(true, e)
	}
	if scheduled && (periodic == "true" || periodic == "false") {
		tool.Automatic = checks.Known(periodic == "true", e)
		if periodic == "true" {
			tool.InUse = checks.Known(true, e)
		}
	}
	if attempt := settings["last-run"]; attempt != "" {
		tool.LastAttempt = r.dated(isoTime(attempt), source)
	}
	if include, ok := settings["include-list"]; ok {
		var folders []string
		for _, m := range quotedText.FindAllStringSubmatch(include, -1) {
			folders = append(folders, m[1])
		}
		tool.Home = homes(folders, r.evidence(source, fmt.Sprintf("include-list of %d folders", len(folders))))
	}
	tool.Destinations = r.dejaDupDestination(settings, source)
}

var quotedText = regexp.MustCompile(`'([^']*)'`)

func (r *room) dejaDupDestination(settings map[string]string, source string) checks.Fact[[]checks.BackupDestination] {
	switch settings["backend"] {
	case "google", "microsoft", "gdrive", "s3", "u1", "gcs":
		return oneDestination(checks.DestinationCloud, r.evidence(source, "backend "+settings["backend"]))
	case "remote":
		return r.destination(settings["remote.uri"], source)
	case "local":
		// A folder without a path lies in the home folder.
		if folder := settings["local.folder"]; strings.HasPrefix(folder, "/") {
			return r.destination(folder, source)
		}
		return oneDestination(checks.DestinationInternal, r.evidence(source, "backend local"))
	}
	return checks.Unseen[[]checks.BackupDestination](checks.Unsupported, "", r.evidence(source, "backend "+settings["backend"]))
}

func dejaDupSettings(r *room) (map[string]string, string, error) {
	source := "file " + dejaKeyfile
	text, err := r.text(dejaKeyfile)
	switch {
	case err == nil:
		settings, err := parseKeyfile(text)
		return settings, source, err
	case !missing(err):
		return nil, source, err
	}
	if r.host.Elevated() {
		return nil, dejaSettings, &checks.ReadError{Reason: checks.Unsupported, Source: dejaSettings, Detail: "the settings of root, not of a person"}
	}
	out, err := r.host.Run(r.ctx, "gsettings", "list-recursively", "org.gnome.DejaDup")
	if err != nil {
		return nil, dejaSettings, err
	}
	if checks.DefaultsOnly(out) {
		return nil, dejaSettings, &checks.ReadError{Reason: checks.Unsupported, Source: dejaSettings, Detail: "no settings of a person are at hand"}
	}
	if out.Exit != 0 {
		return nil, dejaSettings, &checks.ReadError{Reason: checks.Missing, Source: dejaSettings, Detail: "has no such settings"}
	}
	settings, err := parseGSettings(string(out.Stdout))
	return settings, dejaSettings, err
}

var gsetting = regexp.MustCompile(`^org\.gnome\.DejaDup(?:\.(\w+))? ([a-z0-9-]+) (.*)$`)

// parseGSettings reads lines of schema, key and value. Keys of a schema below
// the first carry its name, as "remote.uri".
func parseGSettings(text string) (map[string]string, error) {
	settings := map[string]string{}
	for line := range strings.Lines(text) {
		if m := gsetting.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			settings[settingName(m[1], m[2])] = strings.Trim(m[3], "'")
		}
	}
	return settings, dejaDupWhole(settings)
}

// parseKeyfile reads the groups [org/gnome/deja-dup] and below it. A key that
// is not there has its default.
func parseKeyfile(text string) (map[string]string, error) {
	settings := map[string]string{"periodic": "false", "last-backup": "", "include-list": "['$HOME']"}
	group, inside := "", false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "[org/gnome/deja-dup"); ok {
			group, inside = strings.Trim(name, "/]"), true
			continue
		}
		if strings.HasPrefix(line, "[") {
			inside = false
			continue
		}
		if key, value, ok := strings.Cut(line, "="); ok && inside {
			settings[settingName(group, key)] = strings.Trim(value, "'")
		}
	}
	if group == "" && !strings.Contains(text, "[org/gnome/deja-dup]") {
		return nil, errors.New("holds no settings of Déjà Dup")
	}
	return settings, nil
}

func settingName(group, key string) string {
	if group == "" {
		return key
	}
	return strings.ToLower(group) + "." + key
}

func dejaDupWhole(settings map[string]string) error {
	for _, key := range []string{"periodic", "last-backup"} {
		if _, ok := settings[key]; !ok {
			return fmt.Errorf("the settings of Déjà Dup have no %s", key)
		}
	}
	return nil
}

// isoTime reads an ISO 8601 time; what is none becomes the zero time, which no
// date of a backup can be.
func isoTime(text string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999-0700", "2006-01-02T15:04:05-07"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	return time.Time{}
}
