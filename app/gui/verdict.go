package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

// verdict is the score beside the sentence that says what it means.
func (s *result) verdict() fyne.CanvasObject {
	score := s.result.Scores.Overall
	figure, below := "–", lang.L("no score yet")
	if score.Range != nil {
		figure, below = scoreBand(score.Low, score.High), lang.L("of 100")
	}
	gauge := parts.NewGauge(band(score.Range), scoreTone(score), figure, below)
	says := parts.Column(parts.Gap3)
	if s.result.Recommendation.Verdict != "" {
		says.Add(parts.NewStrong(s.result.Recommendation.Verdict, parts.Section, parts.Text))
	}
	if score.Why != "" {
		says.Add(parts.NewText(score.Why, parts.Body, parts.Muted))
	}
	if gaps := s.gaps(); gaps != nil {
		says.Add(gaps)
	}
	return parts.NewPanel(parts.MiddlePair(parts.GaugeSide, parts.Gap5, gauge, says))
}

// mostGaps is how many critical gaps stand beside the score; the rest are
// counted.
const mostGaps = 4

// gaps lists the critical questions that are open or not checked.
func (s *result) gaps() fyne.CanvasObject {
	if len(s.result.Gaps) == 0 {
		return nil
	}
	list := parts.Column(parts.Gap1)
	for i, gap := range s.result.Gaps {
		if i == mostGaps {
			list.Add(parts.NewText(counted("and {{.Count}} more", len(s.result.Gaps)-mostGaps), parts.Hint, parts.Muted))
			break
		}
		icon, tone, says := parts.IconUnknown, parts.Unseen, gap.Text
		if gap.State == assessment.GapOpen {
			icon, tone = parts.IconFail, parts.Act
		}
		if answer := s.answered(gap.Question); answer != "" && strings.HasSuffix(says, "?") {
			says += " " + answer
		}
		text := parts.NewText(says, parts.Body, parts.Text)
		list.Add(parts.TopRow(parts.Gap2, text, parts.NewMark(icon, tone), text))
	}
	return list
}

// contradictions lays what was said beside what was seen.
func (s *result) contradictions() fyne.CanvasObject {
	list := s.result.Contradictions
	if len(list) == 0 {
		return nil
	}
	box := parts.Column(parts.Gap3, sectionHead(counted("{{.Count}} answers do not fit what we saw", len(list)), ""))
	for _, c := range list {
		said := told(lang.L("You said"), c.Said)
		where := lang.L("We saw on {{.Computer}}", map[string]any{"Computer": c.Name})
		if c.Name == "" { // of the office as a whole
			where = lang.L("We saw")
		}
		seen := told(where, c.Seen)
		line := parts.Shares(parts.Gap4, 260, said, seen)
		both := parts.Column(parts.Gap1, line)
		if asked := s.asked(c.Question); asked != "" {
			both = parts.Column(parts.Gap1, parts.NewText(asked, parts.Body, parts.Muted), line)
		}
		box.Add(parts.TopRow(parts.Gap2, both, parts.NewMark(parts.IconSaid, parts.Said), both))
	}
	return parts.NewNotice(parts.Said, box)
}

// asked gives the words of a question.
func (s *result) asked(id string) string {
	for _, a := range s.result.Answers {
		if a.Question == id {
			return a.Text
		}
	}
	return ""
}

// answered gives the words of the answer to a question.
func (s *result) answered(id string) string {
	for _, a := range s.result.Answers {
		if a.Question == id {
			return a.Answer
		}
	}
	return ""
}

// first are the three things to do first.
func (s *result) first() fyne.CanvasObject {
	if len(s.result.First) == 0 {
		return nil
	}
	var cards []fyne.CanvasObject
	for i, a := range s.result.First {
		cards = append(cards, s.actionCard(i+1, a))
	}
	return parts.Column(parts.Gap2, sectionHead(lang.L("Three things first"), ""), parts.Shares(parts.Gap4, 220, cards...))
}

func (s *result) actionCard(number int, a assessment.Action) fyne.CanvasObject {
	title := parts.NewStrong(a.Title, parts.Lead, parts.Text)
	box := parts.Column(parts.Gap2,
		parts.TopRow(parts.Gap2, title, parts.NewStrongLine(group(float64(number)), parts.Lead, parts.Primary), title),
		parts.NewText(a.Why, parts.Body, parts.Muted))
	if len(a.Steps) > 0 {
		box.Add(stepList(lang.L("What to do"), a.Steps, a.Minutes, a.Who))
	} else {
		box.Add(parts.NewText(who(a.Who), parts.Hint, parts.Muted))
	}
	if len(a.Machines) > 0 {
		box.Add(parts.NewText(lang.L("On: {{.Computers}}", map[string]any{"Computers": someOf(a.Machines)}), parts.Hint, parts.Muted))
	}
	if a.Saves != nil {
		box.Add(parts.NewStrong(lang.L("Saves about {{.Money}} a year", map[string]any{
			"Money": money(a.Saves.Mid, s.result.Currency)}), parts.Body, parts.Fine))
	}
	return parts.NewPanel(box)
}

// areas shows each area's score with its band.
func (s *result) areas() fyne.CanvasObject {
	box := parts.Column(parts.Gap2, sectionHead(lang.L("By area"), lang.L("The pale end of a bar is what open questions could still change.")))
	for _, area := range checks.Areas() {
		score, ok := s.result.Scores.Areas[area]
		if !ok {
			continue
		}
		var bar fyne.CanvasObject = parts.NewEmptyBar()
		figure := lang.L("too little known")
		if score.Range != nil {
			bar, figure = parts.NewBandBar(*band(score.Range), scoreTone(score)), scoreBand(score.Low, score.High)
		}
		box.Add(parts.MiddlePair(150, parts.Gap3, parts.NewText(s.words.Areas[area], parts.Body, parts.Text),
			parts.Row(parts.Gap3, bar, bar, parts.Wide(110, parts.NewText(figure, parts.Body, parts.Text).Aligned(fyne.TextAlignTrailing)))))
	}
	return parts.NewPanel(box)
}
