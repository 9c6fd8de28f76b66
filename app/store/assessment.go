package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"ounce/assessment"
	"ounce/checks"
)

// CheckAgainAfter is how long a result stands before it is time to look again.
const CheckAgainAfter = 90 * 24 * time.Hour

// Head is what a list shows of an assessment.
type Head struct {
	ID      string // empty when it was never saved
	Company string
	Changed time.Time
	// Revision names the saved state; each save gives a new one.
	Revision string
	// Shared are the revisions that went to another Ounce or came from one.
	Shared []string
	// Says is what the assessment came to in words; empty while it is unfinished.
	Says string
	// Latest is what the newest result came to; nil while there is none. It may
	// be newer than the results that were kept.
	Latest *Summary
	// MachineCount and ResultCount are how many of each it holds.
	MachineCount, ResultCount int
}

// Due is when it is time to check again; zero while there is no result.
func (h Head) Due() time.Time {
	if h.Latest == nil {
		return time.Time{}
	}
	return h.Latest.At.Add(CheckAgainAfter)
}

// Assessment is one company's answers and machines, with what they came to over
// the time.
type Assessment struct {
	Head
	Answers  assessment.Answers
	Machines []checks.Machine
	// Own is the id (or the name) of the machine on which it was made; empty is none.
	Own string
	// Quick asks only the questions of quick mode.
	Quick bool
	// Kept are the results that were kept, the oldest first.
	Kept []Snapshot
}

// Summary is a result in a few figures.
type Summary struct {
	At       time.Time `json:"at"`
	Complete bool      `json:"complete"`
	// Score is nil where too little was known for a number.
	Score *assessment.Range `json:"score,omitempty"`
	Grade string            `json:"grade,omitempty"`
	// Start and Target are tier ids, with the names they had.
	Start       string `json:"start"`
	StartName   string `json:"start_name"`
	Target      string `json:"target"`
	TargetName  string `json:"target_name"`
	Provisional bool   `json:"provisional,omitempty"`
	Currency    string `json:"currency,omitempty"` // ISO 4217
	// Today is what a year costs as it is, AtTarget with the target; nil where it
	// is not known.
	Today    *float64 `json:"today,omitempty"`
	AtTarget *float64 `json:"at_target,omitempty"`
}

// Summarize takes the few figures out of a result.
func Summarize(r assessment.Result) Summary {
	s := Summary{
		At: r.Generated, Complete: r.Complete, Grade: r.Scores.Overall.Grade, Currency: r.Currency,
		Start: r.Recommendation.Start, StartName: r.Recommendation.StartName,
		Target: r.Recommendation.Target, TargetName: r.Recommendation.TargetName, Provisional: r.Recommendation.Provisional,
	}
	if score := r.Scores.Overall.Range; score != nil {
		copied := *score
		s.Score = &copied
	}
	if r.Cost != nil {
		today := r.Cost.BreakFix.Total
		s.Today = &today
		if bill, ok := r.Cost.Tiers[s.Target]; ok {
			total := bill.Total
			s.AtTarget = &total
		}
	}
	return s
}

// Snapshot is a result that was kept, as it was judged then.
type Snapshot struct {
	Summary
	packed []byte // the result as JSON in gzip
}

// maxResult is the size in bytes of a result's JSON beyond which it is refused.
const maxResult = 32 << 20

// Snap keeps a result. The facts of its machines but the system are left out: the
// findings say what was made of them.
func Snap(r assessment.Result) (Snapshot, error) {
	machines := make([]checks.Machine, len(r.Machines))
	for i, m := range r.Machines {
		m.Facts = checks.Facts{Platform: checks.Platform{System: m.Facts.Platform.System}} // tells namesakes apart
		machines[i] = m
	}
	r.Machines = machines
	packed, err := pack(func(w io.Writer) error { return json.NewEncoder(w).Encode(r) })
	if err != nil {
		return Snapshot{}, fmt.Errorf("keeping the result: %w", err)
	}
	return Snapshot{Summary: Summarize(r), packed: packed}, nil
}

// Result unpacks the result. Its machines have findings and no facts but the system.
func (s Snapshot) Result() (assessment.Result, error) {
	var r assessment.Result
	err := unpack(bytes.NewReader(s.packed), maxResult, func(from io.Reader) error { return json.NewDecoder(from).Decode(&r) })
	if err != nil {
		err = fmt.Errorf("unpacking the result of %s: %w", s.At.Format("2 January 2006"), err)
	}
	return r, err
}

// oneVisit is the time within which a second result corrects the first instead
// of following it.
const oneVisit = 24 * time.Hour

// Earlier unpacks the results of the visits before a date, the oldest first.
func (a Assessment) Earlier(than time.Time) ([]assessment.Result, error) {
	var all []assessment.Result
	for _, snapshot := range a.Kept {
		if than.Sub(snapshot.At) < oneVisit {
			continue
		}
		r, err := snapshot.Result()
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// Keep adds a result to those that were kept; one of the same visit replaces
// the one before.
func (a *Assessment) Keep(r assessment.Result) error {
	snapshot, err := Snap(r)
	if err != nil {
		return err
	}
	latest := snapshot.Summary
	a.Latest = &latest
	kept := append([]Snapshot(nil), a.Kept...)
	if last := len(kept) - 1; last >= 0 && snapshot.At.Sub(kept[last].At).Abs() < oneVisit {
		kept = kept[:last]
	}
	a.Kept = append(kept, snapshot)
	return nil
}
