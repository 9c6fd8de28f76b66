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

const coveReport = `%ProgramData%\MXB\Backup Manager\StatusReport.xml`

// readCove reads the status report of Cove's Backup Manager: for each kind of
// data an element Plugin…-LastSuccessfulSessionTimestamp in seconds since 1970
// (evidence/windows.md, 10). The report is not rewritten after every session: one
// that was not touched since its last success does not say that none came after.
func readCove(r *room, tool *checks.BackupTool) {
	text, err := r.text(coveReport)
	var last time.Time
	if err == nil {
		last, err = parseCove(text)
	}
	if err != nil {
		tool.LastSuccess = checks.UnseenBy[checks.BackupMoment](err, r.evidence("file "+coveReport, ""))
		return
	}
	e := r.evidence("file "+coveReport, "last success "+last.Format(time.DateOnly))
	tool.InUse = checks.Known(true, e)
	tool.LastSuccess = r.success(last, "file "+coveReport)
	report, err := r.host.Stat(r.ctx, coveReport)
	if old := r.host.Now().Sub(last) > sameRun; tool.LastSuccess.Known() && old && (err != nil || report.Modified.Sub(last) <= sameRun) {
		tool.LastSuccess = checks.Unseen[checks.BackupMoment](checks.Unsupported, "the report is as old as the last success in it", e)
	}
}

// parseCove gives the newest success. A report without one is no proof that
// there was none, because idle times are not always written.
func parseCove(text string) (time.Time, error) {
	dec := xml.NewDecoder(strings.NewReader(text))
	var newest int64
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return time.Time{}, fmt.Errorf("is no XML: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || !strings.HasPrefix(start.Name.Local, "Plugin") || !strings.HasSuffix(start.Name.Local, "-LastSuccessfulSessionTimestamp") {
			continue
		}
		var value string
		if err := dec.DecodeElement(&value, &start); err != nil {
			return time.Time{}, fmt.Errorf("is no XML: %w", err)
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64); err == nil && n > newest {
			newest = n
		}
	}
	if newest == 0 {
		return time.Time{}, errors.New("names no successful session")
	}
	return time.Unix(newest, 0).UTC(), nil
}
