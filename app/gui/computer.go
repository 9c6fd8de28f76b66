package gui

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/checks"
)

// scanner runs the checks of this computer; it may take a while.
type scanner func(ctx context.Context, landed func(done, total int, f checks.Finding)) (checks.Machine, error)

// computer is the screen that checks this computer: each row turns into its
// verdict as it lands.
type computer struct {
	widget.BaseWidget
	onBack, onNext, onOthers func()
	// onScanned is called with what a finished or stopped scan found.
	onScanned func(checks.Machine)

	scan    scanner
	aside   func(func()) // runs beside the interface thread
	words   checks.Words
	stop    context.CancelFunc // nil while no scan runs
	groups  []*areaGroup
	rows    map[string]*findingRow
	system  checks.System
	status  *parts.Words
	bar     *parts.Progress // while a scan runs
	tally   *tallyView      // once it has ended
	button  *parts.Button
	problem *fyne.Container
	admin   *fyne.Container
	frame   *frame
}

// areaGroup is an area's checks under one line with their counts.
type areaGroup struct {
	disclosure *parts.Disclosure
	tally      *tallyView
	rows       []*findingRow // as people read the checks
	list       *fyne.Container
}

func newComputer(definitions []checks.Definition, words checks.Words, scan scanner, aside func(func())) *computer {
	c := &computer{aside: aside, scan: scan, words: words, rows: map[string]*findingRow{},
		status: parts.NewText("", parts.Body, parts.Muted),
		bar:    parts.NewProgress(), tally: newTallyView(&words), problem: parts.Column(0), admin: parts.Column(0)}
	c.button = parts.NewButton(lang.L("Check now"), c.startOrStop)
	c.status.Set(lang.L("This computer has not been checked yet."))
	c.bar.Hide()
	list := parts.Column(parts.Gap2, c.problem)
	for _, area := range checks.Areas() {
		if group := c.newGroup(area, definitions); group != nil {
			c.groups = append(c.groups, group)
			list.Add(parts.NewSlimPanel(group.disclosure))
		}
	}
	list.Add(c.admin)
	state := parts.Column(parts.Gap2, c.status, c.bar, c.tally)
	head := parts.Column(parts.Gap2, heading(lang.L("This computer"), lang.L("Ounce only looks. Open a line to see what was read, and what to do.")),
		parts.Row(parts.Gap4, state, state, c.button))
	next := parts.NewMainButton(lang.L("Next: Questions"), func() { c.onNext() })
	c.frame = newFrame(head, list, foot(parts.NewButton(lang.L("Back"), func() { c.onBack() }),
		parts.NewQuietButton(lang.L("Other computers …"), func() { c.onOthers() }), next))
	c.tally.Hide()
	c.ExtendBaseWidget(c)
	return c
}

func (c *computer) newGroup(area checks.Area, definitions []checks.Definition) *areaGroup {
	g := &areaGroup{tally: newTallyView(nil), list: parts.Column(0)}
	for _, def := range definitions {
		if def.Area != area {
			continue
		}
		row := newFindingRow(def, c.words)
		g.rows, c.rows[def.ID] = append(g.rows, row), row
	}
	g.arrange()
	if len(g.rows) == 0 {
		return nil
	}
	name := c.words.Areas[area]
	title := parts.NewStrong(name, parts.Lead, parts.Text)
	g.disclosure = parts.NewDisclosure(name, parts.Row(parts.Gap3, title, title, g.tally), func() fyne.CanvasObject { return g.list })
	return g
}

// arrange sorts the checks once their verdicts are there: those that want doing
// first, and what waits for one of them below a line of its own.
func (g *areaGroup) arrange() {
	order := slices.Clone(g.rows)
	slices.SortStableFunc(order, func(a, b *findingRow) int { return cmp.Compare(a.rank(), b.rank()) })
	g.list.RemoveAll()
	var waiting []fyne.CanvasObject
	for _, row := range order {
		if row.finding != nil && row.finding.Because != "" {
			waiting = append(waiting, parts.Rule(), row)
			continue
		}
		g.list.Add(parts.Rule())
		g.list.Add(row)
	}
	if len(waiting) > 0 {
		g.list.Add(parts.Rule())
		g.list.Add(waits(len(waiting)/2, func() fyne.CanvasObject { return parts.Column(0, waiting...) }))
	}
}

func (g *areaGroup) count() tally {
	t := tally{}
	for _, row := range g.rows {
		if row.finding != nil {
			t[row.finding.Status]++
		}
	}
	return t
}

// show puts in what an earlier scan found.
func (c *computer) show(m checks.Machine) {
	c.system = m.Facts.Platform.System
	for _, f := range m.Findings {
		c.land(f)
	}
	c.finish(m)
}

// startOrStop begins a scan, or ends the one that runs.
func (c *computer) startOrStop() {
	if c.stop != nil {
		c.stop()
		c.button.Disable()
		c.status.Set(lang.L("Stopping …"))
		return
	}
	c.start()
}

// running tells whether a scan runs.
func (c *computer) running() bool { return c.stop != nil }

// start begins a scan.
func (c *computer) start() {
	if c.stop != nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	c.stop = cancel
	c.button.SetText(lang.L("Stop"))
	c.problem.RemoveAll()
	c.admin.RemoveAll()
	c.bar.Set(0)
	c.bar.Show()
	c.tally.Hide()
	c.status.Set(lang.L("Looking at this computer …"))
	for _, g := range c.groups {
		for _, row := range g.rows {
			row.wait()
		}
		g.arrange()
		g.tally.show(nil)
		g.disclosure.SetOpen(true)
	}
	c.aside(func() { c.run(ctx) })
}

// run scans off the interface thread.
func (c *computer) run(ctx context.Context) {
	m, err := c.scan(ctx, func(done, total int, f checks.Finding) {
		fyne.Do(func() { c.landed(done, total, f) })
	})
	fyne.Do(func() { c.scanned(m, err) })
}

func (c *computer) landed(done, total int, f checks.Finding) {
	c.bar.Set(float64(done) / float64(max(total, 1)))
	c.status.Set(lang.L("{{.Done}} of {{.Total}} checks done", map[string]any{"Done": done, "Total": total}))
	c.land(f)
}

func (c *computer) land(f checks.Finding) {
	row := c.rows[f.Check]
	if row == nil {
		return
	}
	row.land(f, c.system)
	for _, g := range c.groups {
		for _, own := range g.rows {
			if own == row {
				g.tally.show(g.count())
			}
		}
	}
}

func (c *computer) scanned(m checks.Machine, err error) {
	c.stop()
	c.stop = nil
	c.button.Enable()
	if err != nil {
		c.button.SetText(lang.L("Check again"))
		c.bar.Hide()
		c.status.Set(lang.L("Not checked."))
		c.problem.Add(problem(lang.L("The checks could not run: {{.Problem}} Nothing on this computer was changed.", map[string]any{"Problem": sentence(err)})))
		return
	}
	c.system = m.Facts.Platform.System
	for _, f := range m.Findings {
		c.land(f)
	}
	c.finish(m)
	if c.onScanned != nil {
		c.onScanned(m)
	}
}

// finish shows the end of a scan: groups in which nothing wants a look close.
func (c *computer) finish(m checks.Machine) {
	c.button.SetText(lang.L("Check again"))
	c.bar.Hide()
	c.tally.Show()
	c.status.Set(lang.L("{{.Name}}, {{.System}}. Checked on {{.Date}}.", map[string]any{
		"Name": m.Name, "System": m.OS, "Date": m.Taken.Format("2 January 2006, 15:04")}))
	all := tally{}
	for _, g := range c.groups {
		t := g.count()
		for status, n := range t {
			all[status] += n
		}
		g.arrange()
		g.disclosure.SetOpen(t[checks.Fail]+t[checks.Warn] > 0)
	}
	c.tally.show(all)
	c.showAdmin(m)
	c.frame.Refresh()
}

// showAdmin tells what administrator rights would add.
func (c *computer) showAdmin(m checks.Machine) {
	c.admin.RemoveAll()
	var adds []fyne.CanvasObject
	for _, f := range m.Findings {
		if row := c.rows[f.Check]; row != nil && f.Unknown == checks.Denied && !m.Facts.Platform.Elevated && row.definition.Admin != "" {
			adds = append(adds, told(row.definition.Title, row.definition.Admin))
		}
	}
	if len(adds) == 0 {
		return
	}
	title := parts.NewText(counted("{{.Count}} checks need an administrator. What would they add?", len(adds)), parts.Body, parts.Text)
	more := parts.NewDisclosure(title.Content(), title, func() fyne.CanvasObject {
		return parts.InsetBy(parts.Gap2, parts.Gap4, parts.Column(parts.Gap2, adds...))
	})
	c.admin.Add(parts.NewSlimPanel(more))
}

// TypedKey goes on with Enter and back with Escape.
func (c *computer) TypedKey(key *fyne.KeyEvent) {
	onOrBack(key, c.onNext, c.onBack)
}

func (c *computer) body() *frame { return c.frame }

// CreateRenderer shows the frame.
func (c *computer) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.frame) }
