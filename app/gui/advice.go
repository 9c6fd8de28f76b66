package gui

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
)

// advice says where to start, where to end, and why not anything else.
func (s *result) advice() fyne.CanvasObject {
	rec := s.result.Recommendation
	if rec.Target == "" && rec.Start == "" {
		return nil
	}
	lead := ""
	if rec.Provisional {
		lead = lang.L("Provisional: open questions could still change it.")
		if rec.ProvisionalWhy != "" {
			lead = lang.L("Provisional. {{.Why}}", map[string]any{"Why": rec.ProvisionalWhy})
		}
	}
	box := parts.Column(parts.Gap3, sectionHead(lang.L("What we would do"), lead), s.tierCards())
	if len(rec.Reasons) > 0 {
		box.Add(bullets(lang.L("Why"), rec.Reasons))
	}
	if rec.Provisional && len(rec.SettleWords) > 0 {
		box.Add(bullets(lang.L("What would settle it"), rec.SettleWords))
	}
	if others := s.whyNot(); others != nil {
		box.Add(others)
	}
	if rec.Prices != "" {
		box.Add(parts.NewText(rec.Prices, parts.Hint, parts.Muted))
	}
	return parts.NewPanel(box)
}

// tierCards shows where to start and, if that is not the end, where to go.
func (s *result) tierCards() fyne.CanvasObject {
	rec := s.result.Recommendation
	start := s.tierCard(lang.L("Start with"), rec.Start, rec.StartName)
	if rec.Target == rec.Start {
		return start
	}
	return parts.Shares(parts.Gap4, 260, start, s.tierCard(lang.L("Later"), rec.Target, rec.TargetName))
}

// tierCard tells what a tier is, holds and costs.
func (s *result) tierCard(label, id, name string) fyne.CanvasObject {
	box := parts.Column(parts.Gap2, parts.Column(0, parts.NewText(label, parts.Hint, parts.Muted), parts.NewStrong(name, parts.Section, parts.Primary)))
	for _, t := range s.tiers {
		if t.ID == id {
			box.Add(parts.NewText(t.OneLiner, parts.Body, parts.Text))
		}
	}
	if fee := s.fee(id); fee != "" {
		box.Add(parts.NewStrong(fee, parts.Body, parts.Text))
	}
	for _, t := range s.result.Tiers {
		if t.ID != id || len(t.Services) == 0 {
			continue
		}
		list := parts.Column(parts.Gap1)
		for _, service := range t.Services {
			text := parts.NewText(service, parts.Body, parts.Muted)
			list.Add(parts.TopRow(parts.Gap2, text, parts.NewMark(parts.IconSaved, parts.Primary), text))
		}
		box.Add(list)
	}
	return parts.NewCard(box)
}

// fee writes what a tier costs a month; empty when nothing.
func (s *result) fee(id string) string {
	if s.result.Cost == nil || s.result.Cost.Tiers[id].FeeMonth <= 0 {
		return ""
	}
	return lang.L("{{.Money}} a month", map[string]any{"Money": group(math.Round(s.result.Cost.Tiers[id].FeeMonth)) + " " + s.result.Currency})
}

// whyNot says of each other tier why it is not the advice.
func (s *result) whyNot() fyne.CanvasObject {
	list := parts.Column(parts.Gap2, parts.NewStrong(lang.L("Why not something else"), parts.Hint, parts.Muted))
	for _, t := range s.tiers {
		why, ok := s.result.Recommendation.WhyNot[t.ID]
		if !ok {
			continue
		}
		name := parts.Column(0, parts.NewStrong(t.Name, parts.Body, parts.Text))
		if fee := s.fee(t.ID); fee != "" {
			name.Add(parts.NewText(fee, parts.Hint, parts.Muted))
		}
		list.Add(parts.Rule())
		list.Add(parts.Pair(210, parts.Gap4, name, parts.NewText(why, parts.Body, parts.Text)))
	}
	if len(list.Objects) == 1 {
		return nil
	}
	return list
}

func bullets(title string, lines []string) fyne.CanvasObject {
	box := parts.Column(parts.Gap1, parts.NewStrong(title, parts.Hint, parts.Muted))
	for _, line := range lines {
		text := parts.NewText(line, parts.Body, parts.Text)
		box.Add(parts.Narrow(parts.LineLength+120, parts.TopRow(parts.Gap2, text, parts.NewLine("•", parts.Body, parts.Muted), text)))
	}
	return box
}
