package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/checks"
)

// seen is a finding with the machine on which it was seen.
type seen struct {
	finding checks.Finding
	machine *checks.Machine
}

// findingList lists findings, those that want doing first, and lets people
// choose a status and an area.
type findingList struct {
	widget.BaseWidget
	several bool // computers: each line then names its own
	define  func(check string) checks.Definition
	words   checks.Words
	all     []seen
	status  checks.Status // empty is every one
	area    checks.Area   // empty is every one

	statusPick, areaPick *parts.Select
	says                 *parts.Words
	list                 *fyne.Container
}

func newFindingList(machines []checks.Machine, words checks.Words, define func(string) checks.Definition) *findingList {
	l := &findingList{several: len(machines) > 1, define: define, words: words, says: parts.NewLine("", parts.Body, parts.Muted), list: parts.Column(0)}
	statuses, areas := map[checks.Status]bool{}, map[checks.Area]bool{}
	for _, status := range checks.Statuses() {
		for i := range machines {
			for _, f := range machines[i].Findings {
				if f.Status == status {
					l.all = append(l.all, seen{f, &machines[i]})
					statuses[f.Status], areas[f.Area] = true, true
				}
			}
		}
	}
	l.statusPick = picker(lang.L("Every status"), checks.Statuses(), statuses, words.Statuses, func(s checks.Status) { l.status = s; l.fill() })
	l.areaPick = picker(lang.L("Every area"), checks.Areas(), areas, words.Areas, func(a checks.Area) { l.area = a; l.fill() })
	l.fill()
	l.ExtendBaseWidget(l)
	return l
}

// picker offers everything, and each kind that is there.
func picker[K ~string](every string, order []K, there map[K]bool, words map[K]string, picked func(K)) *parts.Select {
	labels, kinds := []string{every}, map[string]K{}
	for _, kind := range order {
		if there[kind] {
			labels, kinds[words[kind]] = append(labels, words[kind]), kind
		}
	}
	pick := parts.NewSelect(labels, every, nil)
	pick.OnChanged = func(label string) { picked(kinds[label]) }
	return pick
}

func (l *findingList) fill() {
	var plain, waiting []seen // waiting for something more important
	for _, s := range l.all {
		switch {
		case l.status != "" && s.finding.Status != l.status, l.area != "" && s.finding.Area != l.area:
		case s.finding.Because != "":
			waiting = append(waiting, s)
		default:
			plain = append(plain, s)
		}
	}
	shown := len(plain) + len(waiting)
	l.list.Objects = nil
	if len(plain) > 0 {
		l.list.Objects = append(l.list.Objects, l.rows(plain))
	}
	if len(waiting) > 0 {
		l.list.Objects = append(l.list.Objects, parts.Rule(), waits(len(waiting), func() fyne.CanvasObject { return l.rows(waiting) }))
	}
	if shown == 0 {
		l.list.Objects = append(l.list.Objects, parts.InsetBy(parts.Gap3, parts.Gap4, parts.NewText(lang.L("Nothing of that kind in this area."), parts.Body, parts.Muted)))
	}
	l.says.Set(lang.L("{{.Shown}} of {{.All}}", map[string]any{"Shown": shown, "All": len(l.all)}))
	l.list.Refresh()
	l.Refresh()
}

// mostFindings is how many findings are listed at once; the others open below.
const mostFindings = 100

// rows lists findings with a rule above each.
func (l *findingList) rows(list []seen) fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, s := range list[:min(mostFindings, len(list))] {
		objects = append(objects, parts.Rule(), l.row(s))
	}
	if more := len(list) - mostFindings; more > 0 {
		words := parts.NewText(counted("and {{.Count}} more", more), parts.Body, parts.Text)
		objects = append(objects, parts.Rule(), parts.NewDisclosure(words.Content(), words, func() fyne.CanvasObject { return l.rows(list[mostFindings:]) }))
	}
	return parts.Column(0, objects...)
}

func (l *findingList) row(s seen) fyne.CanvasObject {
	def := l.define(s.finding.Check)
	if def.Title == "" {
		def.Title = s.finding.Title
	}
	row := newFindingRow(def, l.words)
	f := s.finding
	if l.several {
		f.Reason = lang.L("{{.Computer}}: {{.Says}}", map[string]any{"Computer": s.machine.Name, "Says": f.Reason})
	}
	row.land(f, s.machine.Facts.Platform.System)
	return row
}

// CreateRenderer sets the choices above the list.
func (l *findingList) CreateRenderer() fyne.WidgetRenderer {
	choose := parts.InsetBy(parts.Gap2, parts.Gap3, parts.Flow(parts.Gap3,
		parts.Wide(190, parts.Edged(l.statusPick)), parts.Wide(190, parts.Edged(l.areaPick)), parts.InsetBy(parts.Gap2, 0, l.says)))
	return widget.NewSimpleRenderer(parts.Column(0, choose, l.list))
}
