//go:build cgo

package app

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"

	"ounce/app/disk"
	"ounce/app/draft"
	"ounce/app/gui"
	"ounce/app/settings"
	"ounce/assessment"
)

// set takes in the settings, all of them or none.
func (w *window) set() (set settings.Settings, err error) {
	if set, err = w.settings(); err != nil {
		return settings.Settings{}, err
	}
	brand, err := brandOf(set.Brand)
	if err != nil {
		return settings.Settings{}, err
	}
	catalogue, err := loadCatalogue(set.Tiers, w.judge.Questions)
	if err != nil {
		return settings.Settings{}, err
	}
	w.brand, w.catalogue = brand, catalogue
	return set, nil
}

// keep gives the screens what is kept on this computer: assessments, settings,
// and the ways to send and to remove them.
func (w *window) keep(d *gui.Deps) {
	set, err := w.set()
	if err != nil {
		d.Notice = disk.Words(err)
	}
	d.Wish = gui.ReportWish{Provider: w.brand.Name, ProviderContact: strings.ReplaceAll(w.brand.Contact, "\n", ", ")}
	d.MailDraft = func(path string, r assessment.Result) (string, error) { return w.mailDraft(path, r, set.Brand) }
	d.Fresh = func() gui.Assessment {
		return gui.Assessment{Answers: assessment.Answers{Company: set.Company, Country: set.Country, Currency: set.Currency}}
	}
	places, err := w.places()
	if err != nil {
		return
	}
	if last, err := watchCrashes(places.Data, secrets()); err == nil { // without it a crash is told on the terminal alone
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
		left, err := listed.remove()
		if len(left) > 0 {
			return fmt.Errorf("this is still there: %s", strings.Join(left, ", "))
		}
		return err
	}
}

// mailDraft writes a mail with a report in it beside the report.
func (w *window) mailDraft(path string, r assessment.Result, brand settings.Brand) (string, error) {
	book, err := readReport(path)
	if err != nil {
		return "", errors.New(disk.Words(err))
	}
	data, err := w.mail(draft.Mail{Name: filepath.Base(path), Data: book}, &r, brand)
	if err != nil {
		return "", err
	}
	to := strings.TrimSuffix(path, filepath.Ext(path)) + ".eml"
	if err := disk.Replace(to, data); err != nil {
		return "", errors.New(disk.Words(err))
	}
	return to, nil
}
