//go:build !cgo

package app

import (
	"errors"
	"fmt"
)

// Run says that this build has no window.
func (c windowCommand) Run(*session) error {
	if _, err := c.path(); err != nil {
		return err
	}
	return errors.New("this build of Ounce has no window; ounce assess does the whole job, and ounce --help lists the rest")
}

// graphics has nothing to try.
func graphics() error { return fmt.Errorf("%w: this build has no window", errLeftOut) }
