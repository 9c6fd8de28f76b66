package gui

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2/lang"

	"ounce/assessment"
	"ounce/checks"
)

// Ask fills in what the window takes from the definitions as they are: pages,
// mistakes, countries, currencies and tiers.
func (deps *Deps) Ask(d *assessment.Definitions) {
	q := d.Questions
	for _, c := range q.Countries {
		if c.Currency == "" {
			continue // no prices are known there
		}
		deps.Countries = append(deps.Countries, Country{c.ID, c.Name, c.Currency})
		deps.Currencies = append(deps.Currencies, c.Currency)
	}
	for _, t := range d.Catalogue.Tiers {
		deps.Tiers = append(deps.Tiers, Tier{t.ID, t.Name, t.Says})
	}
	deps.Pages = func(a assessment.Answers, machines []checks.Machine) []Page { return pagesOf(d, a, machines) }
	deps.Mistakes = func(a assessment.Answers) []Mistake { return mistakesOf(q.Check(a)) }
}

// pagesOf lays the visible questions out: the business on one page, then a page
// each area.
func pagesOf(d *assessment.Definitions, a assessment.Answers, machines []checks.Machine) []Page {
	offers := map[string]assessment.Suggestion{}
	for _, offer := range d.Prefill(machines) {
		offers[offer.Question] = offer
	}
	pages := []Page{{Title: lang.L("Your business")}}
	for _, area := range d.Questions.Areas {
		pages = append(pages, Page{Area: area.ID, Title: area.Name})
	}
	for _, question := range d.Questions.Visible(a) {
		view := viewOf(question, a)
		if offer, ok := offers[question.ID]; ok {
			view.Saw, view.Suggests, view.Fills = offer.Seen, offer.Answer, offer.Fields
			if offer.Machine != "" && len(machines) > 1 {
				view.Saw = offer.Machine + ": " + offer.Seen
			}
		}
		at := 0
		for i, page := range pages {
			if page.Area == question.Area && !question.AboutBusiness() {
				at = i
			}
		}
		pages[at].Questions = append(pages[at].Questions, view)
	}
	shown := pages[:0]
	for _, page := range pages {
		if len(page.Questions) > 0 {
			shown = append(shown, page)
		}
	}
	return shown
}

func viewOf(q assessment.Question, a assessment.Answers) Question {
	view := Question{ID: q.ID, Kind: Kind(q.Kind), Text: q.Text, Help: q.Help, Why: q.Why, Optional: q.Optional, Quick: q.Quick,
		Unit: unitOf(q.Unit, a.Currency), Choices: choicesOf(q.Answers)}
	for _, f := range q.VisibleFields(a) {
		view.Fields = append(view.Fields, Field{Key: f.Key, Label: f.Label, Unit: unitOf(f.Unit, a.Currency), Choices: choicesOf(f.Answers)})
	}
	return view
}

func unitOf(unit, currency string) string {
	if unit == "money" {
		return currency
	}
	return unit
}

func choicesOf(answers []assessment.Choice) []Choice {
	var list []Choice
	for _, c := range answers {
		list = append(list, Choice{c.ID, c.Label})
	}
	return list
}

func mistakesOf(err error) []Mistake {
	var all assessment.Mistakes
	if !errors.As(err, &all) {
		return nil
	}
	var list []Mistake
	for _, m := range all {
		question, field, _ := strings.Cut(m.Question, ".")
		list = append(list, Mistake{Question: question, Field: field, Text: capitalized(sentence(errors.New(m.Text)))})
	}
	return list
}
