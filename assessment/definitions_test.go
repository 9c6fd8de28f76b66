package assessment

import (
	"testing"

	"ounce/checks"
)

// Questions, rules and the catalogue of checks belong together: a rule names a
// check that exists and a status and answer that can come.
func TestRulesNameChecksThatExist(t *testing.T) {
	d := load(t)
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Rules) < 30 {
		t.Errorf("there are %d rules; at least 30 are wanted", len(d.Rules))
	}
	for i, r := range d.Rules {
		if _, ok := defs.Get(r.Check); !ok {
			t.Errorf("rule %d (%s) names check %s, which does not exist", i+1, r.Question, r.Check)
		}
	}
}

func TestQuestionnaireIsWhole(t *testing.T) {
	q := load(t).Questions
	risk, business := 0, 0
	for _, question := range q.Questions {
		if question.ID[0] == 'B' && question.ID[1] >= '0' && question.ID[1] <= '9' {
			business++
		} else {
			risk++
		}
	}
	if risk != 25 || business != 10 || len(q.QuickQuestions()) != 15 {
		t.Errorf("%d risk questions, %d business inputs, %d in quick mode", risk, business, len(q.QuickQuestions()))
	}
}

func TestBranches(t *testing.T) {
	q := load(t).Questions
	hidden := func(id string, a Answers) bool {
		for _, question := range q.Visible(a) {
			if question.ID == id {
				return false
			}
		}
		return true
	}
	none := Answers{Given: map[string]Answer{"BK1": {Choice: "d"}, "FW1": {Choice: "d"}, "B01": {Fields: map[string]float64{"staff": 3, "laptops": 0, "servers": 0}}}}
	for _, id := range []string{"BK2", "BK3", "BK4", "FW2", "FW4", "EP2"} {
		if !hidden(id, none) || hidden(id, Answers{}) {
			t.Errorf("%s does not branch", id)
		}
	}
	b09, _ := q.Get("B09")
	if len(b09.VisibleFields(none)) != len(b09.Fields)-1 {
		t.Error("without a server its age is asked")
	}
}
