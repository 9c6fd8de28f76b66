package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

// historian is a store that keeps the results of earlier visits.
type historian interface {
	Visits(id string) ([]Visit, error)
}

// history is the screen that compares any two results of one company.
type history struct {
	widget.BaseWidget
	onBack func()
	// compare fetches and compares two results off the interface thread, and
	// gives done the difference on it.
	compare func(older, newer Visit, done func(assessment.Difference, string, error))

	visits       []Visit
	words        checks.Words
	older, newer int
	shown        *fyne.Container
	frame        *frame
}

func newHistory(visits []Visit, words checks.Words, compare func(older, newer Visit, done func(assessment.Difference, string, error))) *history {
	h := &history{visits: visits, words: words, compare: compare, shown: parts.Column(parts.Gap4), older: max(0, len(visits)-2), newer: len(visits) - 1}
	body := parts.Column(parts.Gap4)
	if len(visits) < 2 {
		body.Add(parts.NewPanel(parts.NewText(lang.L("There is one result so far. Once this company is checked again, the two are compared here."), parts.Body, parts.Text)))
	} else {
		body.Add(h.pickers())
		body.Add(h.shown)
	}
	h.frame = newFrame(heading(lang.L("What has changed"), lang.L("Results of one company, side by side. What is no longer seen counts neither as mended nor as fine.")), body,
		foot(parts.NewButton(lang.L("Back"), func() { h.onBack() })))
	h.ExtendBaseWidget(h)
	h.fill()
	return h
}

// pickers choose the two results.
func (h *history) pickers() fyne.CanvasObject {
	labels, at := make([]string, len(h.visits)), map[string]int{}
	for i, v := range h.visits {
		labels[i] = v.At.Format("2 January 2006, 15:04")
		if v.Score != nil {
			labels[i] += ": " + scoreBand(v.Score.Low, v.Score.High)
		}
		at[labels[i]] = i
	}
	pick := func(selected int, into *int) fyne.CanvasObject {
		return parts.Edged(parts.NewSelect(labels, labels[selected], func(label string) {
			*into = at[label]
			h.fill()
		}))
	}
	return parts.NewPanel(parts.Shares(parts.Gap4, 260,
		parts.Labelled(lang.L("Before"), pick(h.older, &h.older)), parts.Labelled(lang.L("After"), pick(h.newer, &h.newer))))
}

func (h *history) fill() {
	h.shown.RemoveAll()
	if len(h.visits) < 2 {
		return
	}
	h.compare(h.visits[h.older], h.visits[h.newer], func(d assessment.Difference, currency string, err error) {
		h.shown.RemoveAll()
		if err != nil {
			h.shown.Add(problem(lang.L("These two could not be compared: {{.Problem}}", map[string]any{"Problem": sentence(err)})))
		} else {
			h.lay(d, currency)
		}
		h.frame.settle()
		h.Refresh()
	})
}

// lay shows a difference: the two figures, then what turned, by how it turned.
func (h *history) lay(d assessment.Difference, currency string) {
	figures := parts.Shares(parts.Gap4, 220)
	if d.Points != nil {
		tone := parts.Fine
		if *d.Points < 0 {
			tone = parts.Act
		}
		figures.Add(figure(lang.L("Score"), signed(*d.Points, lang.L("points")), tone))
	}
	if d.Money != nil {
		tone := parts.Fine
		if *d.Money > 0 {
			tone = parts.Act
		}
		figures.Add(figure(lang.L("What a year costs as it is"), signedMoney(*d.Money, currency), tone))
	}
	if len(figures.Objects) > 0 {
		h.shown.Add(figures)
	}
	for _, turn := range []assessment.Turn{assessment.TurnNew, assessment.TurnWorse, assessment.TurnGone, assessment.TurnBetter, assessment.TurnFixed, assessment.TurnSame} {
		if section := h.turned(d.Turns, turn); section != nil {
			h.shown.Add(section)
		}
	}
}

func figure(label, value string, tone parts.Tone) fyne.CanvasObject {
	return parts.NewPanel(parts.Column(parts.Gap1, parts.NewText(label, parts.Hint, parts.Muted), parts.NewStrong(value, parts.Title, tone)))
}

// turned lists what turned in one way, as a line that opens.
func (h *history) turned(all []assessment.Turned, turn assessment.Turn) fyne.CanvasObject {
	var list []assessment.Turned
	for _, t := range all {
		if t.Turn == turn {
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return nil
	}
	icon, tone, words := turnWords(turn)
	title := parts.NewStrong(words, parts.Lead, parts.Text)
	head := parts.Row(parts.Gap2, title, parts.NewMark(icon, tone), title, parts.NewStrongLine(group(float64(len(list))), parts.Body, tone))
	more := parts.NewDisclosure(words, head, func() fyne.CanvasObject {
		rows := parts.Column(0)
		for _, t := range list {
			rows.Add(parts.Rule())
			name := parts.Column(0, parts.NewText(t.Title, parts.Body, parts.Text))
			if t.Name != "" {
				name.Add(parts.NewText(t.Name, parts.Hint, parts.Muted))
			}
			rows.Add(parts.InsetBy(parts.Gap2, parts.Gap4, parts.Pair(260, parts.Gap4, name, parts.NewText(h.became(t), parts.Body, parts.Muted))))
		}
		return rows
	})
	more.SetOpen(turn != assessment.TurnSame)
	return parts.NewSlimPanel(more)
}

// became says what something was and is, with the words of statuses.
func (h *history) became(t assessment.Turned) string {
	say := func(text string) string {
		if word, ok := h.words.Statuses[checks.Status(text)]; ok {
			return word
		}
		return text
	}
	switch {
	case t.Was == "" || t.Was == t.Is:
		return say(t.Is)
	case t.Is == "":
		return lang.L("was: {{.Was}}", map[string]any{"Was": say(t.Was)})
	}
	return lang.L("was: {{.Was}}, is: {{.Is}}", map[string]any{"Was": say(t.Was), "Is": say(t.Is)})
}

func turnWords(turn assessment.Turn) (parts.Icon, parts.Tone, string) {
	switch turn {
	case assessment.TurnNew:
		return parts.IconAdd, parts.Look, lang.L("New")
	case assessment.TurnWorse:
		return parts.IconFail, parts.Act, lang.L("Worse")
	case assessment.TurnGone:
		return parts.IconUnknown, parts.Unseen, lang.L("No longer seen")
	case assessment.TurnBetter:
		return parts.IconPass, parts.Fine, lang.L("Better")
	case assessment.TurnFixed:
		return parts.IconPass, parts.Fine, lang.L("Mended")
	}
	return parts.IconNone, parts.Muted, lang.L("The same")
}

// TypedKey goes back with Escape.
func (h *history) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		h.onBack()
	}
}

func (h *history) body() *frame { return h.frame }

// CreateRenderer shows the frame.
func (h *history) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.frame) }

// showHistory compares the visits of the assessment that is open.
func (s *shell) showHistory() {
	if s.journey == nil {
		s.tell(parts.Look, parts.IconUnknown, lang.L("No assessment is open. The list on the home screen has the history of each."))
		return
	}
	back := s.here
	s.showHistoryOf(s.journey.id, func() { s.goTo(back) })
}

// showHistoryOf compares the visits of a kept assessment.
func (s *shell) showHistoryOf(id string, back func()) {
	keeper, ok := s.deps.Store.(historian)
	if !ok || id == "" {
		s.tell(parts.Look, parts.IconUnknown, lang.L("Nothing is kept of this assessment yet, so there is nothing to compare."))
		return
	}
	s.aside(func() {
		visits, err := keeper.Visits(id)
		fyne.Do(func() {
			if err != nil {
				s.tell(parts.Act, parts.IconFail, lang.L("Earlier results could not be read: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
				return
			}
			h := newHistory(visits, s.deps.Words, s.compareAside)
			h.onBack = back
			s.put(h, stepHome)
		})
	})
}

// compareAside compares two results off the interface thread.
func (s *shell) compareAside(older, newer Visit, done func(assessment.Difference, string, error)) {
	s.aside(func() {
		before, err := older.Result()
		var after assessment.Result
		if err == nil {
			after, err = newer.Result()
		}
		var d assessment.Difference
		if err == nil {
			d = assessment.Compare(before, after)
		}
		fyne.Do(func() { done(d, after.Currency, err) })
	})
}
