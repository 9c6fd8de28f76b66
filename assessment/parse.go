package assessment

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"ounce/assets"
)

// maxSheet is the size in bytes beyond which no file is an answers file.
const maxSheet = 1 << 20

// AnswersVersion is the version of the answers file.
const AnswersVersion = 1

// ParseAnswers reads an answers file. Every mistake is reported at once, as
// Mistakes with line, question and what is allowed; a file that is no answers
// file at all is one plain error.
func ParseAnswers(name string, data []byte, q *Questionnaire) (Answers, error) {
	root, err := sheetRoot(name, data)
	if err != nil {
		return Answers{}, err
	}
	p := sheetParser{q: q, lines: map[string]int{}, answers: Answers{Given: map[string]Answer{}}}
	p.head(root)
	if err := q.Check(p.answers); err != nil {
		var more Mistakes
		errors.As(err, &more)
		for _, m := range more {
			m.Line = p.line(m.Question)
			p.found = append(p.found, m)
		}
	}
	if err := p.found.OrNil(); err != nil {
		return Answers{}, fmt.Errorf("%s has mistakes:\n%w", name, err)
	}
	return p.answers, nil
}

func sheetRoot(name string, data []byte) (*yaml.Node, error) {
	switch {
	case len(data) > maxSheet:
		return nil, fmt.Errorf("%s is %d bytes long; an answers file has at most %d", name, len(data), maxSheet)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil, fmt.Errorf("%s is a workbook or archive and no answers file (.yaml)", name)
	case bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data):
		return nil, fmt.Errorf("%s is no text, so it is no answers file", name)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	if err := decoder.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s is empty; write a blank sheet with: ounce questions --out FILE", name)
	} else if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %s", name, assets.PlainYAMLError(err))
	}
	if !errors.Is(decoder.Decode(&more), io.EOF) {
		return nil, fmt.Errorf("%s holds more than one sheet", name)
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s is no answers file: it must begin with ounce_answers: %d", name, AnswersVersion)
	}
	return doc.Content[0], nil
}

type sheetParser struct {
	q       *Questionnaire
	answers Answers
	lines   map[string]int
	found   Mistakes
}

func (p *sheetParser) mistake(n *yaml.Node, question, format string, args ...any) {
	p.found = append(p.found, Mistake{Line: n.Line, Question: question, Text: fmt.Sprintf(format, args...)})
}

// line gives the line of a question's field, or of the question.
func (p *sheetParser) line(id string) int {
	if line, ok := p.lines[id]; ok {
		return line
	}
	for i := range id {
		if id[i] == '.' {
			return p.lines[id[:i]]
		}
	}
	return p.lines["ounce_answers"]
}

// pairs walks a mapping; a key that is written twice or is no text is a
// mistake and is left out.
func (p *sheetParser) pairs(n *yaml.Node, at string, visit func(key string, k, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		p.mistake(n, at, "must be a list of NAME: VALUE lines")
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			p.mistake(k, at, "has a name that is no plain word")
			continue
		}
		if first, twice := seen[k.Value]; twice {
			p.mistake(k, quotedAt(at, k.Value), "stands twice; the first is in line %d", first)
			continue
		}
		seen[k.Value] = k.Line
		visit(k.Value, k, v)
	}
}

func quotedAt(at, key string) string {
	if at == "" {
		return key
	}
	return at + "." + key
}

func (p *sheetParser) head(root *yaml.Node) {
	version := false
	p.pairs(root, "", func(key string, k, v *yaml.Node) {
		p.lines[key] = k.Line
		switch key {
		case "ounce_answers":
			version = true
			if n, ok := p.number(key, v); ok && n != AnswersVersion {
				p.mistake(v, key, "must be %d, the version that this program reads; you wrote %s", AnswersVersion, wrote(n))
			}
		case "company":
			p.answers.Company, _ = p.text(key, v)
		case "country":
			p.answers.Country, _ = p.text(key, v)
		case "currency":
			p.answers.Currency, _ = p.text(key, v)
		case "per_usd":
			p.answers.PerUSD, _ = p.number(key, v)
		case "answers":
			p.given(v)
		case "notes":
			p.notes(v)
		default:
			p.mistake(k, key, "is not known here; allowed are ounce_answers, company, country, currency, per_usd, answers, notes")
		}
	})
	if !version {
		p.mistake(root, "ounce_answers", "is missing; the file must begin with ounce_answers: %d", AnswersVersion)
	}
}

func empty(v *yaml.Node) bool { return v.Kind == yaml.ScalarNode && v.Tag == "!!null" }

func (p *sheetParser) text(at string, v *yaml.Node) (string, bool) {
	if empty(v) {
		return "", false
	}
	if v.Kind != yaml.ScalarNode {
		p.mistake(v, at, "must be a plain text")
		return "", false
	}
	return v.Value, true
}

func (p *sheetParser) number(at string, v *yaml.Node) (float64, bool) {
	if empty(v) {
		return 0, false
	}
	if v.Kind == yaml.ScalarNode && (v.Tag == "!!int" || v.Tag == "!!float") {
		n, err := strconv.ParseFloat(v.Value, 64)
		if err == nil && !math.IsInf(n, 0) && !math.IsNaN(n) {
			return n, true
		}
	}
	p.mistake(v, at, "must be a number such as 12 or 38.50; you wrote %s", quoted(v.Value))
	return 0, false
}

func (p *sheetParser) given(n *yaml.Node) {
	if empty(n) {
		return
	}
	p.pairs(n, "answers", func(id string, k, v *yaml.Node) {
		p.lines[id] = k.Line
		question, ok := p.q.Get(id)
		if !ok {
			p.answers.Given[id] = Answer{Unknown: true} // Check names it
			return
		}
		if answer := p.answer(question, v); answer.said() {
			answer.Note = p.answers.Given[id].Note
			p.answers.Given[id] = answer
		}
	})
}

func (p *sheetParser) answer(question Question, v *yaml.Node) Answer {
	switch {
	case empty(v):
		return Answer{}
	case v.Kind == yaml.ScalarNode && v.Value == "unknown":
		return Answer{Unknown: true}
	case v.Kind == yaml.MappingNode && len(question.Fields) > 0:
		return p.fields(question, v)
	case v.Kind != yaml.ScalarNode || question.Kind == KindNumbers:
		p.mistake(v, question.ID, "%s", question.allowed())
		return Answer{}
	case v.Tag == "!!int" || v.Tag == "!!float":
		n, ok := p.number(question.ID, v)
		if !ok {
			return Answer{}
		}
		return Answer{Number: &n}
	default:
		if v.Value == "" {
			p.mistake(v, question.ID, "%s", question.allowed())
		}
		return Answer{Choice: v.Value}
	}
}

func (p *sheetParser) fields(question Question, n *yaml.Node) Answer {
	a := Answer{Fields: map[string]float64{}, Choices: map[string]string{}}
	unknown, choiceUnknown := false, false
	p.pairs(n, question.ID, func(key string, k, v *yaml.Node) {
		at := question.ID + "." + key
		p.lines[at] = k.Line
		f := question.field(key)
		switch {
		case key == "answer" && question.Kind != KindNumbers:
			a.Choice, _ = p.text(at, v)
			if a.Choice == "unknown" {
				a.Choice, choiceUnknown = "", true
			}
		case v.Kind == yaml.ScalarNode && (empty(v) || v.Value == "unknown"):
			unknown = unknown || !empty(v)
			if f == nil {
				a.Fields[key] = 0 // Check names it
			}
		case f != nil && len(f.Answers) > 0:
			a.Choices[key], _ = p.text(at, v)
		case f == nil:
			p.mistake(k, at, "is not part of this question; it has %s", question.fieldKeys())
		default:
			if value, ok := p.number(at, v); ok {
				a.Fields[key] = value
			}
		}
	})
	switch {
	case choiceUnknown || (unknown && !a.said()):
		return Answer{Unknown: true}
	case !a.said():
		return Answer{}
	default:
		return a
	}
}

func (p *sheetParser) notes(n *yaml.Node) {
	if empty(n) {
		return
	}
	p.pairs(n, "notes", func(id string, k, v *yaml.Node) {
		if _, ok := p.q.Get(id); !ok {
			p.mistake(k, "notes."+id, "there is no such question")
			return
		}
		if text, ok := p.text("notes."+id, v); ok {
			answer := p.answers.Given[id]
			answer.Note = text
			p.answers.Given[id] = answer
		}
	})
}
