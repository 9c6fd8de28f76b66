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
	tool.Home = homes(config.folders, r.evidence(source, fmt.Sprintf("%d folders", len(config.folders))))
	tool.Destinations = r.destination(config.root, source)
	text, err = r.text(config.log)
	source = "file " + config.log
	var log rsnapshotLog
	if err == nil {
		log, err = parseRsnapshotLog(text, config.copies, r.host.Now().Location())
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
	// Logs are replaced from time to time: one without a success proves no "never".
	ended := checks.Unseen[checks.BackupMoment](checks.Unreadable, "no success in the log", r.evidence(source, log.last))
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
	// copies is the level that copies: the first one, or "sync". The others only
	// move what it has made, and go well whatever it did.
	copies  string
	folders []string
}

// parseRsnapshotConfig reads the fields that tabs part.
func parseRsnapshotConfig(text string) (rsnapshot, error) {
	config, first := rsnapshot{log: "/var/log/rsnapshot.log"}, false
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
		case "retain", "interval":
			if config.copies == "" {
				config.copies = fields[1]
			}
		case "sync_first":
			first = fields[1] == "1"
		case "backup":
			config.folders = append(config.folders, fields[1])
		}
	}
	if first {
		config.copies = "sync"
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

// parseRsnapshotLog finds the last run of the level that copies that "completed
// successfully". Errors of one minute are one failure: a run writes a line for
// each folder.
func parseRsnapshotLog(text, copies string, zone *time.Location) (rsnapshotLog, error) {
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
		case said == "completed successfully" && m[2] == copies:
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
