package hardware

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"ounce/checks"
)

// wtmpStops counts the starts of the system before which it was not shut down,
// from the login records that last prints. They are readable for every user.
func (r reader) wtmpStops() checks.Fact[checks.Incidents] {
	out, source, err := r.run("last", "-x", "-F", "reboot", "shutdown")
	if err != nil {
		return checks.UnseenBy[checks.Incidents](err)
	}
	stops, err := parseStops(out, r.host.Now())
	if err != nil {
		return checks.UnseenBy[checks.Incidents](err, r.evidence(source, string(out)))
	}
	return checks.Known(stops, r.evidence(source, fmt.Sprintf("%d since %s", stops.Count, stops.Since.Format(time.DateOnly))))
}

// fullTime is the time that last -F prints in the C locale.
var fullTime = regexp.MustCompile(`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}`)

// parseStops reads last -x -F reboot shutdown (util-linux), newest first. A
// start with no shutdown between it and the start before follows a stop that
// nobody asked for. Records of the last 90 days count.
func parseStops(data []byte, now time.Time) (checks.Incidents, error) {
	var stops checks.Incidents
	var laterStart time.Time // the start after the record in hand, if nothing lies between
	starts := 0
	limit := now.Add(-window)
	for line := range strings.SplitSeq(string(data), "\n") {
		kind, _, _ := strings.Cut(line, " ")
		if kind != "reboot" && kind != "shutdown" {
			continue
		}
		when, err := time.ParseInLocation(time.ANSIC, fullTime.FindString(line), now.Location())
		if err != nil {
			return checks.Incidents{}, fmt.Errorf("reading the record of restarts: a line without its time")
		}
		if !plausible(when, now) {
			return checks.Incidents{}, fmt.Errorf("reading the record of restarts: one of %d", when.Year())
		}
		if kind == "reboot" {
			starts++
			if !laterStart.IsZero() && laterStart.After(limit) {
				stops.Count++
				if stops.Last.IsZero() {
					stops.Last = laterStart
				}
			}
			laterStart = when
		} else {
			laterStart = time.Time{}
		}
		stops.Since = when
		if when.Before(limit) {
			break
		}
	}
	if starts == 0 {
		return checks.Incidents{}, fmt.Errorf("reading the record of restarts: it has none")
	}
	if stops.Since.Before(limit) {
		stops.Since = limit
	}
	return stops, nil
}
