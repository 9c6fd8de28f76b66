package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ounce/assessment"
	"ounce/checks"
)

// memory is a keychain that lasts as long as the test.
type memory struct {
	mu     sync.Mutex
	secret string
	err    error
	asked  int
}

func (m *memory) Get() (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	switch {
	case m.err != nil:
		return "", m.err
	case m.secret == "":
		return "", ErrNoSecret
	}
	return m.secret, nil
}

func (m *memory) Set(secret string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil {
		m.secret = secret
	}
	return m.err
}

func (m *memory) Delete() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil && m.secret == "" {
		return ErrNoSecret
	}
	m.secret = ""
	return m.err
}

// start is when tests begin.
func start() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }

// cheap is the work of a passphrase in tests.
const cheap = 10

// testStore is a store in a folder whose clock goes a minute ahead a save.
func testStore(t *testing.T, folder string, k Keychain) *Store {
	t.Helper()
	at := start()
	s := New(folder, "", k, func() time.Time { at = at.Add(time.Minute); return at })
	s.work = cheap
	return s
}

func score(low, mid, high float64) *assessment.Range {
	return &assessment.Range{Low: low, Mid: mid, High: high}
}

func example(company string) Assessment {
	rate := 45.5
	return Assessment{
		Head: Head{Says: "41–58 of 100"}, Quick: true, Own: "m1",
		Machines: []checks.Machine{{ID: "m1", Name: "PC-7", OS: "Windows 11", Taken: start(),
			Facts:    checks.Facts{Platform: checks.Platform{Hostname: checks.Known("pc-7")}},
			Findings: []checks.Finding{{Check: "backup.recent", Area: "backup", Status: checks.Fail, Title: "Backup is old", Reason: "41 days"}}}},
		Answers: assessment.Answers{Company: company, Country: "EU", Currency: "EUR", Given: map[string]assessment.Answer{
			"B01": {Fields: map[string]float64{"staff": 12}}, "B02": {Number: &rate, Note: strings.Repeat("x", 1000)},
			"BK1": {Choice: "a"}, "BK4": {Unknown: true}, "X": {Choices: map[string]string{"k": "v"}}}},
	}
}

func exampleResult(at time.Time, mid float64) assessment.Result {
	return assessment.Result{Schema: 1, Generated: at, Company: "Miller", Currency: "EUR", Complete: true,
		Machines:       example("").Machines,
		Scores:         assessment.Scores{Overall: assessment.Score{Range: score(mid-8, mid, mid+9), Grade: "C"}},
		Cost:           &assessment.Cost{Currency: "EUR", BreakFix: assessment.Bill{Total: 38700}, Tiers: map[string]assessment.Bill{"T2": {Total: 33800}}},
		Recommendation: assessment.Recommendation{Start: "T1", StartName: "Gateway", Target: "T2", TargetName: "Essentials"}}
}

func mustSave(t *testing.T, s *Store, a Assessment) Head {
	t.Helper()
	head, err := s.Save(a)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

func mustGet(t *testing.T, s *Store, id string) Assessment {
	t.Helper()
	a, err := s.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func mustList(t *testing.T, s *Store) Listing {
	t.Helper()
	list, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func mustWrite(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// tree lists the files below a folder.
func tree(t *testing.T, folder string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			rel, _ := filepath.Rel(folder, path)
			all = append(all, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func numbered(i int) string { return fmt.Sprintf("Company %03d", i) }
