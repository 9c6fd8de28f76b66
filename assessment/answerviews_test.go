package assessment

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestAnswersAreAnObjectByQuestion(t *testing.T) {
	views := AnswerViews{
		{Question: "BK4", Text: "When was a restore tried?", Answer: "Never", State: StateAnswered, Points: Range{0, 1, 2}, MaxPoints: 4, Critical: true},
		{Question: "BK1", Text: "What is backed up?", Answer: "All", State: StateAnswered, Evidence: Confirmed, Checks: []string{"backup.tool"}, Note: "as of May"},
	}
	data, err := json.Marshal(Result{Answers: views})
	if err != nil {
		t.Fatal(err)
	}
	var shape struct {
		Answers map[string]struct{ Text, Answer string }
	}
	if err := json.Unmarshal(data, &shape); err != nil || len(shape.Answers) != 2 || shape.Answers["BK1"].Answer != "All" {
		t.Errorf("%v, %v", shape, err)
	}
	var back Result
	if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(back.Answers, views) {
		t.Errorf("read back: %v, %v", back.Answers, err)
	}
	list, err := json.Marshal([]AnsweredView(views))
	if err != nil {
		t.Fatal(err)
	}
	var earlier AnswerViews
	if err := json.Unmarshal(list, &earlier); err != nil || !reflect.DeepEqual(earlier, views) {
		t.Errorf("a list is read as %v, %v", earlier, err)
	}
	if data, err := json.Marshal(AnswerViews(nil)); err != nil || string(data) != "{}" {
		t.Errorf("no answers are %s, %v", data, err)
	}
	for _, bad := range []string{`{"BK1": 1}`, `{"BK1": {}, "BK1": {}}`, `"BK1"`, `{"BK1"`} {
		if err := json.Unmarshal([]byte(bad), &earlier); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}
