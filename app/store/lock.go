package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"ounce/app/disk"
)

// How long a writer waits for another one, and how often it looks.
const (
	lockPatience = 5 * time.Second
	lockPause    = 5 * time.Millisecond
)

// exclusively does something while no other Ounce writes. It makes the folders.
func (s *Store) exclusively(do func() error) (err error) {
	if err := os.MkdirAll(filepath.Join(s.folder, folderNow), 0o700); err != nil {
		return fmt.Errorf("making the folder for saved assessments: %w", err)
	}
	lock := flock.New(filepath.Join(s.folder, nameLock))
	ctx, cancel := context.WithTimeout(context.Background(), s.patience)
	defer cancel()
	switch got, err := lock.TryLockContext(ctx, lockPause); {
	case errors.Is(err, context.DeadlineExceeded) || err == nil && !got:
		return errors.New("another Ounce is saving, and does not come to an end; please close it and try again")
	case err != nil:
		return &disk.WriteError{Path: lock.Path(), Err: err}
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	s.sweep()
	return do()
}

// sweep removes what a writer that was killed never finished. The lock is held.
func (s *Store) sweep() {
	for _, folder := range []string{"", folderNow, folderVersions} {
		left, _ := filepath.Glob(filepath.Join(s.folder, folder, disk.TempPattern)) // the pattern is sound
		for _, path := range left {
			os.Remove(path)
		}
	}
}
