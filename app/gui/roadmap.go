package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/assessment"
)

// roadmap is what happens when, and by whom.
func (s *result) roadmap() fyne.CanvasObject {
	if len(s.result.Roadmap) == 0 {
		return nil
	}
	box := parts.Column(parts.Gap2, sectionHead(lang.L("Roadmap"), lang.L("One step at a time. Each shows its worth before the next one is taken.")))
	last := ""
	for _, step := range s.result.Roadmap {
		when := ""
		if step.When != last {
			when, last = whenWords(step.When), step.When
			box.Add(parts.Rule())
		}
		what := parts.Column(2, parts.NewText(step.What, parts.Body, parts.Text))
		if by := s.roadBy(step); by != "" {
			what.Add(parts.NewText(by, parts.Hint, parts.Muted))
		}
		box.Add(parts.Pair(120, parts.Gap4, parts.NewStrong(when, parts.Body, parts.Muted), what))
	}
	return parts.NewPanel(box)
}

// roadBy says who does a step and what it brings.
func (s *result) roadBy(step assessment.RoadmapStep) string {
	var say []string
	for _, one := range []string{s.tierName(step.Service), who(step.Who), step.Value} {
		if one != "" {
			say = append(say, strings.TrimSuffix(one, "."))
		}
	}
	return strings.Join(say, " · ")
}

// tierName gives a tier's name; what is no tier's id stays as it is.
func (s *result) tierName(id string) string {
	for _, t := range s.tiers {
		if t.ID == id {
			return t.Name
		}
	}
	return id
}
