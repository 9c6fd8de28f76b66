package backup

import "ounce/checks"

// macPlaces are the folders of applications and of programs added by hand.
func macPlaces(r *room) places {
	return places{programs: []place{
		r.folder("/Applications", true),
		r.folder("~/Applications", false),
		r.folder("/opt/homebrew/bin", false),
		r.folder("/usr/local/bin", false),
	}}
}

func macReaders() map[string]reader {
	return map[string]reader{
		"time_machine": readTimeMachine,
		"backblaze": func(r *room, tool *checks.BackupTool) {
			readBackblaze(r, tool, "/Library/Backblaze.bzpkg/bzdata/", "/")
		},
	}
}
