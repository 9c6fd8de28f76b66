package app

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ounce/app/store"
	"ounce/assessment"
	"ounce/checks"
)

// visits is a desk at which Miller was assessed twice: it is saved, a copy was
// shared, and the JSON of each visit lies there.
func visits(t *testing.T) desktop {
	t.Helper()
	d := newDesktop(t)
	s, _, _ := d.session(t.Context())
	st, err := s.openStore()
	must(t, err)
	list, err := st.List()
	must(t, err)
	a, err := st.Get(list.Heads[0].ID)
	must(t, err)
	a.Machines = []checks.Machine{visited(1)}
	for i, mid := range []float64{40, 55} {
		r := assessment.Result{Schema: 1, Generated: time.Date(2026, time.Month(5+i), 1, 9, 0, 0, 0, time.UTC), Company: "Miller", Currency: "EUR",
			Machines: []checks.Machine{visited(1)}, Answers: []assessment.AnsweredView{{Question: "BK1", Text: "What is backed up?", State: assessment.StateAnswered}},
			Scores: assessment.Scores{Overall: assessment.Score{Range: &assessment.Range{Low: mid, Mid: mid, High: mid}}}}
		must(t, a.Keep(r))
		data, err := json.Marshal(r)
		must(t, err)
		d.put(fmt.Sprintf("visit%d.json", i+1), data)
	}
	a.Head, err = st.Save(a)
	must(t, err)
	copied, err := st.Share(a.ID, "a ladder of four words")
	must(t, err)
	d.put("miller.ounce", copied)
	d.put("miller.sealed", copied) // what counts is how it begins
	_, err = st.Save(store.Assessment{Answers: assessment.Answers{Company: "Blank"}})
	must(t, err)
	return d
}

// at puts the files of a command line at the desk.
func (d desktop) at(args ...string) []string {
	args = slices.Clone(args)
	for i, arg := range args {
		flag, value, ok := strings.Cut(arg, "=")
		if !ok {
			flag, value = "", arg
		} else {
			flag += "="
		}
		if _, err := os.Stat(d.path(value)); value != "" && err == nil {
			args[i] = flag + d.path(value)
		}
	}
	return args
}

func (d desktop) command(args ...string) (status int, out, errOut string) {
	d.t.Helper()
	s, o, e := d.session(d.t.Context())
	status = run(d.at(args...), s)
	return status, o.String(), e.String()
}

// TestEveryKindComparesWithEveryOther names each of the two visits in each way
// in which it can be named.
func TestEveryKindComparesWithEveryOther(t *testing.T) {
	d := visits(t)
	older := "visit1.json"
	news := []string{"Miller", "mill", "miller.ounce", "miller.sealed", "visit2.json"}
	for _, newer := range news {
		for _, pair := range [][]string{{older, newer}, {newer, older}} {
			status, out, said := d.command("compare", "--passphrase-file=words.txt", pair[0], pair[1])
			if status != statusDone || !strings.Contains(out, "From 1 May 2026 to 1 June 2026") || !strings.Contains(out, "Score: 55, was 40 (+15 points)") {
				t.Errorf("%v: status %d, said %q\n%s", pair, status, said, out)
			}
			if turned := pair[0] == newer; turned != strings.Contains(said, "is the earlier one") {
				t.Errorf("%v: said %q", pair, said)
			}
		}
	}
	for _, older := range news {
		for _, newer := range news {
			status, out, said := d.command("compare", "--passphrase-file=words.txt", older, newer)
			if status != statusDone || said != "" || !strings.Contains(out, "Score: 55, was 55 (+0 points)") {
				t.Errorf("%s and %s: status %d, said %q\n%s", older, newer, status, said, out)
			}
		}
	}
	for _, one := range []string{"Miller", "miller.ounce"} {
		status, out, said := d.command("compare", "--passphrase-file=words.txt", one)
		if status != statusDone || said != "" || !strings.Contains(out, "Score: 55, was 40 (+15 points)") {
			t.Errorf("the visits of %s: status %d, said %q\n%s", one, status, said, out)
		}
	}
}

// TestEveryKindIsSinceAndMachine hands each kind to the flags of an assessment.
func TestEveryKindIsSinceAndMachine(t *testing.T) {
	d := visits(t)
	for _, c := range []struct {
		name     string
		earlier  int // results that it stands for
		computer string
	}{
		{"Miller", 2, "PC-1"}, {"miller.ounce", 2, "PC-1"}, {"miller.sealed", 2, "PC-1"}, {"visit1.json", 1, "PC-1"},
	} {
		command := assessCommand{Since: d.at(c.name), copyFlags: copyFlags{d.path("words.txt")}}
		s, _, said := d.session(t.Context())
		since, err := command.since(s)
		must(t, err)
		older, err := command.older(s, store.Assessment{}, since, assessment.Result{Company: "Miller", Generated: s.now()})
		if err != nil || len(older) != c.earlier || older[0].Scores.Overall.Mid != 40 || said.Len() > 0 {
			t.Errorf("since %s: %d results, said %q (%v)", c.name, len(older), said, err)
		}
		status, out, errOut := d.command("assess", "--answers=average.yaml", "--no-scan", "--passphrase-file=words.txt", "--machine="+c.name, "--json=-")
		var r assessment.Result
		if err := json.Unmarshal([]byte(out), &r); status != statusDone || err != nil || len(r.Machines) != 1 || r.Machines[0].Name != c.computer {
			t.Errorf("machine %s: status %d, said %q, computers %v (%v)", c.name, status, errOut, r.Machines, err)
		}
	}
	// What is kept and named besides is one visit; a later one is no earlier one.
	command := assessCommand{Since: d.at("Miller", "visit1.json", "miller.ounce"), copyFlags: copyFlags{d.path("words.txt")}}
	s, _, said := d.session(t.Context())
	now := assessment.Result{Company: "Baker", Generated: time.Date(2026, 5, 20, 9, 0, 0, 0, time.UTC)}
	since, err := command.since(s)
	must(t, err)
	older, err := command.older(s, store.Assessment{}, since, now)
	if err != nil || len(older) != 1 || strings.Count(said.String(), "is of another company: Miller, and this is Baker") != 3 {
		t.Errorf("%d results, said %q (%v)", len(older), said, err)
	}
	now.Generated = now.Generated.AddDate(0, -1, 0)
	if _, err := command.older(s, store.Assessment{}, since, now); err == nil || !strings.Contains(err.Error(), "Miller is of 1 May 2026, later than this assessment") {
		t.Errorf("what is to come gives %v", err)
	}
}

// TestOtherKindsAreRefused says in one sentence what was named instead, and
// leaves nothing behind.
func TestOtherKindsAreRefused(t *testing.T) {
	d := visits(t)
	if status, _, said := d.command("check", "--from=linux.yaml", "--out="+d.path("pc1.ounce-machine")); status != statusDone {
		t.Fatal(said)
	}
	must(t, os.Mkdir(d.path("folder"), 0o755))
	cut, err := os.ReadFile(d.path("miller.ounce"))
	must(t, err)
	d.put("cut.ounce", cut[:len(cut)-9])
	d.put("other.txt", []byte("told by letter\n"))
	before := d.files()
	refused := map[string]string{
		"nobody":       `there is no file nobody, and there is no saved assessment "nobody"; ounce list shows what there is`,
		"nobody.json":  "there is no file nobody.json",
		"nobody.ounce": "there is no file nobody.ounce",
		"words.txt":    "words.txt is no",
		"average.yaml": "average.yaml is no",
		"cut.ounce":    "cut.ounce cannot be opened: it is damaged",
	}
	own := map[string]map[string]string{
		"result": {
			"Blank":             "no result of Blank was kept yet",
			"pc1.ounce-machine": "holds checked computers and no result of an assessment",
			"linux.yaml":        "linux.yaml is no result of an assessment",
			"folder":            "folder is a folder, not a file",
			"report.xlsx":       "report.xlsx is no result of an assessment",
		},
		"machines": {
			"Blank":       "Blank holds no computer",
			"folder":      "folder holds no file of a checked computer",
			"report.xlsx": "report.xlsx is a workbook, and holds no computer",
		},
	}
	for kind, ways := range map[string][][]string{
		"result":   {{"compare", "visit1.json"}, {"assess", "--answers=average.yaml", "--no-scan", "--json=-", "--since="}},
		"machines": {{"assess", "--answers=average.yaml", "--no-scan", "--json=-", "--machine="}, {"questions", "--machine="}},
	} {
		for _, way := range ways {
			for _, all := range []map[string]string{refused, own[kind]} {
				for name, want := range all {
					args := append(slices.Clone(way), "--passphrase-file="+d.path("words.txt"))
					if last := len(way) - 1; strings.HasSuffix(way[last], "=") {
						args[last] += name
					} else {
						args = append(args, name)
					}
					status, out, said := d.command(args...)
					if status != statusFailed || out != "" || strings.Count(said, "\n") != 1 || !strings.Contains(strings.ReplaceAll(said, d.folder+string(filepath.Separator), ""), want) {
						t.Errorf("%v: status %d, said %q, want %q", args, status, said, want)
					}
				}
			}
		}
	}
	status, _, said := d.command("compare", "--passphrase-file=other.txt", "miller.ounce")
	if status != statusFailed || !strings.Contains(said, "miller.ounce stays closed: the passphrase does not open it") || strings.Count(said, "\n") != 1 {
		t.Errorf("another passphrase: status %d, said %q", status, said)
	}
	if status, _, said := d.command("compare", "visit1.json"); status != statusFailed || !strings.Contains(said, "visit1.json holds one result, and comparing takes two") {
		t.Errorf("one result: status %d, said %q", status, said)
	}
	if after := d.files(); !slices.Equal(before, after) {
		t.Errorf("left %v", after)
	}
}
