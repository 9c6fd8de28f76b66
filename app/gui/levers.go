package gui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// levers lets people try other figures: every number above and below follows.
type levers struct {
	widget.BaseWidget
	// onTry is called with all values, by id, or with nil for the figures that
	// the result rests on.
	onTry func(values map[string]float64)

	list    []Lever
	values  map[string]float64
	sliders []*parts.Slider
	says    []*parts.Words
	reset   *parts.Pressable
	problem *parts.Words
	quiet   bool
}

func newLevers(list []Lever, onTry func(map[string]float64)) *levers {
	l := &levers{list: list, onTry: onTry, values: map[string]float64{}, problem: parts.NewText("", parts.Hint, parts.Act)}
	for i, lever := range list {
		slider := parts.NewSlider(lever.Min, lever.Max, lever.Step, lever.Value)
		says := parts.NewText(leverValue(lever, lever.Value), parts.Body, parts.Text).Aligned(fyne.TextAlignTrailing)
		slider.OnChanged = func(v float64) { l.moved(i, v) }
		l.values[lever.ID] = lever.Value
		l.sliders, l.says = append(l.sliders, slider), append(l.says, says)
	}
	l.problem.Hide()
	l.reset = parts.NewLink(lang.L("Back to your figures"), l.back)
	l.reset.Hide()
	l.ExtendBaseWidget(l)
	return l
}

// leverValue writes a value as finely as its lever moves.
func leverValue(lever Lever, v float64) string {
	text := group(v)
	if lever.Step < 1 {
		text = strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strings.TrimSpace(text + " " + lever.Unit)
}

func (l *levers) moved(index int, v float64) {
	lever := l.list[index]
	l.says[index].Set(leverValue(lever, v))
	l.values[lever.ID] = v
	if l.quiet {
		return
	}
	l.reset.Show()
	l.onTry(l.values)
}

func (l *levers) back() {
	l.quiet = true
	for i, lever := range l.list {
		l.sliders[i].SetValue(lever.Value)
	}
	l.quiet = false
	l.reset.Hide()
	l.onTry(nil)
}

// setProblem says why other figures could not be tried; empty takes it back.
func (l *levers) setProblem(text string) {
	l.problem.Set(text)
	if text == "" {
		l.problem.Hide()
	} else {
		l.problem.Show()
	}
}

// CreateRenderer lays out a slider each.
func (l *levers) CreateRenderer() fyne.WidgetRenderer {
	head := sectionHead(lang.L("Try other figures"), lang.L("Every number on this page follows. The report keeps your own figures."))
	box := parts.Column(0, parts.Row(parts.Gap2, head, head, l.reset))
	for i, lever := range l.list {
		slider := parts.Tracked(l.sliders[i])
		box.Add(parts.MiddlePair(190, parts.Gap3, parts.NewText(lever.Label, parts.Body, parts.Text),
			parts.Row(parts.Gap3, slider, slider, parts.Wide(130, l.says[i]))))
	}
	box.Add(l.problem)
	return widget.NewSimpleRenderer(parts.NewPanel(box))
}
