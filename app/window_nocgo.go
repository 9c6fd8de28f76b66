//go:build !cgo

package app

import "errors"

// Run says that this build has no window.
func (windowCommand) Run(*session) error {
	return errors.New("this build of Ounce has no window; ounce assess does the whole job, and ounce --help lists the rest")
}
