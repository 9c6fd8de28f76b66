//go:build cgo

package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"ounce/app/disk"
	"ounce/app/gui"
	"ounce/app/settings"
	"ounce/assessment"
	"ounce/assessment/report"
	"ounce/assets"
	"ounce/checks"
	"ounce/checks/inventory"
	"ounce/checks/scan"
)

// Run opens the window.
func (c windowCommand) Run(s *session) error {
	first, err := c.path()
	if err != nil {
		return err
	}
	judge, err := assessment.Load()
	if err != nil {
		return err
	}
	defs, err := checks.LoadDefinitions()
	if err != nil {
		return fmt.Errorf("loading the checks: %w", err)
	}
	w := &window{session: s, judge: judge, defs: defs}
	deps := w.deps()
	deps.OpensFirst = first
	err = gui.Run(s.ctx, deps)
	var none *gui.NoWindow
	if errors.As(err, &none) && none.Desk {
		return s.withoutWindow(s.reportFolder(), none, tellOnScreen)
	}
	if err == nil {
		err = w.wipeAgain()
	}
	return err
}

// window gives the screens what they need.
type window struct {
	*session
	judge *assessment.Definitions
	defs  *checks.Definitions

	mu sync.Mutex
	// options make the report of the newest result one whose figures live.
	options []report.Option
	house   house
	wiped   bool // all was removed; written before the window closes, read after
}

// house is what the settings say.
type house struct {
	set       settings.Settings
	brand     report.Brand
	catalogue *assessment.Catalogue
}

// settled is what the settings say now.
func (w *window) settled() house {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.house
}

func (w *window) deps() gui.Deps {
	d := gui.Deps{
		Version: Version, Words: w.defs.Words,
		Define: func(id string) checks.Definition { def, _ := w.defs.Get(id); return def },
		Scan:   w.scanHere, Assess: w.assess,
		Levers: gui.LeversOf, Try: w.try,
		ReportPath: w.reportPath, CopyPath: w.copyPath, SaveReport: w.saveReport, Sample: w.sample,
		Today: w.now, Offers: gui.ReportOffers{Names: true, Password: true}, ReadDropped: w.readDropped, Opens: append([]string{".xlsx", ".ounce"}, machineEndings()...),
	}
	w.keep(&d)
	d.Ask(w.judge)
	for _, topic := range scan.Topics() {
		for _, check := range topic.Checks {
			if def, ok := w.defs.Get(check.ID); ok && def.Concerns(w.live().System()) {
				d.Checks = append(d.Checks, def)
			}
		}
	}
	return d
}

func (w *window) scanHere(ctx context.Context, landed func(done, total int, f checks.Finding)) (checks.Machine, error) {
	return w.scan(ctx, w.live(), w.defs, func(p scan.Progress) { landed(p.Done, p.Total, p.Finding) })
}

func (w *window) assess(_ context.Context, a assessment.Answers, machines []checks.Machine) (assessment.Result, error) {
	in := assessment.Input{Answers: a, Machines: machines, Catalogue: w.settled().catalogue, Checks: w.defs, Now: w.now(), Version: Version, Simulate: true}
	result, err := w.judge.Assess(in)
	if err != nil {
		return result, err
	}
	sized, known, err := w.judge.Case(in)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.options = nil
	if known {
		w.options = []report.Option{report.Living(sized)}
	}
	return result, err
}

// try judges with other values of the levers, without the simulation: it takes
// a few milliseconds.
func (w *window) try(a assessment.Answers, machines []checks.Machine, values map[string]float64) (assessment.Result, error) {
	change := gui.ChangeOf(values)
	return w.judge.Assess(assessment.Input{
		Answers: a, Machines: machines, Catalogue: w.settled().catalogue, Checks: w.defs, Now: w.now(), Version: Version, Change: &change,
	})
}

// readDropped reads answers, or computers that were looked at elsewhere: a file
// of them, or a folder.
func (w *window) readDropped(path string) (gui.Dropped, error) {
	if isAnswers(path) {
		answers, err := readAnswers(path, w.judge.Questions)
		if err != nil {
			return gui.Dropped{}, errors.New(disk.Words(err))
		}
		return gui.Dropped{Answers: &answers}, nil
	}
	found, err := w.gather([]string{path}, w.defs, nil)
	if errors.Is(err, inventory.ErrOther) {
		return gui.Dropped{}, &gui.ForeignError{Path: path}
	}
	if err != nil {
		return gui.Dropped{}, errors.New(disk.Words(err))
	}
	return gui.Dropped{Machines: found.machines, Left: found.leftWords()}, nil
}

// sample is a company to look around with.
func (w *window) sample(context.Context) (gui.Assessment, error) {
	const name = "examples/neglected.yaml"
	data, err := assets.Files.ReadFile(name)
	if err != nil {
		return gui.Assessment{}, fmt.Errorf("reading the sample company: %w", err)
	}
	answers, err := assessment.ParseAnswers(name, data, w.judge.Questions)
	return gui.Assessment{Answers: answers, Sample: true}, err
}

// reportPath suggests where a report goes.
func (w *window) reportPath(company string) string {
	return filepath.Join(w.reportFolder(), report.FileName(company))
}

// copyPath suggests where a sealed copy goes.
func (w *window) copyPath(company string) string {
	path := w.reportPath(company)
	return strings.TrimSuffix(path, filepath.Ext(path)) + ".ounce"
}

// saveReport writes the report and asks before it replaces one.
func (w *window) saveReport(_ context.Context, wish gui.ReportWish, r assessment.Result) (exists bool, err error) {
	if _, err := os.Stat(wish.Path); err == nil && !wish.Overwrite {
		return true, nil
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, errors.New(disk.Words(&disk.WriteError{Path: wish.Path, Err: err}))
	}
	level, err := report.ParsePrivacy(wish.Privacy)
	if err != nil {
		return false, err
	}
	w.mu.Lock()
	brand := w.house.brand
	brand.Name, brand.Contact = wish.Provider, wish.ProviderContact
	options := append([]report.Option{report.Keeping(level), report.Branded(brand), report.Offered(w.house.catalogue)}, w.options...)
	w.mu.Unlock()
	if len(wish.Earlier) > 0 {
		options = append(options, report.Since(wish.Earlier...))
	}
	if wish.Password != "" {
		options = append(options, report.Sealed(wish.Password))
	}
	var book strings.Builder
	if err := report.Write(&book, r, options...); err != nil {
		return false, fmt.Errorf("making the report: %w", err)
	}
	if err := disk.Replace(wish.Path, []byte(book.String())); err != nil {
		return false, errors.New(disk.Words(err))
	}
	return false, nil
}

// graphics tells whether the window could open.
func graphics() error { return gui.Ready() }
