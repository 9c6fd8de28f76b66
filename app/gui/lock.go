package gui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// unlocker is a store that a passphrase opens.
type unlocker interface{ Unlock(passphrase string) error }

// lockPanel asks for the passphrase of what is kept, or for a new one where
// there is no keychain.
type lockPanel struct {
	widget.BaseWidget
	field, again *parts.Field
	button       *parts.Button
	locked       *Locked
	try          func(passphrase string)
	// onLater goes on without; nil offers it not.
	onLater func()
}

func newLockPanel(locked *Locked, try func(passphrase string)) *lockPanel {
	hint := ""
	if locked.New {
		hint = lang.L("At least 8 letters; three or four words are easy to keep in mind. It cannot be found again.")
	}
	p := &lockPanel{locked: locked, try: try, field: parts.NewSecret(lang.L("Passphrase"), hint, 0)}
	p.again = parts.NewSecret(lang.L("The same once more"), "", 0)
	if !locked.New {
		p.again.Hide()
	}
	p.button = parts.NewButton(p.does(), p.send)
	for _, f := range []*parts.Field{p.field, p.again} {
		f.Entry.OnSubmitted = func(string) { p.send() }
		f.OnChanged = func(string) {
			p.field.SetError("")
			p.again.SetError("")
		}
	}
	p.ExtendBaseWidget(p)
	return p
}

// does says what the button does.
func (p *lockPanel) does() string {
	if p.locked.New {
		return lang.L("Use this passphrase")
	}
	return lang.L("Unlock")
}

func (p *lockPanel) send() {
	if p.button.Disabled() {
		return
	}
	if p.locked.New && p.field.Entry.Text != p.again.Entry.Text {
		p.again.SetError(lang.L("The two are not the same. Please write both once more."))
		return
	}
	p.button.Disable()
	p.button.SetText(lang.L("One moment …")) // a passphrase is slow to try, so that nobody tries many
	p.try(p.field.Entry.Text)
}

// failed says why the passphrase does not open anything.
func (p *lockPanel) failed(err error) {
	p.button.Enable()
	p.button.SetText(p.does())
	p.field.SetError(capitalized(sentence(err)))
}

// CreateRenderer lays out the sentence, the boxes and the button.
func (p *lockPanel) CreateRenderer() fyne.WidgetRenderer {
	says := lang.L("Your saved assessments are locked. Their passphrase opens them.")
	if p.locked.New {
		says = lang.L("This computer has no keychain for the key of your assessments. With a passphrase they are kept, sealed; without one nothing is kept after you close Ounce.")
	}
	ways := parts.Flow(parts.Gap2, p.button)
	if p.onLater != nil {
		ways.Add(parts.NewQuietButton(lang.L("Not now"), p.onLater))
	}
	return widget.NewSimpleRenderer(parts.NewNotice(parts.Look, parts.Column(parts.Gap3,
		parts.NewText(says, parts.Body, parts.Text), parts.Shares(parts.Gap4, 240, p.field, p.again), ways)))
}

// asLocked tells whether an error is a store that needs a passphrase, and one
// that this window can give.
func (s *shell) asLocked(err error) (*Locked, bool) {
	var locked *Locked
	_, opens := s.deps.Store.(unlocker)
	return locked, opens && errors.As(err, &locked)
}

// unlock makes a panel that opens the store and then goes on.
func (s *shell) unlock(locked *Locked, then func()) *lockPanel {
	var panel *lockPanel
	panel = newLockPanel(locked, func(passphrase string) {
		s.aside(func() {
			err := s.deps.Store.(unlocker).Unlock(passphrase)
			fyne.Do(func() {
				if err != nil {
					panel.failed(err)
					return
				}
				then()
			})
		})
	})
	return panel
}
