package backup

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// backlog is how much may wait for upload while the last pass still counts as a
// backup, in bytes: the changes of a day, not a disk that was never sent.
const backlog = 1 << 30

// readBackblaze reads Backblaze's own reports. The last completed backup marks
// one pass, so it counts only beside what is left to upload (evidence/macos.md,
// 2.12; the state of the sample backblaze_my-bb_status_backlog.txt).
func readBackblaze(r *room, tool *checks.BackupTool, folder, separator string) {
	reports := folder + "bzreports" + separator
	last := reports + "bzstat_lastbackupcompleted.xml"
	pass := attributeOf(r, last, "gmt_millis")
	left := attributeOf(r, reports+"bzstat_remainingbackup.xml", "remainingnumbytesforbackup")
	tool.LastAttempt = checks.Then(pass, func(ms int64) (time.Time, error) { return time.UnixMilli(ms).UTC(), nil })
	if at, ok := tool.LastAttempt.Get(); ok {
		tool.LastAttempt = r.dated(at, "file "+last)
	}
	at, ended := tool.LastAttempt.Get()
	bytes, known := left.Get()
	switch {
	case !ended:
		tool.LastSuccess = checks.Unseen[checks.BackupMoment](tool.LastAttempt.Why().Reason, tool.LastAttempt.Why().Detail, tool.LastAttempt.Evidence()...)
	case !known:
		tool.LastSuccess = checks.Unseen[checks.BackupMoment](left.Why().Reason, left.Why().Detail, left.Evidence()...)
	case bytes > backlog:
		tool.LastSuccess = checks.Unseen[checks.BackupMoment](checks.Conflicting,
			fmt.Sprintf("a pass ended on %s and %d GB still wait for upload", at.Format("2 January 2006"), bytes>>30), left.Evidence()...)
	default:
		tool.LastSuccess = r.success(at, "file "+last)
	}
	frozen := attributeOf(r, folder+"bzdc_synchostinfo.xml", "safety_frozen")
	if value, ok := frozen.Get(); ok && value == 1 {
		tool.Paused = checks.Known(true, frozen.Evidence()...)
	}
}

// attributeOf reads the one attribute of that name in a file of XML.
func attributeOf(r *room, path, name string) checks.Fact[int64] {
	text, err := r.text(path)
	if err != nil {
		return checks.UnseenBy[int64](err)
	}
	value, err := parseAttribute(text, name)
	if err != nil {
		return checks.UnseenBy[int64](err, r.evidence("file "+path, ""))
	}
	return checks.Known(value, r.evidence("file "+path, fmt.Sprintf("%s %d", name, value)))
}

// parseAttribute finds an attribute in well-formed XML; true counts as 1.
func parseAttribute(text, name string) (int64, error) {
	dec := xml.NewDecoder(strings.NewReader(text))
	found, have := int64(0), false
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, fmt.Errorf("is no XML: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			if a.Name.Local != name {
				continue
			}
			value, err := strconv.ParseInt(strings.Replace(a.Value, "true", "1", 1), 10, 64)
			if err != nil || value < 0 {
				return 0, fmt.Errorf("%s is no number", name)
			}
			found, have = value, true
		}
	}
	if !have {
		return 0, fmt.Errorf("has no %s", name)
	}
	return found, nil
}
