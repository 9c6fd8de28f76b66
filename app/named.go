package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ounce/app/disk"
	"ounce/app/store"
	"ounce/assessment"
)

// opener opens the assessment that a person named, as readSaved does.
type opener func(name string) (store.Assessment, error)

// opener opens what the copy's flags give the passphrase of.
func (c copyFlags) opener(s *session) opener {
	return func(name string) (store.Assessment, error) { return s.readSaved(name, c) }
}

// isFile tells whether a name can only mean a file, there or not: a company may
// be called A/S Hansen, and a file of no ending may lie in any folder.
func isFile(name string) bool {
	begins := func(prefix string) bool { return strings.HasPrefix(filepath.ToSlash(name), prefix) }
	if filepath.IsAbs(name) || begins("./") || begins("../") || endsAsFolder(name) {
		return true
	}
	ending := strings.ToLower(filepath.Ext(name))
	if ending == ".ounce" || ending == ".xlsx" || canHold(name) {
		return true
	}
	_, err := os.Stat(name)
	return !errors.Is(err, fs.ErrNotExist)
}

// beginsSealed tells whether a file is a sealed assessment, by how it begins. What
// cannot be read is told by the one who reads it.
func beginsSealed(path string) bool {
	file, err := disk.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	begin := make([]byte, len(store.Begins))
	_, err = io.ReadFull(file, begin)
	return err == nil && string(begin) == store.Begins
}

// savedOr opens the saved assessment of a name that is no file, and says what
// was looked for when there is none.
func (open opener) savedOr(name string) (store.Assessment, error) {
	a, err := open(name)
	if errors.As(err, new(*store.NotSavedError)) {
		return a, fmt.Errorf("there is no file %s, and %w", name, err)
	}
	return a, err
}

// results gives the results that a person named, the oldest first, at least
// one: those that were kept of a saved assessment or a shared copy, or the one
// of a JSON.
func (open opener) results(name string) ([]assessment.Result, error) {
	if isFile(name) && !beginsSealed(name) {
		r, err := readResult(name)
		return []assessment.Result{r}, err
	}
	read := open
	if !isFile(name) {
		read = open.savedOr
	}
	a, err := read(name)
	if err != nil {
		return nil, err
	}
	if _, err := newestResult(a); err != nil {
		return nil, err
	}
	all := make([]assessment.Result, len(a.Kept))
	for i, kept := range a.Kept {
		if all[i], err = kept.Result(); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(all, func(a, b assessment.Result) int { return a.Generated.Compare(b.Generated) })
	return all, nil
}

// readResult reads a result that ounce assess --json wrote.
func readResult(path string) (assessment.Result, error) {
	none := assessment.Result{}
	data, err := disk.Read(path, maxMachines)
	if err != nil {
		return none, err
	}
	var r assessment.Result
	var syntax *json.SyntaxError
	switch err := json.Unmarshal(data, &r); {
	case errors.As(err, &syntax) && syntax.Error() == "unexpected end of JSON input" && bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")):
		return none, fmt.Errorf("%s ends in the middle: it was not copied completely; please copy it again", path)
	case err == nil && r.Schema > 1:
		return none, fmt.Errorf("%s was written by a newer Ounce (schema %d); please update this one", path, r.Schema)
	case err == nil && r.Schema == 1 && len(r.Answers) == 0 && len(r.Machines) > 0:
		return none, fmt.Errorf("%s holds checked computers and no result of an assessment; ounce assess --json FILE writes one", path)
	case err != nil || r.Schema < 1 || r.Generated.IsZero() || len(r.Answers) == 0:
		return none, fmt.Errorf("%s is no result of an assessment; ounce assess --json FILE writes one", path)
	}
	return r, nil
}
