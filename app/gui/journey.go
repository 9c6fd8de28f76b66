package gui

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"ounce/assessment"
	"ounce/checks"
)

// journey is what one assessment holds while the window is open. It belongs to
// the interface thread.
type journey struct {
	deps     Deps
	id       string
	sample   bool
	answers  assessment.Answers
	machines []checks.Machine // each computer once, as it was seen last
	visits   []checks.Machine // all that was given; newer ones stand for older ones
	own      string           // machineKey of this computer; empty before it is checked
	leftOut  []string         // the files that were left out last, with why
	result   *assessment.Result
	saved    string // path of the report of this result; empty before it is saved
	wish     ReportWish
	quick    bool   // only the questions of quick mode
	says     string // what it came to, for the list of recent ones
	// before are the answers as they stood before each change, the last one last.
	before []answerBefore
	parted bool // another Ounce saved it meanwhile, and that was said
	// changed is called after each change to answers or machines.
	changed func()
}

// answerBefore is how the answer to a question stood before a change.
type answerBefore struct {
	question string
	answer   assessment.Answer
}

func newJourney(deps Deps, a Assessment) *journey {
	if a.Answers.Given == nil {
		a.Answers.Given = map[string]assessment.Answer{}
	}
	if a.Answers.Country == "" && len(deps.Countries) > 0 {
		a.Answers.Country, a.Answers.Currency = deps.Countries[0].ID, deps.Countries[0].Currency
	}
	j := &journey{deps: deps, id: a.ID, sample: a.Sample, answers: a.Answers, visits: a.Machines, own: a.Own, quick: a.Quick, says: a.Says}
	j.machines, _ = assessment.Merge(j.visits)
	return j
}

// touch marks what was judged as stale and tells of the change.
func (j *journey) touch() {
	j.result, j.says, j.saved = nil, "", ""
	if j.changed != nil {
		j.changed()
	}
}

// judged puts in what it all came to.
func (j *journey) judged(r assessment.Result) {
	j.result = &r
	says := ""
	if score := r.Scores.Overall; score.Range != nil {
		says = lang.L("{{.Score}} of 100", map[string]any{"Score": scoreBand(score.Low, score.High)})
	}
	j.says = says
	if j.changed != nil {
		j.changed()
	}
}

// assessment is a copy of it all, to be saved elsewhere than on the interface
// thread.
func (j *journey) assessment() Assessment {
	answers := j.answers
	answers.Given = make(map[string]assessment.Answer, len(j.answers.Given))
	for id, a := range j.answers.Given {
		answers.Given[id] = a
	}
	return Assessment{ID: j.id, Answers: answers, Machines: slices.Clone(j.machines), Own: j.own, Sample: j.sample, Quick: j.quick, Says: j.says, Result: j.result}
}

// answer sets the answer to a question; an empty one takes it back.
func (j *journey) answer(id string, a assessment.Answer) {
	old := j.answers.Given[id]
	last := len(j.before) - 1
	typing := old.Choice == a.Choice && old.Unknown == a.Unknown
	if !typing || last < 0 || j.before[last].question != id {
		j.before = append(j.before, answerBefore{id, old})
	}
	j.set(id, a)
}

// undo takes the last change back and names its question; what was typed in one
// go goes at once. ok is false when there is nothing to take back.
func (j *journey) undo() (question string, ok bool) {
	last := len(j.before) - 1
	if last < 0 {
		return "", false
	}
	change := j.before[last]
	j.before = j.before[:last]
	j.set(change.question, change.answer)
	return change.question, true
}

func (j *journey) set(id string, a assessment.Answer) {
	if isEmpty(a) {
		delete(j.answers.Given, id)
	} else {
		j.answers.Given[id] = a
	}
	j.touch()
}

func isEmpty(a assessment.Answer) bool {
	return a.Choice == "" && a.Number == nil && len(a.Fields) == 0 && len(a.Choices) == 0 && !a.Unknown && a.Note == ""
}

// isAnswered tells whether something was said, be it that nobody knows.
func isAnswered(a assessment.Answer) bool {
	a.Note = ""
	return !isEmpty(a)
}

// mostOnPage is how many questions stand on one page at most.
const mostOnPage = 4

// pages lists the pages of the business part, or of the others.
func (j *journey) pages(business bool) []Page {
	var pages []Page
	for _, page := range j.deps.Pages(j.answers, j.machines) {
		if j.quick {
			page.Questions = slices.DeleteFunc(slices.Clone(page.Questions), func(q Question) bool { return !q.Quick })
		}
		if (page.Area == "") != business {
			continue
		}
		for questions := range slices.Chunk(page.Questions, mostOnPage) {
			page.Questions = questions
			pages = append(pages, page)
		}
	}
	return pages
}

// answered counts the questions of some pages and those answered.
func (j *journey) answered(pages []Page) (answered, total int) {
	for _, page := range pages {
		for _, q := range page.Questions {
			total++
			if isAnswered(j.answers.Given[q.ID]) {
				answered++
			}
		}
	}
	return answered, total
}

// secondsAQuestion is the usual time for reading and answering one: 500 seconds
// for 35.
const secondsAQuestion = 14

// minutesLeft says how long the open questions of some pages usually take.
func (j *journey) minutesLeft(pages []Page) int {
	answered, total := j.answered(pages)
	return ((total-answered)*secondsAQuestion + 59) / 60
}

// machineKey tells machines apart: by id, or by name where there is none.
func machineKey(m checks.Machine) string {
	if m.ID != "" {
		return m.ID
	}
	return m.Name
}

// setMachine puts in what a scan of this computer found, in the place of earlier
// looks at it.
func (j *journey) setMachine(m checks.Machine) {
	j.own = machineKey(m)
	j.visits = slices.DeleteFunc(slices.Clone(j.visits), func(old checks.Machine) bool { return sameMachine(&old, &m) })
	j.addMachines([]checks.Machine{m})
}

// addMachines puts in visits to computers. Of two visits to one computer the
// newer one counts; the same visit twice is one.
func (j *journey) addMachines(list []checks.Machine) {
	visits, at := slices.Clone(j.visits), map[visit]int{}
	for i := range visits {
		at[visitOf(&visits[i])] = i
	}
	for i := range list {
		one := visitOf(&list[i])
		if place, twice := at[one]; twice {
			visits[place] = list[i]
			continue
		}
		at[one] = len(visits)
		visits = append(visits, list[i])
	}
	j.setVisits(visits)
}

// leaveOut takes a computer out, with all visits to it.
func (j *journey) leaveOut(m checks.Machine) {
	j.setVisits(slices.DeleteFunc(slices.Clone(j.visits), func(old checks.Machine) bool { return sameMachine(&old, &m) }))
}

func (j *journey) setVisits(visits []checks.Machine) {
	j.visits = visits
	j.machines, _ = assessment.Merge(visits)
	j.touch()
}

// visit names one visit to a computer.
type visit struct {
	computer string
	taken    int64
}

func visitOf(m *checks.Machine) visit {
	computer, known := m.Identity()
	if !known {
		computer = m.Name
	}
	return visit{computer, m.Taken.UnixNano()}
}

// sameMachine tells whether two visits were to one computer.
func sameMachine(a, b *checks.Machine) bool {
	return visitOf(a).computer == visitOf(b).computer
}

// ownMachine is what was found on this computer, if it was checked.
func (j *journey) ownMachine() (checks.Machine, bool) {
	for _, m := range j.machines {
		if j.own != "" && machineKey(m) == j.own {
			return m, true
		}
	}
	return checks.Machine{}, false
}

// mistakes gives the mistakes of one question.
func (j *journey) mistakes(question string) []Mistake {
	var own []Mistake
	if j.deps.Mistakes == nil {
		return nil
	}
	for _, m := range j.deps.Mistakes(j.answers) {
		if m.Question == question {
			own = append(own, m)
		}
	}
	return own
}

// definition gives a check's texts.
func (j *journey) definition(id string) checks.Definition {
	if j.deps.Define != nil {
		return j.deps.Define(id)
	}
	for _, d := range j.deps.Checks {
		if d.ID == id {
			return d
		}
	}
	return checks.Definition{ID: id}
}
