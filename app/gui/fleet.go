package gui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

// fleet is the screen of all computers of the assessment, the worst first, with
// what several of them have in common.
type fleet struct {
	widget.BaseWidget
	onBack, onNext    func()
	onFiles, onFolder func() // ask for more; nil offers none
	onLeaveOut        func(checks.Machine)

	words  checks.Words
	define func(check string) checks.Definition
	own    string // machineKey of this computer; empty when it was not checked
	adds   *fyne.Container
	list   *fyne.Container
	frame  *frame
}

func newFleet(words checks.Words, define func(string) checks.Definition, own string) *fleet {
	f := &fleet{words: words, define: define, own: own, adds: parts.Flow(parts.Gap2), list: parts.Column(parts.Gap4)}
	head := parts.Column(parts.Gap3, heading(lang.L("All computers"), lang.L("One report for the whole office. Drop files of other computers onto this window, or a folder of them.")), f.adds)
	f.frame = newFrame(head, f.list, foot(parts.NewButton(lang.L("Back"), func() { f.onBack() }),
		parts.NewMainButton(lang.L("Next: Questions"), func() { f.onNext() })))
	f.list.Add(parts.NewPanel(parts.NewText(lang.L("Looking over the computers …"), parts.Body, parts.Muted)))
	f.ExtendBaseWidget(f)
	return f
}

// offer shows how to add more.
func (f *fleet) offer() {
	f.adds.RemoveAll()
	if f.onFiles != nil {
		f.adds.Add(parts.NewButton(lang.L("Add a file …"), f.onFiles))
	}
	if f.onFolder != nil {
		f.adds.Add(parts.NewButton(lang.L("Add a folder …"), f.onFolder))
	}
}

// show lists computers; left names the files that were left out last.
func (f *fleet) show(machines []checks.Machine, office assessment.Office, left []string) {
	f.list.RemoveAll()
	if len(left) > 0 {
		f.list.Add(leftOut(left))
	}
	if len(machines) == 0 {
		f.list.Add(howToAdd(lang.L("No computer has been checked yet.")))
		f.settle()
		return
	}
	if notes := officeNotes(office); notes != nil {
		f.list.Add(notes)
	}
	f.list.Add(parts.Column(parts.Gap2, sectionHead(counted("{{.Count}} computers, those that need most first", len(machines)), ""), f.rows(machines, office)))
	if common := commonGaps(office, mostCommon); common != nil {
		f.list.Add(parts.NewPanel(common))
	}
	if len(machines) == 1 {
		f.list.Add(howToAdd(lang.L("So far it is this one alone.")))
	}
	f.settle()
}

func (f *fleet) settle() {
	f.list.Refresh()
	f.frame.settle()
	f.Refresh()
}

// mostRows is how many computers are listed at once; the others open below.
const mostRows = 40

func (f *fleet) rows(machines []checks.Machine, office assessment.Office) fyne.CanvasObject {
	some := func(computers []assessment.Computer) fyne.CanvasObject {
		box := parts.Column(parts.Gap2)
		for _, c := range computers {
			at := slices.IndexFunc(machines, func(m checks.Machine) bool {
				return m.ID == c.Machine && m.Name == c.Name && m.Taken.Equal(c.Taken)
			})
			if at >= 0 {
				box.Add(f.row(c, machines[at]))
			}
		}
		return box
	}
	box := parts.Column(parts.Gap2, some(office.Computers[:min(mostRows, len(office.Computers))]))
	if more := len(office.Computers) - mostRows; more > 0 {
		words := parts.NewText(counted("and {{.Count}} more", more), parts.Body, parts.Text)
		box.Add(parts.NewSlimPanel(parts.NewDisclosure(words.Content(), words, func() fyne.CanvasObject { return some(office.Computers[mostRows:]) })))
	}
	return box
}

// row is a computer that opens its findings.
func (f *fleet) row(c assessment.Computer, m checks.Machine) fyne.CanvasObject {
	return parts.NewSlimPanel(parts.NewDisclosure(c.Name, computerLine(c, machineKey(m) == f.own), func() fyne.CanvasObject {
		list := parts.Column(0, newFindingList([]checks.Machine{m}, f.words, f.define))
		if f.onLeaveOut != nil {
			list.Add(parts.Rule())
			list.Add(parts.Row(0, nil, parts.NewQuietButton(lang.L("Leave this computer out"), func() { f.onLeaveOut(m) })))
		}
		return list
	}))
}

// computerLine is a computer in a few figures.
func computerLine(c assessment.Computer, own bool) fyne.CanvasObject {
	about := lang.L("{{.System}}, checked on {{.Date}}", map[string]any{"System": c.OS, "Date": c.Taken.Format("2 January 2006")})
	switch {
	case own:
		about += " · " + lang.L("this computer")
	case c.Source != "":
		about += " · " + c.Source
	}
	counts := newTallyView(nil)
	counts.show(tally{checks.Fail: c.Act, checks.Warn: c.Look, checks.Unclear: c.NotSeen, checks.Pass: c.Fine})
	worst, tone := c.Worst, parts.Text
	if worst == "" {
		worst, tone = lang.L("nothing to do"), parts.Muted
	}
	says := parts.NewText(worst, parts.Body, tone)
	return parts.MiddlePair(300, parts.Gap4,
		parts.Column(0, parts.NewStrong(c.Name, parts.Body, parts.Text), parts.NewText(about, parts.Hint, parts.Muted)),
		parts.Row(parts.Gap3, says, says, counts))
}

// officeNotes say which visits count, and which names two computers share; nil
// when there is nothing to say.
func officeNotes(office assessment.Office) fyne.CanvasObject {
	box := parts.Column(parts.Gap1)
	for _, old := range office.Superseded {
		if old.Source != "" {
			box.Add(parts.NewText(lang.L("{{.Name}} was seen by Ounce and by {{.Program}}: Ounce looks closer, so its own check counts.",
				map[string]any{"Name": old.Name, "Program": old.Source}), parts.Body, parts.Text))
			continue
		}
		const day = "2 January 2006"
		by, taken := old.By.Format(day), old.Taken.Format(day)
		if by == taken {
			by, taken = old.By.Format(day+", 15:04"), old.Taken.Format(day+", 15:04")
		}
		box.Add(parts.NewText(lang.L("{{.Name}} was checked more than once: the check of {{.New}} counts, not that of {{.Old}}.",
			map[string]any{"Name": old.Name, "New": by, "Old": taken}), parts.Body, parts.Text))
	}
	for _, name := range office.Namesakes {
		box.Add(parts.NewText(lang.L("Two computers are called {{.Name}}. If they are one, seen by two programs, leave one of them out.", map[string]any{"Name": name}), parts.Body, parts.Text))
	}
	if len(box.Objects) == 0 {
		return nil
	}
	return parts.NewPanel(parts.TopRow(parts.Gap2, box, parts.NewMark(parts.IconSeen, parts.Primary), box))
}

// mostCommon is how many common gaps are listed.
const mostCommon = 8

// commonGaps lists what several computers have in common; nil when nothing.
func commonGaps(office assessment.Office, most int) fyne.CanvasObject {
	if len(office.Common) == 0 {
		return nil
	}
	box := parts.Column(parts.Gap2, sectionHead(lang.L("What several have in common"), lang.L("Mending these once, the same way everywhere, is the least work.")))
	for _, gap := range office.Common[:min(most, len(office.Common))] {
		title := parts.NewText(gap.Title, parts.Body, parts.Text)
		count := parts.NewStrongLine(lang.L("{{.Some}} of {{.All}}", map[string]any{"Some": len(gap.Machines), "All": gap.Of}), parts.Body, parts.Look)
		on := parts.NewText(someOf(gap.Machines), parts.Body, parts.Muted)
		box.Add(parts.Rule())
		box.Add(parts.Pair(260, parts.Gap4, title, parts.TopRow(parts.Gap3, on, parts.Wide(70, count), on)))
	}
	if more := len(office.Common) - most; more > 0 {
		box.Add(parts.NewText(counted("and {{.Count}} more", more), parts.Hint, parts.Muted))
	}
	return box
}

// someOf names a few computers and counts the others.
func someOf(names []string) string {
	says := strings.Join(names[:min(mostNamed, len(names))], ", ")
	if more := len(names) - mostNamed; more > 0 {
		says += " " + counted("and {{.Count}} more", more)
	}
	return says
}

// leftOut names the files that could not be read.
func leftOut(files []string) fyne.CanvasObject {
	box := parts.Column(parts.Gap1, parts.NewStrong(counted("{{.Count}} files were left out:", len(files)), parts.Body, parts.Text))
	for _, file := range files[:min(mostRows, len(files))] {
		box.Add(parts.NewText(file, parts.Body, parts.Text))
	}
	if more := len(files) - mostRows; more > 0 {
		box.Add(parts.NewText(counted("and {{.Count}} more", more), parts.Hint, parts.Muted))
	}
	return parts.NewNotice(parts.Look, parts.TopRow(parts.Gap2, box, parts.NewMark(parts.IconWarn, parts.Look), box))
}

// howToAdd tells how files of other computers come about.
func howToAdd(lead string) fyne.CanvasObject {
	return parts.NewPanel(parts.Column(parts.Gap2, sectionHead(lead, ""), bullets(lang.L("To add the others"), []string{
		lang.L("Put the small program, ounce-cli, on a USB stick and start it on each computer with: check --out and the stick’s folder. It writes one file a computer and installs nothing."),
		lang.L("Or take the inventories that GLPI or FusionInventory agents write, or the results of osquery."),
		lang.L("Then drop the files, or their folder, onto this window."),
	})))
}

// TypedKey goes on with Enter and back with Escape.
func (f *fleet) TypedKey(key *fyne.KeyEvent) {
	onOrBack(key, f.onNext, f.onBack)
}

func (f *fleet) body() *frame { return f.frame }

// CreateRenderer shows the frame.
func (f *fleet) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.frame) }

// showFleet shows all computers of the assessment that is open.
func (s *shell) showFleet() {
	if s.journey == nil {
		s.begin(s.fresh(), stepBusiness)
	}
	j := s.journey
	f := newFleet(s.deps.Words, j.definition, j.own)
	f.onBack, f.onNext = func() { s.goTo(stepComputer) }, func() { s.goTo(stepQuestions) }
	f.onLeaveOut = func(m checks.Machine) {
		if machineKey(m) == j.own {
			j.own, s.computer = "", nil
		}
		j.leaveOut(m)
		s.showFleet()
	}
	if s.dialogs != nil && s.deps.ReadDropped != nil {
		take := func(path string) { s.dropped([]string{path}) }
		f.onFiles, f.onFolder = func() { s.dialogs.openFile(nil, take) }, func() { s.dialogs.chooseFolder("", take) }
	}
	f.offer()
	s.put(f, stepComputer)
	visits, left := slices.Clone(j.visits), j.leftOut
	s.aside(func() {
		machines, office := assessment.Survey(visits)
		fyne.Do(func() { f.show(machines, office, left) })
	})
}
