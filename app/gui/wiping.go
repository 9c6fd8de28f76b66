package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// wiping is the screen that removes all that Ounce keeps on this computer: it
// lists it first, asks once, and looks again.
type wiping struct {
	widget.BaseWidget
	onBack, onQuit func()
	// onWiped is called when something was removed.
	onWiped func()

	list   func() ([]string, error) // what is kept; takes a while
	wipe   func() error             // removes it; takes a while
	aside  func(func())
	status *fyne.Container
	kept   *fyne.Container
	button *parts.Button
	frame  *frame
	wiped  bool
}

func newWiping(list func() ([]string, error), wipe func() error, aside func(func())) *wiping {
	w := &wiping{list: list, wipe: wipe, aside: aside, status: parts.Column(0), kept: parts.Column(parts.Gap4)}
	w.status.Hide()
	w.button = parts.NewButton(lang.L("Remove all of this …"), w.ask)
	w.button.Disable()
	w.frame = newFrame(heading(lang.L("Remove everything"), lang.L("All that Ounce keeps on this computer. Reports and sealed copies that you saved elsewhere are yours, and stay.")),
		parts.Column(parts.Gap4, w.status, w.kept), foot(parts.NewButton(lang.L("Back"), func() { w.onBack() }), w.button))
	w.ExtendBaseWidget(w)
	return w
}

// look lists what is kept, off the interface thread.
func (w *wiping) look() {
	w.kept.RemoveAll()
	w.kept.Add(parts.NewPanel(parts.NewText(lang.L("Looking at what is kept …"), parts.Body, parts.Muted)))
	w.settle()
	w.aside(func() {
		lines, err := w.list()
		fyne.Do(func() { w.looked(lines, err) })
	})
}

func (w *wiping) looked(lines []string, err error) {
	w.kept.RemoveAll()
	switch {
	case err != nil:
		w.kept.Add(problem(lang.L("What is kept could not be looked at: {{.Problem}} Nothing was removed.", map[string]any{"Problem": sentence(err)})))
	case len(lines) == 0 && w.wiped:
		w.button.Hide()
	case len(lines) == 0:
		w.kept.Add(parts.NewPanel(parts.NewText(lang.L("Ounce keeps nothing on this computer."), parts.Body, parts.Text)))
	default:
		title := lang.L("This is kept, and would be removed")
		if w.wiped {
			title = lang.L("This is still there")
		}
		w.kept.Add(parts.NewPanel(bullets(title, lines)))
		w.button.Enable()
	}
	w.settle()
}

// ask asks once before all is gone.
func (w *wiping) ask() {
	words := parts.NewText(lang.L("Shall all of this go? Nobody can bring it back, neither can Ounce."), parts.Body, parts.Text)
	w.setStatus(parts.NewNotice(parts.Act, parts.Column(parts.Gap3, parts.TopRow(parts.Gap2, words, parts.NewMark(parts.IconWarn, parts.Act), words),
		parts.Flow(parts.Gap2, parts.NewButton(lang.L("Keep it all"), func() { w.setStatus(nil) }), parts.NewButton(lang.L("Remove it all"), w.start)))))
}

func (w *wiping) start() {
	w.button.Disable()
	w.setStatus(parts.NewPanel(parts.NewText(lang.L("Removing …"), parts.Body, parts.Muted)))
	w.onWiped()
	w.aside(func() {
		err := w.wipe()
		fyne.Do(func() { w.done(err) })
	})
}

func (w *wiping) done(err error) {
	w.wiped = true
	if err != nil {
		w.setStatus(problem(lang.L("Not all of it could be removed: {{.Problem}}", map[string]any{"Problem": sentence(err)})))
	} else {
		words := parts.NewText(lang.L("Removed. Ounce looked again, and nothing of it is left. Start Ounce again if you want to keep something new."), parts.Body, parts.Text)
		w.setStatus(parts.NewNotice(parts.Fine, parts.Column(parts.Gap3, parts.TopRow(parts.Gap2, words, parts.NewMark(parts.IconPass, parts.Fine), words),
			parts.Flow(parts.Gap2, parts.NewButton(lang.L("Close Ounce"), func() { w.onQuit() })))))
	}
	w.look()
}

func (w *wiping) setStatus(o fyne.CanvasObject) {
	w.status.RemoveAll()
	w.status.Hide()
	if o != nil {
		w.status.Add(o)
		w.status.Show()
		w.frame.toTop()
	}
	w.settle()
}

func (w *wiping) settle() {
	w.frame.settle()
	w.frame.Refresh()
}

// TypedKey goes back with Escape.
func (w *wiping) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		w.onBack()
	}
}

func (w *wiping) body() *frame { return w.frame }

// CreateRenderer shows the frame.
func (w *wiping) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.frame) }

// showWiping shows what is kept, to be removed.
func (s *shell) showWiping() {
	if s.deps.WipeList == nil || s.deps.Wipe == nil {
		s.tell(parts.Look, parts.IconUnknown, lang.L("Ounce keeps nothing on this computer."))
		return
	}
	w := newWiping(s.deps.WipeList, s.deps.Wipe, s.aside)
	w.onBack, w.onQuit, w.onWiped = s.goHome, fyne.CurrentApp().Quit, s.leave
	s.put(w, stepHome)
	w.look()
}
