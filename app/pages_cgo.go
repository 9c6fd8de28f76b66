//go:build cgo

package app

import (
	"ounce/app/gui"
	"ounce/assessment"
	"ounce/checks"
)

// pages lays the questions that concern a company out as the window shows them:
// the business first, then one area a page.
func (w *window) pages(a assessment.Answers, _ []checks.Machine) []gui.Page {
	q := w.judge.Questions
	pages := []gui.Page{{Title: "Your business"}}
	for _, area := range checks.Areas() {
		pages = append(pages, gui.Page{Area: area, Title: w.defs.Areas[area]})
	}
	for _, question := range q.Visible(a) {
		for i := range pages {
			if pages[i].Area == question.Area {
				pages[i].Questions = append(pages[i].Questions, shown(question, a))
			}
		}
	}
	return pages
}

func shown(q assessment.Question, a assessment.Answers) gui.Question {
	view := gui.Question{
		ID: q.ID, Kind: gui.Kind(q.Kind), Text: q.Text, Help: q.Help, Why: q.Why, Unit: q.Unit, Optional: q.Optional,
		Choices: choices(q.Answers),
	}
	for _, f := range q.VisibleFields(a) {
		view.Fields = append(view.Fields, gui.Field{Key: f.Key, Label: f.Label, Unit: f.Unit, Choices: choices(f.Answers)})
	}
	return view
}

func choices(answers []assessment.Choice) []gui.Choice {
	var list []gui.Choice
	for _, c := range answers {
		list = append(list, gui.Choice{ID: c.ID, Label: c.Label})
	}
	return list
}
