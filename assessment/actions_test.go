package assessment

import (
	"slices"
	"strings"
	"testing"

	"ounce/checks"
)

// orders are the verbs with which a thing to do begins.
var orders = strings.Fields(`Add Agree Answer Ask Bring Change Check Choose Close Connect Disable Encrypt Find Get Give Go Guard Have Hold Install
	Keep Let Lock Look Make Move Name Note Plan Put Remove Renew Replace Restart Run Set Show Start Stop Switch Take Turn Update Upgrade Work Write`)

func order(text string) bool {
	verb, _, _ := strings.Cut(text, " ")
	return slices.Contains(orders, strings.TrimSuffix(verb, ":"))
}

// TestWhatThereIsToDoIsAnOrder: whatever fails, whatever is open and whatever
// stands on a roadmap begins with what to do, and is no title.
func TestWhatThereIsToDoIsAnOrder(t *testing.T) {
	d := load(t)
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	m := checks.Machine{ID: "m", Name: "FRONT-DESK"}
	for _, id := range defs.IDs() {
		def, _ := defs.Get(id)
		if n := len([]rune(def.Do)); n > 70 || strings.HasSuffix(def.Do, ".") || def.Do == def.Title {
			t.Errorf("%s: %q is no short order", id, def.Do)
		}
		m.Findings = append(m.Findings, checks.Finding{Check: id, Area: def.Area, Title: def.Title, Status: checks.Fail, Severity: def.Severity, Reason: "It is so."})
	}
	for _, name := range []string{"neglected", "average", "well-run"} {
		r, err := d.Assess(Input{Answers: example(t, d, name), Machines: []checks.Machine{m}, Checks: defs, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		did := map[string]bool{}
		for _, a := range append(slices.Clone(r.First), r.Recommendation.Yourself...) {
			did[a.ID] = true
			if !order(a.Title) {
				t.Errorf("%s: to do: %q", name, a.Title)
			}
			if strings.Contains(a.Why, "does not fit") {
				t.Errorf("%s: %q does not say what is so", name, a.Why)
			}
		}
		for _, id := range defs.IDs() {
			if !did[id] {
				t.Errorf("%s: nothing is to do about %s, which fails", name, id)
			}
		}
		for _, step := range r.Roadmap {
			if !order(step.What) {
				t.Errorf("%s: on the roadmap: %q", name, step.What)
			}
		}
	}
}

// TestADarkerAnswerIsAskedAgain: a check that passes against an answer asks for
// the answer, for there is nothing to mend.
func TestADarkerAnswerIsAskedAgain(t *testing.T) {
	d := load(t)
	m := checks.Machine{ID: "m", Name: "FRONT-DESK", Findings: []checks.Finding{{Check: "backup.product", Status: checks.Pass, Reason: "We found Veeam.", Severity: checks.Critical}}}
	answers := example(t, d, "average")
	answers.Given["BK1"] = Answer{Choice: "d"}
	r, err := d.Assess(Input{Answers: answers, Machines: []checks.Machine{m}, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.First[0]; got.ID != "backup.product" || !strings.HasPrefix(got.Title, "Answer this once more: ") || !strings.HasPrefix(got.Why, "No backup was said to run, yet") {
		t.Errorf("%+v", got)
	}
}

// TestTheThreeThingsFirstAreNotOneThing: an answer that several checks contradict
// takes one of the three places; the other checks come later, none is left out.
func TestTheThreeThingsFirstAreNotOneThing(t *testing.T) {
	d := load(t)
	expired := machine("1", finding("protection.antivirus", checks.Fail), finding("protection.licence", checks.Fail), finding("protection.realtime", checks.Fail))
	r, err := d.Assess(Input{Answers: example(t, d, "neglected"), Machines: []checks.Machine{expired}, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range r.Recommendation.Yourself {
		ids = append(ids, a.ID)
	}
	at := func(id string) int { return slices.Index(ids, id) }
	if at("protection.antivirus") != 0 || at("protection.licence") < 3 || at("protection.realtime") < 3 {
		t.Errorf("in this order: %v", ids)
	}
}

// TestADyingDiskIsAmongTheThingsFirst: what several checks say against answers
// does not push a critical check that failed out of sight.
func TestADyingDiskIsAmongTheThingsFirst(t *testing.T) {
	d := load(t)
	dying := machine("1", finding("protection.antivirus", checks.Fail), finding("protection.licence", checks.Fail),
		finding("access.daily_admin", checks.Fail), finding("hardware.disk_health", checks.Fail))
	r, err := d.Assess(Input{Answers: example(t, d, "average"), Machines: []checks.Machine{dying}, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(r.Recommendation.Yourself, func(a Action) bool { return a.ID == "hardware.disk_health" })
	if at < 0 || at > 2 {
		t.Errorf("at place %d: %v", at, r.Recommendation.Yourself)
	}
}
