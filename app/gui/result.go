package gui

import (
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
	onFleet        func() // shows all computers

	result *assessment.Result
	words  checks.Words
	tiers  []Tier
	define func(check string) checks.Definition
	frame  *frame
	levers fyne.CanvasObject // nil is none
	// sections are those further down that the head leads to.
	sections    []section
	allFindings *parts.Disclosure
	// slots hold what follows the levers.
	slots []*slot
}

// slot is a place whose content is made anew for each result.
type slot struct {
	box  *fyne.Container
	make func() fyne.CanvasObject
}

func newResult(r *assessment.Result, words checks.Words, tiers []Tier, define func(string) checks.Definition, levers fyne.CanvasObject) *result {
	s := &result{result: r, words: words, tiers: tiers, define: define, levers: levers}
	cost, advice, roadmap, findings := s.follows(s.cost), s.follows(s.advice), s.follows(s.roadmap), s.findings()
	areas, office, hidden := s.areas(), s.office(), s.follows(s.insights)
	body := parts.Column(parts.Gap4)
	for _, section := range []fyne.CanvasObject{s.follows(s.verdict), s.contradictions(), s.follows(s.first), areas, office, cost, levers, hidden, advice, roadmap, findings} {
		if section != nil {
			body.Add(section)
		}
	}
	s.fill()
	s.sections = []section{{"areas", lang.L("By area"), areas}, {"office", lang.L("Computers"), office}, {"cost", lang.L("What a year costs"), cost},
		{"advice", lang.L("What we would do"), advice}, {"roadmap", lang.L("Roadmap"), roadmap}, {"findings", lang.L("All findings"), findings}}
	title := lang.L("Result")
	if r.Company != "" {
		title = lang.L("Result for {{.Company}}", map[string]any{"Company": r.Company})
	}
	lead := ""
	if !r.Complete {
		lead = lang.L("Not everything was answered, so the ranges are wider than they need be.")
	}
	head := parts.Column(parts.Gap1, heading(title, lead), s.ways())
	s.frame = newFrame(head, body, foot(parts.NewButton(lang.L("Back"), func() { s.onBack() }),
		parts.NewMainButton(lang.L("Next: Report"), func() { s.onNext() })))
	s.ExtendBaseWidget(s)
	return s
}

// mostComputers is how many computers stand on the result; the others are on
// their own screen.
const mostComputers = 5

// office shows the computers that need most, and what several have in common;
// nil for one alone.
func (s *result) office() fyne.CanvasObject {
	computers := s.result.Office.Computers
	if len(computers) < 2 {
		return nil
	}
	head := sectionHead(lang.L("Computers, those that need most first"), "")
	box := parts.Column(parts.Gap2, parts.Row(parts.Gap2, head, head, parts.NewLink(counted("All {{.Count}} computers", len(computers)), func() { s.onFleet() })))
	for _, c := range computers[:min(mostComputers, len(computers))] {
		box.Add(parts.Rule())
		box.Add(computerLine(c, false))
	}
	if common := commonGaps(s.result.Office, mostComputers); common != nil {
		box.Add(parts.InsetBy(parts.Gap2, 0, common))
	}
	return parts.NewPanel(box)
}

// follows is a place for what follows the levers.
func (s *result) follows(make func() fyne.CanvasObject) fyne.CanvasObject {
	one := &slot{parts.Column(0), make}
	s.slots = append(s.slots, one)
	return one.box
}

// fill lays out what follows the levers.
func (s *result) fill() {
	for _, one := range s.slots {
		one.box.Objects = nil
		content := one.make()
		if content == nil {
			one.box.Hide()
			continue
		}
		one.box.Objects = []fyne.CanvasObject{content}
		one.box.Hidden = false
		one.box.Refresh()
	}
}

// try shows another result in the place of the first. What stands above the
// levers may become higher or lower; they stay where the hand is.
func (s *result) try(r *assessment.Result) {
	s.result = r
	before := s.leversAt()
	s.fill()
	s.frame.settle()
	s.frame.scroll.ScrollToOffset(s.frame.scroll.Offset.AddXY(0, s.leversAt()-before))
}

// leversAt is how far below the top of the page the levers stand.
func (s *result) leversAt() float32 {
	if s.levers == nil {
		return 0
	}
	return s.levers.Position().Y
}

// section is a part of the page that the head leads to.
type section struct {
	name, label string
	section     fyne.CanvasObject // nil when there is none
}

// ways are links to the sections that are there.
func (s *result) ways() fyne.CanvasObject {
	row := parts.Flow(parts.Gap2)
	for _, to := range s.sections {
		if to.section != nil && to.section.Visible() {
			row.Add(parts.NewLink(to.label, func() { s.frame.goTo(to.section) }))
		}
	}
	return parts.Outdent(parts.Gap2, row)
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
	counts := newTallyView(&s.words)
	counts.show(t)
	title := parts.NewStrong(lang.L("All findings"), parts.Lead, parts.Text)
	s.allFindings = parts.NewDisclosure(title.Content(), parts.Pair(140, parts.Gap3, title, counts), func() fyne.CanvasObject {
		return newFindingList(s.result.Machines, s.words, s.define)
	})
	return parts.NewSlimPanel(s.allFindings)
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
	onOrBack(key, s.onNext, s.onBack)
}

func (s *result) body() *frame { return s.frame }

// CreateRenderer shows the frame.
func (s *result) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.frame) }
