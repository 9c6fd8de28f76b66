package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ounce/app/disk"
	"ounce/checks"
)

// formerFile is format 1: plain JSON, one file each.
type formerFile struct {
	Format  int       `json:"ounce_assessment"`
	Changed time.Time `json:"changed"`
	Says    string    `json:"says"`
	answersFile
	Machines []checks.Machine `json:"machines"`
}

// formerFiles lists the files of format 1. On some systems they lie where the
// sealed ones do.
func (s *Store) formerFiles() ([]string, error) {
	var all []string
	for _, folder := range []string{s.former, filepath.Join(s.folder, folderNow)} {
		if folder == "" || len(all) > 0 && filepath.Dir(all[0]) == folder {
			continue
		}
		entries, err := os.ReadDir(folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("looking for assessments of an older Ounce: %w", err)
		}
		for _, entry := range entries {
			if id, ok := strings.CutSuffix(entry.Name(), ".json"); ok && isID(id) && entry.Type().IsRegular() {
				all = append(all, filepath.Join(folder, entry.Name()))
			}
		}
	}
	return all, nil
}

func (s *Store) hasFormer() (bool, error) {
	files, err := s.formerFiles()
	return len(files) > 0, err
}

// takeOver seals the assessments of format 1 and removes the plain files, each
// when its sealed one was read back. What is damaged is set aside.
func (s *Store) takeOver() []Problem {
	var problems []Problem
	err := s.exclusively(func() error {
		files, err := s.formerFiles() // again, now that nobody else does the same
		if err != nil {
			return err
		}
		for _, path := range files {
			if p := s.takeOverOne(path); p != nil {
				problems = append(problems, *p)
			}
		}
		if s.former != "" {
			os.Remove(s.former) // succeeds when it is empty
		}
		return nil
	})
	if err != nil {
		problems = append(problems, Problem{File: s.former, Says: disk.Words(err)})
	}
	return problems
}

// errFormer is a file among those of format 1 that is none.
var errFormer = errors.New("it is damaged or no assessment")

func (s *Store) takeOverOne(path string) *Problem {
	id := strings.TrimSuffix(filepath.Base(path), ".json")
	p := &Problem{File: filepath.Base(path)}
	a, err := readFormer(path, id)
	switch {
	case errors.Is(err, errFormer):
		p.Says = err.Error()
		if p.Aside, err = s.setAside(path); err != nil {
			p.Says += " (" + disk.Words(err) + ")"
		}
		return p
	case err != nil:
		p.Says = disk.Words(err)
		return p
	}
	if kept, err := s.headAt(s.path(id), id); err != nil || kept.Changed.Before(a.Changed) {
		if _, err := s.put(a); err != nil {
			p.Says = disk.Words(err)
			return p
		}
	}
	if _, err := s.getAt(s.path(id), id); err != nil {
		p.Says = disk.Words(err)
		return p
	}
	if err := os.Remove(path); err != nil {
		p.Says = "it is sealed now, and the plain file could not be removed: " + disk.Words(err)
		return p
	}
	return nil
}

// maxFormer is the size in bytes beyond which no file is one of format 1.
const maxFormer = 64 << 20

// readFormer reads a file of format 1.
func readFormer(path, id string) (Assessment, error) {
	data, err := disk.Read(path, maxFormer)
	if err != nil {
		return Assessment{}, err
	}
	return parseFormer(data, id)
}

func parseFormer(data []byte, id string) (Assessment, error) {
	var file formerFile
	switch err := json.Unmarshal(data, &file); {
	case err != nil || file.Format < 1:
		return Assessment{}, errFormer
	case file.Format > 1:
		return Assessment{}, &NewerError{file.Format}
	}
	return Assessment{
		Head:    Head{ID: id, Company: file.Answers.Company, Changed: file.Changed, Revision: newID(), Says: file.Says},
		Answers: file.Answers.answers(), Machines: file.Machines, Own: file.Own, Quick: file.Quick,
	}, nil
}
