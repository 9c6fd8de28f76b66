package hardware

import "ounce/checks"

func (r reader) macos(f *checks.Hardware) {}
