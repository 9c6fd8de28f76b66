package backup

import (
	"errors"
	"regexp"
	"strconv"
	"time"

	"ounce/checks"
)

const synologyLog = `%ProgramData%\ActiveBackupForBusinessAgent\log\log.txt`

// readSynology reads the log of Synology's agent, in which the server's answer
// stands with the last success in seconds since 1970 (evidence/windows.md, 10).
func readSynology(r *room, tool *checks.BackupTool) {
	text, err := r.text(synologyLog)
	var last time.Time
	if err == nil {
		last, err = parseSynology(text)
	}
	if err != nil {
		tool.LastSuccess = checks.UnseenBy[checks.BackupMoment](err, r.evidence("file "+synologyLog, ""))
		return
	}
	tool.InUse = checks.Known(true, r.evidence("file "+synologyLog, "names a last success"))
	tool.LastSuccess = r.success(last, "file "+synologyLog)
}

var synologySuccess = regexp.MustCompile(`"last_success_time"\s*:\s*"?(\d{1,12})\b`)

// parseSynology takes the newest value: the JSON around it holds quotes that are
// not escaped, so it is no JSON to a decoder.
func parseSynology(text string) (time.Time, error) {
	var newest int64
	for _, m := range synologySuccess.FindAllStringSubmatch(text, -1) {
		if n, err := strconv.ParseInt(m[1], 10, 64); err == nil && n > newest {
			newest = n
		}
	}
	if newest == 0 {
		return time.Time{}, errors.New("names no last success")
	}
	return time.Unix(newest, 0).UTC(), nil
}
