package assessment

import (
	"fmt"
	"math"
	"slices"

	"ounce/assets"
	"ounce/checks"
)

// Questionnaire is every question with its answers, scores and weights, as
// assets/questions.yaml holds them.
type Questionnaire struct {
	Version   int               `yaml:"version"`
	Date      string            `yaml:"date"`
	Unknown   UnknownScore      `yaml:"unknown"`
	Labels    map[string]string `yaml:"labels"`
	Countries []Country         `yaml:"countries"`
	// Currencies are the ISO 4217 codes that an answers file may name.
	Currencies []string     `yaml:"currencies"`
	Areas      []AreaWeight `yaml:"areas"`
	Questions  []Question   `yaml:"questions"`

	byID map[string]int
}

// AreaWeight is an area with its name and its share of the overall score.
type AreaWeight struct {
	ID     checks.Area `yaml:"id"`
	Name   string      `yaml:"name"`
	Weight float64     `yaml:"weight"`
}

// Country is a preset of prices and wages.
type Country struct {
	ID       string `yaml:"id"`
	Name     string `yaml:"name"`
	Currency string `yaml:"currency"` // ISO 4217; empty for another country
}

// UnknownScore is what "I don't know" is worth: a range from 0 to 1, and no
// single score.
type UnknownScore struct {
	Low  float64 `yaml:"low"`
	Mean float64 `yaml:"mean"`
	High float64 `yaml:"high"`
}

// Kind says how a question is answered.
type Kind string

// The kinds: one of several answers, such an answer or a number, or a number
// in each of several fields.
const (
	KindChoice         Kind = "choice"
	KindChoiceOrNumber Kind = "choice_or_number"
	KindNumbers        Kind = "numbers"
)

// Question is one screen's question.
type Question struct {
	ID       string      `yaml:"id"`
	Area     checks.Area `yaml:"area"`   // empty for a business input
	Weight   float64     `yaml:"weight"` // share of the area's score
	Kind     Kind        `yaml:"kind"`
	Quick    bool        `yaml:"quick"`    // part of quick mode
	Optional bool        `yaml:"optional"` // a full assessment may go without it
	// CriticalAt makes the question critical: a score at or below it is an open
	// gap.
	CriticalAt *float64 `yaml:"critical_at"`
	// ShowIf names the answer on which the question depends.
	ShowIf string `yaml:"show_if"`
	// Skipped is the score of a question that does not show; without it, it does
	// not count.
	Skipped *float64 `yaml:"skipped"`
	Text    string   `yaml:"text"`
	Help    string   `yaml:"help"`
	Why     string   `yaml:"why"`
	// Todo is what to do when the answer is bad.
	Todo    string   `yaml:"todo"`
	Answers []Choice `yaml:"answers"`
	Fields  []Field  `yaml:"fields"`
	// Min and Max bound the number of a choice_or_number question.
	Min  float64 `yaml:"min"`
	Max  float64 `yaml:"max"`
	Unit string  `yaml:"unit"`
	// Feeds names the input of the cost model that the answer gives.
	Feeds string `yaml:"feeds"`
	// SumAtMost names the field that the fields with ages may not exceed together.
	SumAtMost  string              `yaml:"sum_at_most"`
	Unknown    *UnknownScore       `yaml:"unknown"`
	Fix        *OwnFix             `yaml:"fix"`
	Frameworks map[string][]string `yaml:"frameworks"`

	show *condition
}

// OwnFix is how people close a gap themselves, for nothing.
type OwnFix struct {
	Minutes int      `yaml:"minutes"`
	Steps   []string `yaml:"steps"`
	// Confirmed tells that a check can confirm the fix.
	Confirmed bool `yaml:"confirmed"`
}

// Choice is one answer of a question.
type Choice struct {
	ID    string             `yaml:"id"`
	Label string             `yaml:"label"`
	Score float64            `yaml:"score"`
	Value float64            `yaml:"value"`
	Sets  map[string]float64 `yaml:"sets"` // inputs of the cost model
	// Todo is what to do about this answer where the question's own says too
	// much.
	Todo string `yaml:"todo"`
}

// Field is one box of a question with several.
type Field struct {
	Key      string   `yaml:"key"`
	Label    string   `yaml:"label"`
	Min      float64  `yaml:"min"`
	Max      float64  `yaml:"max"`
	Whole    bool     `yaml:"whole"`
	Required bool     `yaml:"required"`
	Unit     string   `yaml:"unit"`
	AtMost   string   `yaml:"at_most"` // another field of the question
	Needs    string   `yaml:"needs"`   // a field that must be above 0 when this one is
	ShowIf   string   `yaml:"show_if"`
	Feeds    string   `yaml:"feeds"`
	Answers  []Choice `yaml:"answers"`
	// Ages are the years of age that the box stands for; Loss is what a full
	// share of such devices takes from the score.
	Ages []int   `yaml:"ages"`
	Loss float64 `yaml:"loss"`
	// OldFrom years on, the device takes Penalty from the score.
	OldFrom float64 `yaml:"old_from"`
	Penalty float64 `yaml:"penalty"`

	show *condition
}

// LoadQuestionnaire reads the questionnaire from the assets.
func LoadQuestionnaire() (*Questionnaire, error) {
	data, err := assets.Files.ReadFile("questions.yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the questions: %w", err)
	}
	return parseQuestionnaire("questions.yaml", data)
}

func parseQuestionnaire(name string, data []byte) (*Questionnaire, error) {
	var q Questionnaire
	if err := assets.Strict(name, data, &q); err != nil {
		return nil, err
	}
	if err := q.prepare(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &q, nil
}

func (q *Questionnaire) prepare() error {
	q.byID = make(map[string]int, len(q.Questions))
	weights := map[checks.Area]float64{}
	for i := range q.Questions {
		question := &q.Questions[i]
		if _, twice := q.byID[question.ID]; twice || question.ID == "" {
			return fmt.Errorf("question %q stands twice or has no id", question.ID)
		}
		q.byID[question.ID] = i
		weights[question.Area] += question.Weight
		if err := question.prepare(); err != nil {
			return fmt.Errorf("question %s: %w", question.ID, err)
		}
	}
	total := 0.0
	for _, area := range q.Areas {
		if !slices.Contains(checks.Areas(), area.ID) {
			return fmt.Errorf("area %q is none of %v", area.ID, checks.Areas())
		}
		if math.Abs(weights[area.ID]-1) > 1e-9 {
			return fmt.Errorf("the weights of area %s add up to %g and not to 1", area.ID, weights[area.ID])
		}
		total += area.Weight
	}
	if math.Abs(total-1) > 1e-9 || len(q.Areas) != len(checks.Areas()) {
		return fmt.Errorf("the weights of the areas add up to %g and not to 1, or an area is missing", total)
	}
	return q.prepareReferences()
}

func (q *Questionnaire) prepareReferences() error {
	for _, question := range q.Questions {
		conditions := []*condition{question.show}
		for _, f := range question.Fields {
			conditions = append(conditions, f.show)
		}
		for _, c := range conditions {
			if c == nil {
				continue
			}
			other, ok := q.Get(c.question)
			if !ok || (c.field != "" && other.field(c.field) == nil) {
				return fmt.Errorf("question %s depends on %s.%s, which does not exist", question.ID, c.question, c.field)
			}
		}
	}
	return nil
}

func (question *Question) prepare() (err error) {
	if question.show, err = parseCondition(question.ShowIf); err != nil {
		return err
	}
	if question.Text == "" || question.Why == "" {
		return fmt.Errorf("needs text and why")
	}
	if question.Area != "" && (question.Weight <= 0 || len(question.Frameworks) == 0) {
		return fmt.Errorf("counts for an area, so it needs a weight and a framework id")
	}
	if (question.CriticalAt != nil || question.Fix != nil) && question.Todo == "" {
		return fmt.Errorf("is critical or has a fix, so it needs todo")
	}
	switch question.Kind {
	case KindChoice, KindChoiceOrNumber:
		if len(question.Answers) < 2 {
			return fmt.Errorf("needs answers")
		}
	case KindNumbers:
		if len(question.Fields) == 0 {
			return fmt.Errorf("needs fields")
		}
	default:
		return fmt.Errorf("kind %q is none of choice, choice_or_number, numbers", question.Kind)
	}
	for _, a := range question.Answers {
		if a.ID == "" || a.Label == "" || a.Score < 0 || a.Score > 1 {
			return fmt.Errorf("answer %q needs a label and a score from 0 to 1", a.ID)
		}
	}
	for i := range question.Fields {
		if question.Fields[i].show, err = parseCondition(question.Fields[i].ShowIf); err != nil {
			return err
		}
	}
	return nil
}

// Get gives a question by its id.
func (q *Questionnaire) Get(id string) (Question, bool) {
	i, ok := q.byID[id]
	if !ok {
		return Question{}, false
	}
	return q.Questions[i], true
}

// at gives a question that is known to exist.
func (q *Questionnaire) at(id string) *Question { return &q.Questions[q.byID[id]] }

// IDs lists the questions in their order.
func (q *Questionnaire) IDs() []string {
	ids := make([]string, len(q.Questions))
	for i, question := range q.Questions {
		ids[i] = question.ID
	}
	return ids
}

// AreaName gives the name of an area in words.
func (q *Questionnaire) AreaName(area checks.Area) string {
	for _, a := range q.Areas {
		if a.ID == area {
			return a.Name
		}
	}
	return string(area)
}

// areaWeight is an area's share of the overall score.
func (q *Questionnaire) areaWeight(area checks.Area) float64 {
	for _, a := range q.Areas {
		if a.ID == area {
			return a.Weight
		}
	}
	return 0
}

// Visible lists the questions that concern this company, in their order: those
// whose condition the answers do not rule out.
func (q *Questionnaire) Visible(a Answers) []Question {
	var visible []Question
	for _, question := range q.Questions {
		if question.show.holds(a.Given) {
			visible = append(visible, question)
		}
	}
	return visible
}

// VisibleFields lists the boxes of a question that concern this company.
func (question Question) VisibleFields(a Answers) []Field {
	var visible []Field
	for _, f := range question.Fields {
		if f.show.holds(a.Given) {
			visible = append(visible, f)
		}
	}
	return visible
}

// QuickQuestions lists the questions of quick mode: about four minutes.
func (q *Questionnaire) QuickQuestions() []Question {
	var quick []Question
	for _, question := range q.Questions {
		if question.Quick {
			quick = append(quick, question)
		}
	}
	return quick
}

// Critical tells whether a bad answer is a gap of its own.
func (question Question) Critical() bool { return question.CriticalAt != nil }

func (question Question) choice(id string) (Choice, bool) { return findChoice(question.Answers, id) }

func findChoice(choices []Choice, id string) (Choice, bool) {
	for _, c := range choices {
		if c.ID == id {
			return c, true
		}
	}
	return Choice{}, false
}

// boxName is what people read at one of the question's boxes.
func (question Question) boxName(key string) string {
	if f := question.field(key); f != nil {
		return "“" + f.Label + "”"
	}
	return key
}

func (question Question) field(key string) *Field {
	for i := range question.Fields {
		if question.Fields[i].Key == key {
			return &question.Fields[i]
		}
	}
	return nil
}
