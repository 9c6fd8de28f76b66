package app

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ounce/app/disk"
	"ounce/app/place"
	"ounce/app/store"
)

// wipeCommand removes all that Ounce keeps on this computer.
type wipeCommand struct {
	Yes bool `help:"Do not ask."`
}

// Help is the command's example.
func (wipeCommand) Help() string {
	return "It lists first what will be removed: saved assessments with their versions, settings, and the key. Reports and shared copies that you saved elsewhere are yours and stay.\n\nExample: ounce wipe"
}

// Run lists, asks, removes, and looks again.
func (c *wipeCommand) Run(s *session) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	w, err := s.wiping()
	if err != nil {
		return err
	}
	if err := w.holdings.KeyErr; err != nil {
		s.warn("The keychain of this computer cannot be asked here (%v), so a key in it stays.", err)
	}
	if w.nothing() {
		fmt.Fprintln(s.out, "Ounce keeps nothing on this computer.")
		return nil
	}
	fmt.Fprintln(s.out, "This will be removed, and nobody can bring it back:")
	for _, line := range w.lines() {
		fmt.Fprintf(s.out, "  %s\n", clean(line))
	}
	if !c.Yes {
		fmt.Fprint(s.out, "Reports and shared copies that you saved elsewhere stay.\nType yes to remove all of this: ")
		answer, _ := bufio.NewReader(s.in).ReadString('\n')
		if strings.TrimSpace(answer) != "yes" {
			fmt.Fprintln(s.out)
			return errors.New("nothing was removed")
		}
	}
	left, err := w.remove()
	if len(left) > 0 {
		return fmt.Errorf("this is still there: %s", strings.Join(left, ", "))
	}
	if err != nil {
		return err
	}
	if w.holdings.KeyErr != nil {
		fmt.Fprintln(s.out, "Removed. Ounce looked again: no file of it is left. The keychain could not be looked at.")
		return nil
	}
	fmt.Fprintln(s.out, "Removed. Ounce looked again: no file and no key of it is left.")
	return nil
}

// wiping is what is about to be removed.
type wiping struct {
	store    *store.Store
	places   place.Places
	holdings store.Holdings
	others   []string // settings and what the window's toolkit keeps
}

// wiping looks at all that is kept.
func (s *session) wiping() (*wiping, error) {
	places, err := s.places()
	if err != nil {
		return nil, err
	}
	w := &wiping{store: s.storeIn(places), places: places}
	return w, w.look()
}

func (w *wiping) look() (err error) {
	if w.holdings, err = w.store.Holdings(); err != nil {
		return fmt.Errorf("looking at what is kept: %w", err)
	}
	w.others = nil
	if _, err := os.Lstat(w.places.Settings); err == nil {
		w.others = append(w.others, w.places.Settings)
	}
	if w.places.Toolkit == "" {
		return nil
	}
	return filepath.WalkDir(w.places.Toolkit, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			w.others = append(w.others, path)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

// removeToolkit removes what the window's toolkit writes once more when it ends.
func (w *wiping) removeToolkit() error {
	if len(w.holdings.Files) > 0 || slices.Contains(w.others, w.places.Settings) {
		return nil // somebody kept something new
	}
	_, err := w.remove()
	return err
}

func (w *wiping) nothing() bool {
	return len(w.holdings.Files)+len(w.others) == 0 && !w.holdings.Key
}

// lines say what will be removed, each file by its name.
func (w *wiping) lines() []string {
	var lines []string
	if n := w.holdings.Assessments; n > 0 {
		lines = append(lines, count(n, "saved assessment")+" with all earlier versions")
	}
	if w.holdings.Key {
		lines = append(lines, "the key to them in the keychain of this computer")
	}
	return append(append(lines, w.holdings.Files...), w.others...)
}

// remove removes it all, looks again, and gives what is still there.
func (w *wiping) remove() (left []string, err error) {
	err = w.store.Wipe(w.holdings)
	for _, path := range w.others {
		if failed := os.Remove(path); failed != nil && !errors.Is(failed, fs.ErrNotExist) {
			err = errors.Join(err, failed)
		}
	}
	for _, folder := range append(foldersIn(w.places.Toolkit), filepath.Dir(w.places.Settings), w.places.Data) {
		if folder != w.places.Beside {
			os.Remove(folder) // stays when somebody keeps something else in it
		}
	}
	if again := w.look(); again != nil {
		return nil, errors.Join(err, again)
	}
	left = append(left, w.holdings.Files...)
	left = append(left, w.others...)
	if w.holdings.Key {
		left = append(left, "the key in the keychain")
	}
	if err != nil {
		err = errors.New(disk.Words(err))
	}
	return left, err
}

// foldersIn are a folder and those below it, the deepest first.
func foldersIn(top string) []string {
	var all []string
	filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error { // one that is not there has none
		if err == nil && entry.IsDir() {
			all = append(all, path)
		}
		return nil
	})
	slices.Reverse(all)
	return all
}
