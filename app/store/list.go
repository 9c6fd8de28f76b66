package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Listing is what a store holds.
type Listing struct {
	Heads []Head // the newest first
	// Problems are files that could not be opened; the rest is in Heads.
	Problems []Problem
}

// Problem is a file that could not be opened.
type Problem struct {
	File string // its name
	Says string // what is wrong with it
	// Aside is where the file was put; empty when it was left where it is.
	Aside string
	// Restored is true when an earlier version took its place.
	Restored bool
}

// String says the problem in a sentence.
func (p Problem) String() string {
	text := fmt.Sprintf("%s could not be opened: %s.", p.File, p.Says)
	switch {
	case p.Restored:
		text += " The version before it is in its place; the file itself was kept as " + p.Aside + "."
	case p.Aside != "":
		text += " It was kept as " + p.Aside + "."
	}
	return text
}

// List lists what is kept. While nothing was ever saved it needs no key.
func (s *Store) List() (Listing, error) {
	if err := s.readable(); err != nil {
		return Listing{}, err
	}
	former, err := s.hasFormer()
	if err != nil {
		return Listing{}, err
	}
	if len(s.files()) == 0 && !former {
		return Listing{}, nil
	}
	if err := s.Unlock(); err != nil {
		return Listing{}, err
	}
	var list Listing
	if former {
		list.Problems = s.takeOver()
	}
	names := s.files()
	heads, errs := make([]Head, len(names)), make([]error, len(names))
	beside(len(names), func(i int) { heads[i], errs[i] = s.head(names[i]) })
	for i, name := range names {
		if errs[i] == nil {
			list.Heads = append(list.Heads, heads[i])
			continue
		}
		problem, head := s.trouble(name, errs[i])
		if problem != nil {
			list.Problems = append(list.Problems, *problem)
		}
		if head.ID != "" {
			list.Heads = append(list.Heads, head)
		}
	}
	slices.SortStableFunc(list.Heads, func(a, b Head) int { return b.Changed.Compare(a.Changed) })
	return list, nil
}

// readable says why the folder cannot be read; one that is not there is empty.
func (s *Store) readable() error {
	_, err := os.ReadDir(filepath.Join(s.folder, folderNow))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("listing the saved assessments: %w", err)
	}
	return nil
}

// files are the names of what lies among the assessments, but for what is being
// written.
func (s *Store) files() []string {
	entries, err := os.ReadDir(filepath.Join(s.folder, folderNow))
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		if name := entry.Name(); entry.Type().IsRegular() && !strings.HasPrefix(name, ".") && !isSystemFile(name) {
			names = append(names, name)
		}
	}
	return names
}

// isSystemFile tells of the files that file managers leave everywhere.
func isSystemFile(name string) bool {
	return slices.Contains([]string{"desktop.ini", "thumbs.db"}, strings.ToLower(name))
}

// beside does n things on all processors.
func beside(n int, do func(i int)) {
	var group sync.WaitGroup
	turns := make(chan int)
	for range min(n, runtime.NumCPU()) {
		group.Go(func() {
			for i := range turns {
				do(i)
			}
		})
	}
	for i := range n {
		turns <- i
	}
	close(turns)
	group.Wait()
}
