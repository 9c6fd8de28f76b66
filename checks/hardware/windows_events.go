package hardware

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// The event log's marks of life: start, end, version at start, hours of work.
// A log in which none of them stands is not read or was just emptied, and its
// silence says nothing.
var lifeIDs = []int{6005, 6006, 6009, 6013}

var (
	incidentIDs = append([]int{41, 1001, 6008}, lifeIDs...)
	diskIDs     = append([]int{7, 11, 51, 52, 55, 153, 154}, lifeIDs...)
)

const mostEvents = 2000

// systemLog reads events of the System log and since when it reaches back.
func (r reader) systemLog(ids []int) (events []checks.Event, since time.Time, err error) {
	events, err = r.host.Events(r.ctx, checks.EventQuery{Channel: "System", IDs: ids, Since: window, Max: mostEvents})
	if err != nil {
		return nil, since, err
	}
	for _, e := range events {
		if e.Time.After(r.host.Now().Add(24 * time.Hour)) {
			return nil, since, unreadable("event log System", "an event in the future")
		}
		if from(e, "EventLog") && e.ID != 6008 && (since.IsZero() || e.Time.Before(since)) {
			since = e.Time
		}
	}
	if since.IsZero() {
		return nil, since, unreadable("event log System", "no mark of a start in it")
	}
	return events, since, nil
}

// from tells the source of an event; providers are written in several ways.
func from(e checks.Event, provider string) bool { return strings.EqualFold(e.Provider, provider) }

// windowsIncidents reads how often Windows went off by itself and how often it
// crashed.
func (r reader) windowsIncidents() (stops, crashed checks.Fact[checks.Incidents]) {
	events, since, err := r.systemLog(incidentIDs)
	if err != nil {
		return checks.UnseenBy[checks.Incidents](err), checks.UnseenBy[checks.Incidents](err)
	}
	off, blue := incidents(events)
	off.Since, blue.Since = since, since
	seen := func(ids string, n int) checks.Evidence {
		return r.evidence("event log System", fmt.Sprintf("%s: %d since %s", ids, n, since.Format(time.DateOnly)))
	}
	return checks.Known(off, seen("events 41 and 6008", off.Count)), checks.Known(blue, seen("events 1001 and 41", blue.Count))
}

// oneIncident is how far apart the notes of one and the same incident are: all
// of them are written at the next start.
const oneIncident = 15 * time.Minute

// incidents makes incidents of the notes: Kernel-Power 41 and EventLog 6008 of a
// start that follows no shutdown, the bugcheck number in 41 (0 is no crash of
// the system: power or the button), and the report 1001 of a crash. Windows
// Error Reporting uses 1001 for programs too, so the provider decides.
func incidents(events []checks.Event) (off, blue checks.Incidents) {
	notes := make([]checks.Event, 0, len(events))
	for _, e := range events {
		switch {
		case e.ID == 41 && from(e, "Microsoft-Windows-Kernel-Power"), e.ID == 6008 && from(e, "EventLog"), bugReport(e):
			notes = append(notes, e)
		}
	}
	sort.SliceStable(notes, func(i, j int) bool { return notes[i].Time.Before(notes[j].Time) })
	for i := 0; i < len(notes); {
		first, crash := notes[i].Time, false
		for ; i < len(notes) && notes[i].Time.Sub(first) <= oneIncident; i++ {
			crash = crash || bugReport(notes[i]) || bugNumber(notes[i]) > 0
		}
		kind := &off
		if crash {
			kind = &blue
		}
		kind.Count++
		kind.Last = first
	}
	return off, blue
}

func bugReport(e checks.Event) bool {
	return e.ID == 1001 && (from(e, "Microsoft-Windows-WER-SystemErrorReporting") || from(e, "BugCheck"))
}

// bugNumber is the BugcheckCode of event 41, written in decimal.
func bugNumber(e checks.Event) uint64 {
	n, err := strconv.ParseUint(e.Data["BugcheckCode"], 0, 32)
	if err != nil || e.ID != 41 {
		return 0
	}
	return n
}

// windowsDiskErrors reads what Windows noted about the disks inside.
func (r reader) windowsDiskErrors(disks checks.Fact[[]checks.Disk]) checks.Fact[checks.DiskErrors] {
	inner, ok := disks.Get()
	if !ok {
		return checks.Unseen[checks.DiskErrors](disks.Why().Reason, disks.Why().Detail, disks.Evidence()...)
	}
	events, since, err := r.systemLog(diskIDs)
	if err != nil {
		return checks.UnseenBy[checks.DiskErrors](err)
	}
	found, err := diskNotes(events, inner)
	if err != nil {
		return checks.UnseenBy[checks.DiskErrors](err)
	}
	found.Since = since
	return checks.Known(found, r.evidence("event log System",
		fmt.Sprintf("disk errors: %d, second tries: %d, since %s", found.Damage, found.Retries, since.Format(time.DateOnly))))
}

var harddisk = regexp.MustCompile(`^\\Device\\Harddisk(\d+)\\`)

// diskNotes counts the notes of the disk driver on the disks inside: 7, 52 and
// 154 are damage, 11, 51 and 153 are tries that may have worked in the end. A
// damaged file system (Ntfs 55) counts wherever it is, because the note does not
// say on which disk. Other providers use the same numbers for other things.
// One that names no disk leaves it open how many there are.
func diskNotes(events []checks.Event, disks []checks.Disk) (checks.DiskErrors, error) {
	var found checks.DiskErrors
	for _, e := range events {
		damage, counts, err := diskNote(e, disks)
		if err != nil {
			return found, err
		}
		if !counts {
			continue
		}
		if damage {
			found.Damage++
		} else {
			found.Retries++
		}
		if e.Time.After(found.Last) {
			found.Last = e.Time
		}
	}
	return found, nil
}

func diskNote(e checks.Event, disks []checks.Disk) (damage, counts bool, err error) {
	if from(e, "Ntfs") || from(e, "Microsoft-Windows-Ntfs") {
		return true, e.ID == 55, nil
	}
	if !from(e, "disk") {
		return false, false, nil
	}
	number := ""
	for _, value := range e.Data {
		if at := harddisk.FindStringSubmatch(value); at != nil {
			number = at[1]
		}
	}
	damage = slices.Contains([]int{7, 52, 154}, e.ID)
	counts = damage || slices.Contains([]int{11, 51, 153}, e.ID)
	if counts && number == "" {
		return false, false, unreadable("event log System", fmt.Sprintf("event %d names no disk", e.ID))
	}
	return damage, counts && slices.ContainsFunc(disks, func(d checks.Disk) bool { return d.Name == number }), nil
}
