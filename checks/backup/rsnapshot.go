package backup

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"ounce/checks"
)

const rsnapshotConfig = "/etc/rsnapshot.conf"

// readRsnapshot reads the configuration and the log of rsnapshot, or else what
// systemd knows of its last run.
func readRsnapshot(r *room, tool *checks.BackupTool) {
	readUnits(r, tool)
	source := "file " + rsnapshotConfig
	text, err := r.text(rsnapshotConfig)
	var config rsnapshot
	if err == nil {
		config, err = parseRsnapshotConfig(text)
	}
	if err != nil {
		if !tool.InUse.Known() {
			tool.InUse = checks.UnseenBy[bool](err)
		}
		return
	}
	tool.Home = checks.Known(config.home, r.evidence(source, fmt.Sprintf("backs up /home: %t", config.home)))
	tool.Destinations = r.destination(config.root, source)
	text, err = r.text(config.log)
	source = "file " + config.log
	var log rsnapshotLog
	if err == nil {
		log, err = parseRsnapshotLog(text, r.host.Now().Location())
	}
	if err != nil {
		// A configuration comes with the package: without a run it proves nothing.
		if !tool.LastSuccess.Known() {
			tool.LastSuccess = checks.UnseenBy[checks.BackupMoment](err)
		}
		return
	}
	tool.InUse = checks.Known(true, r.evidence(source, log.last))
	tool.LastAttempt = r.dated(log.attempt, source)
	ended := never(r.evidence(source, log.last))
	if !log.success.IsZero() {
		ended = r.success(log.success, source)
	}
	tool.LastSuccess = newestSuccess(tool.LastSuccess, ended)
	failed := 0
	for _, t := range log.failures {
		if plausible(t, r.host.Now()) && r.host.Now().Sub(t) <= month {
			failed++
		}
	}
	tool.Failures = checks.Known(failed, r.evidence(source, fmt.Sprintf("%d runs with errors in 30 days", failed)))
}

type rsnapshot struct {
	root, log string
	home      bool
}

// parseRsnapshotConfig reads the fields that tabs part.
func parseRsnapshotConfig(text string) (rsnapshot, error) {
	config := rsnapshot{log: "/var/log/rsnapshot.log"}
	for line := range strings.Lines(text) {
		fields := strings.Fields(strings.TrimSpace(line))
		if len(fields) < 2 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		switch fields[0] {
		case "snapshot_root":
			config.root = strings.TrimSuffix(fields[1], "/")
		case "logfile":
			config.log = fields[1]
		case "backup":
			if homeFolder.MatchString(strings.TrimSuffix(fields[1], "/")) {
				config.home = true
			}
		}
	}
	if !strings.HasPrefix(config.root, "/") {
		return rsnapshot{}, errors.New("names no snapshot_root")
	}
	return config, nil
}

type rsnapshotLog struct {
	success, attempt time.Time // local time, without zone in the file
	failures         []time.Time
	last             string
}

// Its shapes are those of samples/linux/backup/rsnapshot_log_success.txt and
// rsnapshot_log_errors.txt.
var rsnapshotLine = regexp.MustCompile(`^\[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d)\] \S*rsnapshot (\S+): (.+)$`)

// parseRsnapshotLog finds the last run that "completed successfully". Errors of
// one minute are one failure: a run writes a line for each folder.
func parseRsnapshotLog(text string, zone *time.Location) (rsnapshotLog, error) {
	var log rsnapshotLog
	for line := range strings.Lines(text) {
		m := rsnapshotLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		at, err := time.ParseInLocation("02/Jan/2006:15:04:05", m[1], zone)
		if err != nil {
			continue
		}
		said := m[3]
		// What rsnapshot says of errors names people and machines.
		log.attempt, log.last = at, m[2]+": ran"
		switch {
		case said == "completed successfully":
			log.success, log.last = at, m[2]+": "+said
		case strings.HasPrefix(said, "ERROR:"), strings.HasPrefix(said, "completed, but with some errors"):
			log.last = m[2] + ": with errors"
			if n := len(log.failures); n == 0 || at.Sub(log.failures[n-1]) > time.Minute {
				log.failures = append(log.failures, at)
			}
		}
	}
	if log.attempt.IsZero() {
		return rsnapshotLog{}, errors.New("holds no run of rsnapshot")
	}
	return log, nil
}
