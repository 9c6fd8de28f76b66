package hardware

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"ounce/checks"
)

// journalStart is the id of the message with which the journal starts at each
// start of the system. An account that may not read the journal gets an empty
// answer, so what is asked for always holds one.
const journalStart = "f77379a8490b408bbe5f6940505a777b"

// journal is what the kernel noted as an error.
type journal struct {
	source   string
	messages []message
	err      error
}

// journal reads the system's journal of the last 90 days.
func (r reader) journal() journal {
	out, source, err := r.run("journalctl", "-q", "--no-pager", "--since=-90d", "-n", "5000", "-o", "json",
		"--output-fields=MESSAGE,MESSAGE_ID", "_TRANSPORT=kernel", "PRIORITY=0", "PRIORITY=1", "PRIORITY=2", "PRIORITY=3",
		"+", "MESSAGE_ID="+journalStart)
	if err != nil {
		return journal{source: source, err: err}
	}
	messages, err := parseJournal(out)
	return journal{source, messages, err}
}

// diskErrors counts what the kernel noted about the disks inside.
func (r reader) diskErrors(notes journal, disks checks.Fact[[]checks.Disk]) checks.Fact[checks.DiskErrors] {
	inner, ok := disks.Get()
	if !ok {
		return checks.Unseen[checks.DiskErrors](disks.Why().Reason, "", disks.Evidence()...)
	}
	source := notes.source
	if notes.err != nil {
		return checks.UnseenBy[checks.DiskErrors](notes.err, r.evidence(source, ""))
	}
	found := kernelErrors(notes.messages, inner)
	if found.Since.IsZero() {
		reason := checks.Denied
		if r.host.Elevated() {
			reason = checks.Missing // root may read it: there is none
		}
		return checks.Unseen[checks.DiskErrors](reason, "the journal shows nothing", r.evidence(source, "no entry"))
	}
	return checks.Known(found, r.evidence(source, fmt.Sprintf("%d errors of disks among %d entries", found.Damage, len(notes.messages))))
}

type message struct {
	when time.Time
	id   string
	text string
}

// parseJournal reads journalctl -o json: one object a line; a message that is
// no text is a list of bytes and is left out.
func parseJournal(data []byte) ([]message, error) {
	var messages []message
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var entry map[string]any
		if err := json.Unmarshal(line, &entry); err != nil {
			return nil, fmt.Errorf("reading the journal: %w", err)
		}
		row := checks.Row(entry)
		micros, ok := row.Number("__REALTIME_TIMESTAMP")
		if !ok {
			return nil, fmt.Errorf("reading the journal: an entry without its time")
		}
		text, _ := row.Text("MESSAGE")
		id, _ := row.Text("MESSAGE_ID")
		messages = append(messages, message{time.UnixMicro(micros).UTC(), id, text})
	}
	return messages, nil
}

var (
	ioError   = regexp.MustCompile(`(?:I/O error|critical (?:medium|target) error), dev ([a-z0-9-]+),`)
	fileError = regexp.MustCompile(`(?:EXT4-fs error|BTRFS error|BTRFS critical) \(device ([a-z0-9-]+)\)|XFS \(([a-z0-9-]+)\): (?:Corruption|Metadata corruption)`)
)

// kernelErrors counts the errors that name one of the disks, or a layer above
// them. An error of the file system counts as damage like an unreadable spot.
// Since stays empty when the journal's own start is not among the messages.
func kernelErrors(messages []message, disks []checks.Disk) checks.DiskErrors {
	var found checks.DiskErrors
	for _, m := range messages {
		if m.id == journalStart && (found.Since.IsZero() || m.when.Before(found.Since)) {
			found.Since = m.when
		}
		name := ""
		if at := ioError.FindStringSubmatch(m.text); at != nil {
			name = at[1]
		} else if at := fileError.FindStringSubmatch(m.text); at != nil {
			name = at[1] + at[2]
		}
		if name == "" || !inside(name, disks) {
			continue
		}
		found.Damage++
		if m.when.After(found.Last) {
			found.Last = m.when
		}
	}
	return found
}

// inside tells whether a device is one of the disks, a partition of one, or a
// layer that the system lays over them.
func inside(name string, disks []checks.Disk) bool {
	if strings.HasPrefix(name, "dm-") || strings.HasPrefix(name, "md") {
		return true
	}
	for _, d := range disks {
		if rest, ok := strings.CutPrefix(name, d.Name); ok && strings.Trim(rest, "p0123456789") == "" {
			return true
		}
	}
	return false
}
