package disk

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Same tells whether two names are those of one file, also where neither is
// there yet: by links, by ./ and .., and by the case of letters where the system
// does not tell it apart. What is no ordinary file, as /dev/null, is never the
// same.
func Same(a, b string) bool {
	a, b = endOfLinks(a), endOfLinks(b)
	one, oneErr := os.Stat(a)
	other, otherErr := os.Stat(b)
	switch {
	case oneErr == nil && otherErr == nil:
		return one.Mode().IsRegular() && os.SameFile(one, other)
	case oneErr == nil || otherErr == nil:
		return false
	}
	folder, err := os.Stat(folderOf(a))
	if err != nil {
		return false
	}
	others, err := os.Stat(folderOf(b))
	return err == nil && os.SameFile(folder, others) && sameName(filepath.Base(a), filepath.Base(b))
}

func endOfLinks(path string) string {
	if end, err := behindLinks(path); err == nil {
		return end
	}
	return path
}

func sameName(a, b string) bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return strings.EqualFold(a, b)
	}
	return a == b
}
