package host

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

// maxConditions is how many event ids stand in one XPath; the event log refuses
// long expressions, so that a longer list is sorted out afterwards.
const maxConditions = 20

// eventXPath writes a query in the XPath of the event log.
func eventXPath(q checks.EventQuery) string {
	var conditions []string
	if q.Provider != "" && !strings.ContainsAny(q.Provider, `'"`) {
		conditions = append(conditions, fmt.Sprintf("Provider[@Name='%s']", q.Provider))
	}
	if n := len(q.IDs); n > 0 && n <= maxConditions {
		ids := make([]string, n)
		for i, id := range q.IDs {
			ids[i] = "EventID=" + strconv.Itoa(id)
		}
		conditions = append(conditions, "("+strings.Join(ids, " or ")+")")
	}
	if q.Since > 0 {
		conditions = append(conditions, fmt.Sprintf("TimeCreated[timediff(@SystemTime) <= %d]", q.Since.Milliseconds()))
	}
	if len(conditions) == 0 {
		return "*"
	}
	return "*[System[" + strings.Join(conditions, " and ") + "]]"
}

type eventXML struct {
	System struct {
		Provider struct {
			Name string `xml:"Name,attr"`
		}
		EventID     string
		Level       string
		TimeCreated struct {
			SystemTime string `xml:"SystemTime,attr"`
		}
	}
	EventData struct {
		Data []struct {
			Name string `xml:"Name,attr"`
			Text string `xml:",chardata"`
		}
		Binary string
	}
	UserData struct {
		Inner []anyXML `xml:",any"`
	}
}

type anyXML struct {
	XMLName xml.Name
	Text    string   `xml:",chardata"`
	Inner   []anyXML `xml:",any"`
}

// parseEvent reads one event as the event log renders it. Unnamed data are
// numbered from "0", the binary part is "Binary", and what a provider puts into
// UserData is named by its elements. An event without id, provider or time is
// an error. Shape: samples windows/eventlog.
func parseEvent(data []byte) (checks.Event, error) {
	var x eventXML
	if err := xml.Unmarshal(data, &x); err != nil {
		return checks.Event{}, fmt.Errorf("reading an event: %w", err)
	}
	return x.event()
}

// parseEvents reads a run of events with or without an element around them.
func parseEvents(data []byte) ([]checks.Event, error) {
	decoder := xml.NewDecoder(strings.NewReader(string(data)))
	var events []checks.Event
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return events, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading events: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "Event" {
			continue
		}
		var x eventXML
		if err := decoder.DecodeElement(&x, &start); err != nil {
			return nil, fmt.Errorf("reading events: %w", err)
		}
		event, err := x.event()
		if err != nil {
			return nil, err
		}
		events = append(events, event)
	}
}

func (x eventXML) event() (checks.Event, error) {
	id, err := strconv.ParseUint(strings.TrimSpace(x.System.EventID), 10, 32)
	if err != nil {
		return checks.Event{}, errors.New("an event has no id")
	}
	at, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(x.System.TimeCreated.SystemTime))
	if err != nil {
		return checks.Event{}, errors.New("an event has no time")
	}
	if x.System.Provider.Name == "" {
		return checks.Event{}, errors.New("an event has no provider")
	}
	level := 0
	if text := strings.TrimSpace(x.System.Level); text != "" {
		if level, err = strconv.Atoi(text); err != nil {
			return checks.Event{}, errors.New("an event has a level that is no number")
		}
	}
	values := map[string]string{}
	for i, d := range x.EventData.Data {
		name := d.Name
		if name == "" {
			name = strconv.Itoa(i)
		}
		values[name] = strings.TrimSpace(d.Text)
	}
	if binary := strings.TrimSpace(x.EventData.Binary); binary != "" {
		values["Binary"] = binary
	}
	gather(values, x.UserData.Inner, 0)
	return checks.Event{ID: int(id), Provider: x.System.Provider.Name, Level: level, Time: at.UTC(), Data: values}, nil
}

// gather takes the texts of nested elements by their names.
func gather(values map[string]string, elements []anyXML, depth int) {
	for _, e := range elements {
		if len(e.Inner) > 0 && depth < 8 {
			gather(values, e.Inner, depth+1)
			continue
		}
		if text := strings.TrimSpace(e.Text); text != "" {
			values[e.XMLName.Local] = text
		}
	}
}
