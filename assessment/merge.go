package assessment

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"ounce/checks"
)

// Superseded is a visit of a computer that another one stands for: a newer one,
// or Ounce's own for what another program noted.
type Superseded struct {
	Machine string    `json:"machine"` // the id of the one that counts
	Name    string    `json:"name"`
	Taken   time.Time `json:"taken"`
	By      time.Time `json:"by"`               // when the one that counts was taken
	Source  string    `json:"source,omitempty"` // the other program, where Ounce's own counts
}

// Merge joins visits to computers: each computer once, as it was seen last, in an
// order of their own. It does not matter in which order they come, how they are
// grouped, or whether one comes twice. What newer visits stand for is told.
func Merge(machines []checks.Machine) ([]checks.Machine, []Superseded) {
	newest := map[string]int{}
	merged := make([]checks.Machine, 0, len(machines))
	var older []Superseded
	for place := range machines {
		m := &machines[place]
		identity, ok := m.Identity()
		if !ok {
			identity = "\x00" + string(written(m)) // no id: the same only as itself
		}
		i, twice := newest[identity]
		if !twice {
			newest[identity] = len(merged)
			merged = append(merged, *m)
			continue
		}
		old := *m
		if later(m, &merged[i]) {
			old, merged[i] = merged[i], *m
		}
		if !old.Taken.Equal(merged[i].Taken) {
			older = append(older, Superseded{Machine: old.ID, Name: old.Name, Taken: old.Taken, By: merged[i].Taken})
		}
	}
	for i := range older { // the last word on a computer may have come after
		for j := range merged {
			if merged[j].ID == older[i].Machine && checks.PlainName(merged[j].Name) == checks.PlainName(older[i].Name) {
				older[i].By = merged[j].Taken
			}
		}
	}
	merged = inOrder(merged)
	slices.SortFunc(older, func(a, b Superseded) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Machine, b.Machine), a.Taken.Compare(b.Taken))
	})
	return merged, older
}

// inOrder sorts machines; they are large, so their places are sorted.
func inOrder(machines []checks.Machine) []checks.Machine {
	places := make([]int, len(machines))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(i, j int) int {
		a, b := &machines[i], &machines[j]
		if by := cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name), cmp.Compare(a.OS, b.OS), b.Taken.Compare(a.Taken)); by != 0 {
			return by
		}
		return bytes.Compare(written(a), written(b))
	})
	sorted := make([]checks.Machine, 0, len(machines))
	for _, i := range places {
		sorted = append(sorted, machines[i])
	}
	return sorted
}

// later tells which of two visits counts; of two at the same moment any, but
// always the same.
func later(a, b *checks.Machine) bool {
	if by := a.Taken.Compare(b.Taken); by != 0 {
		return by > 0
	}
	return bytes.Compare(written(a), written(b)) > 0
}

func written(m *checks.Machine) []byte {
	data, err := json.Marshal(m)
	if err != nil { // a machine holds nothing that JSON does not
		return []byte(m.Name)
	}
	return data
}

// Some names a few computers and counts the others: "PC-1, PC-2, PC-3 and 4 more".
func Some(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// Office looks over all computers: the worst first, and what they have in
// common.
type Office struct {
	Computers []Computer `json:"computers"`
	// Common are the findings that more than one computer has, the heaviest and
	// most frequent first.
	Common []CommonGap `json:"common"`
	// Superseded are older visits that newer ones stand for.
	Superseded []Superseded `json:"superseded,omitempty"`
	// Namesakes are names that computers share which are not known to be one: the
	// same computer, seen by two programs, or two of one name.
	Namesakes []string `json:"namesakes,omitempty"`
}

// Computer is one computer in a few figures.
type Computer struct {
	Machine string    `json:"machine"` // its id
	Name    string    `json:"name"`
	OS      string    `json:"os"`
	Source  string    `json:"source,omitempty"` // the program that looked; empty for Ounce
	Taken   time.Time `json:"taken"`
	Act     int       `json:"act"`
	Look    int       `json:"look"`
	Fine    int       `json:"fine"`
	NotSeen int       `json:"not_seen"`
	// Worst is the heaviest finding to act on, or to look at.
	Worst string `json:"worst,omitempty"` // its title
	Check string `json:"check,omitempty"`
	// weight orders the computers.
	weight int
}

// CommonGap is a finding that several computers have.
type CommonGap struct {
	Check    string          `json:"check"`
	Title    string          `json:"title"`
	Severity checks.Severity `json:"severity"`
	Machines []string        `json:"machines"` // names
	// Of is how many computers showed whether they have it.
	Of int `json:"of"`
}

// severityWeight says how many findings of the next lighter kind weigh as much.
const severityWeight = 20

func weigh(f *checks.Finding) int {
	weight := 1
	for i := len(checks.Severities()) - 1; i > slices.Index(checks.Severities(), f.Severity); i-- {
		weight *= severityWeight
	}
	if f.Status == checks.Fail {
		weight *= 2
	}
	return weight
}

// Survey merges visits to computers, leaves out what other programs noted of those
// that Ounce looked at, and looks over all of them.
func Survey(visits []checks.Machine) ([]checks.Machine, Office) {
	machines, older := Merge(visits)
	machines, twice := seenTwice(machines)
	return machines, officeOf(machines, append(older, twice...))
}

// officeOf looks over merged machines.
func officeOf(machines []checks.Machine, older []Superseded) Office {
	o := Office{Computers: []Computer{}, Common: []CommonGap{}, Superseded: older}
	gaps := map[string]*CommonGap{}
	names := map[string][]string{}
	for i := range machines {
		m := &machines[i]
		c := Computer{Machine: m.ID, Name: m.Name, OS: m.OS, Source: m.Source, Taken: m.Taken}
		heaviest := 0
		for j := range m.Findings {
			f := &m.Findings[j]
			switch f.Status {
			case checks.Fail:
				c.Act++
			case checks.Warn:
				c.Look++
			case checks.Pass:
				c.Fine++
			case checks.Unclear:
				c.NotSeen++
			}
			if !seen(f.Status) {
				continue
			}
			gap, ok := gaps[f.Check]
			if !ok {
				gap = &CommonGap{Check: f.Check, Title: f.Title, Severity: f.Severity}
				gaps[f.Check] = gap
			}
			gap.Of++
			if f.Status != checks.Fail && f.Status != checks.Warn {
				continue
			}
			gap.Machines = append(gap.Machines, m.Name)
			weight := weigh(f)
			c.weight += weight
			if weight > heaviest {
				heaviest, c.Worst, c.Check = weight, f.Title, f.Check
			}
		}
		o.Computers = append(o.Computers, c)
		plain := checks.PlainName(m.Name) + " " + string(m.Facts.Platform.System)
		names[plain] = append(names[plain], m.Name)
	}
	slices.SortStableFunc(o.Computers, func(a, b Computer) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(b.NotSeen, a.NotSeen), strings.Compare(a.Name, b.Name))
	})
	for _, gap := range gaps {
		if len(gap.Machines) > 1 {
			slices.Sort(gap.Machines)
			o.Common = append(o.Common, *gap)
		}
	}
	slices.SortFunc(o.Common, func(a, b CommonGap) int {
		severity := func(g CommonGap) int { return slices.Index(checks.Severities(), g.Severity) }
		return cmp.Or(cmp.Compare(severity(a), severity(b)), cmp.Compare(len(b.Machines), len(a.Machines)), cmp.Compare(a.Check, b.Check))
	})
	for _, same := range names {
		if len(same) > 1 {
			o.Namesakes = append(o.Namesakes, same[0])
		}
	}
	slices.Sort(o.Namesakes)
	return o
}
