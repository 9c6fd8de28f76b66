//go:build cgo

package app

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"

	"ounce/app/disk"
	"ounce/app/gui"
	"ounce/app/settings"
	"ounce/assessment"
)

// takeIn takes settings in, all of them or none, and says which cannot be.
func (w *window) takeIn(set settings.Settings) []settings.Problem {
	var wrong []settings.Problem
	brand, err := brandOf(set.Brand)
	if err != nil {
		wrong = append(wrong, settings.Problem{Key: "brand.logo", Err: err})
	}
	catalogue, err := loadCatalogue(set.Tiers, w.judge.Questions)
	if err != nil {
		wrong = append(wrong, settings.Problem{Key: "tiers", Err: errors.New(disk.Words(err))})
	}
	if len(wrong) == 0 {
		w.mu.Lock()
		w.house = house{set, brand, catalogue}
		w.mu.Unlock()
	}
	return wrong
}

// saveSettings keeps settings, unless some of them cannot be.
func (w *window) saveSettings(path string, known settings.Known, set settings.Settings) ([]settings.Problem, error) {
	for _, p := range []*string{&set.Tiers, &set.Brand.Logo} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(filepath.Dir(path), filepath.FromSlash(*p))
		}
	}
	if wrong := set.Problems(known); len(wrong) > 0 {
		return wrong, nil
	}
	before := w.settled()
	if wrong := w.takeIn(set); len(wrong) > 0 {
		return wrong, nil
	}
	if err := settings.Save(path, set); err != nil {
		w.mu.Lock()
		w.house = before
		w.mu.Unlock()
		return nil, err
	}
	return nil, nil
}

// keepSettings gives the screens what the settings say, and their place.
func (w *window) keepSettings(d *gui.Deps) {
	set, err := w.settings()
	if err != nil {
		d.Notice = disk.Words(err)
	} else if wrong := w.takeIn(set); len(wrong) > 0 {
		d.Notice = disk.Words(wrong[0].Err)
	}
	d.Language = w.settled().set.Language
	d.Wish = func() gui.ReportWish {
		brand := w.settled().brand
		return gui.ReportWish{Provider: brand.Name, ProviderContact: strings.ReplaceAll(brand.Contact, "\n", ", ")}
	}
	d.Fresh = func() gui.Assessment {
		set := w.settled().set
		return gui.Assessment{Answers: assessment.Answers{Company: set.Company, Country: set.Country, Currency: set.Currency}}
	}
	places, err := w.places()
	if err != nil {
		return
	}
	known, err := knownSettings()
	if err != nil {
		return
	}
	d.Known, d.SettingsPath = known, places.Settings
	d.Settings = func() (settings.Settings, error) {
		set, err := settings.Load(places.Settings, known)
		if err != nil {
			return set, errors.New(disk.Words(err))
		}
		return set, nil
	}
	d.SaveSettings = func(set settings.Settings) ([]settings.Problem, error) {
		return w.saveSettings(places.Settings, known, set)
	}
}

// keep gives the screens what is kept on this computer: assessments, settings,
// and the ways to send and to remove them.
func (w *window) keep(d *gui.Deps) {
	w.keepSettings(d)
	d.MailDraft = func(r *assessment.Result, paths ...string) (string, error) {
		return w.mailDraft(r, paths, w.settled().set.Brand)
	}
	places, err := w.places()
	if err != nil {
		return
	}
	if last, err := watchCrashes(places.Data, secrets(w.home)); err == nil { // without it a crash is told on the terminal alone
		d.Crash, d.SaveCrash = last, w.saveCrash
	}
	st, err := w.openStore()
	if err != nil {
		return
	}
	d.Store = gui.NewSealedStore(st)
	d.WipeList = func() ([]string, error) {
		listed, err := w.wiping()
		if err != nil {
			return nil, errors.New(disk.Words(err))
		}
		return listed.lines(), nil
	}
	d.Wipe = func() error {
		if err := debug.SetCrashOutput(nil, debug.CrashOptions{}); err != nil { // its file goes, too
			return err
		}
		listed, err := w.wiping()
		if err != nil {
			return errors.New(disk.Words(err))
		}
		w.wiped = true
		left, err := listed.remove()
		if len(left) > 0 {
			return fmt.Errorf("this is still there: %s", strings.Join(left, ", "))
		}
		return err
	}
}

// wipeAgain removes what the toolkit left when the window closed, where
// somebody had all removed.
func (w *window) wipeAgain() error {
	if !w.wiped {
		return nil
	}
	listed, err := w.wiping()
	if err == nil {
		err = listed.removeToolkit()
	}
	if err != nil {
		return fmt.Errorf("removing what the window left: %w", err)
	}
	return nil
}

// mailDraft writes a mail with files in it beside the first of them.
func (w *window) mailDraft(r *assessment.Result, paths []string, brand settings.Brand) (string, error) {
	files, err := readAttached(paths...)
	if err != nil {
		return "", errors.New(disk.Words(err))
	}
	data, err := w.mail("", files, r, brand)
	if err != nil {
		return "", err
	}
	to := strings.TrimSuffix(paths[0], filepath.Ext(paths[0])) + ".eml"
	if err := replaceable(to, "mail", false); err != nil {
		return "", errors.New(disk.Words(err))
	}
	if err := disk.Replace(to, data); err != nil {
		return "", errors.New(disk.Words(err))
	}
	return to, nil
}
