package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ounce/app/disk"
)

// mostVersions is how many earlier versions of an assessment are kept.
const mostVersions = 3

// stampLayout is how the date of a version stands in its name.
const stampLayout = "20060102T150405.000Z"

type version struct {
	path  string
	saved time.Time
}

// versions lists the earlier versions of an assessment, the newest first.
func (s *Store) versions(id string) []version {
	folder := filepath.Join(s.folder, folderVersions)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var all []version
	for _, entry := range entries {
		stamp, ok := strings.CutPrefix(strings.TrimSuffix(entry.Name(), extension), id+".")
		saved, err := time.Parse(stampLayout, stamp)
		if ok && err == nil {
			all = append(all, version{filepath.Join(folder, entry.Name()), saved})
		}
	}
	slices.SortFunc(all, func(a, b version) int { return b.saved.Compare(a.saved) })
	return all
}

// keepVersion keeps the state that is about to be replaced.
func (s *Store) keepVersion(id string) error {
	head, err := s.headAt(s.path(id), id)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("keeping the version before: %w", err)
	}
	folder := filepath.Join(s.folder, folderVersions)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("keeping the version before: %w", err)
	}
	if err := link(s.path(id), filepath.Join(folder, id+"."+head.Changed.UTC().Format(stampLayout)+extension)); err != nil {
		return err
	}
	all := s.versions(id)
	for len(all) > mostVersions {
		drop := dispensable(all)
		if err := os.Remove(all[drop].path); err != nil {
			return fmt.Errorf("removing the oldest version: %w", err)
		}
		all = slices.Delete(all, drop, drop+1)
	}
	return nil
}

// apart is how far versions lie apart, so that three of them reach back further
// than three answers.
const apart = 12 * time.Hour

// dispensable picks the version to remove, of one more than are kept, the newest
// first. What is left is the state before the last save, the one with which the
// day began, and one from a day before that.
func dispensable(all []version) int {
	if all[0].saved.Sub(all[2].saved) >= apart {
		return len(all) - 1
	}
	return 1
}

// link gives a file a second name, or copies it where the disk knows no second
// names.
func link(from, to string) error {
	if err := os.Link(from, to); err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return copyFile(from, to)
}

func copyFile(from, to string) error {
	data, err := disk.Read(from, maxFile)
	if err != nil {
		return err
	}
	return disk.Replace(to, data)
}
