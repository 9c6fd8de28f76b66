//go:build !windows

package disk

import (
	"os"
	"syscall"
)

// openFile opens without waiting for a writer, should the file have become a
// pipe after it was looked at.
func openFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0)
}
