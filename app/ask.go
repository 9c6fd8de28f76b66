package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ounce/assessment"
)

// interview asks the questions on a terminal, or through a pipe. What is typed
// and what is shown are two streams, so that standard output stays free.
type interview struct {
	ctx     context.Context
	lines   <-chan string // what was typed
	out     io.Writer
	q       *assessment.Questionnaire
	answers assessment.Answers
	offers  map[string]assessment.Suggestion
	// keep is called after every answer, before the next question is asked.
	keep  func(assessment.Answers) error
	quick bool
}

// move is where an interview goes on.
type move int

const (
	moveNext move = iota
	moveAgain
	moveBack
)

var (
	errEnough = errors.New("enough for today")
	errEnded  = errors.New("nothing more is typed")
)

// maxNote is how many letters a note may have.
const maxNote = 2000

// maxTyped is the longest line in bytes that somebody types.
const maxTyped = 1 << 20

// typedLines reads lines until there are none or nobody wants them.
func typedLines(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(in)
		scanner.Buffer(nil, maxTyped)
		for scanner.Scan() {
			select {
			case lines <- strings.TrimSpace(strings.ToValidUTF8(scanner.Text(), "?")):
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

func (v *interview) say(format string, args ...any) { fmt.Fprintf(v.out, format+"\n", args...) }

func (v *interview) wrapped(indent, text string) { printWrapped(v.out, indent, clean(text)) }

func (v *interview) typed(prompt string) (string, error) {
	fmt.Fprint(v.out, prompt)
	select {
	case line, ok := <-v.lines:
		if !ok {
			return "", errEnded
		}
		if line == "q" {
			return "", errEnough
		}
		return line, nil
	case <-v.ctx.Done():
		return "", v.ctx.Err()
	}
}

// run asks everything and gives the answers.
func (v *interview) run() (assessment.Answers, error) {
	v.say("Type the number of an answer, and Enter. Enter alone keeps what stands in [brackets], or leaves the question open.")
	v.say("? says why we ask, b goes back, n writes a note, - takes an answer back, u says that nobody knows, q stops for today.")
	if err := v.head(); err != nil {
		return v.answers, err
	}
	for at := 0; ; {
		list := v.list()
		if at >= len(list) {
			return v.answers, nil
		}
		moved, err := v.ask(list[at], at, len(list))
		if err != nil {
			return v.answers, err
		}
		switch moved {
		case moveNext:
			at++
		case moveBack:
			at = max(0, at-1)
		}
	}
}

// list is the questions to ask, as far as the answers tell.
func (v *interview) list() []assessment.Question {
	list := slices.Clone(v.q.Visible(v.answers))
	slices.SortStableFunc(list, func(a, b assessment.Question) int { return v.place(a) - v.place(b) })
	if v.quick {
		list = slices.DeleteFunc(list, func(question assessment.Question) bool { return !question.Quick })
	}
	return list
}

// place puts the business first, then the areas in their order.
func (v *interview) place(question assessment.Question) int {
	if question.AboutBusiness() {
		return -1
	}
	return slices.IndexFunc(v.q.Areas, func(a assessment.AreaWeight) bool { return a.ID == question.Area })
}

// secondsEach is what a question takes, as people were seen to need.
const secondsEach = 16

// ask asks one question until the answer can be.
func (v *interview) ask(question assessment.Question, at, total int) (move, error) {
	area := "Your business"
	if !question.AboutBusiness() {
		area = v.q.AreaName(question.Area)
	}
	left := "less than a minute left"
	if minutes := (total - at) * secondsEach / 60; minutes > 1 {
		left = fmt.Sprintf("about %d minutes left", minutes)
	}
	v.say("\n%s: question %d of %d, %s", area, at+1, total, left)
	v.wrapped("", question.Text)
	if question.Help != "" {
		v.wrapped("  ", question.Help)
	}
	given := cloned(v.answers.Given[question.ID])
	var moved move
	var err error
	if question.Kind == assessment.KindNumbers {
		moved, err = v.fields(question, &given)
	} else {
		moved, err = v.choose(question, &given)
	}
	if err != nil || moved != moveNext {
		return moved, err
	}
	trial := v.answers
	trial.Given = maps.Clone(v.answers.Given)
	if trial.Given == nil {
		trial.Given = map[string]assessment.Answer{}
	}
	trial.Given[question.ID] = given
	if wrong := v.mistakes(trial, question.ID); len(wrong) > 0 {
		for _, one := range wrong {
			v.wrapped("", one)
		}
		return moveAgain, nil
	}
	v.answers = trial
	return moveNext, v.keep(v.answers)
}

// mistakes says what cannot be right in one answer.
func (v *interview) mistakes(a assessment.Answers, id string) []string {
	var found assessment.Mistakes
	errors.As(v.q.Check(a), &found)
	var wrong []string
	for _, m := range found {
		question, field, _ := strings.Cut(m.Question, ".")
		if question == id {
			asked, _ := v.q.Get(id)
			about := "That answer"
			for _, f := range asked.Fields {
				if f.Key == field {
					about = "“" + f.Label + "”"
				}
			}
			wrong = append(wrong, about+": "+m.Text+".")
		}
	}
	return wrong
}

func cloned(a assessment.Answer) assessment.Answer {
	a.Fields, a.Choices = maps.Clone(a.Fields), maps.Clone(a.Choices)
	return a
}

// command takes what every question understands; done tells that the line was
// one of them.
func (v *interview) command(line string, question assessment.Question, given *assessment.Answer) (moved move, done bool, err error) {
	switch line {
	case "?":
		v.wrapped("  ", question.Why)
		return moveAgain, true, nil
	case "b":
		return moveBack, true, nil
	case "n":
		note, err := v.typed("  Your note: ")
		if err != nil {
			return moveAgain, true, err
		}
		if n := len([]rune(note)); n > maxNote {
			v.say("  A note has at most %d letters; this one has %d.", maxNote, n)
			return moveAgain, true, nil
		}
		noted := cloned(v.answers.Given[question.ID])
		noted.Note = note
		given.Note = note
		return moveAgain, true, v.put(question.ID, noted)
	case "u":
		*given = assessment.Answer{Unknown: true, Note: given.Note}
		return moveNext, true, nil
	case "-":
		*given = assessment.Answer{Note: given.Note}
		return moveNext, true, nil
	}
	return moveNext, false, nil
}

// put keeps an answer that needs no checking against others.
func (v *interview) put(id string, given assessment.Answer) error {
	v.answers.Given = maps.Clone(v.answers.Given)
	if v.answers.Given == nil {
		v.answers.Given = map[string]assessment.Answer{}
	}
	v.answers.Given[id] = given
	return v.keep(v.answers)
}

// choose asks for one of several answers, or for a number instead.
func (v *interview) choose(question assessment.Question, given *assessment.Answer) (move, error) {
	for i, c := range question.Answers {
		v.say("  %d  %s", i+1, c.Label)
	}
	v.say("  %d  %s", len(question.Answers)+1, v.q.Labels["unknown"])
	if question.Kind == assessment.KindChoiceOrNumber {
		v.say("  or your own figure")
	}
	offer := v.saw(question)
	now, offered := v.standing(question, *given), offer.Answer
	prompt := "> "
	switch {
	case now != "":
		prompt = "[" + now + "] > "
	case offered != "":
		prompt = fmt.Sprintf("[%d] > ", 1+choiceAt(question.Answers, offered))
	}
	for {
		line, err := v.typed(prompt)
		if err != nil {
			return moveAgain, err
		}
		if moved, done, err := v.command(line, question, given); done {
			if err != nil || moved != moveAgain {
				return moved, err
			}
			continue
		}
		n, isNumber := assessment.PlainNumber(line)
		whole, err := strconv.Atoi(line)
		switch {
		case line == "" && now == "" && offered != "":
			*given = assessment.Answer{Choice: offered, Note: given.Note, Fields: given.Fields, Choices: given.Choices}
		case line == "":
		case err == nil && whole >= 1 && whole <= len(question.Answers):
			given.Choice, given.Number, given.Unknown = question.Answers[whole-1].ID, nil, false
		case err == nil && whole == len(question.Answers)+1:
			*given = assessment.Answer{Unknown: true, Note: given.Note}
		case isNumber && question.Kind == assessment.KindChoiceOrNumber:
			given.Choice, given.Number, given.Unknown = "", &n, false
		default:
			v.say("Please type a number from 1 to %d, or ? b n - u q.", len(question.Answers)+1)
			continue
		}
		if len(question.Fields) > 0 && !given.Unknown {
			return v.fields(question, given)
		}
		return moveNext, nil
	}
}

// saw says what the checks saw about a question.
func (v *interview) saw(question assessment.Question) assessment.Suggestion {
	offer := v.offers[question.ID]
	if offer.Seen != "" {
		where := ""
		if offer.Machine != "" {
			where = " on " + offer.Machine
		}
		v.wrapped("  ", "We saw"+where+": "+offer.Seen)
	}
	return offer
}

// standing is the answer that stands, as it would be typed.
func (v *interview) standing(question assessment.Question, given assessment.Answer) string {
	switch {
	case given.Unknown:
		return strconv.Itoa(len(question.Answers) + 1)
	case given.Number != nil:
		return digits(*given.Number)
	case given.Choice != "":
		return strconv.Itoa(1 + choiceAt(question.Answers, given.Choice))
	}
	return ""
}

func choiceAt(choices []assessment.Choice, id string) int {
	return slices.IndexFunc(choices, func(c assessment.Choice) bool { return c.ID == id })
}

func digits(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
