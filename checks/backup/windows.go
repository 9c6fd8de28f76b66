package backup

import (
	"ounce/checks"
)

// uninstallKeys are the lists of installed programs: of all users in both views,
// and of this user.
var uninstallKeys = [...]string{
	`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`,
	`HKLM\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall`,
	`HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall`,
}

func windowsPlaces(r *room) places {
	where := places{services: []place{windowsServices(r)}}
	for i, key := range uninstallKeys {
		where.uninstall = append(where.uninstall, windowsInstalled(r, key, i == 0))
	}
	return where
}

// windowsServices lists the services. A running one proves nothing, but one that
// is disabled cannot back anything up.
func windowsServices(r *room) place {
	p := place{source: "system call windows.services"}
	rows, err := r.host.Call(r.ctx, "windows.services")
	if err != nil {
		p.err = unreadableWhenMissing(err, p.source)
		return p
	}
	for _, row := range rows {
		name, ok := row.Text("name")
		if !ok {
			continue
		}
		p.names = append(p.names, name)
		if start, _ := row.Text("start"); start == "disabled" {
			p.disabled = append(p.disabled, name)
		}
	}
	if len(p.names) == 0 {
		p.err = &checks.ReadError{Reason: checks.Unreadable, Source: p.source, Detail: "names no service"}
	}
	return p
}

// windowsInstalled lists the display names of installed programs.
func windowsInstalled(r *room, key string, always bool) place {
	p := place{source: "registry " + key}
	list, err := r.host.ReadKey(r.ctx, key)
	switch {
	case missing(err) && !always:
		return p
	case err != nil:
		p.err = unreadableWhenMissing(err, p.source)
		return p
	case len(list.Subkeys) == 0 && always:
		p.err = &checks.ReadError{Reason: checks.Unreadable, Source: p.source, Detail: "lists nothing"}
		return p
	}
	for _, name := range list.Subkeys {
		program, err := r.host.ReadKey(r.ctx, key+`\`+name)
		if err != nil {
			p.err = unreadableWhenMissing(err, p.source)
			continue
		}
		if display, ok := program.Values.Text("DisplayName"); ok {
			p.names = append(p.names, display)
		}
	}
	return p
}

// unreadableWhenMissing is for what every system has: it cannot be missing.
func unreadableWhenMissing(err error, source string) error {
	if missing(err) {
		return &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: "is not there"}
	}
	return err
}

func windowsReaders() map[string]reader {
	return map[string]reader{
		"file_history":   readFileHistory,
		"windows_backup": readWindowsBackup,
		"onedrive":       readOneDrive,
		"veeam":          readVeeam,
		"cove":           readCove,
		"synology":       readSynology,
		"backblaze":      func(r *room, tool *checks.BackupTool) { readBackblaze(r, tool, `%ProgramData%\Backblaze\bzdata\`, `\`) },
	}
}
