package assessment

import (
	"fmt"
	"strconv"
	"strings"
)

// BlankSheet writes an answers file to fill in by hand: every question with its
// answers as comments.
func BlankSheet(q *Questionnaire) []byte {
	return WriteAnswers(q, Answers{Country: "US", Currency: "USD"})
}

// WriteAnswers writes answers as a file that ParseAnswers reads back. What was
// not answered stands there empty, with its answers as comments.
func WriteAnswers(q *Questionnaire, a Answers) []byte {
	var b strings.Builder
	b.WriteString("# Answers for Ounce. Write the letter of an answer behind its question,\n")
	b.WriteString("# or unknown when nobody knows. Leave empty what you were not asked.\n")
	fmt.Fprintf(&b, "ounce_answers: %d\n", AnswersVersion)
	fmt.Fprintf(&b, "company: %s\n", yamlText(a.Company))
	fmt.Fprintf(&b, "country: %s    # US, UK, EU or other\n", yamlText(a.Country))
	fmt.Fprintf(&b, "currency: %s\n", yamlText(a.Currency))
	if a.PerUSD != 0 {
		fmt.Fprintf(&b, "per_usd: %s\n", number(a.PerUSD))
	} else {
		b.WriteString("# per_usd: 21.5    # only for a currency other than USD, GBP, EUR: how many one US dollar buys\n")
	}
	b.WriteString("\nanswers:\n")
	var notes []string
	for _, question := range q.Questions {
		given := a.Given[question.ID]
		writeQuestion(&b, question, given)
		if given.Note != "" {
			notes = append(notes, fmt.Sprintf("  %s: %s\n", question.ID, yamlText(given.Note)))
		}
	}
	if len(notes) == 0 {
		b.WriteString("\n# Notes, as in  BK1: \"since spring\"\nnotes: {}\n")
	} else {
		b.WriteString("\nnotes:\n" + strings.Join(notes, ""))
	}
	return []byte(b.String())
}

func writeQuestion(b *strings.Builder, question Question, given Answer) {
	fmt.Fprintf(b, "\n  # %s\n", question.Text)
	if question.Help != "" {
		fmt.Fprintf(b, "  # %s\n", question.Help)
	}
	if question.ShowIf != "" {
		fmt.Fprintf(b, "  # (only if %s)\n", question.ShowIf)
	}
	for _, answer := range question.Answers {
		fmt.Fprintf(b, "  #   %s  %s\n", answer.ID, answer.Label)
	}
	if question.Kind == KindChoiceOrNumber {
		b.WriteString("  #   or the number itself\n")
	}
	plain := ""
	switch {
	case given.Unknown:
		plain = " unknown"
	case given.Number != nil:
		plain = " " + number(*given.Number)
	case given.Choice != "":
		plain = " " + yamlText(given.Choice)
	}
	if len(question.Fields) == 0 || given.Unknown {
		fmt.Fprintf(b, "  %s:%s\n", question.ID, plain)
		return
	}
	fmt.Fprintf(b, "  %s:\n", question.ID)
	if question.Kind != KindNumbers {
		fmt.Fprintf(b, "    answer:%s\n", plain)
	}
	for _, f := range question.Fields {
		value := ""
		if v, ok := given.Fields[f.Key]; ok {
			value = " " + number(v)
		}
		if v, ok := given.Choices[f.Key]; ok {
			value = " " + yamlText(v)
		}
		label := f.Label
		for _, choice := range f.Answers {
			label += fmt.Sprintf("; %s: %s", choice.ID, choice.Label)
		}
		fmt.Fprintf(b, "    %s:%s    # %s\n", f.Key, value, label)
	}
}

// yamlText writes a text so that it is read back as that text. JSON's quoting
// is a part of YAML's.
func yamlText(text string) string {
	if text == "" {
		return ""
	}
	plain := strings.IndexFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) < 0
	if plain && text != "unknown" && !yamlWord(text) {
		return text
	}
	return strconv.QuoteToGraphic(text)
}

// yamlWord tells whether YAML reads a plain word as something other than text.
func yamlWord(text string) bool {
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	return false
}
