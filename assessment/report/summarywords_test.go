package report

import (
	"testing"

	"ounce/assessment"
	"ounce/checks"
)

func TestGapsAreSaidAsTheyAre(t *testing.T) {
	open := assessment.Gap{Question: "BK1", State: assessment.GapOpen}
	unchecked := assessment.Gap{Question: "FW2", State: assessment.GapUnchecked}
	disputed := assessment.Contradiction{Question: "EP1", Check: "protection.antivirus", Critical: true}
	for _, c := range []struct {
		gaps []assessment.Gap
		said []assessment.Contradiction
		want string
	}{
		{nil, nil, "No critical gap is known to be open."},
		{nil, []assessment.Contradiction{{Question: "UP3", Check: "updates.browser_current"}}, "No critical gap is known to be open."},
		{nil, []assessment.Contradiction{disputed, disputed}, "1 critical answer does not fit what we saw."},
		{[]assessment.Gap{unchecked}, nil, "1 critical question has no answer."},
		{[]assessment.Gap{open, unchecked}, []assessment.Contradiction{disputed, {Question: "BK1", Check: "backup.product", Critical: true}},
			"1 critical gap is open. 1 critical answer does not fit what we saw. 1 critical question has no answer."},
		{[]assessment.Gap{open, {Question: "BK3", State: assessment.GapOpen}}, nil, "2 critical gaps are open."},
	} {
		if got := gapWords(assessment.Result{Gaps: c.gaps, Contradictions: c.said}); got != c.want {
			t.Errorf("%+v, %+v: %q, want %q", c.gaps, c.said, got, c.want)
		}
	}
}

func TestComputersAreNamedOnceAndWhole(t *testing.T) {
	b := &book{}
	var all []checks.Machine
	for _, name := range []string{"PC-04", "PC-04", "front-desk", "studio", "files", "accounts", "a-computer-of-the-workshop"} {
		all = append(all, checks.Machine{Name: name})
	}
	for count, want := range map[int]string{
		1: "1 computer checked: PC-04", 3: "3 computers checked: PC-04, front-desk",
		6: "6 computers checked: PC-04, front-desk, studio, files, accounts", 7: "7 computers checked: PC-04, front-desk, studio, files, accounts and 1 more",
	} {
		if got := b.machineWords(all[:count]); got != want {
			t.Errorf("%d: %q, want %q", count, got, want)
		}
	}
}

func TestTheScoreIsSaidInWordsToo(t *testing.T) {
	critical := []assessment.Contradiction{{Question: "BK1", Critical: true}}
	for _, c := range []struct {
		grade string
		said  []assessment.Contradiction
		want  string
		color string
	}{
		{"A", nil, ", in good order", fine}, {"B", []assessment.Contradiction{{Question: "UP3"}}, ", in good order", fine}, {"C", nil, ", wants some work", heed},
		{"D", nil, ", wants work soon", act}, {"E", nil, ", wants work soon", act}, {"B", critical, ", wants work soon", act}, {"", critical, "", ""},
	} {
		r := assessment.Result{Contradictions: c.said}
		r.Scores.Overall = assessment.Score{Range: &assessment.Range{}, Grade: c.grade}
		if words, color := orderWords(r); words != c.want || color != c.color {
			t.Errorf("%s, %v: %q in %s, want %q in %s", c.grade, c.said, words, color, c.want, c.color)
		}
	}
}
