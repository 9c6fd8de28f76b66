package backup

import (
	"strings"

	"ounce/checks"
)

const borgSecurity = "~/.config/borg/security"

// readBorg reads what systemd knows of the last run of borg or borgmatic, and
// the place of each repository from borg's own notes on them
// (security/<id>/location). The time stamps there also move when something is
// deleted, so they are no success.
func readBorg(r *room, tool *checks.BackupTool) {
	readUnits(r, tool)
	repositories, err := r.host.ReadDir(r.ctx, borgSecurity)
	if err != nil {
		if !tool.InUse.Known() {
			tool.InUse = checks.UnseenBy[bool](err)
		}
		return
	}
	var destinations []checks.BackupDestination
	source := "folder " + borgSecurity
	for _, repository := range repositories {
		location, err := r.text(borgSecurity + "/" + repository.Name + "/location")
		if err != nil || strings.TrimSpace(location) == "" {
			continue
		}
		kind, err := r.destinationOf(strings.TrimSpace(location))
		if err != nil {
			tool.Destinations = checks.UnseenBy[[]checks.BackupDestination](err)
			return
		}
		destinations = append(destinations, checks.BackupDestination{Kind: kind})
	}
	if len(destinations) == 0 {
		return
	}
	e := r.evidence(source, string(destinations[0].Kind))
	tool.InUse = checks.Known(true, e)
	tool.Destinations = checks.Known(destinations, e)
}
