package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

// result is the screen of the judgement: score, contradictions, three things
// first, areas, cost, advice, and all findings.
type result struct {
	widget.BaseWidget
	onBack, onNext func()

	result *assessment.Result
	words  checks.Words
	tiers  []Tier
	define func(check string) checks.Definition
	frame  *frame
	// Those three follow the levers.
	verdictSlot, costSlot, adviceSlot *fyne.Container
}

func newResult(r *assessment.Result, words checks.Words, tiers []Tier, define func(string) checks.Definition, levers fyne.CanvasObject) *result {
	s := &result{result: r, words: words, tiers: tiers, define: define}
	s.verdictSlot, s.costSlot, s.adviceSlot = parts.Column(0), parts.Column(0), parts.Column(0)
	s.fill()
	body := parts.Column(parts.Gap4)
	for _, section := range []fyne.CanvasObject{s.verdictSlot, s.contradictions(), s.first(), s.areas(), s.costSlot, levers, s.adviceSlot, s.roadmap(), s.findings()} {
		if section != nil {
			body.Add(section)
		}
	}
	title := lang.L("Result")
	if r.Company != "" {
		title = lang.L("Result for {{.Company}}", map[string]any{"Company": r.Company})
	}
	lead := ""
	if !r.Complete {
		lead = lang.L("Not everything was answered, so the ranges are wider than they need be.")
	}
	s.frame = newFrame(heading(title, lead), body, foot(widget.NewButton(lang.L("Back"), func() { s.onBack() }),
		mainButton(lang.L("Next: Report"), func() { s.onNext() })))
	s.ExtendBaseWidget(s)
	return s
}

// fill lays out what follows the levers.
func (s *result) fill() {
	for _, part := range []struct {
		slot    *fyne.Container
		content fyne.CanvasObject
	}{{s.verdictSlot, s.verdict()}, {s.costSlot, s.cost()}, {s.adviceSlot, s.advice()}} {
		part.slot.RemoveAll()
		if part.content == nil {
			part.slot.Hide()
			continue
		}
		part.slot.Show()
		part.slot.Add(part.content)
	}
}

// try shows another result in the place of the first.
func (s *result) try(r *assessment.Result) {
	s.result = r
	s.fill()
}

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
	for _, gap := range s.result.Gaps {
		icon, tone := parts.IconUnknown, parts.Unseen
		if gap.State == "open" {
			icon, tone = parts.IconFail, parts.Act
		}
		text := parts.NewText(gap.Text, parts.Body, parts.Text)
		says.Add(parts.TopRow(parts.Gap2, text, parts.NewMark(icon, tone), text))
	}
	return parts.NewPanel(parts.Row(parts.Gap5, says, gauge, says))
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
		seen := told(lang.L("We saw on {{.Computer}}", map[string]any{"Computer": c.Name}), c.Seen)
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
		box.Add(parts.NewText(lang.L("On: {{.Computers}}", map[string]any{"Computers": strings.Join(a.Machines, ", ")}), parts.Hint, parts.Muted))
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
		box.Add(parts.Row(parts.Gap3, bar, parts.Wide(150, parts.NewText(s.words.Areas[area], parts.Body, parts.Text)),
			bar, parts.Wide(110, parts.NewText(figure, parts.Body, parts.Text).Aligned(fyne.TextAlignTrailing))))
	}
	return parts.NewPanel(box)
}

// advice says where to start, where to end, and why not anything else.
func (s *result) advice() fyne.CanvasObject {
	rec := s.result.Recommendation
	if rec.Target == "" && rec.Start == "" {
		return nil
	}
	title := lang.L("What we would do")
	lead := ""
	if rec.Provisional {
		lead = lang.L("Provisional: open questions could still change it.")
		if rec.ProvisionalWhy != "" {
			lead = lang.L("Provisional. {{.Why}}", map[string]any{"Why": rec.ProvisionalWhy})
		}
	}
	cards := []fyne.CanvasObject{s.tierCard(lang.L("Start with"), rec.Start, rec.StartName)}
	if rec.Target != rec.Start {
		cards = append(cards, s.tierCard(lang.L("Later"), rec.Target, rec.TargetName))
	}
	box := parts.Column(parts.Gap3, sectionHead(title, lead), parts.Shares(parts.Gap4, 260, cards...))
	if len(rec.Reasons) > 0 {
		box.Add(bullets(lang.L("Why"), rec.Reasons))
	}
	if rec.Provisional && len(rec.SettleWords) > 0 {
		box.Add(bullets(lang.L("What would settle it"), rec.SettleWords))
	}
	for _, t := range s.tiers {
		if why, ok := rec.WhyNot[t.ID]; ok {
			box.Add(told(lang.L("Why not: {{.Tier}}", map[string]any{"Tier": t.Name}), why))
		}
	}
	if rec.Prices != "" {
		box.Add(parts.NewText(rec.Prices, parts.Hint, parts.Muted))
	}
	return parts.NewPanel(box)
}

func (s *result) tierCard(label, id, name string) fyne.CanvasObject {
	box := parts.Column(parts.Gap1, parts.NewText(label, parts.Hint, parts.Muted), parts.NewStrong(name, parts.Lead, parts.Primary))
	for _, t := range s.tiers {
		if t.ID == id {
			box.Add(parts.NewText(t.OneLiner, parts.Body, parts.Text))
		}
	}
	if s.result.Cost != nil {
		if bill, ok := s.result.Cost.Tiers[id]; ok && bill.FeeMonth > 0 {
			box.Add(parts.NewText(lang.L("about {{.Money}} a month", map[string]any{"Money": money(bill.FeeMonth, s.result.Currency)}), parts.Body, parts.Muted))
		}
	}
	return parts.NewPanel(box)
}

func bullets(title string, lines []string) fyne.CanvasObject {
	box := parts.Column(parts.Gap1, parts.NewStrong(title, parts.Hint, parts.Muted))
	for _, line := range lines {
		text := parts.NewText(line, parts.Body, parts.Text)
		box.Add(parts.Narrow(parts.LineLength+120, parts.TopRow(parts.Gap2, text, parts.NewLine("•", parts.Body, parts.Muted), text)))
	}
	return box
}

// roadmap is what happens when, and by whom.
func (s *result) roadmap() fyne.CanvasObject {
	if len(s.result.Roadmap) == 0 {
		return nil
	}
	box := parts.Column(parts.Gap2, sectionHead(lang.L("Roadmap"), ""))
	last := ""
	for _, step := range s.result.Roadmap {
		when := ""
		if step.When != last {
			when, last = whenWords(step.When), step.When
		}
		what := parts.NewText(step.What, parts.Body, parts.Text)
		box.Add(parts.TopRow(parts.Gap3, what, parts.Wide(110, parts.NewStrong(when, parts.Body, parts.Muted)), what,
			parts.Wide(170, parts.NewText(step.Value, parts.Body, parts.Muted).Aligned(fyne.TextAlignTrailing))))
	}
	return parts.NewPanel(box)
}

// findings lists every finding by status, those that want doing first.
func (s *result) findings() fyne.CanvasObject {
	t := tally{}
	for _, m := range s.result.Machines {
		for _, f := range m.Findings {
			t[f.Status]++
		}
	}
	if len(t) == 0 {
		return nil
	}
	counts := newTallyView()
	counts.show(t)
	title := parts.NewStrong(lang.L("All findings"), parts.Lead, parts.Text)
	return parts.NewSlimPanel(parts.NewDisclosure(title.Content(), parts.Row(parts.Gap3, title, title, counts), func() fyne.CanvasObject {
		return newFindingList(s.result.Machines, s.words, s.define)
	}))
}

func sectionHead(title, lead string) fyne.CanvasObject {
	box := parts.Column(2, parts.NewStrong(title, parts.Lead, parts.Text))
	if lead != "" {
		box.Add(parts.NewText(lead, parts.Body, parts.Muted))
	}
	return box
}

// TypedKey goes on with Enter and back with Escape.
func (s *result) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.onNext()
	case fyne.KeyEscape:
		s.onBack()
	}
}

// CreateRenderer shows the frame.
func (s *result) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.frame) }
