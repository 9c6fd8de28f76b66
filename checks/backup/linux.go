package backup

// linuxPlaces are the folders of programs: those of the system, of snaps and of
// flatpaks, whose folders carry the application's id.
func linuxPlaces(r *room) places {
	return places{programs: []place{
		r.folder("/usr/bin", true),
		r.folder("/usr/sbin", false),
		r.folder("/usr/local/bin", false),
		r.folder("/opt", false),
		r.folder("/snap/bin", false),
		r.folder("/var/lib/flatpak/app", false),
		r.folder("~/.local/share/flatpak/app", false),
		r.folder("~/.local/bin", false),
	}}
}

func linuxReaders() map[string]reader {
	return map[string]reader{
		"deja_dup":     readDejaDup,
		"timeshift":    readTimeshift,
		"back_in_time": readBackInTime,
		"rsnapshot":    readRsnapshot,
		"duplicity":    readDuplicity,
		"restic":       readRestic,
		"borg":         readBorg,
		"units":        readUnits,
	}
}
