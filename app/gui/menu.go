package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// menu is the window's menu: each item with its shortcut.
func (s *shell) menu() *fyne.MainMenu {
	start := fyne.NewMenuItem(lang.L("New assessment"), func() { s.begin(s.fresh(), stepBusiness) })
	start.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierShortcutDefault}
	open := fyne.NewMenuItem(lang.L("Open a file …"), s.chooseFile)
	open.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyO, Modifier: fyne.KeyModifierShortcutDefault}
	home := fyne.NewMenuItem(lang.L("Home"), s.goHome)
	home.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyHome, Modifier: fyne.KeyModifierAlt}
	changed := fyne.NewMenuItem(lang.L("What has changed"), s.showHistory)
	changed.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyH, Modifier: fyne.KeyModifierShortcutDefault}
	computers := fyne.NewMenuItem(lang.L("All computers"), s.showFleet)
	computers.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyM, Modifier: fyne.KeyModifierShortcutDefault}
	seal := fyne.NewMenuItem(lang.L("Seal a copy …"), s.sealOpen)
	seal.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	setting := fyne.NewMenuItem(lang.L("Settings …"), s.showSettings)
	setting.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyComma, Modifier: fyne.KeyModifierShortcutDefault}
	wipe := fyne.NewMenuItem(lang.L("Remove everything …"), s.showWiping)
	wipe.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyDelete, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	quit := fyne.NewMenuItem(lang.L("Close Ounce"), fyne.CurrentApp().Quit)
	quit.IsQuit = true
	quit.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyQ, Modifier: fyne.KeyModifierShortcutDefault}
	undo := fyne.NewMenuItem(lang.L("Undo the last answer"), s.undo)
	undo.Shortcut = &fyne.ShortcutUndo{}
	goes := fyne.NewMenu(lang.L("Go"))
	for i, at := range s.steps() {
		item := fyne.NewMenuItem(at.Name, func() { s.goTo(step(i)) })
		item.Shortcut = &desktop.CustomShortcut{KeyName: stepKeys()[i], Modifier: fyne.KeyModifierAlt}
		goes.Items = append(goes.Items, item)
	}
	return fyne.NewMainMenu(fyne.NewMenu(lang.L("Assessment"), start, open, home, fyne.NewMenuItemSeparator(), computers, changed, seal,
		fyne.NewMenuItemSeparator(), setting, wipe, fyne.NewMenuItemSeparator(), quit), fyne.NewMenu(lang.L("Edit"), undo), goes)
}

// chooseFile asks for a file and takes in what it holds.
func (s *shell) chooseFile() {
	if s.dialogs != nil {
		s.dialogs.openFile(nil, func(path string) { s.dropped([]string{path}) })
	}
}

// stepKeys are the keys that, with Alt, go to the steps.
func stepKeys() []fyne.KeyName {
	return []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5}
}

// undo takes the last answer back and shows its question.
func (s *shell) undo() {
	if s.journey == nil {
		return
	}
	question, ok := s.journey.undo()
	if !ok {
		return
	}
	at := stepQuestions
	for _, page := range s.journey.pages(true) {
		for _, q := range page.Questions {
			if q.ID == question {
				at = stepBusiness
			}
		}
	}
	s.goTo(at)
	if q, ok := s.screen.(*questions); ok {
		q.showQuestion(question)
	}
}
