package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/assessment"
)

// costGroup is a group of lines of a bill that is drawn as one part of its bar.
type costGroup struct {
	name  string
	tone  parts.Tone
	pale  bool
	lines []string
}

// costGroups lists the parts of a bar, those that leave the account first.
func costGroups() []costGroup {
	return []costGroup{
		{lang.L("Fees"), parts.Primary, false, []string{"fee", "onboarding"}},
		{lang.L("Repairs and damage"), parts.Act, false, []string{"invoices_small", "invoices_outage", "hardware_premium", "data_loss", "cyber"}},
		{lang.L("Lost work and sales"), parts.Look, false, []string{"lost_small", "lost_outage", "lost_margin"}},
		{lang.L("Own time, slow computers"), parts.Unseen, true, []string{"own_staff_time", "annoyance"}},
	}
}

// cost sets today's cost of a year beside that of each tier, on one scale.
func (s *result) cost() fyne.CanvasObject {
	cost := s.result.Cost
	if cost == nil {
		return nil
	}
	box := parts.Column(parts.Gap2, sectionHead(lang.L("What a year costs"), lang.L("Invoices and fees, and the work that is lost while computers stand still.")))
	bills := []assessment.Bill{cost.BreakFix}
	names := []string{lang.L("Today")}
	for _, t := range s.tiers {
		if bill, ok := cost.Tiers[t.ID]; ok {
			bills, names = append(bills, bill), append(names, t.Name)
		}
	}
	widest := 0.0
	for _, b := range bills {
		widest = max(widest, b.Total)
	}
	scale := parts.NewScale(widest)
	for i, b := range bills {
		bar := parts.NewStackBar(costParts(b, scale)...)
		figure := parts.NewStrong(lang.L("about {{.Money}}", map[string]any{"Money": money(b.Total, cost.Currency)}), parts.Body, parts.Text)
		box.Add(parts.MiddlePair(190, parts.Gap3, parts.NewText(names[i], parts.Body, parts.Text),
			parts.Row(parts.Gap3, bar, bar, parts.Wide(130, figure.Aligned(fyne.TextAlignTrailing)))))
	}
	axis := parts.NewAxis(scale, group)
	box.Add(parts.MiddlePair(190, parts.Gap3, parts.NewText(lang.L("{{.Currency}} a year", map[string]any{"Currency": cost.Currency}), parts.Hint, parts.Muted),
		parts.Row(parts.Gap3, axis, axis, parts.Wide(130, parts.NewText("", parts.Body, parts.Text)))))
	legend := parts.Flow(parts.Gap4)
	for _, g := range costGroups() {
		key := parts.NewStackBar(parts.Part{Share: 1, Tone: g.tone, Pale: g.pale})
		legend.Add(parts.Row(parts.Gap1, nil, parts.Fixed(fyne.NewSize(12, 12), key), parts.NewLine(g.name, parts.Hint, parts.Muted)))
	}
	box.Add(legend)
	return parts.NewPanel(box)
}

func costParts(b assessment.Bill, scale parts.Scale) []parts.Part {
	var list []parts.Part
	for _, g := range costGroups() {
		sum := 0.0
		for _, line := range g.lines {
			sum += b.Lines[line]
		}
		if sum > 0 {
			list = append(list, parts.Part{Share: scale.Share(sum), Tone: g.tone, Pale: g.pale})
		}
	}
	return list
}
