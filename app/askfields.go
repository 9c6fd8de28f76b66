package app

import (
	"fmt"
	"maps"
	"strconv"

	"ounce/assessment"
)

// fields asks for the boxes of a question, one after the other.
func (v *interview) fields(question assessment.Question, given *assessment.Answer) (move, error) {
	offer := assessment.Suggestion{}
	if question.Kind == assessment.KindNumbers {
		offer = v.saw(question)
	}
	trial := v.answers
	trial.Given = maps.Clone(trial.Given)
	if trial.Given == nil {
		trial.Given = map[string]assessment.Answer{}
	}
	trial.Given[question.ID] = *given
	list := question.VisibleFields(trial)
	for at := 0; at < len(list); {
		moved, err := v.field(question, list[at], offer, given)
		if err != nil {
			return moveAgain, err
		}
		switch moved {
		case moveNext:
			at++
		case moveBack:
			if at == 0 && question.Kind != assessment.KindNumbers {
				return moveAgain, nil // to the answer that the boxes belong to
			}
			if at == 0 {
				return moveBack, nil
			}
			at--
		}
		if given.Unknown {
			return moveNext, nil
		}
	}
	return moveNext, nil
}

// field asks for one box.
func (v *interview) field(question assessment.Question, f assessment.Field, offer assessment.Suggestion, given *assessment.Answer) (move, error) {
	standing, offered := "", ""
	if n, ok := given.Fields[f.Key]; ok {
		standing = digits(n)
	} else if at := choiceAt(f.Answers, given.Choices[f.Key]); at >= 0 {
		standing = strconv.Itoa(at + 1)
	} else if n, ok := offer.Fields[f.Key]; ok && !given.Unknown {
		offered = digits(n)
	}
	for i, c := range f.Answers {
		v.say("    %d  %s", i+1, c.Label)
	}
	prompt := "  " + f.Label + ": "
	if standing != "" || offered != "" {
		prompt = fmt.Sprintf("  %s [%s]: ", f.Label, standing+offered)
	}
	for {
		line, err := v.typed(prompt)
		if err != nil {
			return moveAgain, err
		}
		switch line {
		case "":
			if offered == "" {
				return moveNext, nil
			}
			line = offered
		case "-":
			delete(given.Fields, f.Key)
			delete(given.Choices, f.Key)
			return moveNext, nil
		case "u":
			if question.Kind != assessment.KindNumbers {
				return moveNext, nil // the answer itself is known
			}
		}
		if moved, done, err := v.command(line, question, given); done {
			if err != nil || moved != moveAgain {
				return moved, err
			}
			continue
		}
		if v.take(f, line, given) {
			return moveNext, nil
		}
	}
}

// take puts what was typed into a box; where it cannot be, it says so.
func (v *interview) take(f assessment.Field, line string, given *assessment.Answer) bool {
	if len(f.Answers) > 0 {
		n, err := strconv.Atoi(line)
		if err != nil || n < 1 || n > len(f.Answers) {
			v.say("  Please type a number from 1 to %d.", len(f.Answers))
			return false
		}
		if given.Choices == nil {
			given.Choices = map[string]string{}
		}
		given.Choices[f.Key] = f.Answers[n-1].ID
		given.Unknown = false
		return true
	}
	n, ok := assessment.PlainNumber(line)
	switch whole := n == float64(int64(n)); {
	case !ok:
		v.say("  Please type a number such as 1200 or 38.50.")
		return false
	case n < f.Min || n > f.Max || f.Whole && !whole:
		kind := "a number"
		if f.Whole {
			kind = "a whole number"
		}
		v.say("  This takes %s from %s to %s; you typed %s.", kind, digits(f.Min), digits(f.Max), digits(n))
		return false
	}
	if given.Fields == nil {
		given.Fields = map[string]float64{}
	}
	given.Fields[f.Key] = n
	given.Unknown = false
	return true
}

// head asks for the company, its country and its currency, and how much to ask.
func (v *interview) head() error {
	company, err := v.plain("Name of the company", v.answers.Company, func(text string) string {
		if n := len([]rune(text)); n > 200 {
			return fmt.Sprintf("A name has at most 200 letters; this one has %d.", n)
		}
		return ""
	})
	if err != nil {
		return err
	}
	v.answers.Company = company
	if err := v.keep(v.answers); err != nil {
		return err
	}
	if err := v.country(); err != nil {
		return err
	}
	v.say("\nHow much time do you have?\n  1  All questions, about ten minutes\n  2  Only those that matter most, about four minutes")
	for {
		line, err := v.typed("[1] > ")
		if err != nil {
			return err
		}
		switch line {
		case "", "1", "2":
			v.quick = line == "2"
			return v.keep(v.answers)
		}
		v.say("Please type 1 or 2.")
	}
}

func (v *interview) country() error {
	v.say("\nCountry")
	standing := ""
	for i, c := range v.q.Countries {
		v.say("  %d  %s", i+1, c.Name)
		if c.ID == v.answers.Country {
			standing = strconv.Itoa(i + 1)
		}
	}
	for {
		prompt := "> "
		if standing != "" {
			prompt = "[" + standing + "] > "
		}
		line, err := v.typed(prompt)
		if err != nil {
			return err
		}
		if line == "" {
			line = standing
		}
		n, err := strconv.Atoi(line)
		if err != nil || n < 1 || n > len(v.q.Countries) {
			v.say("Please type a number from 1 to %d.", len(v.q.Countries))
			continue
		}
		chosen := v.q.Countries[n-1]
		if chosen.ID != v.answers.Country || v.answers.Currency == "" {
			v.answers.Country, v.answers.Currency, v.answers.PerUSD = chosen.ID, chosen.Currency, 0
		}
		if v.answers.Currency != "" && v.answers.PerUSD == 0 {
			return nil
		}
		return v.currency()
	}
}

// currency asks for a currency without prices of its own.
func (v *interview) currency() error {
	code, err := v.plain("Your currency, as three letters such as CHF", v.answers.Currency, func(text string) string {
		if text == "" || v.q.Check(assessment.Answers{Currency: text, PerUSD: 1}) != nil {
			return "Please type three letters such as CHF, AUD or SEK."
		}
		return ""
	})
	if err != nil {
		return err
	}
	standing := ""
	if v.answers.PerUSD != 0 {
		standing = digits(v.answers.PerUSD)
	}
	rate, err := v.plain("How many "+code+" does one US dollar buy", standing, func(text string) string {
		if n, ok := assessment.PlainNumber(text); !ok || n < 0.0001 || n > 100000 {
			return "Please type a number such as 0.88 or 21.50."
		}
		return ""
	})
	if err != nil {
		return err
	}
	v.answers.Currency = code
	v.answers.PerUSD, _ = assessment.PlainNumber(rate)
	return nil
}

// plain asks for a text; wrong says what cannot be, or nothing.
func (v *interview) plain(asked, standing string, wrong func(string) string) (string, error) {
	prompt := asked + ": "
	if standing != "" {
		prompt = fmt.Sprintf("%s [%s]: ", asked, clean(standing))
	}
	for {
		line, err := v.typed(prompt)
		if err != nil {
			return "", err
		}
		if line == "" {
			line = standing
		}
		if text := wrong(line); text != "" {
			v.say("%s", text)
			continue
		}
		return line, nil
	}
}
