package host

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ounce/checks"
)

// maxEntries is the longest folder that is listed.
const maxEntries = 50_000

// ReadFile reads an ordinary file. A folder, a pipe, a device and a file that
// lies only in the cloud are unreadable: to open one may wait for ever, or fetch
// it over the network.
func (l *live) ReadFile(ctx context.Context, name string) ([]byte, error) {
	return await(ctx, "file "+name, func() ([]byte, error) {
		path, err := l.expand(name)
		if err != nil {
			return nil, err
		}
		return readOrdinary(path, checks.MaxRead)
	})
}

// readOrdinary reads an ordinary file of at most so many bytes.
func readOrdinary(path string, most int64) ([]byte, error) {
	// Looking before opening: to open some devices already does something.
	info, err := os.Stat(path)
	if err == nil {
		err = ordinary(info)
	}
	if err != nil {
		return nil, err
	}
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	info, err = file.Stat()
	if err == nil {
		err = ordinary(info)
	}
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > most {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: fmt.Sprintf("is larger than %d MB", most>>20)}
	}
	return data, nil
}

// ordinary refuses what is not a file with its content on this machine.
func ordinary(info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return &checks.ReadError{Reason: checks.Unreadable, Detail: "is a folder"}
	case !info.Mode().IsRegular():
		return &checks.ReadError{Reason: checks.Unreadable, Detail: "is not an ordinary file"}
	case inCloud(info):
		return &checks.ReadError{Reason: checks.Unreadable, Detail: "lies only in the cloud"}
	}
	return nil
}

// Stat tells about a file or folder; of a link, what it points to.
func (l *live) Stat(ctx context.Context, name string) (checks.Entry, error) {
	return await(ctx, "file "+name, func() (checks.Entry, error) {
		path, err := l.expand(name)
		if err != nil {
			return checks.Entry{}, err
		}
		info, err := os.Stat(path)
		if err != nil {
			return checks.Entry{}, err
		}
		return entry(baseName(l.system, name), info), nil
	})
}

// ReadDir lists a folder. What is gone by the time it is looked at is left out;
// of what may not be looked at only the name and the kind are known.
func (l *live) ReadDir(ctx context.Context, name string) ([]checks.Entry, error) {
	return await(ctx, "folder "+name, func() ([]checks.Entry, error) {
		path, err := l.expand(name)
		if err != nil {
			return nil, err
		}
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "is not a folder"}
		}
		folder, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer func() { _ = folder.Close() }()
		listed, err := folder.ReadDir(maxEntries + 1)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if len(listed) > maxEntries {
			return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "holds too many files"}
		}
		entries := make([]checks.Entry, 0, len(listed))
		for _, child := range listed {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			info, err := follow(path, child)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				continue
			case err != nil:
				entries = append(entries, checks.Entry{Name: child.Name(), Folder: child.IsDir()})
			default:
				entries = append(entries, entry(child.Name(), info))
			}
		}
		slices.SortFunc(entries, func(a, b checks.Entry) int { return cmp.Compare(a.Name, b.Name) })
		return entries, nil
	})
}

// follow looks at an entry of a folder, through a link where it is one; a link
// that leads nowhere is looked at itself.
func follow(folder string, child fs.DirEntry) (fs.FileInfo, error) {
	if child.Type()&fs.ModeSymlink != 0 {
		if info, err := os.Stat(filepath.Join(folder, child.Name())); err == nil {
			return info, nil
		}
	}
	return child.Info()
}

func entry(name string, info fs.FileInfo) checks.Entry {
	return checks.Entry{Name: name, Folder: info.IsDir(), Size: info.Size(), Modified: info.ModTime()}
}

// baseName is the last part of a path.
func baseName(system checks.System, name string) string {
	name = strings.TrimRight(name, separators(system))
	return name[strings.LastIndexAny(name, separators(system))+1:]
}
