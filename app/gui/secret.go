package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
)

// secretFields ask for a password that a file is locked with: twice, since
// nobody sees what they write.
type secretFields struct {
	widget.BaseWidget
	wanted       *parts.Check
	first, again *parts.Field
	boxes        *fyne.Container
}

func newSecretFields(changed func()) *secretFields {
	s := &secretFields{
		first: parts.NewSecret(lang.L("Password"), lang.L("It cannot be found again: without it nobody opens this file, neither can Ounce."), 0),
		again: parts.NewSecret(lang.L("The same once more"), "", 0),
	}
	for _, f := range []*parts.Field{s.first, s.again} {
		f.OnChanged = func(string) {
			s.again.SetError("")
			changed()
		}
	}
	s.boxes = parts.Column(0, parts.Shares(parts.Gap4, 240, s.first, s.again))
	s.boxes.Hide()
	s.wanted = parts.NewCheck(lang.L("Lock it with a password that Excel asks for"), false, func(on bool) {
		if on {
			s.boxes.Show()
		} else {
			s.boxes.Hide()
		}
		changed()
		s.Refresh()
	})
	s.ExtendBaseWidget(s)
	return s
}

// read gives the password, empty for none; ok is false when it cannot be used,
// which then stands below its box.
func (s *secretFields) read() (password string, ok bool) {
	if !s.wanted.Checked() {
		return "", true
	}
	password = s.first.Entry.Text
	switch {
	case password == "":
		s.again.SetError(lang.L("Please write a password, or take the tick away."))
	case password != s.again.Entry.Text:
		s.again.SetError(lang.L("The two are not the same. Please write both once more."))
	default:
		return password, true
	}
	return "", false
}

// CreateRenderer stacks the tick and the boxes.
func (s *secretFields) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(parts.Column(parts.Gap2, s.wanted, s.boxes))
}
