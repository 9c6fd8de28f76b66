package updates

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

const (
	updateClient = "Microsoft-Windows-WindowsUpdateClient"
	hotfixQuery  = "SELECT HotFixID, InstalledOn FROM Win32_QuickFixEngineering"
)

// records are what the event log says about updates.
type records struct {
	err     error
	success time.Time // newest installation of a system update
	contact time.Time // newest sign of any update traffic
	failed  int       // failures of system updates since then
}

// updateEvents reads the System log (shapes as in samples windows/eventlog,
// omer-wu-19-installed.xml and omer-wu-20-failed.xml).
func (r reader) updateEvents() records {
	list, err := r.host.Events(r.ctx, checks.EventQuery{Channel: "System", Provider: updateClient, IDs: []int{19, 20, 43, 44}, Max: 2000})
	if err != nil {
		return records{err: err}
	}
	if len(list) == 0 {
		return records{err: &checks.ReadError{Reason: checks.Missing, Source: "event log System", Detail: "no entry on updates"}}
	}
	return sumUp(list, r.now)
}

// sumUp wants the newest event first.
func sumUp(list []checks.Event, now time.Time) records {
	var s records
	failures := map[string]bool{}
	for _, e := range list {
		if e.Time.Year() < 2005 {
			continue
		}
		if e.Time.After(now.Add(24*time.Hour)) || e.ID != 44 && e.Data["updateTitle"] == "" {
			return records{err: &checks.ReadError{Reason: checks.Unreadable, Source: "event log System", Detail: "an entry of no time or no update"}}
		}
		if e.ID != 20 && e.Time.After(s.contact) {
			s.contact = e.Time
		}
		kb, ok := systemUpdate(e.Data["updateTitle"])
		switch {
		case !ok:
		case e.ID == 19 && e.Time.After(s.success):
			s.success = e.Time
		case e.ID == 20 && e.Time.After(s.success):
			failures[kb+e.Time.Format(time.DateOnly)] = true
		}
	}
	s.failed = len(failures)
	return s
}

var (
	kbNumber = regexp.MustCompile(`\bKB(\d{6,7})\b`)
	storeApp = regexp.MustCompile(`^[0-9A-Z]{12}-`)
	// noPatches are updates of the virus scanner and the removal tool, which come
	// daily or monthly whether the system is kept up to date or not.
	noPatches = []string{"2267602", "4052623", "915597", "890830", "2310138", "5007651"}
)

// systemUpdate gives the number of a system update; titles are in the language
// of Windows, numbers are not.
func systemUpdate(title string) (string, bool) {
	found := kbNumber.FindStringSubmatch(title)
	if found == nil || storeApp.MatchString(title) || slices.Contains(noPatches, found[1]) {
		return "", false
	}
	return found[1], true
}

func (r reader) failing(s records) checks.Fact[int] {
	if s.err != nil {
		return checks.UnseenBy[int](s.err)
	}
	return checks.Known(s.failed, r.saw("event log System", fmt.Sprintf("%d failures since the last success", s.failed)))
}

// windowsLastInstall takes the newest of the event log, the list of hotfixes and
// the update agent's history. Each proves an installation; the first two together
// prove that none was later. The history is cleared by repairs, so that it never
// proves that.
func (r reader) windowsLastInstall(s records) checks.Fact[checks.LastInstall] {
	fixes, err := r.hotfixes()
	history := r.updateHistory()
	newest := s.success
	for _, t := range []time.Time{fixes, history} {
		if t.After(newest) {
			newest = t
		}
	}
	switch {
	case newest.IsZero() && s.err != nil && err != nil:
		return checks.First(checks.UnseenBy[checks.LastInstall](s.err), checks.UnseenBy[checks.LastInstall](err))
	case newest.IsZero() && err != nil:
		return checks.UnseenBy[checks.LastInstall](err)
	case newest.IsZero():
		return checks.Unseen[checks.LastInstall](checks.Missing, "no update is on record", r.saw("event log System", "no installation"))
	}
	var evidence []checks.Evidence
	if !s.success.IsZero() {
		evidence = append(evidence, r.saw("event log System", "last installation "+day(s.success)))
	}
	if !fixes.IsZero() {
		evidence = append(evidence, r.saw(`WMI root\cimv2: `+hotfixQuery, "newest "+day(fixes)))
	}
	if !history.IsZero() {
		evidence = append(evidence, r.saw("system call windows.update_history", "last installation "+day(history)))
	}
	return checks.Known(checks.LastInstall{At: newest, Complete: s.err == nil && err == nil}, evidence...)
}

// updateHistory gives the newest installation of a system update in the update
// agent's history ([MS-UAMG] 2.2.9, 2.2.10); zero where it tells of none.
func (r reader) updateHistory() (newest time.Time) {
	rows, err := r.host.Call(r.ctx, "windows.update_history")
	if err != nil {
		return newest
	}
	const installation, done = 1, 2
	for _, row := range rows {
		title, _ := row.Text("title")
		text, _ := row.Text("at")
		operation, known := row.Number("operation")
		result, known2 := row.Number("result")
		if _, ok := systemUpdate(title); !ok || !known || !known2 || operation != installation || result != done {
			continue
		}
		t, err := time.Parse(time.RFC3339, text)
		if err == nil {
			t, err = r.past(t)
		}
		if err == nil && t.After(newest) {
			newest = t
		}
	}
	return newest
}

func (r reader) hotfixes() (time.Time, error) {
	rows, err := r.host.Query(r.ctx, `root\cimv2`, hotfixQuery)
	if err != nil {
		return time.Time{}, err
	}
	var newest time.Time
	for _, row := range rows {
		text, _ := row.Text("InstalledOn")
		t, err := parseHotfixDate(text)
		if err == nil {
			t, err = r.past(t)
		}
		if err == nil && t.After(newest) {
			newest = t
		}
	}
	if newest.IsZero() {
		return newest, fmt.Errorf("no hotfix has a date: %w", errNoAnswer)
	}
	return newest, nil
}

// parseHotfixDate reads the forms of InstalledOn that have one meaning (sample
// windows/updates/checkmk-qfe-four-date-formats.csv): 20170523, month/day/year
// as WMI always writes it, and the hexadecimal count of 100 ns since 1601.
func parseHotfixDate(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if len(text) == 16 {
		if n, err := strconv.ParseInt(text, 16, 64); err == nil && n > 0 {
			return time.Unix(n/1e7-11644473600, 0).UTC(), nil
		}
	}
	for _, form := range []string{"20060102", "1/2/2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date of one meaning: %w", checks.Excerpt(text), errNoAnswer)
}

// windowsLastCheck asks the update agent (Microsoft.Update.AutoUpdate, Results).
// The event log proves that updates were found on a day; it cannot prove that
// nobody looked since, so there only the last two weeks speak.
func (r reader) windowsLastCheck(s records) checks.Fact[time.Time] {
	const source = "system call windows.update_times"
	rows, err := r.host.Call(r.ctx, "windows.update_times")
	var searched time.Time
	if err == nil {
		err = fmt.Errorf("no time of a search: %w", errNoAnswer)
		for _, row := range rows {
			text, _ := row.Text("searched")
			t, bad := time.Parse(time.RFC3339, text)
			if bad == nil {
				t, bad = r.past(t)
			}
			if bad == nil {
				searched, err = t, nil
			}
		}
	}
	if !s.contact.IsZero() && s.contact.After(searched) && (err == nil || r.now.Sub(s.contact) <= 14*24*time.Hour) {
		return checks.Known(s.contact, r.saw("event log System", "updates arrived "+day(s.contact)))
	}
	if err != nil {
		return checks.UnseenBy[time.Time](err, r.saw(source, ""))
	}
	return checks.Known(searched, r.saw(source, "searched "+day(searched)))
}
